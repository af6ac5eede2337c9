import { decimals } from '../arithmetic/sums.ts';
import { carryOut } from '../descriptive/carry-out.ts';
import { checkGroups, type Group, readGroups } from '../descriptive/present-values.ts';
import { median, sampleQuantile } from '../descriptive/quartiles.ts';
import { fields, flag, list, number, text as words } from '../descriptive/result-schema.ts';
import type { ColumnRole, Method, OptionSpec } from '../method/method.ts';
import { convention, explanation, text } from '../outcome/answer.ts';
import {
  exactRankProbability,
  mannWhitneyDistribution,
  normalRankProbability,
  rankIntervalDepth,
  ranks,
} from './ranks.ts';
import {
  type Alternative,
  alternativeConvention,
  alternativeOption,
  confidenceOption,
  readAlternative,
} from './test-parts.ts';

export interface MannWhitney {
  readonly groups: readonly { readonly name: string; readonly n: number; readonly median: number }[];
  /** U of the first group (R's W). */
  readonly u: number;
  readonly exact: boolean;
  readonly p: number;
  /** Hodges and Lehmann's estimate of the shift, first less second. */
  readonly shift: number;
  readonly ci: { readonly lower: number; readonly upper: number; readonly confidence: number };
}

const source =
  'H. B. Mann and D. R. Whitney, Annals of Mathematical Statistics 18 (1947) 50-60; J. L. Hodges and E. L. Lehmann, ibid. 34 (1963) 598-611';
/** Above this the differences of all pairs would fill the memory of a phone. */
const mostPairs = 4e6;

export function mannWhitney(
  a: readonly number[],
  b: readonly number[],
  alternative: Alternative,
  confidence: number,
): Omit<MannWhitney, 'groups'> {
  const [m, n] = [a.length, b.length];
  const { ranks: all, ties } = ranks([...a, ...b]);
  const u = all.subarray(0, m).reduce((total, rank) => total + rank, 0) - (m * (m + 1)) / 2;
  const exact = ties === 0 && m < 50 && n < 50;
  const distribution = exact ? mannWhitneyDistribution(m, n) : null;
  const mean = (m * n) / 2;
  const size = m + n;
  const sd = Math.sqrt(((m * n) / 12) * (size + 1 - ties / (size * (size - 1))));
  const p = distribution
    ? exactRankProbability(distribution, u, alternative)
    : normalRankProbability(u, mean, sd, alternative);
  const differences = pairDifferences(a, b);
  const { depth, reached } = rankIntervalDepth(m * n, confidence, distribution, mean, sd);
  return {
    u,
    exact,
    p,
    shift: sampleQuantile(differences, 0.5, 'seven'),
    ci: { lower: differences[depth - 1]!, upper: differences[differences.length - depth]!, confidence: reached },
  };
}

/** All differences of a value of a and a value of b, in rising order; the low parts of the decimals keep ties exact. */
function pairDifferences(a: readonly number[], b: readonly number[]): Float64Array {
  const first = decimals(a);
  const second = decimals(b);
  const out = new Float64Array(a.length * b.length);
  let k = 0;
  for (const x of first) for (const y of second) out[k++] = x.hi - y.hi + (x.lo - y.lo);
  return out.sort();
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
const options: readonly OptionSpec[] = [alternativeOption, confidenceOption];

function tooManyPairs(groups: readonly Group[]): boolean {
  return groups.length === 2 && groups[0]!.values.length * groups[1]!.values.length > mostPairs;
}

export const mannWhitneyMethod: Method<MannWhitney> = {
  id: 'mann-whitney',
  version: 1,
  group: 'test',
  title: text('Mann-Whitney 秩和检验', 'Mann-Whitney test'),
  purpose: text('两组的水平有无差异（不要求正态）？', 'Do two groups differ in level, normal or not?'),
  conditions: [
    {
      condition: text('两组独立，分布形状相近', 'The groups are independent and alike in shape'),
      otherwise: text(
        '形状不同时只能说“一组往往较大”',
        'With unlike shapes it only says that one group tends to be larger',
      ),
    },
  ],
  sources: [source],
  columns,
  options,
  resultSchema: fields({
    groups: list(fields({ name: words('group'), n: number('values'), median: number('median') })),
    u: number('U of the first group'),
    exact: flag('whether p is exact'),
    p: number('p-value'),
    shift: number('Hodges-Lehmann estimate of the shift, first less second'),
    ci: fields({
      lower: number('lower end of the shift'),
      upper: number('upper end'),
      confidence: number('confidence reached'),
    }),
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options,
        read: (reader, _, complaints) => {
          const groups = readGroups(reader, 'measurements', 'group', complaints);
          complaints.problems.push(...checkGroups(groups, { least: 2, most: 2, values: 2 }));
          if (tooManyPairs(groups))
            complaints.problems.push({
              code: 'too-many-pairs',
              text: text(
                `两组个数之积应不超过 ${mostPairs}，实为 \`${groups[0]!.values.length * groups[1]!.values.length}\``,
                `expected the product of the sizes to be at most ${mostPairs}, found \`${groups[0]!.values.length * groups[1]!.values.length}\``,
              ),
              help: text('数据这样多时用双样本 t 检验', 'With so many data use the two-sample t test'),
            });
          return groups;
        },
        answer: ([a, b], given) => {
          const alternative = readAlternative(given);
          const result = mannWhitney(a!.values, b!.values, alternative, given.number('confidence'));
          return {
            values: {
              groups: [a!, b!].map((g) => ({ name: g.name, n: g.values.length, median: median(g.values) })),
              ...result,
            },
            conventions: [
              alternativeConvention(alternative),
              convention(
                'p',
                result.exact ? 'exact' : 'normal',
                '无结且每组少于 50 个时精确计算，否则正态近似（含结与连续性修正）',
                'exact without ties below 50 a group, else normal with corrections for ties and continuity',
              ),
            ],
            explanations: [
              explanation(
                'u',
                'U = R₁ − n₁(n₁ + 1)/2',
                '第一组数值大于第二组数值的对数',
                'the number of pairs in which the first group is larger',
                source,
              ),
              explanation(
                'shift',
                'median(xᵢ − yⱼ)',
                '所有两两差值的中位数',
                'the median of all differences of pairs',
                source,
              ),
            ],
          };
        },
      },
      input,
    ),
  example: {
    text: text('两种药物下多睡的小时数有无差异？', 'Do two drugs differ in the extra hours of sleep?'),
    source: 'Student (1908), R data set sleep, as if unpaired',
    csv: 'a,b\n0.7,1.9\n-1.6,0.8\n-0.2,1.1\n-1.2,0.1\n-0.1,-0.1\n3.4,4.4\n3.7,5.5\n0.8,1.6\n0.0,4.6\n2.0,3.4\n',
    options: {},
  },
};
