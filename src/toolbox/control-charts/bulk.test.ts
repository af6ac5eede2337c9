import { expect, test } from 'vitest';
import { chartMethods } from '../chart-methods.ts';
import type { DataTable, OptionValues } from '../method/method.ts';
import { type BulkChart, bulkCusum, bulkEwma, bulkIndividuals, bulkProportions, bulkXbar } from './bulk.ts';
import type { ChartValues } from './chart-result.ts';
import { ruleSets } from './rule-sets.ts';

const rules = ruleSets.nelson.rules;
const all = { rules: ['1', '2', '3', '4', '5', '6', '7', '8'] };
/** A fixed walk of pseudo-random values: a linear congruence, so that the test is the same everywhere. */
function values(n: number, shift = 0): Float64Array {
  let state = 12345;
  const next = (): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  return Float64Array.from(
    { length: n },
    (_, k) =>
      10 + Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(6.283185307179586 * next()) + (k > n / 2 ? shift : 0),
  );
}

const table = (columns: Readonly<Record<string, Float64Array>>): DataTable => ({
  firstRow: 2,
  columns: Object.entries(columns).map(([name, numbers]) => ({ name, numbers, cells: [] })),
});

function chart(id: string, columns: Readonly<Record<string, Float64Array>>, options: OptionValues): ChartValues {
  const outcome = chartMethods.find((m) => m.id === id)!.run({ table: table(columns), options });
  if (!outcome.ok) throw new Error(outcome.problems.map((p) => p.text.en).join('; '));
  return outcome.result.values as ChartValues;
}

function expectAlike(bulk: BulkChart, found: ChartValues): void {
  bulk.panels.forEach((panel, k) => {
    const other = found.panels[k];
    const signals = new Set(found.signals.filter((s) => s.panel === other?.name).map((s) => s.point));
    expect([...panel.mask.keys()].filter((i) => panel.mask[i] !== 0).map((i) => i + 1)).toEqual(
      [...signals].sort((a, b) => a - b),
    );
    for (const i of [1, 57, panel.values.length - 1]) {
      expect(panel.values[i]).toBeCloseTo(other?.values[i] ?? Number.NaN, 10);
      const { ucl } = panel.limits(i);
      if (Number.isFinite(ucl)) expect(ucl).toBeCloseTo(other?.ucl[i] ?? Number.NaN, 10);
    }
  });
}

test('charts in bulk give what the methods give', () => {
  // More than one block, so that patterns cross from block to block.
  const x = values(60_000, 0.05);
  expectAlike(bulkXbar(x, 5, rules), chart('xbar-r', { measurements: x }, all));
  expectAlike(bulkXbar(x, 4, rules, 's'), chart('xbar-s', { measurements: x }, { ...all, subgroupSize: 4 }));
  expectAlike(bulkIndividuals(x, rules), chart('i-mr', { measurements: x }, all));
  expectAlike(bulkEwma(x, 0.2), chart('ewma', { measurements: x }, {}));
  expectAlike(bulkCusum(x), chart('cusum', { measurements: x }, {}));
  const size = values(20_000).map((v) => Math.round(v * 20));
  const count = size.map((n, k) => Math.round(n * (0.05 + 0.02 * Math.sin(k))));
  expectAlike(bulkProportions(count, size, rules), chart('p', { count, size }, all));
  // Fewer tests, with other distances; samples too large for a table; counts with none and with all nonconforming.
  for (const numbers of [
    ['1', '2', '3'],
    ['2', '5', '6'],
    ['1', '4', '6', '8'],
    ['1', '2'],
  ])
    expectAlike(
      bulkProportions(
        count,
        size,
        numbers.flatMap((n) => rules[Number(n) - 1] ?? []),
      ),
      chart('p', { count, size }, { rules: numbers }),
    );
  const large = size.map((n) => n * 50);
  const ofLarge = large.map((n, k) => Math.round(n * (0.05 + 0.002 * Math.sin(k))));
  expectAlike(bulkProportions(ofLarge, large, rules), chart('p', { count: ofLarge, size: large }, all));
  const ends = count.map((c, k) => (k % 97 === 0 ? size[k]! : k % 89 === 0 ? 0 : c));
  expectAlike(bulkProportions(ends, size, rules), chart('p', { count: ends, size }, all));
});
