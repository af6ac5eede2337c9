import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StorageFault } from '#operation/ports/fault.ts';
import type { Binaries } from './binaries.ts';
import { type ClusterHome, isAlive, keepPort, lastPort, serverLog } from './cluster-home.ts';
import { type ServerUser, spawnAs } from './server-user.ts';

/** What `postmaster.pid` says of the server that runs on a cluster. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/** The running server of a cluster; null when none runs, whatever a killed one left behind. */
export function findPostmaster(cluster: ClusterHome): Postmaster | null {
  const lines = readLock(cluster)?.split('\n') ?? [];
  // Lines: pid, data folder, start, port, socket folder, address, shared memory, status. A new server writes them bit by bit.
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!(pid > 0) || !isAlive(pid) || !isServerOf(pid, cluster)) return null;
  return { pid, port, isReady: lines[7]?.trim() === 'ready' };
}

const lockOf = ({ data }: ClusterHome) => join(data, 'postmaster.pid');

function readLock(cluster: ClusterHome): string | null {
  try {
    return readFileSync(lockOf(cluster), 'utf8');
  } catch {
    return null;
  }
}

/**
 * Takes away the lock file of a server that is gone when its pid now belongs to somebody else (a restarted container gives
 * the same pids again) or to a dead process that nobody reaped: PostgreSQL itself would take that process for the server and
 * refuse to start. Its check of the data folder's shared memory still stands between two servers on one cluster.
 */
export function clearStaleLock(cluster: ClusterHome): void {
  const lock = readLock(cluster);
  if (lock === null || !isStale(lock, cluster)) return;
  const aside = `${lockOf(cluster)}.stale-${process.pid}`;
  try {
    renameSync(lockOf(cluster), aside);
    // A server that started since we looked wrote a new one: give it back.
    if (readFileSync(aside, 'utf8') !== lock) linkSync(aside, lockOf(cluster));
  } catch {
    // Another process took it away, or a new server wrote its own: both are fine.
  } finally {
    rmSync(aside, { force: true });
  }
}

function isStale(lock: string, cluster: ClusterHome): boolean {
  const pid = Number(lock.split('\n')[0]);
  // An empty one is being written at this moment, or its writer died just then.
  if (!(pid > 0)) return (statSync(lockOf(cluster), { throwIfNoEntry: false })?.mtimeMs ?? 0) < wallClock() - 10_000;
  return isAlive(pid) && !isServerOf(pid, cluster);
}

const wallClock = () => performance.timeOrigin + performance.now();

/** After a restart of a container, pids come again: an alive one proves nothing, its command line does. */
function isServerOf(pid: number, { data }: ClusterHome): boolean {
  if (process.platform === 'win32') return true;
  try {
    const command =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(data);
  } catch {
    return false;
  }
}

export interface ServerOptions {
  readonly binaries: Binaries;
  readonly user: ServerUser | null;
  /** Nothing is synced to disk: for tests, whose data may be lost. */
  readonly fast: boolean;
  readonly settings: Readonly<Record<string, string>>;
}

/** Makes the files of a new cluster; the order of text is by code point and the same on every system. */
export async function initialiseCluster(options: ServerOptions, folder: string, passwordFile: string): Promise<void> {
  const { binaries, user, fast } = options;
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  // The builtin provider came with 17. Without an explicit ctype an unset LANG would give `C`, which knows no Chinese letters.
  const locale = binaries.major >= 17 ? builtin : ['--locale=C'];
  const args = [
    `--pgdata=${folder}`,
    '--username=touchstone',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    ...locale,
    ...(process.platform === 'linux' ? ['--lc-ctype=C.UTF-8'] : []),
    ...(fast ? ['--no-sync'] : []),
    '--no-instructions',
  ];
  const run = spawn(join(binaries.folder, 'initdb'), args, {
    ...spawnAs(user),
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  });
  let errors = '';
  run.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const code = await new Promise<number | null>((done, fail) => run.on('error', fail).on('close', done));
  if (code !== 0) throw new StorageFault('unavailable', `initdb ended with ${code}: ${errors.trim()}`);
}

/**
 * Starts a server and waits until it is ready. It runs in a session of its own, so that Ctrl-C reaches us and not it: we end
 * our work first and stop it then.
 * @returns null when another process starts one on the same cluster at the same time, or a dead one is not quite gone.
 */
export async function startServer(cluster: ClusterHome, options: ServerOptions): Promise<Postmaster | null> {
  for (let tries = 0; ; tries++) {
    const port = tries === 0 ? ((await freePort(lastPort(cluster) ?? 0)) ?? (await freePort(0))) : await freePort(0);
    if (port === null) throw new StorageFault('unavailable', 'No free port on 127.0.0.1 was found.');
    const outcome = await startOnce(cluster, options, port);
    if (typeof outcome !== 'string') {
      keepPort(cluster, port);
      return outcome;
    }
    // Another one is starting; or the sessions of one that was killed are still on their way out.
    if (/lock file "postmaster.pid" already exists|pre-existing shared memory block/.test(outcome)) return null;
    const portWasTaken = /could not bind|Address already in use/i.test(outcome);
    if (!portWasTaken || tries >= 4)
      throw new StorageFault('unavailable', `PostgreSQL did not start: ${outcome.trim() || 'it gave no reason'}`);
  }
}

