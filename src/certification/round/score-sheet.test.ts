import { describe, expect, test } from 'vitest';
import { emptyCase, stepOf } from '../case/state.ts';
import { rankCases, scoreCase } from './ranking.ts';
import { scoreSheet } from './score-sheet.ts';

const scoring = { step: 'review', field: 'points', trimFrom: 5, decimals: 2 };

function reviewed(id: string, lines: readonly (number | string | null)[], effects: readonly number[] = []) {
  const state = emptyCase(id);
  for (const [index, points] of lines.entries())
    stepOf(state, 'review').lines.set(`e${index + 1}`, {
      done: points !== null,
      outcome: null,
      values: points === null ? {} : { points, effect: effects[index] ?? 0 },
      doneAt: null,
      doneBy: null,
    });
  return state;
}
const sheet = (...lines: (number | string | null)[]) => scoreSheet(reviewed('c', lines), scoring);
const outliers = (of: ReturnType<typeof sheet>) => of.given.filter((g) => g.isOutlier).map((g) => g.score);

describe('the scores of a submission', () => {
  test('highest and lowest of five are left out of the mean, as in the ranking', () => {
    const of = sheet(88, 88, 40, 88, 88);
    expect(of.mean).toBe('88.00');
    expect(of.given.filter((s) => s.isTrimmed).map((s) => s.score)).toEqual(['40', '88']);
    expect(of.spread).toBe('48');
  });

  test('one that lies far from all others is marked, small differences are not', () => {
    expect(outliers(sheet(88, 88, 40, 88, 88))).toEqual(['40']);
    expect(outliers(sheet(86, 86, 86, 87, 88))).toEqual([]);
    expect(outliers(sheet(70, 75, 80, 85, 90))).toEqual([]);
    // Published: Iglewicz and Hoaglin (1993), NIST/SEMATECH e-Handbook 1.3.5.17: 2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3.
    expect(outliers(sheet('2.1', '2.6', '2.4', '2.5', '2.3', '2.1', '2.3', '2.6', '8.2', '8.3'))).toEqual([
      '8.2',
      '8.3',
    ]);
  });

  test('where the scheme declares points, they count: at the limit, exactly, against the mean of the others', () => {
    const by = (...lines: (number | string)[]) =>
      outliers(scoreSheet(reviewed('c', lines), { ...scoring, outlierFrom: 15 }));
    expect(by(80, 80, 65)).toEqual(['65']);
    expect(by(80, 80, '65.00001')).toEqual([]);
    expect(by(80, 65)).toEqual([]);
  });

  test('who has not scored is named, and how far each lies from the others', () => {
    const of = sheet(null, 90, 80);
    expect(of).toMatchObject({ waiting: ['e1'], mean: '85.00', spread: '10' });
    expect(of.given.map((g) => g.away)).toEqual(['−10.00', '+10.00']);
    expect(sheet(null)).toMatchObject({ given: [], mean: null, spread: null });
  });
});

test('equal means are parted by the declared fields in order; equal there too, they share the rank', () => {
  const parted = { ...scoring, ties: ['effect'] };
  const rank = (of: Parameters<typeof scoreCase>[1]) =>
    rankCases(
      [
        scoreCase(reviewed('a', [80, 80], [10, 10]), of),
        scoreCase(reviewed('b', [80, 80], [12, 11]), of),
        scoreCase(reviewed('c', [80, 80], [11, 12]), of),
        scoreCase(reviewed('d', [90, 90], [0, 0]), of),
      ],
      [{ id: 'first', most: 2 }],
    ).map((r) => `${r.rank} ${r.case} ${r.grade ?? '—'}`);
  expect(rank(scoring)).toEqual(['1 d first', '2 a —', '2 b —', '2 c —']);
  expect(rank(parted)).toEqual(['1 d first', '2 b —', '2 c —', '4 a —']);
  const three = rankCases(
    [scoreCase(reviewed('a', [80, 80], [10, 10]), parted), scoreCase(reviewed('b', [80, 80], [12, 11]), parted)],
    [{ id: 'first', most: 1 }],
  );
  expect(three.map((r) => r.grade)).toEqual(['first', null]);
});
