import { normalDensity } from '../distributions/normal.ts';
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
  oneOf,
  problem,
  refused,
  text,
  warning,
} from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';

export const binningRules = ['sturges', 'sqrt', 'scott', 'freedman-diaconis', 'qc'] as const;
export type BinningRule = (typeof binningRules)[number];

export interface Bins {
  readonly start: number;
  readonly width: number;
  readonly counts: readonly number[];
}

interface Spread {
  readonly n: number;
  readonly low: number;
  readonly high: number;
  readonly sd: number;
  readonly iqr: number;
  readonly unit: number;
}

/** Number of classes that a rule asks for, before its width is made round. */
export function classCount(rule: BinningRule, { n, low, high, sd, iqr }: Spread): number {
  const range = high - low;
  switch (rule) {
    case 'sturges':
      return Math.ceil(Math.log2(n) + 1);
    case 'sqrt':
    case 'qc':
      return Math.max(1, Math.round(Math.sqrt(n)));
    case 'scott':
      return sd > 0 ? Math.max(1, Math.ceil(range / (3.5 * sd * n ** (-1 / 3)))) : 1;
    case 'freedman-diaconis':
      return iqr > 0
        ? Math.max(1, Math.ceil(range / (2 * iqr * n ** (-1 / 3))))
        : classCount('scott', { n, low, high, sd, iqr, unit: 0 });
  }
}

/** The smallest step between two different values: the unit of measurement as the data show it. */
export function measuringUnit(sorted: readonly number[]): number {
  let unit = Number.POSITIVE_INFINITY;
  for (let i = 1; i < sorted.length; i++) {
    const step = (sorted[i] ?? 0) - (sorted[i - 1] ?? 0);
    if (step > 1e-9 * Math.max(Math.abs(sorted[i] ?? 0), 1e-300)) unit = Math.min(unit, step);
  }
  return Number.isFinite(unit) ? Number(unit.toPrecision(9)) : 0;
}

/**
 * Classes of a sample. Rule `qc` is the shop floor's: √n classes, the width a whole multiple of the measuring unit, the first
 * bound half a unit under the smallest value, so that no value falls on a bound. The others take equal classes over the range.
 */
