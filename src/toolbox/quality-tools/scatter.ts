import { binomialLower } from '../distributions/binomial.ts';
import { normalQuantile } from '../distributions/normal.ts';
import { studentTUpper } from '../distributions/student-t.ts';
import { openColumns } from '../method/columns.ts';
import type { Method, MethodInput, Outcome, Problem, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  array,
  convention,
  explanation,
  integer,
  number,
  numberOrNull,
  object,
  problem,
  refused,
  text,
  warning,
} from '../outcome/answer.ts';

interface ScatterValues {
  readonly n: number;
  readonly r: number;
  readonly rLow: number | null;
  readonly rHigh: number | null;
  readonly p: number;
  readonly slope: number;
  readonly intercept: number;
  /** Points in quadrants I + III and II + IV about the medians, and the sign test's p. */
  readonly agreeing: number;
  readonly opposing: number;
  readonly signP: number;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

/** Correlation with Fisher's interval, the least squares line, and the quick sign test about the medians. */
export function describeScatter(
  x: readonly number[],
  y: readonly number[],
  confidence: number,
): Omit<ScatterValues, 'points'> {
  const n = x.length;
  const [mx, my] = [x.reduce((a, b) => a + b, 0) / n, y.reduce((a, b) => a + b, 0) / n];
  let [sxx, syy, sxy] = [0, 0, 0];
  for (const [i, xi] of x.entries()) {
    sxx += (xi - mx) ** 2;
    syy += ((y[i] ?? 0) - my) ** 2;
    sxy += (xi - mx) * ((y[i] ?? 0) - my);
  }
  const r = Math.max(-1, Math.min(1, sxy / Math.sqrt(sxx * syy)));
  const t = r * Math.sqrt((n - 2) / Math.max(1e-300, 1 - r * r));
  const half = n > 3 ? normalQuantile((1 + confidence) / 2) / Math.sqrt(n - 3) : 0;
  const [cx, cy] = [medianOf(x), medianOf(y)];
  const signs = x.map((xi, i) => Math.sign(xi - cx) * Math.sign((y[i] ?? 0) - cy));
  const agreeing = signs.filter((s) => s > 0).length;
  const opposing = signs.filter((s) => s < 0).length;
  const few = Math.min(agreeing, opposing);
  return {
    n,
    r,
    rLow: n > 3 && Math.abs(r) < 1 ? Math.tanh(Math.atanh(r) - half) : null,
    rHigh: n > 3 && Math.abs(r) < 1 ? Math.tanh(Math.atanh(r) + half) : null,
    p: 2 * studentTUpper(Math.abs(t), n - 2),
    slope: sxy / sxx,
    intercept: my - (sxy / sxx) * mx,
    agreeing,
    opposing,
    signP: agreeing + opposing === 0 ? 1 : Math.min(1, 2 * binomialLower(few, agreeing + opposing, 0.5)),
  };
}

function run(input: MethodInput): Outcome<ScatterValues> {
  const options = openOptions(scatter.options, input.options);
  const columns = openColumns(scatter.columns, input);
  const problems: Problem[] = [...options.problems, ...columns.problems];
  const [xs, ys] = [columns.numbers('x').values, columns.numbers('y').values];
  const rows = [...xs.keys()].filter((i) => !Number.isNaN(xs[i]) && !Number.isNaN(ys[i]));
  const x = rows.map((i) => xs[i] ?? 0);
  const y = rows.map((i) => ys[i] ?? 0);
  if (problems.length === 0) {
    if (rows.length < 3)
      problems.push(
        problem(
          'values-few',
          text(`至少要 3 对数据，实为 \`${rows.length}\` 对`, `expected three pairs or more, found \`${rows.length}\``),
          text('收集 30 对以上', 'Collect 30 pairs or more'),
        ),
      );
    else if (new Set(x).size < 2 || new Set(y).size < 2)
      problems.push(
        problem(
          'constant-data',
          text('x 或 y 全部相同，谈不上相关', 'x or y is constant: there is nothing to correlate'),
          text('扩大试验范围', 'Vary it over a wider range'),
        ),
      );
  }
  if (problems.length > 0) return refused(problems);
  const described = describeScatter(x, y, options.number('confidence'));
  const warnings: Warning[] = [...columns.warnings];
  if (described.rLow === null)
    warnings.push(
      warning(
        'interval-none',
        text(
          '所有点在一条直线上（或只有 3 对）：相关系数的区间没有定义',
          'all points lie on one line (or there are three): the correlation has no interval',
        ),
        text('检查一列是否由另一列算出；再收集', 'Check whether one column was reckoned from the other; collect more'),
      ),
    );
  if (rows.length < 30)
    warnings.push(
      warning(
        'values-few',
        text(`只有 ${rows.length} 对数据`, `only ${rows.length} pairs`),
        text('收集 30 对以上', 'Collect 30 pairs or more'),
      ),
    );
  if (described.p < 0.05 !== described.signP < 0.05)
    warnings.push(
      warning(
        'tests-differ',
        text(
          '相关系数与符号检验的结论不同：可能有离群点或曲线关系',
          'correlation and sign test disagree: an outlier or a curve may be at work',
        ),
        text('看图；必要时分层或用回归', 'Look at the picture; stratify, or use regression'),
      ),
    );
  return answered(
    { ...described, points: x.map((xi, i) => ({ x: xi, y: y[i] ?? 0 })) },
    {
      warnings,
      conventions: [
        convention('r', 'Pearson', '皮尔逊相关系数，费歇尔变换求区间', 'Pearson’s correlation, Fisher’s interval'),
        convention(
          'sign',
          'medians, points on a median left out',
          '中位线上的点不计入符号检验',
          'points on a median don’t count in the sign test',
        ),
      ],
      explanations: [
        explanation(
          'r',
          'Sxy/√(Sxx Syy)',
          '线性相关的程度；相关不等于因果',
          'strength of linear relation; it is not yet a cause',
          'Pearson',
        ),
        explanation(
          'signP',
          'binomial(min(n+, n−); n+ + n−, 1/2), two-sided',
          '符号检验：四象限计点，不怕离群点',
          'sign test: counts points in quadrants, not moved by outliers',
          'Ishikawa, Guide to Quality Control',
        ),
      ],
    },
  );
}

export const scatter: Method<ScatterValues> = {
  id: 'scatter',
  version: 1,
  group: 'seven-tools',
  title: text('散布图', 'Scatter diagram'),
  purpose: text('两个量有没有关系？', 'Do two quantities go together?'),
  conditions: [
    {
      condition: text('每对数据出自同一件或同一时刻', 'each pair belongs to one item or moment'),
      otherwise: text('重新配对收集', 'collect them in pairs'),
    },
    { condition: text('数据未混层', 'the data are of one kind'), otherwise: text('按层着色或分图', 'stratify') },
  ],
  sources: ['Ishikawa, Guide to Quality Control'],
  columns: [
    {
      role: 'x',
      text: text('原因 x', 'cause x'),
      kind: 'number',
      columns: [1, 1],
      whenEmpty: text('这一对不计入', 'the pair is left out'),
    },
    {
      role: 'y',
      text: text('结果 y', 'effect y'),
      kind: 'number',
      columns: [1, 1],
      whenEmpty: text('这一对不计入', 'the pair is left out'),
    },
  ],
  options: [
    {
      name: 'confidence',
      text: text('置信水平', 'confidence'),
      kind: 'number',
      default: 0.95,
      least: 0.5,
      most: 0.999,
    },
  ],
  resultSchema: object({
    n: integer,
    r: number,
    rLow: numberOrNull,
    rHigh: numberOrNull,
    p: number,
    slope: number,
    intercept: number,
    agreeing: integer,
    opposing: integer,
    signP: number,
    points: array(object({ x: number, y: number })),
  }),
  run,
  scenes: (values) => {
    const x = values.points.map((point) => point.x);
    const ends = [Math.min(...x), Math.max(...x)];
    return [
      {
        title: text('散布图', 'Scatter diagram'),
        x: { title: text('x', 'x'), scale: 'linear' },
        y: { title: text('y', 'y'), scale: 'linear' },
        marks: [
          { kind: 'points', tone: 'data', x, y: values.points.map((point) => point.y) },
          { kind: 'line', tone: 'fit', x: ends, y: ends.map((at) => values.intercept + values.slope * at) },
        ],
        aspect: 1.3,
        table: { head: [text('x', 'x'), text('y', 'y')], rows: values.points.map((point) => [point.x, point.y]) },
      },
    ];
  },
  example: {
    text: text(
      '淬火温度与硬度 20 对：r = 0.77，正相关。',
      'Twenty pairs of quenching temperature and hardness: r = 0.77.',
    ),
    source: '教学数据',
    csv: `x,y\n${[
      [810, 47],
      [890, 56],
      [850, 48],
      [840, 45],
      [850, 54],
      [890, 59],
      [870, 50],
      [860, 51],
      [810, 42],
      [820, 53],
      [840, 52],
      [870, 53],
      [830, 51],
      [830, 45],
      [820, 46],
      [820, 48],
      [860, 55],
      [870, 55],
      [830, 49],
      [820, 44],
    ]
      .map((row) => row.join(','))
      .join('\n')}`,
    options: {},
  },
};
