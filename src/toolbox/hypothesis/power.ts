import { binomialLower, binomialUpper } from '../distributions/binomial.ts';
import { fisherFQuantileUpper } from '../distributions/fisher-f.ts';
import { noncentralFUpper } from '../distributions/noncentral-f.ts';
import { noncentralTLower, noncentralTUpper } from '../distributions/noncentral-t.ts';
import { normalQuantileUpper, normalUpper } from '../distributions/normal.ts';
import { studentTQuantileUpper } from '../distributions/student-t.ts';
import type { Alternative } from './test-parts.ts';

/** A test whose power depends on the number of values (in each group) and a difference. */
export type PowerTest = 'one-sample-t' | 'two-sample-t' | 'one-proportion' | 'two-proportions' | 'one-way-anova';

export interface PowerAim {
  readonly test: PowerTest;
  readonly alpha: number;
  readonly alternative: Alternative;
  /** Difference of means, or of the largest and smallest of `groups` means. */
  readonly difference: number;
  readonly sd: number;
  readonly groups: number;
  /** Proportion to be told from `target` (one) or from `proportion2` (two). */
  readonly proportion: number;
  readonly target: number;
}

/** Power of a t test with noncentrality δ; the two-sided test counts both tails, as R's power.t.test in its strict form. */
function tPower(df: number, delta: number, alpha: number, alternative: Alternative): number {
  const critical = studentTQuantileUpper(alternative === 'two-sided' ? alpha / 2 : alpha, df);
  if (alternative === 'greater') return noncentralTUpper(critical, df, delta);
  if (alternative === 'less') return noncentralTLower(-critical, df, delta);
  return noncentralTUpper(critical, df, delta) + noncentralTLower(-critical, df, delta);
}

/** Power of the exact binomial test whose tails are each at most their share of α. */
function binomialPower(n: number, { proportion, target, alpha, alternative }: PowerAim): number {
  const tail = alternative === 'two-sided' ? alpha / 2 : alpha;
  let power = 0;
  if (alternative !== 'less') {
    let k = Math.max(0, Math.floor(n * target));
    while (k <= n && binomialUpper(k - 1, n, target) > tail) k++;
    if (k <= n) power += binomialUpper(k - 1, n, proportion);
  }
  if (alternative !== 'greater') {
    let k = Math.min(n, Math.ceil(n * target));
    while (k >= 0 && binomialLower(k, n, target) > tail) k--;
    if (k >= 0) power += binomialLower(k, n, proportion);
  }
  return power;
}

/** Power of the pooled normal test of two proportions, n in each group (Fleiss, Statistical Methods for Rates, 4.2). */
function twoProportionPower(n: number, { proportion: p1, target: p2, alpha, alternative }: PowerAim): number {
  const z = normalQuantileUpper(alternative === 'two-sided' ? alpha / 2 : alpha);
  const pooled = (p1 + p2) / 2;
  const threshold = z * Math.sqrt(2 * pooled * (1 - pooled));
  const sd = Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2));
  const shift = Math.sqrt(n) * (p1 - p2);
  const upper = normalUpper((threshold - shift) / sd);
  const lower = normalUpper((threshold + shift) / sd);
  if (alternative === 'greater') return upper;
  if (alternative === 'less') return lower;
  return upper + lower;
}

/** The power of the test with n values in each group. */
export function powerOf(n: number, aim: PowerAim): number {
  const { test, difference, sd, alpha, alternative, groups } = aim;
  switch (test) {
    case 'one-sample-t':
      return tPower(n - 1, (difference / sd) * Math.sqrt(n), alpha, alternative);
    case 'two-sample-t':
      return tPower(2 * n - 2, (difference / sd) * Math.sqrt(n / 2), alpha, alternative);
    case 'one-proportion':
      return binomialPower(n, aim);
    case 'two-proportions':
      return twoProportionPower(n, aim);
    case 'one-way-anova': {
      // The least favourable pattern: two means apart by the difference, all others midway between them.
      const noncentrality = (n * difference ** 2) / (2 * sd ** 2);
      const [df1, df2] = [groups - 1, groups * (n - 1)];
      return noncentralFUpper(fisherFQuantileUpper(alpha, df1, df2), df1, df2, noncentrality);
    }
  }
}

export const mostValues = 1_000_000;

/**
 * The least n with at least the wanted power, by doubling and halving; null beyond a million. The power of the exact binomial
 * test saws up and down with n, so that there the n found has the power and a smaller one may have it too.
 */
export function sizeFor(power: number, aim: PowerAim): number | null {
  const least = aim.test === 'one-proportion' || aim.test === 'two-proportions' ? 1 : 2;
  let high = least;
  while (powerOf(high, aim) < power) {
    if (high >= mostValues) return null;
    high = Math.min(mostValues, high * 2);
  }
  let low = Math.max(least - 1, Math.floor(high / 2));
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (powerOf(middle, aim) >= power) high = middle;
    else low = middle;
  }
  return high;
}
