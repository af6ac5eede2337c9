import { carryOut } from '../descriptive/carry-out.ts';
import { notNormal } from '../descriptive/complaints.ts';
import { normalPlot } from '../descriptive/normal-plot.ts';
import { readSample } from '../descriptive/present-values.ts';
import { ascending } from '../descriptive/quartiles.ts';
import { fields, list, number, optionalFields, optionalNumber } from '../descriptive/result-schema.ts';
import { andersonDarling } from '../hypothesis/normality.ts';
import { sampleFigures } from '../hypothesis/samples.ts';
import type { ColumnRole, Method, OptionSpec, Warning } from '../method/method.ts';
import { convention, explanation, text, warning } from '../outcome/answer.ts';
import { oneSidedFactor, twoSidedFactor } from './normal-factors.ts';
import { orderLimits, orderSampleSize, type Side } from './order-limits.ts';

export interface ToleranceInterval {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  readonly coverage: number;
  readonly confidence: number;
  readonly normal: { readonly k: number; readonly lower: number | null; readonly upper: number | null };
  readonly distributionFree: {
    readonly lower: number | null;
    readonly upper: number | null;
    readonly reached: number;
    readonly neededN: number;
  };
  readonly normality: { readonly ad: number; readonly p: number } | null;
  readonly values: readonly number[];
}

const what = text('测量值', 'the measurements');
const columns: readonly ColumnRole[] = [{ role: 'measurements', text: what, kind: 'number', columns: [1, 1] }];
const options: readonly OptionSpec[] = [
  {
    name: 'coverage',
    text: text('包含的总体比例', 'share of the population to hold'),
    kind: 'number',
    default: 0.99,
    least: 0.5,
    most: 0.99999,
  },
  {
    name: 'confidence',
    text: text('置信水平', 'confidence level'),
    kind: 'number',
    default: 0.95,
    least: 0.5,
    most: 0.9999,
  },
  {
    name: 'side',
    text: text('界限', 'limits'),
    kind: 'choice',
    choices: [
      { value: 'two-sided', text: text('双侧', 'two-sided') },
      { value: 'lower', text: text('下限', 'lower limit') },
      { value: 'upper', text: text('上限', 'upper limit') },
    ],
    default: 'two-sided',
  },
];

function readSide(value: string): Side {
  return value === 'lower' || value === 'upper' ? value : 'two-sided';
}

function analyse(
  values: readonly number[],
  coverage: number,
  confidence: number,
  side: Side,
  warnings: Warning[],
): ToleranceInterval {
  const { n, mean, sd } = sampleFigures(values);
  const aim = { n, df: n - 1, coverage, confidence };
  const k = side === 'two-sided' ? twoSidedFactor(aim) : oneSidedFactor(aim);
  const sorted = ascending(values);
  const order = orderLimits(n, coverage, confidence, side);
  const neededN = orderSampleSize(coverage, confidence, side);
  const ad = n >= 8 ? andersonDarling(values) : null;
  if (ad && ad.pValue < 0.05) warnings.push(notNormal(what, ad.pValue));
  if (order.reached < confidence)
    warnings.push(
      warning(
        'order-limits-fall-short',
        text(
          `不依赖分布的界限只达到 ${(100 * order.reached).toPrecision(3)} % 的置信水平，需要 ${neededN} 个数值`,
          `the distribution-free limits reach only ${(100 * order.reached).toPrecision(3)} % confidence; ${neededN} values would do`,
        ),
        text('增加样本，或在正态成立时用正态界限', 'Measure more, or use the normal limits where normality holds'),
      ),
    );
  return {
    n,
    mean,
    sd,
    coverage,
    confidence,
    normal: { k, lower: side === 'upper' ? null : mean - k * sd, upper: side === 'lower' ? null : mean + k * sd },
    distributionFree: {
      lower: order.lowerRank === null ? null : sorted[order.lowerRank - 1]!,
      upper: order.upperRank === null ? null : sorted[order.upperRank - 1]!,
      reached: order.reached,
      neededN,
    },
    normality: ad && { ad: ad.statistic, p: ad.pValue },
    values,
  };
}

