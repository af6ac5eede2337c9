import { carryOut } from '../descriptive/carry-out.ts';
import { readSample } from '../descriptive/present-values.ts';
import { fields, number } from '../descriptive/result-schema.ts';
import type { ColumnRole, Method, OptionSpec } from '../method/method.ts';
import { explanation, text } from '../outcome/answer.ts';
import { judgeNormality, type NormalityFigures, type SampleFigures, sampleFigures } from './samples.ts';
import {
  alternativeConvention,
  alternativeOption,
  confidenceOption,
  type Interval,
  intervalSchema,
  normalitySchema,
  readAlternative,
  sampleSchema,
  studentInterval,
  studentProbability,
} from './test-parts.ts';

export interface OneSampleT {
  readonly sample: SampleFigures;
  readonly target: number;
  readonly t: number;
  readonly df: number;
  readonly p: number;
  readonly ci: Interval;
  readonly normality: NormalityFigures | null;
}

const what = text('测量值', 'the measurements');
const source = 'ISO 2854:1976, table A';
const columns: readonly ColumnRole[] = [{ role: 'measurements', text: what, kind: 'number', columns: [1, 1] }];
const options: readonly OptionSpec[] = [
  { name: 'target', text: text('目标值 μ₀', 'target μ₀'), kind: 'number', default: 0 },
  alternativeOption,
  confidenceOption,
];
const explanations = [
  explanation(
    't',
    't = (x̄ − μ₀) / (s / √n)',
    '均值与目标值之差是其标准误的多少倍',
    'how many standard errors the mean lies from the target',
    source,
  ),
  explanation(
    'p',
    'P(|T| ≥ |t|), T ~ t(n − 1)',
    '若真值等于目标值，出现这样大差异的概率',
    'the chance of so large a difference if the true mean were the target',
    source,
  ),
  explanation(
    'ci',
    'x̄ ± t(1 − α/2; n − 1) · s / √n',
    '以给定置信水平包含真均值的区间',
    'holds the true mean with the stated confidence',
    source,
  ),
];

export const oneSampleTMethod: Method<OneSampleT> = {
  id: 'one-sample-t',
  version: 1,
  group: 'test',
  title: text('单样本 t 检验', 'One-sample t test'),
  purpose: text('过程的均值是否等于目标值？', 'Is the mean of the process on target?'),
  conditions: [
    {
      condition: text('各数值相互独立', 'The values are independent of each other'),
      otherwise: text(
        '按时间画控制图，先消除趋势或周期',
        'Draw a control chart over time and remove trends or cycles first',
      ),
    },
    {
      condition: text('数据近似正态，或多于 30 个', 'The values are near normal, or more than 30'),
      otherwise: text('用 Wilcoxon 符号秩检验', 'Use the Wilcoxon signed-rank test'),
    },
  ],
  sources: [source, 'NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.2'],
  columns,
  options,
  resultSchema: fields({
    sample: sampleSchema,
    target: number('the target'),
    t: number('t statistic'),
    df: number('degrees of freedom, n - 1'),
    p: number('p-value'),
    ci: intervalSchema,
    normality: normalitySchema,
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options,
        read: (reader, _, complaints) => readSample(reader, 'measurements', what, 2, complaints),
        answer: (values, given, { warnings }) => {
          const alternative = readAlternative(given);
          const target = given.number('target');
          const sample = sampleFigures(values);
          const df = sample.n - 1;
          const t = (sample.mean - target) / sample.se;
          const p = studentProbability(t, df, alternative);
          const ci = studentInterval(sample.mean, sample.se, df, given.number('confidence'), alternative);
          const normality = judgeNormality(values, what, warnings);
          return {
            values: { sample, target, t, df, p, ci, normality },
            conventions: [alternativeConvention(alternative)],
            explanations,
          };
        },
      },
      input,
    ),
  example: {
    text: text(
      '长期来看每片晶圆平均有 50 个颗粒；新设备的 10 片晶圆的颗粒数是否不同？',
      'In the long run a wafer carries 50 particles; do ten wafers from new equipment differ?',
    ),
    source: 'NIST/SEMATECH e-Handbook of Statistical Methods, 7.2.2.1',
    csv: 'measurements\n50\n48\n44\n56\n61\n52\n53\n55\n67\n51\n',
    options: { target: 50 },
  },
};
