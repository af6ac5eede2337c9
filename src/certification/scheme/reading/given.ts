import type { Condition, StateReason } from '../condition.ts';
import type { At, Diagnostic, DiagnosticCode } from '../diagnostic.ts';
import type { PeriodSpec } from '../scheme.ts';
import type { Tree, TreeMap } from '../tree.ts';
import type { NameSpace, Word } from '../vocabulary/word.ts';

/** A name that the author used and that has to be declared somewhere. */
export interface Reference {
  readonly space: NameSpace;
  readonly name: string;
  readonly at: At;
  readonly scope: Scope;
}

/** Where a name was used: steps are known within their flow, grades within their step. */
export interface Scope {
  readonly flow?: string;
  readonly step?: string;
  readonly form?: string;
  /** Field of rows whose column is meant. */
  readonly rows?: string;
  /** Scheme whose lists of reasons are meant. */
  readonly scheme?: string;
}

export type Value =
  | { readonly is: 'text'; readonly value: string }
  | { readonly is: 'texts'; readonly values: readonly string[] }
  | { readonly is: 'states'; readonly values: readonly string[]; readonly reasons: readonly StateReason[] }
  | { readonly is: 'whole'; readonly value: number }
  | { readonly is: 'flag'; readonly value: boolean }
  | { readonly is: 'days'; readonly from: string; readonly to?: string }
  | { readonly is: 'share'; readonly value: readonly [number, number] }
  | { readonly is: 'operand'; readonly value: Operand }
  | { readonly is: 'operands'; readonly values: readonly Operand[] }
  | { readonly is: 'period'; readonly value: PeriodSpec }
  | { readonly is: 'periods'; readonly values: ReadonlyMap<string, PeriodSpec> }
  | { readonly is: 'length'; readonly value: Length }
  | { readonly is: 'basis'; readonly value: BasisCited }
  | { readonly is: 'condition'; readonly value: Condition }
  | { readonly is: 'who'; readonly value: Who }
  | { readonly is: 'map'; readonly value: TreeMap }
  | { readonly is: 'counts'; readonly values: ReadonlyMap<string, number> }
  | { readonly is: 'inputs'; readonly values: ReadonlyMap<string, Operand> }
  | { readonly is: 'figures'; readonly values: ReadonlyMap<string, string> };

export type Operand = string | number | boolean | { readonly field: string };
export type Who = { readonly word: string } | { readonly roles: readonly string[] } | { readonly field: string };
export interface Length {
  readonly length: number;
  readonly unit: 'days' | 'months' | 'years';
}
export interface BasisCited {
  readonly id: string;
  readonly article: string | undefined;
}

/** A word as the author wrote it: its parameters by name, its sections and the words inside it, each with its place. */
export interface Given {
  readonly word: Word;
  readonly at: At;
  readonly values: ReadonlyMap<string, Value>;
  readonly trees: ReadonlyMap<string, Tree>;
  readonly sections: ReadonlyMap<string, Tree>;
  readonly inner: ReadonlyMap<string, Tree>;
}

/** An outcome that a condition names; `check` looks whether the step has it. */
export interface OutcomeUse {
  readonly step: string;
  readonly outcome: string;
  readonly at: At;
  readonly scope: Scope;
}

/** What reading one scheme gathers, and the two readers that call each other. */
export interface Reader {
  readonly diagnostics: Diagnostic[];
  readonly references: Reference[];
  readonly outcomesUsed: OutcomeUse[];
  /** Words of the vocabulary that were read, as `place: name`. */
  readonly wordsUsed: Set<string>;
  /** Reads one word at its place; what is wrong with it is reported, what is right comes back. */
  readonly word: (word: Word, tree: Tree, scope: Scope) => Given;
  readonly condition: (tree: Tree, scope: Scope) => Condition | undefined;
  readonly report: (code: DiagnosticCode, at: At, found: string, params?: Diagnostic['params']) => void;
  readonly refer: (space: NameSpace, name: string, at: At, scope: Scope) => void;
}

export const idPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const codePattern = /^[\p{L}\p{N}][\p{L}\p{N}._/-]*$/u;

export const textOfParam = (given: Given, name: string): string | undefined => {
  const value = given.values.get(name);
  return value?.is === 'text' ? value.value : undefined;
};
export const textsOfParam = (given: Given, name: string): readonly string[] | undefined => {
  const value = given.values.get(name);
  return value?.is === 'texts' ? value.values : undefined;
};
/** The states that a parameter speaks of, and those that count for certain reasons only. */
export const statesOfParam = (
  given: Given,
  name: string,
): { readonly statuses: readonly string[]; readonly reasons?: readonly StateReason[] } | undefined => {
  const value = given.values.get(name);
  if (value?.is !== 'states') return undefined;
  return { statuses: value.values, ...(value.reasons.length === 0 ? {} : { reasons: value.reasons }) };
};
export const wholeOfParam = (given: Given, name: string): number | undefined => {
  const value = given.values.get(name);
  return value?.is === 'whole' ? value.value : undefined;
};
export const flagOfParam = (given: Given, name: string): boolean | undefined => {
  const value = given.values.get(name);
  return value?.is === 'flag' ? value.value : undefined;
};
export const conditionOfParam = (given: Given, name: string): Condition | undefined => {
  const value = given.values.get(name);
  return value?.is === 'condition' ? value.value : undefined;
};
export const periodOfParam = (given: Given, name: string): PeriodSpec | undefined => {
  const value = given.values.get(name);
  return value?.is === 'period' ? value.value : undefined;
};
export const basisOfParam = (given: Given, name = 'basis'): BasisCited | undefined => {
  const value = given.values.get(name);
  return value?.is === 'basis' ? value.value : undefined;
};
export const valueOfParam = <K extends Value['is']>(
  given: Given,
  name: string,
  is: K,
): Extract<Value, { is: K }> | undefined => {
  const value = given.values.get(name);
  return value?.is === is ? (value as Extract<Value, { is: K }>) : undefined;
};

export const oneLine = (example: string): string =>
  example
    .split('\n')
    .map((line) => line.trim())
    .join(', ');

/** A scalar, or a list of scalars, as a list. */
export function scalarsOf(tree: Tree | undefined): readonly { readonly source: string; readonly at: At }[] | undefined {
  if (tree?.is === 'scalar') return tree.value === null ? undefined : [tree];
  if (tree?.is !== 'list') return undefined;
  const scalars = tree.items.filter((item) => item.is === 'scalar' && item.value !== null);
  return scalars.length === tree.items.length
    ? (scalars as readonly { source: string; at: At; is: 'scalar' }[])
    : undefined;
}
