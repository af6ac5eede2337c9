import type { ColumnReader } from '../method/columns.ts';
import type { Method } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { convention, text, warning } from '../outcome/answer.ts';
import { type ConstantsSource, constantsFor } from './constants.ts';
import { defineChart, judgeSpreadFirst, type Prepared } from './define-chart.ts';
import { pistonRings } from './examples.ts';
import { explainLimits, figure, lastStage, sizesInWords } from './explain.ts';
import { individualsModel } from './individuals.ts';
import { panelTitles } from './panel-titles.ts';
import { type ChartModel, isProblem } from './run-chart.ts';
import { sigmaWithin } from './sigma-estimates.ts';
import { checkSubgroups, readSubgroups, type Subgroups, subgroupRoles, subgroupSizeOption } from './subgroups.ts';
import { constantsOption } from './xbar-charts.ts';

type Spread = 'r' | 's';

/**
 * Means of subgroups as single values over their moving ranges, and the spread within beside: for parts of one shot, one
 * heat or one wafer, whose spread within says nothing of how one shot differs from the next (Wheeler 1995, "three-way chart").
 */
function betweenWithinModel(subgroups: Subgroups, spread: Spread, options: OptionReader): ChartModel {
  const { statistics } = subgroups;
  const limitSigma = options.number('limitSigma');
  const constants = options.choice('constants') as ConstantsSource;
  const means = individualsModel({
    values: statistics.mean,
    names: ['means', 'mr'],
    method: 'mr-mean',
    span: 2,
    constants,
    limitSigma,
  });
  return {
    panels: [...means.panels, { name: spread, title: panelTitles[spread]!.chart, patterns: false }],
    estimate(stage, counts) {
      const ofMeans = means.estimate(stage, counts);
      if (isProblem(ofMeans)) return ofMeans;
      const { sigma = Number.NaN } = ofMeans;
      const use = (k: number): boolean => k >= stage.from && k < stage.to && counts[k] === 1;
      const within = sigmaWithin({
        statistics,
        use,
        method: spread === 'r' ? 'rbar' : 'sbar',
        weighting: 'mvlue',
        constants,
      });
      let inverse = 0;
      let used = 0;
      for (let k = stage.from; k < stage.to; k++) {
        if (!use(k) || statistics.size[k] === 0) continue;
        inverse += 1 / statistics.size[k]!;
        used++;
      }
      const between = Math.sqrt(Math.max(0, sigma * sigma - (within * within * inverse) / used));
      return {
        ...ofMeans,
        sigmaWithin: within,
        sigmaBetween: between,
        sigmaTotal: Math.hypot(between, within),
      };
    },
    draw(parameters, stage, [main, moving, spreads]) {
      if (!main || !moving || !spreads) return;
      means.draw(parameters, stage, [main, moving]);
      const within = parameters['sigmaWithin'] ?? Number.NaN;
      for (let k = stage.from; k < stage.to; k++) {
        const n = statistics.size[k]!;
        if (n < 2) continue;
        const c = constantsFor(n, constants);
        const [centre, deviation] = spread === 'r' ? [c.d2, c.d3] : [c.c4, c.c5];
        spreads.values[k] = spread === 'r' ? statistics.range[k]! : statistics.sd[k]!;
        spreads.cl[k] = centre * within;
        spreads.ucl[k] = (centre + limitSigma * deviation) * within;
        spreads.lcl[k] = Math.max(0, (centre - limitSigma * deviation) * within);
        spreads.sigma[k] = deviation * within;
      }
    },
  };
}

