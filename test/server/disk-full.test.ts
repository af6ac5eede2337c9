import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashPassword } from '#operation/accounts/password.ts';
import { systemActing } from '#operation/acts/request.ts';
import { projectionsOf } from '#operation/replay/rebuild.ts';
import { registerScheme } from '#operation/schemes/register-scheme.ts';
import { readSettings } from '#operation/settings.ts';
import { type OpenedWorld, openWorld } from '#server/start/open-world.ts';
import { audit } from '#storage/audit/audit.ts';
import { freePort } from '../cli/terminal.ts';
import { smallScheme } from '../operation/small-scheme.ts';
import { done, organisation, somebody } from '../operation/test-world.ts';
import { password } from './server-world.ts';

/**
 * A real server with its embedded database and its files on a real disk of its own, which is filled to the last byte while it
 * works, and emptied again.
 */
const root = join(import.meta.dirname, '..', '..');
const megabytes = 256;
let disk: string;
let server: ChildProcess | null = null;
let opened: OpenedWorld | null = null;

/** Why there is no small disk here; null when there is. */
function mountDisk(): string | null {
  disk = mkdtempSync(join(tmpdir(), 'touchstone-disk-'));
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root on Linux may mount a small disk';
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'tmpfs', disk]);
  return mounted.status === 0 ? null : `mounting was refused: ${String(mounted.stderr)}`;
}
const whyNot = mountDisk();
if (whyNot !== null) console.log(`The test of the full disk is skipped: ${whyNot}.`);

beforeAll(() => chmodSync(disk, 0o711));
afterAll(async () => {
  await opened?.close().catch(() => {});
  if (server !== null && server.exitCode === null) {
    const ended = new Promise((gone) => server?.once('exit', gone));
    server.kill('SIGTERM');
    await Promise.race([ended, pause(20_000)]);
    server.kill('SIGKILL');
  }
  for (let tries = 0; whyNot === null && tries < 50; tries++, await pause(100))
    if (spawnSync('umount', [disk]).status === 0) break;
  rmdirSync(disk);
});

const databaseLog = () =>
  readdirSync(join(disk, 'postgres'))
    .filter((name) => name.endsWith('.log'))
    .map((name) => readFileSync(join(disk, 'postgres', name), 'utf8').slice(-3000))
    .join('');

/** Takes all that is left. Several times: what others free or finish meanwhile is taken too. */
function fill(): () => void {
  const path = join(disk, 'filler');
  const file = openSync(path, 'w');
  const block = Buffer.alloc(65_536, 1);
  const more = () => {
    for (const size of [65_536, 4096, 512])
      try {
        for (;;) writeSync(file, block, 0, size);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      }
  };
  more();
  const again = setInterval(more, 20);
  return () => {
    clearInterval(again);
    closeSync(file);
    rmSync(path);
  };
}

