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
