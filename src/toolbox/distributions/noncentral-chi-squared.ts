import { chiSquaredDensity, chiSquaredLower, chiSquaredUpper } from './chi-squared.ts';
import { requireNonNegative, requirePositive, requireProbability } from './domain.ts';
import { incompleteGamma, poissonFactor } from './incomplete-gamma.ts';
import { quantileOf } from './inverse.ts';
import { normalQuantile } from './normal.ts';
import { mixLowerTails, mixUpperTails } from './poisson-mixture.ts';

/** The noncentral χ² distribution, a Poisson mixture of χ² distributions (Johnson, Kotz, Balakrishnan 2, 29.3). */
function check(df: number, noncentrality: number): void {
  requirePositive(df, 'the degrees of freedom');
  requireNonNegative(noncentrality, 'the noncentrality');
}

/** P(X <= x). */
export function noncentralChiSquaredLower(x: number, df: number, noncentrality: number): number {
  check(df, noncentrality);
  if (noncentrality === 0 || x <= 0 || x === Number.POSITIVE_INFINITY) return chiSquaredLower(x, df);
  const a = df / 2;
  const half = x / 2;
  return mixLowerTails(noncentrality / 2, {
    tail: (j) => incompleteGamma(a + j, half).lower,
    step: (j) => poissonFactor(a + j, half),
  });
}

/** P(X > x). */
export function noncentralChiSquaredUpper(x: number, df: number, noncentrality: number): number {
  check(df, noncentrality);
  if (noncentrality === 0 || x <= 0 || x === Number.POSITIVE_INFINITY) return chiSquaredUpper(x, df);
  const a = df / 2;
  const half = x / 2;
  return mixUpperTails(noncentrality / 2, {
    tail: (j) => incompleteGamma(a + j, half).upper,
    step: (j) => poissonFactor(a + j, half),
  });
}

export function noncentralChiSquaredDensity(x: number, df: number, noncentrality: number): number {
  check(df, noncentrality);
  if (noncentrality === 0 || x <= 0) return chiSquaredDensity(x, df);
  // The density of member j is half the step of the chain of tails at j - 1: unimodal in j, summed outwards from its peak.
  const mean = noncentrality / 2;
  const a = df / 2 - 1;
  const member = (j: number) =>
    poissonFactor(j, mean) * (a + j > 0 ? poissonFactor(a + j, x / 2) : 2 * chiSquaredDensity(x, df + 2 * j));
  return 0.5 * sumOutwards(member, Math.floor((Math.sqrt(a * a + noncentrality * x) - a) / 2));
}

/** The sum of a unimodal sequence of positive terms over j >= 0, from a place near its peak. */
export function sumOutwards(member: (j: number) => number, near: number): number {
  const start = Math.max(0, near);
  let sum = member(start);
  for (let j = start + 1; ; j++) {
    const term = member(j);
    sum += term;
    if (!(term > 1e-18 * sum)) break;
  }
  for (let j = start - 1; j >= 0; j--) {
    const term = member(j);
    sum += term;
    if (!(term > 1e-18 * sum)) break;
  }
  return sum;
}

function quantile(lower: number, upper: number, df: number, noncentrality: number): number {
  check(df, noncentrality);
  const distribution = {
    lower: (x: number) => noncentralChiSquaredLower(x, df, noncentrality),
    upper: (x: number) => noncentralChiSquaredUpper(x, df, noncentrality),
    density: (x: number) => noncentralChiSquaredDensity(x, df, noncentrality),
    from: 0,
    to: Number.POSITIVE_INFINITY,
  };
  const z = lower <= upper ? normalQuantile(lower) : -normalQuantile(upper);
  const mean = df + noncentrality;
  const start = mean + z * Math.sqrt(2 * (df + 2 * noncentrality));
  return quantileOf(distribution, lower, upper, start > 0 ? start : mean * 1e-3);
}

/** The x with P(X <= x) = p. */
export function noncentralChiSquaredQuantile(p: number, df: number, noncentrality: number): number {
  requireProbability(p);
  return quantile(p, 1 - p, df, noncentrality);
}

/** The x with P(X > x) = q. */
export function noncentralChiSquaredQuantileUpper(q: number, df: number, noncentrality: number): number {
  requireProbability(q);
  return quantile(1 - q, q, df, noncentrality);
}
