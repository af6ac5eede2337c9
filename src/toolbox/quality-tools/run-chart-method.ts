import { figure } from '../control-charts/explain.ts';
import { constantValues, tooFewValues } from '../descriptive/complaints.ts';
import { median } from '../descriptive/quartiles.ts';
import { normalLower, normalUpper } from '../distributions/normal.ts';
import { openColumns } from '../method/columns.ts';
import type {
  ColumnRole,
  Convention,
  Explanation,
  Method,
  MethodInput,
  OptionSpec,
  Outcome,
} from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import type { Text } from '../method/text.ts';
import {
  answered,
  anyMethod,
  array,
  convention,
  explanation,
  integer,
  number,
  numberOrNull,
  object,
  oneOf,
  refused,
  string,
  text,
} from '../outcome/answer.ts';
import { runChartScene } from './run-chart-scene.ts';
import { findingsOf, judgeRuns, type RunFinding } from './run-findings.ts';
import {
  atLeast,
  atMost,
  chancesAbout,
  chancesUpDown,
  type Expected,
  expectedAbout,
  expectedUpDown,
  stretches,
} from './runs.ts';

interface RunCount {
  readonly observed: number;
  readonly expected: number;
  readonly sd: number;
  readonly z: number | null;
}

export interface RunChartValues {
  readonly n: number;
  readonly median: number;
  readonly above: number;
  readonly below: number;
  readonly onMedian: number;
  readonly aboutMedian: RunCount & { readonly pClustering: number; readonly pMixtures: number };
  /** `points`: what is left when equal neighbours count once. */
  readonly upDown: RunCount & { readonly points: number; readonly pTrends: number; readonly pOscillation: number };
  readonly longestRun: {
    readonly length: number;
    readonly from: number;
    readonly to: number;
    readonly limit: number;
  };
  readonly alpha: number;
  readonly findings: readonly RunFinding[];
  readonly series: readonly { readonly point: number; readonly label: string; readonly value: number }[];
}

/** Up to here the chances of runs up and down are reckoned one by one; the work grows with the square. */
const mostExact = 2000;

const columns: readonly ColumnRole[] = [
  {
    role: 'measurements',
    text: text('数值，按时间先后；几列为一行一组', 'values in order of time; several columns are a group in a row'),
    kind: 'number',
    columns: [1, 25],
    whenEmpty: text('不描点，前后两点相接', 'nothing is plotted there, and the points around it become neighbours'),
  },
  {
    role: 'label',
    text: text('点的名称（日期、批号）', 'names of the points (date, batch)'),
    kind: 'label',
    columns: [1, 1],
    optional: true,
    whenEmpty: null,
  },
];

const options: readonly OptionSpec[] = [
  {
    name: 'plotted',
    text: text('每行几个值时描什么', 'what is plotted of several values in a row'),
    kind: 'choice',
    choices: [
      { value: 'mean', text: text('均值', 'their mean') },
      { value: 'median', text: text('中位数', 'their median') },
    ],
    default: 'mean',
  },
  {
    name: 'onMedian',
    text: text('落在中位数上的点', 'points on the median'),
    kind: 'choice',
    choices: [
      { value: 'left-out', text: text('不计，链不中断', 'left out, runs go on') },
      { value: 'below', text: text('算作下方（同 Minitab）', 'count as below, as Minitab has them') },
    ],
    default: 'left-out',
  },
  {
    name: 'pValues',
    text: text('p 值', 'p-values'),
    kind: 'choice',
    choices: [
      { value: 'exact', text: text('精确', 'exact') },
      { value: 'normal', text: text('正态近似（同 Minitab）', 'normal approximation, as Minitab has them') },
    ],
    default: 'exact',
  },
  {
    name: 'alpha',
    text: text('显著性水平', 'significance level'),
    kind: 'number',
    default: 0.05,
    least: 0.0001,
    most: 0.5,
  },
];

type Point = RunChartValues['series'][number];

function run(input: MethodInput): Outcome<RunChartValues> {
  const reader = openColumns(columns, input);
  const read = openOptions(options, input.options);
  const problems = [...reader.problems, ...read.problems];
  if (problems.length > 0) return refused(problems);
  const names = reader.has('label') ? reader.labels('label').values : [];
  const rows = reader.allNumbers('measurements').map((column) => column.values);
  const series: Point[] = [];
  for (let i = 0; i < (rows[0]?.length ?? 0); i++) {
    const there = rows.map((values) => values[i]!).filter((value) => !Number.isNaN(value));
    if (there.length === 0) continue;
    const value = read.choice('plotted') === 'median' ? median(there) : there.reduce((a, b) => a + b, 0) / there.length;
    series.push({ point: i + 1, label: names[i] || String(i + 1), value });
  }
  const what = text('描的点', 'plotted points');
  if (series.length < 5) return refused([tooFewValues(what, 5, series.length)]);
  const first = series[0]!.value;
  if (series.every(({ value }) => value === first)) return refused([constantValues(what, first)]);
  const byExact = read.choice('pValues') === 'exact' && series.length <= mostExact;
  const values = valuesOf(series, {
    byExact,
    countBelow: read.choice('onMedian') === 'below',
    alpha: read.number('alpha'),
  });
  return answered(values, {
    conventions: conventionsOf(byExact, read.choice('pValues') === 'exact', read.choice('onMedian') === 'below'),
    warnings: [...reader.warnings, ...judgeRuns(values)],
    explanations: explain(values, byExact),
  });
}

