import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toDay } from '#certification/time/day.ts';
import { systemActing } from '#operation/acts/request.ts';
import type { RebuildProgress } from '#operation/ports/replay.ts';
import { projectionsOf, rebuildProjections } from '#operation/replay/rebuild.ts';
import { registerScheme } from '#operation/schemes/register-scheme.ts';
import { lookUp } from '#operation/verify/look-up.ts';
import { searchRegister } from '#operation/verify/search-register.ts';
import { audit } from '#storage/audit/audit.ts';
import type { AuditFinding } from '#storage/audit/finding.ts';
import { checkDisk, type Loaded, loadWorld } from '#storage/bench/world/load-world.ts';
import { planOf } from '#storage/bench/world/plan.ts';
import { certificateNumber } from '#storage/bench/world/teller.ts';
import { inThisThread, inThreads } from '#storage/bench/world/tellers.ts';
import { schemesOf, type WorldScript, worldPartsOf } from '#storage/bench/world/world-parts.ts';
import { projectionTables } from '#storage/postgres/projections.ts';
import { PostgresReplay } from '#storage/replay/replay.ts';
import { createTestWorld, type TestWorld } from '../../../test/operation/test-world.ts';
import { houseWorld } from './world-files.ts';

const plan = planOf(1200, toDay('2026-11-25'));

let t: TestWorld;
let script: WorldScript;
let loaded: Loaded;

beforeAll(async () => {
  t = await createTestWorld('2026-11-25T02:00:00.000Z');
  script = await houseWorld(plan);
  loaded = await loadWorld({ url: t.url, plan, tellers: inThisThread(script), rawCertificates: 50 });
  for (const scheme of schemesOf(script)) await registerScheme(t.world, { acting: systemActing }, scheme);
});
afterAll(() => t.close());

async function findings(): Promise<readonly AuditFinding[]> {
  const found: AuditFinding[] = [];
  await audit({ storage: t.storage, project: projectionsOf(t.world), onFinding: (f) => found.push(f) });
  return found;
}

const count = async (from: string) =>
  (await t.storage.database.rows<{ n: number }>({ text: `select count(*)::integer as n from ${from}` }))[0]?.n;

/** What each projection holds, whatever the order of its rows. */
async function digests(): Promise<readonly { table: string; rows: number; digest: string }[]> {
  const all = [];
  for (const table of projectionTables) {
    const text = `select count(*)::integer as rows, coalesce(md5(string_agg(md5(to_jsonb(r)::text), '' order by md5(to_jsonb(r)::text))), '') as digest from ${table} r`;
    const [found] = await t.storage.database.rows<{ rows: number; digest: string }>({ text });
    all.push({ table, rows: found?.rows ?? 0, digest: found?.digest ?? '' });
  }
  return all;
}

const ask = (number: string) => ({ number, name: null, codes: [], on: null, known: null });

