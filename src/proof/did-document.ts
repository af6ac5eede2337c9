import { fromBase64url } from './base64url.ts';
import { equalBytes } from './hash.ts';
import { instantMilliseconds, instantText } from './instant.ts';
import type { IssuerAnswer, IssuerKey } from './issuer.ts';
import { fromEd25519Multikey } from './multibase.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The issuer in a DID document (CID 1.0, DID Core 1.0): the Ed25519 keys that stand under `assertionMethod`, as `JsonWebKey`
 * or `Multikey`. A document carries only the dates `expires` and `revoked` and no beginning; a pinned issuer file says more.
 * @param document the parsed JSON, which may be anything.
 * @param did the DID that was asked for: a document of another DID is no answer.
 */
export function readDidDocument(document: unknown, did: string): IssuerAnswer {
  if (!isObject(document) || document.id !== did)
    return { answer: 'unreachable', reason: `expected the DID document of ${did}, found another or none` };
  const methods = new Map<string, Json>();
  for (const method of listOf(document.verificationMethod)) {
    const id = isObject(method) ? absolute(method.id, did) : undefined;
    if (id !== undefined) methods.set(id, method as Json);
  }
  const keys: IssuerKey[] = [];
  for (const reference of listOf(document.assertionMethod)) {
    // Either the method itself or its name (DID Core 5.3).
    const id = absolute(isObject(reference) ? reference.id : reference, did);
    const method = isObject(reference) ? reference : methods.get(id ?? '');
    const key = id !== undefined && method !== undefined ? readMethod(method, id, did) : undefined;
    if (key !== undefined) keys.push(key);
  }
  return { answer: 'known', issuer: { did, name: null, keys } };
}

function readMethod(method: Json, id: string, did: string): IssuerKey | undefined {
  // CID 1.0 section 3.2: a key under another's control does not speak for this DID.
  if (method.controller !== did) return undefined;
  const publicKey = readPublicKey(method);
  const until = readInstant(method.expires);
  const revoked = readInstant(method.revoked);
  if (publicKey === undefined || until === undefined || revoked === undefined) return undefined;
  return {
    id,
    algorithm: 'Ed25519',
    publicKey,
    from: null,
    until,
    // A document gives no reason; the cautious reading is that somebody else may hold the key.
    revoked: revoked === null ? null : { from: revoked, reason: 'compromised' },
  };
}

function readPublicKey(method: Json): Uint8Array | undefined {
  const { publicKeyJwk: jwk, publicKeyMultibase: multikey } = method;
  const fromJwk =
    isObject(jwk) && jwk.kty === 'OKP' && jwk.crv === 'Ed25519' && typeof jwk.x === 'string' && !Object.hasOwn(jwk, 'd')
      ? fromBase64url(jwk.x)
      : undefined;
  const fromMultikey = typeof multikey === 'string' ? fromEd25519Multikey(multikey) : undefined;
  if (fromJwk !== undefined && fromMultikey !== undefined && !equalBytes(fromJwk, fromMultikey)) return undefined;
  const key = fromJwk ?? fromMultikey;
  return key?.length === 32 ? key : undefined;
}

/** UTC; null when absent, undefined when present and unreadable: then the key is left out rather than taken without its end. */
function readInstant(value: unknown): string | null | undefined {
  if (value === undefined) return null;
  const milliseconds = typeof value === 'string' ? instantMilliseconds(value) : undefined;
  return milliseconds === undefined ? undefined : instantText(milliseconds);
}

const absolute = (id: unknown, did: string) =>
  typeof id !== 'string' ? undefined : id.startsWith('#') ? did + id : id;
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
