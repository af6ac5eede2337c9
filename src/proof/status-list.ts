import { fromBase64url, toBase64url } from './base64url.ts';
import { type CredentialChecks, type StatusAnswer, type StatusEntry, verifyCredential } from './credential.ts';

/**
 * W3C Bitstring Status List 1.0: one bit for each certificate, the first bit the most significant one of the first byte
 * (section 3.4). In the house's lists the bit says one thing, "may not be relied on today": UNTP's status entry is closed and
 * holds one index, so it can't tell suspended from withdrawn; the five states stand in the register's own answer. The purpose
 * is `suspension`, because a bit of purpose `revocation` may never be taken back (section 2.1).
 */
export const statusPurpose = 'suspension';

/** Section 6.1: a list is never shorter, so that asking for one does not tell which certificate is meant. 16 KiB. */
export const leastStatusListBits = 131_072;

/** Compression is an argument; `gunzip` must refuse to grow beyond `mostBytes`. */
export type Gzip = (bytes: Uint8Array) => Uint8Array;
export type Gunzip = (bytes: Uint8Array, mostBytes: number) => Uint8Array;

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

/** The bit at an index; undefined beyond the end of the list. */
export function readStatusBit(bits: Uint8Array, index: number): boolean | undefined {
  const byte = bits[Math.floor(index / 8)];
  return byte === undefined ? undefined : (byte & (0x80 >> (index % 8))) !== 0;
}

/** Section 3.3: gzip, then base64url without padding, with the multibase prefix `u`. */
export function encodeStatusBits(bits: Uint8Array, gzip: Gzip): string {
  return `u${toBase64url(gzip(bits))}`;
}

/** Undefined when the text is no multibase base64url; whatever `gunzip` throws is thrown on. */
export function decodeStatusBits(text: string, gunzip: Gunzip, mostBytes = 16 * 1024 * 1024): Uint8Array | undefined {
  const bytes = text.startsWith('u') ? fromBase64url(text.slice(1)) : undefined;
  return bytes === undefined ? undefined : gunzip(bytes, mostBytes);
}

export interface StatusListOf {
  readonly listUrl: string;
  readonly issuer: { readonly did: string; readonly name: string };
  readonly encodedList: string;
  readonly validFrom: string;
  /** The list stops counting as fresh: what a verifier holds after this is old. */
  readonly validUntil: string;
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
      id: `${list.listUrl}#list`,
      type: 'BitstringStatusList',
      statusPurpose,
      encodedList: list.encodedList,
    },
  };
}

export interface StatusListChecks extends Omit<CredentialChecks, 'status'> {
  readonly gunzip: Gunzip;
  /** Who else may sign the list for an issuer, as the register's operator does for keys that lie elsewhere. */
  readonly listIssuers?: readonly string[];
}

/** What a fetched list says about one certificate; every doubt about the list is `unreachable` with its reason. */
export async function readStatusList(
  listText: string,
  entry: StatusEntry,
  issuer: string,
  checks: StatusListChecks,
): Promise<StatusAnswer> {
  const { verifySignature, resolveIssuer, now } = checks;
  const report = await verifyCredential(listText, { verifySignature, resolveIssuer, now });
  const weak = report.steps.find((step) => step.step !== 'status' && step.outcome !== 'ok');
  if (weak !== undefined || report.payload === null)
    return unreachable(`the list does not hold at the step ${weak?.step ?? 'format'} (${weak?.code ?? ''})`);
  if (report.issuer !== issuer && !(checks.listIssuers ?? []).includes(report.issuer ?? ''))
    return unreachable(`the list is signed by ${report.issuer}, expected ${issuer}`);
  const { id, type, validFrom, credentialSubject } = report.payload;
  if (!Array.isArray(type) || !type.includes('BitstringStatusListCredential') || id !== entry.listUrl)
    return unreachable(`expected the status list ${entry.listUrl}, found another credential`);
  const subject = credentialSubject as { statusPurpose: string; encodedList: string };
  if (subject.statusPurpose !== entry.purpose)
    return unreachable(`the list has the purpose ${subject.statusPurpose}, expected ${entry.purpose}`);
  const bits = openBits(subject.encodedList, checks.gunzip);
  const bit = bits && readStatusBit(bits, entry.index);
  if (bit === undefined) return unreachable(`the list holds no bit ${entry.index}`);
  const asOf = String(validFrom);
  return bit ? { answer: 'may-not-be-relied-on', asOf, state: entry.purpose } : { answer: 'may-be-relied-on', asOf };
}

function openBits(encodedList: string, gunzip: Gunzip): Uint8Array | undefined {
  try {
    return decodeStatusBits(encodedList, gunzip);
  } catch {
    // A list that does not unpack, or grows beyond its bound, answers nothing.
    return undefined;
  }
}

const unreachable = (reason: string): StatusAnswer => ({ answer: 'unreachable', reason });
