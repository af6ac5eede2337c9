import type { DoubleDouble } from '../arithmetic/double-double.ts';
import { centredSquares, type LeastSquares, leastSquares, rawSquares } from '../arithmetic/least-squares.ts';
import { fisherFUpper } from '../distributions/fisher-f.ts';
import { studentTQuantileUpper, studentTUpper } from '../distributions/student-t.ts';

/** A column of a design with the name of its coefficient. */
export interface Predictor {
  readonly name: string;
  readonly values: readonly DoubleDouble[];
}

export interface Coefficient {
  readonly name: string;
  /** Null for a column that depends on those before it. */
  readonly estimate: number | null;
  readonly se: number | null;
  readonly t: number | null;
  readonly p: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Variance inflation factor; null for the constant. */
  readonly vif: number | null;
}

/** The table of variance of a regression; sums of squares about the mean where there is a constant, about 0 otherwise. */
export interface FitTable {
  readonly ssRegression: number;
  readonly ssResidual: number;
  readonly ssTotal: number;
  readonly dfRegression: number;
  readonly dfResidual: number;
  readonly f: number | null;
  readonly p: number | null;
  /** Residual standard deviation; null without degrees of freedom. */
  readonly s: number | null;
  readonly rSquared: number;
  readonly rSquaredAdjusted: number | null;
  /** From PRESS; null where a point has leverage 1. */
  readonly rSquaredPredicted: number | null;
}

/** What one observation does to the fit. */
export interface Observation {
  readonly fitted: number;
  readonly residual: number;
  readonly leverage: number;
  /** Residual over s √(1 - h); null where h = 1. */
  readonly standardised: number | null;
  /** Residual over its deviation with the observation left out (externally studentised). */
  readonly deleted: number | null;
  readonly cook: number | null;
}

export interface LinearFit {
  readonly coefficients: readonly Coefficient[];
  readonly table: FitTable;
  readonly observations: readonly Observation[];
  readonly squares: LeastSquares;
}

export interface LinearModel {
  readonly predictors: readonly Predictor[];
  readonly response: readonly DoubleDouble[];
  /** Whether the first predictor is the constant 1. */
  readonly constant: boolean;
  readonly confidence: number;
}

/** The constant column of a design of n rows. */
export function constantPredictor(n: number): Predictor {
  return { name: 'constant', values: Array.from({ length: n }, () => ({ hi: 1, lo: 0 })) };
}

/** The fit of a linear model with everything that judges it. */
export function fitLinear(model: LinearModel): LinearFit {
  const { predictors, response, constant } = model;
  const squares = leastSquares(
    predictors.map((p) => p.values),
    response,
  );
  const n = response.length;
  const dfResidual = n - squares.rank;
  const variance = dfResidual > 0 ? squares.residualSquares / dfResidual : Number.NaN;
  const observations = observe(squares, response, variance, dfResidual);
  return {
    coefficients: coefficients(model, squares, variance, dfResidual),
    table: fitTable(squares, response, constant, observations),
    observations,
    squares,
  };
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function coefficients(
  { predictors, constant, confidence }: LinearModel,
  squares: LeastSquares,
  variance: number,
  df: number,
): Coefficient[] {
  const quantile = df > 0 ? studentTQuantileUpper((1 - confidence) / 2, df) : Number.NaN;
  return predictors.map(({ name, values }, k) => {
    const estimate = squares.coefficients[k]!;
    const unscaled = squares.unscaledCovariance[k]![k]!;
    const se = Math.sqrt(variance * unscaled);
    const t = estimate / se;
    return {
      name,
      estimate: orNull(estimate),
      se: orNull(se),
      t: orNull(t),
      p: Number.isFinite(t) ? 2 * studentTUpper(Math.abs(t), df) : null,
      lower: orNull(estimate - quantile * se),
      upper: orNull(estimate + quantile * se),
      vif: constant && k > 0 ? orNull(unscaled * centredSquares(values)) : null,
    };
  });
}

function observe(
  squares: LeastSquares,
  response: readonly DoubleDouble[],
  variance: number,
  df: number,
): Observation[] {
  return response.map((_, i) => {
    const residual = squares.residuals[i]!;
    const leverage = Math.min(1, squares.leverages[i]!);
    const room = 1 - leverage;
    const full = room < 1e-12;
    const standardised = full ? Number.NaN : residual / Math.sqrt(variance * room);
    const without = (df * variance - residual ** 2 / room) / (df - 1);
    return {
      fitted: squares.fitted[i]!,
      residual,
      leverage,
      standardised: orNull(standardised),
      deleted: full ? null : orNull(residual / Math.sqrt(without * room)),
      cook: full ? null : orNull((standardised ** 2 / squares.rank) * (leverage / room)),
    };
  });
}

function fitTable(
  squares: LeastSquares,
  response: readonly DoubleDouble[],
  constant: boolean,
  observations: readonly Observation[],
): FitTable {
  const n = response.length;
  const ssTotal = constant ? centredSquares(response) : rawSquares(response);
  const ssResidual = squares.residualSquares;
  // Σ of squared effects, not total less residual: it keeps its digits where the fit is nearly perfect or nearly void.
  const ssRegression = squares.sequentialSquares.slice(constant ? 1 : 0).reduce((total, value) => total + value, 0);
  const dfRegression = squares.rank - (constant ? 1 : 0);
  const dfResidual = n - squares.rank;
  const s2 = ssResidual / dfResidual;
  const f = ssRegression / dfRegression / s2;
  const press = observations.reduce(
    (total, o) => total + (1 - o.leverage < 1e-12 ? Number.NaN : (o.residual / (1 - o.leverage)) ** 2),
    0,
  );
  return {
    ssRegression,
    ssResidual,
    ssTotal,
    dfRegression,
    dfResidual,
    f: orNull(f),
    p: Number.isFinite(f) ? fisherFUpper(f, dfRegression, dfResidual) : null,
    s: orNull(Math.sqrt(s2)),
    rSquared: ssRegression / ssTotal,
    rSquaredAdjusted: orNull(1 - s2 / (ssTotal / (n - (constant ? 1 : 0)))),
    rSquaredPredicted: orNull(1 - press / ssTotal),
  };
}

/** Durbin and Watson's d of residuals in the order of the data: 2 without serial correlation, less when it is positive. */
export function durbinWatson(residuals: readonly number[]): number {
  let steps = 0;
  let squares = 0;
  residuals.forEach((r, i) => {
    squares += r * r;
    if (i > 0) steps += (r - residuals[i - 1]!) ** 2;
  });
  return steps / squares;
}
