import { chiMixture } from './chi-mixture.ts';
import { requirePositive, requireProbability } from './domain.ts';
import { quantileOf } from './inverse.ts';
import { normalDensity, normalLogDensity, normalLogUpper, normalLower, normalQuantile } from './normal.ts';
import { studentTDensity, studentTLower } from './student-t.ts';

/**
 * The noncentral t distribution, (Z + δ) / √(χ²(ν)/ν): each tail as the mean of a normal tail over the distribution of the
 * estimated standard deviation, a positive integrand, so that no digits are lost at any noncentrality.
 * (R's pnt, algorithm AS 243, is wrong by some percent in small tails beyond δ = 37.6.)
 */
const tolerance = 2e-16;

/** Where the normal tail passes from 0 to 1: narrow against the weight where the degrees of freedom are few. */
function turnsOf(t: number, df: number, noncentrality: number): number[] {
  return df > 2 ? [] : [-8, -3, 0, 3, 8].map((k) => (noncentrality + k) / t).filter((s) => s > 0);
}

/** P(T <= t). */
export function noncentralTLower(t: number, df: number, noncentrality: number): number {
  requirePositive(df, 'the degrees of freedom');
  if (t === Number.POSITIVE_INFINITY) return 1;
  if (t === Number.NEGATIVE_INFINITY) return 0;
  if (df === Number.POSITIVE_INFINITY) return normalLower(t - noncentrality);
  if (noncentrality === 0) return studentTLower(t, df);
  if (t === 0) return normalLower(-noncentrality);
  return chiMixture({
    df,
    value: (s) => normalLower(t * s - noncentrality),
    log: (s) => normalLogUpper(noncentrality - t * s),
    tolerance,
    turns: turnsOf(t, df, noncentrality),
  });
}

/** P(T > t). */
export function noncentralTUpper(t: number, df: number, noncentrality: number): number {
  return noncentralTLower(-t, df, -noncentrality);
}

export function noncentralTDensity(t: number, df: number, noncentrality: number): number {
  requirePositive(df, 'the degrees of freedom');
  if (df === Number.POSITIVE_INFINITY) return normalDensity(t - noncentrality);
  if (noncentrality === 0) return studentTDensity(t, df);
  return chiMixture({
    df,
    value: (s) => s * normalDensity(t * s - noncentrality),
    log: (s) => Math.log(s) + normalLogDensity(t * s - noncentrality),
    tolerance,
    turns: turnsOf(t, df, noncentrality),
  });
}

function quantile(lower: number, upper: number, df: number, noncentrality: number): number {
  requirePositive(df, 'the degrees of freedom');
  if (df === Number.POSITIVE_INFINITY)
    return noncentrality + (lower <= upper ? normalQuantile(lower) : -normalQuantile(upper));
  const z = lower <= upper ? normalQuantile(lower) : -normalQuantile(upper);
  // Johnson and Welch's approximation: T s - δ is nearly normal with variance 1 + t²/(2ν).
  const c = 1 - 1 / (4 * df);
  const d = c * c - (z * z) / (2 * df);
  const root = Math.sqrt(Math.max(0.05, d + (noncentrality * noncentrality) / (2 * df)));
  const start = d > 0.05 ? (noncentrality * c + z * root) / d : noncentrality + z;
  // The tails are powers of t far out: on either side of 0 the equation is solved in ln |t|.
  const beyond = lower <= upper ? lower - normalLower(-noncentrality) : normalLower(noncentrality) - upper;
  if (beyond === 0) return 0;
  const isPositive = beyond > 0;
  const sign = isPositive ? 1 : -1;
  const distribution = {
    lower: (t: number) => noncentralTLower(t, df, sign * noncentrality),
    upper: (t: number) => noncentralTUpper(t, df, sign * noncentrality),
    density: (t: number) => noncentralTDensity(t, df, sign * noncentrality),
    from: 0,
    to: Number.POSITIVE_INFINITY,
  };
  const near = sign * (Number.isFinite(start) ? start : noncentrality);
  return sign * quantileOf(distribution, isPositive ? lower : upper, isPositive ? upper : lower, near > 0 ? near : 0.1);
}

/** The t with P(T <= t) = p. */
export function noncentralTQuantile(p: number, df: number, noncentrality: number): number {
  requireProbability(p);
  return quantile(p, 1 - p, df, noncentrality);
}

/** The t with P(T > t) = q. */
export function noncentralTQuantileUpper(q: number, df: number, noncentrality: number): number {
  requireProbability(q);
  return quantile(1 - q, q, df, noncentrality);
}
