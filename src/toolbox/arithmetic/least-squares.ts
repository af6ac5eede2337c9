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
  readonly columns: DoubleDouble[][];
  readonly y: DoubleDouble[];
}

function dot(a: readonly DoubleDouble[], b: readonly DoubleDouble[], from: number): DoubleDouble {
  let total = doubleDouble(0);
  for (let i = from; i < a.length; i++) total = ddAdd(total, ddMultiply(a[i]!, b[i]!));
  return total;
}

/** Adds `factor` times v to the column, from row `from` on. */
function addMultiple(column: DoubleDouble[], v: readonly DoubleDouble[], factor: DoubleDouble, from: number): void {
  for (let i = from; i < column.length; i++) column[i] = ddAdd(column[i]!, ddMultiply(factor, v[i]!));
}

/** Reflects column `k` onto row `row` and carries the reflection through the later columns and y; false if it is dependent. */
function reflect(w: Working, k: number, row: number, original: number): boolean {
  const column = w.columns[k]!;
  const length = ddSqrt(dot(column, column, row));
  if (!(length.hi > dependent * original)) return false;
  const alpha = column[row]!.hi > 0 ? ddNegate(length) : length;
  const v = column.map((value, i) => (i < row ? doubleDouble(0) : value));
  v[row] = ddSubtract(v[row]!, alpha);
  const scale = ddDivide(doubleDouble(-2), dot(v, v, row));
  for (const other of [...w.columns.slice(k + 1), w.y])
    addMultiple(other, v, ddMultiply(scale, dot(v, other, row)), row);
  column[row] = alpha;
  for (let i = row + 1; i < column.length; i++) column[i] = doubleDouble(0);
  return true;
}

/** The least-squares fit of y on the columns of the design, both given as decimals in double-double. */
export function leastSquares(design: Matrix, y: readonly DoubleDouble[]): LeastSquares {
  const columns = design.map((column) => [...column]);
  const w: Working = { columns, y: [...y] };
  const pivots: number[] = [];
  const aliased: number[] = [];
  design.forEach((column, k) => {
    const length = Math.sqrt(ddValue(dot(column, column, 0)));
    if (pivots.length < y.length && length > 0 && reflect(w, k, pivots.length, length)) pivots.push(k);
    else aliased.push(k);
  });
  const inverse = invertTriangle(columns, pivots);
  const solution = pivots.map((_, i) => dotRow(inverse, i, w.y));
  const exact = design.map(() => doubleDouble(Number.NaN));
  pivots.forEach((k, i) => {
    exact[k] = solution[i]!;
  });
  const fitted = y.map((_, row) => {
    let total = doubleDouble(0);
    for (const k of pivots) total = ddAdd(total, ddMultiply(exact[k]!, design[k]![row]!));
    return total;
  });
  const residuals = y.map((value, row) => ddSubtract(value, fitted[row]!));
  const sequentialSquares = design.map(() => 0);
  pivots.forEach((k, i) => {
    sequentialSquares[k] = ddValue(ddMultiply(w.y[i]!, w.y[i]!));
  });
  return {
    coefficients: exact.map(ddValue),
    aliased,
    fitted: fitted.map(ddValue),
    residuals: residuals.map(ddValue),
    residualSquares: ddValue(dot(residuals, residuals, 0)),
    rank: pivots.length,
    sequentialSquares,
    unscaledCovariance: covariance(inverse, pivots, design.length),
    leverages: y.map((_, row) => leverage(inverse, pivots, (column) => design[column]![row]!)),
    valueAt: (row) =>
      ddValue(pivots.reduce((total, k) => ddAdd(total, ddMultiply(exact[k]!, row[k]!)), doubleDouble(0))),
    leverageAt: (row) => leverage(inverse, pivots, (column) => row[column]!),
  };
}

/** R⁻¹ as an upper triangle over the pivots, `inverse[i][j]` for i <= j. */
function invertTriangle(columns: readonly (readonly DoubleDouble[])[], pivots: readonly number[]): DoubleDouble[][] {
  const rank = pivots.length;
  const inverse = pivots.map(() => pivots.map(() => doubleDouble(0)));
  for (let j = 0; j < rank; j++) {
    inverse[j]![j] = ddDivide(doubleDouble(1), columns[pivots[j]!]![j]!);
    for (let i = j - 1; i >= 0; i--) {
      let total = doubleDouble(0);
      for (let m = i + 1; m <= j; m++) total = ddAdd(total, ddMultiply(columns[pivots[m]!]![i]!, inverse[m]![j]!));
      inverse[i]![j] = ddNegate(ddDivide(total, columns[pivots[i]!]![i]!));
    }
  }
  return inverse;
}

function dotRow(inverse: readonly (readonly DoubleDouble[])[], i: number, y: readonly DoubleDouble[]): DoubleDouble {
  let total = doubleDouble(0);
  for (let j = i; j < inverse.length; j++) total = ddAdd(total, ddMultiply(inverse[i]![j]!, y[j]!));
  return total;
}

function covariance(
  inverse: readonly (readonly DoubleDouble[])[],
  pivots: readonly number[],
  size: number,
): number[][] {
  const out = Array.from({ length: size }, () => new Array<number>(size).fill(Number.NaN));
  pivots.forEach((column, i) => {
    pivots.forEach((other, k) => {
      let total = doubleDouble(0);
      for (let j = Math.max(i, k); j < pivots.length; j++)
        total = ddAdd(total, ddMultiply(inverse[i]![j]!, inverse[k]![j]!));
      out[column]![other] = ddValue(total);
    });
  });
  return out;
}

/** ‖R⁻ᵀ x‖² for a row x of the design, given by column. */
function leverage(
  inverse: readonly (readonly DoubleDouble[])[],
  pivots: readonly number[],
  at: (column: number) => DoubleDouble,
): number {
  let total = doubleDouble(0);
  for (let j = 0; j < pivots.length; j++) {
    let z = doubleDouble(0);
    for (let i = 0; i <= j; i++) z = ddAdd(z, ddMultiply(inverse[i]![j]!, at(pivots[i]!)));
    total = ddAdd(total, ddMultiply(z, z));
  }
  return ddValue(total);
}

/** Σ y², in double-double. */
export function rawSquares(y: readonly DoubleDouble[]): number {
  return ddValue(dot(y, y, 0));
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
