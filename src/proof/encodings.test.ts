import { createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from './base64url.ts';
import { fromHex, toHex } from './hex.ts';
import {
  fromEd25519Multikey,
  fromMultibase,
  toBase58Multibase,
  toDigestMultibase,
  toEd25519Multikey,
} from './multibase.ts';

const vectors = '../shared/reference/vectors/vc-di-eddsa';
const bytes = fc.uint8Array({ maxLength: 70 });

describe('hex and base64url', () => {
  it('agree with Node in both directions', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(toHex(value)).toBe(Buffer.from(value).toString('hex'));
        expect(toBase64url(value)).toBe(Buffer.from(value).toString('base64url'));
        expect(fromHex(toHex(value))).toEqual(Uint8Array.from(value));
        expect(fromBase64url(toBase64url(value))).toEqual(Uint8Array.from(value));
      }),
    );
  });

  it('have one spelling for one value: every accepted text is what the encoder writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABCDwxyz0189-_=+/ Z'), maxLength: 9 }), (text) => {
        const read = fromBase64url(text);
        if (read !== undefined) expect(toBase64url(read)).toBe(text);
      }),
      { numRuns: 1000 },
    );
    expect(fromBase64url('QQ')).toEqual(Uint8Array.of(65));
    // The four unused bits of the last character must be zero; Node itself would read `QR` as `A` too.
    for (const text of ['QR', 'QQ==', 'Q', 'QQ\n', 'Q Q', 'QQ+/', 'Q试'])
      expect(fromBase64url(text), text).toBeUndefined();
    for (const text of ['0', '0G', 'AB', ' 00']) expect(fromHex(text), text).toBeUndefined();
  });
});

describe('multibase', () => {
  it('gives the published examples of base58btc (draft-msporny-base58-03)', () => {
    const encode = (text: string) => toBase58Multibase(Buffer.from(text));
    expect(encode('Hello World!')).toBe('z2NEpo7TZRRrLZSi2U');
    expect(encode('The quick brown fox jumps over the lazy dog.')).toBe(
      'zUSm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z',
    );
    expect(toBase58Multibase(Uint8Array.from([0, 0, 0x28, 0x7f, 0xb4, 0xcd]))).toBe('z11233QC4');
  });

  it('is read back', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(fromMultibase(toBase58Multibase(value))).toEqual(Uint8Array.from(value));
        expect(fromMultibase(`u${toBase64url(value)}`)).toEqual(Uint8Array.from(value));
      }),
    );

    for (const text of ['', 'z0', 'zO', 'zl', 'm00', 'f00', `z${'2'.repeat(128)}`])
      expect(fromMultibase(text), text).toBeUndefined();
  });

  it.skipIf(!existsSync(vectors))(
    'reads the published Multikey: its key verifies the published signature (skipped without ../shared)',
    () => {
      const read = (name: string) => readFileSync(`${vectors}/${name}`, 'utf8').trim();
      const { publicKeyMultibase } = JSON.parse(read('keyPair.json')) as { publicKeyMultibase: string };
      const key = fromEd25519Multikey(publicKeyMultibase);
      if (key === undefined) throw new Error('expected a key, found none');
      expect(toEd25519Multikey(key)).toBe(publicKeyMultibase);
      const jwk = { kty: 'OKP', crv: 'Ed25519', x: toBase64url(key) };
      const message = Buffer.from(read('eddsa-jcs-2022/combinedHashJCS.txt'), 'hex');
      const signature = fromMultibase(read('eddsa-jcs-2022/sigBTC58JCS.txt'));
      expect(signature && toHex(signature)).toBe(read('eddsa-jcs-2022/sigHexJCS.txt'));
      expect(verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature ?? Buffer.alloc(0))).toBe(
        true,
      );
    },
  );

  it('takes no key of another kind for an Ed25519 key', () => {
    // A P-256 key, from the same document.
    expect(fromEd25519Multikey('zDnaekGZTbQBerwcehBSXLqAg6s55hVEBms1zFy89VHXtJSa9')).toBeUndefined();
    expect(fromEd25519Multikey('u7QEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')).toBeUndefined();
  });

  it('writes a digest as a multihash', () => {
    expect(toDigestMultibase(new Uint8Array(32))).toBe(`uEiA${'A'.repeat(43)}`);
  });
});
