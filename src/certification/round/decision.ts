import type { ActContext } from '../act/context.ts';
import type { Refusal } from '../act/refusal.ts';
import type { DoStep } from '../case/decide.ts';
import type { Decided } from '../case/decision.ts';
import type { CaseState } from '../case/state.ts';
import type { ListDecided, RoundEvent } from './events.ts';
import type { VoteCell } from './public-vote.ts';

/** How many ballots lie in a box for each choice. */
export type Tally = Readonly<Record<string, number>>;

/** What an act of a round needs beside its own stream. */
export interface RoundContext {
  readonly act: ActContext;
  /** The member cases that are in the round, loaded. */
  readonly cases: readonly CaseState[];
  readonly digest: (bytes: Uint8Array) => string;
  /** Everything that a party is called: its id, codes and names. */
  readonly calledAs: (party: string) => readonly string[];
  /** The ballots of a secret vote so far; they lie in a box of their own and come into the events only when it is closed. */
  readonly ballots: (step: string) => Tally;
  /** The votes of the public so far, by item, network and ten minutes. */
  readonly votes: (step: string) => readonly VoteCell[];
}

/** Which votes of a box are set aside: of an item, out of a network or in ten minutes. */
export interface VotesAside {
  readonly step: string;
  readonly item: string;
  readonly kind: 'source' | 'time';
  readonly since: number;
  readonly source: string | null;
}

/** Doing a step of a round; the last two members belong to one kind of work each. */
export interface DoRoundStep extends DoStep {
  /** `assign`: published before the draw of reviewers. */
  readonly seed?: string;
  /** `decide-list`: an answer to each displayed row. */
  readonly rows?: ListDecided['rows'];
}

/** What a decision does in one case of the round. */
export interface InCase {
  readonly id: string;
  readonly version: number;
  readonly decided: Decided;
}

export type RoundDecision =
  | {
      readonly ok: true;
      readonly events: readonly RoundEvent[];
      readonly cases: readonly InCase[];
      /** A secret ballot: it goes into the box, never into an event. */
      readonly ballot: { readonly step: string; readonly choice: string } | null;
      /** Votes of the public that no longer count, in the box. */
      readonly setAside: VotesAside | null;
      /** The public vote that is over: its box is emptied of who voted and from where. */
      readonly emptied: string | null;
    }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** What the work of a step does beside the step itself. */
export interface Worked {
  readonly refusals: readonly Refusal[];
  readonly events: readonly RoundEvent[];
  readonly cases: readonly InCase[];
}

export const nothing: Worked = { refusals: [], events: [], cases: [] };

export function no(...refusals: Refusal[]): { ok: false; refusals: Refusal[] } {
  return { ok: false, refusals };
}

export function yes(
  events: readonly RoundEvent[],
  cases: readonly InCase[] = [],
): RoundDecision & { readonly ok: true } {
  return { ok: true, events, cases, ballot: null, setAside: null, emptied: null };
}
