import type { Filter } from './filter.ts';
import type { CappedCount, Page, PageRequest } from './page.ts';
import type { PartyName } from './parties.ts';
import type { Transaction } from './transaction.ts';
import type { Day, Digest, Id, Instant, Json, Names } from './values.ts';

/**
 * The current state of an entry (登记事项) of the register, own and imported alike: one flat row. Statuses are the domain's
 * (`#certification/entry/events.ts`); storage compares them as text. Expiry by the calendar is not in `status`: `to` is the
 * last day of validity, itself still valid, and the domain reads both.
 */
export interface Entry {
  readonly id: Id;
  /** `own`, or the id of the source that it was imported from. */
  readonly source: string;
  readonly numberSpace: string;
  /** As printed. */
  readonly number: string;
  /** Upper case, half width, without spaces: what a look-up compares. */
  readonly normalNumber: string;
  readonly reissue: number;
  readonly kind: string;
  readonly scheme: string | null;
  readonly edition: string | null;
  /** Issuer and holder as parties, when they are known as such. */
  readonly issuer: Id | null;
  readonly holder: Id | null;
  readonly issuerNames: Names;
  readonly holderNames: Names;
  /** Declared codes of the scope, which match by machine. */
  readonly scopeCodes: readonly string[];
  readonly from: Day | null;
  readonly to: Day | null;
  readonly status: string;
  /** Day from which the status holds. */
  readonly since: Day | null;
  readonly reason: string | null;
  readonly grade: string | null;
  readonly succeeds: Id | null;
  readonly succeededBy: Id | null;
  readonly case: Id | null;
  /** Digest of the signed credential's bytes in the file store. */
  readonly credential: Digest | null;
  /** Everything else that its page shows: scope text, sites, standards, fields of the form. What says nothing is left out. */
  readonly details: { readonly [name: string]: Json };
  /** Last day on which the source showed it, when its newest snapshot no longer does; null otherwise and for own entries. */
  readonly lastSeen: Day | null;
  readonly known: Day;
  readonly recordedAt: Instant;
  readonly version: number;
}

export type EntryField = keyof Entry &
  (
    | 'id'
    | 'source'
    | 'numberSpace'
    | 'normalNumber'
    | 'kind'
    | 'scheme'
    | 'edition'
    | 'issuer'
    | 'holder'
    | 'scopeCodes'
    | 'from'
    | 'to'
    | 'status'
    | 'since'
    | 'grade'
    | 'case'
    | 'recordedAt'
  );

/**
 * One change of an entry's facts, in three times. It took effect on a day from `earliest` to `latest` (both included; equal
 * when the day is certain; `earliest` null when nothing bounds it from below). Between two snapshots of a and b that is
 * `a + 1` to `b`. The source made it known on `known` and took it back on `knownUntil` (null while it stands): a correction is
 * the old row with `knownUntil` set and a new row. `recordedAt` is when we took it in.
 */
export interface EntryChange {
  readonly entry: Id;
  /** Order of the changes that take effect on the same day, and key together with `entry`. */
  readonly ordinal: number;
  readonly earliest: Day | null;
  readonly latest: Day;
  readonly known: Day;
  readonly knownUntil: Day | null;
  readonly recordedAt: Instant;
  /** What happened, as a word of the domain: `issued`, `suspended`, `scope-reduced`, `corrected`, `not-seen` … */
  readonly what: string;
  /** Status and last day of validity once the change has taken effect; a change that concerns neither repeats them. */
  readonly status: string;
  readonly to: Day | null;
  readonly reason: string | null;
  readonly details: { readonly [name: string]: Json };
  /** The event that says so. */
  readonly basis: { readonly kind: 'entry' | 'source'; readonly id: Id; readonly version: number };
}

/** An entry with everything that a verdict needs, by one query. */
export interface EntryDossier {
  readonly entry: Entry;
  /** In the order of effect. Includes corrected ones (`knownUntil` set). */
  readonly changes: readonly EntryChange[];
  /** Entries that the issuer holds, with their changes: its approval on the day of issue and today. */
  readonly issuerEntries: readonly { readonly entry: Entry; readonly changes: readonly EntryChange[] }[];
  /** Names of holder and issuer over time, when they are known as parties. */
  readonly holderParty: readonly PartyName[];
  readonly issuerParty: readonly PartyName[];
  readonly successor: { readonly id: Id; readonly number: string } | null;
  readonly source: EntrySource | null;
}

/** Where imported entries come from, and how fresh they are. */
export interface EntrySource {
  readonly id: Id;
  readonly name: Names;
  readonly lastSnapshot: Day | null;
  readonly importedAt: Instant | null;
}

/** `newest`: by the instant at which they were recorded, the last first. `number`: by normalised number. */
export type EntryOrder = 'newest' | 'number';

/** The register (名录). A number is no key: every look-up by number returns a set. */
export interface Entries {
  byId(id: Id, within?: Transaction): Promise<Entry | null>;
  byIds(ids: readonly Id[], within?: Transaction): Promise<readonly Entry[]>;
  /** All entries with this normalised number, own ones first; at most 50. */
  byNumber(normalNumber: string, within?: Transaction): Promise<readonly Entry[]>;
  /** As `byNumber` for many numbers, by one query; the bulk check (批量核验). */
  byNumbers(normalNumbers: readonly string[]): Promise<ReadonlyMap<string, readonly Entry[]>>;
  /**
   * Numbers of the register that one slip of the keyboard turns into this one (a sign wrong, missing, too many, two swapped):
   * offered when nothing is found, never put in its place.
   */
  nearNumbers(normalNumber: string, limit: number): Promise<readonly string[]>;
  /** Entries that a party holds; those of these kinds when named. */
  heldBy(holder: Id, kinds?: readonly string[], within?: Transaction): Promise<readonly Entry[]>;
  issuedBy(issuer: Id, page: PageRequest): Promise<Page<Entry>>;
  /** The verdict's own query: all entries of a number with their changes, issuer's entries of `issuerKinds`, and source. */
  dossiers(normalNumber: string, issuerKinds: readonly string[]): Promise<readonly EntryDossier[]>;
  dossierOf(id: Id, issuerKinds: readonly string[]): Promise<EntryDossier | null>;
  /** Changes in the order of effect: `latest`, then `ordinal`. */
  changes(entry: Id, within?: Transaction): Promise<readonly EntryChange[]>;
  /** The same for many; what held on a day, as known on a day, is read off them (`#certification/register/status.ts`). */
  changesOf(entries: readonly Id[], within?: Transaction): Promise<ReadonlyMap<Id, readonly EntryChange[]>>;
  list(filter: Filter<EntryField>, order: EntryOrder, page: PageRequest): Promise<Page<Entry>>;
  count(filter: Filter<EntryField>, cap: number): Promise<CappedCount>;
  /** Exact, and therefore a walk over the register: the caller keeps the answer for a while. */
  countBy(
    filter: Filter<EntryField>,
    field: 'kind' | 'scheme' | 'edition' | 'status' | 'source',
  ): Promise<ReadonlyMap<string, number>>;
  /** How many different holders stand behind the entries that pass. */
  countHolders(filter: Filter<EntryField>): Promise<number>;
  /** Every entry that passes, streamed in the order of ids: exports and reports. */
  stream(filter: Filter<EntryField>): AsyncIterable<Entry>;
}