export function binValues(
  values: readonly number[],
  rule: BinningRule,
  classes: number | undefined,
  spread: Spread,
): Bins {
  const wanted = classes ?? classCount(rule, spread);
  const range = spread.high - spread.low;
  let width = range / wanted || 1;
  let start = spread.low;
  if (rule === 'qc' && spread.unit > 0) {
    width = Math.max(1, Math.round(range / wanted / spread.unit)) * spread.unit;
    start = spread.low - spread.unit / 2;
  }
  const count = Math.max(1, rule === 'qc' ? Math.floor((spread.high - start) / width) + 1 : wanted);
  const counts = new Array<number>(count).fill(0);
  for (const x of values) {
    const place = Math.min(count - 1, Math.max(0, Math.floor((x - start) / width)));
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return { start, width, counts };
}

export interface HistogramValues {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  readonly min: number;
  readonly max: number;
  readonly median: number;
  readonly rule: BinningRule;
  readonly start: number;
  readonly width: number;
  readonly bins: readonly { readonly low: number; readonly high: number; readonly count: number }[];
  readonly usl: number | null;
  readonly lsl: number | null;
  readonly below: number;
  readonly above: number;
}

function quartile(sorted: readonly number[], p: number): number {
  const place = p * (sorted.length - 1);
  const low = Math.floor(place);
  return (sorted[low] ?? 0) + (place - low) * ((sorted[low + 1] ?? sorted[low] ?? 0) - (sorted[low] ?? 0));
}

function run(input: MethodInput): Outcome<HistogramValues> {
  const options = openOptions(histogram.options, input.options);
  const columns = openColumns(histogram.columns, input);
  const problems: Problem[] = [...options.problems, ...columns.problems];
  const values = Array.from(columns.numbers('measurements').values).filter((x) => !Number.isNaN(x));
  const [usl, lsl] = [options.optionalNumber('usl') ?? null, options.optionalNumber('lsl') ?? null];
  if (problems.length === 0) {
    if (values.length < 2)
      problems.push(
        problem(
          'values-few',
          text(`至少要 2 个数据，实为 \`${values.length}\``, `expected two values or more, found \`${values.length}\``),
          text('收集 50 个以上', 'Collect 50 or more'),
        ),
      );
    else if (values.every((x) => x === values[0]))
      problems.push(
        problem(
          'constant-data',
          text(
            `所有数据都是 \`${values[0]}\`，没有分布可画`,
            `all values are \`${values[0]}\`: there is no distribution to draw`,
          ),
          text('检查量具分辨力和记录', 'Check the resolution of the gauge and the record'),
        ),
      );
    if (usl !== null && lsl !== null && usl <= lsl)
      problems.push(
        problem(
          'limits-reversed',
          text(
            `上规范限应大于下规范限，实为 usl=\`${usl}\`、lsl=\`${lsl}\``,
            `expected usl above lsl, found usl \`${usl}\`, lsl \`${lsl}\``,
          ),
          text('交换两者', 'Exchange them'),
        ),
      );
  }
  if (problems.length > 0) return refused(problems);
  const sorted = [...values].sort((a, b) => a - b);
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const sd = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1));
  const spread: Spread = {
    n,
    low: sorted[0] ?? 0,
    high: sorted.at(-1) ?? 0,
    sd,
    iqr: quartile(sorted, 0.75) - quartile(sorted, 0.25),
    unit: measuringUnit(sorted),
  };
  const rule = binningRules.find((one) => one === options.choice('rule')) ?? 'qc';
  const bins = binValues(values, rule, options.optionalNumber('classes'), spread);
  const warnings: Warning[] = [...columns.warnings];
  if (n < 50)
    warnings.push(
      warning(
        'values-few',
        text(`只有 ${n} 个数据，图形不稳定`, `only ${n} values: the shape is not reliable`),
        text('收集 50 个以上；数据少时用点图', 'Collect 50 or more; with few data use a dot plot'),
      ),
    );
  if (spread.unit > 0 && (spread.high - spread.low) / spread.unit < 5)
    warnings.push(
      warning(
        'coarse',
        text('数据只有几个不同的值：量具分辨力不足', 'the data take only a few values: the gauge is too coarse'),
        text('换分辨力更高的量具', 'Take a finer gauge'),
      ),
    );
  return answered(
    {
      n,
      mean,
      sd,
      min: spread.low,
      max: spread.high,
      median: quartile(sorted, 0.5),
      rule,
      start: bins.start,
      width: bins.width,
      usl,
      lsl,
      bins: bins.counts.map((count, i) => ({
        low: bins.start + i * bins.width,
        high: bins.start + (i + 1) * bins.width,
        count,
      })),
      below: lsl === null ? 0 : values.filter((x) => x < lsl).length,
      above: usl === null ? 0 : values.filter((x) => x > usl).length,
    },
    {
      warnings,
      conventions: [
        convention('rule', rule, '分组规则', 'the rule of binning'),
        convention(
          'bounds',
          rule === 'qc' ? 'half a unit off' : 'left-closed, last class closed',
          '组界的取法',
          'how values on a bound are counted',
        ),
      ],
      explanations: [
        explanation(
          'width',
          'qc: √n classes, a multiple of the unit · sturges: ⌈log2 n⌉ + 1 · scott: 3.5 s n^(−1/3) · freedman-diaconis: 2 IQR n^(−1/3)',
          '组距的算法',
          'how the width of a class is found',
          'Sturges (1926); Scott (1979); Freedman & Diaconis (1981)',
        ),
      ],
    },
  );
}

