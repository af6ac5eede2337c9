import { requirePositive } from './domain.ts';
import { logisticDensity, logisticLower, logisticQuantile, logisticQuantileUpper, logisticUpper } from './logistic.ts';

/** The loglogistic distribution: ln X is logistic with location μ and scale s. */
export function loglogisticDensity(x: number, location: number, scale: number): number {
  requirePositive(scale, 'the scale');
  return x <= 0 ? 0 : logisticDensity(Math.log(x), location, scale) / x;
}

/** P(X <= x). */
export function loglogisticLower(x: number, location: number, scale: number): number {
  requirePositive(scale, 'the scale');
  return x <= 0 ? 0 : logisticLower(Math.log(x), location, scale);
}

/** P(X > x). */
export function loglogisticUpper(x: number, location: number, scale: number): number {
  requirePositive(scale, 'the scale');
  return x <= 0 ? 1 : logisticUpper(Math.log(x), location, scale);
}

/** The x with P(X <= x) = p. */
export function loglogisticQuantile(p: number, location: number, scale: number): number {
  return Math.exp(logisticQuantile(p, location, scale));
}

/** The x with P(X > x) = q. */
export function loglogisticQuantileUpper(q: number, location: number, scale: number): number {
  return Math.exp(logisticQuantileUpper(q, location, scale));
}
