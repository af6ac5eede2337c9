import { requirePositive } from './domain.ts';
import { gammaDensity, gammaLower, gammaQuantile, gammaQuantileUpper, gammaUpper } from './gamma.ts';

/** The χ² distribution with df > 0 degrees of freedom: half of it is gamma with shape df/2. */
export function chiSquaredDensity(x: number, df: number): number {
  requirePositive(df, 'the degrees of freedom');
  return gammaDensity(x / 2, df / 2) / 2;
}

/** P(X <= x). */
export function chiSquaredLower(x: number, df: number): number {
  requirePositive(df, 'the degrees of freedom');
  return gammaLower(x / 2, df / 2);
}

/** P(X > x). */
export function chiSquaredUpper(x: number, df: number): number {
  requirePositive(df, 'the degrees of freedom');
  return gammaUpper(x / 2, df / 2);
}

/** The x with P(X <= x) = p. */
export function chiSquaredQuantile(p: number, df: number): number {
  requirePositive(df, 'the degrees of freedom');
  return 2 * gammaQuantile(p, df / 2);
}

/** The x with P(X > x) = q. */
export function chiSquaredQuantileUpper(q: number, df: number): number {
  requirePositive(df, 'the degrees of freedom');
  return 2 * gammaQuantileUpper(q, df / 2);
}