describe('the invented world of the benchmark, small', () => {
  it('is what the engine itself would have written: the audit of all of it finds nothing', async () => {
    expect(await findings()).toEqual([]);
  });

  it('holds what its plan says', async () => {
    const { counts, rows } = loaded;
    expect(counts.certificates).toBe(1200);
    // Each body was approved, and its approval is an entry too.
    expect(await count('entry')).toBe(1200 + plan.bodies);
    expect(await count(`entry where kind <> 'approval'`)).toBe(1200);
    expect(await count('event')).toBe(counts.events + schemesOf(script).length);
    expect(await count('case_summary')).toBe(counts.cases);
    expect(counts.cases).toBeGreaterThanOrEqual(12);
    expect(rows.get('outbox')).toBe(counts.facts);
    expect(await count(`party where kind = 'organisation'`)).toBe(plan.organisations + plan.bodies + 1);
    expect(loaded.rate).toBeGreaterThan(0);
    expect(loaded.rawRate).toBeGreaterThan(0);
  });

  it('has every index and key again, each valid', async () => {
    const bare = await createTestWorld();
    const text = `select indexdef as definition from pg_indexes where schemaname = 'public' and tablename not like 'raw%' order by 1`;
    const indexes = (world: TestWorld) => world.storage.database.rows<{ definition: string }>({ text });
    expect(await indexes(t)).toEqual(await indexes(bare));
    expect(await count(`pg_class where relname like 'raw\\_%'`)).toBe(0);
    await bare.close();
  });

  it('answers for the n-th certificate by the number that is told for it', async () => {
    const parts = worldPartsOf(script);
    const words = new Map<string, number>();
    for (let n = 0; n < plan.certificates; n += 7) {
      const { found, form } = await lookUp(t.world, ask(certificateNumber(parts, n)));
      expect(form.fault).toBeNull();
      expect(found).toHaveLength(1);
      const verdict = found[0]?.verdict;
      words.set(verdict?.word ?? '', (words.get(verdict?.word ?? '') ?? 0) + 1);
      if (n % plan.fullEvery !== 0) expect(verdict).toMatchObject({ word: 'valid', mayRely: true });
    }
    expect(words.get('valid')).toBeGreaterThan(150);
  });

  it('tells whole lives: old certificates were suspended, restored, ran out', async () => {
    const told = await t.storage.database.rows<{ what: string }>({ text: 'select distinct what from entry_change' });
    expect(told.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['decided', 'issued', 'suspended', 'restored', 'expired']),
    );
    expect(await count('entry where case_id is not null')).toBe(12);
  });

  it('is found by fragments', async () => {
    const { entries, entryCount } = await searchRegister(t.world, '有限公司');
    expect(entries).toHaveLength(20);
    expect(entryCount).toEqual({ count: 100, isCapped: true });
    const shanghai = await searchRegister(t.world, '上海');
    expect(shanghai.entries.length).toBeGreaterThan(5);
    for (const { holderNames } of shanghai.entries) expect(holderNames.zh).toContain('上海');
  });

  it.each([
    { threads: 0, streamsAtOnce: 500 },
    { threads: 2, streamsAtOnce: 70 },
  ])('is the same after a replay of all its events: $threads threads, $streamsAtOnce streams at once', async (options) => {
    const replay = new PostgresReplay(t.storage.database, { url: t.url, ...options });
    const before = await digests();
    const said: RebuildProgress[] = [];
    const rebuilt = await rebuildProjections({ ...t.world, storage: { ...t.storage, replay } }, (now) =>
      said.push(now),
    );
    expect(rebuilt.events).toBe(loaded.counts.events);
    expect(said.at(-1)).toMatchObject({ what: 'indexes', ...rebuilt });
    expect(await digests()).toEqual(before);
  });

  it('keeps its rows when a thread fails in the middle of a replay', async () => {
    const before = await digests();
    const replay = new PostgresReplay(t.storage.database, { url: t.url, threads: 2, streamsAtOnce: 70 });
    const [hurt] = await t.storage.database.rows<{ id: string; hash: string }>({
      text: `select id, encode(hash, 'hex') as hash from stream_head where kind = 'entry' order by id desc limit 1`,
    });
    const setHash = (hash: string) =>
      t.storage.database.change({ text: `update stream_head set hash = decode($1, 'hex') where id = $2::uuid` }, [
        hash,
        hurt?.id ?? '',
      ]);
    await setHash('00'.repeat(32));
    await expect(replay.rebuild()).rejects.toThrow(/events up to version \d+ with the head's hash/);
    await setHash(hurt?.hash ?? '');
    expect(await digests()).toEqual(before);
  });

  it('comes out of a thread as it does of this one', async () => {
    const few = planOf(120, plan.today);
    const [alone, threads] = [inThisThread(await houseWorld(few)), inThreads(1, await houseWorld(few))];
    const errands = [{ kind: 'certificate' as const, from: 1, to: 40 }];
    const told = async (tellers: typeof alone) => {
      const texts: string[] = [];
      // Salts are drawn, and with them digests and what rests on them: these tables hold none.
      for await (const { tables } of tellers.tell(errands))
        for (const { table, chunks } of tables)
          if (['stream_head', 'event', 'entry', 'entry_change', 'due', 'task', 'entry_search'].includes(table))
            texts.push(`${table}\n${chunks.map((chunk) => Buffer.from(chunk).toString()).join('')}`);
      return texts;
    };
    expect(await told(threads)).toEqual(await told(alone));
    await threads.close();
  });

  it('says which room on the disk is missing, before it begins', async () => {
    const check = (compression: number) =>
      checkDisk(import.meta.dirname, planOf(10_000_000_000, plan.today), { leave: 5e9, compression });
    await expect(check(1)).rejects.toThrow(
      /Expected \d+\.\d GB for 10000000000 certificates and 5\.0 GB left free .*, found \d+\.\d GB\. Choose a smaller --size/,
    );
    const [four, eight] = [await check(4).catch(String), await check(8).catch(String)];
    const needed = (said: string | object) => Number(/Expected (\d+)/.exec(String(said))?.[1]);
    expect(needed(four)).toBeCloseTo(2 * needed(eight), -1);
  });
});
