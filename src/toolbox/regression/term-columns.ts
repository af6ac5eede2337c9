import { type DoubleDouble, ddMultiply, doubleDouble } from '../arithmetic/double-double.ts';

/** A term of a model: some factors, by index, each with one or several columns. */
export interface Term {
  readonly factors: readonly number[];
  readonly name: string;
  readonly columns: readonly (readonly DoubleDouble[])[];
}

/** All sets of at most `order` of n factors, main effects first. */
export function factorSets(n: number, order: number): number[][] {
  const sets: number[][] = [];
  const grow = (set: number[], next: number): void => {
    if (set.length > 0) sets.push(set);
    if (set.length < order) for (let i = next; i < n; i++) grow([...set, i], i + 1);
  };
  grow([], 0);
  return sets.toSorted((a, b) => a.length - b.length || compareSets(a, b));
}

function compareSets(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

/** Deviation coding: one column for each level but the last, which has -1 in all; the coefficients of a factor sum to 0. */
export function deviationColumns(labels: readonly string[], levels: readonly string[]): DoubleDouble[][] {
  const last = levels.at(-1);
  return levels
    .slice(0, -1)
    .map((level) => labels.map((label) => doubleDouble(label === level ? 1 : label === last ? -1 : 0)));
}

/** The term of a set of factors: all products of a column of each. */
export function productTerm(
  set: readonly number[],
  names: readonly string[],
  columns: readonly (readonly (readonly DoubleDouble[])[])[],
): Term {
  let products: (readonly DoubleDouble[])[] = columns[set[0]!]!.map((c) => c);
  for (const factor of set.slice(1))
    products = products.flatMap((a) => columns[factor]!.map((b) => a.map((value, i) => ddMultiply(value, b[i]!))));
  return { factors: set, name: set.map((i) => names[i]!).join('×'), columns: products };
}
