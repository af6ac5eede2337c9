import { integrateAdaptive } from '../arithmetic/quadrature.ts';
import { logOnePlusMinus, stirlingError } from './gamma-function.ts';

/**
 * E[g(S)] for S = √(χ²(ν)/ν), the relative error of an estimated standard deviation: the integral from which noncentral t and
 * the studentized range are made. The variable is ln s; the integrand is unimodal when ln g is concave in s, so its peak is
 * found first and the two flanks are integrated to where they have fallen by e^-42.
 */
export interface ChiMixture {
  readonly df: number;
  readonly value: (s: number) => number;
  readonly log: (s: number) => number;
  readonly tolerance: number;
  /** Places in s where g turns sharply beside a slow weight (few degrees of freedom): panels begin there. */
  readonly turns?: readonly number[];
}

/** (ln density of v = ln s) without its constant: ν/2 (2v + 1 - e^{2v}), relatively accurate at v = 0. */
function logWeight(v: number, df: number): number {
  const w = Math.expm1(2 * v);
  return (df / 2) * (w > -0.5 && w < 1 ? logOnePlusMinus(w) : 2 * v - w);
}

export function chiMixture({ df, value, log, tolerance, turns = [] }: ChiMixture): number {
  const constant = Math.sqrt(df / Math.PI) * Math.exp(-stirlingError(df / 2));
  const spread = Math.sqrt(720 / df);
  const left = -(spread + 720 / df + 1);
  const right = spread < 0.5 ? spread * 1.5 : 0.5 * Math.log1p(1440 / df + 2 * spread) + 1;
  const height = (v: number) => logWeight(v, df) + log(Math.exp(v));
  const peak = findPeak(height, left, right);
  const top = height(peak);
  // Below the smallest double, even after the width of the peak: the tail is 0.
  if (!(top > -760)) return 0;
  const from = flank(height, peak, left * 2, top - 42);
  const to = flank(height, peak, right + 2, top - 42);
  // Near the bottom of the doubles a factor alone may underflow: take the product by its logarithm there.
  const low = top < -600;
  const integrand = low
    ? (v: number) => Math.exp(height(v) - top)
    : (v: number) => Math.exp(logWeight(v, df)) * value(Math.exp(v));
  const inside = turns.map(Math.log).filter((v) => v > from && v < to);
  const places = [from, peak, ...inside, to].sort((a, b) => a - b);
  let sum = 0;
  for (let k = 1; k < places.length; k++) sum += integrateAdaptive(integrand, places[k - 1]!, places[k]!, tolerance);
  return constant * sum * (low ? Math.exp(top) : 1);
}

/** The maximum of a unimodal function by golden section, to a hundredth of the interval's later width. */
function findPeak(f: (x: number) => number, from: number, to: number): number {
  const golden = 0.3819660112501051;
  let a = from;
  let b = to;
  let x1 = a + golden * (b - a);
  let x2 = b - golden * (b - a);
  let f1 = f(x1);
  let f2 = f(x2);
  for (let i = 0; i < 40; i++) {
    if (f1 < f2 || (f1 === f2 && f1 === Number.NEGATIVE_INFINITY)) {
      a = x1;
      x1 = x2;
      f1 = f2;
      x2 = b - golden * (b - a);
      f2 = f(x2);
    } else {
      b = x2;
      x2 = x1;
      f2 = f1;
      x1 = a + golden * (b - a);
      f1 = f(x1);
    }
    if (Math.max(f1, f2) > Number.NEGATIVE_INFINITY && Math.abs(f1 - f2) < 1e-3 && i > 12) break;
  }
  return f1 > f2 ? x1 : x2;
}

/** Where f has fallen to `level` between the peak and `end`, by bisection to a percent. */
function flank(f: (x: number) => number, peak: number, end: number, level: number): number {
  if (f(end) > level) return end;
  let inside = peak;
  let outside = end;
  for (let i = 0; i < 60 && Math.abs(outside - inside) > 0.02 * Math.abs(outside - peak); i++) {
    const middle = (inside + outside) / 2;
    if (f(middle) > level) inside = middle;
    else outside = middle;
  }
  return outside;
}
