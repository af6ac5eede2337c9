/**
 * SHA-256, as an argument: node:crypto on the server and in the terminal, WebCrypto in the browser. This room computes with
 * digests but owns no cryptographic primitive.
 */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/** Bytes of a SHA-256 digest. */
export const hashBytes = 32;

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
