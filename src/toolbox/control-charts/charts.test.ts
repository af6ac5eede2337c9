import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chartMethods } from '../chart-methods.ts';
import { readTable } from '../data-entry/table-reader.ts';
import type { DataTable, Method, OptionValues } from '../method/method.ts';
import { checkSchema } from '../method/options.ts';
import type { ChartValues } from './chart-result.ts';

const method = (id: string): Method => chartMethods.find((m) => m.id === id)!;

function run(
  id: string,
  input: { csv?: string; table?: DataTable; assignment?: Record<string, string[]>; options?: OptionValues },
) {
  const outcome = method(id).run({
    table: input.table ?? readTable(input.csv ?? '').table,
    ...(input.assignment ? { assignment: input.assignment } : {}),
    options: input.options ?? {},
  });
  return outcome;
}

function values(id: string, input: Parameters<typeof run>[1]): ChartValues {
  const outcome = run(id, input);
  if (!outcome.ok) throw new Error(outcome.problems.map((p) => p.text.en).join('; '));
  return outcome.result.values as ChartValues;
}

const exampleOf = (id: string, options: OptionValues = {}): ChartValues => {
  const { example } = method(id);
  return values(id, {
    ...(example.csv ? { csv: example.csv } : {}),
    ...(example.assignment ? { assignment: example.assignment as Record<string, string[]> } : {}),
    options: { ...example.options, ...options },
  });
};

const codes = (outcome: ReturnType<typeof run>): string[] =>
  outcome.ok ? outcome.result.warnings.map((w) => w.code) : outcome.problems.map((p) => p.code);

describe.each(chartMethods.map((m) => [m.id, m] as const))('%s', (_, m) => {
  const outcome = m.run({
    ...(m.example.csv ? { table: readTable(m.example.csv).table } : {}),
    ...(m.example.assignment ? { assignment: m.example.assignment } : {}),
    options: m.example.options,
  });
  test('its worked example runs and keeps the field contract', () => {
    expect(outcome.ok ? [] : outcome.problems).toEqual([]);
    if (!outcome.ok) return;
    expect(checkSchema(JSON.parse(JSON.stringify(outcome.result.values)), m.resultSchema, '')).toBeUndefined();
    expect(outcome.result.conventions.length).toBeGreaterThan(0);
    expect(outcome.result.explanations.length).toBeGreaterThan(0);
  });
  test('its explanations name fields that are there', () => {
    if (!outcome.ok) return;
    for (const { field } of outcome.result.explanations) {
      const found = field
        .split('.')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], outcome.result.values);
      expect(found, field).toBeTypeOf('number');
    }
  });
});

