import { ddSubtract, ddValue, doubleDouble, twoProduct } from '../arithmetic/double-double.ts';
import { requireCount, requireProbability } from './domain.ts';
import { logRatioMinus, stirlingError } from './gamma-function.ts';
import { betaPoint, incompleteBeta } from './incomplete-beta.ts';
import { discreteQuantile } from './inverse.ts';
import { normalQuantile } from './normal.ts';

/** The binomial distribution: k successes in n independent trials of probability p. */
function check(n: number, p: number): void {
  requireCount(n, 'the number of trials');
  requireProbability(p, 'the probability of success');
}

/** P(X = k), in Loader's saddle-point form (2000). */
export function binomialProbability(k: number, n: number, p: number): number {
  check(n, p);
  if (!Number.isInteger(k) || k < 0 || k > n) return 0;
  if (p === 0 || p === 1) return k === (p === 0 ? 0 : n) ? 1 : 0;
  if (k === 0) return p < 0.5 ? Math.exp(n * Math.log1p(-p)) : (1 - p) ** n;
  if (k === n) return p > 0.5 ? Math.exp(n * Math.log1p(p - 1)) : Math.exp(n * Math.log(p));
  return Math.exp(logProbability(k, n, p));
}

function logProbability(k: number, n: number, p: number): number {
  const q = 1 - p;
  const lambda = ddValue(ddSubtract(doubleDouble(k), twoProduct(n, p)));
  const m = n - k;
  const deviance = k * logRatioMinus((n * p) / k, -lambda / k) + m * logRatioMinus((n * q) / m, lambda / m);
  const stirling = stirlingError(n) - stirlingError(k) - stirlingError(m);
  return deviance + stirling + 0.5 * Math.log(n / (2 * Math.PI * k * m));
}

/** P(X <= k). */
export function binomialLower(k: number, n: number, p: number): number {
  check(n, p);
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  if (whole >= n) return 1;
  return incompleteBeta(betaPoint(whole + 1, n - whole, p)).upper;
}

/** P(X > k). */
export function binomialUpper(k: number, n: number, p: number): number {
  check(n, p);
  const whole = Math.floor(k);
  if (whole < 0) return 1;
  if (whole >= n) return 0;
  return incompleteBeta(betaPoint(whole + 1, n - whole, p)).lower;
}

/** The smallest k with P(X <= k) >= probability (to within 64 units of the last place, as R's qbinom has it). */
export function binomialQuantile(probability: number, n: number, p: number): number {
  check(n, p);
  requireProbability(probability);
  if (probability === 0) return 0;
  if (probability === 1) return p === 0 ? 0 : n;
  const guess = n * p + normalQuantile(probability) * Math.sqrt(n * p * (1 - p));
  const target = probability * (1 - 1.5e-14);
  return discreteQuantile((k) => binomialLower(k, n, p) >= target, guess, 0, n);
}

/** The smallest k with P(X > k) <= q. */
export function binomialQuantileUpper(q: number, n: number, p: number): number {
  check(n, p);
  requireProbability(q);
  if (q === 0) return p === 0 ? 0 : n;
  const guess = n * p - normalQuantile(q) * Math.sqrt(n * p * (1 - p));
  const target = q * (1 + 1.5e-14);
  return discreteQuantile((k) => binomialUpper(k, n, p) <= target, guess, 0, n);
}
