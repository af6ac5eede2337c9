import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaveClusters, openTestStorage, type TestStorage } from '../../../../test/database.ts';
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
const lines = (...texts: string[]) => texts.map((text) => Buffer.from(text));
const into = (name: string, ...texts: string[]) => ({
  table: `copy_${name}`,
  copy: `copy copy_${name} (n, word) from stdin`,
  chunks: lines(...texts),
});
const count = async (name: string) =>
  (await test.storage.database.rows<{ n: number }>({ text: `select count(*)::integer as n from copy_${name}` }))[0]?.n;

describe('copying into many tables at once', () => {
  it('takes parcels as they come and commits them together at the end', async () => {
    const some = copies();
    await some.put({ tables: [into('left', '1\ta\n', '2\tb\n'), into('right', '1\tx\n')] });
    await some.put({ tables: [into('right', '2\ty\n', '3\t\\N\n')] });
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
    const long = `4\t${'z'.repeat(900_000)}\n`;
    const putting = async () => {
      await some.put({ tables: [into('left', 'no number\tc\n')] });
      // Far more than waits anywhere: without the failure this would wait for ever.
      for (let i = 0; i < 20; i++) await some.put({ tables: [into('left', long), into('right', long)] });
    };
    await expect(putting()).rejects.toThrow(/invalid input syntax for type integer/);
    await some.breakOff();
    expect([await count('left'), await count('right')]).toEqual([2, 3]);
  });
});
