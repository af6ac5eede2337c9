import type { Filter } from './filter.ts';
import type { CappedCount, Page, PageRequest } from './page.ts';
import type { Transaction } from './transaction.ts';
import type { Day, Id, Instant, Json } from './values.ts';

/** A case in lists and counters: what one sees without reading its events. */
export interface CaseSummary {
  readonly id: Id;
  readonly scheme: string;
  readonly edition: string;
  readonly flow: string;
  readonly round: Id | null;
  /** The entry that the case is about. */
  readonly entry: Id | null;
  readonly applicant: Id;
  readonly body: Id;
  readonly title: string;
  readonly state: 'open' | 'ended';
  readonly ending: string | null;
  readonly zone: string;
  readonly openedAt: Instant;
  readonly openedBy: Id | null;
  readonly endedAt: Instant | null;
  readonly openSteps: readonly string[];
  /** The nearest day on which a running clock ends. */
  readonly nextDue: Day | null;
  /** Persons named in it, parties named in it, and both by role as `role:id`: what the policy asks about. */
  readonly persons: readonly Id[];
  readonly parties: readonly Id[];
  readonly named: readonly string[];
  /** Persons who are barred from it by a conflict. */
  readonly recused: readonly Id[];
  /** Columns of the scheme's own that its lists show. */
  readonly labels: { readonly [name: string]: Json };
  readonly version: number;
  readonly changedAt: Instant;
}

export type CaseField = keyof CaseSummary &
  (
    | 'id'
    | 'scheme'
    | 'edition'
    | 'flow'
    | 'round'
    | 'entry'
    | 'applicant'
    | 'body'
    | 'title'
    | 'state'
    | 'ending'
    | 'openedAt'
    | 'openedBy'
    | 'endedAt'
    | 'openSteps'
    | 'nextDue'
    | 'persons'
    | 'parties'
    | 'named'
    | 'recused'
    | 'changedAt'
  );

export type CaseOrder = 'changed' | 'opened' | 'due';

/** Rounds in lists, with what the public may see of them. */
export interface RoundSummary {
  readonly id: Id;
  readonly scheme: string;
  readonly edition: string;
  readonly body: Id;
  readonly title: { readonly zh: string; readonly en: string };
  readonly state: 'open' | 'ended';
  readonly openSteps: readonly string[];
  readonly cases: number;
  readonly openedAt: Instant;
  readonly endedAt: Instant | null;
  readonly nextDue: Day | null;
  readonly version: number;
  readonly changedAt: Instant;
}

export type RoundField = keyof RoundSummary &
  ('id' | 'scheme' | 'edition' | 'body' | 'state' | 'openSteps' | 'openedAt' | 'endedAt' | 'changedAt');

/**
 * The lists of cases and rounds. Every question carries the policy's filter; nothing is read past it.
 * `changed` and `opened` are newest first, `due` is nearest first and holds only what has a day.
 */
export interface Cases {
  byId(id: Id, within?: Transaction): Promise<CaseSummary | null>;
  byIds(ids: readonly Id[], within?: Transaction): Promise<readonly CaseSummary[]>;
  list(filter: Filter<CaseField>, order: CaseOrder, page: PageRequest): Promise<Page<CaseSummary>>;
  count(filter: Filter<CaseField>, cap: number): Promise<CappedCount>;
  /** How many pass by the value of a field. */
  countBy(
    filter: Filter<CaseField>,
    field: 'scheme' | 'flow' | 'state' | 'ending',
  ): Promise<ReadonlyMap<string, number>>;
  /** The policy's question about one case, by the database: does it exist and pass? */
  passes(id: Id, filter: Filter<CaseField>): Promise<boolean>;
}

export interface Rounds {
  byId(id: Id, within?: Transaction): Promise<RoundSummary | null>;
  list(filter: Filter<RoundField>, page: PageRequest): Promise<Page<RoundSummary>>;
  count(filter: Filter<RoundField>, cap: number): Promise<CappedCount>;
}
