import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { getConstructionPlans, PgBoss } from 'pg-boss';
import { StorageFault } from '#operation/ports/fault.ts';
import { isRetryable, toFault } from '../postgres/errors.ts';

/** One `.sql` file of this folder, named `0001-subject.sql`. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly sql: string;
}

export interface Migrated {
  /** Those that were applied now; empty when nothing was to be done. */
  readonly applied: readonly string[];
  readonly version: number;
}

export function readMigrations(folder = import.meta.dirname): readonly Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return names.map((name, index) => {
    const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]);
    if (number !== index + 1)
      throw new Error(
        `Expected the migrations to be numbered 0001, 0002 … without gaps, found \`${name}\` in place ${index + 1}.`,
      );
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    return { number, name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}

const bookkeeping = `
create table if not exists migration (
  number integer primary key,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default now()
);
create table if not exists migration_lock (id integer primary key check (id = 1));
insert into migration_lock values (1) on conflict do nothing;`;

/**
 * Brings a database to the tables of this program: applies what is missing, in order, each in a transaction of its own. Several
 * processes may do it at once; a row keeps them apart. The queue's own tables follow, by its own plans.
 * @throws StorageFault `schema-differs` when an applied migration was changed afterwards, or the database is newer than the
 * program; `unavailable`; Error when the server is older than 15.
 */
export async function migrate(url: string, migrations: readonly Migration[] = readMigrations()): Promise<Migrated> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'touchstone migrate',
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await checkVersion(client);
    await makeBookkeeping(client);
    const applied: string[] = [];
    while (true) {
      const name = await applyNext(client, migrations);
      if (name === null) break;
      applied.push(name);
    }
    await migrateQueue(client, url);
    return { applied, version: migrations.length };
  } catch (error) {
    throw toFault(error);
  } finally {
    await client.end().catch(() => {});
  }
}

async function checkVersion(client: pg.Client): Promise<void> {
  const answer = await client.query<{ number: string; text: string }>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as text`,
  );
  if (Number(answer.rows[0]?.number) < 150_000)
    throw new Error(`Expected PostgreSQL 15 or later at DATABASE_URL, found ${answer.rows[0]?.text}.`);
}

/** `if not exists` still fails when two sessions do it in the same moment; the second try finds the table. */
async function makeBookkeeping(client: pg.Client): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await client.query(bookkeeping);
      return;
    } catch (error) {
      const isRace =
        isRetryable(error) || ['23505', '42P07', '42710', 'XX000'].includes((error as { code?: string }).code ?? '');
      if (!isRace || tries >= 5) throw error;
    }
  }
}

/** Applies the next missing migration and returns its name; null when all are there. A crash leaves the former state. */
async function applyNext(client: pg.Client, migrations: readonly Migration[]): Promise<string | null> {
  await client.query('begin');
  try {
    await client.query('select id from migration_lock where id = 1 for update');
    const { rows } = await client.query<{ number: number; name: string; checksum: string }>(
      'select number, name, checksum from migration order by number',
    );
    checkApplied(rows, migrations);
    const next = migrations[rows.length];
    if (next) {
      await client.query(next.sql);
      await client.query('insert into migration (number, name, checksum) values ($1, $2, $3)', [
        next.number,
        next.name,
        next.checksum,
      ]);
    }
    await client.query('commit');
    return next?.name ?? null;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

function checkApplied(
  applied: readonly { number: number; name: string; checksum: string }[],
  migrations: readonly Migration[],
): void {
  applied.forEach((row, index) => {
    const known = migrations[index];
    if (!known || known.number !== row.number)
      throw new StorageFault(
        'schema-differs',
        `Expected at most ${migrations.length} migrations, found \`${row.name}\` applied. A newer Touchstone used this database: start that one.`,
      );
    if (known.checksum !== row.checksum)
      throw new StorageFault(
        'schema-differs',
        `Expected \`${known.name}\` as it was when it was applied (SHA-256 ${row.checksum.slice(0, 12)}…), found ${known.checksum.slice(0, 12)}…. An applied migration is never changed: put the file back and write a new one.`,
      );
  });
}

/**
 * The tables of the job queue, which brings its own plans. Fresh ones are made from its plans at once; older ones are brought
 * up by the queue's own start.
 */
async function migrateQueue(client: pg.Client, url: string): Promise<void> {
  const plans = getConstructionPlans('pgboss');
  const wanted = Number(/version\(version\) VALUES \('(\d+)'\)/i.exec(plans)?.[1]);
  const found = await queueVersion(client);
  if (found === wanted) return;
  if (found === null && (await madeQueue(client, plans))) return;
  const boss = new PgBoss({ connectionString: url, max: 2, supervise: false, schedule: false });
  boss.on('error', () => {});
  await boss.start();
  await boss.stop({ graceful: false });
}

async function madeQueue(client: pg.Client, plans: string): Promise<boolean> {
  try {
    await client.query(plans);
    return true;
  } catch (error) {
    await client.query('rollback');
    // Another process made them at the same time.
    if ((await queueVersion(client)) !== null) return false;
    throw error;
  }
}

async function queueVersion(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('pgboss.version') is not null as there`);
  if (!rows[0]?.there) return null;
  const found = await client.query<{ version: number }>('select version from pgboss.version');
  return found.rows[0]?.version ?? null;
}
