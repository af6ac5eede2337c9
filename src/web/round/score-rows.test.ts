import { describe, expect, test } from 'vitest';
import { scoresOf } from './score-rows.ts';

const line = (points: number | null) => ({
  line: '1',
  done: points !== null,
  outcome: null,
  values: points === null ? {} : { points },
  doneAt: null,
  by: null,
});
const scores = (...points: (number | null)[]) =>
  scoresOf(points.map(line), { field: 'points', trimFrom: 5, decimals: 2 });

describe('the scores of a submission', () => {
  test('highest and lowest of five are left out of the mean, as in the ranking', () => {
    const row = scores(88, 88, 40, 88, 88);
    expect(row.mean).toBe('88.00');
    expect(row.scores.filter((s) => s.isTrimmed).map((s) => s.value)).toEqual(['40', '88']);
    expect(row.spread).toBe(48);
  });

  test('four scores are all counted', () => {
    const row = scores(80, 82, 84, 86);
    expect(row.mean).toBe('83.00');
    expect(row.scores.some((s) => s.isTrimmed)).toBe(false);
  });

  test('one that lies far from all others is marked, small differences are not', () => {
    expect(
      scores(88, 88, 40, 88, 88)
        .scores.filter((s) => s.isOutlier)
        .map((s) => s.value),
    ).toEqual(['40']);
    expect(scores(86, 86, 86, 87, 88).scores.some((s) => s.isOutlier)).toBe(false);
    expect(scores(70, 75, 80, 85, 90).scores.some((s) => s.isOutlier)).toBe(false);
  });

  test('what is not given yet counts as a line and as nothing else', () => {
    expect(scores(null, 90, null)).toMatchObject({ lines: 3, mean: '90.00', spread: 0 });
    expect(scores(null)).toMatchObject({ lines: 1, mean: null, spread: null });
  });
});
