import type { Transaction } from './transaction.ts';
import type { Id } from './values.ts';

/**
 * The boxes of secret votes. INVARIANT: a box tells how many ballots lie in it for each choice and nothing of who cast them,
 * when, or in what order.
 */
export interface Ballots {
  cast(transaction: Transaction, box: { readonly round: Id; readonly step: string }, choice: string): Promise<void>;
  /** The counts of every box of a round, by step; a box in which nothing lies is not there. */
  count(round: Id, within?: Transaction): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>>;
}
