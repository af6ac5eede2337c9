import { normalQuantile } from '../distributions/normal.ts';
import { type ConstantsSource, constantsFor } from './constants.ts';
import type { RaggedStatistics } from './subgroup-statistics.ts';

/** How σ within subgroups is estimated; each result names the one it used. */
export type WithinMethod = 'rbar' | 'sbar' | 'pooled';
/** Weights of unequal subgroups: by the variance of each estimate (least variance), or all alike. */
export type Weighting = 'mvlue' | 'equal';

export interface WithinInput {
  readonly statistics: RaggedStatistics;
  /** Subgroups that count. */
  readonly use: (k: number) => boolean;
  readonly method: WithinMethod;
  readonly weighting: Weighting;
  readonly constants: ConstantsSource;
  /** Divide the pooled deviation by c4 of its degrees of freedom + 1. */
  readonly unbias?: boolean;
}

/**
 * σ from the spread within subgroups; NaN where no subgroup has two values. Rbar: R̄/d2, Sbar: s̄/c4, each weighted by
 * d2²/d3² or c4²/(1 - c4²) where sizes differ (Burr 1969; Minitab and qcc "MVLUE"); pooled: √(Σ(n-1)s²/Σ(n-1)), over c4.
 */
export function sigmaWithin({ statistics, use, method, weighting, constants, unbias = true }: WithinInput): number {
  const { size, range, sd } = statistics;
  let sum = 0;
  let weights = 0;
  let degrees = 0;
  for (let k = 0; k < size.length; k++) {
    const n = size[k]!;
    if (n < 2 || !use(k)) continue;
    if (method === 'pooled') {
      sum += (n - 1) * sd[k]! ** 2;
      degrees += n - 1;
      continue;
    }
    const c = constantsFor(n, constants);
    const [estimate, precision] =
      method === 'rbar' ? [range[k]! / c.d2, (c.d2 / c.d3) ** 2] : [sd[k]! / c.c4, (c.c4 / c.c5) ** 2];
    const weight = weighting === 'mvlue' ? precision : 1;
    sum += weight * estimate;
    weights += weight;
  }
  if (method !== 'pooled') return sum / weights;
  const pooled = Math.sqrt(sum / degrees);
  return unbias ? pooled / constantsFor(degrees + 1, constants).c4 : pooled;
}

/** Mean of all values in the subgroups that count. */
export function grandMean(statistics: RaggedStatistics, use: (k: number) => boolean): number {
  let sum = 0;
  let count = 0;
  for (let k = 0; k < statistics.size.length; k++) {
    const n = statistics.size[k]!;
    if (n === 0 || !use(k)) continue;
    sum += n * statistics.mean[k]!;
    count += n;
  }
  return sum / count;
}

/** Expected |x - y| of two standard normal values has the median 0.9538725524 = √2 Φ⁻¹(3/4): the divisor of a median moving range. */
export const medianOfMovingRange = Math.SQRT2 * normalQuantile(0.75);

export type IndividualsMethod = 'mr-mean' | 'mr-median' | 'sd';

export interface IndividualsInput {
  readonly values: Float64Array;
  /** [from, to) with the points that count. */
  readonly from: number;
  readonly to: number;
  readonly counts: Uint8Array;
  readonly method: IndividualsMethod;
  /** Points that a moving range spans. */
  readonly span: number;
  readonly constants: ConstantsSource;
}

/** σ of single values: from moving ranges over `span` points that all count, or from the standard deviation over c4. */
export function sigmaOfIndividuals({ values, from, to, counts, method, span, constants }: IndividualsInput): number {
  if (method === 'sd') {
    const used = values.subarray(from, to).filter((value, k) => counts[from + k] === 1 && !Number.isNaN(value));
    const n = used.length;
    if (n < 2) return Number.NaN;
    const mean = used.reduce((a, b) => a + b, 0) / n;
    return Math.sqrt(used.reduce((a, b) => a + (b - mean) ** 2, 0) / (n - 1)) / constantsFor(n, constants).c4;
  }
  const ranges: number[] = [];
  for (let i = from + span - 1; i < to; i++) {
    const range = movingRange(values, i, span);
    let all = !Number.isNaN(range);
    for (let j = i - span + 1; j <= i && all; j++) all = counts[j] === 1;
    if (all) ranges.push(range);
  }
  if (ranges.length === 0) return Number.NaN;
  if (method === 'mr-mean') return ranges.reduce((a, b) => a + b, 0) / ranges.length / constantsFor(span, constants).d2;
  ranges.sort((a, b) => a - b);
  const middle = ranges.length >> 1;
  const median = ranges.length % 2 === 1 ? ranges[middle]! : (ranges[middle - 1]! + ranges[middle]!) / 2;
  return median / medianOfMovingRange;
}

/** Range of the `span` values that end at i; NaN where one is missing. */
export function movingRange(values: Float64Array, i: number, span: number): number {
  if (span === 2) return Math.abs(values[i]! - values[i - 1]!);
  let least = values[i]!;
  let most = least;
  for (let j = i - span + 1; j < i; j++) {
    const value = values[j]!;
    if (Number.isNaN(value)) return Number.NaN;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return most - least;
}
