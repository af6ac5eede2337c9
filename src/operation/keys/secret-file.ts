import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fromBase64url, toBase64url } from '#proof/base64url.ts';
import { toHex } from '#proof/hex.ts';

/**
 * The secrets under which hosted keys are sealed. They lie in a file that is neither in the database nor in its backups: who
 * has only one of the two can't sign. The first secret seals, all of them open, so that a rotation can be made in steps.
 */
export interface SecretRing {
  readonly current: Secret;
  readonly all: readonly Secret[];
}

export interface Secret {
  /** Derived from the secret and says nothing about it: which one opens a sealed key. */
  readonly id: string;
  readonly bytes: Uint8Array;
}

export class SecretFileError extends Error {
  readonly code: 'absent' | 'malformed' | 'open-to-others' | 'exists';

  constructor(code: SecretFileError['code'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'SecretFileError';
    this.code = code;
  }
}

const secretBytes = 32;
const linePrefix = 'touchstone-secret/1 ';
const heading =
  '# Seals the signing keys of this installation. Back it up apart from the database; whoever has both can sign.\n';

export function makeSecret(bytes: Uint8Array): Secret {
  if (bytes.length !== secretBytes)
    throw new RangeError(`Expected a secret of ${secretBytes} bytes, found ${bytes.length}.`);
  return {
    id: toHex(new Uint8Array(hkdfSync('sha256', bytes, '', 'touchstone/secret-id/1', 8))),
    bytes: Uint8Array.from(bytes),
  };
}

/**
 * Reads the secret file.
 * @throws SecretFileError when there is none, when it is not one, or when other users of the machine may read it.
 */
export async function readSecretFile(path: string): Promise<SecretRing> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new SecretFileError('absent', `Expected the secret file \`${path}\`, found none that can be read.`, cause);
  });
  // Windows has no such bits; there the folder's own rights protect it.
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new SecretFileError(
      'open-to-others',
      `Expected \`${path}\` to be readable by its owner alone, found mode ${(mode & 0o777).toString(8)}. Run: chmod 600 ${path}`,
    );
  return parseSecrets(text, path);
}

/** The ring in a secret file's text; `path` only names it in messages. */
export function parseSecrets(text: string, path: string): SecretRing {
  const all = text.split('\n').flatMap((line, i) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const bytes = line.startsWith(linePrefix) ? fromBase64url(line.slice(linePrefix.length).trim()) : undefined;
    if (bytes?.length !== secretBytes)
      // The line itself is not shown: a secret with one wrong character is still nearly a secret.
      throw new SecretFileError(
        'malformed',
        `${path}:${i + 1}: expected \`${linePrefix}\` and 43 characters of base64url.`,
      );
    return [makeSecret(bytes)];
  });
  const [current] = all;
  if (current === undefined)
    throw new SecretFileError('malformed', `${path}: expected at least one secret, found none.`);
  return { current, all };
}

/**
 * Makes the secret file of a new installation.
 * @throws SecretFileError `exists`: an existing secret is never overwritten, for every key under it would be lost.
 */
export async function createSecretFile(path: string): Promise<SecretRing> {
  await mkdir(dirname(path), { recursive: true });
  const ring = ringOf([makeSecret(randomBytes(secretBytes))]);
  try {
    await writeDurably(path, ring, 'wx');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    throw new SecretFileError('exists', `Expected no file at \`${path}\`, found one; it is left as it is.`, cause);
  }
  await syncFolder(path);
  return ring;
}

/**
 * Adds a new secret in front. Afterwards every sealed key is sealed anew (`resealKey`), and `dropOldSecrets` ends the rotation.
 * A crash between these steps loses nothing: the old secrets stay in the file until they are dropped.
 */
export async function addSecret(path: string): Promise<SecretRing> {
  const old = await readSecretFile(path);
  return replaceFile(path, ringOf([makeSecret(randomBytes(secretBytes)), ...old.all]));
}

/**
 * Keeps the current secret and those that `stillUsed` names (ids found in sealed keys).
 * @throws SecretFileError when a used one is not in the file: then the caller's list is of another installation.
 */
export async function dropOldSecrets(path: string, stillUsed: Iterable<string>): Promise<SecretRing> {
  const old = await readSecretFile(path);
  const used = new Set(stillUsed);
  const absent = [...used].find((id) => !old.all.some((secret) => secret.id === id));
  if (absent !== undefined)
    throw new SecretFileError('malformed', `Expected the secret ${absent} in \`${path}\`, found none.`);
  return replaceFile(path, ringOf(old.all.filter((secret) => secret === old.current || used.has(secret.id))));
}

function ringOf(all: readonly Secret[]): SecretRing {
  const [current] = all;
  if (current === undefined) throw new RangeError('Expected at least one secret, found none.');
  return { current, all };
}

async function replaceFile(path: string, ring: SecretRing): Promise<SecretRing> {
  const next = `${path}.next`;
  await writeDurably(next, ring, 'w');
  await rename(next, path);
  await syncFolder(path);
  return ring;
}

/** The content is on the disk before the name is: a crash leaves the old file or the new one, never half of one. */
async function writeDurably(path: string, ring: SecretRing, flags: 'w' | 'wx'): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    // A left-over from a crash keeps its old rights; the mode above is only for a new file.
    await file.chmod(0o600);
    await file.writeFile(heading + ring.all.map((secret) => `${linePrefix}${toBase64url(secret.bytes)}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folder as a file, and makes a rename durable by itself.
  if (process.platform === 'win32') return;
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
