import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import pg from 'pg';
import pino from 'pino';
import { readSettings } from '#operation/settings.ts';
import { entitlingKinds } from '#operation/verify/look-up.ts';
import { createApp } from '#server/app.ts';
import { openWorld } from '#server/start/open-world.ts';
import { makeMetrics } from '#server/watch/metrics.ts';
import { defaultConnections } from '#storage/postgres/database.ts';
import { dossiersStatement } from '#storage/postgres/entries.ts';

/**
 * The process that the contest asks: the whole HTTP door of the house, and beside it a bare Hono route that runs the verdict's
 * own query as one named statement and returns what came. One process, so that neither has a machine that the other lacks. It
 * prints both ports and ends when its input does.
 */
const reading = readSettings(process.env);
if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
const { world, rules, close, databaseUrl } = await openWorld(reading.settings);

const door = createApp(world, {
  log: pino({ level: 'silent' }),
  metrics: makeMetrics(world),
  rules,
  printer: null,
  mover: null,
  deskFolder: null,
});

const pool = new pg.Pool({ connectionString: databaseUrl, max: defaultConnections });
const kinds = await entitlingKinds(world);
const bare = new Hono();
bare.get('/bare', async (c) => {
  const values = [c.req.query('number') ?? '', kinds];
  const { rows } = await pool.query({ ...dossiersStatement, values });
  return c.json(rows);
});

const listen = (fetch: Hono['fetch']) =>
  new Promise<{ readonly port: number; readonly close: () => void }>((done) => {
    const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      done({ port, close: () => server.close() }),
    );
  });
const listeners = [await listen(door.fetch as Hono['fetch']), await listen(bare.fetch)];
process.stdout.write(`${JSON.stringify({ house: listeners[0]?.port, bare: listeners[1]?.port })}\n`);

process.stdin.resume();
process.stdin.on('end', async () => {
  for (const listener of listeners) listener.close();
  await pool.end();
  await close();
  process.exit(0);
});