/** Figures that the authors of the data printed; each within the digits they gave. */
describe('published figures', () => {
  const cases: readonly [
    string,
    string,
    OptionValues,
    readonly [panel: string, line: 'ucl' | 'cl' | 'lcl', printed: number, digits: number][],
  ][] = [
    [
      'xbar-r',
      'Montgomery, example 6.1/6.3 piston rings',
      {},
      [
        ['xbar', 'cl', 74.001, 3],
        ['xbar', 'ucl', 74.014, 3],
        ['xbar', 'lcl', 73.988, 3],
        ['r', 'cl', 0.023, 3],
        ['r', 'ucl', 0.048, 3],
      ],
    ],
    [
      'xbar-s',
      'Montgomery, example 6.3',
      {},
      [
        ['xbar', 'ucl', 74.014, 3],
        ['xbar', 'lcl', 73.988, 3],
        ['s', 'cl', 0.0092, 4],
        ['s', 'ucl', 0.0193, 4],
      ],
    ],
    [
      'p',
      'Montgomery, example 7.1',
      {},
      [
        ['p', 'cl', 0.2313, 4],
        ['p', 'ucl', 0.4102, 4],
        ['p', 'lcl', 0.0524, 4],
      ],
    ],
    [
      'np',
      'Montgomery, example 7.2',
      { p: 0.2313 },
      [
        ['np', 'ucl', 20.51, 2],
        ['np', 'lcl', 2.62, 2],
      ],
    ],
    [
      'c',
      'Montgomery, example 7.3',
      {},
      [
        ['c', 'cl', 19.85, 2],
        ['c', 'ucl', 33.21, 2],
        ['c', 'lcl', 6.48, 2],
      ],
    ],
    ['t2', 'Ryan, section 9.3: T² of subgroup 10 is 63.76', {}, [['t2', 'ucl', 12.65, 2]]],
  ];
  test.each(cases)('%s: %s', (id, _, options, expected) => {
    const { limits } = exampleOf(id, options);
    for (const [panel, line, printed, digits] of expected)
      expect(Number(limits[panel]?.[line]?.toFixed(digits)), `${panel}.${line}`).toBe(printed);
  });

  test('p: points 15 and 23 of the juice cans are out, as Montgomery found', () => {
    expect(exampleOf('p', { rules: ['1'] }).signals.map((s) => s.point)).toEqual([15, 23]);
  });
  test('CUSUM: 5.28 at observation 29, change after 22, as Montgomery found', () => {
    const found = exampleOf('cusum');
    expect(found.panels[0]?.values[28]).toBeCloseTo(5.28, 10);
    expect(found.signals[0]).toMatchObject({ point: 29, from: 23 });
    expect(found.price?.arl0).toBeCloseTo(465.4, 1);
  });
  test('T²: subgroup 10 as Ryan printed', () => {
    expect(exampleOf('t2').panels[0]?.values[9]).toBeCloseTo(63.76, 2);
  });
});

const column = (list: readonly (number | string)[], name = 'x'): string => `${name}\n${list.join('\n')}\n`;

describe('bad input is refused in words', () => {
  test('text among numbers names the cell', () => {
    const outcome = run('i-mr', { csv: column([1, 2, '坏', 4]) });
    expect(outcome.ok ? '' : outcome.problems[0]?.text.zh).toBe('A4（列 `x`）应为数值，实为 `坏`');
  });
  test('constant data', () => expect(codes(run('i-mr', { csv: column([5, 5, 5, 5]) }))).toEqual(['spread-none']));
  test('constant subgroups', () =>
    expect(codes(run('xbar-r', { csv: column([1, 1, 2, 2, 3, 3]), options: { subgroupSize: 2 } }))).toEqual([
      'data-constant',
    ]));
  test('subgroups of one', () =>
    expect(codes(run('xbar-r', { csv: column([1, 2, 3]), options: { subgroupSize: 1 } }))).toEqual([
      'subgroups-of-one',
    ]));
  test('nothing measured', () => expect(codes(run('i-mr', { csv: 'x\n\n' }))[0]).toBe('columns-count'));
  test('more nonconforming than inspected', () => {
    const outcome = run('p', { csv: 'd,n\n3,50\n60,50\n', assignment: { count: ['d'], size: ['n'] } });
    expect(outcome.ok ? '' : outcome.problems[0]?.cell).toBe('A3');
  });
  test('no nonconforming at all', () =>
    expect(
      codes(run('p', { csv: column([0, 0, 0], 'd'), assignment: { count: ['d'] }, options: { size: 50 } })),
    ).toEqual(['rate-degenerate']));
  test('counts with decimals', () =>
    expect(codes(run('c', { csv: column([1.5, 2], 'd'), assignment: { count: ['d'] } }))).toEqual(['not-a-count']));
  test('no sample size', () =>
    expect(codes(run('u', { csv: column([1, 2], 'd'), assignment: { count: ['d'] } }))).toEqual(['size-missing']));
  test('times of zero', () =>
    expect(codes(run('t', { csv: column([3, 0, 5], 'time') }))).toEqual(['time-not-positive']));
  test('a redundant variable', () =>
    expect(
      codes(
        run('t2', {
          csv: `a,b\n${[1, 2, 3, 4, 5, 6, 9].map((v) => `${v},${2 * v}`).join('\n')}`,
          assignment: { measurements: ['a', 'b'] },
        }),
      ),
    ).toEqual(['variables-redundant']));
  test('an exclusion without a reason', () =>
    expect(
      codes(run('i-mr', { csv: column([1, 2, 3, 5]), options: { exclude: [{ point: 2, reason: ' ' }] } })),
    ).toEqual(['exclusion-without-reason']));
  test('an unknown column, with what there is', () => {
    const outcome = run('i-mr', { csv: column([1, 2]), assignment: { measurements: ['y'] } });
    expect(outcome.ok ? '' : outcome.problems[0]?.text.en).toContain('no column is called `y`; the table has `x`');
  });
  test('specification limits reversed', () =>
    expect(codes(run('i-mr', { csv: column([1, 2, 4]), options: { lsl: 9, usl: 1 } }))).toEqual([
      'specification-reversed',
    ]));
  test('an unknown test of a set', () =>
    expect(
      codes(run('i-mr', { csv: column([1, 2, 4]), options: { ruleSet: 'western-electric', rules: ['7'] } })),
    ).toEqual(['rule-unknown']));
  test('a custom test that lacks a field', () =>
    expect(
      codes(run('i-mr', { csv: column([1, 2, 4]), options: { ruleSet: 'custom', customRules: [{ kind: 'run' }] } })),
    ).toEqual(['rule-incomplete']));
});

