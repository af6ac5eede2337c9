/** Round numbers along an axis. */
export interface Ticks {
  readonly values: readonly number[];
  readonly labels: readonly string[];
}

/**
 * About `count` ticks at 1, 2, 2.5 or 5 times a power of ten within [from, to]; labels all with the same decimals. Where the
 * axis counts whole things (`whole`) none stands between two of them.
 */
export function linearTicks(from: number, to: number, count: number, whole = false): Ticks {
  if (!(to > from)) return { values: [from], labels: [formatTick(from, 4)] };
  const wanted = (to - from) / Math.max(1, count);
  const rough = whole ? Math.max(1, wanted) : wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factors = whole && power === 1 ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10];
  const apart = (m: number): number => Math.abs(Math.log((m * power) / rough));
  const step = factors.reduce((best, m) => (apart(m) < apart(best) ? m : best)) * power;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  const decimals = Math.max(
    0,
    Math.min(12, -Math.floor(Math.log10(step)) + (Math.abs(step / power - 2.5) < 1e-9 ? 1 : 0)),
  );
  const values: number[] = [];
  // Multiples, not sums, so that 0.1 + 0.2 never shows.
  // Counted from 0: where the range is below a unit of the last place, `first + 1` is `first`.
  for (let k = 0; k <= Math.min(last - first, 1000); k++) values.push((first + k) * step);
  return { values, labels: values.map((value) => formatTick(value, decimals)) };
}

/** Powers of ten in [from, to], with 2 and 5 between them where the range is short. */
export function logTicks(from: number, to: number): Ticks {
  const low = Math.floor(Math.log10(from));
  const high = Math.ceil(Math.log10(to));
  const factors = high - low <= 3 ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil((high - low) / 8));
  const values: number[] = [];
  for (let p = low; p <= high; p += every) {
    for (const factor of factors) {
      const value = factor * 10 ** p;
      if (value >= from * 0.999 && value <= to * 1.001) values.push(value);
    }
  }
  return {
    values,
    labels: values.map((value) => formatTick(value, Math.max(0, -Math.floor(Math.log10(value) + 1e-9)))),
  };
}

function formatTick(value: number, decimals: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || (size < 1e-5 && decimals > 6)))
    return value
      .toExponential(2)
      .replace(/\.?0+e/, 'e')
      .replace('e+', 'e');
  return (value === 0 ? 0 : value).toFixed(decimals).replace('-', '−');
}

/** Whole-number positions 1 … n (or category indices), thinned to every k-th so that `most` remain, k being round. */
export function indexTicks(from: number, to: number, most: number): number[] {
  const first = Math.ceil(from);
  const last = Math.floor(to);
  const rough = Math.max(1, (last - first + 1) / Math.max(1, most));
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = Math.max(1, Math.round(([1, 2, 5, 10].find((m) => m * power >= rough) ?? 10) * power));
  // Points are counted by fives, not by twos: 1, 5, 10 reads better than 1, 2, 4.
  const step = round === 2 ? 5 : round;
  const values: number[] = [];
  if (step === 1) for (let k = first; k <= last; k++) values.push(k);
  else {
    if (first <= 1 && last >= 1) values.push(1);
    for (let k = Math.ceil((first + 1) / step) * step; k <= last; k += step) values.push(k);
  }
  return values;
}
