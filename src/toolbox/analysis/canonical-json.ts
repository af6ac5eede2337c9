/**
 * Canonical JSON (RFC 8785): members sorted by UTF-16 code units, numbers in ECMAScript's shortest form, no white space; one
 * value has one text, so that it can be digested. Numbers that JSON has not are refused: an analysis holds `null` for them.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`expected a finite number, found \`${value}\``);
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (loneSurrogate.test(value)) throw new RangeError('expected well-formed text, found half a surrogate pair');
    return JSON.stringify(value);
  }
  if (Array.isArray(value))
    return `[${value.map((item) => canonicalJson(item === undefined ? null : item)).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value).filter(([, item]) => item !== undefined);
    members.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, item]) => `${JSON.stringify(name)}:${canonicalJson(item)}`).join(',')}}`;
  }
  throw new TypeError(`expected a JSON value, found \`${typeof value}\``);
}

const loneSurrogate = /\p{Surrogate}/u;

/** Text with each half of a surrogate pair that stands alone replaced, as a pasted cell may hold one. */
export function wellFormed(value: string): string {
  return value.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** A value as JSON keeps it: typed arrays as arrays, numbers that are not finite as null, undefined members left out. */
export function plainJson(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? (value === 0 ? 0 : value) : null;
  if (typeof value === 'string') return wellFormed(value);
  if (value === null || typeof value === 'boolean') return value;
  if (
    value instanceof Float64Array ||
    value instanceof Int32Array ||
    value instanceof Uint32Array ||
    value instanceof Uint8Array ||
    value instanceof Float32Array
  )
    return Array.from(value, plainJson);
  if (Array.isArray(value)) return value.map((item) => plainJson(item));
  if (typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, item]) =>
        item === undefined ? [] : [[wellFormed(name), plainJson(item)]],
      ),
    );
  return null;
}

/** UTF-8 of a well-formed string; the pure room has no TextEncoder. */
export function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let at = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes[at++] = point;
    else if (point < 0x800) {
      bytes[at++] = 0xc0 | (point >> 6);
      bytes[at++] = 0x80 | (point & 63);
    } else if (point < 0x10000) {
      bytes[at++] = 0xe0 | (point >> 12);
      bytes[at++] = 0x80 | ((point >> 6) & 63);
      bytes[at++] = 0x80 | (point & 63);
    } else {
      bytes[at++] = 0xf0 | (point >> 18);
      bytes[at++] = 0x80 | ((point >> 12) & 63);
      bytes[at++] = 0x80 | ((point >> 6) & 63);
      bytes[at++] = 0x80 | (point & 63);
    }
  }
  return bytes.subarray(0, at);
}

export interface Difference {
  /** Dotted path such as `steps[0].result.cpk`. */
  readonly path: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** The places where two JSON values differ, at most `most`. */
export function differences(expected: unknown, found: unknown, path = '', most = 20): Difference[] {
  if (Object.is(expected, found)) return [];
  const bothArrays = Array.isArray(expected) && Array.isArray(found);
  const bothObjects = isObject(expected) && isObject(found);
  if (!bothArrays && !bothObjects) return [{ path, expected, found }];
  const list: Difference[] = [];
  const keys = bothArrays
    ? Array.from({ length: Math.max(expected.length, found.length) }, (_, i) => String(i))
    : [...new Set([...Object.keys(expected as object), ...Object.keys(found as object)])].sort();
  for (const key of keys) {
    if (list.length >= most) break;
    const inside = bothArrays ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    list.push(...differences(member(expected, key), member(found, key), inside, most - list.length));
  }
  return list;
}

function member(value: unknown, key: string): unknown {
  return Object.hasOwn(value as object, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
