/** A kind of file that the house knows by its first bytes, with the endings under which it may come. */
interface KnownType {
  readonly mediaType: string;
  readonly endings: readonly string[];
  readonly fits: (head: Uint8Array) => boolean;
}

const begins =
  (...bytes: readonly number[]) =>
  (head: Uint8Array) =>
    bytes.every((byte, index) => head[index] === byte);

const ascii = (text: string) => [...text].map((sign) => sign.charCodeAt(0));
const isZip = begins(0x50, 0x4b, 0x03, 0x04);

const knownTypes: readonly KnownType[] = [
  { mediaType: 'application/pdf', endings: ['pdf'], fits: begins(...ascii('%PDF-')) },
  { mediaType: 'image/png', endings: ['png'], fits: begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'], fits: begins(0xff, 0xd8, 0xff) },
  {
    mediaType: 'image/webp',
    endings: ['webp'],
    fits: (h) => begins(...ascii('RIFF'))(h) && begins(...ascii('WEBP'))(h.subarray(8)),
  },
  { mediaType: 'video/mp4', endings: ['mp4', 'm4v'], fits: (h) => begins(...ascii('ftyp'))(h.subarray(4)) },
  { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'], fits: isZip },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    endings: ['docx'],
    fits: isZip,
  },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    endings: ['pptx'],
    fits: isZip,
  },
  { mediaType: 'application/zip', endings: ['zip'], fits: isZip },
  { mediaType: 'application/msword', endings: ['doc', 'xls', 'ppt'], fits: begins(0xd0, 0xcf, 0x11, 0xe0) },
  { mediaType: 'application/ofd', endings: ['ofd'], fits: isZip },
];

/** Plain text of every kind: told from binary by its bytes, and from each other by the ending alone. */
const textTypes: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
  jsonl: 'application/jsonl',
  jwt: 'application/vc+jwt',
  md: 'text/plain',
};

export const headBytes = 64;

/** The endings under which files may come. */
export const knownEndings: string = [
  ...new Set([...knownTypes.flatMap((t) => t.endings), ...Object.keys(textTypes)]),
].join(', ');

export type ContentType =
  | { readonly ok: true; readonly mediaType: string }
  | { readonly ok: false; readonly expected: string; readonly found: string };

/**
 * What a file is, by its content. The ending must agree: a picture called `.pdf` is refused, and so is a page that a browser
 * would run (HTML, SVG), whatever it is called. What is sent is never believed.
 */
export function contentTypeOf(name: string, head: Uint8Array): ContentType {
  const ending = name.toLowerCase().split('.').at(-1) ?? '';
  const byContent = knownTypes.filter((type) => type.fits(head));
  const named = byContent.find((type) => type.endings.includes(ending));
  if (named) return { ok: true, mediaType: named.mediaType };
  const [other] = byContent;
  if (other) return { ok: false, expected: other.endings.join(', '), found: `.${ending}` };
  const text = Object.hasOwn(textTypes, ending) ? textTypes[ending] : undefined;
  if (text !== undefined && isPlainText(head)) return { ok: true, mediaType: text };
  return { ok: false, expected: knownEndings, found: `.${ending}` };
}

/** No zero bytes, and no opening of a markup that a browser would run. */
function isPlainText(head: Uint8Array): boolean {
  if (head.includes(0)) return false;
  const text = new TextDecoder()
    .decode(head)
    .replace(/^\uFEFF/, '')
    .trimStart()
    .toLowerCase();
  return !/^<(!doctype|html|svg|script|\?xml)/.test(text);
}
