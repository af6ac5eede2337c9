import { carryOut } from '../descriptive/carry-out.ts';
import { constantValues } from '../descriptive/complaints.ts';
import { checkGroups, type Group, readGroups } from '../descriptive/present-values.ts';
import { fields, list, number, optionalFields, optionalNumber, text as words } from '../descriptive/result-schema.ts';
import type { ColumnRole, Method, OptionSpec, Warning } from '../method/method.ts';
import { convention, explanation, text, warning } from '../outcome/answer.ts';
import { andersonDarling } from './normality.ts';
import {
  alternativeConvention,
  alternativeOption,
  confidenceOption,
  type Interval,
  intervalSchema,
  leveneUndefined,
  readAlternative,
} from './test-parts.ts';
import { bartlettTest, deviationInterval, fTest, leveneTest, type VarianceTest, varianceOf } from './variances.ts';

export interface EqualVariances {
  readonly groups: readonly { readonly name: string; readonly n: number; readonly sd: number; readonly ci: Interval }[];
  /** Only for two groups. */
  readonly fTest: (VarianceTest & { readonly ratio: number; readonly ci: Interval }) | null;
  readonly bartlett: VarianceTest;
  readonly levene: VarianceTest | null;
}

const source = 'ISO 2854:1976; M. S. Bartlett (1937); M. B. Brown and A. B. Forsythe (1974)';
const columns: readonly ColumnRole[] = [
  {
    role: 'measurements',
    text: text('测量值（一列，或每组一列）', 'the measurements (one column, or one for each group)'),
    kind: 'number',
    columns: [1, 50],
    unequalLengths: true,
  },
  { role: 'group', text: text('分组', 'group'), kind: 'label', columns: [1, 1], optional: true },
];
const options: readonly OptionSpec[] = [alternativeOption, confidenceOption];
const testFields = {
  statistic: number('the statistic'),
  df1: number('degrees of freedom of the numerator'),
  df2: optionalNumber('degrees of freedom of the denominator; null for χ²'),
  p: number('p-value'),
};

function warnOfNormality(groups: readonly Group[], warnings: Warning[]): void {
  const bad = groups.filter((g) => g.values.length >= 8 && andersonDarling(g.values).pValue < 0.05).map((g) => g.name);
  if (bad.length === 0) return;
  warnings.push(
    warning(
      'not-normal-groups',
      text(
        `组 ${bad.map((n) => `\`${n}\``).join('、')} 不服从正态分布`,
        `the values of ${bad.map((n) => `\`${n}\``).join(', ')} are not normal`,
      ),
      text(
        '以 Levene 检验为准；F 检验与 Bartlett 检验对正态性很敏感',
        "Go by Levene's test: the F test and Bartlett's are very sensitive to non-normality",
      ),
    ),
  );
}

export const equalVariancesMethod: Method<EqualVariances> = {
  id: 'equal-variances',
  version: 1,
  group: 'test',
  title: text('方差齐性检验', 'Test of equal variances'),
  purpose: text('各组的波动大小有无差异？', 'Do the groups differ in spread?'),
  conditions: [
    {
      condition: text('各数值相互独立', 'The values are independent'),
      otherwise: text('先用控制图检查稳定性', 'Check stability with a control chart first'),
    },
    {
      condition: text('F 与 Bartlett 检验要求各组正态', 'The F test and Bartlett need normal groups'),
      otherwise: text('看 Levene 检验', "Read Levene's test"),
    },
  ],
  sources: [source],
  columns,
  options,
  resultSchema: fields({
    groups: list(
      fields({ name: words('group'), n: number('values'), sd: number('standard deviation'), ci: intervalSchema }),
    ),
    fTest: optionalFields(
      { ...testFields, ratio: number('first variance over second'), ci: intervalSchema },
      'two groups only',
    ),
    bartlett: fields(testFields),
    levene: optionalFields(testFields, 'by distances from the medians; null where these do not vary in any group'),
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options,
        read: (reader, _, complaints) => {
          const groups = readGroups(reader, 'measurements', 'group', complaints);
          complaints.problems.push(...checkGroups(groups, { least: 2, most: 50, values: 2 }));
          for (const g of groups)
            if (g.values.length > 1 && g.values.every((value) => value === g.values[0]))
              complaints.problems.push(
                constantValues(text(`组 \`${g.name}\` 的数值`, `the values of \`${g.name}\``), g.values[0]!),
              );
          return groups;
        },
        answer: (groups, given, { warnings }) => {
          const alternative = readAlternative(given);
          const confidence = given.number('confidence');
          warnOfNormality(groups, warnings);
          const levene = leveneTest(groups);
          if (!Number.isFinite(levene.statistic)) warnings.push(leveneUndefined());
          return {
            values: {
              groups: groups.map((g) => {
                const sd = Math.sqrt(varianceOf(g.values));
                return { name: g.name, n: g.values.length, sd, ci: deviationInterval(sd, g.values.length, confidence) };
              }),
              fTest: groups.length === 2 ? fTest(groups[0]!.values, groups[1]!.values, alternative, confidence) : null,
              bartlett: bartlettTest(groups),
              levene: Number.isFinite(levene.statistic) ? levene : null,
            },
            conventions: [
              alternativeConvention(alternative),
              convention(
                'levene-centre',
                'median',
                'Levene 检验以组中位数为中心（Brown-Forsythe）',
                "Levene's distances are taken from the group medians (Brown-Forsythe)",
              ),
              convention(
                'intervals',
                'individual',
                '各组标准差的置信区间是单独的，未作 Bonferroni 修正',
                'intervals of the deviations are individual, without Bonferroni',
              ),
            ],
            explanations: [
              explanation('fTest.statistic', 'F = s₁² / s₂²', '两方差之比', 'the ratio of the two variances', source),
              explanation(
                'bartlett.statistic',
                '((N − k) ln s_p² − Σ(nᵢ − 1) ln sᵢ²) / C',
                '合并方差与各组方差的对数差',
                'the log of the pooled variance less those of the groups',
                source,
              ),
              explanation(
                'levene.statistic',
                'F(|xᵢⱼ − mᵢ|)',
                '对到组中位数的距离作单因素方差分析',
                'one-way analysis of variance of the distances from the group medians',
                source,
              ),
            ],
          };
        },
      },
      input,
    ),
  example: {
    text: text('两种药物下多睡时间的波动有无差异？', 'Do two drugs differ in the spread of the extra hours of sleep?'),
    source: 'Student (1908), R data set sleep: extra hours under each drug',
    csv: 'a,b\n0.7,1.9\n-1.6,0.8\n-0.2,1.1\n-1.2,0.1\n-0.1,-0.1\n3.4,4.4\n3.7,5.5\n0.8,1.6\n0.0,4.6\n2.0,3.4\n',
    options: {},
  },
};
