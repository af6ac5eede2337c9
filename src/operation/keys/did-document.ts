import { toBase64url } from '#proof/base64url.ts';
import type { IssuerKey } from '#proof/issuer.ts';
import { toEd25519Multikey } from '#proof/multibase.ts';

/**
 * The DID document of an organisation (DID Core 1.0, CID 1.0). Each key stands in it twice: as `JsonWebKey` under the id that
 * `kid` names, for JOSE, and as `Multikey`, for Data Integrity; both under `assertionMethod`. Keys that ended stay, with
 * their end, because what they signed before still verifies.
 * @param keys all keys that the organisation ever had.
 */
export function makeDidDocument(did: string, keys: readonly IssuerKey[]): Readonly<Record<string, unknown>> {
  const methods = keys.flatMap((key) => verificationMethods(did, key));
  return {
    '@context': [
      'https://www.w3.org/ns/did/v1',
      'https://w3id.org/security/jwk/v1',
      'https://w3id.org/security/multikey/v1',
    ],
    id: did,
    verificationMethod: methods,
    assertionMethod: methods.map((method) => method.id),
  };
}

function verificationMethods(did: string, key: IssuerKey) {
  const { id, publicKey } = key;
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: toBase64url(publicKey), alg: 'EdDSA', use: 'sig' };
  return [
    { id, type: 'JsonWebKey', controller: did, publicKeyJwk: jwk, ...endOf(key) },
    {
      id: `${id}-multikey`,
      type: 'Multikey',
      controller: did,
      publicKeyMultibase: toEd25519Multikey(publicKey),
      ...endOf(key),
    },
  ];
}

/** A key that merely ceased has an end; `revoked` is kept for one that others may hold, as a careful reader takes it. */
function endOf({ until, revoked }: IssuerKey): { expires?: string; revoked?: string } {
  if (revoked?.reason === 'compromised') return { revoked: revoked.from };
  const ends = [until, revoked?.from ?? null].filter((end) => end !== null).sort();
  return ends[0] === undefined ? {} : { expires: ends[0] };
}
