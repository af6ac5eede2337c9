import { requirePositive, requireProbability } from './domain.ts';

/** The smallest extreme value distribution: P(X > x) = exp(-e^z), z = (x - μ)/σ; the logarithm of a Weibull variable. */
export function smallestExtremeValueDensity(x: number, location: number, scale: number): number {
  requirePositive(scale, 'the scale');
  const z = (x - location) / scale;
  return Math.exp(z - Math.exp(z)) / scale;
}

/** P(X <= x). */
export function smallestExtremeValueLower(x: number, location: number, scale: number): number {
  requirePositive(scale, 'the scale');
  return -Math.expm1(-Math.exp((x - location) / scale));
}

/** P(X > x). */
export function smallestExtremeValueUpper(x: number, location: number, scale: number): number {
  requirePositive(scale, 'the scale');
  return Math.exp(-Math.exp((x - location) / scale));
}

/** The x with P(X <= x) = p. */
export function smallestExtremeValueQuantile(p: number, location: number, scale: number): number {
  requirePositive(scale, 'the scale');
  requireProbability(p);
  return location + scale * Math.log(-Math.log1p(-p));
}

/** The x with P(X > x) = q. */
export function smallestExtremeValueQuantileUpper(q: number, location: number, scale: number): number {
  requirePositive(scale, 'the scale');
  requireProbability(q);
  return location + scale * Math.log(q > 0.5 ? -Math.log1p(q - 1) : -Math.log(q));
}
