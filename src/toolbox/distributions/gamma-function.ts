import { requirePositive } from './domain.ts';

/**
 * The logarithm of the gamma function and the small differences from which the distributions are built. Everything here
 * is written so that it keeps its relative accuracy where its value passes through zero.
 * Sources: DLMF 5.7.3 (series about 2), 5.11.1 (Stirling); C. Loader, Fast and Accurate Computation of Binomial
 * Probabilities (2000), for the saddle-point form. Constants printed by tools/reference-values/chebyshev-constants.py.
 */

export const logSqrtTwoPi = 0.9189385332046728;
export const eulerGamma = 0.5772156649015329;

/** zeta(n) - 1 for n = 2, 3, … */
const zetaMinusOne = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853, 0.0004941886041194645,
  0.0002460865533080483, 0.00012271334757848915, 6.124813505870483e-5, 3.058823630702049e-5, 1.528225940865187e-5,
  7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6, 9.539620338727962e-7, 4.769329867878064e-7,
  2.38450502727733e-7, 1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8,
];

/** B(2n) / (2n (2n - 1)) for n = 1, 2, … */
const stirlingTerms = [
  0.08333333333333333, -0.002777777777777778, 0.0007936507936507937, -0.0005952380952380953, 0.0008417508417508417,
  -0.0019175269175269176, 0.00641025641025641, -0.029550653594771242,
];

/** ln Γ(2 + x) for |x| <= 0.5, relatively accurate at its zero x = 0 (DLMF 5.7.3). */
function logGammaNearTwo(x: number): number {
  let sum = 0;
  for (let i = zetaMinusOne.length - 1; i >= 0; i--) {
    const n = i + 2;
    sum = (n % 2 === 0 ? 1 : -1) * (zetaMinusOne[i]! / n) + x * sum;
  }
  return x * (0.42278433509846713 + x * sum);
}

/** ln Γ(1 + x) for x > -1, relatively accurate at its zeros x = 0 and x = 1. */
export function logGammaOnePlus(x: number): number {
  if (x > 0.5 || x < -0.5) return logGamma(1 + x);
  return logGammaNearTwo(x) - Math.log1p(x);
}

/**
 * δ(x) = ln Γ(x) - (x - 1/2) ln x + x - ln √(2π), the error of Stirling's formula, for x > 0. Decreases like 1/(12 x).
 */
export function stirlingError(x: number): number {
  if (x < 12) {
    if (x < 0.5) return logGammaOnePlus(x) - (x + 0.5) * Math.log(x) + x - logSqrtTwoPi;
    // δ(x) = δ(x + 1) + (x + 1/2) ln(1 + 1/x) - 1: few shifts, each of a small positive number.
    let shift = 0;
    let y = x;
    while (y < 12) {
      shift += stirlingShift(y);
      y += 1;
    }
    return shift + stirlingSeries(y);
  }
  return stirlingSeries(x);
}

/** (y + 1/2) ln(1 + 1/y) - 1, by the series of the inverse hyperbolic tangent in 1/(2y + 1). */
function stirlingShift(y: number): number {
  const r = 1 / (2 * y + 1);
  const r2 = r * r;
  let sum = 0;
  let power = r2;
  for (let k = 3; ; k += 2) {
    const term = power / k;
    sum += term;
    if (term < 1e-18) break;
    power *= r2;
  }
  return sum;
}

function stirlingSeries(x: number): number {
  const z = 1 / (x * x);
  let sum = 0;
  const terms = x > 100 ? 4 : stirlingTerms.length;
  for (let i = terms - 1; i >= 0; i--) sum = stirlingTerms[i]! + z * sum;
  return sum / x;
}

