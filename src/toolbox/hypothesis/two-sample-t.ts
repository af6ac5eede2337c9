import { carryOut } from '../descriptive/carry-out.ts';
import { constantValues } from '../descriptive/complaints.ts';
import { checkGroups, type Group, readGroups } from '../descriptive/present-values.ts';
import { fields, list, number, text as words } from '../descriptive/result-schema.ts';
import type { ColumnRole, Method, OptionSpec } from '../method/method.ts';
import { convention, explanation, text, warning } from '../outcome/answer.ts';
import { judgeNormality, type NormalityFigures, type SampleFigures, sampleFigures } from './samples.ts';
import {
  type Alternative,
  alternativeConvention,
  alternativeOption,
  confidenceOption,
  type Interval,
  intervalSchema,
  normalitySchema,
  readAlternative,
  studentInterval,
  studentProbability,
} from './test-parts.ts';

export interface GroupFigures extends SampleFigures {
  readonly name: string;
}

export interface TwoSampleT {
  readonly groups: readonly GroupFigures[];
  /** First mean less second. */
  readonly difference: number;
  readonly se: number;
  readonly t: number;
  readonly df: number;
  readonly p: number;
  readonly ci: Interval;
  readonly normality: readonly (NormalityFigures | null)[];
}

const source = 'B. L. Welch, Biometrika 34 (1947) 28-35; ISO 2854:1976, table C';

/** Standard error and degrees of freedom of a difference of means, with a pooled variance or without (Welch-Satterthwaite). */
export function differenceError(a: SampleFigures, b: SampleFigures, pooled: boolean): { se: number; df: number } {
  if (pooled) {
    const df = a.n + b.n - 2;
    const variance = ((a.n - 1) * a.sd ** 2 + (b.n - 1) * b.sd ** 2) / df;
    return { se: Math.sqrt(variance * (1 / a.n + 1 / b.n)), df };
  }
  const va = a.se ** 2;
  const vb = b.se ** 2;
  return { se: Math.sqrt(va + vb), df: (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1)) };
}

function compare(
  groups: readonly Group[],
  pooled: boolean,
  alternative: Alternative,
  confidence: number,
): Omit<TwoSampleT, 'normality'> {
  const figures = groups.map((g) => ({ name: g.name, ...sampleFigures(g.values) }));
  const [a, b] = [figures[0]!, figures[1]!];
  const { se, df } = differenceError(a, b, pooled);
  const difference = a.mean - b.mean;
  const t = difference / se;
  return {
    groups: figures,
    difference,
    se,
    t,
    df,
    p: studentProbability(t, df, alternative),
    ci: studentInterval(difference, se, df, confidence, alternative),
  };
}

const columns: readonly ColumnRole[] = [
  {
    role: 'measurements',
    text: text('测量值（一列，或每组一列）', 'the measurements (one column, or one for each group)'),
    kind: 'number',
    columns: [1, 2],
    unequalLengths: true,
  },
  { role: 'group', text: text('分组', 'group'), kind: 'label', columns: [1, 1], optional: true },
];
const options: readonly OptionSpec[] = [
  {
    name: 'variances',
    text: text('方差', 'variances'),
    kind: 'choice',
    choices: [
      { value: 'unequal', text: text('不假定相等（Welch）', 'not assumed equal (Welch)') },
      { value: 'equal', text: text('假定相等（合并）', 'assumed equal (pooled)') },
    ],
    default: 'unequal',
  },
  alternativeOption,
  confidenceOption,
];
const explanations = [
  explanation(
    't',
    't = (x̄₁ − x̄₂) / √(s₁²/n₁ + s₂²/n₂)',
    '两均值之差是其标准误的多少倍；假定方差相等时用合并方差',
    'how many standard errors apart the means are; with the pooled variance where variances are assumed equal',
    source,
  ),
  explanation(
    'df',
    'ν = (s₁²/n₁ + s₂²/n₂)² / (s₁⁴/(n₁²(n₁−1)) + s₂⁴/(n₂²(n₂−1)))',
    'Welch-Satterthwaite 自由度，不取整',
    "Welch and Satterthwaite's degrees of freedom, not rounded",
    source,
  ),
  explanation(
    'ci',
    '(x̄₁ − x̄₂) ± t(1 − α/2; ν) · se',
    '以给定置信水平包含真差异的区间',
    'holds the true difference with the stated confidence',
    source,
  ),
];

