import type { Condition, StateReason } from './condition.ts';
import type { PeriodSpec } from './scheme.ts';

/**
 * What must hold for an act. Each names its own refusal; all refusals of an act come at once. A guard with `message` may
 * carry a text of the scheme's own beside the general one.
 */
export type Guard = GuardRule & {
  readonly message?: string;
  readonly basis?: string;
  /** It was declared with these outcomes and holds for them alone, whichever way they lead; left out: a guard of the step. */
  readonly outcomes?: readonly string[];
};

export type GuardRule =
  /**
   * The actor is none of the persons who were named for, or acted in, these roles in this case; with `units`, nor is she
   * employed where one of them is.
   */
  | { readonly guard: 'not-same-as'; readonly roles: readonly string[]; readonly units?: true }
  /** The actor (or each person being named) has declared no conflict with the applicant and none is known. */
  | { readonly guard: 'no-conflict' }
  /** Each person being named, or the actor, is competent for every code of the field. */
  | { readonly guard: 'competent'; readonly field: string; readonly roles?: readonly string[] }
  /** Each person being named, or the actor, holds a registration of this kind valid on the day. */
  | {
      readonly guard: 'registered';
      readonly kind: string;
      readonly roles?: readonly string[];
      readonly scheme?: string;
      readonly codes?: readonly string[];
    }
  /** No ban lies on the person being named, the actor or the applicant on the day (the last day of a ban still bars). */
  | { readonly guard: 'not-banned'; readonly who: 'applicant' | 'actor' | 'named' }
  /** The party holds an entry of this kind, covering the field's codes, at the instant of the act. */
  | {
      readonly guard: 'entitled';
      readonly who: 'body' | { readonly role: string };
      readonly kind: string;
      readonly scopeOf?: string;
      readonly scheme?: string;
      readonly codes?: readonly string[];
    }
  /** These fields of the case have a value. */
  | { readonly guard: 'present'; readonly fields: readonly string[] }
  /** The days in these fields do not run backwards. */
  | { readonly guard: 'order'; readonly fields: readonly string[] }
  /** At least, or at most, so long lies between the completion of `from` and this act. */
  | { readonly guard: 'least-time'; readonly from: string; readonly period: PeriodSpec }
  | { readonly guard: 'most-time'; readonly from: string; readonly period: PeriodSpec }
  /** No finding of these grades is open (all grades when left out). */
  | { readonly guard: 'no-open-finding'; readonly grades?: readonly string[] }
  /** So many of those entitled to vote have voted: a share such as 2/3 of the named role. */
  | { readonly guard: 'quorum'; readonly role: string; readonly of: readonly [number, number] }
  /** So large a share of the votes is in favour; `denominator` declares who counts (domain, example 21). */
  | {
      readonly guard: 'vote-share';
      readonly step: string;
      readonly of: readonly [number, number];
      readonly denominator: 'present' | 'replies' | 'all';
    }
  /** The mean of the scores given in a step reaches the figure (hundredths). */
  | { readonly guard: 'score'; readonly step: string; readonly field: string; readonly least: number }
  /** The case ranks within the quota of its round. */
  | { readonly guard: 'rank-within-quota'; readonly quota: string }
  /** The applicant's history holds no such entry or ending within the period. */
  | {
      readonly guard: 'no-history';
      readonly kind: string;
      readonly statuses: readonly string[];
      readonly reasons?: readonly StateReason[];
      readonly within: PeriodSpec;
      readonly scheme?: string;
    }
  /** A field of rows adds up to at least so much (training hours, experience days). */
  | { readonly guard: 'accumulated'; readonly field: string; readonly column: string; readonly least: number }
  /** Any condition of the language, with a text of its own. */
  | {
      readonly guard: 'requires';
      readonly condition: Condition;
      readonly message: string;
      /** Asked of every row of this field, with the row's columns beside the fields of the case. */
      readonly rows?: string;
    };

export type GuardName = GuardRule['guard'];
