import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { chartMethods } from '../chart-methods.ts';
import type { DataTable, OptionValues } from '../method/method.ts';
import type { ChartValues } from './chart-result.ts';
import { ruleText } from './rule-text.ts';
import { applyRules, type RuleTest } from './rules.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));

interface RulesGolden {
  readonly made: string;
  readonly tests: readonly RuleTest[];
  readonly series: readonly { readonly z: readonly number[]; readonly flagged: readonly (readonly number[])[] }[];
}
const rules = read('./rules.golden.json') as RulesGolden;

describe(`rules, against ${rules.made}`, () => {
  test.each(rules.tests.map((t, k) => [ruleText(t).en, t, k] as const))('%s', (_, ruleTest, k) => {
    let flagged = 0;
    for (const { z, flagged: expected } of rules.series) {
      const values = Float64Array.from(z);
      const mask = new Uint32Array(z.length);
      applyRules(
        { values, z: values, ucl: 3, lcl: -3 },
        [{ id: 'x', test: ruleTest, text: ruleText(ruleTest) }],
        mask,
        0,
        z.length,
      );
      expect(
        Array.from(mask.keys())
          .filter((i) => mask[i] !== 0)
          .map((i) => i + 1),
      ).toEqual(expected[k]);
      flagged += expected[k]?.length ?? 0;
    }
    // Each test fires somewhere: a set of empty answers would prove nothing.
    expect(flagged).toBeGreaterThan(0);
  });
  test('twenty series, fourteen tests', () => expect([rules.series.length, rules.tests.length]).toEqual([20, 14]));
});

type Figures = Readonly<Record<string, number | readonly number[]>>;
const limits = read('./limits.golden.json') as Readonly<Record<string, Figures>> & { readonly made: string };
const list = (group: string, name: string): readonly number[] => limits[group]?.[name] as readonly number[];
const figure = (group: string, name: string): number => limits[group]?.[name] as number;

function table(columns: Readonly<Record<string, readonly (number | string)[]>>): DataTable {
  return {
    firstRow: 2,
    columns: Object.entries(columns).map(([name, cells]) => ({
      name,
      cells: cells.map((value) => (typeof value === 'number' ? { raw: String(value), number: value } : { raw: value })),
    })),
  };
}

function chart(
  id: string,
  columns: Readonly<Record<string, readonly (number | string)[]>>,
  options: OptionValues = {},
  assignment?: Record<string, string[]>,
): ChartValues {
  const outcome = chartMethods
    .find((m) => m.id === id)!
    .run({ table: table(columns), options, ...(assignment ? { assignment } : {}) });
  if (!outcome.ok) throw new Error(outcome.problems.map((p) => p.text.en).join('; '));
  return outcome.result.values as ChartValues;
}

const close = (found: number | null | undefined, expected: number, what: string): void => {
  const error = expected === 0 ? Math.abs(found ?? Number.NaN) : Math.abs((found ?? Number.NaN) / expected - 1);
  expect(error, `${what}: ${found} for ${expected}`).toBeLessThan(1e-12);
};
const allClose = (found: readonly (number | null)[] | undefined, expected: readonly number[], what: string): void => {
  expect(found?.length).toBe(expected.length);
  for (const [k, value] of expected.entries()) close(found?.[k], value, `${what}[${k}]`);
};

