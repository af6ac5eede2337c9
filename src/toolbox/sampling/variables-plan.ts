import { betaLower } from '../distributions/beta.ts';
import { noncentralTQuantileUpper, noncentralTUpper } from '../distributions/noncentral-t.ts';
import { normalQuantileUpper, normalUpper } from '../distributions/normal.ts';
import type { TwoPoints } from './plan-design.ts';
import { findRoot } from './search.ts';

export type Sigma = 'unknown' | 'known';

export interface VariablesPlan {
  readonly n: number;
  /** Acceptability constant: accept when the quality statistic Q is at least k. */
  readonly k: number;
}

/**
 * Probability of acceptance of a one-sided k-method plan at fraction nonconforming p, normal data.
 * s method: P(t'(n−1, z_p √n) ≥ k √n) with the noncentral t; sigma method: Φ(√n (z_p − k)). 0 < p < 1.
 * Source: Schilling and Neubauer, Acceptance Sampling in Quality Control, 3rd edition, chapter 10.
 */
export function variablesAcceptance(plan: VariablesPlan, sigma: Sigma, p: number): number {
  if (p <= 0) return 1;
  if (p >= 1) return 0;
  const z = normalQuantileUpper(p);
  const root = Math.sqrt(plan.n);
  if (sigma === 'known') return normalUpper(root * (plan.k - z));
  return noncentralTUpper(plan.k * root, plan.n - 1, z * root);
}

/** The k for which quality p is accepted with probability pa at sample size n. */
export function constantFor(n: number, sigma: Sigma, p: number, pa: number): number {
  const z = normalQuantileUpper(p);
  if (sigma === 'known') return z - normalQuantileUpper(1 - pa) / Math.sqrt(n);
  const root = Math.sqrt(n);
  return noncentralTQuantileUpper(pa, n - 1, z * root) / root;
}

/**
 * The smallest k-method plan that accepts p1 with probability pa1 exactly and p2 with at most pa2; undefined above n = 5000.
 * The s method is searched with the exact noncentral t, not by the usual factor 1 + k²/2.
 */
export function designVariablesPlan(points: TwoPoints, sigma: Sigma): VariablesPlan | undefined {
  const meets = (n: number) =>
    variablesAcceptance({ n, k: constantFor(n, sigma, points.p1, points.pa1) }, sigma, points.p2) <= points.pa2;
  const least = sigma === 'known' ? 1 : 2;
  // The sigma method has a closed form; the s method needs about 1 + k²/2 times as many, and a few steps from there.
  const [za, zb] = [normalQuantileUpper(1 - points.pa1), normalQuantileUpper(points.pa2)];
  const [z1, z2] = [normalQuantileUpper(points.p1), normalQuantileUpper(points.p2)];
  const known = ((za + zb) / (z1 - z2)) ** 2;
  const k = (za * z2 + zb * z1) / (za + zb);
  let n = Math.max(least, Math.min(5001, Math.ceil(sigma === 'known' ? known : known * (1 + (k * k) / 2))));
  while (n > least && meets(n - 1)) n--;
  while (n <= 5000 && !meets(n)) n++;
  return n > 5000 ? undefined : { n, k: constantFor(n, sigma, points.p1, points.pa1) };
}

/**
 * Minimum variance unbiased estimate of the fraction beyond a limit from Q: s method by the symmetric beta distribution,
 * sigma method by the normal. Source: Lieberman and Resnikoff, JASA 50 (1955) 457-516; Z1.9 B3, D3.
 */
export function estimatedFraction(q: number, n: number, sigma: Sigma): number {
  if (sigma === 'known') return n > 1 ? normalUpper(q * Math.sqrt(n / (n - 1))) : q >= 0 ? 0 : 1;
  const x = 0.5 * (1 - (q * Math.sqrt(n)) / (n - 1));
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return n === 2 ? x : betaLower(x, n / 2 - 1, n / 2 - 1);
}

/** The k of a plan given by its M: the Q whose estimated fraction is M . */
export function constantFromFraction(m: number, n: number, sigma: Sigma): number {
  return findRoot((q) => estimatedFraction(q, n, sigma) - m, -20, 20);
}
