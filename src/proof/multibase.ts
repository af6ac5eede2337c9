import { fromBase64url, toBase64url } from './base64url.ts';
import { hashBytes, joinBytes } from './hash.ts';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Multicodec prefixes (unsigned varints) of what the house writes: CID 1.0 section 2.4 (Multikey), 2.5 (Multihash). */
const ed25519Prefix = Uint8Array.of(0xed, 0x01);
const sha256Prefix = Uint8Array.of(0x12, hashBytes);

/** Multibase with base58btc, prefix `z` (CID 1.0 section 2.4). */
export function toBase58Multibase(bytes: Uint8Array): string {
  let number = 0n;
  for (const byte of bytes) number = number * 256n + BigInt(byte);
  let text = '';
  for (; number > 0n; number /= 58n) text = alphabet.charAt(Number(number % 58n)) + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return `z${'1'.repeat(zeros === -1 ? bytes.length : zeros)}${text}`;
}

/** Bytes of a multibase text in base58btc (`z`) or base64url (`u`); undefined for anything else. At most 128 characters. */
export function fromMultibase(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.startsWith('u')) return fromBase64url(text.slice(1));
  // Base 58 costs the square of its length: a longer text is no key and no digest, and is not worth the work.
  if (!text.startsWith('z') || text.length > 128) return undefined;
  const signs = [...text.slice(1)];
  let number = 0n;
  for (const sign of signs) {
    const value = alphabet.indexOf(sign);
    if (value < 0) return undefined;
    number = number * 58n + BigInt(value);
  }
  const firstDigit = signs.findIndex((sign) => sign !== '1');
  const zeros = firstDigit === -1 ? signs.length : firstDigit;
  const tail: number[] = [];
  for (; number > 0n; number /= 256n) tail.unshift(Number(number % 256n));
  return Uint8Array.from([...new Array<number>(zeros).fill(0), ...tail]);
}

/** A raw Ed25519 public key (32 bytes) as `publicKeyMultibase` of a Multikey: `z6Mk…`. */
export function toEd25519Multikey(publicKey: Uint8Array): string {
  return toBase58Multibase(joinBytes(ed25519Prefix, publicKey));
}

/** The raw Ed25519 public key in a Multikey; undefined when it holds another kind of key or none. */
export function fromEd25519Multikey(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = text.startsWith('z') ? fromMultibase(text) : undefined;
  if (bytes?.length !== 34 || bytes[0] !== ed25519Prefix[0] || bytes[1] !== ed25519Prefix[1]) return undefined;
  return bytes.slice(2);
}

/** A SHA-256 digest as `digestMultibase`: a Multihash in base64url, prefix `u` (VC Data Model 2.0 section 5.3). */
export function toDigestMultibase(digest: Uint8Array): string {
  return `u${toBase64url(joinBytes(sha256Prefix, digest))}`;
}
