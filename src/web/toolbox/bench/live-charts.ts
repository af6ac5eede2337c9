import { constantsFor } from '#toolbox/control-charts/constants.ts';
import { cellName } from '#toolbox/data-entry/cell-name.ts';
import {
  given,
  groupsOf,
  type LiveColumn,
  type LiveFigure,
  type LiveFormulas,
  meanOf,
  mostRows,
  names,
  numberAt,
  rangeOf,
  rowsOf,
  type Source,
  sdOf,
  singleColumns,
  text,
} from './live-figures.ts';

/** Centre line and limits of a panel. */
function limitFigures(
  panel: string,
  [ucl, cl, lcl]: readonly (readonly [said: string, formula: string, value: number])[],
): LiveFigure[] {
  return (
    [
      ['ucl', ucl],
      ['cl', cl],
      ['lcl', lcl],
    ] as const
  ).flatMap(([line, one]) =>
    one
      ? [
          {
            key: `${panel}-${line}`,
            name: names[line],
            said: one[0],
            formula: one[1],
            value: one[2],
            equals: `limits.${panel}.${line}`,
          },
        ]
      : [],
  );
}

/** Xbar-R and Xbar-S: GB/T 17989.2 (ISO 7870-2), tables of A2, A3, B3, B4, D3, D4. */
export function subgroupChart(source: Source, method: string): LiveFormulas | null {
  const groups = groupsOf(source);
  const byRange = method === 'xbar-r';
  if (!groups || source.option('sigmaMethod') !== (byRange ? 'rbar' : 'sbar')) return null;
  const n = groups[0]?.values.length ?? 0;
  if (n < 2) return null;
  const L = Number(source.option('limitSigma'));
  const table = constantsFor(n, source.option('constants') === 'table' ? 'table' : 'exact');
  const spreadOf = byRange ? rangeOf : sdOf;
  const centre = meanOf(groups.map(({ values }) => meanOf(values)));
  const spread = meanOf(groups.map(({ values }) => spreadOf(values)));
  const [d, deviation, D, a, b3, b4, bar] = byRange
    ? ([table.d2, table.d3, 'd2', 'A2', 'D3', 'D4', 'R̄'] as const)
    : ([table.c4, table.c5, 'c4', 'A3', 'B3', 'B4', 's̄'] as const);
  const A = L / (d * Math.sqrt(n));
  const low = Math.max(0, 1 - (L * deviation) / d);
  const high = 1 + (L * deviation) / d;
  const second = byRange ? 'd3' : 'c5';
  const panel = byRange ? 'r' : 's';
  return {
    columns: [
      {
        key: 'means',
        name: names.means,
        cells: groups.map(({ ref, values }) => ({ formula: `AVERAGE(${ref})`, value: meanOf(values) })),
      },
      {
        key: 'spreads',
        name: byRange ? names.ranges : names.deviations,
        cells: groups.map(({ ref, values }) => ({
          formula: byRange ? `MAX(${ref})-MIN(${ref})` : `STDEV(${ref})`,
          value: spreadOf(values),
        })),
      },
    ],
    figures: [
      given('n', names.size, 'n', n),
      given('L', names.sigmas, 'L', L),
      given('d', names.constant, D, d),
      given('e', names.constant, second, deviation),
      { key: 'centre', name: text('总均值', 'grand mean'), said: 'x̿', formula: 'AVERAGE({means})', value: centre },
      {
        key: 'spread',
        name: byRange ? text('平均极差', 'mean range') : text('平均标准差', 'mean deviation'),
        said: bar,
        formula: 'AVERAGE({spreads})',
        value: spread,
      },
      {
        key: 'sigma',
        name: text('组内 σ', 'sigma within'),
        said: `${bar}/${D}`,
        formula: '{spread}/{d}',
        value: spread / d,
      },
      { key: 'A', name: names.constant, said: `${a} = L/(${D}√n)`, formula: '{L}/({d}*SQRT({n}))', value: A },
      {
        key: 'B3',
        name: names.constant,
        said: `${b3} = max(0, 1 − L·${second}/${D})`,
        formula: 'MAX(0,1-{L}*{e}/{d})',
        value: low,
      },
      { key: 'B4', name: names.constant, said: `${b4} = 1 + L·${second}/${D}`, formula: '1+{L}*{e}/{d}', value: high },
      ...limitFigures('xbar', [
        [`x̿ + ${a}·${bar}`, '{centre}+{A}*{spread}', centre + A * spread],
        ['x̿', '{centre}', centre],
        [`x̿ − ${a}·${bar}`, '{centre}-{A}*{spread}', centre - A * spread],
      ]),
      ...limitFigures(panel, [
        [`${b4}·${bar}`, '{B4}*{spread}', high * spread],
        [bar, '{spread}', spread],
        [`${b3}·${bar}`, '{B3}*{spread}', low * spread],
      ]),
    ],
  };
}