describe(`limits within 1e-12, against ${limits.made}`, () => {
  test('Xbar with R, S and the pooled deviation', () => {
    const x = list('xbar', 'x');
    const r = chart('xbar-r', { x });
    close(r.limits['xbar']?.ucl, figure('xbar', 'uclR'), 'xbar ucl');
    close(r.stages[0]?.parameters['sigma'], figure('xbar', 'sigmaR'), 'sigma');
    close(r.limits['r']?.ucl, figure('xbar', 'rUcl'), 'r ucl');
    const s = chart('xbar-s', { x });
    close(s.limits['xbar']?.ucl, figure('xbar', 'uclS'), 'xbar ucl by s');
    close(s.limits['s']?.ucl, figure('xbar', 'sUcl'), 's ucl');
    close(
      chart('xbar-s', { x }, { sigmaMethod: 'pooled' }).stages[0]?.parameters['sigma'],
      figure('xbar', 'sigmaPooled'),
      'pooled',
    );
  });

  test('between and within, unequal subgroups', () => {
    const sizes = list('unequal', 'sizes');
    const columns = { x: list('betweenWithin', 'x'), g: sizes.flatMap((n, k) => new Array<string>(n).fill(`s${k}`)) };
    const assignment = { measurements: ['x'], subgroup: ['g'] };
    const r = chart('i-mr-rs', columns, {}, assignment);
    close(r.limits['means']?.cl, figure('betweenWithin', 'mean'), 'mean');
    close(r.limits['means']?.ucl, figure('betweenWithin', 'ucl'), 'ucl');
    close(r.stages[0]?.parameters['sigmaWithin'], figure('betweenWithin', 'within'), 'within');
    close(r.stages[0]?.parameters['sigmaBetween'], figure('betweenWithin', 'between'), 'between');
    close(r.stages[0]?.parameters['sigmaTotal'], figure('betweenWithin', 'total'), 'total');
    close(r.stages[0]?.parameters['sigma'], figure('betweenWithin', 'sigma'), 'sigma of means');
    const s = chart('i-mr-rs', columns, { spread: 's' }, assignment);
    close(s.stages[0]?.parameters['sigmaBetween'], figure('betweenWithin', 'betweenS'), 'between by s');
  });

  test('unequal subgroups, weighted either way, with their EWMA', () => {
    const sizes = list('unequal', 'sizes');
    const columns = { x: list('unequal', 'x'), g: sizes.flatMap((n, k) => new Array<string>(n).fill(`s${k}`)) };
    const assignment = { measurements: ['x'], subgroup: ['g'] };
    const r = chart('xbar-r', columns, {}, assignment);
    close(r.stages[0]?.parameters['sigma'], figure('unequal', 'mvlueR'), 'mvlue');
    allClose(r.panels[0]?.ucl, list('unequal', 'ucl'), 'ucl');
    allClose(r.panels[1]?.ucl, list('unequal', 'rUcl'), 'r ucl');
    allClose(r.panels[1]?.lcl, list('unequal', 'rLcl'), 'r lcl');
    close(
      chart('xbar-r', columns, { weighting: 'equal' }, assignment).stages[0]?.parameters['sigma'],
      figure('unequal', 'equalR'),
      'equal',
    );
    close(
      chart('xbar-s', columns, {}, assignment).stages[0]?.parameters['sigma'],
      figure('unequal', 'mvlueS'),
      'mvlue s',
    );
    close(
      chart('xbar-s', columns, { weighting: 'equal' }, assignment).stages[0]?.parameters['sigma'],
      figure('unequal', 'equalS'),
      'equal s',
    );
    const e = chart('ewma', columns, { lambda: 0.15 }, assignment);
    allClose(e.panels[0]?.values, list('unequal', 'ewma'), 'ewma');
    allClose(
      e.panels[0]?.ucl,
      list('unequal', 'ewmaSigma').map((s) => figure('unequal', 'mean') + 3 * s),
      'ewma ucl',
    );
  });

  test('individuals, their four estimates, CUSUM and moving average', () => {
    const x = list('individuals', 'x');
    for (const [options, name] of [
      [{}, 'sigmaMr'],
      [{ sigmaMethod: 'mr-median' }, 'sigmaMedian'],
      [{ span: 3 }, 'sigmaSpan3'],
      [{ sigmaMethod: 'sd' }, 'sigmaSd'],
    ] as const)
      close(chart('i-mr', { x }, options).stages[0]?.parameters['sigma'], figure('individuals', name), name);
    close(chart('i-mr', { x }).limits['mr']?.ucl, figure('individuals', 'mrUcl'), 'mr ucl');
    const c = chart('cusum', { x }, { target: 100, sigma: 3 });
    allClose(c.panels[0]?.values, list('individuals', 'cusumUpper'), 'upper');
    allClose(c.panels[1]?.values, list('individuals', 'cusumLower'), 'lower');
    allClose(
      chart('moving-average', { x }, { width: 4 }).panels[0]?.values,
      list('individuals', 'movingAverage'),
      'ma',
    );
  });

  test('p, u, c and the charts of Laney', () => {
    const p = chart('p', { count: list('p', 'd'), size: list('p', 'n') });
    allClose(p.panels[0]?.ucl, list('p', 'ucl'), 'p ucl');
    allClose(p.panels[0]?.lcl, list('p', 'lcl'), 'p lcl');
    const laney = chart('laney-p', { count: list('p', 'd'), size: list('p', 'n') });
    close(laney.stages[0]?.parameters['sigmaZ'], figure('p', 'sigmaZ'), 'sigma z');
    allClose(laney.panels[0]?.ucl, list('p', 'laneyUcl'), 'p′ ucl');
    const u = chart('u', { count: list('u', 'c'), size: list('u', 'n') });
    allClose(u.panels[0]?.ucl, list('u', 'ucl'), 'u ucl');
    allClose(u.panels[0]?.lcl, list('u', 'lcl'), 'u lcl');
    allClose(
      chart('laney-u', { count: list('u', 'c'), size: list('u', 'n') }).panels[0]?.ucl,
      list('u', 'laneyUcl'),
      'u′ ucl',
    );
    const c = chart('c', { count: list('c', 'c') });
    close(c.limits['c']?.ucl, figure('c', 'ucl'), 'c ucl');
    close(c.limits['c']?.lcl, figure('c', 'lcl'), 'c lcl');
  });

  test('rare events', () => {
    close(chart('g', { count: list('g', 'x') }).limits['g']?.ucl, figure('g', 'ucl'), 'g ucl');
    const byProbability = chart('g', { count: list('g', 'x') }, { limits: 'probability' }).limits['g'];
    expect([byProbability?.ucl, byProbability?.cl]).toEqual([figure('g', 'ucl2'), figure('g', 'median')]);
    const t = chart('t', { time: list('t', 'x') }).limits['t'];
    close(t?.ucl, figure('t', 'ucl'), 't ucl');
    close(t?.cl, figure('t', 'cl'), 't cl');
    const exponential = chart('t', { time: list('t', 'x') }, { limits: 'exponential' }).limits['t'];
    close(exponential?.ucl, figure('t', 'exponentialUcl'), 't ucl, exponential');
    close(exponential?.lcl, figure('t', 'exponentialLcl'), 't lcl, exponential');
  });

  test('T² of vectors and of subgroups, both phases', () => {
    const x = list('t2', 'x');
    const vectors = {
      a: x.filter((_, k) => k % 3 === 0),
      b: x.filter((_, k) => k % 3 === 1),
      c: x.filter((_, k) => k % 3 === 2),
    };
    const one = chart('t2', vectors);
    allClose(one.panels[0]?.values, list('t2', 't2'), 't2');
    close(one.limits['t2']?.ucl, figure('t2', 'ucl1'), 'phase 1');
    close(one.limits['t2']?.cl, figure('t2', 'cl1'), 'median');
    close(chart('t2', vectors, { phase: '2' }).limits['t2']?.ucl, figure('t2', 'ucl2'), 'phase 2');
    allClose(
      chart('t2', vectors, { covariance: 'differences' }).panels[0]?.values,
      list('t2', 't2d'),
      't2 by differences',
    );
    const g = list('t2', 'g');
    const subgroups = {
      a: g.filter((_, k) => k % 2 === 0),
      b: g.filter((_, k) => k % 2 === 1),
      s: Array.from({ length: 80 }, (_, k) => `s${Math.floor(k / 4)}`),
    };
    const assignment = { measurements: ['a', 'b'], subgroup: ['s'] };
    const many = chart('t2', subgroups, {}, assignment);
    allClose(many.panels[0]?.values, list('t2', 't2g'), 't2 of subgroups');
    close(many.limits['t2']?.ucl, figure('t2', 'ucl1g'), 'phase 1 of subgroups');
    close(
      chart('t2', subgroups, { phase: '2' }, assignment).limits['t2']?.ucl,
      figure('t2', 'ucl2g'),
      'phase 2 of subgroups',
    );
  });
});