/** ln Γ(x) for x > 0; relative error a few units of the last place, at the zeros 1 and 2 too. */
export function logGamma(x: number): number {
  requirePositive(x, 'the argument of ln Γ');
  if (x < 0.5) return logGammaOnePlus(x) - Math.log(x);
  if (x < 1.5) return logGammaNearTwo(x - 1) - Math.log1p(x - 1);
  if (x < 2.5) return logGammaNearTwo(x - 2);
  if (x < 8) {
    let product = 1;
    let y = x;
    while (y >= 2.5) {
      y -= 1;
      product *= y;
    }
    return logGammaNearTwo(y - 2) + Math.log(product);
  }
  return (x - 0.5) * Math.log(x) - x + logSqrtTwoPi + stirlingError(x);
}

/** Γ(x) for x > 0; infinite above 171.6. */
export function gammaFunction(x: number): number {
  requirePositive(x, 'the argument of Γ');
  if (Number.isInteger(x) && x < 172) {
    let product = 1;
    for (let k = 2; k < x; k++) product *= k;
    return product;
  }
  if (x >= 172) return Number.POSITIVE_INFINITY;
  let product = 1;
  let y = x;
  while (y >= 2.5 && x < 30) {
    y -= 1;
    product *= y;
  }
  return product * Math.exp(logGamma(y));
}

/** ln(Γ(b + a) / Γ(b)) for b > 0, b + a > 0, with an error of some units of the last place of a ln b. */
export function logGammaDifference(b: number, a: number): number {
  if (a < 0) return -logGammaDifference(b + a, -a);
  let base = b;
  let shift = 0;
  while (base < 12) {
    shift += Math.log1p(a / base);
    base += 1;
  }
  const ratio = a / base;
  const main = base * logOnePlusMinus(ratio) + (a - 0.5) * Math.log1p(ratio) + a * Math.log(base);
  return main + (stirlingError(base + a) - stirlingError(base)) - shift;
}

/** Γ(x) / Γ(y) for x, y > 0, without overflow where the ratio itself is in range. */
export function gammaRatio(x: number, y: number): number {
  return Math.exp(logGammaDifference(y, x - y));
}

/** ln B(a, b) for a, b > 0. */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  return logGamma(small) - logGammaDifference(large, small);
}

/** ln(1 + u) - u for u > -1, relatively accurate at u = 0; never positive. */
export function logOnePlusMinus(u: number): number {
  if (u < -0.5 || u > 1) return Math.log1p(u) - u;
  const r = u / (2 + u);
  const y = r * r;
  let sum = 0;
  let power = 1;
  for (let k = 3; ; k += 2) {
    const term = power / k;
    sum += term;
    if (term < 1e-17 * sum) break;
    power *= y;
  }
  return r * (2 * y * sum - u);
}

/** ln(ratio) - (ratio - 1), where the caller knows ratio - 1 = `excess` without cancellation. */
export function logRatioMinus(ratio: number, excess: number): number {
  return excess < -0.5 || excess > 1 ? Math.log(ratio) - excess : logOnePlusMinus(excess);
}

/** ψ(x) = d ln Γ(x) / dx for x > 0 (DLMF 5.11.2 after shifting the argument above 12). */
export function digamma(x: number): number {
  requirePositive(x, 'the argument of ψ');
  let shift = 0;
  let y = x;
  while (y < 12) {
    shift += 1 / y;
    y += 1;
  }
  const z = 1 / (y * y);
  const tail =
    z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (1 / 132 - z * (691 / 32760 - z * (1 / 12)))))));
  return Math.log(y) - 0.5 / y - tail - shift;
}

/** ψ′(x) for x > 0. */
export function trigamma(x: number): number {
  requirePositive(x, 'the argument of ψ′');
  let shift = 0;
  let y = x;
  while (y < 12) {
    shift += 1 / (y * y);
    y += 1;
  }
  const z = 1 / (y * y);
  const tail = z * (1 / 6 - z * (1 / 30 - z * (1 / 42 - z * (1 / 30 - z * (5 / 66 - z * (691 / 2730 - z * (7 / 6)))))));
  return 1 / y + z / 2 + tail / y + shift;
}
