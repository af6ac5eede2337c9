import { ddValue } from '../arithmetic/double-double.ts';
import { moments, sum } from '../arithmetic/sums.ts';
import type { Group } from '../descriptive/present-values.ts';
import { median } from '../descriptive/quartiles.ts';
import { chiSquaredQuantile, chiSquaredQuantileUpper, chiSquaredUpper } from '../distributions/chi-squared.ts';
import { fisherFLower, fisherFQuantile, fisherFQuantileUpper, fisherFUpper } from '../distributions/fisher-f.ts';
import type { Alternative, Interval } from './test-parts.ts';

/** A test statistic with its degrees of freedom and p-value. */
export interface VarianceTest {
  readonly statistic: number;
  readonly df1: number;
  readonly df2: number | null;
  readonly p: number;
}

export function varianceOf(values: readonly number[]): number {
  const m = moments(values);
  return ddValue(m.squares) / (m.count - 1);
}

/** s ± by χ²: the interval of a standard deviation of normal values. */
export function deviationInterval(sd: number, n: number, confidence: number): Interval {
  const tail = (1 - confidence) / 2;
  const squares = (n - 1) * sd * sd;
  return {
    lower: Math.sqrt(squares / chiSquaredQuantileUpper(tail, n - 1)),
    upper: Math.sqrt(squares / chiSquaredQuantile(tail, n - 1)),
  };
}

/** The F test of two variances (ISO 2854:1976 table F), as R's var.test, with the interval of their ratio. */
export function fTest(
  a: readonly number[],
  b: readonly number[],
  alternative: Alternative,
  confidence: number,
): VarianceTest & { readonly ratio: number; readonly ci: Interval } {
  const df1 = a.length - 1;
  const df2 = b.length - 1;
  const ratio = varianceOf(a) / varianceOf(b);
  const lower = fisherFLower(ratio, df1, df2);
  const upper = fisherFUpper(ratio, df1, df2);
  const p = alternative === 'less' ? lower : alternative === 'greater' ? upper : 2 * Math.min(lower, upper);
  const tail = alternative === 'two-sided' ? (1 - confidence) / 2 : 1 - confidence;
  return {
    statistic: ratio,
    df1,
    df2,
    p,
    ratio,
    ci: {
      lower: alternative === 'less' ? null : ratio / fisherFQuantileUpper(tail, df1, df2),
      upper: alternative === 'greater' ? null : ratio / fisherFQuantile(tail, df1, df2),
    },
  };
}

/** Bartlett's test of equal variances of normal groups (Proc. Royal Society A 160 (1937) 268-282). */
export function bartlettTest(groups: readonly Group[]): VarianceTest {
  const k = groups.length;
  const freedoms = groups.map((g) => g.values.length - 1);
  const variances = groups.map((g) => varianceOf(g.values));
  const total = sum(freedoms);
  const pooled = sum(freedoms.map((df, i) => df * variances[i]!)) / total;
  const numerator = total * Math.log(pooled) - sum(freedoms.map((df, i) => df * Math.log(variances[i]!)));
  const correction = 1 + (sum(freedoms.map((df) => 1 / df)) - 1 / total) / (3 * (k - 1));
  const statistic = numerator / correction;
  return { statistic, df1: k - 1, df2: null, p: chiSquaredUpper(statistic, k - 1) };
}

/** Levene's test by distances from the group medians (M. B. Brown and A. B. Forsythe, JASA 69 (1974) 364-367). */
export function leveneTest(groups: readonly Group[]): VarianceTest {
  const distances = groups.map((g) => {
    const middle = median(g.values);
    return { name: g.name, values: g.values.map((value) => Math.abs(value - middle)) };
  });
  const { f, df1, df2 } = oneWayF(distances);
  return { statistic: f, df1, df2, p: fisherFUpper(f, df1, df2) };
}

/** The F of a one-way analysis of variance, without its table. */
function oneWayF(groups: readonly Group[]): { f: number; df1: number; df2: number } {
  const all = groups.flatMap((g) => g.values);
  const grand = ddValue(moments(all).mean);
  const parts = groups.map((g) => moments(g.values));
  const between = sum(parts.map((m) => m.count * (ddValue(m.mean) - grand) ** 2));
  const within = sum(parts.map((m) => ddValue(m.squares)));
  const df1 = groups.length - 1;
  const df2 = all.length - groups.length;
  return { f: between / df1 / (within / df2), df1, df2 };
}
