import type { ColumnReader } from '../method/columns.ts';
import type { Convention, Method, OptionSpec, Warning } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { convention, problem, text, warning } from '../outcome/answer.ts';
import type { ChartValues } from './chart-result.ts';
import { type ConstantsSource, constantsFor } from './constants.ts';
import { defineChart, judgeSpreadFirst, type Prepared } from './define-chart.ts';
import { pistonRings } from './examples.ts';
import { explainLimits, figure, lastStage, sizesInWords } from './explain.ts';
import { panelTitles } from './panel-titles.ts';
import type { ChartModel, Parameters } from './run-chart.ts';
import { grandMean, sigmaWithin, type Weighting, type WithinMethod } from './sigma-estimates.ts';
import { checkSubgroups, readSubgroups, type Subgroups, subgroupRoles, subgroupSizeOption } from './subgroups.ts';

export const constantsOption: OptionSpec = {
  name: 'constants',
  text: text('控制图系数', 'constants'),
  kind: 'choice',
  choices: [
    { value: 'exact', text: text('按定义精确计算', 'computed from their definitions') },
    {
      value: 'table',
      text: text('按印刷表取三、四位小数（与旧软件一致）', 'as printed, 3 and 4 decimals (as older software)'),
    },
  ],
  default: 'exact',
};

export const meanOption: OptionSpec = {
  name: 'mean',
  text: text('给定的均值（历史值）', 'given mean (historical)'),
  kind: 'number',
};
export const sigmaOption: OptionSpec = {
  name: 'sigma',
  text: text('给定的标准差（历史值）', 'given standard deviation (historical)'),
  kind: 'number',
  least: 0,
};

export const weightingOption: OptionSpec = {
  name: 'weighting',
  text: text('子组大小不等时的加权', 'weights of unequal subgroups'),
  kind: 'choice',
  choices: [
    { value: 'mvlue', text: text('最小方差线性无偏（Minitab）', 'least variance, unbiased (Minitab)') },
    { value: 'equal', text: text('等权（qcc 默认）', 'equal (default of qcc)') },
  ],
  default: 'mvlue',
};

export function sigmaMethodOption(fallback: WithinMethod): OptionSpec {
  return {
    name: 'sigmaMethod',
    text: text('组内 σ 的估计', 'estimate of sigma within subgroups'),
    kind: 'choice',
    choices: [
      { value: 'rbar', text: text('极差 R̄/d2', 'ranges, Rbar/d2') },
      { value: 'sbar', text: text('标准差 s̄/c4', 'standard deviations, sbar/c4') },
      { value: 'pooled', text: text('合并标准差 /c4', 'pooled standard deviation over c4') },
    ],
    default: fallback,
  };
}

/** Given mean and sigma; sigma 0 is refused, for limits would have no width. */
export function readFixed(options: OptionReader): Parameters {
  const fixed: Record<string, number> = {};
  const mean = options.optionalNumber('mean');
  const sigma = options.optionalNumber('sigma');
  if (mean !== undefined) fixed['mean'] = mean;
  if (sigma === 0)
    options.problems.push(
      problem(
        'sigma-zero',
        text('给定的标准差应大于 0，实为 `0`', 'expected a given sigma above 0, found `0`'),
        text('改正该值', 'Mend the value'),
      ),
    );
  if (sigma !== undefined) fixed['sigma'] = sigma;
  return fixed;
}

export const sigmaWords: Record<WithinMethod, readonly [zh: string, en: string]> = {
  rbar: ['σ = R̄/d2，由子组极差估计', 'sigma = Rbar/d2, from subgroup ranges'],
  sbar: ['σ = s̄/c4，由子组标准差估计', 'sigma = sbar/c4, from subgroup standard deviations'],
  pooled: ['σ = 合并标准差/c4', 'sigma = pooled standard deviation over c4'],
};

export function withinConventions(options: OptionReader, sizesDiffer: boolean): Convention[] {
  const method = options.choice('sigmaMethod') as WithinMethod;
  const weighting = options.choice('weighting');
  return [
    convention('sigma', method, ...sigmaWords[method]),
    convention(
      'constants',
      options.choice('constants'),
      options.choice('constants') === 'exact' ? 'd2、d3、c4 按定义算到机器精度' : 'd2、d3 取三位、c4 取四位小数',
      options.choice('constants') === 'exact'
        ? 'd2, d3, c4 computed to machine precision'
        : 'd2, d3 to 3 and c4 to 4 decimals',
    ),
    ...(sizesDiffer && method !== 'pooled'
      ? [
          convention(
            'weighting',
            weighting,
            weighting === 'mvlue' ? '子组按估计的方差倒数加权' : '子组等权',
            weighting === 'mvlue'
              ? 'subgroups weighted by the inverse variance of their estimates'
              : 'subgroups weigh alike',
          ),
        ]
      : []),
  ];
}

export function sizesDiffer(subgroups: Subgroups): boolean {
  return subgroups.statistics.size.some((n) => n !== subgroups.statistics.size[0]);
}