export function individualsChart(source: Source): LiveFormulas | null {
  const single = singleColumns(source);
  if (!single || source.option('sigmaMethod') !== 'mr-mean' || source.option('span') !== 2) return null;
  const L = Number(source.option('limitSigma'));
  const { d2, d3 } = constantsFor(2, source.option('constants') === 'table' ? 'table' : 'exact');
  const [mean, spread] = [meanOf(single.values), meanOf(single.ranges)];
  return {
    columns: single.columns,
    figures: [
      given('L', names.sigmas, 'L', L),
      given('d', names.constant, 'd2 (n = 2)', d2),
      given('e', names.constant, 'd3 (n = 2)', d3),
      { key: 'mean', name: names.means, said: 'x̄', formula: 'AVERAGE({values})', value: mean },
      {
        key: 'spread',
        name: text('平均移动极差', 'mean moving range'),
        said: 'M̄R̄',
        formula: 'AVERAGE({ranges})',
        value: spread,
      },
      { key: 'sigma', name: text('σ 的估计', 'sigma'), said: 'M̄R̄/d2', formula: '{spread}/{d}', value: spread / d2 },
      { key: 'E', name: names.constant, said: 'E2 = L/d2', formula: '{L}/{d}', value: L / d2 },
      {
        key: 'D3',
        name: names.constant,
        said: 'D3 = max(0, 1 − L·d3/d2)',
        formula: 'MAX(0,1-{L}*{e}/{d})',
        value: Math.max(0, 1 - (L * d3) / d2),
      },
      { key: 'D4', name: names.constant, said: 'D4 = 1 + L·d3/d2', formula: '1+{L}*{e}/{d}', value: 1 + (L * d3) / d2 },
      ...limitFigures('i', [
        ['x̄ + E2·M̄R̄', '{mean}+{E}*{spread}', mean + (L / d2) * spread],
        ['x̄', '{mean}', mean],
        ['x̄ − E2·M̄R̄', '{mean}-{E}*{spread}', mean - (L / d2) * spread],
      ]),
      ...limitFigures('mr', [
        ['D4·M̄R̄', '{D4}*{spread}', (1 + (L * d3) / d2) * spread],
        ['M̄R̄', '{spread}', spread],
        ['D3·M̄R̄', '{D3}*{spread}', Math.max(0, 1 - (L * d3) / d2) * spread],
      ]),
    ],
  };
}

/** Formulas of a count chart with a sample size of its own at each point: what is plotted, and the limits there. */
const countCharts = {
  p: {
    bar: 'p̄',
    centre: '{bar}',
    deviation: 'SQRT({bar}*(1-{bar})/@)',
    plotted: '#/@',
    of: (b: number, n: number) => [b, Math.sqrt((b * (1 - b)) / n)],
  },
  np: {
    bar: 'p̄',
    centre: '@*{bar}',
    deviation: 'SQRT(@*{bar}*(1-{bar}))',
    plotted: '#',
    of: (b: number, n: number) => [n * b, Math.sqrt(n * b * (1 - b))],
  },
  u: {
    bar: 'ū',
    centre: '{bar}',
    deviation: 'SQRT({bar}/@)',
    plotted: '#/@',
    of: (b: number, n: number) => [b, Math.sqrt(b / n)],
  },
  c: { bar: 'c̄', centre: '{bar}', deviation: 'SQRT({bar})', plotted: '#', of: (b: number) => [b, Math.sqrt(b)] },
} as const;

