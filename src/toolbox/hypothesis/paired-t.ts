import { type Complaints, carryOut } from '../descriptive/carry-out.ts';
import { constantValues, tooFewValues } from '../descriptive/complaints.ts';
import { fields, number } from '../descriptive/result-schema.ts';
import type { ColumnReader } from '../method/columns.ts';
import type { ColumnRole, Method, OptionSpec } from '../method/method.ts';
import { explanation, text } from '../outcome/answer.ts';
import { differences, judgeNormality, type NormalityFigures, type SampleFigures, sampleFigures } from './samples.ts';
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

export interface PairedT {
  /** The differences, first less second. */
  readonly sample: SampleFigures;
  readonly t: number;
  readonly df: number;
  readonly p: number;
  readonly ci: Interval;
  readonly normality: NormalityFigures | null;
}

const what = text('差值', 'the differences');
const source = 'ISO 2854:1976, table B; ISO 3301:1975';
const columns: readonly ColumnRole[] = [
  {
    role: 'first',
    text: text('第一次测量', 'first measurement'),
    kind: 'number',
    columns: [1, 1],
    whenEmpty: text('这一对不计入', 'the pair is left out'),
  },
  {
    role: 'second',
    text: text('第二次测量', 'second measurement'),
    kind: 'number',
    columns: [1, 1],
    whenEmpty: text('这一对不计入', 'the pair is left out'),
  },
];
const options: readonly OptionSpec[] = [
  { name: 'target', text: text('差值的目标值', 'target of the difference'), kind: 'number', default: 0 },
  alternativeOption,
  confidenceOption,
];

/** Differences of the rows where both values are there. */
export function readPairs(reader: ColumnReader, complaints: Complaints, least: number): number[] {
  const first = reader.numbers('first').values;
  const second = reader.numbers('second').values;
  const rows = Array.from(first.keys()).filter(
    (row) => Number.isFinite(first[row]!) && Number.isFinite(second[row] ?? Number.NaN),
  );
  if (rows.length < least) {
    complaints.problems.push(tooFewValues(text('成对数据', 'pairs'), least, rows.length));
    return [];
  }
  return differences(
    rows.map((row) => first[row]!),
    rows.map((row) => second[row]!),
  );
}

export const pairedTMethod: Method<PairedT> = {
  id: 'paired-t',
  version: 1,
  group: 'test',
  title: text('配对 t 检验', 'Paired t test'),
  purpose: text('同一批零件测两次，前后有无差异？', 'The same parts measured twice: is there a difference?'),
  conditions: [
    {
      condition: text('每一行是同一个体的两个值', 'Each row holds two values of one item'),
      otherwise: text('用双样本 t 检验', 'Use the two-sample t test'),
    },
    {
      condition: text('差值近似正态，或多于 30 对', 'The differences are near normal, or more than 30'),
      otherwise: text('用 Wilcoxon 符号秩检验', 'Use the Wilcoxon signed-rank test'),
    },
  ],
  sources: [source],
  columns,
  options,
  resultSchema: fields({
    sample: sampleSchema,
    t: number('t statistic'),
    df: number('degrees of freedom, pairs less 1'),
    p: number('p-value'),
    ci: intervalSchema,
    normality: normalitySchema,
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options,
        read: (reader, _, complaints) => {
          const values = readPairs(reader, complaints, 2);
          if (values.length > 0 && values.every((value) => value === values[0]))
            complaints.problems.push(constantValues(what, values[0]!));
          return values;
        },
        answer: (values, given, { warnings }) => {
          const alternative = readAlternative(given);
          const sample = sampleFigures(values);
          const df = sample.n - 1;
          const t = (sample.mean - given.number('target')) / sample.se;
          return {
            values: {
              sample,
              t,
              df,
              p: studentProbability(t, df, alternative),
              ci: studentInterval(sample.mean, sample.se, df, given.number('confidence'), alternative),
              normality: judgeNormality(values, what, warnings),
            },
            conventions: [alternativeConvention(alternative)],
            explanations: [
              explanation(
                't',
                't = (d̄ − d₀) / (s_d / √n)',
                '差值的均值是其标准误的多少倍',
                'how many standard errors the mean difference lies from its target',
                source,
              ),
              explanation(
                'ci',
                'd̄ ± t(1 − α/2; n − 1) · s_d / √n',
                '以给定置信水平包含平均差的区间',
                'holds the mean difference with the stated confidence',
                source,
              ),
            ],
          };
        },
      },
      input,
    ),
  example: {
    text: text(
      '十名患者服两种药后多睡的小时数：两药有无差异？',
      'Extra hours of sleep of ten patients under two drugs: do the drugs differ?',
    ),
    source: 'Student, Biometrika 6 (1908) 1-25 (R data set sleep)',
    csv: 'first,second\n0.7,1.9\n-1.6,0.8\n-0.2,1.1\n-1.2,0.1\n-0.1,-0.1\n3.4,4.4\n3.7,5.5\n0.8,1.6\n0.0,4.6\n2.0,3.4\n',
    options: {},
  },
};
