import { afterAll, beforeAll, expect, it } from 'vitest';
import { leaveClusters, openTestStorage, type TestStorage } from '../../../test/database.ts';
import { copyWhole } from '../postgres/copy.ts';
import { BinaryRows } from './binary-rows.ts';

let test: TestStorage;
beforeAll(async () => {
  test = await openTestStorage();
});
afterAll(async () => {
  await test.close();
  await leaveClusters();
});

const text = `copy (select ('019a3cb6-bc00-7400-8000-' || lpad(to_hex(n), 12, '0'))::uuid, repeat('证', n % 40),
    case when n % 7 = 0 then null else n - 20 end, decode(md5(n::text), 'hex') from generate_series(1, 300) as n)
  to stdout with (format binary)`;

it('reads the rows that the server sends', async () => {
  const { database } = test.storage;
  const [whole, again] = await database.withClient(async (client) => [
    await copyWhole(client, text),
    await copyWhole(client, text),
  ]);
  const expected = await database.rows<{ n: number; digest: string }>({
    text: `select n, md5(n::text) as digest from generate_series(1, 300) as n order by n`,
  });
  const found: unknown[] = [];
  const rows = new BinaryRows(whole);
  const others = new BinaryRows(again);
  while (rows.next()) {
    found.push([rows.uuid(0), rows.text(1), rows.int(2), rows.hex(3)]);
    expect(others.next() && [0, 1, 2, 3].every((field) => rows.isSame(field, others, field))).toBe(true);
    expect(rows.isSame(0, others, 3)).toBe(false);
  }
  expect(others.next()).toBe(false);
  expect(found).toEqual(
    expected.map(({ n, digest }) => [
      `019a3cb6-bc00-7400-8000-${n.toString(16).padStart(12, '0')}`,
      '证'.repeat(n % 40),
      n % 7 === 0 ? null : n - 20,
      digest,
    ]),
  );
});

it('reads none where there are none, and more than fit in the first piece', async () => {
  const copyOf = (select: string) =>
    test.storage.database.withClient((client) => copyWhole(client, `copy (${select}) to stdout with (format binary)`));
  expect(new BinaryRows(await copyOf('select 1 where false')).next()).toBe(false);
  const rows = new BinaryRows(await copyOf(`select repeat('铁', n) from generate_series(1, 2000) as n`));
  for (let n = 1; n <= 2000; n++) expect(rows.next() && rows.text(0).length).toBe(n);
  expect(rows.next()).toBe(false);
});

it("gives the server's error, and leaves the connection usable", async () => {
  await test.storage.database.withClient(async (client) => {
    await expect(copyWhole(client, 'copy (select 1 / 0) to stdout')).rejects.toMatchObject({ code: '22012' });
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});
