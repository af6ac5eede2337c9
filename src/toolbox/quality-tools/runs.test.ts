import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTable } from '../data-entry/table-reader.ts';
import type { OptionValues } from '../method/method.ts';
import { type RunChartValues, runChart } from './run-chart-method.ts';
import { atLeast, atMost, chancesAbout, chancesUpDown, expectedAbout, expectedUpDown } from './runs.ts';

const golden = JSON.parse(readFileSync(new URL('./runs.golden.json', import.meta.url), 'utf8')) as {
  readonly made: string;
} & Readonly<Record<'nile' | 'about' | 'aboutExact' | 'upDownExact' | 'upDown' | 'nileExact', readonly number[]>>;

function chart(values: readonly number[], options: OptionValues = {}): RunChartValues {
  const outcome = runChart.run({
    table: readTable(`x\n${values.join('\n')}\n`).table,
    assignment: { measurements: ['x'] },
    options,
  });
  if (!outcome.ok) throw new Error(outcome.problems.map((p) => p.text.en).join('; '));
  return outcome.result.values as RunChartValues;
}
const close = (found: number | null | undefined, expected: number | undefined, within = 1e-10): void => {
  expect(Math.abs((found ?? Number.NaN) / (expected ?? Number.NaN) - 1), `${found} for ${expected}`).toBeLessThan(
    within,
  );
};

describe(`against ${golden.made}`, () => {
  test('runs about the median, with normal p-values', () => {
    const { above, below, aboutMedian } = chart(golden.nile, { pValues: 'normal' });
    const [a, b, runs, z, few, many] = golden.about;
    expect([above, below, aboutMedian.observed]).toEqual([a, b, runs]);
    close(aboutMedian.z, z);
    close(aboutMedian.pClustering, few);
    close(aboutMedian.pMixtures, many);
  });
  test('and with exact ones', () => {
    const { aboutMedian } = chart(golden.nile);
    close(aboutMedian.pClustering, golden.nileExact[0]);
    close(aboutMedian.pMixtures, golden.nileExact[1]);
  });
  test('runs up and down, equal neighbours once', () => {
    const { upDown } = chart(golden.nile);
    expect([upDown.points, upDown.observed]).toEqual(golden.upDown);
  });
  test('chances that every order, counted one by one, gives', () => {
    golden.aboutExact.forEach((chance, k) => {
      expect(chancesAbout(5, 7)[k + 1] ?? 0).toBeCloseTo(chance, 15);
    });
    golden.upDownExact.forEach((chance, k) => {
      expect(chancesUpDown(8)[k + 1]).toBeCloseTo(chance, 15);
    });
  });
});

const strd = resolve(import.meta.dirname, '../../../../shared/reference/quality/nist_strd_univariate.json');
test.skipIf(!existsSync(strd))('the NIST handbook (1.3.5.13): Z = 2.6938 of Lew’s beam deflections', () => {
  const { datasets } = JSON.parse(readFileSync(strd, 'utf8')) as {
    readonly datasets: readonly { readonly id: string; readonly data: readonly (number | string)[] }[];
  };
  const lew = datasets.find(({ id }) => /lew/i.test(id));
  const { aboutMedian, findings } = chart((lew?.data ?? []).map(Number), { pValues: 'normal' });
  expect(aboutMedian.z?.toFixed(4)).toBe('2.6938');
  expect(findings).toContain('mixtures');
});

test('the chances sum to one and have the mean and deviation that Wald, Wolfowitz and Levene give', () => {
  const moments = (chances: Float64Array): [number, number, number] => {
    const sum = chances.reduce((a, p) => a + p, 0);
    const mean = chances.reduce((a, p, k) => a + k * p, 0);
    return [sum, mean, Math.sqrt(chances.reduce((a, p, k) => a + (k - mean) ** 2 * p, 0))];
  };
  const agree = (chances: Float64Array, { mean, sd }: { mean: number; sd: number }): void => {
    const [sum, m, s] = moments(chances);
    expect(sum).toBeCloseTo(1, 10);
    expect(m / mean).toBeCloseTo(1, 10);
    expect(s).toBeCloseTo(sd, 7);
  };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 }), (a, b) => {
      agree(chancesAbout(a, b), expectedAbout(a, b));
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 300 }), (n) => {
      agree(chancesUpDown(n), expectedUpDown(n));
    }),
    { numRuns: 30 },
  );
});

