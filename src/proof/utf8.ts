const encoder = new TextEncoder();

/** The bytes of a text, for hashing it as it stands. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}
