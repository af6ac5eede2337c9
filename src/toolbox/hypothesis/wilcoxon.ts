import { ddSubtract, ddValue } from '../arithmetic/double-double.ts';
import { decimals } from '../arithmetic/sums.ts';
import { carryOut } from '../descriptive/carry-out.ts';
import { tooFewValues } from '../descriptive/complaints.ts';
import { presentValues } from '../descriptive/present-values.ts';
import { sampleQuantile } from '../descriptive/quartiles.ts';
import { count, fields, flag, number } from '../descriptive/result-schema.ts';
import type { ColumnRole, Method, OptionSpec } from '../method/method.ts';
import { convention, explanation, text } from '../outcome/answer.ts';
import { readPairs } from './paired-t.ts';
import {
  exactRankProbability,
  normalRankProbability,
  rankIntervalDepth,
  ranks,
  signedRankDistribution,
} from './ranks.ts';
import {
  type Alternative,
  alternativeConvention,
  alternativeOption,
  confidenceOption,
  readAlternative,
} from './test-parts.ts';

export interface Wilcoxon {
  readonly n: number;
  /** Values equal to the target, which take no part. */
  readonly zeros: number;
  /** Sum of the ranks of positive differences (R's V). */
  readonly v: number;
  readonly exact: boolean;
  readonly p: number;
  /** Hodges and Lehmann's estimate of the median. */
  readonly pseudomedian: number;
  readonly ci: { readonly lower: number; readonly upper: number; readonly confidence: number };
}

const source = 'F. Wilcoxon, Biometrics Bulletin 1 (1945) 80-83';

export function wilcoxon(
  values: readonly number[],
  target: number,
  alternative: Alternative,
  confidence: number,
): Wilcoxon {
  const exactValues = decimals(values);
  const centre = decimals([target])[0]!;
  const shifted = exactValues.map((value) => ddValue(ddSubtract(value, centre)));
  const moved = shifted.filter((value) => value !== 0);
  const zeros = shifted.length - moved.length;
  const n = moved.length;
  const { ranks: rank, ties } = ranks(moved.map(Math.abs));
  const v = moved.reduce((total, value, i) => total + (value > 0 ? rank[i]! : 0), 0);
  const exact = ties === 0 && zeros === 0 && n < 50;
  const distribution = exact ? signedRankDistribution(n) : null;
  const mean = (n * (n + 1)) / 4;
  const sd = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - ties / 48);
  const p = distribution
    ? exactRankProbability(distribution, v, alternative)
    : normalRankProbability(v, mean, sd, alternative);
  const averages = walshAverages(values);
  const { depth, reached } = rankIntervalDepth(averages.length, confidence, distribution, averages.length / 2, sd);
  return {
    n,
    zeros,
    v,
    exact,
    p,
    pseudomedian: sampleQuantile(averages, 0.5, 'seven'),
    ci: { lower: averages[depth - 1]!, upper: averages[averages.length - depth]!, confidence: reached },
  };
}

/** All means of two values, each with itself too, in rising order. */
function walshAverages(values: readonly number[]): Float64Array {
  const exact = decimals(values);
  const out = new Float64Array((exact.length * (exact.length + 1)) / 2);
  let k = 0;
  for (let i = 0; i < exact.length; i++) {
    const x = exact[i]!;
    for (let j = i; j < exact.length; j++) out[k++] = (x.hi + exact[j]!.hi + (x.lo + exact[j]!.lo)) / 2;
  }
  return out.sort();
}

/** Above this the means of all pairs would fill the memory of a phone. */
const mostValues = 3000;

const columns: readonly ColumnRole[] = [
  {
    role: 'first',
    text: text('测量值，或第一次测量', 'the values, or the first measurement'),
    kind: 'number',
    columns: [1, 1],
  },
  { role: 'second', text: text('第二次测量', 'second measurement'), kind: 'number', columns: [1, 1], optional: true },
];
const options: readonly OptionSpec[] = [
  { name: 'target', text: text('中位数的目标值', 'target of the median'), kind: 'number', default: 0 },
  alternativeOption,
  confidenceOption,
];

