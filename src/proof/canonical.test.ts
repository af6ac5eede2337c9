import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CanonicalError, type CanonicalFault, canonicalBytes, canonicalText, parseCanonical } from './canonical.ts';
import { rfc8785Text } from './rfc8785.ts';

const vectors = '../shared/reference/vectors/jcs-rfc8785/testdata';
const dataIntegrity = '../shared/reference/vectors/vc-di-eddsa';
const bytesOf = (text: string) => new TextEncoder().encode(text);

const holed = [1, 2, 3];
delete holed[1];

function faultOf(act: () => unknown): { code: CanonicalFault; path: string } {
  try {
    act();
  } catch (error) {
    if (error instanceof CanonicalError) return { code: error.code, path: error.path };
    throw error;
  }
  throw new Error('Expected a CanonicalError, found none.');
}

/** Values that the house stores: integers, text in NFC, any member names. */
const names = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.normalize('NFC')),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'toJSON',
    '10',
    '9',
    '',
    'é',
    '试金石',
    '\u{1F600}',
    '\uff21',
  ),
);
const { value: stored } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    names,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.array(fc.tuple(names, tie('value')), { maxLength: 5 }).map(objectOf),
  ),
}));

function objectOf(members: readonly (readonly [string, unknown])[]): object {
  const object = {};
  for (const [name, value] of members)
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  return object;
}