function scenes(values: HistogramValues): Scene[] {
  const reach = [
    Math.min(values.start, values.lsl ?? values.start),
    Math.max(values.bins.at(-1)?.high ?? 0, values.usl ?? values.max),
  ] as const;
  const x = Array.from({ length: 101 }, (_, i) => reach[0] + ((reach[1] - reach[0]) * i) / 100);
  const limits = [values.lsl, values.usl].flatMap((limit) =>
    limit === null
      ? []
      : [
          {
            kind: 'vertical',
            tone: 'specification',
            x: limit,
            label: limit === values.lsl ? text('下限', 'LSL') : text('上限', 'USL'),
          } as const,
        ],
  );
  return [
    {
      title: text('直方图', 'Histogram'),
      x: { title: text('测量值', 'value'), scale: 'linear' },
      y: { title: text('频数', 'count'), scale: 'linear', whole: true },
      marks: [
        {
          kind: 'bars',
          tone: 'data',
          x: values.bins.map((bin) => (bin.low + bin.high) / 2),
          y: values.bins.map((bin) => bin.count),
          width: values.width,
        },
        {
          kind: 'line',
          tone: 'fit',
          x,
          y: x.map((at) => (values.n * values.width * normalDensity((at - values.mean) / values.sd)) / values.sd),
        },
        ...limits,
      ],
      table: {
        head: [text('下界', 'from'), text('上界', 'to'), text('频数', 'count')],
        rows: values.bins.map((bin) => [bin.low, bin.high, bin.count]),
      },
    },
  ];
}

export const histogram: Method<HistogramValues> = {
  id: 'histogram',
  version: 1,
  group: 'seven-tools',
  title: text('直方图', 'Histogram'),
  purpose: text('数据落在哪里、散得多开、形状像什么？', 'Where do the data lie, how widely, and in what shape?'),
  conditions: [
    {
      condition: text('数据来自同一过程', 'the data come from one process'),
      otherwise: text('双峰时按设备、班次分层（stratification）', 'with two peaks stratify by machine or shift'),
    },
    { condition: text('50 个数据以上', '50 values or more'), otherwise: text('先继续收集', 'collect more first') },
  ],
  sources: ['Sturges (1926)', 'Scott (1979)', 'Freedman & Diaconis (1981)'],
  columns: [{ role: 'measurements', text: text('测量值', 'measurements'), kind: 'number', columns: [1, 1] }],
  options: [
    {
      name: 'rule',
      text: text('分组规则', 'rule of binning'),
      kind: 'choice',
      default: 'qc',
      choices: [
        {
          value: 'qc',
          text: text(
            '质量管理常用：√n 组，组距取测量单位的整数倍',
            'shop floor: √n classes, width a multiple of the unit',
          ),
        },
        { value: 'sturges', text: text('斯特奇斯', 'Sturges') },
        { value: 'sqrt', text: text('√n', '√n') },
        { value: 'scott', text: text('斯科特', 'Scott') },
        { value: 'freedman-diaconis', text: text('弗里德曼-迪亚科尼斯', 'Freedman–Diaconis') },
      ],
    },
    {
      name: 'classes',
      text: text('指定组数', 'number of classes'),
      kind: 'number',
      least: 1,
      most: 200,
      integer: true,
    },
    { name: 'usl', text: text('上规范限', 'upper specification limit'), kind: 'number' },
    { name: 'lsl', text: text('下规范限', 'lower specification limit'), kind: 'number' },
  ],
  resultSchema: object({
    n: integer,
    mean: number,
    sd: number,
    min: number,
    max: number,
    median: number,
    rule: oneOf(...binningRules),
    start: number,
    width: number,
    bins: array(object({ low: number, high: number, count: integer })),
    usl: numberOrNull,
    lsl: numberOrNull,
    below: integer,
    above: integer,
  }),
  run,
  scenes,
  example: {
    text: text('60 个轴径：单峰，靠近上限。', 'Sixty shaft diameters: one peak, close to the upper limit.'),
    source: '教学数据',
    csv: `measurements\n${[8, 10, 12, 9, 11, 13, 10, 7, 12, 11, 9, 14, 10, 12, 11, 8, 13, 10, 11, 15, 9, 12, 10, 11, 13, 12, 6, 10, 11, 12, 9, 11, 10, 13, 14, 12, 11, 10, 8, 12, 11, 10, 13, 9, 11, 12, 10, 11, 14, 12, 10, 11, 13, 9, 12, 11, 10, 12, 11, 13].map((d) => (20 + d / 1000).toFixed(3)).join('\n')}`,
    options: { usl: 20.015, lsl: 19.985 },
  },
};
