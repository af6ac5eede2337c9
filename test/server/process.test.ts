import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

/**
 * The real thing: a server process with its embedded database and its worker, in a folder of its own. However it ends, nothing
 * of it is left running, and nothing hinders the next start.
 */
const root = join(import.meta.dirname, '..', '..');
let folder: string;
let server: ChildProcess | null = null;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'touchstone-process-'));
  // As root the database runs as another user, who has to be able to enter.
  chmodSync(folder, 0o711);
});
afterEach(() => server?.kill('SIGKILL'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Started {
  readonly process: ChildProcess;
  readonly address: string;
  readonly milliseconds: number;
  readonly pids: { readonly server: number; readonly worker: number; readonly postgres: number };
}

async function start(): Promise<Started> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/server/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: '0', DATA_FOLDER: folder, DATABASE_URL: '', DEMONSTRATION: 'no', LOG_LEVEL: 'info' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  server = child;
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += String(chunk);
  });
  const until = async (found: () => string | undefined, what: string): Promise<string> => {
    for (let waited = 0; waited < 60_000; waited += 20) {
      const text = found();
      if (text !== undefined) return text;
      if (child.exitCode !== null) break;
      await pause(20);
    }
    throw new Error(`Expected ${what}, found: ${said}`);
  };
  const address = await until(() => /^(http:\/\/localhost:\d+)$/m.exec(said)?.[1], 'an address');
  const milliseconds = performance.now() - began;
  const worker = await until(() => /"pid":(\d+),"part":"worker"[^\n]*"msg":"ready"/.exec(said)?.[1], 'a worker');
  const postgres = readFileSync(pidFile(), 'utf8').split('\n')[0] ?? '';
  return {
    process: child,
    address,
    milliseconds,
    pids: { server: child.pid ?? 0, worker: Number(worker), postgres: Number(postgres) },
  };
}

function pidFile(): string {
  const found = ['postgres/data/postmaster.pid', 'postgres/postmaster.pid']
    .map((p) => join(folder, p))
    .find((p) => existsSync(p));
  if (found === undefined) throw new Error('The database keeps its pid somewhere else.');
  return found;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function allGone({ pids }: Started): Promise<readonly string[]> {
  const left = () =>
    Object.entries(pids)
      .filter(([, pid]) => isAlive(pid))
      .map(([name]) => name);
  for (let waited = 0; waited < 20_000 && left().length > 0; waited += 50) await pause(50);
  return left();
}

test('Ctrl-C ends server, worker and database; a killed server leaves nothing either; each next start is ready soon', async () => {
  const first = await start();
  expect((await fetch(`${first.address}/readyz`)).status).toBe(200);
  // The terminal sends it to the whole group: here it goes to both, as there.
  process.kill(first.pids.worker, 'SIGINT');
  first.process.kill('SIGINT');
  expect(await allGone(first)).toEqual([]);
  expect(first.process.exitCode).toBe(0);

  const second = await start();
  expect((await fetch(`${second.address}/readyz`)).status).toBe(200);
  second.process.kill('SIGKILL');
  expect(await allGone(second)).toEqual([]);

  const third = await start();
  expect((await fetch(`${third.address}/readyz`)).status).toBe(200);
  // A worker that falls is started again, and the server goes on meanwhile.
  process.kill(third.pids.worker, 'SIGKILL');
  await pause(300);
  expect((await fetch(`${third.address}/readyz`)).status).toBe(200);
  console.log(`Ready in ${[first, second, third].map((s) => Math.round(s.milliseconds)).join(', ')} ms.`);
  third.process.kill('SIGTERM');
  expect(await allGone(third)).toEqual([]);
}, 180_000);

test('what npm started ends with npm’s shell, which passes no signal on', async () => {
  const env = { ...process.env, npm_lifecycle_event: 'start', PORT: '0', DATA_FOLDER: folder, DATABASE_URL: '' };
  // A second command, so that no shell puts the first in its own place.
  const shell = spawn('sh', ['-c', 'node tools/run.mjs start; true'], {
    cwd: root,
    env: { ...env, DEMONSTRATION: 'no', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  shell.stdout.on('data', (chunk) => {
    said += String(chunk);
  });
  const address = () => /http:\/\/localhost:\d+/.exec(said)?.[0];
  await expect.poll(address, { timeout: 60_000 }).toBeDefined();
  const ready = `${address()}/readyz`;
  expect((await fetch(ready)).status).toBe(200);
  const postgres = Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);
  shell.kill('SIGTERM');
  const answers = () =>
    fetch(ready).then(
      ({ status }) => status,
      () => null,
    );
  await expect.poll(answers, { timeout: 20_000 }).toBeNull();
  await expect.poll(() => isAlive(postgres), { timeout: 20_000 }).toBe(false);
}, 120_000);
