/** A folder of small text files as one ZIP (APPNOTE 6.3.10): written unpacked, read unpacked or deflated. */

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = (crcTable[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

/** Names are UTF-8 (flag 11); the date is that of DOS's beginning, so that the same files give the same bytes. */
export function writeZip(files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const utf8 = new TextEncoder();
  const pieces: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [nameBytes, content] = [utf8.encode(name), utf8.encode(text)];
    const common = numbers([
      [2, 20],
      [2, 0x0800],
      [2, 0],
      [2, 0],
      [2, 0x21],
      [4, crc32(content)],
      [4, content.length],
      [4, content.length],
      [2, nameBytes.length],
      [2, 0],
    ]);
    const local = joined([numbers([[4, 0x04034b50]]), common, nameBytes, content]);
    const more = numbers([
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ]);
    directory.push(
      joined([
        numbers([
          [4, 0x02014b50],
          [2, 20],
        ]),
        common,
        more,
        nameBytes,
      ]),
    );
    pieces.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, piece) => sum + piece.length, 0);
  const end = numbers([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, directory.length],
    [2, directory.length],
    [4, size],
    [4, offset],
    [2, 0],
  ]);
  return joined([...pieces, ...directory, end]);
}

function numbers(fields: readonly (readonly [2 | 4, number])[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(fields.reduce((sum, [length]) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [length, value] of fields) {
    if (length === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += length;
  }
  return bytes;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

const mostBytes = 20_000_000;

/** Reads a ZIP by its central directory; null where it is none, is encrypted, or unpacks to more than a scheme ever is. */
export async function readZip(bytes: Uint8Array): Promise<Readonly<Record<string, string>> | null> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    let end = bytes.length - 22;
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
    if (end < 0) return null;
    const files: Record<string, string> = {};
    let at = view.getUint32(end + 16, true);
    let total = 0;
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      if (view.getUint32(at, true) !== 0x02014b50 || (view.getUint16(at + 8, true) & 1) === 1) return null;
      const method = view.getUint16(at + 10, true);
      const packed = view.getUint32(at + 20, true);
      total += view.getUint32(at + 24, true);
      if (total > mostBytes) return null;
      const nameLength = view.getUint16(at + 28, true);
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
      const local = view.getUint32(at + 42, true);
      const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const content = bytes.subarray(from, from + packed);
      if (!name.endsWith('/')) files[name] = new TextDecoder().decode(method === 8 ? await inflate(content) : content);
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return files;
  } catch {
    // A truncated or foreign file reaches beyond its own end: it is no ZIP for us, and the page says so.
    return null;
  }
}

/** Stops as soon as more comes out than any scheme holds: a small file can unfold into a huge one. */
async function inflate(packed: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([Uint8Array.from(packed)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return joined(pieces);
    size += value.length;
    if (size > mostBytes) throw new Error('too large');
    pieces.push(value);
  }
}