/** Xbar over R or over S. */
function prepareXbar(spread: 'r' | 's', columns: ColumnReader, options: OptionReader): Prepared | undefined {
  const subgroups = readSubgroups(columns, options);
  const fixed = readFixed(options);
  checkSubgroups(subgroups, options, fixed['sigma'] === undefined);
  if (options.problems.length > 0) return undefined;
  const { statistics } = subgroups;
  const constants = options.choice('constants') as ConstantsSource;
  const limitSigma = options.number('limitSigma');
  /** Mean and deviation of the spread for sigma 1. */
  const spreadOf = (n: number): [number, number] => {
    const c = constantsFor(n, constants);
    return spread === 'r' ? [c.d2, c.d3] : [c.c4, c.c5];
  };
  const model: ChartModel = {
    suffices: ['mean', 'sigma'],
    panels: [
      { name: 'xbar', title: panelTitles['xbar']!.chart, patterns: true },
      { name: spread, title: panelTitles[spread]!.chart, patterns: false },
    ],
    estimate(stage, counts) {
      const use = (k: number): boolean => k >= stage.from && k < stage.to && counts[k] === 1;
      const sigma = sigmaWithin({
        statistics,
        use,
        method: options.choice('sigmaMethod') as WithinMethod,
        weighting: options.choice('weighting') as Weighting,
        constants,
      });
      const mean = grandMean(statistics, use);
      if (sigma > 0 && Number.isFinite(mean)) return { mean, sigma };
      return problem(
        'stage-without-spread',
        text(
          `${stage.name ? `阶段 \`${stage.name}\`` : '参与计算的子组'}没有组内变异，无法计算控制限`,
          `${stage.name ? `stage \`${stage.name}\`` : 'the subgroups that count'} have no spread within, so limits cannot be computed`,
        ),
        text('检查排除的点、阶段划分和量具分辨力', 'Check exclusions, stages and the resolution of the gauge'),
      );
    },
    draw(parameters, stage, [means, spreads]) {
      const { mean = Number.NaN, sigma = Number.NaN } = parameters;
      let lastSize = 0;
      let centre = 0;
      let deviation = 0;
      for (let k = stage.from; k < stage.to; k++) {
        const n = statistics.size[k]!;
        if (n === 0 || !means || !spreads) continue;
        const half = (limitSigma * sigma) / Math.sqrt(n);
        means.values[k] = statistics.mean[k]!;
        means.cl[k] = mean;
        means.ucl[k] = mean + half;
        means.lcl[k] = mean - half;
        means.sigma[k] = sigma / Math.sqrt(n);
        if (n < 2) continue;
        if (n !== lastSize) [lastSize, centre, deviation] = [n, ...spreadOf(n)];
        spreads.values[k] = spread === 'r' ? statistics.range[k]! : statistics.sd[k]!;
        spreads.cl[k] = centre * sigma;
        spreads.ucl[k] = (centre + limitSigma * deviation) * sigma;
        spreads.lcl[k] = Math.max(0, (centre - limitSigma * deviation) * sigma);
        spreads.sigma[k] = deviation * sigma;
      }
    },
  };
  return {
    model,
    points: statistics.size.length,
    labels: subgroups.labels,
    sizes: Array.from(statistics.size),
    stages: subgroups.stages,
    fixed,
    conventions: withinConventions(options, sizesDiffer(subgroups)),
    warnings: [...subgroups.warnings, ...sizeWarnings(spread, subgroups)],
    explain: (values) => explainXbar(spread, values, options),
    judge: (values) => [
      ...judgeSpreadFirst(values, spread, spread === 'r' ? '极差图' : '标准差图', spread === 'r' ? 'R' : 'S'),
      ...(spread === 'r' ? coarseGauge(subgroups, values) : []),
    ],
  };
}

function sizeWarnings(spread: 'r' | 's', { statistics }: Subgroups): Warning[] {
  const most = statistics.size.reduce((a, b) => Math.max(a, b), 0);
  if (spread === 's' || most <= 10) return [];
  return [
    warning(
      'range-wasteful',
      text(`子组大小达 ${most}，极差会丢失信息`, `subgroups of ${most}: the range wastes information`),
      text('n > 10 时改用均值-标准差图（xbar-s）', 'Use Xbar-S (xbar-s) for n above 10'),
    ),
  ];
}

/** Three or fewer values of the range within its limits: the gauge reads too coarsely (AIAG MSA, 4th edition, I.E). */
function coarseGauge({ statistics }: Subgroups, values: ChartValues): Warning[] {
  const ucl = values.limits['r']?.ucl ?? Number.POSITIVE_INFINITY;
  const seen = new Set<string>();
  for (const range of statistics.range) {
    if (Number.isNaN(range) || range > ucl) continue;
    seen.add(range.toPrecision(9));
    if (seen.size > 4) return [];
  }
  if (statistics.range.length < 15) return [];
  return [
    warning(
      'gauge-coarse',
      text(
        `控制限内极差只有 ${seen.size} 种取值，量具分辨力可能不足`,
        `the range takes only ${seen.size} values within its limits: the gauge may read too coarsely`,
      ),
      text('换分辨力更高的量具，或先做测量系统分析', 'Use a finer gauge, or study the measurement system first'),
    ),
  ];
}

function explainXbar(spread: 'r' | 's', values: ChartValues, options: OptionReader): ReturnType<Prepared['explain']> {
  const stage = lastStage(values);
  const { mean, sigma } = stage?.parameters ?? {};
  const l = figure(options.number('limitSigma'));
  const n = sizesInWords(values);
  const method = options.choice('sigmaMethod') as WithinMethod;
  const given = options.optionalNumber('sigma') !== undefined;
  const [zh, en] = given ? ['σ 为给定值', 'sigma is given'] : sigmaWords[method];
  const source = 'ISO 7870-2:2023; Montgomery, Introduction to Statistical Quality Control, chapter 6';
  const counts = {
    zh: `n = ${n}，由 ${stage?.counted} 个子组估计：均值 ${figure(mean)}，${zh} = ${figure(sigma)}`,
    en: `n = ${n}, from ${stage?.counted} subgroups: mean ${figure(mean)}, ${en} = ${figure(sigma)}`,
  };
  const c = spread === 'r' ? 'd' : 'c';
  const deviation = spread === 'r' ? 'd3' : '√(1-c4²)';
  const centre = spread === 'r' ? 'd2' : 'c4';
  return [
    ...explainLimits(values, {
      panel: 'xbar',
      formula: { ucl: `x̿ + ${l} σ/√n`, cl: 'x̿', lcl: `x̿ - ${l} σ/√n` },
      ...counts,
      source,
    }),
    ...explainLimits(values, {
      panel: spread,
      formula: {
        ucl: `(${centre} + ${l} ${deviation}) σ`,
        cl: `${centre} σ`,
        lcl: `max(0, ${centre} - ${l} ${deviation}) σ`,
      },
      zh: `${counts.zh}；${c} 类系数按 n 取`,
      en: `${counts.en}; constants for that n`,
      source,
    }),
  ];
}

const conditions: Method['conditions'] = [
  {
    condition: text(
      '子组内只含短期变异：同一人、同一机、同一批、时间相近',
      'a subgroup holds short-term variation only: one operator, machine and lot, close in time',
    ),
    otherwise: text('重新分组；分不出子组时用单值图 i-mr', 'Form other subgroups; use i-mr where there are none'),
  },
  {
    condition: text('子组之间大致独立', 'subgroups are about independent'),
    otherwise: text('拉长抽样间隔，或用 EWMA 监视残差', 'Sample less often, or chart residuals by EWMA'),
  },
  {
    condition: text('极差图或标准差图先受控', 'the chart of spread is in control first'),
    otherwise: text('先找散布的原因，再看均值图', 'Find the cause in the spread, then look at the means'),
  },
];

const sources = [
  'Shewhart, W. A. (1931), Economic Control of Quality of Manufactured Product',
  'GB/T 17989.2-2020 (ISO 7870-2:2013) 控制图 第2部分：常规控制图',
  'Montgomery, D. C., Introduction to Statistical Quality Control, chapter 6',
];

const commonOptions = (fallback: WithinMethod): readonly OptionSpec[] => [
  subgroupSizeOption(5),
  sigmaMethodOption(fallback),
  weightingOption,
  constantsOption,
  meanOption,
  sigmaOption,
];

export const xbarR: Method = defineChart({
  id: 'xbar-r',
  title: text('均值-极差控制图', 'Xbar-R chart'),
  purpose: text(
    '小子组（2–10 个）的计量数据，过程均值和散布是否稳定？',
    'Are mean and spread of a measured process stable, with small subgroups (2 to 10)?',
  ),
  conditions,
  sources,
  columns: subgroupRoles,
  options: commonOptions('rbar'),
  example: {
    text: text('发动机活塞环内径，每次抽 5 件，共 25 个子组', 'Inside diameters of piston rings, 25 subgroups of 5'),
    source: 'Montgomery, Introduction to Statistical Quality Control, table 6.3',
    csv: pistonRings,
    assignment: { measurements: ['x1', 'x2', 'x3', 'x4', 'x5'] },
    options: {},
  },
  prepare: (columns, options) => prepareXbar('r', columns, options),
});

export const xbarS: Method = defineChart({
  id: 'xbar-s',
  title: text('均值-标准差控制图', 'Xbar-S chart'),
  purpose: text(
    '子组较大（> 10）或大小不等的计量数据，过程均值和散布是否稳定？',
    'Are mean and spread stable, with larger (above 10) or unequal subgroups?',
  ),
  conditions,
  sources,
  columns: subgroupRoles,
  options: commonOptions('sbar'),
  example: {
    text: text('同一批活塞环数据，以标准差衡量散布', 'The same piston rings, spread by standard deviation'),
    source: 'Montgomery, Introduction to Statistical Quality Control, table 6.3',
    csv: pistonRings,
    assignment: { measurements: ['x1', 'x2', 'x3', 'x4', 'x5'] },
    options: {},
  },
  prepare: (columns, options) => prepareXbar('s', columns, options),
});
