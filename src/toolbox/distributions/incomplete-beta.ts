import { ddSubtract, ddValue, doubleDouble, twoProduct, twoSum } from '../arithmetic/double-double.ts';
import { logGammaDifference, logGammaOnePlus, logRatioMinus, stirlingError } from './gamma-function.ts';
import type { Tails } from './incomplete-gamma.ts';

/**
 * The regularised incomplete beta function I_x(a, b) and its complement, each computed directly where it is the smaller.
 * Continued fraction: A. R. DiDonato and A. H. Morris, ACM TOMS 18 (1992) 360-373 (BFRAC); series for small shapes: DLMF
 * 8.17.7, with the complement through expm1. The common factor is in saddle-point form (Loader 2000).
 */
export interface BetaPoint {
  readonly a: number;
  readonly b: number;
  readonly x: number;
  /** 1 - x, to be given where the caller knows it better than the rounded difference. */
  readonly y: number;
  /** a - (a + b) x, likewise: it decides the accuracy of far tails at large shapes. */
  readonly lambda: number;
}

/** The point of I_x(a, b) for an x taken as exact. */
export function betaPoint(a: number, b: number, x: number): BetaPoint {
  const sum = twoSum(a, b);
  const product = twoProduct(sum.hi, x);
  const low = product.lo + sum.lo * x;
  const difference = ddSubtract(doubleDouble(a), { hi: product.hi, lo: low });
  return { a, b, x, y: 1 - x, lambda: ddValue(difference) };
}

/** The same point seen from the other end: I_y(b, a). */
export function mirrored(p: BetaPoint): BetaPoint {
  return { a: p.b, b: p.a, x: p.y, y: p.x, lambda: -p.lambda };
}

/** x^a y^b / B(a, b), the common factor of every expansion. */
export function betaFactor(p: BetaPoint): number {
  const { a, b, x, y, lambda } = p;
  const n = a + b;
  const exponent =
    a * logRatioMinus((n * x) / a, -lambda / a) +
    b * logRatioMinus((n * y) / b, lambda / b) +
    (stirlingError(n) - stirlingError(a) - stirlingError(b));
  return Math.sqrt((a / n) * (b / (2 * Math.PI))) * Math.exp(exponent);
}

/** Both tails of the beta distribution at the point. */
export function incompleteBeta(p: BetaPoint): Tails {
  // Of no number no sum comes to its end.
  if (Number.isNaN(p.lambda) || Number.isNaN(p.x)) return { lower: Number.NaN, upper: Number.NaN };
  if (p.x <= 0) return { lower: 0, upper: 1 };
  if (p.y <= 0) return { lower: 1, upper: 0 };
  if (p.a < 1 && p.x <= 0.5 && p.b * p.x <= 1) return smallShape(p);
  if (p.b < 1 && p.y <= 0.5 && p.a * p.y <= 1) return swapTails(smallShape(mirrored(p)));
  if (p.lambda < 0) return swapTails(fractionTails(mirrored(p)));
  return fractionTails(p);
}

function swapTails(t: Tails): Tails {
  return { lower: t.upper, upper: t.lower };
}

function fractionTails(p: BetaPoint): Tails {
  const lower = betaFactor(p) * betaFraction(p);
  return { lower, upper: 1 - lower };
}

/** a < 1 and x small: I by its power series in x, 1 - I as the sum of two small numbers. */
function smallShape(p: BetaPoint): Tails {
  const { a, b, x } = p;
  let term = 1;
  let rest = 0;
  for (let n = 1; n < 400; n++) {
    term *= ((n - b) * x) / n;
    const part = term / (a + n);
    rest += part;
    if (Math.abs(part) < 1e-18 * Math.abs(rest) || term === 0) break;
  }
  const exponent = a * Math.log(x) - logGammaOnePlus(a) + logGammaDifference(b, a);
  const factor = Math.exp(exponent);
  return { lower: factor * (1 + a * rest), upper: -Math.expm1(exponent) - factor * a * rest };
}

/** The continued fraction of DiDonato and Morris for I_x(a, b) B(a, b) x^-a y^-b, for x at or below the mean. */
function betaFraction(p: BetaPoint): number {
  const { a, b, x, y, lambda } = p;
  const c = 1 + lambda;
  const c0 = b / a;
  const c1 = 1 + 1 / a;
  const yp1 = y + 1;
  let pp = 1;
  let s = a + 1;
  let an = 0;
  let bn = 1;
  let anp1 = 1;
  let bnp1 = c / c1;
  let r = c1 / c;
  for (let n = 1; n < 1e6; n++) {
    const t = n / a;
    const w = n * (b - n) * x;
    let e = a / s;
    const alpha = pp * (pp + c0) * e * e * (w * x);
    e = (1 + t) / (c1 + t + t);
    const beta = n + w / s + e * (c + n * yp1);
    pp = 1 + t;
    s += 2;
    const aNext = alpha * an + beta * anp1;
    const bNext = alpha * bn + beta * bnp1;
    const next = aNext / bNext;
    if (Math.abs(next - r) <= 1.2e-16 * next) return next;
    r = next;
    an = anp1 / bNext;
    bn = bnp1 / bNext;
    anp1 = r;
    bnp1 = 1;
  }
  return r;
}