describe('what the reader must know is said', () => {
  test('few points, missing values and specification lines', () => {
    expect(codes(run('i-mr', { csv: 'x\n1\n\n3\n2\n', options: { usl: 9 } }))).toEqual([
      'values-missing',
      'specification-drawn',
      'few-points',
      'stage-short',
    ]);
  });
  test('samples that vary more than the binomial gives', () => {
    const { example } = method('p');
    expect(
      codes(run('p', { csv: example.csv!, assignment: example.assignment as Record<string, string[]> })),
    ).toContain('overdispersion');
  });
  test('an incomplete last subgroup', () =>
    expect(codes(run('xbar-r', { csv: column([1, 2, 3, 4, 6]), options: { subgroupSize: 2 } }))).toContain(
      'subgroup-incomplete',
    ));
  test('a signal in the ranges before the means', () => {
    const list = Array.from({ length: 60 }, (_, k) => (k % 2) + (k === 40 ? 30 : 0) + (k % 7) / 10);
    expect(codes(run('xbar-r', { csv: column(list), options: { subgroupSize: 3 } }))).toContain('spread-unstable');
  });
});

describe('stages, exclusions and history', () => {
  const twoStages = `x,stage\n${[10, 11, 10, 12, 11, 10, 20, 21, 20, 22, 21, 20].map((x, k) => `${x},${k < 6 ? '前' : '后'}`).join('\n')}\n`;
  test('each stage has its own limits and no test runs across', () => {
    const found = values('i-mr', {
      csv: twoStages,
      assignment: { measurements: ['x'], stage: ['stage'] },
      options: { rules: ['1', '2', '3'] },
    });
    expect(found.stages.map((s) => [s.name, s.from, s.to, s.parameters['mean']])).toEqual([
      ['前', 1, 6, 64 / 6],
      ['后', 7, 12, 124 / 6],
    ]);
    expect(found.panels[1]?.values[6]).toBeNull();
    expect(found.signals).toEqual([]);
  });
  test('an excluded point stays in the picture and out of the limits, and the earlier limits stay on record', () => {
    const list = [10, 11, 10, 12, 11, 40, 10, 11, 12, 10];
    const found = values('i-mr', { csv: column(list), options: { exclude: [{ point: 6, reason: '刀具崩刃' }] } });
    expect(found.panels[0]?.values[5]).toBe(40);
    expect(found.stages[0]?.counted).toBe(9);
    expect(found.history.map((h) => [h.revision, h.excluded, h.stages[0]?.counted])).toEqual([
      [0, [], 10],
      [1, [6], 9],
    ]);
    expect(found.history[0]!.stages[0]!.limits['i']!.ucl!).toBeGreaterThan(
      found.history[1]!.stages[0]!.limits['i']!.ucl!,
    );
    // Moving ranges that touch the excluded point count no more: the mean of the other seven.
    expect(found.stages[0]?.parameters['sigma']).toBeCloseTo((1 + 1 + 2 + 1 + 1 + 1 + 2) / 7 / 1.1283791670955126, 12);
    expect(found.signals.some((s) => s.point === 6)).toBe(true);
  });
  test('a baseline gives limits for later points', () => {
    const found = values('i-mr', { csv: column([10, 11, 10, 12, 11, 30]), options: { baseline: '1-5' } });
    expect(found.stages[0]?.parameters['mean']).toBeCloseTo(10.8, 12);
    expect(found.signals.map((s) => s.point)).toContain(6);
  });
  test('half of the parameters do not', () => {
    expect(codes(run('xbar-r', { csv: column([10, 10, 10, 10, 10]), options: { mean: 10 } }))).toEqual([
      'data-constant',
    ]);
    expect(codes(run('i-mr', { csv: column([10, 10, 10]), options: { mean: 10 } }))).toEqual(['spread-none']);
  });
  test('a given average holds for the charts of Laney as well', () => {
    const found = values('laney-p', {
      csv: 'd,n\n3,100\n9,120\n4,90\n8,100\n',
      assignment: { count: ['d'], size: ['n'] },
      options: { p: 0.05 },
    });
    expect(found.stages[0]?.parameters['p']).toBe(0.05);
    expect(found.limits['laney-p']?.cl).toBe(0.05);
  });
  test('given parameters need no estimate, so that one subgroup can be judged', () => {
    const found = values('xbar-r', { csv: column([10, 10, 10, 10, 10]), options: { mean: 10, sigma: 1 } });
    expect(found.limits['xbar']?.ucl).toBeCloseTo(10 + 3 / Math.sqrt(5), 12);
  });
});

