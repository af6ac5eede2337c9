import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leaveClusters, openTestStorage, type TestStorage } from '../../../test/database.ts';
import { copyEach } from '../postgres/copy.ts';
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

it('reads the rows that the server sends, wherever the pieces end', async () => {
  const pieces: Buffer[] = [];
  await test.storage.database.withClient((client) =>
    copyEach(client, text, (bytes) => pieces.push(Buffer.from(bytes))),
  );
  const whole = Buffer.concat(pieces);
  const expected = await test.storage.database.rows<{ n: number; digest: string }>({
    text: `select n, md5(n::text) as digest from generate_series(1, 300) as n order by n`,
  });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: whole.length }), { maxLength: 40 }), (cuts) => {
      const found: unknown[] = [];
      const rows = new BinaryRows((row) => found.push([row.uuid(0), row.text(1), row.int(2), row.hex(3)]));
      const ends = [...cuts, whole.length].sort((a, b) => a - b);
      for (const [i, end] of ends.entries()) rows.take(Buffer.from(whole.subarray(ends[i - 1] ?? 0, end)));
      expect(found).toEqual(
        expected.map(({ n, digest }) => [
          `019a3cb6-bc00-7400-8000-${n.toString(16).padStart(12, '0')}`,
          '证'.repeat(n % 40),
          n % 7 === 0 ? null : n - 20,
          digest,
        ]),
      );
    }),
  );
});

it("gives the server's error, and one of whoever takes the rows, and leaves the connection usable", async () => {
  const { database } = test.storage;
  await database.withClient(async (client) => {
    await expect(copyEach(client, 'copy (select 1 / 0) to stdout', () => {})).rejects.toMatchObject({ code: '22012' });
    const failing = copyEach(client, text, () => {
      throw new Error('no room for these');
    });
    await expect(failing).rejects.toThrow('no room for these');
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});
