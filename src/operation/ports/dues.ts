import type { Transaction } from './transaction.ts';
import type { Day, Id, Instant } from './values.ts';

/**
 * Something that the clock will do: a clock of a case, a duty of an entry, the end of a validity, of a suspension or of a
 * display. Key `(kind, subject, name)`. `ripeAt` is the instant at which `due` is over in its zone, computed by operation:
 * storage compares instants and knows no zone.
 */
export interface Due {
  readonly kind: 'clock' | 'duty' | 'expiry' | 'suspension' | 'display';
  readonly subject: { readonly kind: 'case' | 'round' | 'entry'; readonly id: Id };
  readonly name: string;
  readonly due: Day;
  readonly ripeAt: Instant;
  /** From when somebody should be reminded; null for never. */
  readonly remindAt: Instant | null;
  readonly reminded: boolean;
  readonly state: 'running' | 'standing' | 'over';
}

export interface Dues {
  /** Running ones that are ripe at `now`, the ripest first. */
  ripe(now: Instant, limit: number): Promise<readonly Due[]>;
  /** Running ones whose reminder is due and not sent. */
  toRemind(now: Instant, limit: number): Promise<readonly Due[]>;
  markReminded(transaction: Transaction, dues: readonly Due[]): Promise<void>;
  /** The instant at which the next one is ripe; null when none runs. */
  nextRipe(): Promise<Instant | null>;
  ofSubject(subject: Id): Promise<readonly Due[]>;
}
