import { requireNonNegative, requireProbability } from './domain.ts';
import { incompleteGamma, poissonFactor } from './incomplete-gamma.ts';
import { discreteQuantile } from './inverse.ts';
import { normalQuantile } from './normal.ts';

/** The Poisson distribution with mean μ >= 0. */
export function poissonProbability(k: number, mean: number): number {
  requireNonNegative(mean, 'the mean');
  if (!Number.isInteger(k) || k < 0) return 0;
  if (mean === 0) return k === 0 ? 1 : 0;
  return poissonFactor(k, mean);
}

/** P(X <= k). */
export function poissonLower(k: number, mean: number): number {
  requireNonNegative(mean, 'the mean');
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  return mean === 0 ? 1 : incompleteGamma(whole + 1, mean).upper;
}

/** P(X > k). */
export function poissonUpper(k: number, mean: number): number {
  requireNonNegative(mean, 'the mean');
  const whole = Math.floor(k);
  if (whole < 0) return 1;
  return mean === 0 ? 0 : incompleteGamma(whole + 1, mean).lower;
}

/** The smallest k with P(X <= k) >= probability (to within 64 units of the last place, as R's qpois has it). */
export function poissonQuantile(probability: number, mean: number): number {
  requireNonNegative(mean, 'the mean');
  requireProbability(probability);
  if (probability === 0) return 0;
  if (probability === 1) return Number.POSITIVE_INFINITY;
  const target = probability * (1 - 1.5e-14);
  const guess = mean + normalQuantile(probability) * Math.sqrt(mean);
  return discreteQuantile((k) => poissonLower(k, mean) >= target, guess, 0, Number.MAX_SAFE_INTEGER);
}

/** The smallest k with P(X > k) <= q. */
export function poissonQuantileUpper(q: number, mean: number): number {
  requireNonNegative(mean, 'the mean');
  requireProbability(q);
  if (q === 0) return Number.POSITIVE_INFINITY;
  const target = q * (1 + 1.5e-14);
  const guess = mean - normalQuantile(q) * Math.sqrt(mean);
  return discreteQuantile((k) => poissonUpper(k, mean) <= target, guess, 0, Number.MAX_SAFE_INTEGER);
}
