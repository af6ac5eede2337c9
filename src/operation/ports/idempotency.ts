import type { Transaction } from './transaction.ts';
import type { Digest, Id, Instant, Json } from './values.ts';

export type Claim =
  /** This request is the first with its key: do it, and `keep` its answer in the same transaction. */
  | { readonly isNew: true }
  /** It was done before: give this answer again and do nothing. */
  | { readonly isNew: false; readonly answer: Answer }
  /** The key was used for another request. */
  | { readonly mismatch: { readonly usedAt: Instant } };

export interface Answer {
  readonly status: number;
  readonly body: Json;
}

/**
 * Keys that make a repeated request harmless. Claim and answer are written in the transaction of the act: whatever is
 * acknowledged has its answer stored, and a lost answer can be asked for again. Two at once with one key: the second waits
 * for the first, then gets its answer.
 */
export interface Idempotency {
  claim(
    transaction: Transaction,
    key: { readonly account: Id; readonly key: string; readonly request: Digest; readonly at: Instant },
  ): Promise<Claim>;
  keep(transaction: Transaction, key: { readonly account: Id; readonly key: string }, answer: Answer): Promise<void>;
  sweep(before: Instant): Promise<number>;
}
