import { ddSubtract, ddValue } from '../arithmetic/double-double.ts';
import { decimals, momentsOf } from '../arithmetic/sums.ts';
import { carryOut } from '../descriptive/carry-out.ts';
import { constantValues } from '../descriptive/complaints.ts';
import { checkGroups, type Group, readGroups } from '../descriptive/present-values.ts';
import { fields, list, number, optionalFields, text as words } from '../descriptive/result-schema.ts';
import type { ColumnRole, Method, OptionSpec, Warning } from '../method/method.ts';
import { convention, explanation, text, warning } from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import { type OneWayTable, oneWayTable, type PairComparison, tukeyComparisons, welchAnova } from './one-way-anova.ts';
import { judgeNormality, type NormalityFigures, type SampleFigures, sampleFigures } from './samples.ts';
import { confidenceOption, leveneUndefined, normalitySchema } from './test-parts.ts';
import { leveneTest } from './variances.ts';

export interface OneWayAnova {
  readonly groups: readonly (SampleFigures & { readonly name: string })[];
  readonly table: OneWayTable;
  readonly welch: { readonly f: number; readonly df1: number; readonly df2: number; readonly p: number } | null;
  readonly levene: { readonly statistic: number; readonly p: number } | null;
  readonly tukey: readonly PairComparison[];
  readonly normality: NormalityFigures | null;
}

const source =
  'R. A. Fisher, Statistical Methods for Research Workers (1925), chapter 7; D. C. Montgomery, Design and Analysis of Experiments, chapter 3';
const columns: readonly ColumnRole[] = [
  {
    role: 'measurements',
    text: text('测量值（一列，或每组一列）', 'the measurements (one column, or one for each group)'),
    kind: 'number',
    columns: [1, 50],
    unequalLengths: true,
  },
  {
    role: 'group',
    text: text('分组（因子水平）', 'group (level of the factor)'),
    kind: 'label',
    columns: [1, 1],
    optional: true,
  },
];
const options: readonly OptionSpec[] = [confidenceOption];

function residualsOf(groups: readonly Group[]): number[] {
  return groups.flatMap((g) => {
    const exact = decimals(g.values);
    const { mean } = momentsOf(exact);
    return exact.map((value) => ddValue(ddSubtract(value, mean)));
  });
}

function warnOfSpread(p: number, warnings: Warning[]): void {
  if (p >= 0.05) return;
  warnings.push(
    warning(
      'unequal-variances',
      text(
        `各组方差不等（Levene p = ${p.toPrecision(3)}）`,
        `the groups differ in spread (Levene p = ${p.toPrecision(3)})`,
      ),
      text('以 Welch 检验为准', "Go by Welch's test"),
    ),
  );
}

function meansScene(values: OneWayAnova): Scene {
  const x = values.groups.map((_, i) => i);
  return {
    title: text('各组均值与标准误', 'Group means with standard errors'),
    x: { title: text('组', 'group'), scale: 'category', categories: values.groups.map((g) => g.name) },
    y: { title: text('均值', 'mean'), scale: 'linear' },
    marks: [
      // A bar to each group: a band would say something of what lies between groups, where nothing is.
      ...values.groups.map(
        (g, i) => ({ kind: 'line', tone: 'data', x: [i, i], y: [g.mean - g.se, g.mean + g.se] }) as const,
      ),
      { kind: 'points', tone: 'data', x, y: values.groups.map((g) => g.mean) },
    ],
    table: {
      head: [text('组', 'group'), text('个数', 'n'), text('均值', 'mean'), text('标准差', 'sd')],
      rows: values.groups.map((g) => [g.name, g.n, g.mean, g.sd]),
    },
  };
}

