import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import { toBase64url } from '#proof/base64url.ts';
import type { Hash } from '#proof/hash.ts';
import { toHex } from '#proof/hex.ts';
import type { VerifySignature } from '#proof/jws.ts';

/** SHA-256 by node:crypto's one-shot call, the fastest that this runtime has: what the proof room is given on this side. */
export const sha256: Hash = (bytes) => hash('sha256', bytes, 'buffer');

/** Building a KeyObject costs as much as a third of a check, and few keys sign most of what is checked. */
const keyObjects = new Map<string, KeyObject>();
const mostKeyObjects = 1000;

/** Ed25519 by node:crypto; a malformed key or signature is `false`. */
export const verifySignature: VerifySignature = ({ publicKey, message, signature }) => {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    return verify(null, message, publicKeyObject(publicKey), signature);
  } catch {
    // Bytes that are no point of the curve make no key, hence verify nothing.
    return false;
  }
};

/** The KeyObject of a raw Ed25519 public key. */
export function publicKeyObject(publicKey: Uint8Array): KeyObject {
  const name = toHex(publicKey);
  const known = keyObjects.get(name);
  if (known !== undefined) return known;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64url(publicKey) }, format: 'jwk' });
  if (keyObjects.size >= mostKeyObjects) keyObjects.clear();
  keyObjects.set(name, key);
  return key;
}
