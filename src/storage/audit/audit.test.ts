import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaveClusters, openTestStorage, type TestStorage } from '../../../test/database.ts';
import { makeSampleWorld, type SampleWorld } from '../contracts/sample-world.ts';
import { type AuditCounts, type AuditOptions, audit, findSealed } from './audit.ts';
import type { AuditFinding } from './finding.ts';

let test: TestStorage;
let world: SampleWorld;

beforeAll(async () => {
  test = await openTestStorage();
  world = await makeSampleWorld(test.storage);
});
afterAll(async () => {
  await test.close();
  await leaveClusters();
});

async function run(other: Partial<AuditOptions> = {}): Promise<{ counts: AuditCounts; findings: AuditFinding[] }> {
  const findings: AuditFinding[] = [];
  const { project, projectImported } = world;
  const counts = await audit({
    storage: test.storage,
    project,
    projectImported,
    onFinding: (f) => findings.push(f),
    ...other,
  });
  return { counts, findings };
}

const sql = (text: string) => test.storage.database.change({ text });
/** Flips the lowest bit of the byte at `at` of a bytea column; twice is not at all. */
const flip = (column: string, at: number) => `${column} = set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1)`;

describe('the audit', () => {
  it('passes over a whole world, and counts what it walked', async () => {
    const { counts, findings } = await run();
    expect(findings).toEqual([]);
    expect(counts).toEqual({
      streams: 4,
      events: 7,
      facts: 2,
      vaultValues: 1,
      editions: 1,
      importedRows: 2,
      files: 2,
      findings: 0,
    });
  });

  /** One change in each table, and the change that takes it back. Each must be named by its own table. */
  const changes: readonly (readonly [place: string, what: string, change: () => string, undo: () => string])[] = [
    [
      'event',
      'a byte of an event',
      () => `update event set ${flip('bytes', 200)} where stream_id = '${world.case.id}' and version = 1`,
      () => `update event set ${flip('bytes', 200)} where stream_id = '${world.case.id}' and version = 1`,
    ],
    [
      'event',
      'a byte of its hash',
      () => `update event set ${flip('hash', 5)} where stream_id = '${world.case.id}' and version = 2`,
      () => `update event set ${flip('hash', 5)} where stream_id = '${world.case.id}' and version = 2`,
    ],
    [
      'event',
      'the type beside the bytes',
      () => `update event set type = 'Moted' where stream_id = '${world.case.id}' and version = 1`,
      () => `update event set type = 'Noted' where stream_id = '${world.case.id}' and version = 1`,
    ],
    [
      'event',
      'the time beside the bytes',
      () =>
        `update event set recorded_at = recorded_at + interval '1 ms' where stream_id = '${world.entry.id}' and version = 1`,
      () =>
        `update event set recorded_at = recorded_at - interval '1 ms' where stream_id = '${world.entry.id}' and version = 1`,
    ],
    [
      'stream_head',
      'a byte of the head',
      () => `update stream_head set ${flip('hash', 31)} where id = '${world.round.id}'`,
      () => `update stream_head set ${flip('hash', 31)} where id = '${world.round.id}'`,
    ],
    [
      'outbox',
      'a byte of a public fact',
      () => `update outbox set ${flip('bytes', 3)} where ordinal = 0 and version = 2`,
      () => `update outbox set ${flip('bytes', 3)} where ordinal = 0 and version = 2`,
    ],
    [
      'outbox',
      'a fact moved to another event',
      () => `update outbox set version = 9 where version = 2`,
      () => `update outbox set version = 2 where version = 9`,
    ],
    [
      'vault',
      'a letter of a personal value',
      () => `update vault set value = replace(value, '张', '章')`,
      () => `update vault set value = replace(value, '章', '张')`,
    ],
    [
      'edition',
      'a byte of an edition',
      () => `update edition set ${flip('bytes', 2)}`,
      () => `update edition set ${flip('bytes', 2)}`,
    ],
    [
      'party',
      'a name',
      () => `update party_name set name = name || 'x' where ordinal = 1`,
      () => `update party_name set name = rtrim(name, 'x') where ordinal = 1`,
    ],
    [
      'party',
      'a code',
      () => `update party_code set value = 'X' || value`,
      () => `update party_code set value = substr(value, 2)`,
    ],
    [
      'case_summary',
      'the state of a case',
      () => `update case_summary set state = 'ended'`,
      () => `update case_summary set state = 'open'`,
    ],
    [
      'task',
      'the roles of a task',
      () => `update task set roles = '{everybody}'`,
      () => `update task set roles = '{reviewer}'`,
    ],
    ['due', 'a day', () => `update due set due = due + 1`, () => `update due set due = due - 1`],
    [
      'entry',
      'the status of a certificate',
      () => `update entry set status = 'withdrawn' where source = 'own'`,
      () => `update entry set status = 'valid' where source = 'own'`,
    ],
    [
      'entry_change',
      'the last day of a change',
      () => `update entry_change set valid_to = valid_to + 365 where ordinal = 1`,
      () => `update entry_change set valid_to = valid_to - 365 where ordinal = 1`,
    ],
    [
      'notice',
      'the title of a notice',
      () => `update notice set title = jsonb_set(title::jsonb, '{en}', '"x"')`,
      () => `update notice set title = jsonb_set(title::jsonb, '{en}', '"List of proposed winners"')`,
    ],
    [
      'search',
      'what an entry is found by',
      () => `update entry_search set text = '试 金石'`,
      () => `update entry_search set text = '试金石'`,
    ],
    ['file', 'the size of a file', () => 'update file set size = size + 1', () => 'update file set size = size - 1'],
  ];

  it.each(changes)('names the table `%s` when %s was changed', async (place, _what, change, undo) => {
    expect(await sql(change())).toBe(1);
    const { findings } = await run();
    await sql(undo());
    expect(findings.map((f) => f.place)).toEqual([place]);
    expect(findings[0]?.expected).not.toBe(findings[0]?.found);
    expect((await run()).findings).toEqual([]);
  });

  it('names the file whose byte was changed, or that is gone', async () => {
    const path = join(test.files, world.file.slice(0, 2), world.file.slice(2));
    const bytes = readFileSync(path);
    writeFileSync(
      path,
      bytes.map((byte, i) => (i === 7 ? byte ^ 1 : byte)),
    );
    const altered = (await run()).findings;
    expect(altered.map((f) => [f.place, f.key])).toEqual([
      ['files', world.file],
      ['files', world.file],
    ]);
    writeFileSync(path, bytes);
    await test.storage.blobs.remove(world.file);
    expect((await run()).findings[0]).toMatchObject({ place: 'files', found: 'none' });
    writeFileSync(path, bytes);
    expect((await run()).findings).toEqual([]);
  });

  it('names what was taken away: an event, a head, a row of a projection, a personal value', async () => {
    const taken: readonly (readonly [place: string, table: string, where: string])[] = [
      ['event', 'event', `stream_id = '${world.case.id}' and version = 3`],
      ['event', 'event', `stream_id = '${world.case.id}' and version = 2`],
      ['event', 'stream_head', `id = '${world.round.id}'`],
      ['task', 'task', 'true'],
      ['vault', 'vault', 'true'],
      ['entry_change', 'entry_change', 'ordinal = 0'],
    ];
    for (const [place, table, where] of taken) {
      await sql(`create table kept as select * from ${table} where ${where}`);
      await sql(`delete from ${table} where ${where}`);
      const { findings } = await run();
      await sql(`insert into ${table} select * from kept`);
      await sql('drop table kept');
      expect(
        findings.map((f) => f.place),
        `${table} ${where}`,
      ).toEqual([place]);
    }
    expect((await run()).findings).toEqual([]);
  });

  it('names a row of a projection that no event made', async () => {
    await sql(
      `insert into task select subject, 'forged', line, opening, kind, scheme, flow, title, applicant, body, roles, party, person, opened_at, due, state, done_at, done_by, outcome from task`,
    );
    expect((await run()).findings).toEqual([
      { place: 'task', key: `${world.case.id} forged  1`, expected: 'no such row', found: 'a row' },
    ]);
    await sql(`delete from task where step = 'forged'`);
  });

  it('draws a sample of streams by its seed, the same again for the same seed', async () => {
    const draw = async (seed: number) => {
      const seen: string[] = [];
      const project: AuditOptions['project'] = async (stream) => {
        seen.push(stream.id);
        return null;
      };
      const { counts } = await run({ sample: { streams: 2, seed }, project });
      expect(counts.streams).toBeLessThanOrEqual(2);
      return seen.sort();
    };
    expect(await draw(1)).toEqual(await draw(1));
    const all = new Set((await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(draw))).flat());
    expect(all.size).toBe(4);
  });

  it('passes after an erasure, and names a value that came back', async () => {
    const { storage } = test;
    const kept = (await storage.vault.get([world.secret.ref])).get(world.secret.ref);
    await storage.inTransaction((t) =>
      storage.vault.erase(t, world.person, { at: '2026-03-11T00:00:00.000Z', reason: 'asked for' }),
    );
    expect((await run()).findings).toEqual([]);
    if (kept) await storage.inTransaction((t) => storage.vault.put(t, [kept]));
    expect((await run()).findings).toMatchObject([{ place: 'vault', expected: 'no value, since it was erased' }]);
    await sql('delete from vault');
  });

  it('finds sealed references wherever they stand, and nothing that only looks like one', () => {
    const one = { vault: 'v', digest: 'd' };
    expect(
      findSealed({ a: [one, { b: one }], c: { ...one, more: 1 }, d: { vault: 'v' }, e: null, f: 'vault' }),
    ).toEqual([one, one]);
  });
});
