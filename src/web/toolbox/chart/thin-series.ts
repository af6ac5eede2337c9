interface Series {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** Points of one block of the thinned copy. */
const block = 64;
const copies = new WeakMap<object, Series>();

/**
 * A copy of a long series with the lowest and the highest point of each block of 64, for frames while the reader pans; made
 * once. `perPixel` is how much of x one pixel shows: where a block is not much narrower than that, the series itself is given.
 */
export function thinSeries(series: Series, perPixel: number): Series {
  const { x, y } = series;
  if (y.length < 50_000 || typeof y !== 'object') return series;
  const span = ((x[x.length - 1] ?? 0) - (x[0] ?? 0)) / Math.max(1, x.length - 1);
  if (perPixel < span * block * 3) return series;
  const known = copies.get(y);
  if (known) return known;
  const copy = thin(series);
  copies.set(y, copy);
  return copy;
}

function thin({ x, y }: Series): Series {
  const most = Math.ceil(y.length / block) * 2;
  const xs = new Float64Array(most);
  const ys = new Float64Array(most);
  let n = 0;
  const keep = (i: number): void => {
    xs[n] = x[i]!;
    ys[n++] = y[i]!;
  };
  for (let from = 0; from < y.length; from += block) {
    let low = -1;
    let high = -1;
    const to = Math.min(y.length, from + block);
    for (let i = from; i < to; i++) {
      if (Number.isNaN(y[i])) continue;
      if (low < 0 || y[i]! < y[low]!) low = i;
      if (high < 0 || y[i]! > y[high]!) high = i;
    }
    if (low < 0) continue;
    keep(Math.min(low, high));
    if (low !== high) keep(Math.max(low, high));
  }
  return { x: xs.subarray(0, n), y: ys.subarray(0, n) };
}
