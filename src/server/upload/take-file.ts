import type { StoredFile } from '#operation/ports/files.ts';
import type { World } from '#operation/world.ts';
import { Problem } from '../problem/problem.ts';
import { tooLarge } from '../route/json-body.ts';
import { tidyFileName } from './file-name.ts';
import { acceptedEndings, sniffedBytes, sniffType } from './file-type.ts';

export interface Upload {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly most: number;
  readonly account: string;
}

/**
 * Takes a file in: streamed into the store under its digest, its type known by its first bytes before the rest is read. What is
 * cut off in the middle leaves nothing: the store puts a file under its digest only when its end was seen, and the row that
 * names it comes after that. If we crash in between, bytes lie there that nothing names; an audit finds them.
 */
export async function takeFile(world: World, upload: Upload): Promise<StoredFile> {
  const name = tidyFileName(upload.name);
  const sniffed: { mediaType: string } = { mediaType: '' };
  const put = await world.storage.blobs.put(checked(upload.bytes, name, sniffed), { most: upload.most });
  if ('tooLarge' in put) throw tooLarge(put.tooLarge.most);
  const file: StoredFile = {
    id: world.newId(),
    digest: put.digest,
    size: put.size,
    mediaType: sniffed.mediaType,
    name,
    case: null,
    round: null,
    party: null,
    uploadedBy: upload.account,
    uploadedAt: world.clock.now(),
  };
  await world.storage.inTransaction((transaction) => world.storage.files.put(transaction, file));
  return file;
}

/** Passes the bytes on, once the first of them have shown a type that is accepted. */
async function* checked(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  sniffed: { mediaType: string },
): AsyncGenerator<Uint8Array> {
  const held: Uint8Array[] = [];
  let size = 0;
  let isKnown = false;
  for await (const chunk of bytes) {
    if (isKnown) {
      yield chunk;
      continue;
    }
    held.push(chunk);
    size += chunk.byteLength;
    if (size < sniffedBytes) continue;
    isKnown = true;
    yield* accept(held, name, sniffed);
  }
  if (!isKnown) yield* accept(held, name, sniffed);
}

function accept(held: readonly Uint8Array[], name: string, sniffed: { mediaType: string }): readonly Uint8Array[] {
  const head = Buffer.concat(held);
  const type = sniffType(head.subarray(0, sniffedBytes), name);
  if (!type.ok) {
    const known = acceptedEndings.map((e) => `.${e}`).join(' ');
    const detail = {
      zh: `文件 \`${name}\`：应为 ${known} 之一，实为${type.found.zh}。`,
      en: `The file \`${name}\`: expected one of ${known}, found ${type.found.en}.`,
    };
    throw new Problem('wrong-type', { detail, headers: { connection: 'close' } });
  }
  sniffed.mediaType = type.mediaType;
  return [head];
}
