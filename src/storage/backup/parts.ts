import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Digest } from '#operation/ports/values.ts';
import type { Part } from './manifest.ts';

/** Counts and hashes what passes. */
export class Meter {
  readonly #hash = createHash('sha256');
  bytes = 0;
  rows = 0;

  async *through(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.add(chunk);
      yield chunk;
    }
  }

  add(chunk: Uint8Array): void {
    this.#hash.update(chunk);
    this.bytes += chunk.length;
    // A row is a line: COPY writes line feeds inside of values as `\n`, JSON as well.
    for (let i = chunk.indexOf(10); i >= 0; i = chunk.indexOf(10, i + 1)) this.rows += 1;
  }

  digest(): Digest {
    return this.#hash.digest('hex');
  }
}

/** Writes a part compressed, and tells what it held. */
export async function writePart(folder: string, file: string, chunks: AsyncIterable<Uint8Array>): Promise<Part> {
  const meter = new Meter();
  const target = createWriteStream(join(folder, file), { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(Readable.from(meter.through(chunks)), createGzip({ level: 3 }), target);
  return { file, rows: meter.rows, bytes: meter.bytes, digest: meter.digest() };
}

/** The content of a part, as it was before it was compressed. */
export async function* readPart(folder: string, part: Part): AsyncGenerator<Uint8Array> {
  const source = createReadStream(join(folder, part.file));
  const unzip = createGunzip();
  source.on('error', (error) => unzip.destroy(error));
  yield* source.pipe(unzip) as AsyncIterable<Uint8Array>;
}

/** What is wrong with a part; null when it is what the manifest says. */
export async function checkPart(folder: string, part: Part): Promise<string | null> {
  const meter = new Meter();
  try {
    for await (const chunk of readPart(folder, part)) meter.add(chunk);
  } catch (error) {
    return `\`${part.file}\` can't be read: ${error instanceof Error ? error.message : String(error)}`;
  }
  const found = meter.digest();
  return found === part.digest ? null : `\`${part.file}\`: expected the digest ${part.digest}, found ${found}`;
}
