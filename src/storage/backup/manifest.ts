import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest, Instant } from '#operation/ports/values.ts';
import { canonicalBytes } from '#proof/canonical.ts';

/** What a backup holds, with the digest of every part. STORED: a later program must read it. */
export interface Manifest {
  readonly format: 1;
  readonly madeAt: Instant;
  /** Name and version of the program that made it. */
  readonly program: string;
  readonly postgres: string;
  readonly migrations: readonly { readonly number: number; readonly name: string; readonly checksum: string }[];
  readonly tables: readonly TablePart[];
  /** Unfinished jobs, one a line. */
  readonly jobs: Part;
  /** Files by their digests, which are their names; `list` is the digest of the sorted list of them. */
  readonly blobs: { readonly count: number; readonly bytes: number; readonly list: Digest };
  /** Tables that are left out on purpose: who is signed in, and counted attempts. */
  readonly leftOut: readonly string[];
}

export interface Part {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  /** SHA-256 of the content before it was compressed. */
  readonly digest: Digest;
}

export interface TablePart extends Part {
  readonly name: string;
  readonly columns: readonly string[];
}

const manifestName = 'manifest.json';

/** Written last: a folder without it is no backup. It holds its own digest, so that a change of it is seen as well. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const text = JSON.stringify({ ...manifest, digest: manifestDigest(manifest) }, null, 2);
  await writeFile(join(folder, manifestName), `${text}\n`, { flag: 'wx' });
}

/** @throws Error with what is wrong when there is none, or it was altered. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch((cause) => {
    throw new Error(`Expected a backup with a \`${manifestName}\` in \`${folder}\`, found none that can be read.`, {
      cause,
    });
  });
  const { digest, ...manifest } = JSON.parse(text) as Manifest & { readonly digest: Digest };
  if (manifest.format !== 1)
    throw new Error(
      `Expected a backup of format 1, found ${manifest.format}. A newer Touchstone made it: restore it with that one.`,
    );
  const found = manifestDigest(manifest);
  if (found !== digest)
    throw new Error(`Expected the manifest with the digest ${digest}, found ${found}: it was altered.`);
  return manifest;
}

export const manifestDigest = (manifest: Manifest): Digest =>
  createHash('sha256').update(canonicalBytes(manifest)).digest('hex');

export function digestOfList(digests: readonly Digest[]): Digest {
  return createHash('sha256')
    .update([...digests].sort().join('\n'))
    .digest('hex');
}