export const wilcoxonMethod: Method<Wilcoxon> = {
  id: 'wilcoxon',
  version: 1,
  group: 'test',
  title: text('Wilcoxon 符号秩检验', 'Wilcoxon signed-rank test'),
  purpose: text(
    '中位数（或配对差值）是否等于目标值（不要求正态）？',
    'Is the median, or that of paired differences, on target, normal or not?',
  ),
  conditions: [
    {
      condition: text('分布大致对称', 'The distribution is roughly symmetric'),
      otherwise: text('取对数后再检验', 'Test the logarithms'),
    },
    {
      condition: text('各数值相互独立', 'The values are independent'),
      otherwise: text('先用控制图检查稳定性', 'Check stability with a control chart first'),
    },
  ],
  sources: [source],
  columns,
  options,
  resultSchema: fields({
    n: count('values that differ from the target'),
    zeros: count('values equal to the target, left out'),
    v: number('sum of the positive ranks'),
    exact: flag('whether p is exact'),
    p: number('p-value'),
    pseudomedian: number('Hodges-Lehmann estimate of the median'),
    ci: fields({ lower: number('lower end'), upper: number('upper end'), confidence: number('confidence reached') }),
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options,
        read: (reader, given, complaints) => {
          const values = reader.has('second')
            ? readPairs(reader, complaints, 4)
            : presentValues(reader.numbers('first').values);
          const moved = values.filter((value) => value !== given.number('target'));
          if (moved.length < 4)
            complaints.problems.push(
              tooFewValues(text('不等于目标值的数值', 'values that differ from the target'), 4, moved.length),
            );
          if (values.length > mostValues)
            complaints.problems.push({
              code: 'too-many-values',
              text: text(
                `秩检验的数值应不超过 ${mostValues} 个，实为 \`${values.length}\``,
                `expected at most ${mostValues} values for this rank test, found \`${values.length}\``,
              ),
              help: text('数据这样多时用 t 检验', 'With so many data use the t test'),
            });
          return values;
        },
        answer: (values, given) => {
          const alternative = readAlternative(given);
          const result = wilcoxon(values, given.number('target'), alternative, given.number('confidence'));
          return {
            values: result,
            conventions: [
              alternativeConvention(alternative),
              convention(
                'zeros',
                'dropped',
                '等于目标值的数值不参与排秩（Wilcoxon）',
                'values equal to the target are dropped before ranking (Wilcoxon)',
              ),
              convention(
                'p',
                result.exact ? 'exact' : 'normal',
                '无结、无零且少于 50 个时精确计算，否则正态近似（含结与连续性修正）',
                'exact without ties or zeros below 50 values, else normal with corrections for ties and continuity',
              ),
            ],
            explanations: [
              explanation('v', 'V = Σ R⁺', '正差值的秩之和', 'the sum of the ranks of positive differences', source),
              explanation(
                'pseudomedian',
                'median((xᵢ + xⱼ)/2)',
                '所有两两平均值的中位数',
                'the median of all means of two values',
                'J. L. Hodges and E. L. Lehmann (1963)',
              ),
            ],
          };
        },
      },
      input,
    ),
  example: {
    text: text(
      '自花与异花授粉玉米的株高差（八分之一英寸）：异花是否更高？',
      'Are cross-fertilised maize plants taller than self-fertilised ones (eighths of an inch)?',
    ),
    source:
      'C. Darwin, The Effects of Cross and Self Fertilisation (1876), in R. A. Fisher, The Design of Experiments, chapter 3',
    csv: 'first\n49\n-67\n8\n16\n6\n23\n28\n41\n14\n29\n56\n24\n75\n60\n-48\n',
    options: {},
  },
};
