/**
 * The closed, typed, total condition tree of the scheme language (design, decision 15): all, any, not to a depth of three;
 * a field in a set, a field compared with a constant or another field, the outcome of a step, an entry held on the day.
 * No arithmetic, no code: every condition can be read aloud and always has an answer.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly field: string; readonly test: FieldTest }
  | { readonly step: string; readonly outcomes: readonly string[] | 'any' }
  | { readonly holds: HeldEntry };

export type FieldTest =
  | { readonly given: boolean }
  | { readonly in: readonly Constant[] }
  | {
      readonly compare: 'is' | 'is-not' | 'at-least' | 'at-most' | 'more-than' | 'less-than';
      readonly with: Constant | { readonly field: string };
    };

export type Constant = string | number | boolean;

/** An entry of the register held by somebody on the day of the act. */
export interface HeldEntry {
  readonly who: 'applicant' | 'body' | 'actor' | { readonly role: string };
  /** Kind of entry (`certificate`, `approval`, `person-registration` …). */
  readonly kind: string;
  /** Left out: of any scheme. */
  readonly scheme?: string;
  /** A field whose codes the entry's scope must contain. */
  readonly scopeOf?: string;
  /** Codes that the entry's scope must contain. */
  readonly codes?: readonly string[];
  /** How long before the day it may have lost its validity; left out: it must be valid on the day. */
  readonly status?: readonly ('valid' | 'suspended' | 'withdrawn' | 'cancelled' | 'expired')[];
  /** States that count only when they came about for one of these reasons. */
  readonly reasons?: readonly StateReason[];
}

/** A state of an entry counts when this reason brought it about. */
export interface StateReason {
  readonly status: string;
  readonly list: string;
  readonly code: string;
}

/** The fields of which a condition speaks. */
export function fieldsIn(condition: Condition): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(fieldsIn);
  if ('any' in condition) return condition.any.flatMap(fieldsIn);
  if ('not' in condition) return fieldsIn(condition.not);
  if (!('field' in condition)) return [];
  const beside =
    'compare' in condition.test && typeof condition.test.with === 'object' ? [condition.test.with.field] : [];
  return [condition.field, ...beside];
}
