import {
  smallestExtremeValueDensity,
  smallestExtremeValueLower,
  smallestExtremeValueQuantile,
  smallestExtremeValueQuantileUpper,
  smallestExtremeValueUpper,
} from './smallest-extreme-value.ts';

/** The largest extreme value (Gumbel) distribution: the mirror image of the smallest, P(X <= x) = exp(-e^-z). */
export function largestExtremeValueDensity(x: number, location: number, scale: number): number {
  return smallestExtremeValueDensity(location - x, 0, scale);
}

/** P(X <= x). */
export function largestExtremeValueLower(x: number, location: number, scale: number): number {
  return smallestExtremeValueUpper(location - x, 0, scale);
}

/** P(X > x). */
export function largestExtremeValueUpper(x: number, location: number, scale: number): number {
  return smallestExtremeValueLower(location - x, 0, scale);
}

/** The x with P(X <= x) = p. */
export function largestExtremeValueQuantile(p: number, location: number, scale: number): number {
  return location - smallestExtremeValueQuantileUpper(p, 0, scale);
}

/** The x with P(X > x) = q. */
export function largestExtremeValueQuantileUpper(q: number, location: number, scale: number): number {
  return location - smallestExtremeValueQuantile(q, 0, scale);
}
