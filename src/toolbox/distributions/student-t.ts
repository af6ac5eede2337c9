import { betaQuantilePair } from './beta.ts';
import { requirePositive, requireProbability } from './domain.ts';
import { logBeta, logOnePlusMinus, stirlingError } from './gamma-function.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { quantileOf } from './inverse.ts';
import { normalDensity, normalLower, normalQuantile, normalUpper } from './normal.ts';

/** Student's t distribution with df > 0 degrees of freedom (`Infinity`: the normal distribution). */
export function studentTDensity(t: number, df: number): number {
  requirePositive(df, 'the degrees of freedom');
  if (df === Number.POSITIVE_INFINITY) return normalDensity(t);
  const half = df / 2;
  // Γ((ν+1)/2) / (Γ(ν/2) √(πν)) in Stirling's form, times (1 + t²/ν)^-(ν+1)/2
  const r = 1 / df;
  const ratio = half * logOnePlusMinus(r) + stirlingError(half + 0.5) - stirlingError(half);
  const size = Math.abs(t);
  const power = size > 1e150 ? 2 * Math.log(size) - Math.log(df) : Math.log1p((t * t) / df);
  return Math.exp(ratio - ((df + 1) / 2) * power) / Math.sqrt(2 * Math.PI);
}

/** P(T > t) for t >= 0. */
function upperTail(t: number, df: number): number {
  if (t > 1e140) return 0.5 * farTail(t, df);
  const square = t * t;
  const sum = df + square;
  const lambda = ((df / sum) * (t - 1) * (t + 1)) / 2;
  const tails = incompleteBeta({ a: df / 2, b: 0.5, x: df / sum, y: square / sum, lambda });
  return 0.5 * tails.lower;
}

/** x^a / (a B(a, 1/2)) with x = df/t², all that is left of the tail where t² would overflow. */
function farTail(t: number, df: number): number {
  const a = df / 2;
  return Math.exp(a * (Math.log(df) - 2 * Math.log(t)) - Math.log(a) - logBeta(a, 0.5));
}

/** P(T <= t). */
export function studentTLower(t: number, df: number): number {
  requirePositive(df, 'the degrees of freedom');
  if (df === Number.POSITIVE_INFINITY) return normalLower(t);
  return t > 0 ? 1 - upperTail(t, df) : upperTail(-t, df);
}

/** P(T > t). */
export function studentTUpper(t: number, df: number): number {
  requirePositive(df, 'the degrees of freedom');
  if (df === Number.POSITIVE_INFINITY) return normalUpper(t);
  return studentTLower(-t, df);
}

/** The t >= 0 with P(T > t) = tail <= 1/2. */
function upperQuantile(tail: number, df: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY;
  if (tail === 0.5) return 0;
  if (tail > 0.4) {
    // P(0 < T < t) = 1/2 - tail: half of a beta (1/2, df/2) at t²/(df + t²), which keeps its digits near t = 0.
    const { x, y } = betaQuantilePair(1 - 2 * tail, 2 * tail, 0.5, df / 2);
    return Math.sqrt((df * x) / y);
  }
  const z = -normalQuantile(tail);
  const a = df / 2;
  const power = Math.exp((Math.log(2 * tail) + Math.log(a) + logBeta(a, 0.5)) / -df) * Math.sqrt(df);
  const start = df > 4 * z * z ? z + (z * (z * z + 1)) / (4 * df) : power;
  if (!Number.isFinite(start)) return start;
  const distribution = {
    lower: (t: number) => studentTLower(t, df),
    upper: (t: number) => upperTail(t, df),
    density: (t: number) => studentTDensity(t, df),
    from: 0,
    to: Number.POSITIVE_INFINITY,
  };
  return quantileOf(distribution, 1, tail, start);
}

/** The t with P(T <= t) = p. */
export function studentTQuantile(p: number, df: number): number {
  requireProbability(p);
  requirePositive(df, 'the degrees of freedom');
  if (df === Number.POSITIVE_INFINITY) return normalQuantile(p);
  return p > 0.5 ? upperQuantile(1 - p, df) : p === 0.5 ? 0 : -upperQuantile(p, df);
}

/** The t with P(T > t) = q. */
export function studentTQuantileUpper(q: number, df: number): number {
  const t = studentTQuantile(q, df);
  return t === 0 ? 0 : -t;
}
