import { betaQuantilePair } from './beta.ts';
import { requirePositive, requireProbability } from './domain.ts';
import { type BetaPoint, betaFactor, incompleteBeta } from './incomplete-beta.ts';
import type { Tails } from './incomplete-gamma.ts';

/** Fisher's F distribution with df1 and df2 > 0 degrees of freedom, on f >= 0. */
function point(f: number, df1: number, df2: number): BetaPoint {
  requirePositive(df1, 'the numerator degrees of freedom');
  requirePositive(df2, 'the denominator degrees of freedom');
  const { x, y } = shares(f, df1, df2);
  return { a: df1 / 2, b: df2 / 2, x, y, lambda: (df1 / 2) * ((1 - f) * y) };
}

/** df1 f / (df1 f + df2) and what is left of 1, for any f that a double holds: neither product nor sum can overflow. */
export function shares(f: number, df1: number, df2: number): { readonly x: number; readonly y: number } {
  const inverse = df2 / df1 / f;
  if (inverse < 1) return { x: 1 / (1 + inverse), y: inverse / (1 + inverse) };
  const ratio = (df1 / df2) * f;
  return { x: ratio / (1 + ratio), y: 1 / (1 + ratio) };
}

export function fisherFTails(f: number, df1: number, df2: number): Tails {
  if (f <= 0) return { lower: 0, upper: 1 };
  if (f === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  return incompleteBeta(point(f, df1, df2));
}

export function fisherFDensity(f: number, df1: number, df2: number): number {
  if (f < 0) return 0;
  if (f === 0) return df1 < 2 ? Number.POSITIVE_INFINITY : df1 === 2 ? 1 : 0;
  return betaFactor(point(f, df1, df2)) / f;
}

/** P(F <= f). */
export function fisherFLower(f: number, df1: number, df2: number): number {
  return fisherFTails(f, df1, df2).lower;
}

/** P(F > f). */
export function fisherFUpper(f: number, df1: number, df2: number): number {
  return fisherFTails(f, df1, df2).upper;
}

/** The f with P(F <= f) = p. */
export function fisherFQuantile(p: number, df1: number, df2: number): number {
  requireProbability(p);
  return fromPair(p, 1 - p, df1, df2);
}

/** The f with P(F > f) = q. */
export function fisherFQuantileUpper(q: number, df1: number, df2: number): number {
  requireProbability(q);
  return fromPair(1 - q, q, df1, df2);
}

function fromPair(lower: number, upper: number, df1: number, df2: number): number {
  requirePositive(df1, 'the numerator degrees of freedom');
  requirePositive(df2, 'the denominator degrees of freedom');
  const { x, y } = betaQuantilePair(lower, upper, df1 / 2, df2 / 2);
  return (x / y) * (df2 / df1);
}
