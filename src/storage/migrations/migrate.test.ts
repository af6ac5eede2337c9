import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import {
  createEmptyDatabase,
  embeddedEngine,
  leaveClusters,
  oldestEngine,
  type TestEngine,
  whyAbsent,
} from '../../../test/database.ts';
import { type Migration, migrate, readMigrations } from './migrate.ts';

afterAll(leaveClusters);

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const migration = (number: number, sql: string): Migration => ({
  number,
  name: `000${number}-test.sql`,
  sql,
  checksum: `checksum of ${sql}`,
});

const engines: readonly TestEngine[] = [embeddedEngine, oldestEngine];
for (const engine of engines)
  describe.skipIf(whyAbsent(engine) !== null)(`migrations on ${engine.name}`, () => {
    it('make every table once, and nothing the second time', async () => {
      const { url, drop } = await createEmptyDatabase(engine);
      const first = await migrate(url);
      expect(first.applied).toEqual(readMigrations().map((m) => m.name));
      expect(await migrate(url)).toEqual({ applied: [], version: first.version });
      const tables = await query(url, `select count(*)::int as n from pg_tables where schemaname = 'public'`);
      expect(tables[0]?.n).toBeGreaterThan(30);
      expect(await query(url, 'select 1 from pgboss.version')).toHaveLength(1);
      await drop();
    });

    it('are applied once by processes that start at the same time', async () => {
      const { url, drop } = await createEmptyDatabase(engine);
      const all = await Promise.all([migrate(url), migrate(url), migrate(url), migrate(url)]);
      expect(all.flatMap((one) => one.applied).sort()).toEqual(readMigrations().map((m) => m.name));
      await drop();
    });
  });

describe('migrations', () => {
  it('refuse a database whose applied migration is not the one of this program', async () => {
    const { url, drop } = await createEmptyDatabase();
    await migrate(url, [migration(1, 'create table one (n integer)')]);
    const changed = migrate(url, [migration(1, 'create table one (n bigint)')]);
    await expect(changed).rejects.toMatchObject({ code: 'schema-differs' });
    await expect(changed).rejects.toThrow('0001-test.sql');
    await drop();
  });

  it('refuse a database of a newer program', async () => {
    const { url, drop } = await createEmptyDatabase();
    await migrate(url, [migration(1, 'select 1'), migration(2, 'select 2')]);
    await expect(migrate(url, [migration(1, 'select 1')])).rejects.toThrow('A newer Touchstone used this database');
    await drop();
  });

  it('leave the state before a migration that fails in its middle, and go on from there', async () => {
    const { url, drop } = await createEmptyDatabase();
    const good = migration(1, 'create table one (n integer)');
    const half = migration(2, 'create table two (n integer); select 1 / 0;');
    await expect(migrate(url, [good, half])).rejects.toMatchObject({ code: '22012' });
    expect(await query(url, `select to_regclass('one')::text as one, to_regclass('two')::text as two`)).toEqual([
      { one: 'one', two: null },
    ]);
    const repaired = migration(2, 'create table two (n integer)');
    expect((await migrate(url, [good, repaired])).applied).toEqual(['0002-test.sql']);
    await drop();
  });

  it('are numbered without gaps', () => {
    const folder = mkdtempSync(join(tmpdir(), 'touchstone-migrations-'));
    writeFileSync(join(folder, '0001-first.sql'), 'select 1;');
    writeFileSync(join(folder, '0003-third.sql'), 'select 3;');
    expect(() => readMigrations(folder)).toThrow('found `0003-third.sql` in place 2');
    rmSync(folder, { recursive: true });
  });
});
