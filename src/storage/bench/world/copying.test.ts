import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaveClusters, openTestStorage, type TestStorage } from '../../../../test/database.ts';
import { copyColumns, copyRows } from '../../postgres/copy-rows.ts';
import { defineTable } from '../../postgres/table.ts';
import { Copies } from './copying.ts';

let test: TestStorage;
beforeAll(async () => {
  test = await openTestStorage();
  for (const name of ['left', 'right'])
    await test.storage.database.change({ text: `create table copy_${name} (n integer not null, word text)` });
});
afterAll(async () => {
  await test.close();
  await leaveClusters();
});

const copies = () => new Copies(test.url, { prepare: (table) => `truncate ${table}` });
interface Row {
  readonly n: number | string;
  readonly word: string | null;
}
const rowsOf = (name: string, n: 'int' | 'text', rows: readonly Row[]) => {
  const table = defineTable<Row>(`copy_${name}`, { n, word: 'text' }, ['n']);
  return { table: table.name, copy: copyColumns(table), chunks: copyRows(table, rows) };
};
const into = (name: string, ...rows: readonly (readonly [number, string | null])[]) =>
  rowsOf(
    name,
    'int',
    rows.map(([n, word]) => ({ n, word })),
  );
const count = async (name: string) =>
  (await test.storage.database.rows<{ n: number }>({ text: `select count(*)::integer as n from copy_${name}` }))[0]?.n;

describe('copying into many tables at once', () => {
  it('takes parcels as they come and commits them together at the end', async () => {
    const some = copies();
    await some.put({ tables: [into('left', [1, 'a'], [2, 'b']), into('right', [1, 'x'])] });
    await some.put({ tables: [into('right', [2, 'y'], [3, null])] });
    expect(await some.commit()).toEqual(
      new Map([
        ['copy_left', 2],
        ['copy_right', 3],
      ]),
    );
    expect([await count('left'), await count('right')]).toEqual([2, 3]);
  });

  it('that fails on one side says so to whoever goes on putting in, and keeps nothing of it', async () => {
    const some = copies();
    const long = [4, 'z'.repeat(900_000)] as const;
    const putting = async () => {
      await some.put({ tables: [rowsOf('left', 'text', [{ n: 'no number', word: 'c' }])] });
      // Far more than waits anywhere: without the failure this would wait for ever.
      for (let i = 0; i < 20; i++) await some.put({ tables: [into('left', long), into('right', long)] });
    };
    await expect(putting()).rejects.toThrow(/incorrect binary data format/);
    await some.breakOff();
    expect([await count('left'), await count('right')]).toEqual([2, 3]);
  });
});
