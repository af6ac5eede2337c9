/** Bytes that are looked at before the encoding is judged. */
const sampleBytes = 1_000_000;

export async function encodingOf(blob: Blob): Promise<'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'> {
  const bytes = new Uint8Array(await blob.slice(0, sampleBytes).arrayBuffer());
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const unmarked = unmarkedUtf16(bytes);
  if (unmarked) return unmarked;
  try {
    // `stream`: a sign that the sample's end cuts in two is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: bytes.length === sampleBytes });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

/** UTF-16 whose mark was lost: every second byte of digits, commas and line ends is then nought, and only on one side. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, 4000) & ~1;
  const zeros = [0, 0];
  for (let k = 0; k < length; k++) if (bytes[k] === 0) zeros[k & 1]!++;
  const [even = 0, odd = 0] = zeros;
  if (odd > length / 8 && even === 0) return 'utf-16le';
  return even > length / 8 && odd === 0 ? 'utf-16be' : null;
}

const starts: readonly (readonly [readonly number[], FileKind])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'book'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'old-book'],
];

/** What a file is by its first bytes, whatever its name says. */
export type FileKind = 'text' | 'book' | 'old-book' | 'other';

export async function fileKindOf(blob: Blob): Promise<FileKind> {
  const bytes = new Uint8Array(await blob.slice(0, 4000).arrayBuffer());
  const known = starts.find(([start]) => start.every((byte, k) => bytes[k] === byte));
  if (known) return known[1];
  const encoding = await encodingOf(blob);
  // A table has no nought in it; pictures, PDF and programs do.
  return encoding.startsWith('utf-16') || !bytes.includes(0) ? 'text' : 'other';
}
