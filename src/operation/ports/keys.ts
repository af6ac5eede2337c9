import type { Transaction } from './transaction.ts';
import type { Id, Instant, Json } from './values.ts';

/** A signing key of an organisation. A hosted one's private part is sealed under a secret that is not in the database. */
export interface OrganisationKey {
  /** The fragment of the verification method, as `key-2026-1`; unique within the party. */
  readonly keyId: string;
  readonly party: Id;
  readonly algorithm: string;
  readonly custody: 'hosted' | 'external';
  readonly publicJwk: { readonly [name: string]: Json };
  readonly sealedPrivate: Uint8Array | null;
  readonly from: Instant;
  /** From then on it signs nothing more; what it signed before stays good. */
  readonly to: Instant | null;
}

export interface OrganisationKeys {
  put(transaction: Transaction, key: OrganisationKey): Promise<void>;
  /** Oldest first, ended ones included: old signatures are checked by them. */
  ofParty(party: Id, within?: Transaction): Promise<readonly OrganisationKey[]>;
  /** Of several parties, each party's together and oldest first. */
  ofParties(parties: readonly Id[]): Promise<readonly OrganisationKey[]>;
  /** Those that have or had a key, in the order of their ids, behind `after`. */
  holders(page: { readonly after?: Id; readonly limit: number }): Promise<readonly Id[]>;
  /** The newest that signs at `now`. */
  current(party: Id, now: Instant, within?: Transaction): Promise<OrganisationKey | null>;
}
