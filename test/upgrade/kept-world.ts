import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { toBase64url } from '#proof/base64url.ts';
import { migrate, readMigrations } from '#storage/migrations/migrate.ts';

/** A world that an older program made and `tools/keep-world.ts` wrote down. */
export interface KeptWorld {
  readonly migrations: number;
  readonly secret: string;
  readonly ids: Readonly<Record<'maker' | 'body' | 'granted' | 'waiting' | 'entry' | 'number' | 'file', string>>;
  readonly tables: readonly { readonly table: string; readonly rows: readonly Readonly<Record<string, unknown>>[] }[];
  readonly blobs: readonly { readonly blob: string; readonly bytes: string }[];
}

const folder = join(import.meta.dirname, 'kept');
const demonstrations = join(import.meta.dirname, 'demonstration');

export const keptWorlds: readonly string[] = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

/** Whole demonstrations that older programs made. */
export const keptDemonstrations: readonly string[] = readdirSync(demonstrations);

export function readKept(name: string): KeptWorld {
  return worldIn(readFileSync(join(folder, name), 'utf8'));
}

export function readKeptDemonstration(name: string): KeptWorld {
  return worldIn(gunzipSync(readFileSync(join(demonstrations, name))).toString('utf8'));
}

function worldIn(text: string): KeptWorld {
  const [head, ...lines] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { ...head, tables: lines.filter((l) => 'table' in l), blobs: lines.filter((l) => 'blob' in l) };
}

/** Lays the world out as the older program left it: its tables and no newer ones, its files, its secret. */
export async function layOut(world: KeptWorld, url: string, dataFolder: string): Promise<void> {
  await migrate(url, readMigrations().slice(0, world.migrations));
  await withClient(url, async (client) => {
    // The rows agree with each other; their order here is that of the alphabet.
    await client.query('set session_replication_role = replica');
    for (const { table, rows } of world.tables)
      await client.query(`insert into "${table}" select * from json_populate_recordset(null::"${table}", $1::json)`, [
        JSON.stringify(rows),
      ]);
  });
  for (const { blob, bytes } of world.blobs) {
    const at = join(dataFolder, 'files', blob.slice(0, 2));
    mkdirSync(at, { recursive: true });
    writeFileSync(join(at, blob.slice(2)), Buffer.from(bytes, 'base64'));
  }
  const secret = toBase64url(Buffer.from(world.secret, 'hex'));
  writeFileSync(join(dataFolder, 'secret'), `touchstone-secret/1 ${secret}\n`, { mode: 0o600 });
}

/** Columns of projections that a later migration tells anew: those the audit holds against a replay. */
const toldAnew: Readonly<Record<string, readonly string[]>> = { entry: ['details'] };

/** Rows of the older program that are not there as they were, in the columns that they had. */
export async function missingRows(world: KeptWorld, url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const missing: string[] = [];
    await client.query(`set time zone 'UTC'`);
    for (const { table, rows } of world.tables) {
      const found = await client.query<{ row: Record<string, unknown> }>(
        `select row_to_json(t) as row from "${table}" t`,
      );
      const kept = Object.keys(rows[0] ?? {}).filter((column) => !toldAnew[table]?.includes(column));
      const there = new Set(found.rows.map(({ row }) => textOf(row, kept)));
      for (const row of rows) if (!there.has(textOf(row, kept))) missing.push(`${table}: ${JSON.stringify(row)}`);
    }
    return missing;
  });
}

const textOf = (row: Record<string, unknown>, columns: readonly string[]) =>
  JSON.stringify([...columns].sort().map((column) => row[column]));

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
