import { gaussLegendre, integratePanels } from '../arithmetic/quadrature.ts';
import { chiMixture } from './chi-mixture.ts';
import { requireProbability } from './domain.ts';
import { invertTail } from './inverse.ts';
import { normalCentral, normalDensity, normalLower, normalUpper } from './normal.ts';
import { studentTQuantileUpper } from './student-t.ts';

/**
 * The studentized range q of `groups` means with df degrees of freedom behind their standard deviation (Tukey). Both tails
 * of the range of normals are integrals of positive functions; the mean over the standard deviation follows.
 */
const points = 14;

/** P(b - width < Z < b), relatively accurate also where the width is far below a unit of the last place of b. */
function normalBetween(b: number, width: number): number {
  if (width < 0.5) {
    const { nodes, weights } = gaussLegendre(8);
    const half = width / 2;
    let sum = 0;
    for (let i = 0; i < nodes.length; i++) sum += weights[i]! * normalDensity(b - half * (1 - nodes[i]!));
    return sum * half;
  }
  const a = b - width;
  if (a > 0) return normalUpper(a) - normalUpper(b);
  if (b < 0) return normalLower(b) - normalLower(a);
  return normalCentral(b) - normalCentral(a);
}

/** P(range <= w) of `groups` standard normals: k ∫ φ(z) (Φ(z) - Φ(z - w))^(k-1) dz. */
export function normalRangeLower(w: number, groups: number): number {
  if (w <= 0) return 0;
  const right = Math.sqrt(84 + Math.min(w / 2, 4) ** 2);
  const power = groups - 1;
  return groups * integrateHump((z) => normalDensity(z) * normalBetween(z, w) ** power, -9.2, right);
}

/** P(range > w): k ∫ φ(z) (Φ(z)^(k-1) - (Φ(z) - Φ(z - w))^(k-1)) dz, the difference taken through expm1. */
export function normalRangeUpper(w: number, groups: number): number {
  if (w <= 0) return 1;
  const power = groups - 1;
  const integrand = (z: number) => {
    const below = normalLower(z);
    return normalDensity(z) * below ** power * -Math.expm1(power * Math.log1p(-normalLower(z - w) / below));
  };
  const flat = Math.sqrt(84 + (w * w) / 2);
  const right = w < 13 ? flat : Math.min(w / 2 + 6.6, flat);
  return groups * integrateHump(integrand, w / 2 - 6.6, right);
}

/** ∫ of a smooth hump: a coarse scan leaves out where it is below 1e-18 of its top, the rest goes to ten equal panels. */
function integrateHump(f: (z: number) => number, from: number, to: number): number {
  const cells = 32;
  const width = (to - from) / cells;
  const heights = Array.from({ length: cells + 1 }, (_, i) => f(from + i * width));
  const floor = 1e-18 * Math.max(...heights);
  const first = Math.max(0, heights.findIndex((height) => height > floor) - 1);
  const last = Math.min(cells, heights.findLastIndex((height) => height > floor) + 1);
  return integratePanels(f, from + first * width, from + last * width, 10, points);
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

/** The secant rule on ln tail against ln q: a tail costs some milliseconds, so that a numerical slope would be dear. */
function quantile(lower: number, upper: number, groups: number, df: number): number {
  check(groups, df);
  if (lower === 0) return 0;
  if (upper === 0) return Number.POSITIVE_INFINITY;
  const rising = lower <= upper;
  const tail = rising ? studentizedRangeLower : studentizedRangeUpper;
  const target = rising ? lower : upper;
  const excess = (s: number) => Math.log(tail(Math.exp(s), groups, df) / target);
  let s0 = Math.log(startingPoint(lower, upper, groups, df));
  let f0 = excess(s0);
  let s1 = s0 + (f0 > 0 === rising ? -0.02 : 0.02);
  for (let i = 0; i < 20 && Number.isFinite(f0); i++) {
    const f1 = excess(s1);
    if (f1 === 0) return Math.exp(s1);
    const step = (f1 * (s1 - s0)) / (f0 - f1);
    if (!Number.isFinite(step) || Math.abs(step) > 3) break;
    if (Math.abs(step) < 1e-7) return Math.exp(s1) * (1 + step);
    s0 = s1;
    f0 = f1;
    s1 += step;
  }
  return invertTail({
    tail: (q) => tail(q, groups, df),
    density: (q) => densityByDifference(q, groups, df, tail, rising),
    rising,
    target,
    from: 0,
    to: Number.POSITIVE_INFINITY,
    start: Math.exp(s0),
  });
}

/** Bonferroni's bound for an upper tail; for a lower one √k (q/√2π)^(k-1), what P(Q <= q) tends to at 0. */
function startingPoint(lower: number, upper: number, groups: number, df: number): number {
  if (upper < 0.5) return Math.SQRT2 * studentTQuantileUpper(upper / (groups * (groups - 1)), df);
  const power = 1 / (groups - 1);
  return Math.sqrt(2 * Math.PI) * (lower / Math.sqrt(groups)) ** power;
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