test.skipIf(whyNot !== null)(
  'a full disk is said in words, loses nothing that was acknowledged, and is forgotten when there is room again',
  async () => {
    const port = await freePort();
    const reading = readSettings({ DATA_FOLDER: disk, DEMONSTRATION: 'no', PORT: String(port) });
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    opened = await openWorld(reading.settings, { connections: 3 });
    const { world, storage } = opened;
    done(await registerScheme(world, { acting: systemActing }, smallScheme));
    const maker = await organisation(world, '上海示例精密机械有限公司');
    const body = await organisation(world, '示例认证有限公司', '034', true);
    const who = await somebody(world, '安', maker, ['applicant']);
    const account = await world.storage.accounts.byId(who.account);
    if (account === null) throw new Error('The account is missing.');
    const passwordHash = await hashPassword(password);
    await world.storage.inTransaction((x) =>
      world.storage.accounts.put(x, { ...account, login: 'applicant', passwordHash }),
    );
    let log = '';
    server = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/server/main.ts'], {
      cwd: root,
      env: {
        ...process.env,
        PORT: String(port),
        DATA_FOLDER: disk,
        DATABASE_URL: '',
        DEMONSTRATION: 'no',
        LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const out of [server.stdout, server.stderr])
      out?.on('data', (chunk) => {
        log += String(chunk);
      });
    const address = `http://localhost:${port}`;
    const isReady = async () => (await fetch(`${address}/readyz`).catch(() => null))?.ok === true;
    const ready = async (seconds: number) => {
      for (let waited = 0; !(await isReady()); waited += 100) {
        if (waited > seconds * 1000)
          throw new Error(`The server did not become ready: ${log.slice(-1500)} ${databaseLog()}`);
        await pause(100);
      }
    };
    await ready(60);

    let cookie = '';
    const send = async (
      method: string,
      path: string,
      content: Buffer | object,
      headers: Record<string, string> = {},
    ) => {
      const response = await fetch(`${address}${path}`, {
        method,
        headers: { origin: address, cookie, 'content-type': 'application/json', ...headers },
        body: content instanceof Buffer ? new Uint8Array(content) : JSON.stringify(content),
      });
      cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
      const answer = JSON.parse(await response.text());
      return { status: response.status, body: answer };
    };
    expect((await send('POST', '/api/v1/session', { login: 'applicant', password })).status).toBe(200);
    const acknowledged: string[] = [];
    const open = async (n: number) => {
      const answer = await send(
        'POST',
        '/api/v1/cases',
        { scheme: 'small', flow: 'initial', applicant: maker, body, title: `第 ${n} 件申请` },
        { 'idempotency-key': `opening-number-${n}` },
      );
      if (answer.status === 201) acknowledged.push(answer.body.case);
      return answer;
    };
    const pdf = (size: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(size)]);
    const upload = (size: number) =>
      send('PUT', '/api/v1/files?name=report.pdf', pdf(size), { 'content-type': 'application/pdf' });
    for (let n = 0; n < 3; n++) expect((await open(n)).status).toBe(201);
    const kept = await upload(100_000);
    expect(kept.status).toBe(201);

    const empty = fill();
    const refused = await upload(2_000_000);
    expect(refused).toMatchObject({ status: 507, body: { code: 'disk-full', title: expect.stringContaining('已满') } });
    expect(refused.body.help).not.toBe('');
    const blobs = () =>
      readdirSync(join(disk, 'files'), { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).length;
    expect(blobs()).toBe(1);
    // Acts go on while there is room in what the database holds already; then each is refused, and none is a fault.
    const answers = new Map<string, number>();
    let last = 3;
    for (let refusals = 0; refusals < 20 && last < 4000; last++) {
      const { status, body: answer } = await open(last);
      const code = status === 201 ? 'done' : String(answer.code);
      answers.set(code, (answers.get(code) ?? 0) + 1);
      if (status !== 201) refusals += 1;
    }
    console.log(`While the disk was full: ${JSON.stringify(Object.fromEntries(answers))}.`);
    const said = new Set(answers.keys());
    for (const code of ['done', 'disk-full', 'unavailable', 'perhaps-done']) said.delete(code);
    expect([...said], log.slice(-3000)).toEqual([]);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);

    empty();
    await ready(60);
    // What was not answered is asked again with its key; what was, is answered the same.
    for (let n = 0; n < last; n += Math.max(1, Math.floor(last / 50))) expect((await open(n)).status).toBe(201);
    expect((await open(last)).status).toBe(201);
    expect((await upload(2_000_000)).status).toBe(201);
    const holds = async () => {
      for (const id of new Set(acknowledged)) expect((await storage.cases.byId(id))?.id).toBe(id);
      const findings: unknown[] = [];
      await audit({ storage, project: projectionsOf(world), onFinding: (f) => findings.push(f) });
      expect(findings).toEqual([]);
    };
    await holds();

    // The worst place to run out of room is the database's own log: then PostgreSQL itself falls, and can't start again.
    const emptyAgain = fill();
    const rotate = `select pg_logical_emit_message(true, 'test', repeat('x', 1000)), pg_switch_wal()`;
    const isDown = async () =>
      storage.database.rows({ text: rotate }).then(
        () => false,
        () => true,
      );
    for (let tries = 0; !(await isDown()); tries++)
      if (tries > 50) throw new Error('The log of the database found room.');
    const down = await open(last + 1);
    expect(['unavailable', 'perhaps-done', 'disk-full']).toContain(down.body.code);
    expect(down.body.detail || down.body.title).not.toBe('');
    await pause(4000);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    emptyAgain();
    await ready(60);
    expect((await open(last + 1)).status).toBe(201);
    for (let tries = 0; await isDown(); tries++, await pause(100)) if (tries > 100) throw new Error('It stays away.');
    await holds();
  },
  300_000,
);
