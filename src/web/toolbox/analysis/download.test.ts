import { expect, test } from 'vitest';
import { fileName, today } from './download.ts';

test('a file is named after its analysis and day, without signs that a file system refuses', () => {
  expect(fileName('轴径 A/B: "1#"', '2026-11-25', 'xlsx')).toBe('轴径-A-B-1#-2026-11-25.xlsx');
  expect(fileName('../..', '2026-11-25', 'csv')).toBe('analysis-2026-11-25.csv');
  expect(today(new Date(2026, 0, 5))).toBe('2026-01-05');
});
