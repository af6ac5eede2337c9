import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './binaries.ts';
import { canEnter, giveTo, isOurFolder, type ServerUser } from './server-user.ts';

/**
 * Where a cluster lies. `home` holds `data` (PGDATA, with the password in `touchstone.secret`), `port` (the one used last) and
 * `server.log`.
 */
export interface ClusterHome {
  readonly home: string;
  readonly data: string;
}

const secretName = 'touchstone.secret';

/**
 * The home of the cluster of a data folder, made when it is missing: `<folder>/postgres`, unless the server's user may not
 * enter there (a project of root under a home with mode 0700). Then it is a folder of the same name for ever under
 * /var/lib/touchstone, and `<folder>/postgres.location` says so.
 */
export function findClusterHome(folder: string, user: ServerUser | null): ClusterHome {
  mkdirSync(folder, { recursive: true, mode: user?.isOther ? 0o711 : 0o700 });
  const real = realpathSync(folder);
  const inside = !user?.isOther || canEnter(real, user);
  const home = inside ? join(real, 'postgres') : join(outsideHome(), homeName(real));
  if (!inside) writeFileSync(join(real, 'postgres.location'), `${home}\n`);
  if (!existsSync(home)) makeFolder(home, user?.isOther ? 0o711 : 0o700);
  if (!isOurFolder(home))
    throw new Error(
      `Expected \`${home}\` to be a folder of this user that nobody else may write to. Found another owner or mode. Remove it, or choose another data folder.`,
    );
  return { home, data: join(home, 'data') };
}

function outsideHome(): string {
  const parent = '/var/lib/touchstone';
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  if (!isOurFolder(parent))
    throw new Error(
      `Expected \`${parent}\` to belong to root and to be writable by nobody else. Correct its owner and mode, or start Touchstone as an ordinary user.`,
    );
  return parent;
}

const homeName = (folder: string) => `postgres-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;

function makeFolder(path: string, mode: number): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/**
 * Makes the cluster by `initialise`, which gets an empty folder of the server's user and the password. The folder gets its
 * name only when it is whole: a crash in between leaves a `data.new-…` that the next start sweeps away. Two that start at
 * once both make one; the second finds the first's in place and throws its own away.
 */
export async function makeCluster(
  { home, data }: ClusterHome,
  user: ServerUser | null,
  initialise: (folder: string, passwordFile: string) => Promise<void>,
): Promise<void> {
  sweepUnfinished(home);
  const fresh = join(home, `data.new-${process.pid}-${randomBytes(4).toString('hex')}`);
  const passwordFile = `${fresh}.password`;
  const password = randomBytes(24).toString('base64url');
  try {
    mkdirSync(fresh, { mode: 0o700 });
    giveTo(fresh, user);
    writeFileSync(passwordFile, password, { mode: 0o600 });
    giveTo(passwordFile, user);
    await initialise(fresh, passwordFile);
    writeFileSync(join(fresh, secretName), password, { mode: 0o600 });
    renameSync(fresh, data);
  } catch (error) {
    if (!existsSync(data)) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
  }
}

function sweepUnfinished(home: string): void {
  for (const name of readdirSync(home)) {
    const owner = /^data\.new-(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) rmSync(join(home, name), { recursive: true, force: true });
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

export function readPassword({ data }: ClusterHome): string {
  return readFileSync(join(data, secretName), 'utf8').trim();
}

/** Major version of the PostgreSQL that made the cluster; null when there is none yet. */
export function clusterMajor({ data }: ClusterHome): number | null {
  const file = join(data, 'PG_VERSION');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').trim()) : null;
}

/** The port used last, so that a restart keeps the address when it can. */
export function lastPort({ home }: ClusterHome): number | null {
  const file = join(home, 'port');
  const port = existsSync(file) ? Number(readFileSync(file, 'utf8')) : Number.NaN;
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}

export function keepPort({ home }: ClusterHome, port: number): void {
  writeFileSync(join(home, 'port'), String(port));
}

const largestLog = 5_000_000;

/** Opens nothing: names the server's log, the old one put aside when it has grown. */
export function serverLog({ home }: ClusterHome, user: ServerUser | null): string {
  const log = join(home, 'server.log');
  if (existsSync(log) && statSync(log).size > largestLog) renameSync(log, `${log}.1`);
  appendFileSync(log, '');
  chmodSync(log, 0o600);
  giveTo(log, user);
  return log;
}