async function startOnce(cluster: ClusterHome, options: ServerOptions, port: number): Promise<Postmaster | string> {
  const log = serverLog(cluster, options.user);
  const begin = statSync(log).size;
  const output = openSync(log, 'a');
  const child = spawn(join(options.binaries.folder, 'postgres'), serverArguments(cluster, options, port), {
    ...spawnAs(options.user),
    cwd: cluster.data,
    detached: true,
    stdio: ['ignore', output, output],
    windowsHide: true,
  });
  closeSync(output);
  const ended = watchEnd(child);
  child.unref();
  for (const deadline = performance.now() + 120_000; performance.now() < deadline; await pause(10)) {
    if (ended.reason !== null) return `${ended.reason}${readFrom(log, begin)}`;
    const found = findPostmaster(cluster);
    if (found?.pid === child.pid && found?.isReady) return found;
  }
  child.kill('SIGQUIT');
  return `It was not ready after 120 s. ${readFrom(log, begin)}`;
}

function watchEnd(child: ChildProcess): { reason: string | null } {
  const ended: { reason: string | null } = { reason: null };
  child.on('error', (error) => {
    ended.reason = `${error.message} `;
  });
  child.on('exit', () => {
    ended.reason ??= '';
  });
  return ended;
}

function readFrom(log: string, begin: number): string {
  const file = openSync(log, 'r');
  const bytes = Buffer.alloc(4096);
  const length = readSync(file, bytes, 0, bytes.length, begin);
  closeSync(file);
  return bytes.toString('utf8', 0, length);
}

/** What `statfs` calls btrfs (linux/magic.h). */
const btrfs = 0x9123683e;

/**
 * Files grow by zeros that are written, where the file system compresses: btrfs leaves as it is what was reserved beforehand, and
 * tables would take three to four times the room (docs/operating.md).
 */
export function growing(fileSystem: number, major: number): Readonly<Record<string, string>> {
  return fileSystem === btrfs && major >= 18 ? { file_extend_method: 'write_zeros' } : {};
}

/** Bytes of memory that this process may have: a container's where it is less than the machine's. */
const memory = () => Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);

/**
 * Megabytes that the server keeps of its pages: an eighth of a small machine, a quarter of what a larger one has beyond 4 GB. A
 * page that lies there costs neither a copy nor a checksum, and is not taken away by whoever else reads files.
 */
export function sharedBuffers(megabytes: number): number {
  return Math.floor(Math.min(8192, Math.max(128, megabytes / 8, (megabytes - 4096) / 4)));
}

function serverArguments({ data }: ClusterHome, options: ServerOptions, port: number): string[] {
  const { fast, settings, binaries } = options;
  const megabytes = Math.floor(memory() / 1_048_576);
  const all: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    max_connections: '200',
    shared_buffers: `${fast ? 128 : sharedBuffers(megabytes)}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(megabytes / 2))}MB`,
    max_wal_size: '2GB',
    // Nobody replicates a server that listens on this machine alone.
    wal_level: 'minimal',
    max_wal_senders: '0',
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    // Statements and the detail of errors repeat what users typed: the log holds no personal data.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(fast ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...growing(statfsSync(data).type, binaries.major),
    // Most pages lie in memory: a worker asked for each of them costs more than reading it.
    ...(binaries.major >= 18 ? { io_method: 'sync' } : {}),
    ...settings,
  };
  return ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** The wanted port when it is free, any free one for 0; null when the wanted one is taken. */
function freePort(wanted: number): Promise<number | null> {
  return new Promise((done) => {
    const probe = createServer();
    probe.on('error', () => done(null));
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : null;
      probe.close(() => done(port));
    });
  });
}

/**
 * A server that says it is starting while nothing starts it. When the process that recovers falls (its disk is full), PostgreSQL
 * 18 may stay like that for ever, instead of ending. Seen on Linux, and told there by its children.
 */
export function isStranded({ pid }: Postmaster): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/);
    return !children.some((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('startup'));
  } catch {
    // Gone meanwhile, or a kernel without that list: nothing is known, and nothing is done.
    return false;
  }
}

/**
 * Stops a server: its sessions are ended, what is committed is written, then it goes.
 * @throws StorageFault `unavailable` when it does not go, even when told twice.
 */
export async function stopServer(
  cluster: ClusterHome,
  { pid }: Postmaster,
  signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'],
): Promise<void> {
  const isGone = () => !isAlive(pid) || !isServerOf(pid, cluster);
  // SIGINT is PostgreSQL's fast shutdown; SIGQUIT leaves the rest to the recovery of the next start.
  for (const signal of signals) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (const deadline = performance.now() + 60_000; performance.now() < deadline; await pause(5))
      if (isGone()) return;
  }
  throw new StorageFault('unavailable', `The PostgreSQL with pid ${pid} does not stop.`);
}
