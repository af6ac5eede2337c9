import { toBase64url } from './base64url.ts';
import { canonicalBytes } from './canonical.ts';
import { equalBytes, type Hash } from './hash.ts';
import { fromHex, toHex } from './hex.ts';

/** Fewer would let a name be guessed from its digest by trying all names; 32 are written. */
const leastSaltBytes = 16;

/**
 * STORED: the digest of a personal value that stands in an event in its place: hex SHA-256 over the canonical bytes of
 * `{salt, value}`, the salt in base64url. Value and salt lie in the vault; when that row is erased, the digest says nothing
 * any more and every chain stays whole.
 * @throws RangeError when the salt is shorter than 16 bytes; CanonicalError when the value has no canonical form.
 */
export function saltedDigest(sealed: { readonly salt: Uint8Array; readonly value: unknown }, hash: Hash): string {
  if (sealed.salt.length < leastSaltBytes)
    throw new RangeError(`Expected a salt of at least ${leastSaltBytes} bytes, found ${sealed.salt.length}.`);
  return toHex(hash(canonicalBytes({ salt: toBase64url(sealed.salt), value: sealed.value })));
}

/** Whether the digest was made of this salt and value. */
export function matchesSaltedDigest(
  digest: string,
  sealed: { readonly salt: Uint8Array; readonly value: unknown },
  hash: Hash,
): boolean {
  const [expected, found] = [fromHex(digest), fromHex(saltedDigest(sealed, hash))];
  return expected !== undefined && found !== undefined && equalBytes(expected, found);
}
