import type { CaseState } from '../case/state.ts';
import type { RoundSpec } from '../scheme/round.ts';
import type { CasesRanked } from './events.ts';

export interface CaseScore {
  readonly case: string;
  /** Scores as given, in hundred-thousandths, ascending; those left out by the trimming are still listed. */
  readonly scores: readonly bigint[];
  readonly trimmed: boolean;
  /** Mean as a decimal string with the declared decimals, rounded half up; null without a score. */
  readonly mean: string | null;
  /** Highest less lowest, for the meeting that looks at outliers. */
  readonly spread: string;
  /** What parts equal means, in the declared order: exact sums and how many they are of. */
  readonly ties: readonly { readonly sum: bigint; readonly count: bigint }[];
}

const unit = 100_000n;

/** Mean score of a case from the lines of its review step, highest and lowest left out where the scheme declares it. */
export function scoreCase(state: CaseState, scoring: NonNullable<RoundSpec['scoring']>): CaseScore {
  const lines = [...(state.steps.get(scoring.step)?.lines.values() ?? [])].filter((l) => l.done);
  const scores = lines.flatMap((l) => toUnits(l.values[scoring.field])).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const trimmed = scoring.trimFrom !== undefined && scores.length >= scoring.trimFrom && scores.length > 2;
  const counted = trimmed ? scores.slice(1, -1) : scores;
  const spread = scores.length > 0 ? (scores.at(-1) ?? 0n) - (scores[0] ?? 0n) : 0n;
  return {
    case: state.id,
    scores,
    trimmed,
    mean: counted.length === 0 ? null : meanOf(counted, scoring.decimals),
    spread: decimal(spread, 5),
    ties: (scoring.ties ?? []).map((field) => {
      const given = lines.flatMap((l) => toUnits(l.values[field]));
      return { sum: given.reduce((a, b) => a + b, 0n), count: BigInt(given.length) };
    }),
  };
}

export function toUnits(value: unknown): bigint[] {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^\d+(\.\d{1,5})?$/.test(text)) return [];
  const [whole = '0', part = ''] = text.split('.');
  return [BigInt(whole) * unit + BigInt(part.padEnd(5, '0'))];
}

export function meanOf(scores: readonly bigint[], decimals: number, of = BigInt(scores.length)): string {
  const sum = scores.reduce((a, b) => a + b, 0n);
  const scale = 10n ** BigInt(decimals);
  const divisor = unit * of;
  // Half up: twice the remainder is held against the divisor, in whole numbers.
  const rounded = (sum * scale * 2n + divisor) / (divisor * 2n);
  return decimal(rounded, decimals);
}

export function decimal(units: bigint, decimals: number): string {
  const digits = units.toString().padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/**
 * Ranks cases by mean score; equal means are parted by the declared fields; what is
 * equal there too shares the better rank and the next rank is left out (1, 2, 2, 4). Grades are given
 * down the quotas in their order; where a tie would pass a quota's end, none of the tied gets the better grade, since the
 * quota is a limit.
 */
export function rankCases(scores: readonly CaseScore[], quotas: RoundSpec['quotas']): CasesRanked['rows'] {
  const sorted = scores
    .filter((s) => s.mean !== null)
    .sort((a, b) => compareScores(b, a) || (a.case < b.case ? -1 : 1));
  const ranked = sorted.map((s) => ({
    case: s.case,
    score: s.mean ?? '',
    rank: sorted.findIndex((o) => compareScores(o, s) === 0) + 1,
  }));
  const lastOfRank = (rank: number) => ranked.filter((r) => r.rank === rank).length + rank - 1;
  let upTo = 0;
  const limits = quotas.map((q) => {
    upTo += q.most;
    return { grade: q.id, upTo };
  });
  return ranked.map((row) => ({ ...row, grade: limits.find((l) => lastOfRank(row.rank) <= l.upTo)?.grade ?? null }));
}

/** By the mean, then by what the scheme declares for equal means, the first that differs. */
function compareScores(a: CaseScore, b: CaseScore): number {
  const byMean = compareMeans(a.mean ?? '', b.mean ?? '');
  if (byMean !== 0) return byMean;
  for (const [index, left] of a.ties.entries()) {
    const right = b.ties[index];
    if (!right) continue;
    const [x, y] = [left.sum * right.count, right.sum * left.count];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function compareMeans(a: string, b: string): number {
  const [left, right] = [toUnits(a)[0] ?? 0n, toUnits(b)[0] ?? 0n];
  return left < right ? -1 : left > right ? 1 : 0;
}
