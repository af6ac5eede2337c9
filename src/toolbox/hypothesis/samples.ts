import { ddSubtract, ddValue } from '../arithmetic/double-double.ts';
import { decimals, moments } from '../arithmetic/sums.ts';
import { notNormal, smallSample } from '../descriptive/complaints.ts';
import type { Warning } from '../method/method.ts';
import { andersonDarling } from './normality.ts';

/** What a test of means needs of a sample. */
export interface SampleFigures {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  readonly se: number;
}

export function sampleFigures(values: readonly number[]): SampleFigures {
  const { mean, squares, count } = moments(values);
  const sd = Math.sqrt(ddValue(squares) / (count - 1));
  return { n: count, mean: ddValue(mean), sd, se: sd / Math.sqrt(count) };
}

/** Differences of the decimals that were written, rounded once. */
export function differences(first: readonly number[], second: readonly number[]): number[] {
  const a = decimals(first);
  const b = decimals(second);
  return a.map((value, i) => ddValue(ddSubtract(value, b[i]!)));
}

export interface NormalityFigures {
  readonly ad: number;
  readonly p: number;
}

/** Normality where the sample allows a judgement (8 values that vary), with the warnings that follow for a test of means. */
export function judgeNormality(
  values: readonly number[],
  what: { zh: string; en: string },
  warnings: Warning[],
): NormalityFigures | null {
  if (values.length < 8 || values.every((value) => value === values[0])) {
    if (values.length < 8) warnings.push(smallSample(values.length, 15));
    return null;
  }
  const { statistic, pValue } = andersonDarling(values);
  if (pValue < 0.05 && values.length < 30) warnings.push(notNormal(what, pValue));
  return { ad: statistic, p: pValue };
}