test('turned upside down, read backwards or in another unit, the data have the same runs', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 8, maxLength: 60 }), (data) => {
      fc.pre(new Set(data).size > 2);
      const one = chart(data);
      for (const other of [data.map((x) => -x), [...data].reverse(), data.map((x) => 4 * x + 8)]) {
        const found = chart(other);
        expect(found.aboutMedian).toEqual(one.aboutMedian);
        expect(found.upDown).toEqual(one.upDown);
        expect(found.longestRun.length).toBe(one.longestRun.length);
      }
      expect(one.aboutMedian.pClustering + one.aboutMedian.pMixtures).toBeGreaterThanOrEqual(1 - 1e-12);
    }),
    { numRuns: 60 },
  );
});

describe('each pattern is found under its own name', () => {
  const noise = (i: number): number => ((i * 7919) % 101) / 101;
  test.each([
    ['clustering', Array.from({ length: 40 }, (_, i) => noise(i) + (Math.floor(i / 10) % 2) * 5)],
    ['mixtures', Array.from({ length: 40 }, (_, i) => noise(i) + (i % 2) * 5)],
    ['oscillation', Array.from({ length: 40 }, (_, i) => noise(i) + (i % 2) * 5)],
    ['trends', Array.from({ length: 40 }, (_, i) => i % 10)],
    ['long-run', Array.from({ length: 40 }, (_, i) => noise(i) + (i < 12 ? 5 : 0))],
  ] as const)('%s', (finding, data) => {
    expect(chart(data).findings).toContain(finding);
  });
  test('and none in data without one', () => {
    expect(chart([3, 7, 5, 9, 2, 4, 8, 6, 1, 5.5, 7.5, 2.5, 6.5, 3.5, 8.5, 4.5, 1.5, 9.5, 5.2, 4.8]).findings).toEqual(
      [],
    );
  });
});

test('a point on the median breaks no run, or counts as below', () => {
  const data = [1, 9, 5, 8, 2, 5, 1, 9, 7, 3, 5];
  expect(chart(data)).toMatchObject({ median: 5, above: 4, below: 4, onMedian: 3, aboutMedian: { observed: 5 } });
  expect(chart(data, { onMedian: 'below' })).toMatchObject({ above: 4, below: 7, aboutMedian: { observed: 7 } });
});

test('the longest run is told by its rows, empty ones counted', () => {
  const outcome = runChart.run({
    table: readTable('x\n1\n\n9\n8\n9\n8\n9\n7\n1\n2\n1\n3\n2\n').table,
    assignment: { measurements: ['x'] },
    options: {},
  });
  const values = outcome.ok ? (outcome.result.values as RunChartValues) : undefined;
  expect(values?.longestRun).toMatchObject({ length: 6, from: 3, to: 8 });
});

test('several values in a row are plotted as their mean or median', () => {
  const table = readTable('a,b,c\n1,2,9\n2,3,4\n5,5,8\n7,1,1\n2,2,5\n6,6,9\n').table;
  const run = (plotted: string): number[] => {
    const outcome = runChart.run({ table, assignment: { measurements: ['a', 'b', 'c'] }, options: { plotted } });
    return outcome.ok ? (outcome.result.values as RunChartValues).series.map(({ value }) => value) : [];
  };
  expect(run('mean')).toEqual([4, 3, 6, 3, 3, 7]);
  expect(run('median')).toEqual([2, 3, 5, 1, 2, 6]);
});

test('tails of no runs and of all', () => {
  const chances = chancesUpDown(20);
  expect(atMost(chances, 0)).toBe(0);
  expect(atMost(chances, 19)).toBeCloseTo(1, 12);
  expect(atLeast(chances, 1)).toBeCloseTo(1, 12);
});
