/** What a file is, by its first bytes and not by its name or what the browser said of it. */
export interface FileType {
  readonly mediaType: string;
  /** Endings that a name of this type may have; the first is the usual one. */
  readonly endings: readonly string[];
}

/** So many bytes from the beginning decide. */
export const sniffedBytes = 8192;

interface Magic extends FileType {
  readonly is: (head: Uint8Array) => boolean;
}

const ascii = (text: string) => [...text].map((c) => c.charCodeAt(0));
const begins =
  (bytes: readonly number[], at = 0) =>
  (head: Uint8Array) =>
    bytes.every((byte, index) => head[at + index] === byte);
const holds = (head: Uint8Array, text: string) => Buffer.from(head).includes(text, 0, 'latin1');
const isZip = begins([0x50, 0x4b, 0x03, 0x04]);
const isOle = begins([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const office = (inner: string) => (head: Uint8Array) => isZip(head) && holds(head, inner);
const openXml = (kind: string) => `application/vnd.openxmlformats-officedocument.${kind}`;

/** The types that the house takes, the narrower ones first. What is not among them is refused. */
const known: readonly Magic[] = [
  { mediaType: 'application/pdf', endings: ['pdf'], is: begins(ascii('%PDF-')) },
  { mediaType: 'image/png', endings: ['png'], is: begins([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'], is: begins([0xff, 0xd8, 0xff]) },
  { mediaType: 'image/gif', endings: ['gif'], is: begins(ascii('GIF8')) },
  { mediaType: 'image/webp', endings: ['webp'], is: (h) => begins(ascii('RIFF'))(h) && begins(ascii('WEBP'), 8)(h) },
  {
    mediaType: 'image/heic',
    endings: ['heic', 'heif'],
    is: (h) => /^ftyp(?:heic|heix|mif1|hevc)/.test(latin(h, 4, 12)),
  },
  { mediaType: 'video/mp4', endings: ['mp4', 'm4v', 'mov'], is: begins(ascii('ftyp'), 4) },
  { mediaType: openXml('wordprocessingml.document'), endings: ['docx'], is: office('word/') },
  { mediaType: openXml('spreadsheetml.sheet'), endings: ['xlsx'], is: office('xl/') },
  { mediaType: openXml('presentationml.presentation'), endings: ['pptx'], is: office('ppt/') },
  { mediaType: 'application/ofd', endings: ['ofd'], is: office('OFD.xml') },
  { mediaType: 'application/zip', endings: ['zip', 'docx', 'xlsx', 'pptx', 'ofd'], is: isZip },
  { mediaType: 'application/x-ole-storage', endings: ['doc', 'xls', 'ppt', 'wps', 'et', 'dps'], is: isOle },
];

const textEndings: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  jsonl: 'application/jsonl',
  ndjson: 'application/jsonl',
  txt: 'text/plain',
  md: 'text/plain',
  yaml: 'text/plain',
  yml: 'text/plain',
};

const latin = (head: Uint8Array, start: number, end: number) =>
  Buffer.from(head.subarray(start, end)).toString('latin1');

export type Sniffed =
  | { readonly ok: true; readonly mediaType: string }
  | { readonly ok: false; readonly found: { readonly zh: string; readonly en: string } };

/**
 * The type of a file, or why it is refused. A file whose name ends otherwise than its bytes say is refused too: it is an
 * accident at best. Text has no mark of its own, so its name's ending says what kind it is.
 */
export function sniffType(head: Uint8Array, name: string): Sniffed {
  const ending = /\.([^.]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const type = known.find((k) => k.is(head));
  if (type !== undefined) {
    if (type.endings.includes(ending)) return { ok: true, mediaType: finer(type, ending) };
    return no(
      `内容为 ${type.mediaType}，名称却以 .${ending} 结尾`,
      `bytes of ${type.mediaType} under a name that ends in .${ending}`,
    );
  }
  if (head.length === 0) return no('空文件', 'an empty file');
  if (!isText(head)) return no('不认识的二进制内容', 'bytes of an unknown kind');
  if (isMarkup(head)) return no('网页或脚本', 'a web page or script');
  const text = Object.hasOwn(textEndings, ending) ? textEndings[ending] : undefined;
  return text === undefined
    ? no(`以 .${ending} 结尾的文本`, `text under a name that ends in .${ending}`)
    : { ok: true, mediaType: text };
}

const oleTypes: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
};

function finer(type: FileType, ending: string): string {
  if (type.mediaType === 'application/x-ole-storage') return oleTypes[ending] ?? 'application/x-ole-storage';
  if (type.mediaType !== 'application/zip') return type.mediaType;
  return known.find((k) => k.endings[0] === ending)?.mediaType ?? type.mediaType;
}

/** No zero bytes and few control characters: UTF-8, UTF-16 with its mark, GB18030 and Windows-1252 all pass. */
function isText(head: Uint8Array): boolean {
  if (begins([0xff, 0xfe])(head) || begins([0xfe, 0xff])(head)) return true;
  return !head.some(
    (byte) => byte === 0 || (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c),
  );
}

function isMarkup(head: Uint8Array): boolean {
  const start = latin(head, 0, 1024)
    .replace(/^(?:\xef\xbb\xbf)?\s+/, '')
    .toLowerCase();
  return /^(?:\xef\xbb\xbf)?(?:<!doctype html|<html|<head|<body|<script|<svg|<iframe|<\?php|<\?xml[^>]*>\s*<(?:svg|html)|#!)/.test(
    start,
  );
}

function no(zh: string, en: string): Sniffed {
  return { ok: false, found: { zh, en } };
}

export const acceptedEndings: readonly string[] = [
  ...new Set([...known.flatMap((k) => k.endings), ...Object.keys(textEndings)]),
];
