import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { c4, constantsFor, d2, d3 } from './constants.ts';

/** Published to 3 and 4 decimals: Montgomery, appendix VI; ASTM E2587 table 1. */
const printed: readonly (readonly [number, number, number, number])[] = [
  [2, 1.128, 0.853, 0.7979],
  [3, 1.693, 0.888, 0.8862],
  [4, 2.059, 0.88, 0.9213],
  [5, 2.326, 0.864, 0.94],
  [6, 2.534, 0.848, 0.9515],
  [7, 2.704, 0.833, 0.9594],
  [8, 2.847, 0.82, 0.965],
  [9, 2.97, 0.808, 0.9693],
  [10, 3.078, 0.797, 0.9727],
  [15, 3.472, 0.756, 0.9823],
  [20, 3.735, 0.729, 0.9869],
  [25, 3.931, 0.708, 0.9896],
];

test.each(printed)('n = %i as printed', (n, d2Printed, d3Printed, c4Printed) => {
  const table = constantsFor(n, 'table');
  expect([table.d2, table.d3, table.c4]).toEqual([d2Printed, d3Printed, c4Printed]);
});

const reference = '../shared/reference/quality/control_chart_constants.json';

test.skipIf(!existsSync(reference))(
  'n = 2 … 100 against 40-digit values (skipped where the reference folder is not there)',
  () => {
    const { constants } = JSON.parse(readFileSync(reference, 'utf8')) as {
      constants: { n: number; d2: string; d3: string; c4: string }[];
    };
    const worst = { d2: 0, d3: 0, c4: 0 };
    for (const row of constants) {
      worst.d2 = Math.max(worst.d2, Math.abs(d2(row.n) / Number(row.d2) - 1));
      worst.d3 = Math.max(worst.d3, Math.abs(d3(row.n) / Number(row.d3) - 1));
      worst.c4 = Math.max(worst.c4, Math.abs(c4(row.n) / Number(row.c4) - 1));
    }
    expect(constants.length).toBe(99);
    expect(worst.d2).toBeLessThan(1e-14);
    expect(worst.c4).toBeLessThan(1e-14);
    expect(worst.d3).toBeLessThan(1e-11);
  },
);

test('outside their domain they throw', () => {
  for (const n of [1, 2.5, Number.NaN, 1e9]) expect(() => d2(n)).toThrow(/expected a subgroup size/);
});