describe('properties', () => {
  // To six decimals, as a gauge gives them: differences of the order of 1e-323 have no limits to compare.
  const measured = fc.integer({ min: -1e9, max: 1e9 }).map((x) => x / 1e6);
  const list = fc.array(measured, { minLength: 8, maxLength: 60 });
  test('scaling the data scales the limits and leaves the signals', () => {
    fc.assert(
      fc.property(list, fc.constantFrom(2, 4, 0.5), (data, factor) => {
        fc.pre(new Set(data.map((x) => x.toFixed(3))).size > 4);
        const one = run('i-mr', { csv: column(data), options: { rules: ['1', '2', '3', '4', '5', '6', '7', '8'] } });
        const other = run('i-mr', {
          csv: column(data.map((x) => x * factor)),
          options: { rules: ['1', '2', '3', '4', '5', '6', '7', '8'] },
        });
        if (!one.ok || !other.ok) return;
        const [a, b] = [one.result.values as ChartValues, other.result.values as ChartValues];
        expect(b.limits['i']?.ucl).toBeCloseTo((a.limits['i']?.ucl ?? 0) * factor, 6);
        expect(b.signals).toEqual(a.signals);
      }),
      { numRuns: 40 },
    );
  });
  test('EWMA of weight 1 is the individuals chart', () => {
    fc.assert(
      fc.property(list, (data) => {
        const one = run('i-mr', { csv: column(data), options: { rules: ['1'] } });
        const other = run('ewma', { csv: column(data), options: { lambda: 1 } });
        if (!one.ok || !other.ok) return;
        const [a, b] = [one.result.values as ChartValues, other.result.values as ChartValues];
        expect(b.panels[0]?.ucl[0]).toBeCloseTo(a.limits['i']?.ucl ?? Number.NaN, 8);
        expect(b.signals.map((s) => s.point)).toEqual(a.signals.filter((s) => s.panel === 'i').map((s) => s.point));
      }),
      { numRuns: 40 },
    );
  });
});
