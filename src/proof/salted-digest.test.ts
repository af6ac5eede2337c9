import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesSaltedDigest, saltedDigest } from './salted-digest.ts';

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const salt = Uint8Array.from({ length: 32 }, (_, i) => i);

describe('saltedDigest', () => {
  it('writes the digest for ever: this form never changes', () => {
    // By sha256sum over {"salt":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","value":{"name":"王小明"}}
    expect(saltedDigest({ salt, value: { name: '王小明' } }, hash)).toBe(
      'c9b85e5614036337cb057c7857ae543e40ae197ad4e0004047a49047d2b6ef42',
    );
  });

  it('matches its own salt and value and no other', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 32 }), fc.nat(), fc.nat(), (bytes, value, other) => {
        const digest = saltedDigest({ salt: bytes, value }, hash);
        expect(matchesSaltedDigest(digest, { salt: bytes, value }, hash)).toBe(true);
        expect(matchesSaltedDigest(digest, { salt: bytes, value: other }, hash)).toBe(value === other);
        const turned = bytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte));
        expect(matchesSaltedDigest(digest, { salt: turned, value }, hash)).toBe(false);
      }),
    );
    expect(matchesSaltedDigest('no digest', { salt, value: 1 }, hash)).toBe(false);
  });

  it('refuses a salt that a list of names could outrun', () => {
    expect(() => saltedDigest({ salt: salt.slice(0, 15), value: 1 }, hash)).toThrow('at least 16 bytes, found 15');
  });
});
