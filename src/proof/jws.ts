import { fromBase64url } from './base64url.ts';
import type { CredentialReason, ReasonParameters } from './credential-reasons.ts';
import { repeatsMember } from './json-members.ts';

/**
 * Algorithms that a signature may name, and the key that each needs: the check takes the algorithm from this table and from
 * the issuer's key, never from the header alone. `EdDSA` is RFC 8037's name, `Ed25519` RFC 9864's for the same signature.
 */
export const jwsAlgorithms: Readonly<Record<string, SignatureAlgorithm>> = { EdDSA: 'Ed25519', Ed25519: 'Ed25519' };

export type SignatureAlgorithm = 'Ed25519';

export interface SignatureCheck {
  readonly algorithm: SignatureAlgorithm;
  /** Raw public key: 32 bytes for Ed25519. */
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** The primitive, as an argument; a malformed key or signature is `false`, never an exception. */
export type VerifySignature = (check: SignatureCheck) => boolean | Promise<boolean>;

/** A compact JWS of a verifiable credential, taken apart; nothing in it is proved yet. */
export interface Jws {
  readonly algorithm: string;
  readonly keyId: string | null;
  /** The header's `iat`: when the signature was made, by the signer's own word; milliseconds. */
  readonly signedAt: number | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

type FormatReason = Extract<CredentialReason, `format-${string}`>;

export type JwsReading =
  | { readonly ok: true; readonly jws: Jws }
  | { readonly ok: false; readonly code: FormatReason; readonly parameters: ReasonParameters };

/** A credential of a few kilobytes is usual; pictures inside may make it larger. */
const mostCharacters = 1_000_000;

/** Members that would bring a key along, fetch one, or ask for processing that this check does not do (RFC 7515 4.1, 7797). */
const refusedMembers = ['crit', 'b64', 'jwk', 'jku', 'x5u', 'x5c', 'zip'];

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * Reads `header.payload.signature` (RFC 7515 section 7.1) under the rules for `application/vc+jwt` (W3C VC-JOSE-COSE
 * sections 3.1.1 and 3.3): what a general JOSE library does not look at is looked at here.
 */
export function readJws(text: string): JwsReading {
  if (text.length > mostCharacters) return refuse('format-too-long', { most: mostCharacters, found: text.length });
  const parts = text.split('.');
  const [headerPart = '', payloadPart = '', signaturePart = ''] = parts;
  if (parts.length !== 3) return refuse('format-parts', { found: parts.length });
  const decoded = [headerPart, payloadPart, signaturePart].map(fromBase64url);
  const [headerBytes, payloadBytes, signature] = decoded;
  if (!headerBytes || !payloadBytes || !signature)
    return refuse('format-encoding', { part: decoded.indexOf(undefined) + 1 });
  const header = readObject(headerBytes, 1);
  if (!header.ok) return header;
  const payload = readObject(payloadBytes, 2);
  if (!payload.ok) return payload;
  const breach = headerBreach(header.value) ?? payloadBreach(payload.value);
  if (breach !== undefined) return breach;
  const { alg, kid, iat } = header.value;
  return {
    ok: true,
    jws: {
      algorithm: typeof alg === 'string' ? alg : '',
      keyId: typeof kid === 'string' ? kid : null,
      signedAt: typeof iat === 'number' ? iat * 1000 : null,
      payload: payload.value,
      message: encoder.encode(`${headerPart}.${payloadPart}`),
      signature,
    },
  };
}

/**
 * The compact JWS inside a text: trimmed, or taken out of a VC Data Model 2.0 section 4.13.1 `EnvelopedVerifiableCredential`.
 */
export function unwrapJws(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{')) return trimmed;
  try {
    const { id } = JSON.parse(trimmed) as { id?: unknown };
    const prefix = 'data:application/vc+jwt,';
    return typeof id === 'string' && id.startsWith(prefix) ? id.slice(prefix.length) : trimmed;
  } catch {
    // No JSON: the reading of the text says what it is not.
    return trimmed;
  }
}

function headerBreach(header: Readonly<Record<string, unknown>>): JwsReading | undefined {
  const member = refusedMembers.find((name) => Object.hasOwn(header, name));
  if (member !== undefined) return refuse('format-header-member', { member });
  if (header.typ !== 'vc+jwt') return refuse('format-typ', { found: show(header.typ) });
  if (header.cty !== undefined && header.cty !== 'vc') return refuse('format-cty', { found: show(header.cty) });
  if (header.iat !== undefined && !Number.isSafeInteger(header.iat))
    return refuse('format-iat', { found: show(header.iat) });
  return undefined;
}

/** VC-JOSE-COSE section 3.3: the claims `vc` and `vp` of the older form must not be present. */
function payloadBreach(payload: Readonly<Record<string, unknown>>): JwsReading | undefined {
  const member = ['vc', 'vp'].find((name) => Object.hasOwn(payload, name));
  return member === undefined ? undefined : refuse('format-vc-claim', { member });
}

type ObjectReading =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | Extract<JwsReading, { ok: false }>;

function readObject(bytes: Uint8Array, part: number): ObjectReading {
  let text: string;
  let value: unknown;
  try {
    text = decoder.decode(bytes);
    value = JSON.parse(text);
  } catch {
    return refuse('format-json', { part });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('format-json', { part });
  if (repeatsMember(text, value)) return refuse('format-repeated-member', { part });
  return { ok: true, value: value as Record<string, unknown> };
}

export function show(value: unknown): string {
  const shown = value === undefined ? '' : JSON.stringify(value);
  return `\`${shown.length > 80 ? `${shown.slice(0, 80)}…` : shown}\``;
}

function refuse(code: FormatReason, parameters: ReasonParameters): Extract<JwsReading, { ok: false }> {
  return { ok: false, code, parameters };
}
