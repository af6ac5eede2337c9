import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StorageFault } from '#operation/ports/fault.ts';
import type { BlobPut, Blobs } from '#operation/ports/files.ts';
import type { Digest, Instant } from '#operation/ports/values.ts';

/**
 * Blobs in a folder: `<folder>/ab/cdef…` by their SHA-256. A blob is written under a passing name, synced, and given its own
 * name last, so that a name always stands for whole bytes; after the return, file and folder are on the disk.
 */
export class FolderBlobs implements Blobs {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(bytes: AsyncIterable<Uint8Array>, limit: { readonly most: number }): Promise<BlobPut> {
    const incoming = join(this.#folder, 'incoming');
    const passing = join(incoming, randomUUID());
    let file: FileHandle | null = null;
    try {
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      file = await open(passing, 'wx', 0o600);
      const written = await writeAll(file, bytes, limit.most);
      if (written === null) return { tooLarge: { most: limit.most } };
      await file.sync();
      await this.#name(passing, written.digest);
      return written;
    } catch (error) {
      throw toFault(error);
    } finally {
      await file?.close();
      // A crash before this line leaves it in `incoming`, where nothing looks for a digest; `sweep` takes it away.
      await rm(passing, { force: true });
    }
  }

  async #name(passing: string, digest: Digest): Promise<void> {
    const path = this.#path(digest);
    const folder = join(this.#folder, digest.slice(0, 2));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(passing, path);
    for (const made of [folder, this.#folder]) await syncFolder(made);
  }

  async get(
    digest: Digest,
    range?: { readonly start: number; readonly end?: number },
  ): Promise<AsyncIterable<Uint8Array> | null> {
    if ((await this.size(digest)) === null) return null;
    // The driver's `end` is the last byte, ours the one behind it.
    const end = range?.end === undefined ? {} : { end: range.end - 1 };
    if (range?.end !== undefined && range.end <= range.start) return emptyBytes();
    return createReadStream(this.#path(digest), { start: range?.start ?? 0, ...end });
  }

  async size(digest: Digest): Promise<number | null> {
    try {
      return (await stat(this.#path(digest))).size;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw toFault(error);
    }
  }

  async *list(): AsyncGenerator<Digest> {
    for (const first of await namesIn(this.#folder))
      if (/^[0-9a-f]{2}$/.test(first))
        for (const rest of await namesIn(join(this.#folder, first)))
          if (/^[0-9a-f]{62}$/.test(rest)) yield first + rest;
  }

  async remove(digest: Digest): Promise<void> {
    await rm(this.#path(digest), { force: true });
  }

  async sweep(
    before: Instant,
    isWanted: (digests: readonly Digest[]) => Promise<ReadonlySet<Digest>>,
  ): Promise<number> {
    const limit = Date.parse(before);
    let gone = 0;
    for (const name of await namesIn(join(this.#folder, 'incoming')))
      if (await this.#removeOld(join(this.#folder, 'incoming', name), limit)) gone += 1;
    let old: Digest[] = [];
    const decide = async () => {
      const wanted = await isWanted(old);
      for (const digest of old)
        if (!wanted.has(digest) && (await this.#removeOld(this.#path(digest), limit))) gone += 1;
      old = [];
    };
    for await (const digest of this.list()) {
      if (await isOlder(this.#path(digest), limit)) old.push(digest);
      if (old.length >= sweptAtOnce) await decide();
    }
    if (old.length > 0) await decide();
    return gone;
  }

  /**
   * INVARIANT: the same bytes that are put at this very moment are not taken away with the old ones. A blob that is put again
   * gets a new age, so it is moved aside, looked at, and moved back when it is young.
   */
  async #removeOld(path: string, limit: number): Promise<boolean> {
    const aside = join(this.#folder, 'incoming', randomUUID());
    try {
      await rename(path, aside);
      if (await isOlder(aside, limit)) {
        await rm(aside);
        return true;
      }
      await rename(aside, path);
      return false;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw toFault(error);
    }
  }

  #path(digest: Digest): string {
    if (!/^[0-9a-f]{64}$/.test(digest)) throw new TypeError(`Expected a SHA-256 in hex, found \`${digest}\`.`);
    return join(this.#folder, digest.slice(0, 2), digest.slice(2));
  }
}

const sweptAtOnce = 10_000;

async function isOlder(path: string, limit: number): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && found.mtimeMs < limit;
}

/** Null when there is more than `most`. */
async function writeAll(
  file: FileHandle,
  bytes: AsyncIterable<Uint8Array>,
  most: number,
): Promise<{ digest: Digest; size: number } | null> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > most) return null;
    hash.update(chunk);
    for (let written = 0; written < chunk.length; )
      written += (await file.write(chunk, written, chunk.length - written)).bytesWritten;
  }
  return { digest: hash.digest('hex'), size };
}

/** A new name lives in its folder: it survives a crash only when the folder is synced too. Windows has no such call. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw toFault(error);
  }
}

async function* emptyBytes(): AsyncGenerator<Uint8Array> {}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined);

/** Errors of the disk are ours; what the sender's stream threw is passed on as it is. */
function toFault(error: unknown): unknown {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new StorageFault('disk-full', 'The folder of the files is full.', error);
  if (code === 'EACCES' || code === 'EROFS' || code === 'EIO' || code === 'EMFILE')
    return new StorageFault('unavailable', `The folder of the files gave ${code}.`, error);
  return error;
}
