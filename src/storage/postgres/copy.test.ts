import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestDatabase, leaveClusters } from '../../../test/database.ts';
import { copyOut } from './copy.ts';

afterAll(leaveClusters);

describe('copy to stdout', () => {
  it('keeps every byte of rows that arrive faster than they are taken', async () => {
    const database = await createTestDatabase();
    const client = new pg.Client(database.url);
    await client.connect();
    try {
      const rows = 'select i, repeat(md5(i::text), 40) from generate_series(1, 20000) i';
      const hash = createHash('sha256');
      for await (const chunk of copyOut(client, `copy (${rows}) to stdout`)) {
        // A slow reader: the driver goes on filling its buffer meanwhile.
        await new Promise((done) => setTimeout(done, 1));
        hash.update(chunk);
      }
      const whole = await client.query<{ digest: string }>(
        `select encode(sha256(convert_to(string_agg(i || E'\\t' || t, E'\\n' order by i) || E'\\n', 'UTF8')), 'hex') as digest from (${rows}) x (i, t)`,
      );
      expect(hash.digest('hex')).toBe(whole.rows[0]?.digest);
    } finally {
      await client.end();
      await database.drop();
    }
  });
});
