import { fromBase64url, toBase64url } from './base64url.ts';

/**
 * W3C Bitstring Status List 1.0: the first bit is the most significant one of the first byte (section 3.4). UNTP's status
 * entry is closed and names one index of one bit, so the house's lists give each certificate four bits in a row: the named
 * one says "may not be relied on today", which is all that a foreign verifier asks, and the three behind it say why. The
 * purpose is `suspension`, because a bit of purpose `revocation` may never be taken back (section 2.1).
 */
export const statusPurpose = 'suspension';

/** Section 6.1: a list never holds fewer, so that asking for one does not tell which certificate is meant. */
export const leastStatusListBits = 131_072;

export const bitsOfState = 4;
/** Places of a list of the house: as many as the least number of bits, so that the herd is as large however bits are counted. */
export const placesOfList = leastStatusListBits;

/**
 * What the list says of a certificate. The first bit of four is set when it may not be relied on; `smaller-scope` is valid
 * with less than the certificate says. That a certificate expired follows from its own dates. STORED: lists that others keep
 * are read by this table for ever.
 */
export const statusStates = {
  holds: 0x0,
  'smaller-scope': 0x1,
  suspended: 0x8,
  withdrawn: 0x9,
  cancelled: 0xa,
  succeeded: 0xb,
} as const;
export type StatusState = keyof typeof statusStates;

/** The fragment of a list's subject that says that its places are four bits wide. */
export const statesFragment = '#states-4';

/** Compression is an argument; `gunzip` must stop before it grows beyond `mostBytes`. */
export type Gzip = (bytes: Uint8Array) => Uint8Array;
export type Gunzip = (bytes: Uint8Array, mostBytes: number) => Uint8Array | 'too-large' | 'broken';
export const mostListBytes = 16 * 1024 * 1024;

/** A list for indexes below `size` in which the given indexes are set. */
export function makeStatusBits(size: number, setIndexes: Iterable<number>): Uint8Array<ArrayBuffer> {
  const bits = new Uint8Array(Math.ceil(Math.max(size, leastStatusListBits) / 8));
  for (const index of setIndexes) {
    const byte = bits[index >> 3];
    if (!Number.isSafeInteger(index) || byte === undefined)
      throw new RangeError(`Expected an index from 0 to ${bits.length * 8 - 1}, found ${index}.`);
    bits[index >> 3] = byte | (0x80 >> (index & 7));
  }
  return bits;
}

/** A list of the house: the state at each index, which is the number of its first bit. What is not named holds. */
export function makeStateBits(states: Iterable<readonly [index: number, state: number]>): Uint8Array<ArrayBuffer> {
  const set: number[] = [];
  for (const [index, state] of states) {
    if (index % bitsOfState !== 0) throw new RangeError(`Expected a multiple of ${bitsOfState}, found ${index}.`);
    for (let bit = 0; bit < bitsOfState; bit++) if (state & (0x8 >> bit)) set.push(index + bit);
  }
  return makeStatusBits(placesOfList * bitsOfState, set);
}

/** The state at an index of a list of the house; undefined for a code that this program does not know. */
export function readStatusState(bits: Uint8Array, index: number): StatusState | undefined {
  const code = ((bits[index >> 3] ?? 0) >> (index % 8 === 0 ? 4 : 0)) & 0xf;
  return (Object.keys(statusStates) as StatusState[]).find((state) => statusStates[state] === code);
}

/** The bit at an index; undefined beyond the end of the list. */
export function readStatusBit(bits: Uint8Array, index: number): boolean | undefined {
  const byte = bits[Math.floor(index / 8)];
  return byte === undefined ? undefined : (byte & (0x80 >> (index % 8))) !== 0;
}

/** Section 3.3: gzip, then base64url without padding, with the multibase prefix `u`. */
export function encodeStatusBits(bits: Uint8Array, gzip: Gzip): string {
  return `u${toBase64url(gzip(bits))}`;
}

/** What a list unpacks to, or why it does not. */
export function decodeStatusBits(text: string, gunzip: Gunzip, mostBytes = mostListBytes): ReturnType<Gunzip> {
  const bytes = text.startsWith('u') ? fromBase64url(text.slice(1)) : undefined;
  return bytes === undefined ? 'broken' : gunzip(bytes, mostBytes);
}

export interface StatusListOf {
  readonly listUrl: string;
  readonly issuer: { readonly did: string; readonly name: string };
  readonly encodedList: string;
  readonly validFrom: string;
  /** The list stops counting as fresh: what a verifier holds after this is old. */
  readonly validUntil: string;
  /** After so many milliseconds it is worth asking for the list again. */
  readonly ttl: number;
}

/** The credential that carries a list, still to be signed. */
export function shapeStatusList(list: StatusListOf): Readonly<Record<string, unknown>> {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    id: list.listUrl,
    issuer: { id: list.issuer.did, name: list.issuer.name },
    validFrom: list.validFrom,
    validUntil: list.validUntil,
    credentialSubject: {
      id: `${list.listUrl}${statesFragment}`,
      type: 'BitstringStatusList',
      statusPurpose,
      encodedList: list.encodedList,
      ttl: list.ttl,
    },
  };
}
