import { expect, test } from 'vitest';
import { linearTicks } from './ticks.ts';

test('an axis narrower than its own last places ends, and has few ticks', () => {
  for (const [from, to] of [
    [1e15, 1e15 + 1],
    [1e16, 1e16 + 4],
    [-1e15 - 0.125, -1e15],
    [1, 1 + 4e-16],
    [0, 1e-300],
  ] as const)
    expect(linearTicks(from, to, 6).values.length).toBeLessThan(1002);
  expect(linearTicks(9.2, 11.8, 6).values).toEqual([9.5, 10, 10.5, 11, 11.5]);
});

test('where whole things are counted no tick stands between two of them', () => {
  expect(linearTicks(0.5, 15.5, 6, true).values).toEqual([2, 4, 6, 8, 10, 12, 14]);
  expect(linearTicks(0, 2.14, 5, true)).toEqual({ values: [0, 1, 2], labels: ['0', '1', '2'] });
  for (const most of [3, 7, 12, 26, 90, 400])
    for (const count of [3, 4, 6, 9])
      expect(linearTicks(0, most, count, true).values.every(Number.isInteger), `${most} ${count}`).toBe(true);
});
