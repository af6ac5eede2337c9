import { studentTQuantile, studentTUpper } from '../distributions/student-t.ts';

/** Mean and standard deviation (n − 1) of at least two values, in two passes. */
export function meanAndDeviation(values: readonly number[]): { readonly mean: number; readonly s: number } {
  const first = values.reduce((a, b) => a + b, 0) / values.length;
  const mean = first + values.reduce((sum, x) => sum + (x - first), 0) / values.length;
  const s = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1));
  return { mean, s };
}

export interface BiasTest {
  readonly n: number;
  readonly mean: number;
  readonly s: number;
  readonly bias: number;
  readonly t: number;
  readonly df: number;
  readonly p: number;
  readonly low: number;
  readonly high: number;
}

/** Two-sided t test that the bias of repeated measurements of a master is 0, with its interval. s must be positive. */
export function biasTest(values: readonly number[], reference: number, confidence: number): BiasTest {
  const n = values.length;
  const { mean, s } = meanAndDeviation(values);
  const bias = mean - reference;
  const se = s / Math.sqrt(n);
  const t = bias / se;
  const half = studentTQuantile((1 + confidence) / 2, n - 1) * se;
  return {
    n,
    mean,
    s,
    bias,
    t,
    df: n - 1,
    p: 2 * studentTUpper(Math.abs(t), n - 1),
    low: bias - half,
    high: bias + half,
  };
}

export interface TypeOne {
  readonly cg: number;
  readonly cgk: number;
  /** Percent of the tolerance taken by repeatability, and by repeatability and bias together. */
  readonly repeatabilityPercent: number;
  readonly totalPercent: number;
}

/**
 * Cg = (K/100 · T)/(L s), Cgk = (K/200 · T − |x̄ − x_m|)/(L/2 · s); K = 20 % of the tolerance and L = 6 unless agreed
 * otherwise. Percentages as K/Cg and K/Cgk.
 */
export function typeOne(test: BiasTest, tolerance: number, share: number, multiple: number): TypeOne {
  const cg = ((share / 100) * tolerance) / (multiple * test.s);
  const cgk = ((share / 200) * tolerance - Math.abs(test.bias)) / ((multiple / 2) * test.s);
  return { cg, cgk, repeatabilityPercent: share / cg, totalPercent: share / cgk };
}

export interface LineFit {
  readonly n: number;
  readonly intercept: number;
  readonly slope: number;
  readonly interceptSe: number;
  readonly slopeSe: number;
  readonly interceptT: number;
  readonly slopeT: number;
  readonly interceptP: number;
  readonly slopeP: number;
  /** Residual standard deviation, n − 2 degrees of freedom. */
  readonly s: number;
  readonly rSquared: number;
  readonly xMean: number;
  readonly sxx: number;
}

/** Least squares line with its tests; x must not be constant, n at least 3. */
export function fitLine(x: readonly number[], y: readonly number[]): LineFit {
  const n = x.length;
  const xMean = meanAndDeviation(x).mean;
  const yMean = meanAndDeviation(y).mean;
  let [sxx, sxy, syy] = [0, 0, 0];
  for (const [i, xi] of x.entries()) {
    const dx = xi - xMean;
    const dy = (y[i] ?? 0) - yMean;
    sxx += dx * dx;
    sxy += dx * dy;
    syy += dy * dy;
  }
  const slope = sxy / sxx;
  const intercept = yMean - slope * xMean;
  const sse = x.reduce((sum, xi, i) => sum + ((y[i] ?? 0) - yMean - slope * (xi - xMean)) ** 2, 0);
  const s = Math.sqrt(sse / (n - 2));
  const slopeSe = s / Math.sqrt(sxx);
  const interceptSe = s * Math.sqrt(1 / n + xMean ** 2 / sxx);
  const p = (t: number) => 2 * studentTUpper(Math.abs(t), n - 2);
  const [interceptT, slopeT] = [intercept / interceptSe, slope / slopeSe];
  return {
    n,
    intercept,
    slope,
    interceptSe,
    slopeSe,
    interceptT,
    slopeT,
    interceptP: p(interceptT),
    slopeP: p(slopeT),
    s,
    rSquared: syy > 0 ? 1 - sse / syy : 0,
    xMean,
    sxx,
  };
}

/** Confidence interval of the line at x. */
export function lineBand(
  fit: LineFit,
  x: number,
  confidence: number,
): { readonly fit: number; readonly low: number; readonly high: number } {
  const centre = fit.intercept + fit.slope * x;
  const half =
    studentTQuantile((1 + confidence) / 2, fit.n - 2) * fit.s * Math.sqrt(1 / fit.n + (x - fit.xMean) ** 2 / fit.sxx);
  return { fit: centre, low: centre - half, high: centre + half };
}
