import { type DdVector, ddAddMultiple, ddAt, ddClear, ddCopy, ddDot, ddSet, ddVector } from './dd-vector.ts';
import {
  type DoubleDouble,
  ddAdd,
  ddDivide,
  ddMultiply,
  ddNegate,
  ddSqrt,
  ddSubtract,
  ddValue,
  doubleDouble,
} from './double-double.ts';

/**
 * Linear least squares by Householder's QR factorisation (G. H. Golub, Numerische Mathematik 7 (1965) 206-216) carried in
 * double-double, so that the answer is that of the data and not of the rounding: condition numbers up to 1e13 leave full
 * double accuracy. A column that depends on those before it (to 1e-13 of its length) is left out and reported.
 */
export type Matrix = readonly (readonly DoubleDouble[])[];

export interface LeastSquares {
  /** Estimates by column of the design; `NaN` for a column that was left out. */
  readonly coefficients: readonly number[];
  /** Columns that depend linearly on those before them. */
  readonly aliased: readonly number[];
  readonly fitted: readonly number[];
  readonly residuals: readonly number[];
  /** Σ residual². */
  readonly residualSquares: number;
  readonly rank: number;
  /** Squared effects: the sum of squares that each column adds to those before it; 0 for a column left out. */
  readonly sequentialSquares: readonly number[];
  /** (XᵀX)⁻¹ by column of the design; `NaN` in the rows and columns left out. */
  readonly unscaledCovariance: readonly (readonly number[])[];
  /** The diagonal of the hat matrix. */
  readonly leverages: readonly number[];
  /** The fitted value at another row of the design. */
  readonly valueAt: (row: readonly DoubleDouble[]) => number;
  /** xᵀ (XᵀX)⁻¹ x at another row of the design: the variance of its fitted value in units of σ². */
  readonly leverageAt: (row: readonly DoubleDouble[]) => number;
}

const dependent = 1e-13;

interface Working {
  /** Columns of the design, changed in place into R above the diagonal of the pivots. */
  readonly columns: readonly DdVector[];
  readonly y: DdVector;
}

/** Reflects column `k` onto row `row` and carries the reflection through the later columns and y; false if it is dependent. */
function reflect(w: Working, k: number, row: number, original: number): boolean {
  const column = w.columns[k]!;
  const length = ddSqrt(ddDot(column, column, row));
  if (!(length.hi > dependent * original)) return false;
  const pivot = ddAt(column, row);
  const alpha = pivot.hi > 0 ? ddNegate(length) : length;
  const v = ddCopy(column);
  ddSet(v, row, ddSubtract(pivot, alpha));
  const scale = ddDivide(doubleDouble(-2), ddDot(v, v, row));
  for (const other of [...w.columns.slice(k + 1), w.y]) {
    ddAddMultiple(other, v, ddMultiply(scale, ddDot(v, other, row)), row);
  }
  ddClear(column, row);
  ddSet(column, row, alpha);
  return true;
}

/** The least-squares fit of y on the columns of the design, both given as decimals in double-double. */
export function leastSquares(design: Matrix, y: readonly DoubleDouble[]): LeastSquares {
  const original = design.map(ddVector);
  const w: Working = { columns: original.map(ddCopy), y: ddVector(y) };
  const pivots: number[] = [];
  const aliased: number[] = [];
  original.forEach((column, k) => {
    const length = Math.sqrt(ddValue(ddDot(column, column, 0)));
    if (pivots.length < y.length && length > 0 && reflect(w, k, pivots.length, length)) pivots.push(k);
    else aliased.push(k);
  });
  const inverse = invertTriangle(w.columns, pivots);
  const exact = design.map(() => doubleDouble(Number.NaN));
  pivots.forEach((k, i) => {
    exact[k] = dotRow(inverse, i, w.y);
  });
  const residuals = ddVector(y);
  for (const k of pivots) ddAddMultiple(residuals, original[k]!, ddNegate(exact[k]!), 0);
  const sequentialSquares = design.map(() => 0);
  pivots.forEach((k, i) => {
    const effect = ddAt(w.y, i);
    sequentialSquares[k] = ddValue(ddMultiply(effect, effect));
  });
  return {
    coefficients: exact.map(ddValue),
    aliased,
    fitted: y.map((value, i) => ddValue(ddSubtract(value, ddAt(residuals, i)))),
    residuals: y.map((_, i) => ddValue(ddAt(residuals, i))),
    residualSquares: ddValue(ddDot(residuals, residuals, 0)),
    rank: pivots.length,
    sequentialSquares,
    unscaledCovariance: covariance(inverse, pivots, design.length),
    leverages: leverages(inverse, pivots, original, y.length),
    valueAt: (row) =>
      ddValue(pivots.reduce((total, k) => ddAdd(total, ddMultiply(exact[k]!, row[k]!)), doubleDouble(0))),
    leverageAt: (row) =>
      leverages(
        inverse,
        pivots,
        row.map((value) => ddVector([value])),
        1,
      )[0]!,
  };
}

