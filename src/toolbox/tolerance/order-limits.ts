import { betaUpper } from '../distributions/beta.ts';

/**
 * Tolerance limits from order statistics, whatever the distribution: the interval that leaves out `omitted - 1` of the n
 * ordered values at its ends holds a share of the population that follows a beta distribution (S. S. Wilks, Annals of
 * Mathematical Statistics 12 (1941) 91-96).
 */
export interface OrderLimits {
  /** Ranks of the limits, from 1; null where that side is open. */
  readonly lowerRank: number | null;
  readonly upperRank: number | null;
  /** The confidence reached with these ranks; below the one asked for when n is too small. */
  readonly reached: number;
}

export type Side = 'two-sided' | 'lower' | 'upper';

/** Confidence that an interval leaving out m blocks holds the coverage: P(Beta(n - m + 1, m) > coverage). */
export function orderConfidence(n: number, m: number, coverage: number): number {
  return m > n ? 0 : betaUpper(coverage, n - m + 1, m);
}

/** The narrowest limits whose confidence is at least the one asked for, or the widest there are. */
export function orderLimits(n: number, coverage: number, confidence: number, side: Side): OrderLimits {
  const least = side === 'two-sided' ? 2 : 1;
  let m = least;
  while (m < n && orderConfidence(n, m + 1, coverage) >= confidence) m++;
  const reached = orderConfidence(n, m, coverage);
  if (side === 'lower') return { lowerRank: m, upperRank: null, reached };
  if (side === 'upper') return { lowerRank: null, upperRank: n - m + 1, reached };
  const lowerRank = Math.floor(m / 2);
  return { lowerRank, upperRank: n - (m - lowerRank) + 1, reached };
}

/** The least n whose extreme values hold the coverage with the confidence. */
export function orderSampleSize(coverage: number, confidence: number, side: Side): number {
  const m = side === 'two-sided' ? 2 : 1;
  let low = 1;
  let high = 2;
  while (orderConfidence(high, m, coverage) < confidence) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (orderConfidence(middle, m, coverage) >= confidence) high = middle;
    else low = middle;
  }
  return high;
}
