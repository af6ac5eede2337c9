import { minimiseBetween } from '../arithmetic/minimise.ts';
import { findRoot } from '../arithmetic/root.ts';
import { chiSquaredQuantile } from '../distributions/chi-squared.ts';
import { normalLower } from '../distributions/normal.ts';
import { andersonDarlingOfDoubles } from '../hypothesis/normality.ts';

/** A monotone function that makes data about normal. `rises`: false where it turns the order round. */
export interface Transformation {
  readonly name: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly formula: string;
  readonly rises: boolean;
  /** NaN outside the domain. */
  apply(x: number): number;
  /** The value that `apply` carries to `y`; NaN where there is none. */
  invert(y: number): number;
}

export interface BoxCox extends Transformation {
  /** λ at the maximum of the likelihood, before rounding, with its interval. */
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Box and Cox (1964), J. R. Statist. Soc. B 26, 211-252: λ by maximum likelihood within [-5, 5], its interval by the
 * likelihood ratio. `round` takes the nearest half, as Minitab does, unless the interval does not hold it.
 */
export function boxCox(
  values: ArrayLike<number>,
  { round, confidence }: { readonly round: boolean; readonly confidence: number },
): BoxCox {
  const logs = Array.from(values, Math.log);
  const n = logs.length;
  const meanLog = logs.reduce((a, b) => a + b, 0) / n;
  const centred = logs.map((log) => log - meanLog);
  /** -2 ln L/n up to a constant: ln of the variance of the transform scaled by the geometric mean. */
  const loss = (lambda: number): number => {
    const y = centred.map((log) => (Math.abs(lambda) < 1e-12 ? log : Math.expm1(lambda * log) / lambda));
    const mean = y.reduce((a, b) => a + b, 0) / n;
    return Math.log(y.reduce((a, b) => a + (b - mean) ** 2, 0) / n);
  };
  const rough = minimiseBetween(loss, -5, 5, 1e-12).x;
  // A parabola's bottom is flat: the root of the slope gives twice the digits.
  const slope = (lambda: number): number => slopeOf(centred, lambda);
  const [from, to] = [Math.max(-5, rough - 0.01), Math.min(5, rough + 0.01)];
  const estimate = slope(from) < 0 && slope(to) > 0 ? findRoot(slope, from, to, 1e-14) : rough;
  const room = chiSquaredQuantile(confidence, 1) / n;
  const best = loss(estimate);
  const edge = (end: number): number =>
    loss(end) - best <= room ? end : findRoot((lambda) => loss(lambda) - best - room, estimate, end, 1e-10);
  const [lower, upper] = [edge(-5), edge(5)];
  const half = Math.round(estimate * 2) / 2;
  const lambda = round && half >= lower && half <= upper ? half : estimate;
  return {
    name: 'box-cox',
    parameters: { lambda },
    estimate,
    lower,
    upper,
    formula: lambda === 0 ? 'ln x' : `x^${Number(lambda.toPrecision(6))}`,
    rises: lambda >= 0,
    apply: (x) => (x > 0 ? (lambda === 0 ? Math.log(x) : x ** lambda) : Number.NaN),
    invert: (y) => (lambda === 0 ? Math.exp(y) : y > 0 ? y ** (1 / lambda) : Number.NaN),
  };
}

/** Derivative of the loss: 2 cov(y, y')/var(y), with y' = (λ ln x e^{λ ln x} - e^{λ ln x} + 1)/λ². */
function slopeOf(centred: readonly number[], lambda: number): number {
  const n = centred.length;
  const y: number[] = [];
  const dy: number[] = [];
  for (const log of centred) {
    const t = lambda * log;
    if (Math.abs(t) < 1e-4) {
      // Series, where the difference would cancel.
      y.push(log * (1 + t / 2 + (t * t) / 6));
      dy.push(log * log * (0.5 + t / 3 + (t * t) / 8));
    } else {
      y.push(Math.expm1(t) / lambda);
      dy.push((t * Math.exp(t) - Math.expm1(t)) / lambda ** 2);
    }
  }
  const my = y.reduce((a, b) => a + b, 0) / n;
  const md = dy.reduce((a, b) => a + b, 0) / n;
  let covariance = 0;
  let variance = 0;
  for (let i = 0; i < n; i++) {
    covariance += (y[i]! - my) * (dy[i]! - md);
    variance += (y[i]! - my) ** 2;
  }
  return (2 * covariance) / variance;
}

export interface Johnson extends Transformation {
  readonly z: number;
  readonly pValue: number;
}

/**
 * Johnson's system by four quantiles at ±z, ±3z (Slifker and Shapiro 1980, Technometrics 22(2), 239-246), z from 0.25 to
 * 1.25 chosen for the largest Anderson-Darling p of the transformed data (Chou, Polansky and Mason 1998, Journal of
 * Quality Technology 30(2), 133-141, as Minitab does). Undefined where no z gives a transform of all values.
 */
export function johnson(values: ArrayLike<number>): Johnson | undefined {
  const sorted = Float64Array.from(values).sort();
  let best: Johnson | undefined;
  for (let k = 0; k <= 100; k++) {
    const z = 0.25 + k * 0.01;
    const candidate = johnsonAt(sorted, z);
    if (!candidate) continue;
    const y = Array.from(sorted, candidate.apply);
    if (y.some((value) => !Number.isFinite(value)) || y[0] === y.at(-1)) continue;
    const { pValue } = andersonDarlingOfDoubles(y);
    if (!best || pValue > best.pValue) best = { ...candidate, z, pValue };
  }
  return best;
}

function quantileAt(sorted: Float64Array, p: number): number {
  const n = sorted.length;
  const position = Math.min(n - 1, Math.max(0, p * n - 0.5));
  const below = Math.floor(position);
  const above = Math.min(n - 1, below + 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

function johnsonAt(sorted: Float64Array, z: number): Transformation | undefined {
  const [x1, x2, x3, x4] = [-3 * z, -z, z, 3 * z].map((at) => quantileAt(sorted, normalLower(at))) as [
    number,
    number,
    number,
    number,
  ];
  const m = x4 - x3;
  const n = x2 - x1;
  const p = x3 - x2;
  if (!(m > 0 && n > 0 && p > 0)) return undefined;
  const ratio = (m * n) / (p * p);
  const middle = (x2 + x3) / 2;
  if (Math.abs(ratio - 1) < 1e-6) return logNormalCurve(m, p, middle, z);
  return ratio > 1 ? unbounded(m, n, p, middle, z) : bounded(m, n, p, middle, z);
}

function unbounded(m: number, n: number, p: number, middle: number, z: number): Transformation | undefined {
  const [a, b] = [m / p, n / p];
  const root = Math.sqrt(a * b - 1);
  const eta = (2 * z) / Math.acosh((a + b) / 2);
  const gamma = eta * Math.asinh((b - a) / (2 * root));
  const lambda = (2 * p * root) / ((a + b - 2) * Math.sqrt(a + b + 2));
  const epsilon = middle + (p * (b - a)) / (2 * (a + b - 2));
  if (!(lambda > 0 && eta > 0 && Number.isFinite(epsilon + gamma))) return undefined;
  return {
    name: 'johnson-su',
    parameters: { gamma, eta, epsilon, lambda },
    formula: 'γ + η asinh((x - ε)/λ)',
    rises: true,
    apply: (x) => gamma + eta * Math.asinh((x - epsilon) / lambda),
    invert: (y) => epsilon + lambda * Math.sinh((y - gamma) / eta),
  };
}

function bounded(m: number, n: number, p: number, middle: number, z: number): Transformation | undefined {
  const [a, b] = [p / m, p / n];
  const both = (1 + a) * (1 + b);
  const excess = a * b - 1;
  const eta = z / Math.acosh(Math.sqrt(both) / 2);
  const gamma = eta * Math.asinh(((b - a) * Math.sqrt(both - 4)) / (2 * excess));
  const lambda = (p * Math.sqrt((both - 2) ** 2 - 4)) / excess;
  const epsilon = middle - lambda / 2 + (p * (b - a)) / (2 * excess);
  if (!(lambda > 0 && eta > 0 && Number.isFinite(epsilon + gamma))) return undefined;
  return {
    name: 'johnson-sb',
    parameters: { gamma, eta, epsilon, lambda },
    formula: 'γ + η ln((x - ε)/(λ + ε - x))',
    rises: true,
    apply: (x) =>
      x > epsilon && x < epsilon + lambda ? gamma + eta * Math.log((x - epsilon) / (lambda + epsilon - x)) : Number.NaN,
    invert: (y) => epsilon + lambda / (1 + Math.exp((gamma - y) / eta)),
  };
}

function logNormalCurve(m: number, p: number, middle: number, z: number): Transformation | undefined {
  const a = m / p;
  if (a <= 1) return undefined;
  const eta = (2 * z) / Math.log(a);
  const gamma = eta * Math.log((a - 1) / (p * Math.sqrt(a)));
  const epsilon = middle - ((p / 2) * (a + 1)) / (a - 1);
  if (!Number.isFinite(eta + gamma + epsilon)) return undefined;
  return {
    name: 'johnson-sl',
    parameters: { gamma, eta, epsilon },
    formula: 'γ + η ln(x - ε)',
    rises: true,
    apply: (x) => (x > epsilon ? gamma + eta * Math.log(x - epsilon) : Number.NaN),
    invert: (y) => epsilon + Math.exp((y - gamma) / eta),
  };
}