describe('canonicalBytes', () => {
  it('sorts members by UTF-16 code units, not by code points and not by number', () => {
    // U+1F600 is written with D83D first, so it comes before U+FF21 (RFC 8785 3.2.3).
    expect(canonicalText({ '\uff21': 1, '\u{1F600}': 2, 9: 3, 10: 4, é: 5, a: 6 })).toBe(
      '{"10":4,"9":3,"a":6,"é":5,"\u{1F600}":2,"\uff21":1}',
    );
  });

  it('keeps members with names of a prototype', () => {
    const value: unknown = JSON.parse('{"__proto__":{"x":1},"constructor":2,"hasOwnProperty":3}');
    expect(canonicalText(value)).toBe('{"__proto__":{"x":1},"constructor":2,"hasOwnProperty":3}');
    expect(Object.hasOwn(parseCanonical(canonicalBytes(value)) as object, '__proto__')).toBe(true);
  });

  it.each<[string, unknown, CanonicalFault, string]>([
    ['a float', { a: [0, { b: 1.5 }] }, 'not-an-integer', '$.a[1].b'],
    ['an integer that a double does not hold', { n: 2 ** 53 }, 'not-an-integer', '$.n'],
    ['not a number', [Number.NaN], 'not-an-integer', '$[0]'],
    ['an infinity', { 'two words': Number.POSITIVE_INFINITY }, 'not-an-integer', '$["two words"]'],
    ['a bigint', { n: 1n }, 'no-json-value', '$.n'],
    ['an undefined member', { a: { b: undefined } }, 'no-json-value', '$.a.b'],
    ['a hole in a list', holed, 'no-json-value', '$[1]'],
    ['a function', { f: () => 1 }, 'no-json-value', '$.f'],
    ['a date', { at: new Date(0) }, 'no-json-value', '$.at'],
    ['a map', { m: new Map() }, 'no-json-value', '$.m'],
    ['bytes', { b: new Uint8Array(2) }, 'no-json-value', '$.b'],
    ['a lone surrogate in a value', { a: 'x\ud800y' }, 'lone-surrogate', '$.a'],
    ['a lone surrogate in a name', { '\udc00': 1 }, 'lone-surrogate', '$["\\udc00"]'],
    ['text that is not NFC', { name: 'e\u0301' }, 'not-nfc', '$.name'],
    ['a compatibility ideograph', { name: '\uf900' }, 'not-nfc', '$.name'],
    ['a name that is not NFC', { 'A\u030a': 1 }, 'not-nfc', '$["A\u030a"]'],
  ])('refuses %s and names the path', (_, value, code, path) => {
    expect(faultOf(() => canonicalBytes(value))).toEqual({ code, path });
  });

  it('refuses a circle and more than 64 levels instead of ending the stack', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    expect(faultOf(() => canonicalBytes(circle)).code).toBe('too-deep');
    expect(faultOf(() => parseCanonical(bytesOf('['.repeat(100_000) + ']'.repeat(100_000)))).code).toBe('too-deep');
    expect(canonicalText(JSON.parse('['.repeat(64) + ']'.repeat(64)))).toBe('['.repeat(64) + ']'.repeat(64));
  });

  it('says what was expected and what was found', () => {
    expect(() => canonicalBytes({ name: 'e\u0301' })).toThrow(
      'At $.name: expected text in Unicode normalization form C, found `e\u0301` (U+0065 U+0301).',
    );
  });

  it('gives what `canonicalize` gives, wherever it accepts', () => {
    fc.assert(
      fc.property(stored, (value) => canonicalText(value) === canonicalize(value)),
      { numRuns: 300 },
    );
  });

  it('is read back to the same value and the same bytes', () => {
    fc.assert(
      fc.property(stored, (value) => {
        const bytes = canonicalBytes(value);
        expect(canonicalBytes(parseCanonical(bytes))).toEqual(bytes);
        expect(isDeepStrictEqual(parseCanonical(bytes), JSON.parse(JSON.stringify(value)))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('parseCanonical', () => {
  it.each<[string, string, CanonicalFault]>([
    ['a space', '{"a": 1}', 'not-canonical'],
    ['unsorted members', '{"b":1,"a":2}', 'not-canonical'],
    ['a repeated member', '{"a":1,"a":2}', 'not-canonical'],
    ['a float that is an integer', '{"a":1.0}', 'not-canonical'],
    ['an exponent', '{"a":1e2}', 'not-canonical'],
    ['minus zero', '-0', 'not-canonical'],
    ['an escape that need not be', '"\\u0041"', 'not-canonical'],
    ['an upper-case escape', '"\\u001F"', 'not-canonical'],
    ['a line end at the end', '1\n', 'not-canonical'],
    ['a float', '1.5', 'not-an-integer'],
    ['text that is not NFC', '"e\u0301"', 'not-nfc'],
    ['no JSON', '{a:1}', 'not-json'],
    ['a byte order mark', '\ufeff1', 'not-json'],
    ['nothing', '', 'not-json'],
  ])('refuses %s', (_, text, code) => {
    expect(faultOf(() => parseCanonical(bytesOf(text))).code).toBe(code);
  });

  it('refuses bytes that are not UTF-8, an overlong form and an encoded surrogate among them', () => {
    for (const bytes of [[0xff], [0x22, 0xc0, 0xaf, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22]])
      expect(faultOf(() => parseCanonical(Uint8Array.from(bytes))).code).toBe('not-utf-8');
  });

  it('refuses canonical bytes with any one byte altered, or reads another value', () => {
    const bytes = canonicalBytes({ name: '试金石', count: 12, list: [true, null, 'a"b'] });
    for (let i = 0; i < bytes.length; i++) {
      const altered = bytes.slice();
      altered[i] = (altered[i] ?? 0) ^ 1;
      try {
        expect(canonicalBytes(parseCanonical(altered))).not.toEqual(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(CanonicalError);
      }
    }
  });
});

describe('RFC 8785 test data', () => {
  const names = existsSync(vectors) ? readdirSync(`${vectors}/input`) : [];
  const read = (folder: string, name: string) => readFileSync(`${vectors}/${folder}/${name}`, 'utf8');

  it.skipIf(names.length === 0)(
    'the general function gives the published output of each (skipped without ../shared)',
    () => {
      expect(names).toHaveLength(6);
      for (const name of names) {
        const text = rfc8785Text(JSON.parse(read('input', name)));
        expect(text, name).toBe(read('output', name));
        const hex = read('outhex', name.replace('.json', '.txt')).trim().split(/\s+/).join('');
        expect(Buffer.from(text).toString('hex'), name).toBe(hex);
      }
    },
  );

  it.skipIf(names.length === 0)(
    'the narrower function gives the same or refuses floats and what is not NFC (skipped without ../shared)',
    () => {
      const refused = new Map<string, CanonicalFault>();
      for (const name of names) {
        const value: unknown = JSON.parse(read('input', name));
        try {
          expect(canonicalText(value), name).toBe(read('output', name));
        } catch (error) {
          if (!(error instanceof CanonicalError)) throw error;
          refused.set(name, error.code);
        }
      }
      expect(Object.fromEntries(refused)).toEqual({
        'unicode.json': 'not-nfc',
        'values.json': 'not-an-integer',
        'weird.json': 'not-nfc',
      });
    },
  );

  it.skipIf(!existsSync(dataIntegrity))(
    'the general function gives the published canonical document of eddsa-jcs-2022 (skipped without ../shared)',
    () => {
      const unsigned: unknown = JSON.parse(readFileSync(`${dataIntegrity}/unsigned.json`, 'utf8'));
      const text = rfc8785Text(unsigned);
      expect(text).toBe(readFileSync(`${dataIntegrity}/eddsa-jcs-2022/canonDocJCS.txt`, 'utf8').trim());
    },
  );

  it('refuses what has no JSON form', () => {
    expect(() => rfc8785Text(undefined)).toThrow('Expected a JSON value, found undefined.');
    expect(() => rfc8785Text([Number.NaN])).toThrow('NaN');
  });
});
