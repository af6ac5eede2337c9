import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { streamKinds } from '#certification/event/event.ts';
import { importedProjectionsOf } from '#operation/import/project-imported.ts';
import { projectionsOf } from '#operation/replay/rebuild.ts';
import { readSettings } from '#operation/settings.ts';
import { recordedOf } from '#operation/streams/recorded.ts';
import { type RunningServer, startServer } from '#server/serve.ts';
import { audit } from '#storage/audit/audit.ts';
import { type Migration, migrate, readMigrations } from '#storage/migrations/migrate.ts';
import { openStorage } from '#storage/open-storage.ts';
import { keptPassword } from '../../tools/keep-world.ts';
import { createEmptyDatabase, leaveClusters, type TestDatabase } from '../database.ts';
import {
  keptDemonstrations,
  keptWorlds,
  layOut,
  missingRows,
  readKept,
  readKeptDemonstration,
  withClient,
} from './kept-world.ts';

/** Worlds that older programs made, brought up by this one. */
const root = join(import.meta.dirname, '..', '..');

afterAll(leaveClusters);

function environmentOf(url: string, folder: string): Record<string, string> {
  return {
    PORT: '0',
    DATA_FOLDER: folder,
    DATABASE_URL: url,
    DEMONSTRATION: 'no',
    LOG_LEVEL: 'silent',
    PUBLIC_ADDRESS: 'https://register.example.org',
  };
}

