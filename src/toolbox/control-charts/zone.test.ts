import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readTable } from '../data-entry/table-reader.ts';
import type { OptionValues } from '../method/method.ts';
import type { ChartValues } from './chart-result.ts';
import { type ZoneArlInput, zoneArl } from './price/zone-arl.ts';
import { zoneChart } from './zone.ts';

const golden = JSON.parse(readFileSync(new URL('./price/zone-arl.golden.json', import.meta.url), 'utf8')) as {
  readonly made: string;
  readonly cases: readonly (ZoneArlInput & { readonly arl: number })[];
};

describe(`run lengths within 1e-12 of ${golden.made}`, () => {
  test.each(golden.cases)('$weights, limit $limit, shift $shift', ({ arl, ...input }) => {
    expect(Math.abs(zoneArl(input) / arl - 1)).toBeLessThan(1e-12);
  });
});

function run(values: readonly (number | string)[], options: OptionValues = {}): ChartValues {
  const outcome = zoneChart.run({
    table: readTable(`x\n${values.join('\n')}\n`, { heading: true }).table,
    options: { mean: 0, sigma: 1, ...options },
  });
  if (!outcome.ok) throw new Error(outcome.problems.map((p) => p.text.en).join());
  return outcome.result.values as ChartValues;
}
const scores = (values: readonly (number | string)[], options: OptionValues = {}) =>
  run(values, options).panels[0]?.values;

test('points score by their zone, until the centre line is crossed', () => {
  // Worked by hand with 0, 2, 4, 8.
  expect(scores([0.5, 1.5, 2.5, 0.2, -1.2, -2.2, -1.7, 0.4, 3.2])).toEqual([0, 2, 6, 6, -2, -6, -8, 0, 8]);
  expect(scores([1, 2, 3])).toEqual([0, 2, 6]);
  expect(scores([1.5, 0, 1.5])).toEqual([2, 2, 4]);
  expect(scores([2.5, 2.5, 1.5, 1.5])).toEqual([4, 8, 10, 12]);
  expect(scores([2.5, 2.5, 1.5, 1.5], { restart: true })).toEqual([4, 8, 2, 4]);
  expect(scores([1.5, '', 1.5, 2.5])).toEqual([2, null, 2, 6]);
});

test('a sum of 8 signals on the spot, and tells where it began', () => {
  const { signals, stable } = run([0.5, 1.5, 2.5, 0.2, -1.2, -2.2, -1.7, 0.4, 3.2]);
  expect(signals.map(({ point, from, side }) => [point, from, side])).toEqual([
    [7, 5, 'below'],
    [9, 8, 'above'],
  ]);
  expect(stable).toBe(false);
});

test('scores that fall outwards, or never signal, are refused', () => {
  for (const options of [{ weight2: 5, weight3: 4 }, { scoreLimit: 9 }]) {
    const outcome = zoneChart.run({ table: readTable('x\n1\n2\n3\n').table, options });
    expect(outcome.ok ? [] : outcome.problems.map((p) => p.code)).toEqual(['weights-order']);
  }
});
