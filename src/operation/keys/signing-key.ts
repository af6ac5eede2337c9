import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { fromBase64url, toBase64url } from '#proof/base64url.ts';
import { canonicalBytes } from '#proof/canonical.ts';
import { parseDidUrl } from '#proof/did.ts';
import { joinBytes } from '#proof/hash.ts';
import type { IssuerKey } from '#proof/issuer.ts';
import type { Secret, SecretRing } from './secret-file.ts';

/**
 * A signing key of an organisation. Custody is data: a hosted key lies sealed beside its public part, of an external one (a
 * hardware key, a foreign signer) only the public part is known, and its signatures arrive later.
 */
export interface SigningKey extends IssuerKey {
  readonly did: string;
  readonly custody: { readonly kind: 'hosted'; readonly sealed: SealedKey } | { readonly kind: 'external' };
}

/** STORED: a private key sealed under a secret. All but `format` and `secret` are base64url. */
export interface SealedKey {
  readonly format: 'touchstone-sealed-key/1';
  /** Which secret opens it. */
  readonly secret: string;
  readonly salt: string;
  readonly nonce: string;
  /** Ciphertext and tag of AES-256-GCM. */
  readonly sealed: string;
}

export class SealedKeyError extends Error {
  readonly code: 'unknown-secret' | 'malformed' | 'altered' | 'external';

  constructor(code: SealedKeyError['code'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'SealedKeyError';
    this.code = code;
  }
}

const tagBytes = 16;

/**
 * Makes a new Ed25519 key and seals it.
 * @param id DID URL of the key, `did:web:example.org#key-1`.
 * @param from first instant at which it may sign, UTC.
 */
export function generateHostedKey(id: string, from: string, secrets: SecretRing): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return hostKey(id, from, privateKey, secrets);
}

/** Takes a private key that was made elsewhere into custody: it is sealed, and its public part derived from it. */
export function hostKey(id: string, from: string, privateKey: KeyObject, secrets: SecretRing): SigningKey {
  const did = didOf(id);
  const { d, x } = privateKey.export({ format: 'jwk' });
  const [seed, publicKey] = [fromBase64url(d ?? ''), fromBase64url(x ?? '')];
  if (privateKey.asymmetricKeyType !== 'ed25519' || seed?.length !== 32 || publicKey?.length !== 32)
    throw new RangeError(`Expected an Ed25519 private key, found ${privateKey.asymmetricKeyType ?? 'none'}.`);
  const sealed = seal(seed, { id, publicKey }, secrets.current);
  seed.fill(0);
  return {
    id,
    did,
    algorithm: 'Ed25519',
    publicKey,
    from,
    until: null,
    revoked: null,
    custody: { kind: 'hosted', sealed },
  };
}

/** A key that lies elsewhere: its public part is all there is. */
export function externalKey(id: string, from: string, publicKey: Uint8Array): SigningKey {
  if (publicKey.length !== 32)
    throw new RangeError(`Expected an Ed25519 public key of 32 bytes, found ${publicKey.length}.`);
  return {
    id,
    did: didOf(id),
    algorithm: 'Ed25519',
    publicKey,
    from,
    until: null,
    revoked: null,
    custody: { kind: 'external' },
  };
}

/**
 * Opens a hosted key for signing.
 * @throws SealedKeyError when the key is external, its secret is not in the ring, or what is stored was altered or belongs to
 * another key.
 */
export function openKey(key: SigningKey, secrets: SecretRing): KeyObject {
  if (key.custody.kind === 'external')
    throw new SealedKeyError('external', `Expected a hosted key, found ${key.id}, which is signed with elsewhere.`);
  const seed = unseal(key.custody.sealed, key, secrets);
  const [d, x] = [toBase64url(seed), toBase64url(key.publicKey)];
  seed.fill(0);
  return createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', d, x }, format: 'jwk' });
}

/** Seals a hosted key anew under the current secret; the key itself stays. An external key has nothing to seal. */
export function resealKey(key: SigningKey, secrets: SecretRing): SigningKey {
  if (key.custody.kind === 'external' || key.custody.sealed.secret === secrets.current.id) return key;
  const seed = unseal(key.custody.sealed, key, secrets);
  const sealed = seal(seed, key, secrets.current);
  seed.fill(0);
  return { ...key, custody: { kind: 'hosted', sealed } };
}

interface SealedFor {
  readonly id: string;
  readonly publicKey: Uint8Array;
}

function seal(seed: Uint8Array, key: SealedFor, secret: Secret): SealedKey {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', sealingKey(secret, salt), nonce);
  cipher.setAAD(boundTo(key));
  const sealed = joinBytes(cipher.update(seed), cipher.final(), cipher.getAuthTag());
  return {
    format: 'touchstone-sealed-key/1',
    secret: secret.id,
    salt: toBase64url(salt),
    nonce: toBase64url(nonce),
    sealed: toBase64url(sealed),
  };
}

function unseal(sealed: SealedKey, key: SealedFor, secrets: SecretRing): Uint8Array {
  const secret = secrets.all.find((one) => one.id === sealed.secret);
  if (secret === undefined)
    throw new SealedKeyError(
      'unknown-secret',
      `Expected the secret ${sealed.secret}, under which the key ${key.id} is sealed; the secret file holds ${secrets.all.map((one) => one.id).join(', ')}.`,
    );
  const [salt, nonce, bytes] = [sealed.salt, sealed.nonce, sealed.sealed].map(fromBase64url);
  if (salt?.length !== 16 || nonce?.length !== 12 || bytes?.length !== 32 + tagBytes)
    throw new SealedKeyError(
      'malformed',
      `Expected the sealed form of the key ${key.id}, found something else in its row.`,
    );
  try {
    const decipher = createDecipheriv('aes-256-gcm', sealingKey(secret, salt), nonce, { authTagLength: tagBytes });
    decipher.setAAD(boundTo(key));
    decipher.setAuthTag(bytes.subarray(32));
    return joinBytes(decipher.update(bytes.subarray(0, 32)), decipher.final());
  } catch (cause) {
    throw new SealedKeyError(
      'altered',
      `The sealed form of the key ${key.id} was altered, or belongs to another key.`,
      cause,
    );
  }
}

/** A fresh salt for each sealing gives each its own AES key, so that nonces can't meet. */
function sealingKey(secret: Secret, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret.bytes, salt, 'touchstone/sealed-key/1', 32));
}

/** The seal is bound to the key's name and public part: a row moved to another organisation does not open. */
function boundTo(key: SealedFor): Uint8Array {
  return canonicalBytes({ id: key.id, publicKey: toBase64url(key.publicKey) });
}

function didOf(id: string): string {
  const url = parseDidUrl(id);
  if (url === undefined || url.fragment === null)
    throw new RangeError(`Expected the id of a key as \`did:web:example.org#key-1\`, found \`${id}\`.`);
  return url.did;
}

/** Whether a key may sign at an instant (UTC to the millisecond): begun, not ended, not revoked. */
export function maySignAt(key: SigningKey, at: string): boolean {
  const ends = [key.until, key.revoked?.from ?? null].filter((end) => end !== null);
  return (key.from === null || key.from <= at) && ends.every((end) => at < end);
}
