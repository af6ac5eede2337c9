/** zlib decompression (RFC 1950), as an argument; it must refuse to grow beyond `mostBytes`. */
export type Inflate = (bytes: Uint8Array, mostBytes: number) => Uint8Array;

const mostCredentials = 10;
const mostBytes = 1_000_000;

/**
 * The signed credentials attached to a PDF file (ISO 32000-2 7.11.4, `application/vc+jwt`), so that a printed certificate that
 * is dropped onto the page verifies by its own content. Reads files as the house writes them: attachments outside of object
 * streams, deflated or plain; of other files it finds none, which is an honest answer.
 * @returns the texts in the order of the file, each once. More than one means that somebody appended to the file.
 */
export function credentialsInPdf(file: Uint8Array, inflate: Inflate): readonly string[] {
  const text = latin1(file);
  const found = new Set<string>();
  const object = /\/Type\s*\/EmbeddedFile\b[\s\S]{0,600}?\bstream\r?\n/g;
  for (let match = object.exec(text); match !== null && found.size < mostCredentials; match = object.exec(text)) {
    const dictionary = match[0];
    const length = Number(/\/Length\s+(\d{1,8})\b(?!\s+\d+\s+R)/.exec(dictionary)?.[1]);
    if (!dictionary.includes('/application#2Fvc+jwt') || !Number.isInteger(length) || length > mostBytes) continue;
    const start = match.index + dictionary.length;
    const content = unpack(file.subarray(start, start + length), dictionary, inflate);
    if (content !== undefined) found.add(latin1(content));
  }
  return [...found];
}

/** Whether a file begins as a PDF does. */
export function isPdf(file: Uint8Array): boolean {
  return latin1(file.subarray(0, 5)) === '%PDF-';
}

function unpack(bytes: Uint8Array, dictionary: string, inflate: Inflate): Uint8Array | undefined {
  if (!dictionary.includes('/Filter')) return bytes;
  if (!/\/Filter\s*\/FlateDecode\b/.test(dictionary)) return undefined;
  try {
    return inflate(bytes, mostBytes);
  } catch {
    // A damaged attachment is none; the caller says that it found no credential.
    return undefined;
  }
}

/** One character for each byte, so that places in the text are places in the file. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}
