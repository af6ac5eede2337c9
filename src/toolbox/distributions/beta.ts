import { requirePositive, requireProbability } from './domain.ts';
import { logBeta } from './gamma-function.ts';
import { betaFactor, betaPoint, incompleteBeta, mirrored } from './incomplete-beta.ts';
import type { Tails } from './incomplete-gamma.ts';
import { quantileOf } from './inverse.ts';
import { normalQuantile } from './normal.ts';

/** The beta distribution with shapes a, b > 0, on 0 <= x <= 1. */
export function betaTails(x: number, a: number, b: number): Tails {
  requirePositive(a, 'the shape a');
  requirePositive(b, 'the shape b');
  return incompleteBeta(betaPoint(a, b, x));
}

export function betaDensity(x: number, a: number, b: number): number {
  requirePositive(a, 'the shape a');
  requirePositive(b, 'the shape b');
  if (x < 0 || x > 1) return 0;
  if (x === 0) return a < 1 ? Number.POSITIVE_INFINITY : a === 1 ? b : 0;
  if (x === 1) return b < 1 ? Number.POSITIVE_INFINITY : b === 1 ? a : 0;
  return betaFactor(betaPoint(a, b, x)) / (x * (1 - x));
}

/** P(X <= x). */
export function betaLower(x: number, a: number, b: number): number {
  return betaTails(x, a, b).lower;
}

/** P(X > x). */
export function betaUpper(x: number, a: number, b: number): number {
  return betaTails(x, a, b).upper;
}

/**
 * The quantile and its distance from 1, so that neither loses digits at its end: when the quantile lies above 1/2 the
 * mirrored distribution is solved, whose solution is 1 - x.
 */
export function betaQuantilePair(lower: number, upper: number, a: number, b: number): { x: number; y: number } {
  requirePositive(a, 'the shape a');
  requirePositive(b, 'the shape b');
  const half = incompleteBeta(betaPoint(a, b, 0.5));
  const aboveHalf = lower <= upper ? half.lower < lower : half.upper > upper;
  if (aboveHalf) {
    const y = solveBelowHalf(upper, lower, b, a);
    return { x: 1 - y, y };
  }
  const x = solveBelowHalf(lower, upper, a, b);
  return { x, y: 1 - x };
}

function solveBelowHalf(lower: number, upper: number, a: number, b: number): number {
  const distribution = {
    lower: (x: number) => incompleteBeta(betaPoint(a, b, x)).lower,
    upper: (x: number) => incompleteBeta(betaPoint(a, b, x)).upper,
    density: (x: number) => betaDensity(x, a, b),
    from: 0,
    to: 1,
  };
  return quantileOf(distribution, lower, upper, startingPoint(lower, upper, a, b));
}

/** The normal approximation to the logit where it is sensible, else the first term of the series at 0. */
function startingPoint(lower: number, upper: number, a: number, b: number): number {
  const nearZero = Math.exp((Math.log(lower) + Math.log(a) + logBeta(a, b)) / a);
  if (nearZero < 0.1 * Math.min(1, (a + 1) / (a + b))) return nearZero;
  const z = lower <= upper ? normalQuantile(lower) : -normalQuantile(upper);
  const logit = Math.log(a / b) + z * Math.sqrt(1 / a + 1 / b);
  return Math.min(0.9, Math.max(1e-300, 1 / (1 + Math.exp(-logit))));
}

/** The x with P(X <= x) = p. */
export function betaQuantile(p: number, a: number, b: number): number {
  requireProbability(p);
  return betaQuantilePair(p, 1 - p, a, b).x;
}

/** The x with P(X > x) = q. */
export function betaQuantileUpper(q: number, a: number, b: number): number {
  requireProbability(q);
  return betaQuantilePair(1 - q, q, a, b).x;
}

/** Both tails seen from 1 - x, for callers that know the distance from 1. */
export function betaTailsFromOne(y: number, a: number, b: number): Tails {
  const tails = incompleteBeta(mirrored(betaPoint(b, a, y)));
  return { lower: tails.lower, upper: tails.upper };
}