/** Somebody who signs in to the running server. */
async function signIn(server: RunningServer, login: string) {
  let cookie = '';
  const send = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${server.address}${path}`, {
      method,
      headers: { origin: server.address, cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    const text = await response.text();
    return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : null };
  };
  expect((await send('POST', '/api/v1/session', { login, password: keptPassword })).status).toBe(200);
  return send;
}

test('there is a world for every number of migrations that programs left behind', () => {
  expect(keptWorlds.map((name) => Number(name.slice(0, 4)))).toEqual(
    expect.arrayContaining(
      readMigrations()
        .slice(2, -1)
        .map((m) => m.number),
    ),
  );
});

describe.each(keptWorlds)('the world %s', (name) => {
  const kept = readKept(name);
  let database: TestDatabase;
  let folder: string;
  let server: RunningServer;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    folder = mkdtempSync(join(tmpdir(), 'touchstone-upgrade-'));
    await layOut(kept, database.url, folder);
  });
  afterAll(async () => {
    await server?.stop();
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('stays what it was when a migration fails in its middle', async () => {
    const broken: Migration = {
      number: kept.migrations + 1,
      name: `${kept.migrations + 1}-broken.sql`,
      sql: `alter table event add column later text; delete from entry; update vault set value = ''; select 1 / 0;`,
      checksum: 'broken',
    };
    const all = [...readMigrations().slice(0, kept.migrations), broken];
    await expect(migrate(database.url, all)).rejects.toMatchObject({ code: '22012' });
    expect(await missingRows(kept, database.url)).toEqual([]);
    const [column] = await withClient(
      database.url,
      async (c) =>
        (await c.query(`select 1 from information_schema.columns where table_name = 'event' and column_name = 'later'`))
          .rows,
    );
    expect(column).toBeUndefined();
  });

  test('comes up under this program with every row as it was, and the audit finds everything in agreement', async () => {
    const reading = readSettings(environmentOf(database.url, folder));
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    server = await startServer(reading.settings, { withWorker: false, log: pino({ level: 'silent' }) });
    expect(await missingRows(kept, database.url)).toEqual([]);
    const storage = openStorage({ url: database.url, files: join(folder, 'files'), connections: 2 });
    const findings: unknown[] = [];
    const counts = await audit({
      storage,
      project: projectionsOf(server.world),
      projectImported: importedProjectionsOf(server.world),
      onFinding: (finding) => findings.push(finding),
    });
    await storage.close();
    expect(findings).toEqual([]);
    const rowsOf = (table: string) => kept.tables.find((t) => t.table === table)?.rows.length ?? 0;
    expect(counts.events).toBe(rowsOf('event'));
    expect(counts.importedRows).toBe(rowsOf('import_row'));
    expect(counts.vaultValues).toBeGreaterThan(0);
  });

  test('gives every event in the newest format of its type, of whatever format it is', async () => {
    const { events } = server.world.storage;
    let read = 0;
    for (const kind of streamKinds)
      for (const { id } of await events.streams(kind, { limit: 10_000 })) {
        const loaded = await events.load({ kind, id });
        const recorded = recordedOf<{ readonly type: string; readonly body: unknown }>(loaded);
        expect(recorded.map((r) => r.event.type)).toEqual(loaded.events.map((e) => e.envelope.type));
        read += recorded.length;
      }
    expect(read).toBe(kept.tables.find((t) => t.table === 'event')?.rows.length);
    const entry = recordedOf<{ type: string; body: unknown }>(await events.load({ kind: 'entry', id: kept.ids.entry }));
    expect(entry.find((e) => e.event.type === 'EntryIssued')?.event.body).toHaveProperty('status');
  });

  test('answers the public as before: the certificate, its credential, its past, the foreign register', async () => {
    const get = async (path: string) => (await fetch(`${server.address}${path}`)).json();
    const now = await get(`/api/v1/verdict?number=${kept.ids.number}`);
    expect(now.found).toMatchObject([{ verdict: { word: 'valid' } }]);
    const then = await get(`/api/v1/verdict?number=${kept.ids.number}&on=2026-05-10`);
    expect(then.found).toMatchObject([{ verdict: { word: 'suspended' } }]);
    const foreign = await get('/api/v1/verdict?number=K-1&on=2026-02-28');
    expect(foreign.found).toMatchObject([{ verdict: { word: 'suspended' } }]);
    const credential = await (await fetch(`${server.address}/credentials/${kept.ids.entry}`)).text();
    const verified = await fetch(`${server.address}/api/v1/verify`, {
      method: 'POST',
      headers: { 'content-type': 'application/vc+jwt', origin: server.address },
      body: credential,
    });
    expect((await verified.json()).found.entry.id).toBe(kept.ids.entry);
  });

  test('lets its people go on where they were: sign in, read their file, review, decide, suspend', async () => {
    const applicant = await signIn(server, 'applicant');
    expect((await applicant('GET', `/api/v1/files/${kept.ids.file}`)).text).toContain('营业执照');
    const reviewer = await signIn(server, 'reviewer');
    expect((await reviewer('GET', `/api/v1/cases/${kept.ids.granted}`)).text).toContain('13800000000');
    const act = (step: string, outcome: string, more = {}) => ({ act: 'do', step, outcome, ...more });
    const at = `/api/v1/cases/${kept.ids.waiting}/acts`;
    expect((await reviewer('POST', at, act('review', 'accept'))).status).toBe(200);
    const decider = await signIn(server, 'decider');
    const reason = { list: 'status', code: 'other', words: '升级之后' };
    const suspended = await decider('POST', `/api/v1/entries/${kept.ids.entry}/acts`, { act: 'suspend', reason });
    expect(suspended.status, suspended.text).toBe(200);
    const verdict = await fetch(`${server.address}/api/v1/verdict?number=${kept.ids.number}`);
    expect((await verdict.json()).found).toMatchObject([{ verdict: { word: 'suspended' } }]);
  });

  test('is refused by an older program, in words that say what to do', async () => {
    await withClient(database.url, (c) =>
      c.query(`insert into migration (number, name, checksum) values (9999, '9999-from-the-future.sql', 'x')`),
    );
    const older = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/server/main.ts'], {
      cwd: root,
      env: { ...process.env, ...environmentOf(database.url, folder) },
      encoding: 'utf8',
      timeout: 60_000,
    });
    await withClient(database.url, (c) => c.query('delete from migration where number = 9999'));
    expect(older.status).toBe(6);
    expect(older.stderr).toContain('`9999-from-the-future.sql`');
    expect(older.stderr).toContain('A newer Touchstone used this database: start that one.');
  });
});

describe.each(keptDemonstrations)('the demonstration %s', (name) => {
  const kept = readKeptDemonstration(name);
  const rowsOf = (table: string) => kept.tables.find((t) => t.table === table)?.rows ?? [];

  test('holds what a small world does not: rounds, votes, places in status lists, an attached answer, editions that go over', () => {
    const types = new Set(rowsOf('event').map((row) => row['type']));
    for (const type of [
      ...['RoundOpened', 'ReviewersAssigned', 'CasesRanked', 'VoteClosed', 'ListDisplayed', 'ObjectionReceived'],
      ...[
        'EditionRegistered',
        'EditionSuperseded',
        'TransitionDeclared',
        'AnswerAttached',
        'DutyMissed',
        'EntryExpired',
      ],
    ])
      expect(types, type).toContain(type);
    expect(rowsOf('status_place').length).toBeGreaterThan(10);
    expect(rowsOf('ballot_box').length).toBeGreaterThan(0);
  });

  test('comes up with every row as it was, and the audit finds everything in agreement', async () => {
    const database = await createEmptyDatabase();
    const folder = mkdtempSync(join(tmpdir(), 'touchstone-upgrade-'));
    await layOut(kept, database.url, folder);
    const reading = readSettings(environmentOf(database.url, folder));
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    const server = await startServer(reading.settings, { withWorker: false, log: pino({ level: 'silent' }) });
    try {
      expect(await missingRows(kept, database.url)).toEqual([]);
      const findings: unknown[] = [];
      const storage = openStorage({ url: database.url, files: join(folder, 'files'), connections: 2 });
      const counts = await audit({
        storage,
        project: projectionsOf(server.world),
        projectImported: importedProjectionsOf(server.world),
        onFinding: (finding) => findings.push(finding),
      });
      await storage.close();
      expect(findings).toEqual([]);
      expect(counts.events).toBe(rowsOf('event').length);
      for (const path of ['/', '/schemes', '/bodies', '/notices'])
        expect((await fetch(`${server.address}${path}`)).status, path).toBe(200);
    } finally {
      await server.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
