import { requirePositive } from './domain.ts';
import { normalDensity, normalLower, normalQuantile, normalQuantileUpper, normalUpper } from './normal.ts';

/** The lognormal distribution: ln X is normal with mean μ and standard deviation σ. */
export function lognormalDensity(x: number, mu: number, sigma: number): number {
  requirePositive(sigma, 'σ');
  return x <= 0 ? 0 : normalDensity((Math.log(x) - mu) / sigma) / (x * sigma);
}

/** P(X <= x). */
export function lognormalLower(x: number, mu: number, sigma: number): number {
  requirePositive(sigma, 'σ');
  return x <= 0 ? 0 : normalLower((Math.log(x) - mu) / sigma);
}

/** P(X > x). */
export function lognormalUpper(x: number, mu: number, sigma: number): number {
  requirePositive(sigma, 'σ');
  return x <= 0 ? 1 : normalUpper((Math.log(x) - mu) / sigma);
}

/** The x with P(X <= x) = p. */
export function lognormalQuantile(p: number, mu: number, sigma: number): number {
  requirePositive(sigma, 'σ');
  return Math.exp(mu + sigma * normalQuantile(p));
}

/** The x with P(X > x) = q. */
export function lognormalQuantileUpper(q: number, mu: number, sigma: number): number {
  requirePositive(sigma, 'σ');
  return Math.exp(mu + sigma * normalQuantileUpper(q));
}
