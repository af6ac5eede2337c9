import type { PoolClient } from 'pg';
import { PgBoss } from 'pg-boss';
import type { Blobs } from '#operation/ports/files.ts';
import type { Digest, Id, Json } from '#operation/ports/values.ts';
import type { Erasure } from '#operation/ports/vault.ts';
import { FolderBlobs } from '../files/folder-blobs.ts';
import { type Migration, migrate, readMigrations } from '../migrations/migrate.ts';
import { copyIn, copyOut } from '../postgres/copy.ts';
import { Database } from '../postgres/database.ts';
import { quote } from '../postgres/table.ts';
import { repeatedPlaces } from '../postgres/vault.ts';
import { copyBlobs, copySql, readTables } from './back-up.ts';
import { digestOfList, type Manifest, readManifest, type TablePart } from './manifest.ts';
import { checkPart, Meter, readPart } from './parts.ts';

export interface RestoreOptions {
  /** An empty database: without tables, or migrated and without rows. */
  readonly url: string;
  readonly blobs: Blobs;
  /** The backup. */
  readonly folder: string;
  /** What was erased after the backup was made: erased again, before anybody reads. */
  readonly erasures?: readonly Erasure[];
  readonly onProgress?: (done: { readonly part: string; readonly rows: number }) => void;
}

export interface Restored {
  readonly manifest: Manifest;
  /** Values that were in the backup and were erased again. */
  readonly erasedAgain: number;
}

