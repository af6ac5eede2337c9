import type { Transaction } from './transaction.ts';

/**
 * Serial numbers. INVARIANT: a number that was committed is never given out again; a transaction that is not kept gives its
 * numbers back, since nobody has seen them. Two transactions that want the same series wait for each other.
 */
export interface Numbers {
  /** Takes `count` numbers of a series in a period (a year, or empty text) and returns the first: 1 to begin with. */
  take(
    transaction: Transaction,
    series: { readonly space: string; readonly period: string },
    count?: number,
  ): Promise<number>;
  /** Whether an own entry carries this number. */
  isTaken(numberSpace: string, normalNumber: string, within?: Transaction): Promise<boolean>;
}