export const toleranceIntervalMethod: Method<ToleranceInterval> = {
  id: 'tolerance-interval',
  version: 1,
  group: 'tolerance',
  title: text('统计容忍区间', 'Tolerance interval'),
  purpose: text(
    '以给定把握包含 99 % 产品的界限在哪里？',
    'Which limits hold 99 % of the product, with stated confidence?',
  ),
  conditions: [
    {
      condition: text('过程稳定', 'The process is stable'),
      otherwise: text('先用控制图消除特殊原因', 'Remove special causes with a control chart first'),
    },
    {
      condition: text('正态界限要求数据正态', 'The normal limits need normal data'),
      otherwise: text('用不依赖分布的界限，或先变换', 'Take the distribution-free limits, or transform first'),
    },
  ],
  sources: ['ISO 16269-6:2014; GB/T 3359-2009', 'G. J. Hahn and W. Q. Meeker, Statistical Intervals (1991)'],
  columns,
  options,
  resultSchema: fields({
    n: number('values'),
    mean: number('mean'),
    sd: number('standard deviation'),
    coverage: number('share of the population'),
    confidence: number('confidence level'),
    normal: fields({
      k: number('factor of s'),
      lower: optionalNumber('lower limit'),
      upper: optionalNumber('upper limit'),
    }),
    distributionFree: fields({
      lower: optionalNumber('lower limit'),
      upper: optionalNumber('upper limit'),
      reached: number('confidence reached'),
      neededN: number('values needed for the extremes to reach the confidence'),
    }),
    normality: optionalFields({ ad: number('A² of Anderson and Darling'), p: number('its p-value') }),
    values: list(number('value')),
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options,
        read: (reader, _, complaints) => readSample(reader, 'measurements', what, 2, complaints),
        answer: (values, given, { warnings }) => ({
          values: analyse(
            values,
            given.number('coverage'),
            given.number('confidence'),
            readSide(given.choice('side')),
            warnings,
          ),
          conventions: [
            convention(
              'factor',
              'exact',
              '系数 k 精确计算（单侧为非中心 t，双侧为积分），不用 Howe 近似',
              "k is exact (noncentral t, or the integral for two sides), not Howe's approximation",
            ),
          ],
          explanations: [
            explanation(
              'normal.k',
              'k₁ = t(γ; n − 1, √n z_p)/√n;  E_z[P(χ² > (n − 1) r(z)²/k₂²)] = γ',
              '使区间以置信水平 γ 包含比例 p 的倍数',
              'the multiple of s that holds the share p with confidence γ',
              'ISO 16269-6:2014',
            ),
            explanation(
              'distributionFree.reached',
              'P(Beta(n − m + 1, m) > p)',
              '由次序统计量得到，与分布无关',
              'from order statistics, whatever the distribution',
              'S. S. Wilks (1941)',
            ),
          ],
        }),
      },
      input,
    ),
  scenes: (values) => [normalPlot(values.values, text('正态概率图', 'Normal probability plot'), what)],
  example: {
    text: text(
      '二十五次硅片电阻率：包含 90 % 产品、99 % 把握的界限',
      'Resistivity of silicon wafers: limits that hold 90 % of product with 99 % confidence',
    ),
    source: 'NIST StRD one-way ANOVA, SiRstv (all twenty-five values)',
    csv: 'measurements\n196.3052\n196.1240\n196.1890\n196.2569\n196.3403\n196.3042\n196.3825\n196.1669\n196.3257\n196.0422\n196.1303\n196.2005\n196.2889\n196.0343\n196.1811\n196.2795\n196.1748\n196.1494\n196.1485\n195.9885\n196.2119\n196.1051\n196.1850\n196.0052\n196.2090\n',
    options: { coverage: 0.9, confidence: 0.99 },
  },
};
