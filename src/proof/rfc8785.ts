import canonicalize from 'canonicalize';

/**
 * The general canonical text of RFC 8785, floats included: what foreign Data Integrity proofs (`eddsa-jcs-2022`) and published
 * test vectors are made over. Our own bytes go through the narrower `canonicalBytes`.
 * @throws Error on NaN, an infinity, a lone surrogate or a circle (from `canonicalize`), and on what has no JSON form at all.
 */
export function rfc8785Text(value: unknown): string {
  const text: unknown = canonicalize(value);
  if (typeof text !== 'string') throw new Error(`Expected a JSON value, found ${typeof value}.`);
  return text;
}
