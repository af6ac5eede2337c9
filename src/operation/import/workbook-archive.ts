import { createInflateRaw } from 'node:zlib';
import { FileFault } from './file-fault.ts';

/** An area of a sheet that its author joined to one cell; rows and columns count from 1. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** An archive may be small and unzip without end. Its directory may say what it likes: this is measured. */
const mostUnzipped = 1_073_741_824;
const mostMerges = 200_000;

/**
 * Unzips everything once, keeps nothing of it, and answers the joined areas of each sheet by its path: they stand behind the
 * rows that they are about.
 * @throws FileFault when it is no archive, or more comes out of it than may.
 */
export async function surveyArchive(bytes: Buffer): Promise<ReadonlyMap<string, readonly Merge[]>> {
  const merges = new Map<string, readonly Merge[]>();
  let size = 0;
  const count = (chunk: Buffer) => {
    size += chunk.length;
    if (size > mostUnzipped)
      throw new FileFault('too-large', { zh: '解压后不超过 1 GB', en: 'at most 1 GB when unzipped' }, '> 1 GB');
  };
  for (const entry of directoryOf(bytes)) {
    const found = new MergeScanner();
    const isSheet = /^xl\/worksheets\/[^/]+\.xml$/.test(entry.path);
    for await (const chunk of contentOf(bytes, entry)) {
      count(chunk);
      if (isSheet) found.read(chunk);
    }
    if (isSheet) merges.set(entry.path, found.merges);
  }
  return merges;
}

interface ArchiveEntry {
  readonly path: string;
  readonly method: number;
  readonly packed: number;
  readonly at: number;
}

function noArchive(found: string): FileFault {
  return new FileFault('format', { zh: 'xlsx 工作簿（zip）', en: 'an xlsx workbook (zip)' }, found);
}

/** The central directory (APPNOTE 4.3.12). */
function directoryOf(bytes: Buffer): readonly ArchiveEntry[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length) throw noArchive(bytes.subarray(0, 8).toString('hex'));
  const entries: ArchiveEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n -= 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw noArchive('a directory that ends early');
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      path: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

async function* contentOf(bytes: Buffer, { path, method, packed, at }: ArchiveEntry): AsyncGenerator<Buffer> {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== 0x04034b50)
    throw noArchive(`\`${path}\` is not where it is said to be`);
  const begin = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const content = bytes.subarray(begin, begin + packed);
  if (method === 0) yield content;
  else if (method === 8) {
    const inflate = createInflateRaw();
    inflate.end(content);
    try {
      for await (const chunk of inflate as AsyncIterable<Buffer>) yield chunk;
    } catch (cause) {
      if (cause instanceof FileFault) throw cause;
      throw noArchive(`\`${path}\` can't be unzipped`);
    } finally {
      inflate.destroy();
    }
  } else throw noArchive(`\`${path}\` is packed in a way (${method}) that no workbook uses`);
}

/** Finds `<mergeCell ref="B2:C5"/>` in the text of a sheet as it passes by. */
class MergeScanner {
  readonly merges: Merge[] = [];
  #rest = '';

  read(chunk: Buffer): void {
    const text = this.#rest + chunk.toString('latin1');
    for (const [, left = '', top, right = '', bottom] of text.matchAll(
      /<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g,
    ))
      this.merges.push({ top: Number(top), left: columnOf(left), bottom: Number(bottom), right: columnOf(right) });
    if (this.merges.length > mostMerges)
      throw new FileFault(
        'too-large',
        { zh: `合并区域不超过 ${mostMerges} 个`, en: `at most ${mostMerges} merged areas` },
        `> ${mostMerges}`,
      );
    // A tag that is cut in two is looked at again with the next piece; one that was whole is not.
    this.#rest = text.slice(Math.max(text.lastIndexOf('<'), text.length - 200));
    if (this.#rest.includes('>')) this.#rest = '';
  }
}

const columnOf = (letters: string) => [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0);