export const oneWayAnovaMethod: Method<OneWayAnova> = {
  id: 'one-way-anova',
  version: 1,
  group: 'test',
  title: text('单因素方差分析', 'One-way analysis of variance'),
  purpose: text('多组的均值有无差异，哪些组之间有差异？', 'Do the means of several groups differ, and which?'),
  conditions: [
    {
      condition: text('各组独立', 'The groups are independent'),
      otherwise: text(
        '同一个体多次测量时把个体作为另一因子',
        'Take the item as a second factor where each was measured several times',
      ),
    },
    {
      condition: text('各组方差大致相等', 'The groups are alike in spread'),
      otherwise: text('看 Welch 检验', "Read Welch's test"),
    },
    {
      condition: text('残差近似正态', 'The residuals are near normal'),
      otherwise: text('用 Kruskal-Wallis 检验', 'Use the Kruskal-Wallis test'),
    },
  ],
  sources: [source, 'C. Y. Kramer, Biometrics 12 (1956) 307-310', 'B. L. Welch, Biometrika 38 (1951) 330-336'],
  columns,
  options,
  resultSchema: fields({
    groups: list(
      fields({
        name: words('group'),
        n: number('values'),
        mean: number('mean'),
        sd: number('standard deviation'),
        se: number('standard error'),
      }),
    ),
    table: fields({
      ssBetween: number('sum of squares between groups'),
      ssWithin: number('sum of squares within groups'),
      ssTotal: number('total sum of squares'),
      dfBetween: number('groups less 1'),
      dfWithin: number('values less groups'),
      msBetween: number('mean square between'),
      msWithin: number('mean square within'),
      f: number('F'),
      p: number('p-value'),
      sd: number('residual standard deviation'),
      rSquared: number('share of the variation between groups'),
    }),
    welch: optionalFields(
      { f: number('F of Welch'), df1: number('numerator df'), df2: number('denominator df'), p: number('p-value') },
      'null where a group has one value or no spread',
    ),
    levene: optionalFields(
      { statistic: number('F of the distances from the medians'), p: number('p-value') },
      'null where the distances do not vary in any group',
    ),
    tukey: list(
      fields({
        first: words('group'),
        second: words('group'),
        difference: number('first mean less second'),
        lower: number('simultaneous lower limit'),
        upper: number('simultaneous upper limit'),
        p: number('adjusted p-value'),
      }),
    ),
    normality: normalitySchema,
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options,
        read: (reader, _, complaints) => {
          const groups = readGroups(reader, 'measurements', 'group', complaints);
          complaints.problems.push(...checkGroups(groups, { least: 2, most: 200, values: 1 }));
          if (
            groups.length > 0 &&
            groups.every((g) => g.values.every((value) => value === g.values[0])) &&
            groups[0]!.values.length > 0
          )
            complaints.problems.push(
              constantValues(text('各组内的数值', 'the values within the groups'), groups[0]!.values[0]!),
            );
          return groups;
        },
        answer: (groups, given, { warnings }) => {
          const table = oneWayTable(groups);
          const spreads = groups.every((g) => g.values.length > 1 && g.values.some((value) => value !== g.values[0]));
          const levene = leveneTest(groups);
          const hasLevene = Number.isFinite(levene.statistic);
          if (hasLevene) warnOfSpread(levene.p, warnings);
          else warnings.push(leveneUndefined());
          return {
            values: {
              groups: groups.map((g) => ({ name: g.name, ...soleOrSample(g.values) })),
              table,
              welch: spreads ? welchAnova(groups) : null,
              levene: hasLevene ? { statistic: levene.statistic, p: levene.p } : null,
              tukey: groups.length <= 20 ? tukeyComparisons(groups, table, given.number('confidence')) : [],
              normality: judgeNormality(residualsOf(groups), text('残差', 'the residuals'), warnings),
            },
            conventions: [
              convention(
                'comparisons',
                'tukey-kramer',
                '两两比较为 Tukey-Kramer 法，置信水平对全体比较成立；多于 20 组时不列',
                'pairs by Tukey and Kramer, the confidence holding for all together; not listed beyond 20 groups',
              ),
              convention(
                'arithmetic',
                'decimal',
                '数值按所写的十进制数、以双倍精度求和',
                'values are taken as the decimals written and summed in double-double',
              ),
            ],
            explanations: [
              explanation(
                'table.f',
                'F = MS_between / MS_within',
                '组间均方与组内均方之比',
                'the mean square between groups over that within',
                source,
              ),
              explanation(
                'tukey.p',
                'P(Q(k, ν) > |x̄ᵢ − x̄ⱼ| / √(MS/2 · (1/nᵢ + 1/nⱼ)))',
                '学生化极差分布的上侧概率',
                'the upper tail of the studentized range',
                'C. Y. Kramer (1956)',
              ),
            ],
          };
        },
      },
      input,
    ),
  scenes: (values) => [meansScene(values)],
  example: {
    text: text(
      '五台仪器测量硅片电阻率：仪器之间有无差异？',
      'Five instruments measure the resistivity of silicon wafers: do they differ?',
    ),
    source: 'NIST StRD one-way ANOVA, SiRstv',
    csv: 'i1,i2,i3,i4,i5\n196.3052,196.3042,196.1303,196.2795,196.2119\n196.1240,196.3825,196.2005,196.1748,196.1051\n196.1890,196.1669,196.2889,196.1494,196.1850\n196.2569,196.3257,196.0343,196.1485,196.0052\n196.3403,196.0422,196.1811,195.9885,196.2090\n',
    options: {},
  },
};

/** A group of one value has a mean but no spread. */
function soleOrSample(values: readonly number[]): SampleFigures {
  return values.length > 1 ? sampleFigures(values) : { n: 1, mean: values[0]!, sd: 0, se: 0 };
}
