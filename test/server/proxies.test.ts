import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readSettings } from '#operation/settings.ts';
import { type RunningServer, startServer } from '#server/serve.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

let database: TestDatabase;
let folder: string;
let server: RunningServer | null = null;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'touchstone-proxies-'));
  mkdirSync(join(folder, 'files'));
});
afterEach(async () => {
  await server?.stop();
  server = null;
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const mostSignIns = 3;

async function start(trusted: string): Promise<RunningServer> {
  const reading = readSettings({
    PORT: '0',
    DATA_FOLDER: folder,
    DATABASE_URL: database.url,
    DEMONSTRATION: 'no',
    LOG_LEVEL: 'silent',
    TRUSTED_PROXIES: trusted,
  });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  server = await startServer(reading.settings, {
    withWorker: false,
    log: pino({ level: 'silent' }),
    app: { limits: { 'sign-in': mostSignIns, 'look-up': null, bulk: null } },
  });
  return server;
}

/** Guesses a password from an address of this machine: all of 127.0.0.0/8 are. */
function guess(at: RunningServer, from: string, forwardedFor: string, n: number): Promise<number> {
  return new Promise((got, fail) => {
    const asking = request(
      `${at.address}/api/v1/session`,
      {
        method: 'POST',
        localAddress: from,
        family: 4,
        headers: {
          host: new URL(at.address).host,
          'content-type': 'application/json',
          origin: at.address,
          'x-forwarded-for': forwardedFor,
        },
      },
      (answer) => {
        answer.resume();
        got(answer.statusCode ?? 0);
      },
    );
    asking.on('error', fail);
    asking.end(JSON.stringify({ login: `victim-${n}`, password: `guess-${n}` }));
  });
}

async function guesses(at: RunningServer, from: string, forwardedFor: (n: number) => string): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < mostSignIns + 2; n++) statuses.push(await guess(at, from, forwardedFor(n), n));
  return statuses;
}

const held = [401, 401, 401, 429, 429];
const free = [401, 401, 401, 401, 401];
const invented = (n: number) => `198.51.100.${n}`;

describe.skipIf(process.platform !== 'linux')(
  'guessing with an invented address (needs all of 127.0.0.0/8: Linux)',
  () => {
    test('from an address that is no trusted proxy evades nothing', async () => {
      const at = await start('127.0.0.5');
      expect(await guesses(at, '127.0.0.9', invented)).toEqual(held);
      // Nor does it lead to another's bucket, so that nobody can be shut out in another's name.
      expect(await guess(at, '127.0.0.10', '127.0.0.9', 9)).toBe(401);
    });

    test('through a trusted proxy, which adds the true address behind it, evades nothing', async () => {
      const at = await start('127.0.0.5');
      expect(await guesses(at, '127.0.0.5', (n) => `${invented(n)}, 203.0.113.7`)).toEqual(held);
      // Others who come through the same proxy are not held up by it.
      expect(await guess(at, '127.0.0.5', '203.0.113.8', 9)).toBe(401);
      expect(await guesses(at, '127.0.0.5', (n) => `203.0.113.${100 + n}`)).toEqual(free);
    });

    test('where nobody is trusted, the header is worth nothing, from this machine either', async () => {
      expect(await guesses(await start('none'), '127.0.0.1', invented)).toEqual(held);
    });
  },
);

describe('the setting', () => {
  test.each([
    'localhost',
    '10.0.0.0/33',
    '10.0.0',
    '::1/129',
    '10.0.0.0/',
    'none, 10.0.0.1',
    '10.0.0.1,,',
  ])('refuses `%s`', (text) => {
    const reading = readSettings({ TRUSTED_PROXIES: text });
    expect(reading.ok ? [] : reading.problems).toEqual([
      expect.objectContaining({ variable: 'TRUSTED_PROXIES', found: text }),
    ]);
  });
});
