import { requireNonNegative, requirePositive, requireProbability } from './domain.ts';
import {
  fisherFDensity,
  fisherFLower,
  fisherFQuantile,
  fisherFQuantileUpper,
  fisherFUpper,
  shares,
} from './fisher-f.ts';
import { type BetaPoint, betaFactor, incompleteBeta } from './incomplete-beta.ts';
import { poissonFactor } from './incomplete-gamma.ts';
import { quantileOf } from './inverse.ts';
import { sumOutwards } from './noncentral-chi-squared.ts';
import { mixLowerTails, mixUpperTails } from './poisson-mixture.ts';

/** The noncentral F distribution, a Poisson mixture of beta distributions of df1 f / (df1 f + df2). */
function check(df1: number, df2: number, noncentrality: number): void {
  requirePositive(df1, 'the numerator degrees of freedom');
  requirePositive(df2, 'the denominator degrees of freedom');
  requireNonNegative(noncentrality, 'the noncentrality');
}

/** The point of member j: λ = a + j - (a + j + b) x = (df1/2) y (1 - f) + j y, without cancellation of a against b. */
function member(f: number, df1: number, df2: number): (j: number) => BetaPoint {
  const { x, y } = shares(f, df1, df2);
  return (j) => ({ a: df1 / 2 + j, b: df2 / 2, x, y, lambda: (df1 / 2) * ((1 - f) * y) + j * y });
}

/** P(F <= f). */
export function noncentralFLower(f: number, df1: number, df2: number, noncentrality: number): number {
  check(df1, df2, noncentrality);
  if (noncentrality === 0 || f <= 0 || f === Number.POSITIVE_INFINITY) return fisherFLower(f, df1, df2);
  const at = member(f, df1, df2);
  return mixLowerTails(noncentrality / 2, {
    tail: (j) => incompleteBeta(at(j)).lower,
    step: (j) => neighbourStep(at(j)),
  });
}

/** P(F > f). */
export function noncentralFUpper(f: number, df1: number, df2: number, noncentrality: number): number {
  check(df1, df2, noncentrality);
  if (noncentrality === 0 || f <= 0 || f === Number.POSITIVE_INFINITY) return fisherFUpper(f, df1, df2);
  const at = member(f, df1, df2);
  return mixUpperTails(noncentrality / 2, {
    tail: (j) => incompleteBeta(at(j)).upper,
    step: (j) => neighbourStep(at(j)),
  });
}

/** I_x(a, b) - I_x(a + 1, b) = x^a y^b / (a B(a, b)) (DLMF 8.17.20). */
function neighbourStep(p: BetaPoint): number {
  return betaFactor(p) / p.a;
}

export function noncentralFDensity(f: number, df1: number, df2: number, noncentrality: number): number {
  check(df1, df2, noncentrality);
  if (noncentrality === 0 || f <= 0) return fisherFDensity(f, df1, df2);
  const at = member(f, df1, df2);
  const term = (j: number) => (poissonFactor(j, noncentrality / 2) * betaFactor(at(j))) / f;
  return sumOutwards(term, Math.floor((noncentrality / 2) * at(0).x));
}

function quantile(lower: number, upper: number, df1: number, df2: number, noncentrality: number): number {
  check(df1, df2, noncentrality);
  const distribution = {
    lower: (f: number) => noncentralFLower(f, df1, df2, noncentrality),
    upper: (f: number) => noncentralFUpper(f, df1, df2, noncentrality),
    density: (f: number) => noncentralFDensity(f, df1, df2, noncentrality),
    from: 0,
    to: Number.POSITIVE_INFINITY,
  };
  // Patnaik: (1 + δ/ν1) F(ν*, ν2) with ν* = (ν1 + δ)²/(ν1 + 2δ).
  const stretched = (df1 + noncentrality) ** 2 / (df1 + 2 * noncentrality);
  const central = lower <= upper ? fisherFQuantile(lower, stretched, df2) : fisherFQuantileUpper(upper, stretched, df2);
  const start = central * (1 + noncentrality / df1);
  return quantileOf(distribution, lower, upper, Math.min(start, Number.MAX_VALUE));
}

/** The f with P(F <= f) = p. */
export function noncentralFQuantile(p: number, df1: number, df2: number, noncentrality: number): number {
  requireProbability(p);
  return quantile(p, 1 - p, df1, df2, noncentrality);
}

/** The f with P(F > f) = q. */
export function noncentralFQuantileUpper(q: number, df1: number, df2: number, noncentrality: number): number {
  requireProbability(q);
  return quantile(1 - q, q, df1, df2, noncentrality);
}
