import type { Text } from '../method/text.ts';
import { applyBitmaps, canUseBitmaps } from './rule-bitmaps.ts';

/**
 * Tests for special causes. A point is reported when it completes a pattern; the pattern's window is the points from
 * `windowOf` before it. Distances are counted in standard deviations of the plotted statistic at that very point, so that
 * limits that change with the sample size are judged point by point.
 */
export type RuleTest =
  /** Beyond a control limit as drawn; `reached`: on it too, where scores are counted. */
  | { readonly kind: 'limit'; readonly reached?: true }
  | { readonly kind: 'beyond'; readonly sigma: number }
  /** `points` in a row on one side of the centre line; a point on the line ends the run. */
  | { readonly kind: 'run'; readonly points: number }
  /** `points` in a row each above (or each below) the one before; a tie ends the trend. */
  | { readonly kind: 'trend'; readonly points: number }
  /** `points` in a row going up and down in turn. */
  | { readonly kind: 'alternation'; readonly points: number }
  /** `count` of the last `of` points beyond `sigma` on one side, the last of them among them. */
  | { readonly kind: 'cluster'; readonly count: number; readonly of: number; readonly sigma: number }
  /** `points` in a row no farther than `sigma` from the centre line. */
  | { readonly kind: 'hugging'; readonly points: number; readonly sigma: number }
  /** `points` in a row farther than `sigma` from the centre line; `bothSides`: some above and some below. */
  | { readonly kind: 'mixture'; readonly points: number; readonly sigma: number; readonly bothSides?: boolean };

export interface Rule {
  readonly id: string;
  readonly text: Text;
  readonly test: RuleTest;
}

/** At most so many rules at once: one bit each in the mask of a point. */
export const mostRules = 30;

/** How many points the pattern of a rule spans. */
export function windowOf(test: RuleTest): number {
  switch (test.kind) {
    case 'limit':
    case 'beyond':
      return 1;
    case 'cluster':
      return test.of;
    default:
      return test.points;
  }
}

/**
 * One plotted statistic. `z` is its distance from the centre line in standard deviations; `ucl` and `lcl` are per point
 * or one number for all. NaN stands where nothing was plotted: it completes no pattern and ends every run.
 */
export interface Series {
  readonly values: ArrayLike<number>;
  readonly z: Float64Array;
  readonly ucl: ArrayLike<number> | number;
  readonly lcl: ArrayLike<number> | number;
}

/** Sets bit `k` of `mask[i]` where rule `k` is completed at point `i`, for the points of one stage, [from, to). */
export function applyRules(series: Series, rules: readonly Rule[], mask: Uint32Array, from: number, to: number): void {
  if (rules.length > mostRules) throw new RangeError(`expected at most ${mostRules} rules, found \`${rules.length}\``);
  // Many tests on many points: whole words at a time; a few points are sooner done one by one.
  if (rules.length >= 3 && to - from >= 256 && canUseBitmaps(rules)) applyBitmaps(series, rules, mask, from, to);
  else applyOneByOne(series, rules, mask, from, to);
}

/** A loop for each test: any tests, and the plain words that the bitmaps are held to. */
export function applyOneByOne(
  series: Series,
  rules: readonly Rule[],
  mask: Uint32Array,
  from: number,
  to: number,
): void {
  for (const [k, rule] of rules.entries()) applyTest(series, rule.test, 1 << k, mask, from, to);
}

function applyTest(series: Series, test: RuleTest, bit: number, mask: Uint32Array, from: number, to: number): void {
  switch (test.kind) {
    case 'limit':
      if (test.reached) markAtLimits(series, bit, mask, from, to);
      else markBeyondLimits(series, bit, mask, from, to);
      return;
    case 'beyond':
      for (let i = from; i < to; i++) if (Math.abs(series.z[i]!) > test.sigma) mask[i]! |= bit;
      return;
    case 'run':
      if (test.points > 32) markLongRuns(series.z, test.points, bit, mask, from, to);
      else markRuns(series.z, test.points, bit, mask, from, to);
      return;
    case 'trend':
      markTrends(series.values, test.points, bit, mask, from, to);
      return;
    case 'alternation':
      markAlternations(series.values, test.points, bit, mask, from, to);
      return;
    case 'cluster':
      markClusters(series.z, test, bit, mask, from, to);
      return;
    case 'hugging':
      markHugging(series.z, test, bit, mask, from, to);
      return;
    case 'mixture':
      markMixtures(series.z, test, bit, mask, from, to);
      return;
  }
}

function markBeyondLimits(
  { values, ucl, lcl }: Series,
  bit: number,
  mask: Uint32Array,
  from: number,
  to: number,
): void {
  if (typeof ucl === 'number' && typeof lcl === 'number') {
    for (let i = from; i < to; i++) {
      const value = values[i]!;
      if (value > ucl || value < lcl) mask[i]! |= bit;
    }
    return;
  }
  const length = typeof ucl === 'number' ? to : ucl.length;
  const upper = typeof ucl === 'number' ? new Float64Array(length).fill(ucl) : ucl;
  const lower = typeof lcl === 'number' ? new Float64Array(length).fill(lcl) : lcl;
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    if (value > upper[i]! || value < lower[i]!) mask[i]! |= bit;
  }
}

