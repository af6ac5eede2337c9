import type { CaseState } from '../case/state.ts';
import type { RoundSpec } from '../scheme/round.ts';
import { decimal, meanOf, scoreCase, toUnits } from './ranking.ts';

type Scoring = NonNullable<RoundSpec['scoring']>;

export interface GivenScore {
  readonly person: string;
  readonly score: string;
  /** Left out of the mean as the highest or the lowest. */
  readonly isTrimmed: boolean;
  readonly isOutlier: boolean;
  /** From the mean of the other scores; null where there is none. */
  readonly away: string | null;
}

/** Every score of one submission with what the meeting looks at: spread, outliers by the declared rule, who has not scored. */
export interface ScoreSheet {
  readonly case: string;
  readonly given: readonly GivenScore[];
  readonly waiting: readonly string[];
  /** As the ranking will have it. */
  readonly mean: string | null;
  readonly spread: string | null;
  /** Means of the fields that part equal scores. */
  readonly ties: readonly { readonly field: string; readonly mean: string | null }[];
}

/** Modified z of Iglewicz and Hoaglin (1993): above this, and with no fewer scores, one is called an outlier. */
const outlierZ = 3.5;
const leastScores = 4;

export function scoreSheet(state: CaseState, scoring: Scoring): ScoreSheet {
  const lines = [...(state.steps.get(scoring.step)?.lines ?? [])];
  const given = lines
    .filter(([, line]) => line.done)
    .flatMap(([person, line]) => toUnits(line.values[scoring.field]).map((units) => ({ person, units })))
    .sort((a, b) => (a.units < b.units ? -1 : a.units > b.units ? 1 : a.person < b.person ? -1 : 1));
  const { trimmed, mean, spread, ties } = scoreCase(state, scoring);
  const units = given.map((g) => g.units);
  return {
    case: state.id,
    given: given.map(({ person, units: score }, index) => {
      const others = units.filter((_, at) => at !== index);
      return {
        person,
        score: plain(decimal(score, 5)),
        isTrimmed: trimmed && (index === 0 || index === given.length - 1),
        isOutlier: isOutlier(score, others, units, scoring),
        away: others.length === 0 ? null : signed(score, others, scoring.decimals),
      };
    }),
    waiting: lines.filter(([, line]) => !line.done).map(([person]) => person),
    mean,
    spread: given.length === 0 ? null : plain(spread),
    ties: (scoring.ties ?? []).map((field, index) => {
      const { sum = 0n, count = 0n } = ties[index] ?? {};
      return { field, mean: count === 0n ? null : meanOf([sum], scoring.decimals, count) };
    }),
  };
}

function isOutlier(score: bigint, others: readonly bigint[], all: readonly bigint[], scoring: Scoring): boolean {
  if (scoring.outlierFrom !== undefined) {
    if (others.length < 2) return false;
    // |x − mean of the others| ≥ limit, in whole numbers: both sides times their count.
    const count = BigInt(others.length);
    const distance = score * count - others.reduce((a, b) => a + b, 0n);
    return (distance < 0n ? -distance : distance) >= BigInt(scoring.outlierFrom) * 100_000n * count;
  }
  if (all.length < leastScores) return false;
  const numbers = all.map(Number);
  const middle = medianOf(numbers);
  const distances = numbers.map((x) => Math.abs(x - middle)).sort((a, b) => a - b);
  return Math.abs(Number(score) - middle) > outlierZ * scaleOf(distances);
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

function signed(score: bigint, others: readonly bigint[], decimals: number): string {
  const count = BigInt(others.length);
  const away = score * count - others.reduce((a, b) => a + b, 0n);
  return `${away < 0n ? '−' : '+'}${meanOf([away < 0n ? -away : away], decimals, count)}`;
}

/** `88.00000` as `88`. */
function plain(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
