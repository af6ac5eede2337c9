import { normalQuantileUpper, normalUpper } from '../distributions/normal.ts';
import type { Alternative } from './test-parts.ts';

/** Ranks 1 … n, tied values sharing the mean of their ranks, and Σ(t³ - t) over the ties. */
export function ranks(values: ArrayLike<number>): { readonly ranks: Float64Array; readonly ties: number } {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const result = new Float64Array(values.length);
  let ties = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let k = start; k < end; k++) result[order[k]!] = (start + end + 1) / 2;
    const size = end - start;
    ties += size ** 3 - size;
    start = end;
  }
  return { ranks: result, ties };
}

/** The exact null distribution of a rank statistic on 0 … `most`, as probabilities that sum to 1. */
export type ExactDistribution = Float64Array;

/**
 * Mann and Whitney's U of m against n values without ties: the last of all values belongs to one group or the other, so
 * that p(m, n) mixes p(m - 1, n), shifted by n, and p(m, n - 1) by m : n. Only positive numbers are added.
 */
export function mannWhitneyDistribution(m: number, n: number): ExactDistribution {
  const rows = Array.from({ length: m + 1 }, () => Float64Array.of(1));
  for (let j = 1; j <= n; j++) {
    for (let i = 1; i <= m; i++) {
      const next = new Float64Array(i * j + 1);
      rows[i]!.forEach((p, u) => {
        next[u]! += (p * j) / (i + j);
      });
      rows[i - 1]!.forEach((p, u) => {
        next[u + j]! += (p * i) / (i + j);
      });
      rows[i] = next;
    }
  }
  return rows[m]!;
}

/** Wilcoxon's signed-rank statistic of n differences without ties or zeros, by counting subsets of 1 … n. */
export function signedRankDistribution(n: number): ExactDistribution {
  const most = (n * (n + 1)) / 2;
  let probabilities = new Float64Array(most + 1);
  probabilities[0] = 1;
  for (let i = 1; i <= n; i++) {
    const next = probabilities.map((value) => value / 2);
    for (let w = i; w <= most; w++) next[w]! += probabilities[w - i]! / 2;
    probabilities = next;
  }
  return probabilities;
}

/** p of an exact statistic: twice the smaller tail for a two-sided alternative. */
export function exactRankProbability(distribution: ExactDistribution, value: number, alternative: Alternative): number {
  const lower = distribution.subarray(0, value + 1).reduce((total, p) => total + p, 0);
  const upper = distribution.subarray(value).reduce((total, p) => total + p, 0);
  if (alternative === 'less') return lower;
  if (alternative === 'greater') return upper;
  return Math.min(1, 2 * Math.min(lower, upper));
}

/** p of a statistic by the normal approximation with a continuity correction of 1/2. */
export function normalRankProbability(value: number, mean: number, sd: number, alternative: Alternative): number {
  const deviation = value - mean;
  if (sd === 0) return 1;
  if (alternative === 'less') return normalUpper(-(deviation + 0.5) / sd);
  if (alternative === 'greater') return normalUpper((deviation - 0.5) / sd);
  return Math.min(1, 2 * normalUpper(Math.max(0, Math.abs(deviation) - 0.5) / sd));
}

/**
 * How many of the ordered values to leave out at either end for an interval of the stated confidence, and the confidence
 * reached: exactly by `distribution`, else by the normal approximation.
 */
export function rankIntervalDepth(
  count: number,
  confidence: number,
  distribution: ExactDistribution | null,
  mean: number,
  sd: number,
): { readonly depth: number; readonly reached: number } {
  const tail = (1 - confidence) / 2;
  if (!distribution) {
    const depth = Math.max(1, Math.round(mean - normalQuantileUpper(tail) * sd + 0.5));
    return { depth: Math.min(depth, count), reached: 1 - 2 * normalUpper((mean - depth + 0.5) / sd) };
  }
  let below = 0;
  let depth = 0;
  while (depth < distribution.length && below + distribution[depth]! <= tail) below += distribution[depth++]!;
  // Depth d: the interval from the d-th smallest; its tail is P(statistic <= d - 1).
  if (depth === 0) return { depth: 1, reached: 1 - 2 * distribution[0]! };
  return { depth, reached: 1 - 2 * below };
}
