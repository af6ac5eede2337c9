import type { ColumnReader } from '../method/columns.ts';
import type { ColumnRole, Convention, Method, OptionSpec, Warning } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { convention, problem, text, warning } from '../outcome/answer.ts';
import { optionalLabels } from './chart-options.ts';
import type { ChartValues } from './chart-result.ts';
import { type ConstantsSource, constantsFor } from './constants.ts';
import { defineChart, type Prepared } from './define-chart.ts';
import { viscosity } from './examples.ts';
import { explainLimits, figure, lastStage } from './explain.ts';
import { panelTitles } from './panel-titles.ts';
import type { ChartModel, PanelArrays, Stage } from './run-chart.ts';
import { type IndividualsMethod, movingRange, sigmaOfIndividuals } from './sigma-estimates.ts';
import { constantsOption, meanOption, readFixed, sigmaOption } from './xbar-charts.ts';

export const individualsRole: ColumnRole = {
  role: 'measurements',
  text: text('测量值', 'measurements'),
  kind: 'number',
  columns: [1, 1],
  whenEmpty: text('不描点，链在该处中断', 'nothing is plotted there and runs end'),
};

export const individualsOptions: readonly OptionSpec[] = [
  {
    name: 'sigmaMethod',
    text: text('σ 的估计', 'estimate of sigma'),
    kind: 'choice',
    choices: [
      { value: 'mr-mean', text: text('平均移动极差 /d2', 'mean moving range over d2') },
      { value: 'mr-median', text: text('移动极差中位数 /0.9539', 'median moving range over 0.9539') },
      { value: 'sd', text: text('标准差 s/c4（不推荐）', 'standard deviation s/c4 (not recommended)') },
    ],
    default: 'mr-mean',
  },
  {
    name: 'span',
    text: text('移动极差跨几个点', 'points that a moving range spans'),
    kind: 'number',
    default: 2,
    least: 2,
    most: 20,
    integer: true,
  },
  constantsOption,
  meanOption,
  sigmaOption,
];

export interface Individuals {
  readonly values: Float64Array;
  readonly labels: readonly string[];
  readonly stages: readonly string[] | undefined;
  readonly warnings: readonly Warning[];
}

export function readIndividuals(columns: ColumnReader, options: OptionReader, role = 'measurements'): Individuals {
  const { values } = columns.numbers(role);
  if (values.every(Number.isNaN))
    options.problems.push(
      problem('data-none', text('没有可用的数值', 'no values to chart'), text('录入测量值', 'Enter measurements')),
    );
  const names = optionalLabels(columns, 'label');
  return {
    values,
    labels: names ? Array.from(values, (_, k) => names[k] || String(k + 1)) : [],
    stages: optionalLabels(columns, 'stage'),
    warnings: [],
  };
}

export interface IndividualsModelInput {
  readonly values: Float64Array;
  readonly names: readonly [main: string, spread: string];
  readonly method: IndividualsMethod;
  readonly span: number;
  readonly constants: ConstantsSource;
  readonly limitSigma: number;
}

/** Single values over their moving ranges. */
export function individualsModel(input: IndividualsModelInput): ChartModel {
  const { values, names, method, span, constants, limitSigma } = input;
  return {
    suffices: ['mean', 'sigma'],
    panels: [
      { name: names[0], title: panelTitles[names[0]]!.chart, patterns: true },
      { name: names[1], title: panelTitles[names[1]]!.chart, patterns: false },
    ],
    estimate(stage, counts) {
      let sum = 0;
      let n = 0;
      for (let i = stage.from; i < stage.to; i++) {
        if (counts[i] !== 1 || Number.isNaN(values[i]!)) continue;
        sum += values[i]!;
        n++;
      }
      const sigma = sigmaOfIndividuals({ values, from: stage.from, to: stage.to, counts, method, span, constants });
      if (sigma > 0) return { mean: sum / n, sigma };
      return problem(
        'spread-none',
        text(
          n < 2 ? `参与计算的值只有 ${n} 个，至少要 2 个` : '相邻值全部相同，移动极差为 0，控制限没有宽度',
          n < 2
            ? `${n} values count, at least 2 are needed`
            : 'neighbouring values are all the same, limits would have no width',
        ),
        text('检查数据、排除的点和量具分辨力', 'Check the data, the exclusions and the resolution of the gauge'),
      );
    },
    draw(parameters, stage, [main, spread]) {
      const { mean = Number.NaN, sigma = Number.NaN } = parameters;
      if (!main || !spread) return;
      const c = constantsFor(span, constants);
      for (let i = stage.from; i < stage.to; i++) {
        setPoint(main, i, values[i]!, { cl: mean, sigma, limitSigma });
        if (i < stage.from + span - 1) continue;
        setPoint(spread, i, movingRange(values, i, span), {
          cl: c.d2 * sigma,
          sigma: c.d3 * sigma,
          limitSigma,
          least: 0,
        });
      }
    },
  };
}