export const twoSampleTMethod: Method<TwoSampleT> = {
  id: 'two-sample-t',
  version: 1,
  group: 'test',
  title: text('双样本 t 检验', 'Two-sample t test'),
  purpose: text('两组的均值有无差异？', 'Do the means of two groups differ?'),
  conditions: [
    {
      condition: text('两组的个体互不配对', 'The items of the two groups are not paired'),
      otherwise: text('同一件测两次时用配对 t 检验', 'Use the paired t test where the same item was measured twice'),
    },
    {
      condition: text('各组近似正态，或各多于 15 个', 'Each group is near normal, or larger than 15'),
      otherwise: text('用 Mann-Whitney 检验', 'Use the Mann-Whitney test'),
    },
  ],
  sources: [source],
  columns,
  options,
  resultSchema: fields({
    groups: list(
      fields({
        name: words('group'),
        n: number('number of values'),
        mean: number('mean'),
        sd: number('standard deviation'),
        se: number('standard error'),
      }),
    ),
    difference: number('first mean less second'),
    se: number('standard error of the difference'),
    t: number('t statistic'),
    df: number('degrees of freedom'),
    p: number('p-value'),
    ci: intervalSchema,
    normality: list(normalitySchema),
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options,
        read: (reader, _, complaints) => {
          const groups = readGroups(reader, 'measurements', 'group', complaints);
          complaints.problems.push(...checkGroups(groups, { least: 2, most: 2, values: 2 }));
          if (
            groups.every((g) => g.values.every((value) => value === g.values[0])) &&
            groups[0]?.values[0] !== undefined
          )
            complaints.problems.push(
              constantValues(text('各组内的数值', 'the values within the groups'), groups[0].values[0]),
            );
          return groups;
        },
        answer: (groups, given, { warnings }) => {
          const alternative = readAlternative(given);
          const pooled = given.choice('variances') === 'equal';
          const values = compare(groups, pooled, alternative, given.number('confidence'));
          const normality = groups.map((g) =>
            judgeNormality(g.values, text(`组 \`${g.name}\` `, `the values of \`${g.name}\``), warnings),
          );
          const ratio = Math.max(
            values.groups[0]!.sd / values.groups[1]!.sd,
            values.groups[1]!.sd / values.groups[0]!.sd,
          );
          if (pooled && ratio > 2)
            warnings.push(
              warning(
                'unequal-variances',
                text(
                  `两组标准差相差 ${ratio.toPrecision(3)} 倍，却假定方差相等`,
                  `the standard deviations differ by a factor of ${ratio.toPrecision(3)}, though variances were assumed equal`,
                ),
                text('改用不假定相等的方差', 'Do not assume equal variances'),
              ),
            );
          return {
            values: { ...values, normality },
            conventions: [
              alternativeConvention(alternative),
              convention(
                'variances',
                pooled ? 'equal' : 'unequal',
                '方差合并，或按 Welch 不合并',
                'variances pooled, or not (Welch)',
              ),
            ],
            explanations,
          };
        },
      },
      input,
    ),
  example: {
    text: text(
      '日本与美国产汽车的百英里油耗（每加仑英里数）有无差异？此处取各前 10 辆',
      'Do Japanese and American cars differ in miles per gallon? The first ten of each',
    ),
    source: 'NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.3 (AUTO83B.DAT), first ten rows',
    csv: 'us,japan\n18,24\n15,27\n18,27\n16,25\n17,31\n15,35\n14,24\n14,19\n14,28\n15,23\n',
    options: {},
  },
};
