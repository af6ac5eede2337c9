import { decimalValue } from '../arithmetic/decimal.ts';
import { type DoubleDouble, ddMultiply, doubleDouble } from '../arithmetic/double-double.ts';
import { decimals } from '../arithmetic/sums.ts';
import { studentTQuantileUpper } from '../distributions/student-t.ts';
import { constantPredictor, fitLinear, type LinearFit } from './linear-fit.ts';

/** A polynomial of one predictor and what it foretells. */
export interface Prediction {
  readonly x: number;
  readonly fitted: number;
  readonly meanLower: number | null;
  readonly meanUpper: number | null;
  readonly singleLower: number | null;
  readonly singleUpper: number | null;
}

export interface Points {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** 1, x, x² … as decimals, without the 1 where there is no constant. */
function powers(x: number, degree: number, constant: boolean): DoubleDouble[] {
  const value = decimalValue(x);
  const row: DoubleDouble[] = [doubleDouble(1)];
  for (let k = 1; k <= degree; k++) row.push(ddMultiply(row[k - 1]!, value));
  return constant ? row : row.slice(1);
}

export function fitPolynomial({ x, y }: Points, degree: number, constant: boolean, confidence: number): LinearFit {
  const rows = x.map((value) => powers(value, degree, constant));
  const names = Array.from({ length: degree }, (_, k) => (k === 0 ? 'x' : `x^${k + 1}`));
  const predictors = [...(constant ? ['constant'] : []), ...names].map((name, k) => ({
    name,
    values: rows.map((row) => row[k]!),
  }));
  if (constant) predictors[0] = { ...constantPredictor(x.length), values: [...constantPredictor(x.length).values] };
  return fitLinear({ predictors, response: decimals(y), constant, confidence });
}

/** The fitted value at x with the limits of the mean response and of one new observation. */
export function predict(fit: LinearFit, x: number, degree: number, constant: boolean, confidence: number): Prediction {
  const row = powers(x, degree, constant);
  const fitted = fit.squares.valueAt(row);
  const { s, dfResidual } = fit.table;
  if (s === null) return { x, fitted, meanLower: null, meanUpper: null, singleLower: null, singleUpper: null };
  const quantile = studentTQuantileUpper((1 - confidence) / 2, dfResidual) * s;
  const h = fit.squares.leverageAt(row);
  const mean = quantile * Math.sqrt(h);
  const single = quantile * Math.sqrt(1 + h);
  return {
    x,
    fitted,
    meanLower: fitted - mean,
    meanUpper: fitted + mean,
    singleLower: fitted - single,
    singleUpper: fitted + single,
  };
}