export interface Line {
  readonly cl: number;
  readonly sigma: number;
  readonly limitSigma: number;
  readonly least?: number;
  readonly most?: number;
}

/** One point with limits at `limitSigma` of its own deviation, kept within what the statistic can be. */
export function setPoint(
  panel: PanelArrays,
  i: number,
  value: number,
  { cl, sigma, limitSigma, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }: Line,
): void {
  panel.values[i] = value;
  panel.cl[i] = cl;
  panel.ucl[i] = Math.min(most, cl + limitSigma * sigma);
  panel.lcl[i] = Math.max(least, cl - limitSigma * sigma);
  panel.sigma[i] = sigma;
}

export const individualsWords: Record<IndividualsMethod, readonly [zh: string, en: string]> = {
  'mr-mean': ['σ = 平均移动极差/d2', 'sigma = mean moving range over d2'],
  'mr-median': ['σ = 移动极差中位数/0.9539', 'sigma = median moving range over 0.9539'],
  sd: ['σ = s/c4，含长期变异', 'sigma = s/c4, with the long-term variation in it'],
};

export function individualsConventions(options: OptionReader): Convention[] {
  const method = options.choice('sigmaMethod') as IndividualsMethod;
  return [
    convention('sigma', method, ...individualsWords[method]),
    convention('span', options.number('span'), '移动极差的跨度', 'span of the moving range'),
    convention('constants', options.choice('constants'), '控制图系数的来源', 'where the constants come from'),
    convention(
      'movingRangeTests',
      'limits-only',
      '移动极差彼此相关，只判超限，不用链的准则',
      'moving ranges hang together: they are held to their limits, not to tests on runs',
    ),
  ];
}

/** Neighbours that resemble each other make moving ranges too small and limits too narrow. */
export function judgeAutocorrelation(values: Float64Array, stage: Stage): Warning[] {
  let n = 0;
  let sum = 0;
  for (let i = stage.from; i < stage.to; i++) {
    if (Number.isNaN(values[i]!)) continue;
    n++;
    sum += values[i]!;
  }
  if (n < 20) return [];
  const mean = sum / n;
  let products = 0;
  let squares = 0;
  let last = 0;
  for (let i = stage.from; i < stage.to; i++) {
    if (Number.isNaN(values[i]!)) continue;
    const deviation = values[i]! - mean;
    squares += deviation * deviation;
    products += deviation * last;
    last = deviation;
  }
  const r = products / squares;
  if (!(Math.abs(r) > 2 / Math.sqrt(n) && Math.abs(r) > 0.3)) return [];
  return [
    warning(
      'autocorrelation',
      text(
        `相邻值的自相关系数为 ${r.toFixed(2)}：σ 由移动极差估计会${r > 0 ? '偏小，误报增多' : '偏大，漏报增多'}`,
        `neighbouring values correlate (lag 1: ${r.toFixed(2)}): sigma from moving ranges is too ${r > 0 ? 'small, with more false alarms' : 'large, and shifts are missed'}`,
      ),
      text('拉长抽样间隔，或改用标准差估计并说明', 'Sample less often, or model the series first'),
    ),
  ];
}

export function explainIndividuals(
  values: ChartValues,
  options: OptionReader,
  names: readonly [string, string],
): ReturnType<Prepared['explain']> {
  const stage = lastStage(values);
  const { mean, sigma } = stage?.parameters ?? {};
  const l = figure(options.number('limitSigma'));
  const [zh, en] =
    options.optionalNumber('sigma') !== undefined
      ? ['σ 为给定值', 'sigma is given']
      : individualsWords[options.choice('sigmaMethod') as IndividualsMethod];
  const words = {
    zh: `由 ${stage?.counted} 个点估计：均值 ${figure(mean)}，${zh} = ${figure(sigma)}`,
    en: `from ${stage?.counted} points: mean ${figure(mean)}, ${en} = ${figure(sigma)}`,
    source: 'ISO 7870-2:2023; Montgomery, Introduction to Statistical Quality Control, section 6.4',
  };
  return [
    ...explainLimits(values, { panel: names[0], formula: { ucl: `x̄ + ${l} σ`, cl: 'x̄', lcl: `x̄ - ${l} σ` }, ...words }),
    ...explainLimits(values, {
      panel: names[1],
      formula: { ucl: `(d2 + ${l} d3) σ`, cl: 'd2 σ', lcl: `max(0, d2 - ${l} d3) σ` },
      ...words,
    }),
  ];
}

