import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../data-entry/table-reader.ts';
import type { Method, MethodInput } from '../method/method.ts';
import { schedule } from './critical-path.ts';
import { binningRules, binValues, classCount, measuringUnit } from './histogram.ts';
import { improvementMethods } from './improvement-methods.ts';
import { judgeFeature, kanoCategory } from './kano.ts';
import { newSevenToolMethods } from './new-seven-tool-methods.ts';
import { paretoBars } from './pareto.ts';
import { plsPath } from './pls-path.ts';
import { correlationMatrix, standardize, symmetricEigen } from './principal-components.ts';
import { loopsOf } from './relations.ts';
import { describeScatter } from './scatter.ts';
import { sevenToolMethods } from './seven-tool-methods.ts';

const read = <T>(name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T;
const tools =
  read<Record<'x' | 'y' | 'classes' | 'quartiles' | 'cor' | 'eigenvalues' | 'scores', number[]>>('./tools.golden.json');
const satisfaction = read<{
  columns: string[];
  rows: number[][];
  weights: number[];
  loadings: number[];
  paths: Record<string, number>;
  r2: Record<string, number>;
  index: Record<string, number>;
}>('./satisfaction.golden.json');

function run(id: string, input: MethodInput) {
  return (
    [...sevenToolMethods, ...newSevenToolMethods, ...improvementMethods].find((method) => method.id === id) as Method
  ).run(input);
}
const warningsOf = (id: string, input: MethodInput) => {
  const outcome = run(id, input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.result.warnings.map((one) => one.code);
};
const problemsOf = (id: string, input: MethodInput) => {
  const outcome = run(id, input);
  return outcome.ok ? [] : outcome.problems.map((one) => one.code);
};

describe('histogram and scatter', () => {
  it('asks for the classes that R asks for', () => {
    const sorted = [...tools.x].sort((a, b) => a - b);
    const spread = {
      n: sorted.length,
      low: sorted[0] ?? 0,
      high: sorted.at(-1) ?? 0,
      sd: tools.quartiles[2] ?? 0,
      iqr: (tools.quartiles[1] ?? 0) - (tools.quartiles[0] ?? 0),
      unit: 0.01,
    };
    expect([
      classCount('sturges', spread),
      classCount('scott', spread),
      classCount('freedman-diaconis', spread),
    ]).toEqual(tools.classes);
  });

  it('puts every value into one class, by every rule', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 2, maxLength: 80 }),
        fc.constantFrom(...binningRules),
        (whole, rule) => {
          const values = whole.map((x) => x / 10);
          const sorted = [...values].sort((a, b) => a - b);
          const spread = {
            n: values.length,
            low: sorted[0] ?? 0,
            high: sorted.at(-1) ?? 0,
            sd: 10,
            iqr: 12,
            unit: measuringUnit(sorted),
          };
          if (spread.low === spread.high) return;
          const bins = binValues(values, rule, undefined, spread);
          expect(bins.counts.reduce((a, b) => a + b, 0)).toBe(values.length);
          expect(bins.start + bins.width * bins.counts.length).toBeGreaterThanOrEqual(spread.high - 1e-9);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('equals cor.test and lm of R', () => {
    const found = describeScatter(tools.x, tools.y, 0.95);
    [found.r, found.rLow, found.rHigh, found.p, found.intercept, found.slope].forEach((value, i) => {
      expect(Math.abs((value ?? 0) / (tools.cor[i] ?? 1) - 1)).toBeLessThan(1e-10);
    });
  });
});

describe('principal components', () => {
  it('equals eigen and prcomp of R', () => {
    const rows = [
      [9, 8, 5, 6, 4],
      [8, 9, 6, 5, 5],
      [5, 5, 9, 8, 7],
      [6, 5, 8, 9, 8],
      [7, 6, 7, 7, 5],
      [4, 5, 6, 5, 9],
      [9, 9, 8, 8, 3],
      [3, 4, 5, 4, 8],
    ];
    const flat = Array.from({ length: 5 }, (_, j) => rows.map((row) => row[j] ?? 0)).flat();
    // R reads the matrix by rows, as it stands here.
    expect(flat.length).toBe(40);
    const { z } = standardize(rows);
    const eigen = symmetricEigen(correlationMatrix(z));
    eigen.values.forEach((value, k) => {
      expect(value).toBeCloseTo(tools.eigenvalues[k] ?? 0, 12);
    });
    z.forEach((row, i) => {
      expect(Math.abs(row.reduce((sum, x, j) => sum + x * (eigen.vectors[j]?.[0] ?? 0), 0))).toBeCloseTo(
        tools.scores[i] ?? 0,
        12,
      );
    });
  });
});

describe('satisfaction index', () => {
  it('equals numpy to 1e-10 in weights, loadings, paths, R² and indices', () => {
    const names = ['品牌形象', '预期质量', '感知质量', '感知价值', '顾客满意', '顾客忠诚'];
    const sizes = [2, 2, 3, 2, 3, 2];
    const latents = names.map((name, j) => {
      const from = sizes.slice(0, j).reduce((a, b) => a + b, 0);
      return { name, indicators: satisfaction.columns.slice(from, from + (sizes[j] ?? 0)) };
    });
    const paths = Object.keys(satisfaction.paths).map((path) => ({
      from: path.split('>')[0] ?? '',
      to: path.split('>')[1] ?? '',
    }));
    const found = plsPath({ latents, paths, scheme: 'path' }, satisfaction.rows, 1, 10);
    const close = (value: number | null | undefined, expected: number | undefined) =>
      expect(Math.abs((value ?? Number.NaN) / (expected ?? Number.NaN) - 1)).toBeLessThan(1e-10);
    found.indicators.forEach((one, i) => {
      close(one.weight, satisfaction.weights[i]);
      close(one.loading, satisfaction.loadings[i]);
    });
    for (const path of found.paths) close(path.coefficient, satisfaction.paths[`${path.from}>${path.to}`]);
    for (const latent of found.latents) {
      close(latent.index, satisfaction.index[latent.name]);
      if (latent.r2 !== null) close(latent.r2, satisfaction.r2[latent.name]);
    }
    expect(found.converged).toBe(true);
  });
});

describe('Pareto, Kano and networks', () => {
  it('orders, merges and marks the vital few', () => {
    const found = paretoBars(
      new Map([
        ['a', 1],
        ['b', 50],
        ['c', 30],
        ['d', 10],
        ['e', 9],
      ]),
      0.8,
      4,
      'other',
    );
    expect(found.bars.map((bar) => [bar.category, bar.cumulative, bar.vital])).toEqual([
      ['b', 50, true],
      ['c', 80, true],
      ['d', 90, false],
      ['other', 100, false],
    ]);
    expect(found.vitalFew).toBe(2);
  });

  it('evaluates the corners of the Kano table', () => {
    expect([
      kanoCategory(1, 5),
      kanoCategory(1, 3),
      kanoCategory(3, 5),
      kanoCategory(3, 3),
      kanoCategory(5, 1),
      kanoCategory(1, 1),
      kanoCategory(5, 5),
      kanoCategory(6, 1),
    ]).toEqual(['O', 'A', 'M', 'I', 'R', 'Q', 'Q', undefined]);
    const row = judgeFeature('x', [...Array(10).fill([1, 5]), ...Array(2).fill([3, 3])] as [number, number][]);
    expect(row).toMatchObject({ category: 'O', clear: true });
    expect(row.better).toBeCloseTo(10 / 12, 12);
  });

  it('schedules a network: every activity after its predecessors, floats never negative', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ duration: fc.integer({ min: 0, max: 9 }), after: fc.array(fc.nat(11), { maxLength: 3 }) }),
          { minLength: 1, maxLength: 12 },
        ),
        (raw) => {
          const activities = raw.map((one, i) => ({
            id: String(i),
            duration: one.duration,
            after: [...new Set(one.after.filter((k) => k < i))].map(String),
          }));
          const plan = new Map(schedule(activities).map((one) => [one.id, one]));
          expect(plan.size).toBe(activities.length);
          for (const one of plan.values()) {
            for (const id of one.after)
              expect(one.earliestStart).toBeGreaterThanOrEqual(plan.get(id)?.earliestFinish ?? 99);
            expect(one.totalFloat).toBeGreaterThanOrEqual(0);
            expect(one.freeFloat).toBeGreaterThanOrEqual(0);
            expect(one.freeFloat).toBeLessThanOrEqual(one.totalFloat);
          }
          expect([...plan.values()].some((one) => one.critical)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('finds loops', () => {
    expect(
      loopsOf(
        ['a', 'b', 'c'],
        [
          { from: 'a', to: 'b' },
          { from: 'b', to: 'a' },
          { from: 'b', to: 'c' },
        ],
      ),
    ).toEqual([['a', 'b']]);
  });
});

describe('what the tools refuse and warn of', () => {
  const table = (csv: string) => ({ table: readTable(csv).table, options: {} });

  it('refuses what has no answer, with the cell', () => {
    expect(problemsOf('pareto', table('category,value\na,-3\nb,4'))).toEqual(['negative']);
    expect(problemsOf('histogram', table('measurements\n5\n5\n5'))).toEqual(['constant-data']);
    expect(problemsOf('scatter', table('x,y\n1,2\n1,3\n1,4'))).toEqual(['constant-data']);
    expect(problemsOf('kano', table('feature,with,without\na,7,1'))).toEqual(['answer-invalid']);
    expect(problemsOf('cost-of-quality', table('kind,amount\n杂项,3'))).toEqual(['kind-unknown']);
    expect(
      problemsOf('arrow-diagram', {
        options: {
          activities: [
            { id: 'A', duration: 1, after: ['B'] },
            { id: 'B', duration: 1, after: ['A'] },
          ],
        },
      }),
    ).toEqual(['loop']);
    expect(problemsOf('matrix-data-analysis', table('a,b\n1,2\n1,3\n1,5'))).toEqual(['constant-data']);
    expect(
      problemsOf('pdpc', { options: { nodes: [{ id: 'S', name: 's', kind: 'start', next: [{ to: 'X' }] }] } }),
    ).toEqual(expect.arrayContaining(['goal-missing', 'next-unknown']));
  });

  it('warns where the answer is weak', () => {
    expect(
      warningsOf('five-why', {
        options: { problem: '漏检', chains: [{ view: 'occurrence', whys: [{ answer: '检验员责任心不强' }] }] },
      }),
    ).toEqual(expect.arrayContaining(['shallow', 'blame', 'evidence-missing', 'action-missing', 'view-missing']));
    expect(
      warningsOf('eight-d', {
        options: {
          entries: [
            { discipline: 'd4', field: 'verification', value: 'x', day: '2026-01-05' },
            { discipline: 'd6', field: 'implementedOn', value: 'x', day: '2026-01-02' },
          ],
        },
      }),
    ).toEqual(expect.arrayContaining(['containment-missing', 'cause-skipped', 'effect-missing', 'days-disorder']));
    expect(warningsOf('histogram', table(`measurements\n${[1, 2, 3, 2, 1, 2].join('\n')}`))).toEqual(
      expect.arrayContaining(['values-few', 'coarse']),
    );
    expect(
      warningsOf('cause-effect', {
        options: { effect: 'e', causes: [{ name: '人' }, { name: '机', confirmed: 'yes' }] },
      }),
    ).toEqual(expect.arrayContaining(['causes-open', 'evidence-missing', 'shallow']));
  });
});