/** R⁻¹ by its columns over the pivots: element i of column j, 0 below the diagonal. */
function invertTriangle(columns: readonly DdVector[], pivots: readonly number[]): DdVector[] {
  const rank = pivots.length;
  return pivots.map((_, j) => {
    const column = ddVector(pivots.map(() => doubleDouble(0)));
    ddSet(column, j, ddDivide(doubleDouble(1), ddAt(columns[pivots[j]!]!, j)));
    for (let i = j - 1; i >= 0; i--) {
      let total = doubleDouble(0);
      for (let m = i + 1; m <= j && m < rank; m++)
        total = ddAdd(total, ddMultiply(ddAt(columns[pivots[m]!]!, i), ddAt(column, m)));
      ddSet(column, i, ddNegate(ddDivide(total, ddAt(columns[pivots[i]!]!, i))));
    }
    return column;
  });
}

function dotRow(inverse: readonly DdVector[], i: number, y: DdVector): DoubleDouble {
  let total = doubleDouble(0);
  for (let j = i; j < inverse.length; j++) total = ddAdd(total, ddMultiply(ddAt(inverse[j]!, i), ddAt(y, j)));
  return total;
}

/** R⁻¹ R⁻ᵀ, spread over all columns of the design. */
function covariance(inverse: readonly DdVector[], pivots: readonly number[], size: number): number[][] {
  const out = Array.from({ length: size }, () => new Array<number>(size).fill(Number.NaN));
  pivots.forEach((column, i) => {
    for (let k = i; k < pivots.length; k++) {
      let total = doubleDouble(0);
      for (let j = k; j < pivots.length; j++)
        total = ddAdd(total, ddMultiply(ddAt(inverse[j]!, i), ddAt(inverse[j]!, k)));
      out[column]![pivots[k]!] = ddValue(total);
      out[pivots[k]!]![column] = ddValue(total);
    }
  });
  return out;
}

/** ‖R⁻ᵀ x‖² for every row x of a design given by columns: the squares of the columns of X R⁻¹, added up. */
function leverages(
  inverse: readonly DdVector[],
  pivots: readonly number[],
  design: readonly DdVector[],
  rows: number,
): number[] {
  const total = new Float64Array(rows);
  inverse.forEach((column, j) => {
    const z: DdVector = { hi: new Float64Array(rows), lo: new Float64Array(rows) };
    for (let i = 0; i <= j; i++) ddAddMultiple(z, design[pivots[i]!]!, ddAt(column, i), 0);
    for (let row = 0; row < rows; row++) total[row]! += (z.hi[row]! + z.lo[row]!) ** 2;
  });
  return Array.from(total);
}

/** Σ y², in double-double. */
export function rawSquares(y: readonly DoubleDouble[]): number {
  const vector = ddVector(y);
  return ddValue(ddDot(vector, vector, 0));
}

/** The sum of squares of the centred response, in double-double; 0 where it is constant. */
export function centredSquares(y: readonly DoubleDouble[]): number {
  let total = doubleDouble(0);
  for (const value of y) total = ddAdd(total, value);
  const mean = ddDivide(total, doubleDouble(y.length));
  let squares = doubleDouble(0);
  for (const value of y) {
    const d = ddSubtract(value, mean);
    squares = ddAdd(squares, ddMultiply(d, d));
  }
  return ddValue(squares);
}
