/**
 * STORED: the bytes for ever. RFC 8785 (JSON Canonicalization Scheme) under the house's narrower rules, so that a value has
 * one encoding in every program and for ever: numbers are integers that a double holds exactly (the printing of floats is the
 * one part of RFC 8785 that implementations get wrong), strings are well-formed and in NFC (two encodings of one name would
 * have two digests), and nothing is dropped or normalised in silence: what does not fit is refused with its path.
 */

export type CanonicalValue =
  | null
  | boolean
  | number
  | string
  | readonly CanonicalValue[]
  | { readonly [name: string]: CanonicalValue };

export type CanonicalFault =
  | 'not-an-integer'
  | 'not-nfc'
  | 'lone-surrogate'
  | 'no-json-value'
  | 'too-deep'
  | 'not-utf-8'
  | 'not-json'
  | 'not-canonical';

/** What was expected where the fault lies; the compiler keeps the table total. */
const expectations: Record<CanonicalFault, string> = {
  'not-an-integer': 'an integer between -9007199254740991 and 9007199254740991',
  'not-nfc': 'text in Unicode normalization form C',
  'lone-surrogate': 'well-formed Unicode text',
  'no-json-value': 'null, true, false, an integer, text, a list or a plain object',
  'too-deep': 'at most 64 levels of nesting and no circle',
  'not-utf-8': 'bytes in UTF-8',
  'not-json': 'JSON text (RFC 8259)',
  'not-canonical': 'the one canonical encoding of the value (RFC 8785)',
};

export class CanonicalError extends Error {
  readonly code: CanonicalFault;
  /** Where in the value, as `$.body.rows[3]`. */
  readonly path: string;

  constructor(code: CanonicalFault, path: string, found: string, cause?: unknown) {
    super(`At ${path}: expected ${expectations[code]}, found ${found}.`, cause === undefined ? undefined : { cause });
    this.name = 'CanonicalError';
    this.code = code;
    this.path = path;
  }
}

const deepest = 64;
const plainText = /^[ !#-[\]-~]*$/;
const surrogate = /\p{Surrogate}/u;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The canonical bytes of a value (UTF-8).
 * @throws CanonicalError naming the path of the first thing that has no canonical form.
 */
export function canonicalBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return encoder.encode(encode(value, []));
}

/** The canonical text of a value: what `canonicalBytes` encodes. */
export function canonicalText(value: unknown): string {
  return encode(value, []);
}

/**
 * Reads canonical bytes back.
 * @throws CanonicalError when the bytes are not exactly what `canonicalBytes` gives for the value that they hold: repeated or
 * unsorted members, spaces, `1.0`, escapes that need not be, a byte order mark.
 */
export function parseCanonical(bytes: Uint8Array): CanonicalValue {
  const text = decodeText(bytes);
  const value = parseJson(text);
  const canonical = encode(value, []);
  if (canonical !== text) throw new CanonicalError('not-canonical', '$', describeDifference(text, canonical));
  return value;
}

function decodeText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new CanonicalError('not-utf-8', '$', `${bytes.length} bytes that are not`, cause);
  }
}

function parseJson(text: string): CanonicalValue {
  try {
    return JSON.parse(text) as CanonicalValue;
  } catch (cause) {
    throw new CanonicalError('not-json', '$', `\`${shorten(text)}\``, cause);
  }
}

function encode(value: unknown, trail: (string | number)[]): string {
  if (typeof value === 'string') return encodeText(value, trail);
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new CanonicalError('not-an-integer', at(trail), `\`${value}\``);
    return value === 0 ? '0' : String(value);
  }
  if (typeof value !== 'object') throw new CanonicalError('no-json-value', at(trail), describe(value));
  if (trail.length >= deepest) throw new CanonicalError('too-deep', at(trail), 'another level');
  return Array.isArray(value) ? encodeList(value, trail) : encodeObject(value, trail);
}

function encodeText(text: string, trail: readonly (string | number)[]): string {
  if (plainText.test(text)) return `"${text}"`;
  if (surrogate.test(text)) throw new CanonicalError('lone-surrogate', at(trail), JSON.stringify(text));
  if (text.normalize('NFC') !== text)
    throw new CanonicalError('not-nfc', at(trail), `\`${text}\` (${codePoints(text)})`);
  return JSON.stringify(text);
}

function encodeList(list: readonly unknown[], trail: (string | number)[]): string {
  let out = '[';
  for (let i = 0; i < list.length; i++) {
    trail.push(i);
    out += (i === 0 ? '' : ',') + encode(list[i], trail);
    trail.pop();
  }
  return `${out}]`;
}

function encodeObject(value: object, trail: (string | number)[]): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A date, a map, bytes or an instance of a class would lose what makes it one; only a plain object is JSON's.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw new CanonicalError('no-json-value', at(trail), describe(value));
  const members = value as Record<string, unknown>;
  let out = '{';
  // RFC 8785 3.2.3: members sorted by UTF-16 code units, which is what sort() without a comparison does.
  const names = Object.keys(members);
  if (!isSorted(names)) names.sort();
  for (const name of names) {
    trail.push(name);
    out += (out.length === 1 ? '' : ',') + encodeName(name, trail) + encode(members[name], trail);
    trail.pop();
  }
  return `${out}}`;
}

function isSorted(names: readonly string[]): boolean {
  for (let i = 1; i < names.length; i++) if ((names[i - 1] as string) > (names[i] as string)) return false;
  return true;
}

/** Names recur in every event: their encodings are kept, up to a number that data from outside can't drive up. */
const knownNames = new Map<string, string>();
const mostKnownNames = 2000;

function encodeName(name: string, trail: readonly (string | number)[]): string {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  const encoded = `${encodeText(name, trail)}:`;
  if (knownNames.size < mostKnownNames) knownNames.set(name, encoded);
  return encoded;
}

function at(trail: readonly (string | number)[]): string {
  const step = (part: string | number) => {
    if (typeof part === 'number') return `[${part}]`;
    return /^[A-Za-z_][\w-]*$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`;
  };
  return `$${trail.map(step).join('')}`;
}

function describe(value: unknown): string {
  if (typeof value === 'object' && value !== null) return `a ${value.constructor?.name ?? 'foreign object'}`;
  return value === undefined ? 'undefined' : `a ${typeof value}`;
}

function codePoints(text: string): string {
  return [...text]
    .slice(0, 8)
    .map((sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ');
}

function describeDifference(found: string, canonical: string): string {
  let i = 0;
  while (i < found.length && found[i] === canonical[i]) i++;
  return `\`${shorten(found.slice(i))}\` at character ${i} where \`${shorten(canonical.slice(i))}\` belongs`;
}

const shorten = (text: string) => (text.length > 24 ? `${text.slice(0, 24)}…` : text);
