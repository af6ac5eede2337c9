import { studentTUpper } from '../distributions/student-t.ts';
import { openColumns } from '../method/columns.ts';
import type { Method, Outcome, Problem } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  array,
  boolean,
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
import { confidenceOption, measurementColumn, noSpread } from './master-readings.ts';
import { biasTest, fitLine, type LineFit, lineBand, meanAndDeviation } from './single-gauge.ts';

interface LinearityValues {
  readonly n: number;
  readonly slope: number;
  readonly intercept: number;
  readonly slopeSe: number;
  readonly interceptSe: number;
  readonly slopeT: number;
  readonly interceptT: number;
  readonly slopeP: number;
  readonly interceptP: number;
  readonly s: number;
  readonly rSquared: number;
  readonly averageBias: number;
  readonly averageBiasP: number | null;
  /** |slope| · process variation, and in percent of it. */
  readonly linearity: number | null;
  readonly linearityPercent: number;
  readonly acceptable: boolean;
  readonly references: readonly {
    readonly reference: number;
    readonly n: number;
    readonly bias: number;
    readonly p: number | null;
  }[];
  readonly points: readonly { readonly reference: number; readonly bias: number }[];
  readonly band: readonly {
    readonly reference: number;
    readonly fit: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** Standard deviation within the reference values, pooled. */
function pooledDeviation(
  reference: readonly number[],
  biases: readonly number[],
): { readonly s: number; readonly df: number } {
  const levels = [...new Set(reference)];
  let ss = 0;
  for (const level of levels) {
    const own = biases.filter((_, i) => reference[i] === level);
    const mean = own.reduce((a, b) => a + b, 0) / own.length;
    ss += own.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  }
  const df = biases.length - levels.length;
  return { s: df > 0 ? Math.sqrt(ss / df) : 0, df };
}

function linearityValues(
  fit: LineFit,
  reference: readonly number[],
  biases: readonly number[],
  confidence: number,
  variation: number | undefined,
): LinearityValues {
  const levels = [...new Set(reference)].sort((a, b) => a - b);
  const rows = levels.map((level) => {
    const own = biases.filter((_, i) => reference[i] === level);
    const spread = own.length > 1 && own.some((x) => x !== own[0]);
    const mean = own.reduce((a, b) => a + b, 0) / own.length;
    return { reference: level, n: own.length, bias: mean, p: spread ? biasTest(own, 0, confidence).p : null };
  });
  const [low, high] = [levels[0] ?? 0, levels.at(-1) ?? 1];
  const band = Array.from({ length: 41 }, (_, i) => low + ((high - low) * i) / 40).map((x) => ({
    reference: x,
    ...lineBand(fit, x, confidence),
  }));
  const within = pooledDeviation(reference, biases);
  const averageBias = meanAndDeviation(biases).mean;
  const averageT = averageBias / (within.s / Math.sqrt(biases.length));
  return {
    n: fit.n,
    slope: fit.slope,
    intercept: fit.intercept,
    slopeSe: fit.slopeSe,
    interceptSe: fit.interceptSe,
    slopeT: fit.slopeT,
    interceptT: fit.interceptT,
    slopeP: fit.slopeP,
    interceptP: fit.interceptP,
    s: fit.s,
    rSquared: fit.rSquared,
    averageBias,
    averageBiasP: within.s > 0 ? 2 * studentTUpper(Math.abs(averageT), within.df) : null,
    linearity: variation === undefined ? null : Math.abs(fit.slope) * variation,
    linearityPercent: 100 * Math.abs(fit.slope),
    acceptable: band.every((point) => point.low <= 0 && point.high >= 0),
    references: rows,
    points: reference.map((x, i) => ({ reference: x, bias: biases[i] ?? 0 })),
    band,
  };
}

export const linearity: Method<LinearityValues> = {
  id: 'gauge-linearity',
  version: 1,
  group: 'measurement-system',
  title: text('线性与偏倚分析', 'Linearity and bias study'),
  purpose: text('量具在整个量程里一样准吗？', 'Is the gauge equally true over its whole range?'),
  conditions: [
    {
      condition: text(
        '至少 5 个覆盖量程的标准件，各测 10 次以上',
        'five masters or more over the range, ten measurements each',
      ),
      otherwise: text(
        '补测；少于 3 个基准值不能判断线性',
        'measure more; fewer than three reference values say nothing',
      ),
    },
  ],
  sources: ['AIAG, Measurement Systems Analysis, 4th ed. (2010), ch. III B'],
  columns: [
    { role: 'reference', text: text('基准值', 'reference value'), kind: 'number', columns: [1, 1] },
    measurementColumn,
  ],
  options: [
    {
      name: 'processVariation',
      text: text('过程变差（6σ）', 'process variation (6 sigma)'),
      kind: 'number',
      least: 1e-300,
    },
    confidenceOption,
  ],
  resultSchema: object({
    n: integer,
    slope: number,
    intercept: number,
    slopeSe: number,
    interceptSe: number,
    slopeT: number,
    interceptT: number,
    slopeP: number,
    interceptP: number,
    s: number,
    rSquared: number,
    averageBias: number,
    averageBiasP: numberOrNull,
    linearity: numberOrNull,
    linearityPercent: number,
    acceptable: boolean,
    references: array(object({ reference: number, n: integer, bias: number, p: numberOrNull })),
    points: array(object({ reference: number, bias: number })),
    band: array(object({ reference: number, fit: number, low: number, high: number })),
  }),
  run: (input): Outcome<LinearityValues> => {
    const options = openOptions(linearity.options, input.options);
    const columns = openColumns(linearity.columns, input);
    const problems: Problem[] = [...options.problems, ...columns.problems];
    const references = columns.numbers('reference').values;
    const measured = columns.numbers('measurement').values;
    const rows = [...measured.keys()].filter((i) => !Number.isNaN(measured[i]) && !Number.isNaN(references[i]));
    const reference = rows.map((i) => references[i] ?? 0);
    const biases = rows.map((i) => (measured[i] ?? 0) - (references[i] ?? 0));
    if (problems.length === 0 && new Set(reference).size < 3)
      problems.push(
        problem(
          'references-few',
          text(
            `至少要 3 个不同的基准值，实为 \`${new Set(reference).size}\` 个`,
            `expected three reference values or more, found \`${new Set(reference).size}\``,
          ),
          text('补测其他标准件', 'Measure more masters'),
        ),
      );
    if (problems.length > 0) return refused(problems);
    const fit = fitLine(reference, biases);
    if (!(fit.s > 0)) return refused([noSpread()]);
    const values = linearityValues(
      fit,
      reference,
      biases,
      options.number('confidence'),
      options.optionalNumber('processVariation'),
    );
    const warnings = [...columns.warnings];
    if (!values.acceptable)
      warnings.push(
        warning(
          'not-linear',
          text(
            '“偏倚 = 0”线没有全部落在置信带内：线性或偏倚不可接受',
            'the line “bias = 0” leaves the confidence band: linearity or bias is not acceptable',
          ),
          text('校准、修理，或分段修正读数', 'Calibrate, repair, or correct the readings by range'),
        ),
      );
    const still = values.references.filter((row) => row.p === null).map((row) => row.reference);
    if (still.length > 0)
      warnings.push(
        warning(
          'no-spread-there',
          text(
            `基准值 ${still.join('、')} 处只有一个读数，或读数全部相同：该处偏倚无法检验`,
            `at the reference ${still.join(', ')} there is one reading, or all are the same: the bias there cannot be tested`,
          ),
          text('补测，或检查量具分辨力', 'Measure more, or check the resolution of the gauge'),
        ),
      );
    const small = Math.min(...values.references.map((row) => row.n));
    if (values.references.length < 5 || small < 10)
      warnings.push(
        warning(
          'study-small',
          text(
            `有 ${values.references.length} 个基准值，每个最少 ${small} 次；推荐 5 个、各 10 次以上`,
            `${values.references.length} reference values with ${small} measurements at least; five with ten each are usual`,
          ),
          text('补测', 'Measure more'),
        ),
      );
    return answered(values, {
      warnings,
      conventions: [
        convention(
          'fit',
          'individual biases',
          '对每次测量的偏倚（不是平均偏倚）作直线拟合',
          'the line is fitted to single biases, not to their means',
        ),
        convention(
          'bias-tests',
          'own s for each reference, pooled s for the average',
          '各基准值用自己的标准差检验，平均偏倚用合并的组内标准差；Minitab 用由极差估计的重复性，p 值略有不同',
          'each reference is tested with its own standard deviation, the average with the pooled one within; Minitab takes repeatability from ranges, so its p values differ a little',
        ),
      ],
      explanations: [
        explanation(
          'slope',
          'bias = a + b · reference, least squares',
          '偏倚随量值变化的斜率',
          'how the bias changes with size',
          'AIAG MSA 4th ed.',
        ),
        explanation('linearity', '|b| · process variation', '线性', 'linearity', 'AIAG MSA 4th ed.'),
        explanation(
          'band.low',
          'fit ∓ t(1−α/2, n−2) s √(1/n + (x − x̄)²/Sxx)',
          '拟合线的置信带',
          'confidence band of the line',
          'AIAG MSA 4th ed.',
        ),
      ],
    });
  },
  scenes: (values) => [
    {
      title: text('线性图', 'Linearity'),
      x: { title: text('基准值', 'reference value'), scale: 'linear' },
      y: { title: text('偏倚', 'bias'), scale: 'linear' },
      marks: [
        {
          kind: 'band',
          tone: 'muted',
          x: values.band.map((p) => p.reference),
          low: values.band.map((p) => p.low),
          high: values.band.map((p) => p.high),
        },
        { kind: 'line', tone: 'fit', x: values.band.map((p) => p.reference), y: values.band.map((p) => p.fit) },
        { kind: 'points', tone: 'data', x: values.points.map((p) => p.reference), y: values.points.map((p) => p.bias) },
        {
          kind: 'points',
          tone: 'second',
          x: values.references.map((p) => p.reference),
          y: values.references.map((p) => p.bias),
        },
        { kind: 'horizontal', tone: 'centre', y: 0, label: text('偏倚 = 0', 'bias = 0') },
      ],
      table: {
        head: [text('基准值', 'reference'), text('次数', 'n'), text('平均偏倚', 'mean bias'), text('p', 'p')],
        rows: values.references.map((row) => [row.reference, row.n, row.bias, row.p ?? '']),
      },
    },
  ],
  example: {
    text: text(
      'AIAG 手册：5 个标准件各测 12 次，斜率 −0.1317、截距 0.7367，线性不可接受。',
      'The AIAG manual: five masters, twelve measurements each; slope −0.1317, intercept 0.7367, not acceptable.',
    ),
    source: 'AIAG MSA 4th ed., Table III-B 4',
    csv: [
      'reference,measurement',
      ...Object.entries({
        2: [2.7, 2.5, 2.4, 2.5, 2.7, 2.3, 2.5, 2.5, 2.4, 2.4, 2.6, 2.4],
        4: [5.1, 3.9, 4.2, 5.0, 3.8, 3.9, 3.9, 3.9, 3.9, 4.0, 4.1, 3.8],
        6: [5.8, 5.7, 5.9, 5.9, 6.0, 6.1, 6.0, 6.1, 6.4, 6.3, 6.0, 6.1],
        8: [7.6, 7.7, 7.8, 7.7, 7.8, 7.8, 7.8, 7.7, 7.8, 7.5, 7.6, 7.7],
        10: [9.1, 9.3, 9.5, 9.3, 9.4, 9.5, 9.5, 9.5, 9.6, 9.2, 9.3, 9.4],
      }).flatMap(([reference, values]) => values.map((x) => `${reference},${x}`)),
    ].join('\n'),
    options: {},
  },
};
