import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bitsOfState,
  decodeStatusBits,
  encodeStatusBits,
  type Gunzip,
  leastStatusListBits,
  makeStateBits,
  makeStatusBits,
  placesOfList,
  readStatusBit,
  readStatusState,
  type StatusState,
  statusStates,
} from './status-list.ts';

const vectors = '../shared/reference/vectors/vc-bitstring-status-list';
const gunzip: Gunzip = (bytes, mostBytes) => {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch (error) {
    return error instanceof RangeError ? 'too-large' : 'broken';
  }
};
function unpacked(text: string): Uint8Array {
  const bits = decodeStatusBits(text, gunzip);
  if (typeof bits === 'string') throw new Error(bits);
  return bits;
}
const hasPython = existsSync('/usr/bin/python3');

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
    expect(readStatusBit(unpacked(text), 5)).toBe(true);
    expect(decodeStatusBits(text.slice(1), gunzip)).toBe('broken');
    expect(decodeStatusBits('u####', gunzip)).toBe('broken');
    expect(decodeStatusBits(text.slice(0, -12), gunzip)).toBe('broken');
    expect(decodeStatusBits(text, gunzip, 1000)).toBe('too-large');
  });

  it.skipIf(!existsSync(vectors))('unpack the published example (skipped without ../shared)', () => {
    const example = JSON.parse(readFileSync(`${vectors}/example-2.json`, 'utf8')) as {
      credentialSubject: { encodedList: string };
    };
    const bits = unpacked(example.credentialSubject.encodedList);
    expect(bits.length).toBe(16_384);
    expect(bits.every((byte) => byte === 0)).toBe(true);
  });
});

describe('states of a list of the house', () => {
  const names = Object.keys(statusStates) as StatusState[];
  const places = fc.uniqueArray(fc.tuple(fc.nat(placesOfList - 1), fc.constantFrom(...names)), {
    maxLength: 40,
    selector: ([place]) => place,
  });
  const listOf = (told: readonly (readonly [number, StatusState])[]) =>
    makeStateBits(told.map(([place, state]) => [place * bitsOfState, statusStates[state]] as const));

  it('are read back at their places, and hold everywhere else', () => {
    fc.assert(
      fc.property(places, fc.nat(placesOfList - 1), (told, asked) => {
        const bits = listOf(told);
        for (const [place, state] of told) expect(readStatusState(bits, place * bitsOfState)).toBe(state);
        const state = told.find(([place]) => place === asked)?.[1] ?? 'holds';
        expect(readStatusState(bits, asked * bitsOfState)).toBe(state);
      }),
      { numRuns: 30 },
    );
  });

  it('set the one bit that a foreign verifier reads exactly when the certificate may not be relied on', () => {
    for (const state of names)
      expect(readStatusBit(listOf([[77, state]]), 77 * bitsOfState), state).toBe(
        !['holds', 'smaller-scope'].includes(state),
      );
  });

  it('are told apart from codes of a later program, and stand on their own places only', () => {
    expect(readStatusState(makeStateBits([[8, 0xf]]), 8)).toBeUndefined();
    expect(() => makeStateBits([[6, 8]])).toThrow(RangeError);
    expect(makeStateBits([]).length * 8).toBe(placesOfList * bitsOfState);
  });

  it.skipIf(!hasPython)('are what zlib and bit shifts of Python read (skipped without python3)', () => {
    const told = [
      [0, 'suspended'],
      [1, 'withdrawn'],
      [70_001, 'cancelled'],
      [131_071, 'succeeded'],
      [5, 'smaller-scope'],
    ] as const;
    const program = `
import base64, gzip, sys
text = sys.stdin.read()
bits = gzip.decompress(base64.urlsafe_b64decode(text[1:] + '=' * (-len(text[1:]) % 4)))
whole = int.from_bytes(bits, 'big')
at = lambda index: whole >> (len(bits) * 8 - 1 - index) & 1
print(len(bits), *[i for i in range(len(bits) * 8) if bits[i // 8] and at(i)])`;
    const out = execFileSync('/usr/bin/python3', ['-c', program], { input: encodeStatusBits(listOf(told), gzipSync) });
    expect(String(out).trim()).toBe('65536 0 4 7 23 280004 280006 524284 524286 524287');
  });
});