/** Everything that is wrong with a backup, in words; empty when it is whole. Reads all of it, changes nothing. */
export async function checkBackup(folder: string): Promise<readonly string[]> {
  let manifest: Manifest;
  try {
    manifest = await readManifest(folder);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
  const faults: string[] = [];
  for (const part of [...manifest.tables, manifest.jobs]) {
    const fault = await checkPart(folder, part);
    if (fault !== null) faults.push(fault);
  }
  return [...faults, ...(await checkBlobs(folder, manifest))];
}

async function checkBlobs(folder: string, manifest: Manifest): Promise<string[]> {
  const blobs = new FolderBlobs(`${folder}/blobs`);
  const faults: string[] = [];
  const digests: Digest[] = [];
  for await (const digest of blobs.list()) {
    const meter = new Meter();
    for await (const chunk of (await blobs.get(digest)) ?? []) meter.add(chunk);
    digests.push(digest);
    const found = meter.digest();
    if (found !== digest) faults.push(`the file ${digest}: expected bytes with this digest, found ${found}`);
  }
  if (digestOfList(digests) !== manifest.blobs.list)
    faults.push(`files: expected the ${manifest.blobs.count} files of the manifest, found ${digests.length} or others`);
  return faults;
}

/**
 * Restores a backup and proves that what now stands is what was: every table is read back and has the digest of the manifest.
 * Tables come in by one transaction; a crash leaves an empty database. Then newer migrations, files, jobs, and the erasures.
 * @throws Error when the backup is not whole, the database is not empty, or the proof fails.
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { url, folder, onProgress = () => {} } = options;
  const faults = await checkBackup(folder);
  if (faults.length > 0)
    throw new Error(`Expected a whole backup in \`${folder}\`, found: ${faults.join('; ')}. Nothing was restored.`);
  const manifest = await readManifest(folder);
  const migrations = readMigrations();
  await migrate(url, migrationsOf(manifest, migrations));
  const database = new Database({ url, connections: 2 });
  try {
    await database.withClient((client) => restoreTables(client, manifest, folder, onProgress));
    await copyBlobs(new FolderBlobs(`${folder}/blobs`), options.blobs);
    onProgress({ part: 'files', rows: manifest.blobs.count });
    await restoreJobs(url, manifest, folder);
    const erasedAgain = await eraseAgain(database, options.erasures ?? []);
    await migrate(url, migrations);
    await database.change({ text: 'analyze' });
    return { manifest, erasedAgain };
  } finally {
    await database.close();
  }
}

/** The tables are made as they were when the backup was made, and brought up to date when the rows are in. */
function migrationsOf(manifest: Manifest, known: readonly Migration[]): readonly Migration[] {
  manifest.migrations.forEach(({ name, checksum }, i) => {
    if (known[i]?.checksum !== checksum)
      throw new Error(
        `Expected the migration \`${known[i]?.name ?? 'none'}\`, found \`${name}\` in the backup: a newer or another Touchstone made it.`,
      );
  });
  return known.slice(0, manifest.migrations.length);
}

async function restoreTables(
  client: PoolClient,
  manifest: Manifest,
  folder: string,
  onProgress: NonNullable<RestoreOptions['onProgress']>,
): Promise<void> {
  await client.query('begin; set local statement_timeout = 0');
  try {
    await refuseFilled(client, manifest.tables);
    // The rows of the migrations are there already, made by the migrating.
    for (const part of inOrder(manifest.tables.filter(({ name }) => name !== 'migration'))) {
      const columns = part.columns.map(quote).join(', ');
      await copyIn(client, `copy ${quote(part.name)} (${columns}) from stdin`, readPart(folder, part));
      onProgress({ part: part.name, rows: part.rows });
    }
    await proveEqual(client, manifest.tables);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** Tables that others refer to come first. */
function inOrder(tables: readonly TablePart[]): readonly TablePart[] {
  const first = ['account', 'import_source'];
  return [...tables.filter(({ name }) => first.includes(name)), ...tables.filter(({ name }) => !first.includes(name))];
}

async function refuseFilled(client: PoolClient, tables: readonly TablePart[]): Promise<void> {
  for (const { name } of tables) {
    if (name === 'migration') continue;
    const { rowCount } = await client.query(`select 1 from ${quote(name)} limit 1`);
    if (rowCount)
      throw new Error(
        `Expected an empty database to restore into, found rows in \`${name}\`. Name a new database, or a new data folder.`,
      );
  }
}

async function proveEqual(client: PoolClient, tables: readonly TablePart[]): Promise<void> {
  await client.query(`set local datestyle = 'ISO, YMD'; set local bytea_output = 'hex'; set local time zone 'UTC';
    set local intervalstyle = 'iso_8601'; set local extra_float_digits = 1`);
  const shapes = new Map((await readTables(client)).map((shape) => [shape.name, shape]));
  for (const { name, columns, digest } of tables) {
    if (name === 'migration') continue;
    const meter = new Meter();
    const { key } = shapes.get(name) ?? { key: columns };
    for await (const chunk of copyOut(client, copySql({ name, columns, key }))) meter.add(chunk);
    const found = meter.digest();
    if (found !== digest)
      throw new Error(
        `Expected the restored table \`${name}\` to have the digest ${digest}, found ${found}. Nothing was restored.`,
      );
  }
}

interface JobLine {
  readonly id: string;
  readonly queue: string;
  readonly data: { readonly [name: string]: Json } | null;
  readonly startAfter: string;
  readonly singleton: string | null;
  readonly retries: number;
  readonly seconds: number;
}

async function restoreJobs(url: string, manifest: Manifest, folder: string): Promise<void> {
  if (manifest.jobs.rows === 0) return;
  const boss = new PgBoss({
    connectionString: url,
    max: 2,
    supervise: false,
    schedule: false,
    migrate: false,
    createSchema: false,
  });
  boss.on('error', () => {});
  await boss.start();
  try {
    const chunks: Uint8Array[] = [];
    for await (const chunk of readPart(folder, manifest.jobs)) chunks.push(chunk);
    for (const line of Buffer.concat(chunks).toString('utf8').split('\n').filter(Boolean)) {
      // COPY wrote the JSON as text, with its backslashes doubled.
      const job = JSON.parse(line.replaceAll('\\\\', '\\')) as JobLine;
      await boss.createQueue(job.queue, {
        policy: 'exclusive',
        expireInSeconds: job.seconds,
        retryBackoff: true,
        retryDelay: 2,
        retryLimit: 3,
      });
      await boss.send(job.queue, job.data, {
        id: job.id,
        startAfter: new Date(job.startAfter),
        retryLimit: job.retries,
        ...(job.singleton === null ? {} : { singletonKey: job.singleton }),
      });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** By reference, not by subject: what a person gave anew after an erasure stays. */
async function eraseAgain(database: Database, erasures: readonly Erasure[]): Promise<number> {
  if (erasures.length === 0) return 0;
  return database.inTransaction(async (transaction) => {
    const refs = erasures.map(({ ref }) => ref);
    const erased = await database.change(
      { text: 'delete from vault where ref = any($1::uuid[])' },
      [refs],
      transaction,
    );
    const columns = [
      refs,
      erasures.map((e) => e.subject),
      erasures.map((e) => e.erasedAt),
      erasures.map((e) => e.reason),
    ];
    const note = `insert into erasure (ref, subject, erased_at, reason)
      select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[]) on conflict (ref) do nothing`;
    await database.change({ text: note }, columns, transaction);
    for (const subject of new Set<Id>(erasures.map((e) => e.subject))) {
      const left = await database.rows(
        { text: 'select 1 from vault where subject = $1::uuid limit 1' },
        [subject],
        transaction,
      );
      if (left.length === 0) for (const place of repeatedPlaces) await database.change(place, [subject], transaction);
    }
    return erased;
  });
}
