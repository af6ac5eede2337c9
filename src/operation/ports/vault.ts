import type { Transaction } from './transaction.ts';
import type { Id, Instant, Json } from './values.ts';

/** A personal value in the vault: what the salted digest in an event stands for (`#proof/salted-digest.ts`). */
export interface VaultValue {
  readonly ref: Id;
  /** The person (or other subject) whose values are erased together. */
  readonly subject: Id;
  readonly salt: Uint8Array;
  readonly value: Json;
}

export interface Erasure {
  readonly ref: Id;
  readonly subject: Id;
  readonly erasedAt: Instant;
  readonly reason: string;
}

/** The only place of personal values. Erasing one leaves every event, hash and chain as it was. */
export interface Vault {
  put(transaction: Transaction, values: readonly VaultValue[]): Promise<void>;
  /** Those that are there; an erased or unknown reference is simply absent. */
  get(refs: readonly Id[], within?: Transaction): Promise<ReadonlyMap<Id, VaultValue>>;
  ofSubject(subject: Id): Promise<readonly VaultValue[]>;
  /**
   * Erases every value of a subject, and where projections repeat them (names of a person, of a holder, what she is found
   * by). Returns how many values went. Doing it twice does nothing the second time.
   */
  erase(transaction: Transaction, subject: Id, why: { readonly at: Instant; readonly reason: string }): Promise<number>;
  /** The list that a restore replays, oldest first. Holds references, no values. */
  erasures(): Promise<readonly Erasure[]>;
}
