import { normalLower, normalUpper } from '../../distributions/normal.ts';
import { solveLinear } from './linear-solve.ts';

export interface ZoneArlInput {
  /** Scores within 1, 2 and 3 standard deviations of the centre line, and beyond. */
  readonly weights: readonly [number, number, number, number];
  /** The cumulative score that signals. */
  readonly limit: number;
  /** Shift of the mean in standard deviations of the plotted statistic. */
  readonly shift?: number;
}

/**
 * Average run length of a zone chart: side of the centre line and cumulative score are a Markov chain of the few sums that
 * the weights make (Davis, Homer and Woodall 1990, Journal of Quality Technology 22(4), 296-301).
 */
export function zoneArl({ weights, limit, shift = 0 }: ZoneArlInput): number {
  // Chance of each zone, above the centre line and below it.
  const above = [0, 1, 2, 3].map((k) => (k === 3 ? normalUpper(3 - shift) : between(k - shift, k + 1 - shift)));
  const below = [0, 1, 2, 3].map((k) => (k === 3 ? normalLower(-3 - shift) : between(-k - 1 - shift, -k - shift)));
  const sums = reachableSums(weights, limit);
  const place = new Map(sums.map((sum, i) => [sum, i]));
  const m = sums.length;
  // States: score by side; the start is score 0, where both sides are alike.
  const size = 2 * m;
  const matrix = new Float64Array(size * size);
  const leads = (row: number, sum: number, side: 0 | 1): void => {
    [above, below].forEach((chances, next) => {
      weights.forEach((weight, zone) => {
        const score = next === side ? sum + weight : weight;
        const column = score < limit ? place.get(score) : undefined;
        if (column !== undefined) matrix[row * size + next * m + column]! -= chances[zone]!;
      });
    });
  };
  for (const side of [0, 1] as const)
    sums.forEach((sum, i) => {
      const row = side * m + i;
      leads(row, sum, side);
      matrix[row * size + row]! += 1;
    });
  const lengths = solveLinear(matrix, new Float64Array(size).fill(1));
  // From score 0 the side does not matter: adding to 0 or beginning anew are the same.
  return lengths[place.get(0) ?? 0]!;
}

function between(from: number, to: number): number {
  return from > 0 ? normalUpper(from) - normalUpper(to) : normalLower(to) - normalLower(from);
}

/** 0 and every sum of weights below the limit. */
function reachableSums(weights: readonly number[], limit: number): number[] {
  const found = new Set([0]);
  for (const sum of found) for (const weight of weights) if (sum + weight < limit) found.add(sum + weight);
  return [...found].sort((a, b) => a - b);
}
