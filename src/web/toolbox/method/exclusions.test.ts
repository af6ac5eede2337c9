import { expect, test } from 'vitest';
import { newWork } from '../workspace/work.ts';
import { exclusionsAfter, moveExclusions } from './exclusions.ts';

const exclude = [
  { point: 2, reason: 'a' },
  { point: 5, reason: 'b' },
];

test('points left out follow their rows', () => {
  const points = (moved: { row: number; count: number }) => moveExclusions({ sigma: 3, exclude }, moved);
  expect(points({ row: 2, count: -1 })).toEqual({
    sigma: 3,
    exclude: [exclude[0], { point: 4, reason: 'b' }],
  });
  expect(points({ row: 1, count: -2 })).toEqual({ sigma: 3, exclude: [{ point: 3, reason: 'b' }] });
  expect(points({ row: 0, count: -9 })).toEqual({ sigma: 3 });
  expect(points({ row: 1, count: 1 })).toEqual({
    sigma: 3,
    exclude: [
      { point: 3, reason: 'a' },
      { point: 6, reason: 'b' },
    ],
  });
  expect(points({ row: 9, count: 1 })).toEqual({ sigma: 3, exclude });
  expect(moveExclusions({ sigma: 3 }, { row: 0, count: 1 })).toEqual({ sigma: 3 });
});

test('a new table keeps them where it begins as the old one did, and says so where it does not', () => {
  const rows = [['x'], ['1'], ['2'], ['3'], ['4'], ['5'], ['6']];
  const sheet = (all: string[][]) => ({ kind: 'sheet', sheet: { rows: all } }) as const;
  const work = { ...newWork('w', 'i-mr'), data: sheet(rows), options: { exclude } };
  const longer = { data: sheet([...rows, ['7'], ['8']]), importNotes: [] };
  expect(exclusionsAfter(work, longer, 1)).toBe(longer);
  const other = exclusionsAfter(work, { data: sheet(rows.map(([x = '']) => [`${x}0`])), importNotes: [] }, 1);
  expect(other.options).toEqual({});
  expect(other.importNotes?.map((note) => note.code)).toEqual(['exclusions-dropped']);
});
