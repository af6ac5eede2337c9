import { fromBase64url, toBase64url } from '#proof/base64url.ts';
import type { SealedKey, SigningKey } from '../keys/signing-key.ts';
import type { OrganisationKey } from '../ports/keys.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id, Instant } from '../ports/values.ts';
import type { World } from '../world.ts';
import { didOfParty, keyUrl } from './party-did.ts';

/** A key as signing needs it, from the row that keeps it. */
export function signingKeyOf(address: string, row: OrganisationKey): SigningKey {
  const x = row.publicJwk['x'];
  const publicKey = typeof x === 'string' ? fromBase64url(x) : undefined;
  if (publicKey === undefined)
    throw new Error(`The row of the key ${row.keyId} of the party ${row.party} holds no Ed25519 public key.`);
  return {
    id: keyUrl(address, row.party, row.keyId),
    did: didOfParty(address, row.party),
    algorithm: 'Ed25519',
    publicKey,
    from: row.from,
    until: row.to,
    revoked: null,
    custody:
      row.sealedPrivate === null ? { kind: 'external' } : { kind: 'hosted', sealed: readSealed(row.sealedPrivate) },
  };
}

/** The row that keeps a key. The private part stands in it sealed, or not at all. */
export function rowOfKey(party: Id, keyId: string, key: SigningKey): OrganisationKey {
  const { custody, publicKey, from, until } = key;
  return {
    keyId,
    party,
    algorithm: 'Ed25519',
    custody: custody.kind,
    publicJwk: { kty: 'OKP', crv: 'Ed25519', x: toBase64url(publicKey) },
    sealedPrivate: custody.kind === 'hosted' ? new TextEncoder().encode(JSON.stringify(custody.sealed)) : null,
    from: from ?? '',
    to: until,
  };
}

function readSealed(bytes: Uint8Array): SealedKey {
  return JSON.parse(new TextDecoder().decode(bytes)) as SealedKey;
}

/** The key with which a party signs now; null when it has none. */
export async function currentKey(
  world: World,
  party: Id,
  now: Instant,
  within?: Transaction,
): Promise<{ readonly keyId: string; readonly key: SigningKey } | null> {
  const row = await world.storage.keys.current(party, now, within);
  return row === null ? null : { keyId: row.keyId, key: signingKeyOf(world.house.address, row) };
}
