import {
  type DoubleDouble,
  ddAdd,
  ddDivide,
  ddMultiply,
  ddSubtract,
  ddValue,
  doubleDouble,
} from '../arithmetic/double-double.ts';
import { decimals, momentsOf } from '../arithmetic/sums.ts';
import { ascending, type QuantileRule, sampleQuantile } from './quartiles.ts';

/** What describes a sample of numbers. Figures that the data do not allow are NaN. */
export interface Summary {
  readonly n: number;
  readonly mean: number;
  /** With n - 1. */
  readonly sd: number;
  readonly variance: number;
  /** Standard error of the mean. */
  readonly se: number;
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
  readonly range: number;
  /** Adjusted Fisher-Pearson coefficient, as Excel SKEW and Minitab have it. */
  readonly skewness: number;
  /** Excess kurtosis adjusted for sample size, as Excel KURT and Minitab have it. */
  readonly kurtosis: number;
  /** Lag-1 autocorrelation in the order of the data. */
  readonly autocorrelation: number;
}

/** Moments of doubles taken as the decimals that were written (see arithmetic/decimal.ts), in double-double throughout. */
export function summarise(values: ArrayLike<number>, rule: QuantileRule = 'six'): Summary {
  const exact = decimals(values);
  const n = exact.length;
  const { mean, squares } = momentsOf(exact);
  const centred = exact.map((value) => ddSubtract(value, mean));
  const variance = n > 1 ? ddValue(squares) / (n - 1) : Number.NaN;
  const sd = Math.sqrt(variance);
  const sorted = ascending(values);
  const min = sorted[0] ?? Number.NaN;
  const max = sorted[n - 1] ?? Number.NaN;
  const third = ddValue(powerSum(centred, 3));
  const fourth = ddValue(powerSum(centred, 4));
  return {
    n,
    mean: n > 0 ? ddValue(mean) : Number.NaN,
    sd,
    variance,
    se: sd / Math.sqrt(n),
    min,
    q1: sampleQuantile(sorted, 0.25, rule),
    median: sampleQuantile(sorted, 0.5, rule),
    q3: sampleQuantile(sorted, 0.75, rule),
    max,
    range: max - min,
    skewness: (n / ((n - 1) * (n - 2))) * (third / sd ** 3),
    kurtosis:
      ((n * (n + 1)) / ((n - 1) * (n - 2) * (n - 3))) * (fourth / variance ** 2) -
      (3 * (n - 1) ** 2) / ((n - 2) * (n - 3)),
    autocorrelation: ddValue(ddDivide(lagProducts(centred), squares)),
  };
}

function powerSum(centred: readonly DoubleDouble[], power: 3 | 4): DoubleDouble {
  let total = doubleDouble(0);
  for (const d of centred) {
    const square = ddMultiply(d, d);
    total = ddAdd(total, ddMultiply(square, power === 3 ? d : square));
  }
  return total;
}

function lagProducts(centred: readonly DoubleDouble[]): DoubleDouble {
  let total = doubleDouble(0);
  for (let i = 1; i < centred.length; i++) total = ddAdd(total, ddMultiply(centred[i]!, centred[i - 1]!));
  return total;
}
