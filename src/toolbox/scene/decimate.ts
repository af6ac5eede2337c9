/**
 * Which points of a long series to draw: in each pixel column the first, the lowest, the highest and the last, so that the
 * drawn line covers the very pixels of the whole; and every index in `keep` (points that signal), whatever the zoom.
 * `x` must not fall. A gap (NaN) is kept as one index, so that the line breaks there.
 */
export interface DecimateInput {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Range of x that is shown, and how many pixels it is wide. */
  readonly from: number;
  readonly to: number;
  readonly columns: number;
  readonly keep?: ArrayLike<number>;
}

/** Indices in rising order. */
export function decimate({ x, y, from, to, columns, keep }: DecimateInput): Uint32Array {
  const first = Math.max(0, lowerBound(x, from) - 1);
  const last = Math.min(x.length, lowerBound(x, to) + 2);
  const kept = new Uint32Array(Math.min(last - first, columns * 5 + 10) + (keep?.length ?? 0));
  if (last - first <= columns * 4) {
    for (let i = first; i < last; i++) kept[i - first] = i;
    return kept.slice(0, last - first);
  }
  let n = 0;
  const scale = columns / (to - from);
  const extra = keep ? Uint32Array.from(keep as ArrayLike<number>).sort() : undefined;
  let nextKept = 0;
  let i = first;
  const group: number[] = [];
  while (i < last) {
    const column = Math.floor((x[i]! - from) * scale);
    let low = -1;
    let high = -1;
    let gap = -1;
    const start = i;
    do {
      const value = y[i]!;
      if (Number.isNaN(value)) {
        if (gap < 0) gap = i;
      } else {
        if (low < 0 || value < y[low]!) low = i;
        if (high < 0 || value > y[high]!) high = i;
      }
      i++;
    } while (i < last && Math.floor((x[i]! - from) * scale) === column);
    group.length = 0;
    group.push(start, i - 1);
    if (low >= 0) group.push(low, high);
    if (gap >= 0) group.push(gap);
    if (extra)
      while (nextKept < extra.length && extra[nextKept]! < i)
        if (extra[nextKept]! >= start) group.push(extra[nextKept++]!);
        else nextKept++;
    group.sort((a, b) => a - b);
    for (let k = 0; k < group.length; k++) if (k === 0 || group[k] !== group[k - 1]) kept[n++] = group[k]!;
  }
  return kept.slice(0, n);
}

/** First index whose x is not below `value`. */
function lowerBound(x: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