function markAtLimits({ values, ucl, lcl }: Series, bit: number, mask: Uint32Array, from: number, to: number): void {
  const at = (line: ArrayLike<number> | number, i: number): number => (typeof line === 'number' ? line : line[i]!);
  for (let i = from; i < to; i++) if (values[i]! >= at(ucl, i) || values[i]! <= at(lcl, i)) mask[i]! |= bit;
}

// The loops below keep a run as a shift register of the last 32 points, one bit a point, newest lowest: a full run is a
// mask of ones. They have no branch that depends on the data but the last, which is seldom taken.

function ones(count: number): number {
  return count >= 32 ? -1 : ((1 << count) - 1) | 0;
}

function markRuns(z: Float64Array, points: number, bit: number, mask: Uint32Array, from: number, to: number): void {
  const full = ones(points);
  let above = 0;
  let below = 0;
  for (let i = from; i < to; i++) {
    const value = z[i]!;
    above = (above << 1) | +(value > 0);
    below = (below << 1) | +(value < 0);
    if ((above & full) === full || (below & full) === full) mask[i]! |= bit;
  }
}

function markLongRuns(z: Float64Array, points: number, bit: number, mask: Uint32Array, from: number, to: number): void {
  let above = 0;
  let below = 0;
  for (let i = from; i < to; i++) {
    above = z[i]! > 0 ? above + 1 : 0;
    below = z[i]! < 0 ? below + 1 : 0;
    if (above >= points || below >= points) mask[i]! |= bit;
  }
}

function markTrends(
  values: ArrayLike<number>,
  points: number,
  bit: number,
  mask: Uint32Array,
  from: number,
  to: number,
): void {
  const full = ones(points - 1);
  let up = 0;
  let down = 0;
  let last = values[from]!;
  for (let i = from + 1; i < to; i++) {
    const value = values[i]!;
    up = (up << 1) | +(value > last);
    down = (down << 1) | +(value < last);
    if ((up & full) === full || (down & full) === full) mask[i]! |= bit;
    last = value;
  }
}

function markAlternations(
  values: ArrayLike<number>,
  points: number,
  bit: number,
  mask: Uint32Array,
  from: number,
  to: number,
): void {
  const full = ones(points - 1);
  const even = 0x55555555 & full;
  const odd = 0xaaaaaaaa & full;
  let up = 0;
  let down = 0;
  let last = values[from]!;
  for (let i = from + 1; i < to; i++) {
    const value = values[i]!;
    up = (up << 1) | +(value > last);
    down = (down << 1) | +(value < last);
    const steps = up & full;
    if ((steps === even && (down & full) === odd) || (steps === odd && (down & full) === even)) mask[i]! |= bit;
    last = value;
  }
}

function countOnes(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

function markClusters(
  z: Float64Array,
  test: { readonly count: number; readonly of: number; readonly sigma: number },
  bit: number,
  mask: Uint32Array,
  from: number,
  to: number,
): void {
  const { count, sigma } = test;
  const full = ones(test.of);
  let above = 0;
  let below = 0;
  for (let i = from; i < to; i++) {
    const value = z[i]!;
    above = ((above << 1) | +(value > sigma)) & full;
    below = ((below << 1) | +(value < -sigma)) & full;
    // Few points are this far out; the count is taken only where this one is.
    if (((above | below) & 1) === 1 && ((above & 1) === 1 ? countOnes(above) : countOnes(below)) >= count)
      mask[i]! |= bit;
  }
}

function markHugging(
  z: Float64Array,
  test: { readonly points: number; readonly sigma: number },
  bit: number,
  mask: Uint32Array,
  from: number,
  to: number,
): void {
  const full = ones(test.points);
  let inside = 0;
  for (let i = from; i < to; i++) {
    inside = (inside << 1) | +(Math.abs(z[i]!) <= test.sigma);
    if ((inside & full) === full) mask[i]! |= bit;
  }
}

function markMixtures(
  z: Float64Array,
  test: { readonly points: number; readonly sigma: number; readonly bothSides?: boolean },
  bit: number,
  mask: Uint32Array,
  from: number,
  to: number,
): void {
  const full = ones(test.points);
  let above = 0;
  let below = 0;
  for (let i = from; i < to; i++) {
    const value = z[i]!;
    above = ((above << 1) | +(value > test.sigma)) & full;
    below = ((below << 1) | +(value < -test.sigma)) & full;
    if ((above | below) === full && (!test.bothSides || (above !== 0 && below !== 0))) mask[i]! |= bit;
  }
}
