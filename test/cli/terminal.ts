import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..', '..');

/** Settings of the machine that runs the tests must not reach the commands under test. */
function environment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
    TOUCHSTONE_LANGUAGE: 'en',
    ...own,
  };
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `touchstone ARGS` as a process of its own, as a user would. */
export function touchstone(
  args: readonly string[],
  more: { readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Promise<Ended> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ['src/cli/main.ts', ...args], {
      cwd: root,
      env: environment(more.env ?? {}),
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk;
    });
    child.on('error', fail);
    child.on('close', (code) => done({ code, out, err }));
    child.stdin.end(more.input ?? '');
  });
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export interface Started {
  readonly address: string;
  /** What it has said so far, on both outputs. */
  readonly said: () => string;
  /** Sends SIGTERM, as a supervisor does, and waits for the end. */
  readonly stop: () => Promise<number | null>;
}

/** `touchstone start`, until its health page answers. */
export async function start(env: Readonly<Record<string, string>>): Promise<Started> {
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, ['src/cli/main.ts', 'start'], {
    cwd: root,
    env: environment({ ...env, PORT: String(port) }),
  });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  const address = `http://localhost:${port}`;
  const until = Date.now() + 170_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`start ended with ${child.exitCode}:\n${said}`);
    const answer = await fetch(`${address}/healthz`).catch(() => null);
    if (answer?.ok) break;
    if (Date.now() > until) {
      child.kill('SIGKILL');
      throw new Error(`start did not answer in time:\n${said}`);
    }
    await new Promise((done) => setTimeout(done, 150));
  }
  return {
    address,
    said: () => said,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