function prepare(columns: ColumnReader, options: OptionReader): Prepared | undefined {
  const subgroups = readSubgroups(columns, options);
  checkSubgroups(subgroups, options, true);
  if (options.problems.length > 0) return undefined;
  const spread = options.choice('spread') as Spread;
  const [zh, en] = spread === 'r' ? ['极差图', 'R'] : ['标准差图', 'S'];
  return {
    model: betweenWithinModel(subgroups, spread, options),
    points: subgroups.statistics.size.length,
    labels: subgroups.labels,
    sizes: Array.from(subgroups.statistics.size),
    stages: subgroups.stages,
    fixed: {},
    conventions: [
      convention(
        'sigma',
        'moving-range-of-means',
        '均值图的 σ 来自子组均值的移动极差/d2，含组间变异',
        'sigma of the means comes from their moving range over d2, the variation between subgroups in it',
      ),
      convention(
        'between',
        'variance-difference',
        'σ组间² = σ均值² - σ组内²/n，小于 0 时取 0',
        'the variance between is that of the means less that within over n, 0 where it comes out negative',
      ),
      convention(
        'within',
        spread === 'r' ? 'rbar' : 'sbar',
        spread === 'r' ? 'σ组内 = R̄/d2' : 'σ组内 = s̄/c4',
        spread === 'r' ? 'sigma within = Rbar/d2' : 'sigma within = sbar/c4',
      ),
      convention('constants', options.choice('constants'), '控制图系数的来源', 'where the constants come from'),
    ],
    warnings: subgroups.warnings,
    judge: (values) => {
      const { sigmaBetween } = lastStage(values)?.parameters ?? {};
      return [
        ...judgeSpreadFirst(values, spread, zh, en),
        ...(sigmaBetween === 0
          ? [
              warning(
                'between-none',
                text(
                  '子组之间没有超出组内变异的差别（σ组间 = 0）',
                  'subgroups differ no more than their spread within gives (sigma between = 0)',
                ),
                text(
                  '改用 xbar-r 或 xbar-s，限更窄、更灵敏',
                  'Use xbar-r or xbar-s, whose limits are closer and see more',
                ),
              ),
            ]
          : []),
      ];
    },
    explain: (values) => {
      const { mean, sigma, sigmaWithin: within, sigmaBetween, sigmaTotal } = lastStage(values)?.parameters ?? {};
      const l = figure(options.number('limitSigma'));
      const source =
        'Wheeler, D. J. (1995), Advanced Topics in Statistical Process Control, chapter 9; Minitab, I-MR-R/S';
      const n = sizesInWords(values);
      const said = {
        zh: `n = ${n}：均值 ${figure(mean)}，σ均值 = ${figure(sigma)}，σ组内 = ${figure(within)}，σ组间 = ${figure(sigmaBetween)}，合计 ${figure(sigmaTotal)}`,
        en: `n = ${n}: mean ${figure(mean)}, sigma of means ${figure(sigma)}, within ${figure(within)}, between ${figure(sigmaBetween)}, together ${figure(sigmaTotal)}`,
        source,
      };
      const [centre, deviation] = spread === 'r' ? ['d2', 'd3'] : ['c4', '√(1-c4²)'];
      return [
        ...explainLimits(values, {
          panel: 'means',
          formula: { ucl: `x̿ + ${l} MR̄/d2`, cl: 'x̿', lcl: `x̿ - ${l} MR̄/d2` },
          ...said,
        }),
        ...explainLimits(values, {
          panel: 'mr',
          formula: { ucl: `(d2 + ${l} d3) σ`, cl: 'd2 σ', lcl: `max(0, d2 - ${l} d3) σ` },
          ...said,
        }),
        ...explainLimits(values, {
          panel: spread,
          formula: {
            ucl: `(${centre} + ${l} ${deviation}) σ`,
            cl: `${centre} σ`,
            lcl: `max(0, ${centre} - ${l} ${deviation}) σ`,
          },
          ...said,
        }),
      ];
    },
  };
}

export const betweenWithin: Method = defineChart({
  id: 'i-mr-rs',
  title: text('组间/组内控制图（I-MR-R/S）', 'Between/within chart (I-MR-R/S)'),
  purpose: text(
    '子组内（一模、一炉、一片）本来就比子组间相似时，过程是否稳定？组间、组内各有多大变异？',
    'Is a process stable whose pieces of one shot, heat or wafer are alike by nature, and how much varies between and within?',
  ),
  conditions: [
    {
      condition: text('子组之间按时间顺序、大致独立', 'subgroups in the order of time and about independent'),
      otherwise: text('先按时间排序；有趋势时先查原因', 'Sort by time; where there is a trend, find its cause first'),
    },
    {
      condition: text('组间确有组内没有的变异', 'subgroups differ by more than their spread within'),
      otherwise: text('用均值-极差图或均值-标准差图', 'Use Xbar-R or Xbar-S'),
    },
  ],
  sources: [
    'Wheeler, D. J. (1995), Advanced Topics in Statistical Process Control, chapter 9 (three-way chart)',
    'GB/T 17989.2-2020 (ISO 7870-2:2013), constants',
  ],
  columns: subgroupRoles,
  options: [
    subgroupSizeOption(5),
    {
      name: 'spread',
      text: text('组内散布用', 'spread within by'),
      kind: 'choice',
      choices: [
        { value: 'r', text: text('极差', 'ranges') },
        { value: 's', text: text('标准差', 'standard deviations') },
      ],
      default: 'r',
    },
    constantsOption,
  ],
  example: {
    text: text('活塞环内径：看组间与组内各占多少', 'Piston rings: how much varies between subgroups and within'),
    source: 'Montgomery, Introduction to Statistical Quality Control, table 6.3',
    csv: pistonRings,
    assignment: { measurements: ['x1', 'x2', 'x3', 'x4', 'x5'] },
    options: {},
  },
  prepare,
});