export function prepareIndividuals(
  options: OptionReader,
  data: Individuals,
  names: readonly [string, string],
): Prepared | undefined {
  const fixed = readFixed(options);
  if (options.problems.length > 0) return undefined;
  return {
    model: individualsModel({
      values: data.values,
      names,
      method: options.choice('sigmaMethod') as IndividualsMethod,
      span: options.number('span'),
      constants: options.choice('constants') as ConstantsSource,
      limitSigma: options.number('limitSigma'),
    }),
    points: data.values.length,
    labels: data.labels,
    sizes: [1],
    stages: data.stages,
    fixed,
    conventions: individualsConventions(options),
    warnings: data.warnings,
    explain: (values) => explainIndividuals(values, options, names),
    judge: (values) =>
      values.stages.flatMap((stage) =>
        judgeAutocorrelation(data.values, { name: stage.name, from: stage.from - 1, to: stage.to }),
      ),
  };
}

const specificationOptions: readonly OptionSpec[] = [
  {
    name: 'lsl',
    text: text('在图上画规格下限（默认不画）', 'lower specification limit to draw (not drawn unless given)'),
    kind: 'number',
  },
  {
    name: 'usl',
    text: text('在图上画规格上限（默认不画）', 'upper specification limit to draw (not drawn unless given)'),
    kind: 'number',
  },
];

function withSpecification(prepared: Prepared, options: OptionReader): Prepared | undefined {
  const lsl = options.optionalNumber('lsl');
  const usl = options.optionalNumber('usl');
  if (lsl === undefined && usl === undefined) return prepared;
  if (lsl !== undefined && usl !== undefined && lsl >= usl) {
    options.problems.push(
      problem(
        'specification-reversed',
        text(
          `规格下限 \`${lsl}\` 应小于上限 \`${usl}\``,
          `expected the lower specification limit \`${lsl}\` below the upper \`${usl}\``,
        ),
        text('对调或改正规格限', 'Swap or mend the limits'),
      ),
    );
    return undefined;
  }
  return {
    ...prepared,
    specification: { lsl: lsl ?? null, usl: usl ?? null },
    warnings: [
      ...prepared.warnings,
      warning(
        'specification-drawn',
        text(
          '图上画了规格限：它不是控制限，合格不等于受控',
          'specification limits are drawn: they are no control limits, and conforming is not in control',
        ),
        text('判异只看控制限；能力另做能力分析', 'Judge stability by the control limits; study capability apart'),
      ),
    ],
  };
}

export const iMr: Method = defineChart({
  id: 'i-mr',
  title: text('单值-移动极差控制图', 'Individuals and moving range chart'),
  purpose: text(
    '每次只有一个值时，过程均值和散布是否稳定？',
    'Are mean and spread stable when there is one value at a time?',
  ),
  conditions: [
    {
      condition: text('相邻的值大致独立', 'neighbouring values are about independent'),
      otherwise: text('拉长抽样间隔', 'Sample less often'),
    },
    {
      condition: text('数据不严重偏斜', 'the data are not strongly skewed'),
      otherwise: text('变换后再画，或用 t 图、g 图', 'Transform first, or use a t or g chart'),
    },
  ],
  sources: [
    'GB/T 17989.2-2020 (ISO 7870-2:2013)',
    'Nelson, L. S. (1982), Control charts for individual measurements, Journal of Quality Technology 14(3), 172-173',
    'Montgomery, Introduction to Statistical Quality Control, section 6.4',
  ],
  columns: [individualsRole],
  options: [...individualsOptions, ...specificationOptions],
  example: {
    text: text('飞机底漆各批的黏度', 'Viscosity of batches of aircraft primer'),
    source: 'Montgomery, Introduction to Statistical Quality Control, section 6.4',
    csv: viscosity,
    assignment: { measurements: ['viscosity'], label: ['batch'] },
    options: {},
  },
  prepare: (columns, options) => {
    const prepared = prepareIndividuals(options, readIndividuals(columns, options), ['i', 'mr']);
    return prepared && withSpecification(prepared, options);
  },
});