interface Settings {
  readonly byExact: boolean;
  readonly countBelow: boolean;
  readonly alpha: number;
}

function valuesOf(series: readonly Point[], { byExact, countBelow, alpha }: Settings): RunChartValues {
  const values = series.map(({ value }) => value);
  const middle = median(values);
  const signs = values.map((value) => Math.sign(value - middle) || (countBelow ? -1 : 0));
  const about = stretches(signs);
  const above = signs.filter((sign) => sign > 0).length;
  const below = signs.filter((sign) => sign < 0).length;
  const steps = values.slice(1).map((value, i) => Math.sign(value - values[i]!));
  const upDown = stretches(steps);
  const points = steps.filter((step) => step !== 0).length + 1;
  const longest = about.reduce((best, one) => (one.length > best.length ? one : best));
  const aboutChances = byExact ? chancesAbout(above, below) : undefined;
  const [few, many] = tails(about.length, expectedAbout(above, below), aboutChances);
  const [trends, oscillation] = tails(
    upDown.length,
    expectedUpDown(points),
    byExact ? chancesUpDown(points) : undefined,
  );
  const result = {
    n: values.length,
    median: middle,
    above,
    below,
    onMedian: values.filter((value) => value === middle).length,
    aboutMedian: { ...countOf(about.length, expectedAbout(above, below)), pClustering: few, pMixtures: many },
    upDown: {
      ...countOf(upDown.length, expectedUpDown(points)),
      points,
      pTrends: trends,
      pOscillation: oscillation,
    },
    longestRun: { length: longest.length, ...placesOf(longest, signs, series), limit: runLimit(above + below) },
    alpha,
    series,
  };
  return { ...result, findings: findingsOf(result) };
}

function countOf(observed: number, { mean, sd }: Expected): RunCount {
  return { observed, expected: mean, sd, z: sd > 0 ? (observed - mean) / sd : null };
}

/** Chances of as few runs and of as many. */
function tails(observed: number, { mean, sd }: Expected, chances: Float64Array | undefined): [number, number] {
  if (chances) return [atMost(chances, observed), atLeast(chances, observed)];
  if (!(sd > 0)) return [1, 1];
  return [normalLower((observed - mean) / sd), normalUpper((observed - mean) / sd)];
}

/** Anhøj and Olesen (2014): a longer run is not to be expected of chance. */
function runLimit(useful: number): number {
  return Math.round(Math.log2(useful) + 3);
}

/** First and last point of a stretch, as the user counts rows; points that belong to no side are passed over. */
function placesOf(
  { from, length }: { readonly from: number; readonly length: number },
  signs: readonly number[],
  series: readonly Point[],
): { readonly from: number; readonly to: number } {
  let left = length;
  let at = from;
  for (; at < signs.length; at++) if (signs[at] !== 0 && --left === 0) break;
  return { from: series[from]?.point ?? 0, to: series[at]?.point ?? 0 };
}

function conventionsOf(byExact: boolean, wanted: boolean, countBelow: boolean): Convention[] {
  return [
    convention(
      'pValues',
      byExact ? 'exact' : 'normal',
      byExact
        ? 'p 值按全部排列精确计算'
        : wanted
          ? `超过 ${mostExact} 个点，p 值用正态近似（不作连续性修正）`
          : 'p 值用正态近似，不作连续性修正',
      byExact
        ? 'p-values exact, over all orders'
        : wanted
          ? `p-values normal without correction for continuity: more than ${mostExact} points`
          : 'p-values by the normal approximation, without correction for continuity',
    ),
    convention(
      'onMedian',
      countBelow ? 'below' : 'left-out',
      countBelow ? '落在中位数上的点算作下方' : '落在中位数上的点不计，链不因它中断',
      countBelow ? 'points on the median count as below' : 'points on the median are left out and break no run',
    ),
    convention(
      'ties',
      'once',
      '升降链里相等的相邻点只算一个',
      'equal neighbours count as one point among runs up and down',
    ),
  ];
}

const source =
  'Wald and Wolfowitz (1940), Annals of Mathematical Statistics 11(2), 147-162; Levene (1952), ibid. 23(1), 34-56';

