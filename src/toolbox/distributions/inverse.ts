/**
 * Inverses of distribution functions by a safeguarded Newton iteration on the logarithm of the tail: where a tail falls by
 * hundreds of orders of magnitude its logarithm is nearly a parabola, so that a handful of steps suffice everywhere.
 */
export interface TailProblem {
  /** The tail that is to reach `target`: rising in x for a lower tail, falling for an upper one. */
  readonly tail: (x: number) => number;
  readonly density: (x: number) => number;
  readonly rising: boolean;
  readonly target: number;
  /** Open ends of the support. */
  readonly from: number;
  readonly to: number;
  readonly start: number;
}

const iterations = 400;

/**
 * The x in (from, to) with tail(x) = target, to within some units of the last place of what the tail resolves.
 * For a support that begins at 0 the iteration runs in ln x, so that quantiles of 1e-300 are as exact as those of 1.
 */
export function invertTail(problem: TailProblem): number {
  return problem.from === 0 ? invertLogarithmic(problem) : invertLinear(problem);
}

/** ln(tail / target), without digits lost near the solution. */
function logExcess(value: number, target: number): number {
  const ratio = value / target;
  return ratio > 0.5 && ratio < 2 ? Math.log1p((value - target) / target) : Math.log(value) - Math.log(target);
}

function invertLogarithmic({ tail, density, rising, target, to, start }: TailProblem): number {
  const scale = (s: number) => Math.min(Math.exp(s), to);
  const least = -745;
  const most = Number.isFinite(to) ? Math.log(to) : 709.78;
  let low = least;
  let high = most;
  let s = Math.min(Math.max(Math.log(start > 0 ? start : 1e-300), low), high);
  for (let i = 0; i < iterations; i++) {
    const x = scale(s);
    const value = tail(x);
    const excess = logExcess(value, target);
    if (excess === 0) return x;
    if (excess > 0 === rising) high = s;
    else low = s;
    const slope = (x * density(x)) / value;
    // A density that overflows (the pole of a small shape at 0) says nothing: halve instead.
    const step = Number.isFinite(slope) ? (rising ? -excess : excess) / slope : Number.NaN;
    const next = s + step;
    if (Math.abs(step) <= 4e-16 * Math.max(1, Math.abs(s))) return x * (1 + step);
    if (Math.abs(step) < 1e-7 && i > 0) {
      // One more Newton step from here is exact to the last place: take it multiplicatively, without rounding ln x.
      if (Math.abs(step) < 1e-12) return x * (1 + step);
    }
    // Beyond what a double holds lies nothing to look for.
    const liesAbove = (end: number) => logExcess(tail(scale(end)), target) > 0 !== rising;
    if (!(next < high) && high === most && to === Number.POSITIVE_INFINITY && liesAbove(most)) return to;
    if (!(next > low) && low === least && !liesAbove(least)) return 0;
    s = Number.isFinite(next) && next > low && next < high ? next : (low + high) / 2;
    if (high - low < 1e-16 * Math.max(1, Math.abs(s))) return scale(s);
  }
  return scale(s);
}

function invertLinear({ tail, density, rising, target, from, to, start }: TailProblem): number {
  let low = from;
  let high = to;
  let x = start;
  let width = Math.max(1, Math.abs(start));
  for (let i = 0; i < iterations; i++) {
    const value = tail(x);
    const excess = logExcess(value, target);
    if (excess === 0) return x;
    if (excess > 0 === rising) high = x;
    else low = x;
    const step = ((rising ? -excess : excess) * value) / density(x);
    if (Math.abs(step) <= 2e-16 * Math.abs(x)) return x + step;
    let next = x + step;
    if (!Number.isFinite(next) || !(next > low && next < high)) {
      next =
        Number.isFinite(low) && Number.isFinite(high)
          ? (low + high) / 2
          : Number.isFinite(low)
            ? low + width
            : high - width;
      width *= 2;
    }
    if (next === x || high - low <= 1e-16 * Math.abs(x)) return next;
    x = next;
  }
  return x;
}

/** Both tails and the density of a continuous distribution, from which its quantiles follow. */
export interface Continuous {
  readonly lower: (x: number) => number;
  readonly upper: (x: number) => number;
  readonly density: (x: number) => number;
  readonly from: number;
  readonly to: number;
}

/**
 * The x whose lower tail is `lower` and upper tail `upper`, of which the caller knows one exactly and gives the other as
 * its difference from 1; the smaller one is solved for.
 */
export function quantileOf(d: Continuous, lower: number, upper: number, start: number): number {
  if (lower <= 0) return d.from;
  if (upper <= 0) return d.to;
  const rising = lower <= upper;
  const tail = rising ? d.lower : d.upper;
  return invertTail({
    tail,
    density: d.density,
    rising,
    target: rising ? lower : upper,
    from: d.from,
    to: d.to,
    start,
  });
}

/** The smallest whole k in [least, most] with lower(k) >= p, searched outwards from a first guess. */
export function discreteQuantile(reached: (k: number) => boolean, guess: number, least: number, most: number): number {
  let high = Math.min(Math.max(Math.round(guess), least), most);
  let low: number;
  let step = 1;
  if (reached(high)) {
    low = high - 1;
    while (low >= least && reached(low)) {
      high = low;
      low -= step;
      step *= 2;
    }
    low = Math.max(low, least - 1);
  } else {
    low = high;
    high = low + 1;
    while (high < most && !reached(high)) {
      low = high;
      high += step;
      step *= 2;
    }
    high = Math.min(high, most);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reached(middle)) high = middle;
    else low = middle;
  }
  return high;
}
