import { integratePanels } from '../arithmetic/quadrature.ts';
import { chiMixture } from './chi-mixture.ts';
import { requireProbability } from './domain.ts';
import { invertTail } from './inverse.ts';
import { normalCentral, normalDensity, normalLower, normalUpper } from './normal.ts';

/**
 * The studentized range q of `groups` means with df degrees of freedom behind their standard deviation (Tukey). Both tails
 * of the range of normals are integrals of positive functions; the mean over the standard deviation follows.
 */
const points = 14;

/** P(a < Z < b), relatively accurate also where a and b are close. */
function normalBetween(a: number, b: number): number {
  if (b - a < 0.5) return integratePanels(normalDensity, a, b, 1, 8);
  if (a > 0) return normalUpper(a) - normalUpper(b);
  if (b < 0) return normalLower(b) - normalLower(a);
  return normalCentral(b) - normalCentral(a);
}

/** P(range <= w) of `groups` standard normals: k ∫ φ(z) (Φ(z) - Φ(z - w))^(k-1) dz. */
export function normalRangeLower(w: number, groups: number): number {
  if (w <= 0) return 0;
  const right = Math.sqrt(84 + Math.min(w / 2, 4) ** 2);
  const power = groups - 1;
  const integrand = (z: number) => normalDensity(z) * normalBetween(z - w, z) ** power;
  return groups * integratePanels(integrand, -9.2, right, 10, points);
}

/** P(range > w): k ∫ φ(z) (Φ(z)^(k-1) - (Φ(z) - Φ(z - w))^(k-1)) dz, the difference taken through expm1. */
export function normalRangeUpper(w: number, groups: number): number {
  if (w <= 0) return 1;
  const power = groups - 1;
  const integrand = (z: number) => {
    const below = normalLower(z);
    return normalDensity(z) * below ** power * -Math.expm1(power * Math.log1p(-normalLower(z - w) / below));
  };
  const right = Math.max(Math.min(w / 2 + 6.6, Math.sqrt(84 + (w * w) / 2)), w < 13 ? Math.sqrt(84 + (w * w) / 2) : 0);
  return groups * integratePanels(integrand, w / 2 - 6.6, right, 9, points);
}

function check(groups: number, df: number): void {
  if (!(Number.isInteger(groups) && groups >= 2))
    throw new RangeError(`expected at least 2 groups, found \`${groups}\``);
  if (!(df > 0)) throw new RangeError(`expected degrees of freedom > 0, found \`${df}\``);
}

function overSpread(q: number, groups: number, df: number, tail: (w: number, groups: number) => number): number {
  check(groups, df);
  if (df === Number.POSITIVE_INFINITY) return tail(q, groups);
  return chiMixture({
    df,
    value: (s) => tail(q * s, groups),
    log: (s) => Math.log(tail(q * s, groups)),
    tolerance: 1e-13,
  });
}

/** P(Q <= q). */
export function studentizedRangeLower(q: number, groups: number, df: number): number {
  if (q <= 0) return 0;
  if (q === Number.POSITIVE_INFINITY) return 1;
  return overSpread(q, groups, df, normalRangeLower);
}

/** P(Q > q). */
export function studentizedRangeUpper(q: number, groups: number, df: number): number {
  if (q <= 0) return 1;
  if (q === Number.POSITIVE_INFINITY) return 0;
  return overSpread(q, groups, df, normalRangeUpper);
}

/** The q with P(Q <= q) = p. */
export function studentizedRangeQuantile(p: number, groups: number, df: number): number {
  requireProbability(p);
  return quantile(p, 1 - p, groups, df);
}

/** The q with P(Q > q) = tail. */
export function studentizedRangeQuantileUpper(tail: number, groups: number, df: number): number {
  requireProbability(tail);
  return quantile(1 - tail, tail, groups, df);
}

function quantile(lower: number, upper: number, groups: number, df: number): number {
  check(groups, df);
  if (lower === 0) return 0;
  if (upper === 0) return Number.POSITIVE_INFINITY;
  const rising = lower <= upper;
  const tail = rising ? studentizedRangeLower : studentizedRangeUpper;
  return invertTail({
    tail: (q) => tail(q, groups, df),
    density: (q) => densityByDifference(q, groups, df, tail, rising),
    rising,
    target: rising ? lower : upper,
    from: 0,
    to: Number.POSITIVE_INFINITY,
    start: 3,
  });
}

/** A slope good to some six digits, which is all that Newton's iteration needs to end at the accuracy of the tail. */
function densityByDifference(
  q: number,
  groups: number,
  df: number,
  tail: (q: number, groups: number, df: number) => number,
  rising: boolean,
): number {
  const step = 1e-5 * q;
  const slope = (tail(q + step, groups, df) - tail(q - step, groups, df)) / (2 * step);
  return rising ? slope : -slope;
}