function explain(values: RunChartValues, byExact: boolean): Explanation[] {
  const { above, below, aboutMedian, upDown, longestRun } = values;
  const p = (k: string, sign: string, exact: string): string => (byExact ? `P(R ${sign} ${exact})` : `${k}`);
  const row = (field: string, formula: string, said: Text, from = source): Explanation =>
    explanation(field, formula, said.zh, said.en, from);
  const sides = text(`中位数上方 ${above} 点、下方 ${below} 点`, `${above} points above the median, ${below} below`);
  const moves = text(`${upDown.points} 个互不相等的相邻点`, `${upDown.points} points, equal neighbours counted once`);
  const clustered = text(
    `${sides.zh}；链太少：同侧的点成群出现`,
    `${sides.en}; too few runs: points of one side keep together`,
  );
  const mixed = text(
    `${sides.zh}；链太多：两个总体轮流出现`,
    `${sides.en}; too many runs: two populations taking turns`,
  );
  const trending = text(`${moves.zh}；链太少：连续上升或下降`, `${moves.en}; too few runs: lasting rises or falls`);
  const swinging = text(`${moves.zh}；链太多：忽上忽下`, `${moves.en}; too many runs: up and down by turns`);
  const [ra, ru] = [aboutMedian.observed, upDown.observed].map(String) as [string, string];
  return [
    row('aboutMedian.expected', `1 + 2ab/(a + b) = ${figure(aboutMedian.expected)}`, sides),
    row('aboutMedian.pClustering', `${p('Φ(z)', '≤', ra)} = ${figure(aboutMedian.pClustering)}`, clustered),
    row('aboutMedian.pMixtures', `${p('1 − Φ(z)', '≥', ra)} = ${figure(aboutMedian.pMixtures)}`, mixed),
    row('upDown.expected', `(2N − 1)/3 = ${figure(upDown.expected)}`, moves),
    row('upDown.pTrends', `${p('Φ(z)', '≤', ru)} = ${figure(upDown.pTrends)}`, trending),
    row('upDown.pOscillation', `${p('1 − Φ(z)', '≥', ru)} = ${figure(upDown.pOscillation)}`, swinging),
    row(
      'longestRun.limit',
      `[log₂(${above + below}) + 3] = ${longestRun.limit}`,
      text(`${sides.zh}；同侧连续点比这更长时不像偶然`, `${sides.en}; a longer run is not to be expected of chance`),
      'Anhøj and Olesen (2014), PLoS ONE 9(11), e113825',
    ),
  ];
}

const counts = { observed: integer, expected: number, sd: number, z: numberOrNull };

export const runChart: Method = anyMethod<RunChartValues>({
  id: 'run-chart',
  version: 1,
  group: 'seven-tools',
  title: text('链图（趋势图）', 'Run chart'),
  purpose: text(
    '数据按时间排开，有没有聚集、混合、趋势或振荡？',
    'Do data in order of time cluster, mix, trend or oscillate?',
  ),
  conditions: [
    {
      condition: text('按时间先后排列，时间间隔大致相等', 'the values stand in order of time, at about even intervals'),
      otherwise: text('先按时间排序', 'Sort them by time first'),
    },
    {
      condition: text('约 15 个点以上', 'about 15 points or more'),
      otherwise: text('继续收集；点少时只看图', 'Collect more; with few points only look at the picture'),
    },
    {
      condition: text('只问有无规律，不问控制限', 'the question is a pattern, not limits'),
      otherwise: text('判断是否受控用控制图（如 i-mr）', 'For control limits use a control chart, such as i-mr'),
    },
  ],
  sources: [
    'Wald, A. and Wolfowitz, J. (1940), Annals of Mathematical Statistics 11(2), 147-162',
    'Levene, H. (1952), On the power function of tests of randomness based on runs up and down, Annals of Mathematical Statistics 23(1), 34-56',
    'NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.13',
    'Anhøj, J. and Olesen, A. V. (2014), Run charts revisited, PLoS ONE 9(11), e113825',
  ],
  columns,
  options,
  resultSchema: object({
    n: integer,
    median: number,
    above: integer,
    below: integer,
    onMedian: integer,
    aboutMedian: object({ ...counts, pClustering: number, pMixtures: number }),
    upDown: object({ ...counts, points: integer, pTrends: number, pOscillation: number }),
    longestRun: object({ length: integer, from: integer, to: integer, limit: integer }),
    alpha: number,
    findings: array(oneOf('clustering', 'mixtures', 'trends', 'oscillation', 'long-run')),
    series: array(object({ point: integer, label: string, value: number })),
  }),
  run,
  scenes: (values) => [runChartScene(values)],
  example: {
    text: text(
      '尼罗河在阿斯旺的年流量（10⁸ m³），1871–1920：1899 年起低流量的年份成段',
      'Annual flow of the Nile at Aswan (10⁸ m³), 1871–1920: from 1899 on low years keep together',
    ),
    source: 'Cobb, G. W. (1978), The problem of the Nile, Biometrika 65(2), 243-251',
    csv: `year,flow\n${[
      1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
      1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831,
      726, 456, 824, 702, 1120, 1100, 832, 764, 821,
    ]
      .map((flow, i) => `${1871 + i},${flow}`)
      .join('\n')}\n`,
    assignment: { measurements: ['flow'], label: ['year'] },
    options: {},
  },
});
