import { requirePositive, requireProbability } from './domain.ts';

/** The logistic distribution with location μ and scale s. */
export function logisticDensity(x: number, location: number, scale: number): number {
  requirePositive(scale, 'the scale');
  const e = Math.exp(-Math.abs((x - location) / scale));
  return e / (scale * (1 + e) ** 2);
}

/** P(X <= x). */
export function logisticLower(x: number, location: number, scale: number): number {
  requirePositive(scale, 'the scale');
  const z = (x - location) / scale;
  if (z > 0) return 1 / (1 + Math.exp(-z));
  const e = Math.exp(z);
  return e / (1 + e);
}

/** P(X > x). */
export function logisticUpper(x: number, location: number, scale: number): number {
  return logisticLower(-(x - location), 0, scale);
}

/** ln(p / (1 - p)), without digits lost near 1/2. */
function logit(p: number): number {
  if (p > 0.25 && p < 0.75) return 2 * Math.atanh(2 * p - 1);
  return Math.log(p / (1 - p));
}

/** The x with P(X <= x) = p. */
export function logisticQuantile(p: number, location: number, scale: number): number {
  requirePositive(scale, 'the scale');
  requireProbability(p);
  return location + scale * logit(p);
}

/** The x with P(X > x) = q. */
export function logisticQuantileUpper(q: number, location: number, scale: number): number {
  requirePositive(scale, 'the scale');
  requireProbability(q);
  return location - scale * logit(q);
}
