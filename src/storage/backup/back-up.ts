import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import type { PoolClient } from 'pg';
import type { Blobs } from '#operation/ports/files.ts';
import type { Digest, Instant } from '#operation/ports/values.ts';
import { FolderBlobs } from '../files/folder-blobs.ts';
import type { PostgresStorage } from '../open-storage.ts';
import { copyOut } from '../postgres/copy.ts';
import { quote } from '../postgres/table.ts';
import { digestOfList, type Manifest, type TablePart, writeManifest } from './manifest.ts';
import { writePart } from './parts.ts';

export interface BackupOptions {
  readonly storage: PostgresStorage;
  /** The folder of the backup. It must not exist, or be empty: a backup is never written over another. */
  readonly folder: string;
  readonly madeAt: Instant;
  readonly program: string;
  readonly onProgress?: (done: { readonly part: string; readonly rows: number }) => void;
}

/** Not restored, so not kept: nobody is signed in again by a restore. The last is a lock without content. */
export const leftOut: readonly string[] = ['session', 'attempt', 'migration_lock'];

/** So that the same rows give the same text on every server. */
const plainText = `set local statement_timeout = 0; set local datestyle = 'ISO, YMD'; set local bytea_output = 'hex';
  set local time zone 'UTC'; set local intervalstyle = 'iso_8601'; set local extra_float_digits = 1`;

/**
 * Writes everything to a folder: each table by COPY, all from one snapshot, so that the backup is of one moment while work goes
 * on; then the files, which never change; last the manifest. Signing keys are in it as they lie, sealed under a secret that is
 * not. A crash leaves `<folder>.unfinished`, which is no backup.
 */
export async function backUp(options: BackupOptions): Promise<Manifest> {
  const { storage, folder, onProgress = () => {} } = options;
  await refuseExisting(folder);
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(`${unfinished}/tables`, { recursive: true, mode: 0o700 });
  const fromDatabase = await storage.database.withClient(async (client) => {
    await client.query('begin isolation level repeatable read, read only');
    try {
      await client.query(plainText);
      return await readDatabase(client, unfinished, onProgress);
    } finally {
      // After a part that could not be written the connection is gone, and with it the transaction.
      await client.query('rollback').catch(() => {});
    }
  });
  // After the snapshot: a file is stored before the row that names it, so every row's file is here.
  const blobs = await copyBlobs(storage.blobs, new FolderBlobs(`${unfinished}/blobs`));
  onProgress({ part: 'files', rows: blobs.count });
  const { madeAt, program } = options;
  const manifest: Manifest = { format: 1, madeAt, program, ...fromDatabase, blobs, leftOut };
  await writeManifest(unfinished, manifest);
  await rename(unfinished, folder);
  return manifest;
}

async function refuseExisting(folder: string): Promise<void> {
  const found = await readdir(folder).catch(() => []);
  if (found.length > 0)
    throw new Error(
      `Expected \`${folder}\` to be a new folder for the backup, found one with ${found.length} files. Name another.`,
    );
  await rm(folder, { recursive: true, force: true });
}

async function readDatabase(
  client: PoolClient,
  folder: string,
  onProgress: NonNullable<BackupOptions['onProgress']>,
): Promise<Pick<Manifest, 'postgres' | 'migrations' | 'tables' | 'jobs'>> {
  const version = await client.query<{ version: string }>(`select current_setting('server_version') as version`);
  const migrations = await client.query<Manifest['migrations'][number]>(
    'select number, name, checksum from migration order by number',
  );
  const tables: TablePart[] = [];
  for (const table of await readTables(client)) {
    const part = await writePart(folder, `tables/${table.name}.copy.gz`, copyOut(client, copySql(table)));
    tables.push({ ...part, name: table.name, columns: table.columns });
    onProgress({ part: table.name, rows: part.rows });
  }
  const jobs = await writePart(folder, 'jobs.jsonl.gz', copyOut(client, `copy (${unfinishedJobs}) to stdout`));
  return { postgres: version.rows[0]?.version ?? '', migrations: migrations.rows, tables, jobs };
}

export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
  /** Its primary key: the order of its rows. */
  readonly key: readonly string[];
}

/** Asked of the catalogue, so that a table of a later migration can't be forgotten. */
export async function readTables(client: PoolClient): Promise<readonly TableShape[]> {
  const { rows } = await client.query<TableShape>(
    `select c.relname::text as name,
        array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped order by attname) as columns,
        array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
          where i.indrelid = c.oid and i.indisprimary order by array_position(i.indkey::smallint[], a.attnum)) as key
      from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> all($1::text[])
      order by c.relname`,
    [leftOut],
  );
  return rows;
}

/** All rows of a table in the order of its key, as text that is the same on every server. */
export function copySql({ name, columns, key }: TableShape): string {
  const list = columns.map(quote).join(', ');
  return `copy (select ${list} from ${quote(name)} order by ${key.map(quote).join(', ')}) to stdout`;
}

/** What a restored queue needs to do them: the queue with its options, and each job that is not ended. */
const unfinishedJobs = `select json_build_object('id', j.id, 'queue', j.name, 'data', j.data, 'startAfter', j.start_after,
    'singleton', j.singleton_key, 'retries', j.retry_limit, 'seconds', q.expire_seconds)::text
  from pgboss.job j join pgboss.queue q on q.name = j.name
  where j.state in ('created', 'retry', 'active') and j.name not like '\\_\\_%' order by j.id`;

/** Copies and proves each on the way: a blob is stored under the digest that its bytes have. */
export async function copyBlobs(from: Blobs, to: Blobs): Promise<Manifest['blobs']> {
  const digests: Digest[] = [];
  let bytes = 0;
  for await (const digest of from.list()) {
    const content = await from.get(digest);
    if (content === null) continue;
    const put = await to.put(content, { most: Number.MAX_SAFE_INTEGER });
    if (!('digest' in put) || put.digest !== digest)
      throw new Error(
        `Expected the file ${digest} to have this digest, found other bytes. Run \`touchstone audit\`; the backup was not made.`,
      );
    digests.push(digest);
    bytes += put.size;
  }
  return { count: digests.length, bytes, list: digestOfList(digests) };
}
