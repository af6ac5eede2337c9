import type { StreamName } from '#certification/event/event.ts';
import type { CaseSummary, RoundSummary } from './cases.ts';
import type { Due } from './dues.ts';
import type { Entry, EntryChange } from './entries.ts';
import type { Notice } from './notices.ts';
import type { Party } from './parties.ts';
import type { SearchText } from './search.ts';
import type { StatusPlaceRow } from './status-places.ts';
import type { Task } from './tasks.ts';
import type { Transaction } from './transaction.ts';
import type { Id, Instant } from './values.ts';

/**
 * Rows that tell the present, each a function of events alone (names of persons, of events and vault). What is left out is not
 * touched.
 */
export interface ProjectionRows {
  /** Each with its names and codes, which are replaced whole. */
  readonly parties?: readonly Party[];
  readonly cases?: readonly CaseSummary[];
  readonly rounds?: readonly RoundSummary[];
  readonly tasks?: readonly Task[];
  readonly dues?: readonly Due[];
  readonly entries?: readonly Entry[];
  readonly changes?: readonly EntryChange[];
  readonly places?: readonly StatusPlaceRow[];
  readonly notices?: readonly Notice[];
  readonly search?: readonly SearchText[];
  /** Entries whose stored changes are taken away before `changes` are written: an older snapshot came in later. */
  readonly restated?: readonly Id[];
}

/**
 * The one writer of the projections. A row replaces the one with its key, whole. INVARIANT: `put` in the transaction of the
 * append, so that events and projections never disagree after a crash; a replay of all events into cleared projections gives
 * the same rows.
 */
export interface Projections {
  /** When the newest act on a case or an entry was recorded; null before the first. */
  lastRecorded(): Promise<Instant | null>;
  put(transaction: Transaction, rows: ProjectionRows): Promise<void>;
  /** As `put`, many at a time and faster, for rows whose keys are certainly not there. */
  fill(transaction: Transaction, rows: ProjectionRows): Promise<void>;
  /**
   * The rows that belong to one stream of a party, case, round or entry, in the order of their keys: what the audit holds
   * against a replay. Imported entries have no stream of their own: `ofEntries`.
   */
  ofStream(stream: StreamName, within?: Transaction): Promise<Required<Omit<ProjectionRows, 'restated'>>>;
  ofEntries(entries: readonly Id[], within?: Transaction): Promise<Required<Omit<ProjectionRows, 'restated'>>>;
  /** Takes every row away. */
  clear(transaction: Transaction): Promise<void>;
}
