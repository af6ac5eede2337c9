import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, leaveClusters, type TestDatabase } from '../../../test/database.ts';
import { copyIn } from './copy.ts';
import { copyColumns, copyRows, inBinary, wholeCopy } from './copy-rows.ts';
import { sealedRows } from './fill-events.ts';
import { projectionRows } from './projections.ts';
import { type ColumnType, defineTable, insertStatement, rowValues, sqlTypes } from './table.ts';
import { vaultRows } from './vault.ts';

interface Odd {
  readonly id: number;
  readonly uuid: string | null;
  readonly text: string | null;
  readonly small: number;
  readonly int: number;
  readonly bigint: number;
  readonly bool: boolean;
  readonly day: string | null;
  readonly instant: string;
  readonly json: unknown;
  readonly jsonb: unknown;
  readonly texts: readonly string[];
  readonly ints: readonly number[];
  readonly digest: string | null;
  readonly bytes: Uint8Array;
}

/** A column of each type there is. */
const types: { readonly [P in ColumnType]: P } = {
  uuid: 'uuid',
  text: 'text',
  small: 'small',
  int: 'int',
  bigint: 'bigint',
  bool: 'bool',
  day: 'day',
  instant: 'instant',
  json: 'json',
  jsonb: 'jsonb',
  texts: 'texts',
  ints: 'ints',
  digest: 'digest',
  bytes: 'bytes',
};
const columns = { id: 'int', ...types } as const;
const copied = defineTable<Odd>('odd_copied', columns, ['id']);
const inserted = defineTable<Odd>('odd_inserted', columns, ['id']);

// What no text of the database can hold is NUL and half of a pair.
const text = fc.string({ unit: 'grapheme', maxLength: 90 }).map((t) => `${t.replaceAll('\0', '')}\t\\N\n`);
const whole = (bits: number) => fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 });
const time = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});
const odd = fc.record({
  uuid: fc.option(fc.uuid()),
  text: fc.option(text),
  small: whole(16),
  int: whole(32),
  bigint: fc.maxSafeInteger(),
  bool: fc.boolean(),
  day: fc.option(time.map((d) => d.toISOString().slice(0, 10))),
  instant: time.map((d) => d.toISOString()),
  json: fc.oneof(fc.dictionary(text, text), fc.array(whole(32)), fc.constant('')),
  jsonb: fc.oneof(fc.dictionary(text, text), fc.array(whole(32)), fc.constant('')),
  texts: fc.array(fc.oneof(text, fc.constantFrom('', 'NULL', '{}', '"', 'a,b'))),
  ints: fc.array(whole(32)),
  digest: fc.option(fc.uint8Array({ minLength: 32, maxLength: 32 }).map((b) => Buffer.from(b).toString('hex'))),
  bytes: fc.uint8Array({ maxLength: 300 }),
});

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client(database.url);
  await client.connect();
  await client.query(`set time zone 'UTC'`);
});
afterAll(async () => {
  await client.end();
  await database.drop();
  await leaveClusters();
});

const copy = (rows: readonly Odd[]) =>
  copyIn(client as unknown as pg.PoolClient, `${copyColumns(copied)} ${inBinary}`, wholeCopy(copyRows(copied, rows)));

/** Rows of one table that the other has not; `json` has no equality of its own, its text has. */
const without = (one: string, other: string) => {
  const all = copied.columns.map(({ column, type }) => (type === 'json' ? `"${column}"::text` : `"${column}"`)).join();
  return `(select ${all} from ${one} except select ${all} from ${other})`;
};

describe('rows as bytes of a COPY', () => {
  beforeAll(async () => {
    for (const { name, columns: all } of [copied, inserted])
      await client.query(`create table ${name} (${all.map((c) => `"${c.column}" ${sqlTypes[c.type]}`).join(', ')})`);
  });

  it('give what an insert of their texts gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(odd, { minLength: 1, maxLength: 20 }), async (list) => {
        const rows = list.map((row, id) => ({ id, ...row }));
        await client.query('truncate odd_copied, odd_inserted');
        expect(await copy(rows)).toBe(rows.length);
        for (const row of rows) await client.query(insertStatement(inserted).text, rowValues(inserted, row));
        const differing = await client.query(
          `${without('odd_copied', 'odd_inserted')} union all ${without('odd_inserted', 'odd_copied')}`,
        );
        expect(differing.rows).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('come whole where they are longer than a chunk, and many to a chunk', async () => {
    const plain = {
      uuid: null,
      small: 1,
      int: 1,
      bigint: 1,
      bool: true,
      day: null,
      json: {},
      jsonb: {},
      ints: [],
      digest: null,
    };
    const more = { ...plain, instant: '2026-01-01T00:00:00.000Z', bytes: new Uint8Array([1]) };
    const rows = Array.from({ length: 3000 }, (_, id) => {
      const text = '证'.repeat(id % 1000 === 7 ? 200_000 : id % 90);
      return { ...more, id, text, texts: [text, 'end'] };
    });
    await client.query('truncate odd_copied');
    expect(await copy(rows)).toBe(3000);
    const { rows: found } = await client.query<{ id: number; n: number; m: number }>(
      'select id, length(text) as n, length(texts[1]) as m from odd_copied order by id',
    );
    expect(found).toEqual(rows.map(({ id, text: { length } }) => ({ id, n: length, m: length })));
  });

  it('refuse what is no uuid, day, instant or digest, before anything is sent', () => {
    const good = {
      id: 1,
      uuid: null,
      text: null,
      small: 1,
      int: 1,
      bigint: 1,
      bool: true,
      day: null,
      json: {},
      jsonb: {},
    };
    const row = {
      ...good,
      instant: '2026-01-01T00:00:00.000Z',
      texts: [],
      ints: [],
      digest: null,
      bytes: new Uint8Array(),
    };
    const wrong = [
      { uuid: '019a3cb6-bc00-7400-8000-00000000000g' },
      { uuid: '019a3cb6xbc00-7400-8000-000000000000' },
      { uuid: '019a3cb6-bc00-7400-8000-00000000000' },
      { day: '2026-02-29' },
      { day: 'infinity' },
      { instant: '2026-01-01T00:00:00' },
      { instant: 'Z' },
      { digest: 'abcx' },
      { int: 2 ** 31 },
      { small: 40_000 },
    ];
    expect(copyRows(copied, [row])).toHaveLength(1);
    for (const one of wrong)
      expect(() => copyRows(copied, [{ ...row, ...one }]), JSON.stringify(one)).toThrow(RangeError);
  });
});

describe('every table that is copied into', () => {
  it('has its columns in the very types that its bytes are made for', async () => {
    const { rows } = await client.query<{ table: string; column: string; type: string }>(
      `select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
       from pg_attribute a join pg_class c on c.oid = a.attrelid where a.attnum > 0 and c.relnamespace = 'public'::regnamespace`,
    );
    const found = new Map(rows.map(({ table, column, type }) => [`${table}.${column}`, type]));
    const names: Partial<Record<ColumnType, string>> = { instant: 'timestamp with time zone' };
    const tables = [...projectionRows({}), ...sealedRows([]), vaultRows([])].map(({ table }) => table);
    for (const { name, columns: all } of tables)
      for (const { column, type } of all)
        expect(found.get(`${name}.${column}`), `${name}.${column}`).toBe(names[type] ?? sqlTypes[type]);
  });
});
