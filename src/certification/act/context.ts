import type { EntryStatus } from '../entry/events.ts';
import type { PeriodSpec } from '../scheme/scheme.ts';

/**
 * What an act may know of the world beside its own stream: loaded by `operation` before the decision, so that deciding
 * stays pure. Questions are functions, because the scheme says which are asked; each answers at once from what was loaded.
 */
export interface ActContext {
  readonly now: string;
  readonly calendar: CaseCalendar;
  readonly actor: ActingPerson;
  readonly party: (id: string) => PartyFacts | undefined;
  readonly person: (id: string) => PersonFacts | undefined;
  /** Entries whose holder (or, for persons, whose person) is this id, of this kind; of any scheme unless named. */
  readonly held: (holder: string, kind: string, scheme?: string) => readonly HeldFacts[];
  readonly entry: (id: string) => HeldFacts | undefined;
  /** Validates a code against a list of the house; a string says what is wrong with it. */
  readonly code: (
    list: string,
    value: string,
  ) => { readonly ok: true } | { readonly ok: false; readonly why: { readonly zh: string; readonly en: string } };
  readonly calculate: (calculator: string, inputs: Readonly<Record<string, unknown>>) => CalculatorAnswer;
  /** The next number of a space and year, reserved for good; fed from a counter row that the same transaction holds. */
  readonly serial: (space: string, year: string) => number;
  /** Fresh ids; given in, so that deciding again with the same ids gives the same events. */
  readonly newId: () => string;
  /** Endings of other cases of the applicant, for sub-cases and history. */
  readonly endedCases: (
    applicant: string,
    scheme: string,
  ) => readonly { readonly flow: string; readonly ending: string; readonly on: string; readonly case: string }[];
}

/** Clock questions in the scheme's zone, answered by the one clock of the house. */
export interface CaseCalendar {
  readonly today: string;
  readonly dayOf: (instant: string) => string;
  /** Last day of the period that begins with `from`, after standing still for so many of its own days. */
  readonly endOf: (
    from: string,
    period: PeriodSpec,
    standstill: number,
  ) => { readonly day: string } | { readonly tableEnds: string };
  /** Days of the period's unit (working days for `working-days`, else calendar days) from `from` up to, not including, `to`. */
  readonly lengthOf: (from: string, to: string, unit: PeriodSpec['unit']) => number;
  /** The last day of a validity: the anniversary less one day. */
  readonly validityEnd: (
    from: string,
    validity: { readonly length: number; readonly unit: 'days' | 'months' | 'years' },
  ) => string;
  readonly addDays: (day: string, days: number) => string;
}

/** `system` acts for clocks, rounds and imports; it holds no role of a scheme. */
export interface ActingPerson {
  readonly kind: 'person' | 'system' | 'public';
  readonly person: string;
  readonly party: string;
  readonly roles: readonly string[];
  /** The person proved her identity again for this act. */
  readonly identified: boolean;
}

export interface PartyFacts {
  readonly id: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** Short code that stands in numbers, such as `034`. */
  readonly code: string;
}

export interface PersonFacts {
  readonly id: string;
  readonly name: string;
  readonly party: string;
  readonly roles: readonly string[];
  readonly competences: readonly string[];
  /** Every unit that employs her on the day, `party` among them; told only where a guard asks for it. */
  readonly employers?: readonly string[];
  /** Parties with which a tie is known: former employer within two years, owner, consultant, kin. */
  readonly ties: readonly { readonly party: string; readonly kind: string }[];
}

export interface HeldFacts {
  readonly id: string;
  readonly kind: string;
  readonly scheme: string;
  readonly number: string;
  readonly holder: string;
  readonly issuer: string;
  readonly codes: readonly string[];
  readonly from: string;
  readonly to: string | null;
  readonly status: EntryStatus;
  /** Day from which the present status holds. */
  readonly since: string;
  /** Why it is in the present status, by its scheme's list and code. */
  readonly reason?: { readonly list: string; readonly code: string } | null;
}

export type CalculatorAnswer =
  | {
      readonly ok: true;
      readonly figures: readonly {
        readonly name: string;
        readonly value: string;
        readonly rule: string;
        readonly certainty: 'verified' | 'secondary' | 'to-be-confirmed';
      }[];
    }
  | { readonly ok: false; readonly why: { readonly zh: string; readonly en: string } };
