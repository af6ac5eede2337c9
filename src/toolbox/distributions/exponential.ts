import { requirePositive, requireProbability } from './domain.ts';

/** The exponential distribution with mean θ, on x >= 0. */
export function exponentialDensity(x: number, mean: number): number {
  requirePositive(mean, 'the mean');
  return x < 0 ? 0 : Math.exp(-x / mean) / mean;
}

/** P(X <= x). */
export function exponentialLower(x: number, mean: number): number {
  requirePositive(mean, 'the mean');
  return x <= 0 ? 0 : -Math.expm1(-x / mean);
}

/** P(X > x). */
export function exponentialUpper(x: number, mean: number): number {
  requirePositive(mean, 'the mean');
  return x <= 0 ? 1 : Math.exp(-x / mean);
}

/** The x with P(X <= x) = p. */
export function exponentialQuantile(p: number, mean: number): number {
  requirePositive(mean, 'the mean');
  requireProbability(p);
  return -mean * Math.log1p(-p);
}

/** The x with P(X > x) = q. */
export function exponentialQuantileUpper(q: number, mean: number): number {
  requirePositive(mean, 'the mean');
  requireProbability(q);
  return -mean * Math.log(q);
}
