import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword } from '#operation/accounts/password.ts';
import { systemActing } from '#operation/acts/request.ts';
import { registerScheme } from '#operation/schemes/register-scheme.ts';
import { readSettings, type Settings } from '#operation/settings.ts';
import { type RunningServer, startServer } from '#server/serve.ts';
import { CuttingProxy } from '../cutting-proxy.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { smallScheme } from '../operation/small-scheme.ts';
import { done, organisation, somebody } from '../operation/test-world.ts';

const password = 'a-long-enough-password';
let database: TestDatabase;
let folder: string;
let running: RunningServer | null = null;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'touchstone-server-'));
  mkdirSync(join(folder, 'files'));
});
afterEach(async () => {
  await running?.stop();
  running = null;
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function settingsFor(url: string, more: Record<string, string> = {}): Settings {
  const reading = readSettings({
    PORT: '0',
    DATA_FOLDER: folder,
    DATABASE_URL: url,
    DEMONSTRATION: 'no',
    LOG_LEVEL: 'silent',
    ...more,
  });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.settings;
}

async function start(url: string): Promise<RunningServer> {
  running = await startServer(settingsFor(url), { withWorker: false, log: pino({ level: 'silent' }) });
  return running;
}

/** A client of the running server: a cookie, and the origin of the very page. */
function client(server: RunningServer) {
  let cookie = '';
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.address}${path}`, {
      method,
      headers: {
        origin: server.address,
        cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
    });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text.startsWith('{') ? JSON.parse(text) : null,
      cookie,
    };
  };
}

async function peopleIn(server: RunningServer, login: string) {
  const { world } = server;
  if ((await world.schemes.edition('small', '1')) === null)
    done(await registerScheme(world, { acting: systemActing }, smallScheme));
  const maker = await organisation(world, '示例制造有限公司');
  const body = await organisation(world, '示例认证有限公司');
  const who = await somebody(world, '安', maker, ['applicant']);
  const account = await world.storage.accounts.byId(who.account);
  if (account === null) throw new Error('The account is missing.');
  const passwordHash = await hashPassword(password);
  await world.storage.inTransaction((x) => world.storage.accounts.put(x, { ...account, login, passwordHash }));
  return { maker, body };
}

describe('the database gone for ten seconds and back', () => {
  test('every request says so, the server lives on, and an act that was sent again with its key is done once', async () => {
    const proxy = new CuttingProxy(database.url);
    const url = await proxy.listen();
    const server = await start(url);
    const ask = client(server);
    const { maker, body } = await peopleIn(server, 'outage');
    expect((await ask('POST', '/api/v1/session', { login: 'outage', password })).status).toBe(200);
    const open = { scheme: 'small', flow: 'initial', applicant: maker, body, title: '断网时的申请' };
    const key = { 'idempotency-key': 'opened-in-the-outage' };

    await proxy.close();
    const gone = performance.now();
    const answers = await Promise.all([
      ask('GET', '/healthz'),
      ask('GET', '/readyz'),
      ask('GET', '/api/v1/verdict?number=X-1'),
      ask('POST', '/api/v1/cases', open, key),
    ]);
    expect(answers.map((a) => a.status)).toEqual([200, 503, 503, 503]);
    expect(answers[2]?.body).toMatchObject({ code: 'unavailable' });
    expect(answers[2]?.headers.get('retry-after')).toBe('2');
    await pause(Math.max(0, 10_000 - (performance.now() - gone)));

    const back = new CuttingProxy(database.url);
    await back.listen(Number(new URL(url).port));
    for (let tries = 0; (await ask('GET', '/readyz')).status !== 200; tries++) {
      if (tries > 50) throw new Error('The server did not find its database again.');
      await pause(100);
    }
    const [first, second] = [
      await ask('POST', '/api/v1/cases', open, key),
      await ask('POST', '/api/v1/cases', open, key),
    ];
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect((await ask('GET', '/api/v1/cases')).body.rows).toHaveLength(1);
    await server.stop();
    await back.close();
  }, 60_000);
});

describe('an upload that ends in the middle', () => {
  const blobs = () =>
    readdirSync(join(folder, 'files'), { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((f) => f.isFile())
      .map((f) => f.name);

  /** Says that ten megabytes come, and sends one. */
  async function begin(server: RunningServer, cookie: string) {
    const socket = connect(server.port, '127.0.0.1');
    await new Promise((ready) => socket.once('connect', ready));
    socket.on('error', () => {});
    socket.write(
      `PUT /api/v1/files?name=half.pdf HTTP/1.1\r\nhost: localhost:${server.port}\r\norigin: ${server.address}\r\ncookie: ${cookie}\r\ncontent-type: application/pdf\r\ncontent-length: 10000000\r\n\r\n%PDF-1.7\n`,
    );
    socket.write(randomBytes(1_000_000));
    return socket;
  }

  test('by the client: nothing is kept, and the server goes on', async () => {
    const server = await start(database.url);
    await peopleIn(server, 'cutter');
    const ask = client(server);
    const { cookie } = await ask('POST', '/api/v1/session', { login: 'cutter', password });
    const before = blobs();
    const socket = await begin(server, cookie);
    await pause(300);
    socket.destroy();
    await pause(300);
    expect(blobs()).toEqual(before);
    expect(await server.world.storage.files.list({ all: [] })).toEqual([]);
    const whole = await ask('PUT', '/api/v1/files?name=whole.pdf', new TextEncoder().encode('%PDF-1.7 whole'), {
      'content-type': 'application/pdf',
    });
    expect(whole.status).toBe(201);
  });

  test('by a stop of the server: it ends in bounded time, nothing is kept, and it starts again', async () => {
    const server = await start(database.url);
    await peopleIn(server, 'stopper');
    const ask = client(server);
    const { cookie } = await ask('POST', '/api/v1/session', { login: 'stopper', password });
    const before = blobs();
    const socket = await begin(server, cookie);
    await pause(300);
    const began = performance.now();
    await server.stop();
    expect(performance.now() - began).toBeLessThan(15_000);
    socket.destroy();
    expect(blobs()).toEqual(before);
    const again = await start(database.url);
    expect((await client(again)('GET', '/readyz')).status).toBe(200);
  }, 40_000);

  test('what is refused leaves no bytes either: of another type than its name, empty, or over the limit, said or not', async () => {
    running = await startServer(settingsFor(database.url, { UPLOAD_LIMIT_MB: '1' }), {
      withWorker: false,
      log: pino({ level: 'silent' }),
    });
    const server = running;
    await peopleIn(server, 'refused');
    const ask = client(server);
    await ask('POST', '/api/v1/session', { login: 'refused', password });
    const before = blobs();
    const known = await server.world.storage.files.list({ all: [] });
    const put = (name: string, bytes: Uint8Array) =>
      ask('PUT', `/api/v1/files?name=${name}`, bytes, { 'content-type': 'application/octet-stream' });
    const html = Buffer.concat([Buffer.from('<html><script>'), randomBytes(900_000)]);
    for (const [name, bytes, words] of [
      ['page.pdf', html, 'application/pdf'],
      ['picture.png', Buffer.from('%PDF-1.7 a PDF that is called a picture'), 'pdf'],
      ['empty.pdf', new Uint8Array(0), '空文件'],
      ['program.exe', Buffer.concat([Buffer.from('MZ'), randomBytes(100)]), '.exe'],
    ] as const) {
      const answer = await put(name, bytes);
      expect(answer.status, name).toBe(422);
      expect(JSON.stringify(answer.body)).toMatch(
        name === 'page.pdf' ? /\.pdf/ : new RegExp(words.replace('.', '\\.')),
      );
    }
    const large = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(1_500_000)]);
    expect((await put('large.pdf', large)).status).toBe(413);
    // Whoever is still sending reads why, and does not see the line break.
    for (let n = 0; n < 3; n++) {
      const huge = await put('huge.pdf', Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(60_000_000)]));
      expect([huge.status, huge.body.detail]).toEqual([413, '内容不得超过 1 MB。']);
    }
    // Without a length it is found out on the way, and the client still reads why.
    const response = await fetch(`${server.address}/api/v1/files?name=long.pdf`, {
      method: 'PUT',
      headers: { origin: server.address, cookie: (await ask('GET', '/api/v1/session')).cookie },
      body: new ReadableStream({
        start(controller) {
          controller.enqueue(large);
          controller.close();
        },
      }),
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('1 MB');
    expect(blobs()).toEqual(before);
    expect(await server.world.storage.files.list({ all: [] })).toEqual(known);
    expect((await put('small.pdf', large.subarray(0, 1000))).status).toBe(201);
  });

  test('a file that says it is larger than the limit is refused before it is sent', async () => {
    const server = await start(database.url);
    await peopleIn(server, 'large');
    const { cookie } = await client(server)('POST', '/api/v1/session', { login: 'large', password });
    const socket = connect(server.port, '127.0.0.1');
    const answer = new Promise<string>((got) => socket.once('data', (data) => got(data.toString())));
    socket.write(
      `PUT /api/v1/files?name=x.pdf HTTP/1.1\r\nhost: localhost:${server.port}\r\norigin: ${server.address}\r\ncookie: ${cookie}\r\ncontent-length: 99000000000\r\n\r\n`,
    );
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });
});

describe('TLS', () => {
  test('is spoken when a certificate is set, and the session’s cookie then never travels without it', async () => {
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const made = spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      key,
      '-out',
      cert,
      '-days',
      '2',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
    ]);
    expect(made.status).toBe(0);
    running = await startServer(settingsFor(database.url, { TLS_CERT: cert, TLS_KEY: key }), {
      withWorker: false,
      log: pino({ level: 'silent' }),
    });
    const server = running;
    await peopleIn(server, 'secure');
    expect(server.address).toMatch(/^https:/);
    const answer = await new Promise<IncomingMessage>((got, fail) => {
      const asking = request(
        `${server.address}/api/v1/session`,
        {
          method: 'POST',
          ca: readFileSync(cert),
          headers: { 'content-type': 'application/json', origin: server.address },
        },
        got,
      );
      asking.on('error', fail);
      asking.end(JSON.stringify({ login: 'secure', password }));
    });
    answer.resume();
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^__Host-touchstone=.*; Secure$/);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
  });
});

describe('a stop', () => {
  test('lets a request that is running end, takes no new one, and twice is once', async () => {
    const server = await start(database.url);
    const body = JSON.stringify({ login: 'nobody', password: 'nothing-at-all' });
    const socket = connect(server.port, '127.0.0.1');
    await new Promise((ready) => socket.once('connect', ready));
    const answer = new Promise<string>((got) => socket.once('data', (data) => got(data.toString())));
    const head = `POST /api/v1/session HTTP/1.1\r\nhost: localhost:${server.port}\r\norigin: ${server.address}\r\n`;
    socket.write(`${head}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 10)}`);
    await pause(200);
    const stopped = Promise.all([server.stop(), server.stop()]);
    await pause(200);
    await expect(fetch(`${server.address}/healthz`)).rejects.toThrow();
    socket.write(body.slice(10));
    expect(await answer).toMatch(/^HTTP\/1\.1 401 /);
    await stopped;
  });

  test('a port that is taken is said in words, and nothing is left open', async () => {
    const server = await start(database.url);
    const settings = settingsFor(database.url, { PORT: String(server.port) });
    await expect(startServer(settings, { withWorker: false, log: pino({ level: 'silent' }) })).rejects.toThrow(
      `Expected the port ${server.port} to be free`,
    );
  });
});
