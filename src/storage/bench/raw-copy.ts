import pg from 'pg';
import { copyIn, copyOut } from '../postgres/copy.ts';
import { inBinaryFrozen } from '../postgres/copy-rows.ts';
import { quote } from '../postgres/table.ts';
import { timed } from './world/load-world.ts';

/**
 * What COPY alone needs for the rows of these tables: taken out beforehand, and put by one connection into tables like theirs without
 * indexes, written as a replay writes them. @returns seconds, and how many bytes were copied
 */
export async function rawCopyOf(url: string, tables: readonly string[]): Promise<{ seconds: number; bytes: number }> {
  const client = new pg.Client({ connectionString: url, application_name: 'touchstone raw copy' });
  client.on('error', () => {});
  await client.connect();
  const raw = { seconds: 0, bytes: 0 };
  try {
    await client.query('set statement_timeout = 0');
    for (const table of tables) {
      const rows: Buffer[] = [];
      for await (const chunk of copyOut(client, `copy ${quote(table)} to stdout with (format binary)`))
        rows.push(chunk);
      await client.query('begin');
      await client.query(`create table ${quote(`raw_${table}`)} (like ${quote(table)})`);
      const text = `copy ${quote(`raw_${table}`)} from stdin ${inBinaryFrozen}`;
      raw.seconds += await timed(() => copyIn(client as unknown as pg.PoolClient, text, rows));
      raw.bytes += rows.reduce((sum, { length }) => sum + length, 0);
      await client.query('rollback');
    }
    return raw;
  } finally {
    await client.end();
  }
}
