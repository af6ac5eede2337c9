/**
 * Sample quantiles. `six` places the k-th of n values at k/(n + 1) (Minitab, JMP, SPSS, GB/T convention of plotting);
 * `seven` at (k - 1)/(n - 1) (R, Excel QUARTILE.INC). R. J. Hyndman and Y. Fan, American Statistician 50 (1996) 361-365.
 */
export type QuantileRule = 'six' | 'seven';

/** The p-quantile of sorted values, interpolated linearly between neighbours. */
export function sampleQuantile(sorted: ArrayLike<number>, p: number, rule: QuantileRule): number {
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  const position = rule === 'six' ? (n + 1) * p : 1 + (n - 1) * p;
  const place = Math.min(Math.max(position, 1), n);
  const below = Math.floor(place);
  const low = sorted[below - 1]!;
  const high = sorted[Math.min(below, n - 1)]!;
  return low + (place - below) * (high - low);
}

/** The values in rising order. */
export function ascending(values: ArrayLike<number>): number[] {
  return Array.from(Float64Array.from(values).sort());
}

/** The median. */
export function median(values: ArrayLike<number>): number {
  return sampleQuantile(ascending(values), 0.5, 'seven');
}
