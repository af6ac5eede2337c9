import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
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
/** Where databases lie whose server may not enter their data folder. */
export const outsideParent = '/var/lib/touchstone';
export const namePattern = /^postgres-[0-9a-f]{12}$/;

/**
 * The home of the cluster of a data folder, made when it is missing: `<folder>/postgres`, unless the server's user may not
 * enter there (a project of root under a home with mode 0700). Then it is a folder under /var/lib/touchstone that is named in
 * `<folder>/postgres.location`: a data folder that was removed and made anew gets a new cluster, not the old one's rows, whose
 * secret is gone. The home says in `data-folder` whose it is, so that a copied folder does not write into the first one's.
 * @throws where the folder is a copy of another that is still there.
 */
export function findClusterHome(folder: string, user: ServerUser | null): ClusterHome {
  mkdirSync(folder, { recursive: true, mode: user?.isOther ? 0o711 : 0o700 });
  const real = realpathSync(folder);
  const inside = !user?.isOther || canEnter(real, user);
  const home = inside ? join(real, 'postgres') : homeOutside(real);
  if (!existsSync(home)) makeFolder(home, user?.isOther ? 0o711 : 0o700);
  if (!isOurFolder(home))
    throw new Error(
      `Expected \`${home}\` to be a folder of this user that nobody else may write to. Found another owner or mode. Remove it, or choose another data folder.`,
    );
  if (!inside) claimHome(home, real);
  return { home, data: join(home, 'data') };
}

/** The home that the data folder names, else a new name, kept so that of two that start at once both have the first's. */
function homeOutside(folder: string): string {
  const location = locationOf(folder);
  const parent = outsideHome();
  if (!existsSync(location)) {
    const written = `${location}.${process.pid}`;
    writeFileSync(written, `${join(parent, `postgres-${randomBytes(6).toString('hex')}`)}\n`);
    try {
      linkSync(written, location);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    } finally {
      rmSync(written);
    }
  }
  const home = readFileSync(location, 'utf8').trim();
  if (dirname(home) === parent && namePattern.test(basename(home))) return home;
  throw new Error(
    `Expected \`${location}\` to name a folder \`${parent}/postgres-…\`. Found \`${home}\`. Put back what it said, or remove it to begin with an empty database.`,
  );
}

export const locationOf = (folder: string) => join(folder, 'postgres.location');

function claimHome(home: string, folder: string): void {
  const mark = join(home, 'data-folder');
  const owner = existsSync(mark) ? readFileSync(mark, 'utf8').trim() : folder;
  const isCopy =
    owner !== folder && existsSync(locationOf(owner)) && readFileSync(locationOf(owner), 'utf8').trim() === home;
  if (isCopy)
    throw new Error(
      `The data folder \`${folder}\` is a copy of \`${owner}\`: both name the database in \`${home}\`. Expected one folder for one database. To copy a world, use \`touchstone backup\` and \`touchstone restore\`; to begin anew here, remove \`${locationOf(folder)}\`.`,
    );
  writeFileSync(mark, `${folder}\n`);
}

function outsideHome(): string {
  const parent = outsideParent;
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  if (!isOurFolder(parent))
    throw new Error(
      `Expected \`${parent}\` to belong to root and to be writable by nobody else. Correct its owner and mode, or start Touchstone as an ordinary user.`,
    );
  return parent;
}

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
