import type { Text } from '../codes/refusal.ts';
import type { Day } from '../time/day.ts';
import type { Period } from '../time/period.ts';
import type { Fraction } from './fraction.ts';

export const certainties = ['verified', 'secondary', 'to-be-confirmed'] as const;
export type RuleCertainty = (typeof certainties)[number];

/**
 * How the answers of several packs to one question become one (design, decision 12). `each`: they stay side by side and are
 * never joined. Inside one pack the newest edition in force always supersedes.
 */
export const combineModes = ['largest', 'smallest', 'intersection', 'all-of', 'ordered', 'newest', 'each'] as const;
export type CombineMode = (typeof combineModes)[number];

export const valueKinds = [
  'share',
  'number',
  'period',
  'bands',
  'choice',
  'list',
  'flag',
  'clock',
  'grades',
  'grants',
] as const;
export type ValueKind = (typeof valueKinds)[number];

/** A question that rule packs answer: `rules/questions.yaml`. Codes outside `keys` and `options` are refused. */
export interface Question {
  readonly id: string;
  readonly text: Text;
  readonly value: ValueKind;
  readonly combine: CombineMode;
  /** What an answer may depend on: name → the codes allowed. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
  /** The codes of a `choice`; for `ordered`, from the mildest to the strictest. */
  readonly options: readonly string[];
  /** What the codes of the keys and the options are called, where people read them. */
  readonly words: ReadonlyMap<string, Text>;
}

export interface Band {
  readonly from: number;
  readonly to: number;
  readonly value: Fraction;
}

export interface ListItem extends Text {
  readonly code: string;
  readonly period?: Period;
  readonly more: Readonly<Record<string, string>>;
}

/** A step of a procedure with its time limit. */
export interface ClockValue {
  readonly period: Period;
  readonly order: number;
  /** False where the time is not counted in the procedure's limit (a technical review). */
  readonly counts: boolean;
  /** The step whose clock stands while this one runs. */
  readonly stops: string | null;
  /** `least`: the act may not come earlier; `most`: not later; `before`: at the latest so long before the day given. */
  readonly bound: 'most' | 'least' | 'before';
  /** `step`: from the end of the step before; `start`: from the start of the procedure. */
  readonly from: 'step' | 'start';
}

export type RuleValue =
  /** `text` is the share as the file writes it: `30%`, `1/3`. */
  | { readonly kind: 'share'; readonly share: Fraction; readonly text: string }
  | { readonly kind: 'number'; readonly number: Fraction }
  | { readonly kind: 'period'; readonly period: Period; readonly anchor: string | null }
  | { readonly kind: 'bands'; readonly bands: readonly Band[] }
  | { readonly kind: 'choice'; readonly choice: string }
  | { readonly kind: 'list'; readonly items: readonly ListItem[] }
  | { readonly kind: 'flag'; readonly flag: boolean }
  | { readonly kind: 'clock'; readonly clock: ClockValue }
  | { readonly kind: 'grades'; readonly grades: readonly { readonly code: string; readonly least: string }[] }
  | {
      readonly kind: 'grants';
      readonly grants: readonly { readonly share: Fraction; readonly needs: Readonly<Record<string, number>> }[];
    };

/** One row of a pack: a dated answer to one question, with where it stands and how sure we are. */
export interface RuleRow {
  readonly id: string;
  readonly question: string;
  readonly when: Readonly<Record<string, string>>;
  readonly value: RuleValue;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly article: string;
  readonly source: string;
  readonly certainty: RuleCertainty;
  readonly note: Text | null;
}

/** A rule pack: jurisdiction × scheme × edition × effective dates. */
export interface RulePack {
  readonly pack: string;
  readonly edition: string;
  readonly title: Text;
  /** `INT` or an ISO 3166 code. */
  readonly jurisdiction: string;
  /** First and last day in force; null for open. */
  readonly from: Day | null;
  readonly to: Day | null;
  /** The edition of the same pack that this one follows. */
  readonly supersedes: string | null;
  /** Where the text was read; a row's own source, and the documents of answers, keep the English one. */
  readonly source: Text;
  readonly rows: readonly RuleRow[];
  readonly file: string;
}
