import type { ConstantsSource } from '../control-charts/constants.ts';
import {
  grandMean,
  type IndividualsMethod,
  sigmaOfIndividuals,
  sigmaWithin,
  type Weighting,
  type WithinMethod,
} from '../control-charts/sigma-estimates.ts';
import {
  checkSubgroups,
  readSubgroups,
  type Subgroups,
  subgroupRoles,
  subgroupSizeOption,
} from '../control-charts/subgroups.ts';
import { constantsOption, weightingOption } from '../control-charts/xbar-charts.ts';
import type { ColumnReader } from '../method/columns.ts';
import type { OptionSpec, Warning } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { problem, text, warning } from '../outcome/answer.ts';
import { effectiveDegrees, type SigmaSource } from './indices.ts';

export const dataRoles = subgroupRoles;

export const dataOptions: readonly OptionSpec[] = [
  subgroupSizeOption(1),
  {
    name: 'sigmaMethod',
    text: text('组内 σ 的估计', 'estimate of sigma within'),
    kind: 'choice',
    choices: [
      {
        value: 'auto',
        text: text('单值用移动极差，子组用合并标准差', 'moving ranges of single values, pooled deviation of subgroups'),
      },
      { value: 'mr-mean', text: text('平均移动极差', 'mean moving range') },
      { value: 'mr-median', text: text('移动极差中位数', 'median moving range') },
      { value: 'rbar', text: text('R̄/d2', 'Rbar/d2') },
      { value: 'sbar', text: text('s̄/c4', 'sbar/c4') },
      { value: 'pooled', text: text('合并标准差', 'pooled standard deviation') },
    ],
    default: 'auto',
  },
  { name: 'unbias', text: text('合并标准差除以 c4', 'divide the pooled deviation by c4'), kind: 'flag', default: true },
  weightingOption,
  constantsOption,
];

/** Values with their spread within subgroups and over all. */
export interface CapabilityData {
  readonly subgroups: Subgroups;
  readonly values: Float64Array;
  readonly mean: number;
  /** s of all values, n - 1. */
  readonly sigmaOverall: number;
  readonly sigmaWithin: number;
  readonly method: string;
  readonly degreesWithin: number;
  readonly warnings: readonly Warning[];
}

/** Fewer values than this and an index would be a guess: refused. Fewer than 50: said. */
const leastValues = 5;

export function readCapabilityData(columns: ColumnReader, options: OptionReader): CapabilityData | undefined {
  const subgroups = readSubgroups(columns, options);
  const { statistics, values } = subgroups;
  const n = values.length;
  const single = statistics.size.every((size) => size <= 1);
  checkSubgroups(subgroups, options, false);
  if (n < leastValues)
    options.problems.push(
      problem(
        'data-few',
        text(
          `只有 ${n} 个值，至少要 ${leastValues} 个才谈得上能力`,
          `${n} values are too few to speak of capability, at least ${leastValues} are needed`,
        ),
        text('收集 50 个以上', 'Collect 50 or more'),
      ),
    );
  else if (values.every((value) => value === values[0]))
    options.problems.push(
      problem(
        'data-constant',
        text(`${n} 个值全部是 \`${values[0]}\`，没有变异`, `all ${n} values are \`${values[0]}\`, there is no spread`),
        text('检查量具分辨力或数据是否被复制', 'Check the resolution of the gauge, or whether data were copied'),
      ),
    );
  const chosen = options.choice('sigmaMethod');
  const method = chosen === 'auto' ? (single ? 'mr-mean' : 'pooled') : chosen;
  if (method.startsWith('mr') !== single)
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
  if (options.problems.length > 0) return undefined;
  const mean = grandMean(statistics, () => true);
  const sigmaOverall = deviationOf(values);
  const constants = options.choice('constants') as ConstantsSource;
  const within = single
    ? sigmaOfIndividuals({
        values: statistics.mean,
        from: 0,
        to: n,
        counts: new Uint8Array(statistics.size.length).fill(1),
        method: method as IndividualsMethod,
        span: 2,
        constants,
      })
    : sigmaWithin({
        statistics,
        use: () => true,
        method: method as WithinMethod,
        weighting: options.choice('weighting') as Weighting,
        constants,
        unbias: options.flag('unbias'),
      });
  if (!(within > 0)) {
    options.problems.push(
      problem(
        'spread-within-none',
        text(
          '组内（或相邻值之间）没有变异，无法估计组内 σ',
          'there is no spread within subgroups or between neighbours',
        ),
        text(
          '检查数据是否被复制、量具分辨力是否足够',
          'Check whether data were copied and the gauge reads finely enough',
        ),
      ),
    );
    return undefined;
  }
  return {
    subgroups,
    values,
    mean,
    sigmaOverall,
    sigmaWithin: within,
    method,
    degreesWithin: effectiveDegrees(sourceOf(method, statistics.size, statistics.mean)),
    warnings: [...subgroups.warnings, ...dataWarnings(values)],
  };
}

function sourceOf(method: string, sizes: Int32Array, means: Float64Array): SigmaSource {
  const several = Array.from(sizes).filter((n) => n > 1);
  if (method === 'pooled') return { kind: 'pooled', degrees: several.reduce((sum, n) => sum + n - 1, 0) };
  if (method === 'rbar' || method === 'sbar') return { kind: method, sizes: several };
  let ranges = 0;
  for (let k = 1; k < means.length; k++) if (!Number.isNaN(means[k]! - means[k - 1]!)) ranges++;
  return { kind: method === 'mr-median' ? 'mr-median' : 'mr-mean', ranges };
}

export function deviationOf(values: ArrayLike<number>): number {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  const mean = sum / n;
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < n; i++) {
    squares += (values[i]! - mean) ** 2;
    rest += values[i]! - mean;
  }
  return Math.sqrt((squares - (rest * rest) / n) / (n - 1));
}

/** Few values, or few different ones: a gauge that cannot tell parts apart. */
function dataWarnings(values: Float64Array): Warning[] {
  const list: Warning[] = [];
  const n = values.length;
  if (n < 50)
    list.push(
      warning(
        'data-few',
        text(`只有 ${n} 个值，能力指数的置信区间很宽`, `with ${n} values the confidence intervals are wide`),
        text('收集 50 个以上，最好 100 个', 'Collect 50 or more, better 100'),
      ),
    );
  const different = new Set(values).size;
  if (n >= 20 && different < 10 && different < n / 3) {
    list.push(
      warning(
        'gauge-coarse',
        text(
          `${n} 个值只有 ${different} 种，量具可能分不清产品`,
          `${n} values take only ${different} different figures: the gauge may not tell parts apart`,
        ),
        text(
          '先做测量系统分析（量具 R&R），ndc 不足 5 时指数不可用',
          'Study the measurement system first (gauge R&R); with ndc below 5 the indices mean nothing',
        ),
      ),
    );
  }
  return list;
}
