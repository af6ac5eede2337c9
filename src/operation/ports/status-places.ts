import type { Transaction } from './transaction.ts';
import type { Id } from './values.ts';

/** The place of one credential in its issuer's status list, and what the list says there (`#proof/status-list.ts`). */
export interface StatusPlaceRow {
  readonly issuer: Id;
  readonly list: number;
  readonly index: number;
  readonly entry: Id;
  readonly state: number;
}

/** Places of status lists: rows of the entries' projections, of which one is written before its event, when it is given out. */
export interface StatusPlaces {
  /** Which of these indexes of a list are taken. */
  taken(issuer: Id, list: number, indexes: readonly number[], within?: Transaction): Promise<readonly number[]>;
  /** Takes a place. A place that is taken already is a programmer's mistake and throws. */
  hold(transaction: Transaction, row: StatusPlaceRow): Promise<void>;
  ofEntry(entry: Id): Promise<StatusPlaceRow | null>;
  /** Where a list says anything but "holds", by index. Null for a list that nobody has a place in. */
  ofList(issuer: Id, list: number): Promise<readonly (readonly [index: number, state: number])[] | null>;
}
