import { sumDecimals } from '#certification/scheme/evaluate.ts';
import type { RoundSpec } from '#certification/scheme/round.ts';
import type { CaseStep } from '../api/generated/api.ts';

export interface ScoreRow {
  readonly lines: number;
  readonly scores: readonly { readonly value: string; readonly isTrimmed: boolean; readonly isOutlier: boolean }[];
  /** As the ranking will have it: highest and lowest left out where the scheme says so. */
  readonly mean: string | null;
  readonly spread: number | null;
}

/** Modified z of Iglewicz and Hoaglin (1993): above this, and with no fewer scores, one is called an outlier. */
const outlierFrom = 3.5;
const leastScores = 4;

/** The scores of one case in rising order: which are left out of the mean, and which lie far from the others. */
export function scoresOf(
  lines: CaseStep['lines'],
  scoring: Pick<NonNullable<RoundSpec['scoring']>, 'field' | 'trimFrom' | 'decimals'>,
): ScoreRow {
  const values = lines
    .filter((line) => line.done)
    .map((line) => line.values[scoring.field])
    .filter((value) => typeof value === 'number' || typeof value === 'string')
    .map(String)
    .sort((a, b) => Number(a) - Number(b));
  const isTrimming = scoring.trimFrom !== undefined && values.length >= scoring.trimFrom && values.length > 2;
  const counted = isTrimming ? values.slice(1, -1) : values;
  const numbers = values.map(Number);
  const middle = medianOf(numbers);
  const distances = numbers.map((x) => Math.abs(x - middle)).sort((a, b) => a - b);
  const first = numbers[0];
  const last = numbers.at(-1);
  return {
    lines: lines.length,
    scores: values.map((value, index) => ({
      value,
      isTrimmed: isTrimming && (index === 0 || index === values.length - 1),
      isOutlier: numbers.length >= leastScores && Math.abs(Number(value) - middle) > outlierFrom * scaleOf(distances),
    })),
    mean: counted.length === 0 ? null : (Number(sumDecimals(counted)) / counted.length).toFixed(scoring.decimals),
    spread: first === undefined || last === undefined ? null : Number((last - first).toFixed(5)),
  };
}

/** A robust standard deviation: 1.4826·MAD; where more than half agree and MAD is nought, 1.2533 times the mean deviation. */
function scaleOf(distances: readonly number[]): number {
  const deviation = medianOf(distances);
  if (deviation > 0) return 1.4826 * deviation;
  return distances.length === 0 ? 0 : (1.2533 * distances.reduce((a, b) => a + b, 0)) / distances.length;
}

function medianOf(sorted: readonly number[]): number {
  const half = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = sorted.length % 2 === 1 ? [sorted[half], sorted[half]] : [sorted[half - 1], sorted[half]];
  return (low + high) / 2;
}
