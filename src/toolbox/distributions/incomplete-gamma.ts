import { logGammaOnePlus, logRatioMinus, logSqrtTwoPi, stirlingError } from './gamma-function.ts';

/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x), each computed directly where it is the
 * smaller. Series: DLMF 8.7.1; continued fraction: DLMF 8.9.2; both with the common factor in saddle-point form, which
 * loses no digits for large a. Valid for a from 1e-8 to some 1e7; beyond that the loops grow like √a.
 */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/**
 * x^a e^-x / Γ(a + 1) for a >= 0, x > 0: the Poisson probability of a at mean x, for any real a.
 * `excess` is x - a, to be given where the caller knows it better than the rounded difference.
 */
export function poissonFactor(a: number, x: number, excess = x - a): number {
  if (a === 0) return Math.exp(-x);
  if (a < 1) return Math.exp(a * Math.log(x) - x - logGammaOnePlus(a));
  const exponent = a * logRatioMinus(x / a, excess / a) - stirlingError(a);
  return Math.exp(exponent) / Math.sqrt(2 * Math.PI * a);
}

/** The logarithm of {@link poissonFactor}. */
export function logPoissonFactor(a: number, x: number, excess = x - a): number {
  if (a === 0) return -x;
  if (a < 1) return a * Math.log(x) - x - logGammaOnePlus(a);
  return a * logRatioMinus(x / a, excess / a) - stirlingError(a) - 0.5 * Math.log(a) - logSqrtTwoPi;
}

/** Both tails of the gamma distribution with shape a > 0 and scale 1 at x. */
export function incompleteGamma(a: number, x: number, excess = x - a): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  if (a < 1 && x < 1) return smallArguments(a, x);
  const factor = poissonFactor(a, x, excess);
  if (excess < 0) {
    const lower = factor * lowerSeries(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = factor * a * upperFraction(a, excess);
  return { lower: 1 - upper, upper };
}

/** 1 + x/(a+1) + x²/((a+1)(a+2)) + …, all terms positive. */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  let n = a;
  do {
    n += 1;
    term *= x / n;
    sum += term;
  } while (term > 1e-17 * sum);
  return sum;
}

/** Legendre's continued fraction for Γ(a, x) x^-a e^x by the method of Lentz, for x >= a or x >= 1. */
function upperFraction(a: number, excess: number): number {
  let b = excess + 1;
  let d = 1 / b;
  let c = 1e300;
  let h = d;
  for (let n = 1; n < 1e6; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const step = c * d;
    h *= step;
    if (Math.abs(step - 1) < 1.2e-16) break;
  }
  return h;
}

/**
 * a < 1, x < 1: P by its alternating series, and Q as the sum of -expm1(a ln x - ln Γ(1 + a)) and the rest of that series
 * (Gil, Segura, Temme, SIAM J. Sci. Comput. 34 (2012) A2965, 2.5), so that Q keeps its digits when a is small.
 */
function smallArguments(a: number, x: number): Tails {
  let term = 1;
  let rest = 0;
  for (let n = 1; n < 60; n++) {
    term *= -x / n;
    const part = term / (a + n);
    rest -= part;
    if (Math.abs(part) < 1e-18 * Math.abs(rest)) break;
  }
  const exponent = a * Math.log(x) - logGammaOnePlus(a);
  const factor = Math.exp(exponent);
  const lower = factor * (1 - a * rest);
  const upper = -Math.expm1(exponent) + factor * a * rest;
  return { lower, upper };
}

/** P(a, x). */
export function gammaP(a: number, x: number): number {
  return incompleteGamma(a, x).lower;
}

/** Q(a, x). */
export function gammaQ(a: number, x: number): number {
  return incompleteGamma(a, x).upper;
}