export function attributeChart(source: Source, method: string): LiveFormulas | null {
  const chart = countCharts[method as keyof typeof countCharts];
  const [column] = source.columnsOf('count');
  const [sizeColumn] = source.columnsOf('size');
  const rows = rowsOf(source.table);
  if (!chart || column === undefined || rows < 2 || rows > mostRows) return null;
  const same = method === 'c' ? 1 : Number(source.option('size'));
  const list = Array.from({ length: rows }, (_, row) => ({
    count: numberAt(source.table.columns[column], row),
    n: sizeColumn === undefined ? same : numberAt(source.table.columns[sizeColumn], row),
    ref: `${source.sheet}${cellName(column, row + 2)}`,
    size: sizeColumn === undefined ? `${same}` : `${source.sheet}${cellName(sizeColumn, row + 2)}`,
  }));
  if (list.some(({ count, n }) => Number.isNaN(count) || !(n > 0))) return null;
  const L = Number(source.option('limitSigma'));
  const bar = list.reduce((sum, one) => sum + one.count, 0) / list.reduce((sum, one) => sum + one.n, 0);
  const put = (formula: string, { ref, size }: (typeof list)[number]): string =>
    formula.replaceAll('#', ref).replaceAll('@', size);
  const line = (formula: string, reckon: (centre: number, deviation: number) => number) =>
    list.map((one) => {
      const [centre = 0, deviation = 0] = chart.of(bar, one.n);
      return { formula: put(formula, one), value: reckon(centre, deviation) };
    });
  const { centre, deviation } = chart;
  const columns: LiveColumn[] = [
    {
      key: 'counts',
      name: text('计数', 'count'),
      cells: list.map(({ ref, count }) => ({ formula: ref, value: count })),
    },
    {
      key: 'sizes',
      name: text('样本量', 'sample size'),
      cells: list.map(({ size, n }) => ({ formula: size, value: n })),
    },
    {
      key: 'plotted',
      name: text('描点值', 'plotted'),
      cells: list.map((one) => ({
        formula: put(chart.plotted, one),
        value: chart.plotted === '#' ? one.count : one.count / one.n,
      })),
    },
    { key: 'ucl', name: names.ucl, cells: line(`${centre}+{L}*${deviation}`, (c, s) => c + L * s) },
    { key: 'cl', name: names.cl, cells: line(centre, (c) => c) },
    { key: 'lcl', name: names.lcl, cells: line(`MAX(0,${centre}-{L}*${deviation})`, (c, s) => Math.max(0, c - L * s)) },
  ];
  // The limits in force stand among the figures where they are the same at every point.
  const [first] = list;
  const isOne = first !== undefined && list.every(({ n }) => n === first.n);
  const lineOf = (key: 'ucl' | 'cl' | 'lcl'): LiveFigure[] => {
    const cell = columns.find((one) => one.key === key)?.cells[0];
    if (!cell || !first) return [];
    const said = key === 'cl' ? chart.bar : `${key === 'ucl' ? '+' : '−'} L σ`;
    return [
      {
        key: `at-${key}`,
        name: names[key],
        said,
        formula: cell.formula,
        value: cell.value,
        equals: `limits.${method}.${key}`,
      },
    ];
  };
  return {
    columns,
    figures: [
      given('L', names.sigmas, 'L', L),
      {
        key: 'bar',
        name: text('平均值', 'average'),
        said: method === 'c' ? 'c̄ = Σc/k' : `${chart.bar} = Σ/Σn`,
        formula: 'SUM({counts})/SUM({sizes})',
        value: bar,
        equals: `stages.0.parameters.${method === 'np' ? 'p' : method}`,
      },
      ...(isOne ? [...lineOf('ucl'), ...lineOf('cl'), ...lineOf('lcl')] : []),
    ],
  };
}
