import type { KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';
import { toBase64url } from '#proof/base64url.ts';
import { canonicalBytes } from '#proof/canonical.ts';
import { instantMilliseconds } from '#proof/instant.ts';
import { verifySignature } from './node-crypto.ts';
import type { SigningKey } from './signing-key.ts';

export type CredentialPayload = Readonly<Record<string, unknown>>;

/**
 * The protected header of every credential that the house signs. `EdDSA` (RFC 8037) rather than `Ed25519` (RFC 9864), because
 * every verifier of today knows it. `iat` is when the signature was made, in whole seconds: what tells whether the key was
 * valid then, for a certificate may be signed anew years after it began.
 */
function protectedHeader(key: SigningKey, signedAt: string) {
  const milliseconds = instantMilliseconds(signedAt);
  if (milliseconds === undefined) throw new RangeError(`Expected an instant with its offset, found \`${signedAt}\`.`);
  return { alg: 'EdDSA', cty: 'vc', iat: Math.floor(milliseconds / 1000), kid: key.id, typ: 'vc+jwt' };
}

/**
 * Signs a payload with an opened hosted key: a compact JWS, `application/vc+jwt` (W3C VC-JOSE-COSE section 3.1.1).
 * The payload's bytes are canonical, so that the same facts give the same content for ever.
 * @throws RangeError when the payload's issuer is not the key's DID; CanonicalError when the payload has no canonical form;
 * SignatureError when the signature made does not verify under the key's public part.
 */
export async function signCredential(
  payload: CredentialPayload,
  key: SigningKey,
  privateKey: KeyObject,
  signedAt: string,
): Promise<string> {
  assertIssuer(payload, key);
  const jws = await new CompactSign(canonicalBytes(payload))
    .setProtectedHeader(protectedHeader(key, signedAt))
    .sign(privateKey);
  return assertHolds(jws, key);
}

/** What an external signer has to sign: the JWS signing input (RFC 7515 section 5.1), as ASCII text. */
export function credentialToSign(payload: CredentialPayload, key: SigningKey, signedAt: string): string {
  assertIssuer(payload, key);
  const parts = [canonicalBytes(protectedHeader(key, signedAt)), canonicalBytes(payload)];
  return parts.map(toBase64url).join('.');
}

/**
 * Joins an external signature to what was given out for signing.
 * @throws SignatureError when it does not verify: then something else was signed, or by another key.
 */
export function joinSignature(toSign: string, signature: Uint8Array, key: SigningKey): Promise<string> {
  return assertHolds(`${toSign}.${toBase64url(signature)}`, key);
}

export class SignatureError extends Error {
  readonly code = 'signature-does-not-verify';

  constructor(key: SigningKey) {
    super(`Expected a signature that verifies under the key ${key.id}, found one that does not.`);
    this.name = 'SignatureError';
  }
}

/** INVARIANT: no credential leaves that does not verify: a wrong key, a fault in memory and a foreign signer's error end here. */
async function assertHolds(jws: string, key: SigningKey): Promise<string> {
  const end = jws.lastIndexOf('.');
  const { algorithm, publicKey } = key;
  const message = Buffer.from(jws.slice(0, end), 'latin1');
  const signature = Buffer.from(jws.slice(end + 1), 'base64url');
  if (!(await verifySignature({ algorithm, publicKey, message, signature }))) throw new SignatureError(key);
  return jws;
}

function assertIssuer({ issuer }: CredentialPayload, key: SigningKey): void {
  const id: unknown = typeof issuer === 'object' && issuer !== null && 'id' in issuer ? issuer.id : issuer;
  if (id !== key.did)
    throw new RangeError(`Expected the issuer \`${key.did}\` of the key ${key.id}, found \`${String(id)}\`.`);
}
