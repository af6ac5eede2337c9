import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeStatusBits,
  encodeStatusBits,
  type Gunzip,
  leastStatusListBits,
  makeStatusBits,
  readStatusBit,
} from './status-list.ts';

const vectors = '../shared/reference/vectors/vc-bitstring-status-list';
const gunzip: Gunzip = (bytes, mostBytes) => gunzipSync(bytes, { maxOutputLength: mostBytes });

describe('status bits', () => {
  it('are read back, and no others', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(leastStatusListBits - 1), { maxLength: 20 }),
        fc.nat(leastStatusListBits - 1),
        (set, asked) => {
          const bits = makeStatusBits(0, set);
          for (const index of set) expect(readStatusBit(bits, index)).toBe(true);
          expect(readStatusBit(bits, asked)).toBe(set.includes(asked));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('put the first index into the most significant bit of the first byte', () => {
    expect([...makeStatusBits(0, [0, 9]).slice(0, 3)]).toEqual([0x80, 0x40, 0]);
  });

  it('are never fewer than 131,072, and as many as asked for', () => {
    expect(makeStatusBits(10, []).length * 8).toBe(131_072);
    expect(makeStatusBits(131_073, []).length * 8).toBe(131_080);
    expect(readStatusBit(makeStatusBits(0, []), 131_072)).toBeUndefined();
    for (const index of [131_072, -1, 0.5]) expect(() => makeStatusBits(0, [index])).toThrow(RangeError);
  });

  it('are packed and unpacked, up to a bound', () => {
    const text = encodeStatusBits(makeStatusBits(0, [5]), gzipSync);
    const bits = decodeStatusBits(text, gunzip);
    expect(bits && readStatusBit(bits, 5)).toBe(true);
    expect(decodeStatusBits(text.slice(1), gunzip)).toBeUndefined();
    expect(() => decodeStatusBits(text, gunzip, 1000)).toThrow();
  });

  it.skipIf(!existsSync(vectors))('unpack the published example (skipped without ../shared)', () => {
    const example = JSON.parse(readFileSync(`${vectors}/example-2.json`, 'utf8')) as {
      credentialSubject: { encodedList: string };
    };
    const bits = decodeStatusBits(example.credentialSubject.encodedList, gunzip);
    expect(bits?.length).toBe(16_384);
    expect(bits?.every((byte) => byte === 0)).toBe(true);
  });
});
