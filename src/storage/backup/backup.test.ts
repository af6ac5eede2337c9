import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createEmptyDatabase,
  embeddedEngine,
  leaveClusters,
  oldestEngine,
  openTestStorage,
  type TestStorage,
  whyAbsent,
} from '../../../test/database.ts';
import { audit } from '../audit/audit.ts';
import { makeSampleWorld, type SampleWorld } from '../contracts/sample-world.ts';
import { FolderBlobs } from '../files/folder-blobs.ts';
import { openStorage } from '../open-storage.ts';
import { copyOut } from '../postgres/copy.ts';
import { backUp } from './back-up.ts';
import { readManifest } from './manifest.ts';
import { checkBackup, restore } from './restore.ts';

let test: TestStorage;
let world: SampleWorld;
let scratch = '';
const madeAt = '2026-03-10T12:00:00.000Z';

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'touchstone-backup-'));
  test = await openTestStorage();
  world = await makeSampleWorld(test.storage);
  await backUp({ storage: test.storage, folder: join(scratch, 'whole'), madeAt, program: 'touchstone test' });
});
afterAll(async () => {
  await test.close();
  rmSync(scratch, { recursive: true, force: true });
  await leaveClusters();
});

const whole = () => join(scratch, 'whole');

describe('a backup', () => {
  it('holds every table but who is signed in, by its own list of the tables', async () => {
    const manifest = await readManifest(whole());
    const names = manifest.tables.map((t) => t.name);
    const tables = await test.storage.database.rows<{ name: string }>({
      text: `select tablename::text as name from pg_tables where schemaname = 'public' order by 1`,
    });
    expect(names).toEqual(tables.map((t) => t.name).filter((name) => !manifest.leftOut.includes(name)));
    expect(Object.fromEntries(manifest.tables.map((t) => [t.name, t.rows]))).toMatchObject({
      event: 7,
      stream_head: 4,
      outbox: 2,
      vault: 1,
      entry_change: 2,
      draft: 1,
    });
    expect(manifest.blobs.count).toBe(1);
    expect(manifest.jobs.rows).toBe(1);
    expect(await checkBackup(whole())).toEqual([]);
    expect(statSync(join(whole(), 'tables', 'event.copy.gz')).mode & 0o077).toBe(0);
  });

  it('is never written over another', async () => {
    const again = backUp({ storage: test.storage, folder: whole(), madeAt, program: 'touchstone test' });
    await expect(again).rejects.toThrow('to be a new folder for the backup');
  });

  it.for([
    embeddedEngine,
    oldestEngine,
  ])('is restored into an empty database of $name, equal to the byte, audit and all', async (engine, context) => {
    const absent = whyAbsent(engine);
    if (absent !== null) return context.skip(absent);
    const { url, drop } = await createEmptyDatabase(engine);
    const files = join(scratch, `files-${engine.major}`);
    const restored = await restore({ url, blobs: new FolderBlobs(files), folder: whole() });
    expect(restored.erasedAgain).toBe(0);
    const storage = openStorage({ url, files });
    const findings: unknown[] = [];
    const counts = await audit({ storage, project: world.project, onFinding: (f) => findings.push(f) });
    expect(findings).toEqual([]);
    expect(counts).toMatchObject({ streams: 4, events: 7, facts: 2, files: 2 });
    // The proof: a backup of what was restored has the same digests throughout.
    const second = await backUp({
      storage,
      folder: join(scratch, `second-${engine.major}`),
      madeAt,
      program: 'touchstone test',
    });
    const first = await readManifest(whole());
    const comparable = ({ tables, blobs, jobs, migrations }: typeof first) => ({
      blobs,
      jobs: jobs.rows,
      migrations,
      tables: tables.filter((t) => t.name !== 'migration'),
    });
    expect(comparable(second)).toEqual(comparable(first));
    // Work goes on: the job is done, the stream is appended to, the number series goes on.
    const job = await storage.jobs.report('sample', world.job ?? '');
    expect(job).toMatchObject({ state: 'waiting', data: { 案件: 'a\\b "c"\n\t', n: 1 } });
    expect(await storage.inTransaction((t) => storage.numbers.take(t, { space: 'cn-qms', period: '2026' }))).toBe(18);
    await storage.close();
    await drop();
  });

  it('erases again what was erased after it was made, and only that', async () => {
    const { url, drop } = await createEmptyDatabase();
    const files = join(scratch, 'files-erased');
    const erasure = {
      ref: world.secret.ref,
      subject: world.person,
      erasedAt: '2026-03-11T00:00:00.000Z',
      reason: 'asked for',
    };
    const restored = await restore({ url, blobs: new FolderBlobs(files), folder: whole(), erasures: [erasure] });
    expect(restored.erasedAgain).toBe(1);
    const storage = openStorage({ url, files });
    expect((await storage.vault.get([world.secret.ref])).size).toBe(0);
    expect(await storage.vault.erasures()).toEqual([erasure]);
    const findings: unknown[] = [];
    await audit({ storage, project: world.project, onFinding: (f) => findings.push(f) });
    expect(findings).toEqual([]);
    await storage.close();
    await drop();
  });

  it('is refused with the place when a byte of it was changed, and nothing is restored', async () => {
    const folder = join(scratch, 'altered');
    await backUp({ storage: test.storage, folder, madeAt, program: 'touchstone test' });
    const blob = join(folder, 'blobs', world.file.slice(0, 2), world.file.slice(2));
    const places = [
      join(folder, 'tables', 'entry.copy.gz'),
      join(folder, 'jobs.jsonl.gz'),
      blob,
      join(folder, 'manifest.json'),
    ];
    for (const place of places) {
      const bytes = readFileSync(place);
      const at = place.endsWith('.json') ? bytes.indexOf('touchstone test') : bytes.length - 9;
      writeFileSync(
        place,
        bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)),
      );
      expect(await checkBackup(folder), place).toHaveLength(1);
      const { url, drop } = await createEmptyDatabase();
      const attempt = restore({ url, blobs: new FolderBlobs(join(scratch, 'never')), folder });
      await expect(attempt).rejects.toThrow('Nothing was restored');
      await drop();
      writeFileSync(place, bytes);
    }
    expect(await checkBackup(folder)).toEqual([]);
    rmSync(blob);
    expect((await checkBackup(folder))[0]).toContain('expected the 1 files');
    expect(existsSync(join(scratch, 'never'))).toBe(false);
  });

  it('is not restored over rows that are there', async () => {
    const attempt = restore({ url: test.url, blobs: new FolderBlobs(join(scratch, 'never')), folder: whole() });
    await expect(attempt).rejects.toThrow('Expected an empty database to restore into');
    expect((await test.storage.events.load(world.case)).events).toHaveLength(3);
  });

  it('leaves nothing that looks like a backup when it is broken off', async () => {
    const folder = join(scratch, 'broken-off');
    const gone = await openTestStorage();
    mkdirSync(join(gone.files, 'ab'));
    writeFileSync(join(gone.files, 'ab', 'c'.repeat(62)), 'bytes of another digest');
    await expect(backUp({ storage: gone.storage, folder, madeAt, program: 't' })).rejects.toThrow('Expected the file');
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(`${folder}.unfinished`)).not.toContain('manifest.json');
    await expect(readManifest(`${folder}.unfinished`)).rejects.toThrow('found none that can be read');
    await gone.close();
  });

  it('that can’t be written to its end fails at once, however much the server still has to send', async () => {
    const large = await openTestStorage();
    const fill = `insert into setting select 'large ' || i, to_jsonb(repeat(md5(i::text), 60)) from generate_series(1, 30000) i`;
    await large.storage.database.change({ text: fill });
    const stopping = large.storage.database.withClient(async (client) => {
      for await (const chunk of copyOut(client, 'copy setting to stdout'))
        if (chunk.length > 0) throw new Error('no room on the disk');
    });
    await expect(stopping).rejects.toThrow('no room on the disk');
    expect((await large.storage.ping()).milliseconds).toBeGreaterThan(0);
    await large.close();
  });
});
