import { createPrivateKey, sign } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromBase64url } from '#proof/base64url.ts';
import { fromHex, toHex } from '#proof/hex.ts';
import { sha256, verifySignature } from './node-crypto.ts';

const vectors = '../shared/reference/vectors';
const bytes = (hex: string) => fromHex(hex) ?? new Uint8Array(0);

describe('sha256', () => {
  it('gives the published digests (FIPS 180-4 examples)', () => {
    expect(toHex(sha256(new Uint8Array(0)))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(toHex(sha256(Buffer.from('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('verifySignature', () => {
  const check = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
    verifySignature({ algorithm: 'Ed25519', publicKey, message, signature });

  it.skipIf(!existsSync(vectors))(
    'accepts RFC 8032 section 7.1 and refuses each with a bit turned (skipped without ../shared)',
    () => {
      const tests = JSON.parse(readFileSync(`${vectors}/rfc8032-8037/rfc8032-7.1.json`, 'utf8')) as Record<
        'publicKey' | 'message' | 'signature',
        string
      >[];
      expect(tests.length).toBeGreaterThan(0);
      for (const { publicKey, message, signature } of tests) {
        expect(check(bytes(publicKey), bytes(message), bytes(signature))).toBe(true);
        for (const place of [0, 31, 32, 63])
          expect(
            check(
              bytes(publicKey),
              bytes(message),
              bytes(signature).map((byte, i) => (i === place ? byte ^ 1 : byte)),
            ),
          ).toBe(false);
        expect(check(bytes(publicKey), Buffer.concat([bytes(message), Buffer.of(0)]), bytes(signature))).toBe(false);
      }
    },
  );

  it.skipIf(!existsSync(vectors))(
    'accepts RFC 8037 appendix A, whose key signs the same bytes here (skipped without ../shared)',
    () => {
      const { jwk, jws } = JSON.parse(readFileSync(`${vectors}/rfc8032-8037/rfc8037-A.json`, 'utf8')) as {
        jwk: { x: string; d: string };
        jws: string;
      };
      const message = Buffer.from(jws.slice(0, jws.lastIndexOf('.')));
      const signature = fromBase64url(jws.slice(jws.lastIndexOf('.') + 1)) ?? new Uint8Array(0);
      expect(check(fromBase64url(jwk.x) ?? new Uint8Array(0), message, signature)).toBe(true);
      const again = sign(
        null,
        message,
        createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', ...jwk }, format: 'jwk' }),
      );
      expect(toHex(again)).toBe(toHex(signature));
    },
  );

  it.skipIf(!existsSync(vectors))(
    'answers every edge case of CCTV with true or false, and refuses what is not canonical (skipped without ../shared)',
    () => {
      const cases = JSON.parse(readFileSync(`${vectors}/cctv-ed25519/ed25519vectors.json`, 'utf8')) as {
        key: string;
        sig: string;
        msg: string;
        flags: string[] | null;
      }[];
      expect(cases.length).toBe(914);
      const accepted = new Set<string>();
      for (const { key, sig, msg, flags } of cases)
        if (check(bytes(key), Buffer.from(msg), bytes(sig))) for (const flag of flags ?? []) accepted.add(flag);
      // RFC 8032 5.1.7 by the cofactorless equation: R is compared as bytes, so no other spelling of it is ever accepted.
      expect(accepted.has('non_canonical_R')).toBe(false);
      expect(accepted.has('low_order_residue')).toBe(false);
    },
  );

  it('is false, never an exception, for keys and signatures of the wrong length', () => {
    for (const [key, signature] of [
      [0, 64],
      [31, 64],
      [33, 64],
      [32, 0],
      [32, 63],
      [32, 65],
    ] as const)
      expect(check(new Uint8Array(key), Buffer.from('x'), new Uint8Array(signature))).toBe(false);
  });
});
