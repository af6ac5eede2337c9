import { type DdVector, ddAddMultiple, ddDot, ddSet } from './dd-vector.ts';
import { decimalValue } from './decimal.ts';
import {
  type DoubleDouble,
  ddAdd,
  ddDivide,
  ddMultiply,
  ddNegate,
  ddSubtract,
  ddValue,
  doubleDouble,
} from './double-double.ts';

/** The sum of doubles with Neumaier's compensation (ZAMM 54 (1974) 39-51): the error of one rounding, whatever the order. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let compensation = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = total + value;
    compensation += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + compensation;
}

/** Number, mean and centred sums of squares of decimal data, in double-double. */
export interface Moments {
  readonly count: number;
  readonly mean: DoubleDouble;
  /** Σ (x - mean)². */
  readonly squares: DoubleDouble;
}

/** The values as the decimals that were written down; see `decimal.ts`. */
export function decimals(values: ArrayLike<number>): readonly DoubleDouble[] {
  return Array.from({ length: values.length }, (_, i) => decimalValue(values[i]!));
}

export function momentsOf(values: readonly DoubleDouble[]): Moments {
  let total = doubleDouble(0);
  for (const value of values) total = ddAdd(total, value);
  const mean = ddDivide(total, doubleDouble(values.length));
  let squares = doubleDouble(0);
  for (const value of values) {
    const d = ddSubtract(value, mean);
    squares = ddAdd(squares, ddMultiply(d, d));
  }
  return { count: values.length, mean, squares };
}

/** Count, mean and centred sum of squares of doubles taken as decimals; the same as momentsOf, without an object a value. */
export function moments(values: ArrayLike<number>): Moments {
  const count = values.length;
  const vector: DdVector = { hi: new Float64Array(count), lo: new Float64Array(count) };
  const ones: DdVector = { hi: new Float64Array(count).fill(1), lo: new Float64Array(count) };
  for (let i = 0; i < count; i++) ddSet(vector, i, decimalValue(values[i]!));
  const mean = ddDivide(ddDot(vector, ones, 0), doubleDouble(count));
  ddAddMultiple(vector, ones, ddNegate(mean), 0);
  return { count, mean, squares: ddDot(vector, vector, 0) };
}

/** The arithmetic mean of doubles taken as decimals, correctly rounded in all but the rarest cases. */
export function mean(values: ArrayLike<number>): number {
  return ddValue(moments(values).mean);
}

/** Σ (x - mean)² / (n - 1). */
export function variance(values: ArrayLike<number>): number {
  const m = moments(values);
  return ddValue(m.squares) / (m.count - 1);
}

/** The sample standard deviation, with n - 1. */
export function standardDeviation(values: ArrayLike<number>): number {
  return Math.sqrt(variance(values));
}

/** The least and the greatest value of a list of any length. */
export function extent(values: ArrayLike<number>): [least: number, most: number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! < least) least = values[i]!;
    if (values[i]! > most) most = values[i]!;
  }
  return [least, most];
}
