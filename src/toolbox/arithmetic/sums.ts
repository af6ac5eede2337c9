import { decimalValue } from './decimal.ts';
import { type DoubleDouble, ddAdd, ddDivide, ddMultiply, ddSubtract, ddValue, doubleDouble } from './double-double.ts';

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

/** Count, mean and centred sum of squares of doubles taken as decimals. */
export function moments(values: ArrayLike<number>): Moments {
  return momentsOf(decimals(values));
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
