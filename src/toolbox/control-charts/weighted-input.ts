import type { ColumnReader } from '../method/columns.ts';
import type { Convention, OptionSpec } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { convention, problem, text } from '../outcome/answer.ts';
import type { ConstantsSource } from './constants.ts';
import type { Parameters, Stage } from './run-chart.ts';
import {
  grandMean,
  type IndividualsMethod,
  sigmaOfIndividuals,
  sigmaWithin,
  type Weighting,
  type WithinMethod,
} from './sigma-estimates.ts';
import { checkSubgroups, readSubgroups, type Subgroups, subgroupSizeOption } from './subgroups.ts';
import { constantsOption, meanOption, readFixed, sigmaOption, weightingOption } from './xbar-charts.ts';

/** Options of the charts that weigh past points (EWMA, CUSUM, moving average): single values or means of subgroups. */
export const weightedOptions: readonly OptionSpec[] = [
  subgroupSizeOption(1),
  {
    name: 'sigmaMethod',
    text: text('σ 的估计', 'estimate of sigma'),
    kind: 'choice',
    choices: [
      {
        value: 'auto',
        text: text('单值用移动极差，子组用极差', 'moving ranges of single values, ranges of subgroups'),
      },
      { value: 'mr-mean', text: text('平均移动极差 /d2（单值）', 'mean moving range over d2 (single values)') },
      { value: 'mr-median', text: text('移动极差中位数（单值）', 'median moving range (single values)') },
      { value: 'sd', text: text('标准差 s/c4（单值）', 's/c4 (single values)') },
      { value: 'rbar', text: text('极差 R̄/d2（子组）', 'Rbar/d2 (subgroups)') },
      { value: 'sbar', text: text('标准差 s̄/c4（子组）', 'sbar/c4 (subgroups)') },
      { value: 'pooled', text: text('合并标准差（子组）', 'pooled standard deviation (subgroups)') },
    ],
    default: 'auto',
  },
  weightingOption,
  constantsOption,
  meanOption,
  sigmaOption,
];

/** Means of the points with their sizes, and how μ and σ of one value are estimated. */
export interface WeightedInput {
  readonly subgroups: Subgroups;
  readonly means: Float64Array;
  readonly sizes: Int32Array;
  readonly fixed: Parameters;
  readonly method: string;
  readonly conventions: readonly Convention[];
  estimate(stage: Stage, counts: Uint8Array): Parameters | ReturnType<typeof problem>;
}

export function readWeighted(columns: ColumnReader, options: OptionReader): WeightedInput | undefined {
  const subgroups = readSubgroups(columns, options);
  const fixed = readFixed(options);
  const { statistics } = subgroups;
  const single = statistics.size.every((n) => n <= 1);
  checkSubgroups(subgroups, options, !single && fixed['sigma'] === undefined);
  const chosen = options.choice('sigmaMethod');
  const method = chosen === 'auto' ? (single ? 'mr-mean' : 'rbar') : chosen;
  const isForSingle = method === 'mr-mean' || method === 'mr-median' || method === 'sd';
  if (isForSingle !== single) {
    options.problems.push(
      problem(
        'sigma-method-unfit',
        text(
          `σ 的估计方法 \`${method}\` 不适用于${single ? '单值' : '子组'}数据`,
          `the estimate \`${method}\` does not suit ${single ? 'single values' : 'subgroups'}`,
        ),
        text('改用 auto', 'Use auto'),
      ),
    );
  }
  if (options.problems.length > 0) return undefined;
  const constants = options.choice('constants') as ConstantsSource;
  return {
    subgroups,
    means: statistics.mean,
    sizes: statistics.size,
    fixed,
    method,
    conventions: [
      convention(
        'sigma',
        fixed['sigma'] === undefined ? method : 'given',
        `单个值的 σ：${fixed['sigma'] === undefined ? method : '给定'}`,
        `sigma of one value: ${fixed['sigma'] === undefined ? method : 'given'}`,
      ),
      convention('constants', constants, '控制图系数的来源', 'where the constants come from'),
    ],
    estimate(stage, counts) {
      const use = (k: number): boolean => k >= stage.from && k < stage.to && counts[k] === 1;
      const mean = grandMean(statistics, use);
      const sigma = single
        ? sigmaOfIndividuals({
            values: statistics.mean,
            from: stage.from,
            to: stage.to,
            counts,
            method: method as IndividualsMethod,
            span: 2,
            constants,
          })
        : sigmaWithin({
            statistics,
            use,
            method: method as WithinMethod,
            weighting: options.choice('weighting') as Weighting,
            constants,
          });
      if (sigma > 0) return { mean, sigma };
      return problem(
        'spread-none',
        text(
          '参与计算的数据没有变异，控制限没有宽度',
          'the data that count have no spread, limits would have no width',
        ),
        text('检查数据、排除的点和量具分辨力', 'Check the data, the exclusions and the resolution of the gauge'),
      );
    },
  };
}
