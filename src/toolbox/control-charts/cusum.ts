import type { Explanation, Method, Warning } from '../method/method.ts';
import { convention, problem, text, warning } from '../outcome/answer.ts';
import type { ChartValues } from './chart-result.ts';
import { defineChart } from './define-chart.ts';
import { shiftedMean } from './examples.ts';
import { figure, lastStage } from './explain.ts';
import { panelTitles } from './panel-titles.ts';
import { cusumArl } from './price/cusum-arl.ts';
import type { ChartModel, PanelArrays } from './run-chart.ts';
import { subgroupRoles } from './subgroups.ts';
import { readWeighted, type WeightedInput, weightedOptions } from './weighted-input.ts';

interface CusumSettings {
  readonly k: number;
  readonly h: number;
  readonly headStart: number;
  readonly target: number | undefined;
}

/**
 * Tabular CUSUM in standard deviations of the plotted mean: C⁺ = max(0, z - k + C⁺), C⁻ = max(0, -z - k + C⁻), the lower
 * side drawn below zero (Montgomery section 9.1). Standardising keeps h the same for subgroups of any size.
 */
function cusumModel(input: WeightedInput, settings: CusumSettings, starts: Int32Array[]): ChartModel {
  const { k: reference, h, headStart, target } = settings;
  return {
    suffices: ['mean', 'sigma'],
    panels: [
      { name: 'cusum-upper', title: panelTitles['cusum-upper']!.chart, patterns: true },
      { name: 'cusum-lower', title: panelTitles['cusum-lower']!.chart, patterns: true },
    ],
    estimate(stage, counts) {
      const estimated = input.estimate(stage, counts);
      return 'code' in estimated || target === undefined ? estimated : { ...estimated, mean: target };
    },
    draw(parameters, stage, [upper, lower]) {
      const { mean = Number.NaN, sigma = Number.NaN } = parameters;
      if (!upper || !lower) return;
      let up = headStart;
      let down = headStart;
      let upStart = stage.from;
      let downStart = stage.from;
      for (let i = stage.from; i < stage.to; i++) {
        const n = input.sizes[i]!;
        if (n > 0) {
          const z = ((input.means[i]! - mean) * Math.sqrt(n)) / sigma;
          if (up === 0) upStart = i;
          if (down === 0) downStart = i;
          up = Math.max(0, z - reference + up);
          down = Math.max(0, -z - reference + down);
          setSide(upper, i, up, h);
          setSide(lower, i, down === 0 ? 0 : -down, -h);
        }
        starts[0]![i] = upStart;
        starts[1]![i] = downStart;
      }
    },
    // The run that ends in a signal began where the sum last left zero: the likely time of the change.
    patternStart: (panel, point) => starts[panel === 'cusum-upper' ? 0 : 1]?.[point],
  };
}

function setSide(panel: PanelArrays, i: number, value: number, limit: number): void {
  panel.values[i] = value;
  panel.cl[i] = 0;
  panel.sigma[i] = 1;
  panel.ucl[i] = limit > 0 ? limit : Number.POSITIVE_INFINITY;
  panel.lcl[i] = limit > 0 ? Number.NEGATIVE_INFINITY : limit;
}

/** When the change began and where the mean went, from the first signal of each side (Montgomery 9.1.3). */
function judgeChange(values: ChartValues, input: WeightedInput, { k }: CusumSettings): Warning[] {
  return values.panels.flatMap((panel) => {
    const signal = values.signals.find((s) => s.panel === panel.name);
    if (!signal) return [];
    const { mean = Number.NaN, sigma = Number.NaN } = lastStage(values)?.parameters ?? {};
    const sign = panel.name === 'cusum-upper' ? 1 : -1;
    const sum = Math.abs(panel.values[signal.point - 1] ?? Number.NaN);
    const n = input.sizes[signal.point - 1] ?? 1;
    const steps = signal.point - signal.from + 1;
    const now = mean + (sign * (k + sum / steps) * sigma) / Math.sqrt(n);
    const before = values.labels[signal.from - 2] ?? String(signal.from - 1);
    return [
      warning(
        'change-point',
        text(
          `均值${sign > 0 ? '上' : '下'}移：大约发生在点 ${before} 与 ${values.labels[signal.from - 1] ?? signal.from} 之间，新均值约 ${figure(now)}`,
          `the mean moved ${sign > 0 ? 'up' : 'down'}: about between points ${before} and ${values.labels[signal.from - 1] ?? signal.from}, to about ${figure(now)}`,
        ),
        text('查找那段时间的变化', 'Look for what changed then'),
      ),
    ];
  });
}

function explainCusum(values: ChartValues, settings: CusumSettings): Explanation[] {
  const { mean, sigma } = lastStage(values)?.parameters ?? {};
  const words = {
    zh: `目标 ${figure(mean)}，σ = ${figure(sigma)}，k = ${figure(settings.k)}，h = ${figure(settings.h)}（以 σ/√n 为单位）`,
    en: `target ${figure(mean)}, sigma = ${figure(sigma)}, k = ${figure(settings.k)}, h = ${figure(settings.h)}, in units of sigma/√n`,
  };
  const source = 'Page, E. S. (1954), Biometrika 41, 100-115; Montgomery, section 9.1';
  return [
    {
      field: 'limits.cusum-upper.ucl',
      formula: `C⁺ = max(0, z - k + C⁺), H = ${figure(settings.h)}`,
      text: words,
      source,
    },
    {
      field: 'limits.cusum-lower.lcl',
      formula: `C⁻ = max(0, -z - k + C⁻), -H = ${figure(-settings.h)}`,
      text: words,
      source,
    },
  ];
}

export const cusum: Method = defineChart({
  id: 'cusum',
  title: text('累积和控制图 CUSUM', 'CUSUM chart'),
  purpose: text(
    '能否尽早发现均值的小偏移，并估计何时开始？',
    'Can a small shift of the mean be seen early, and when did it begin?',
  ),
  conditions: [
    {
      condition: text(
        '目标值或稳定期的均值、标准差已知',
        'target, or mean and deviation of a stable period, are known',
      ),
      otherwise: text('先用休哈特图确认稳定', 'Establish stability with a Shewhart chart first'),
    },
    {
      condition: text('数据大致独立、接近正态', 'data about independent and normal'),
      otherwise: text('用 EWMA（λ 小时对非正态不敏感）', 'Use EWMA, which minds less with a small lambda'),
    },
  ],
  sources: [
    'Page, E. S. (1954), Continuous inspection schemes, Biometrika 41, 100-115',
    'Lucas, J. M. and Crosier, R. B. (1982), Technometrics 24(3), 199-205',
    'GB/T 17989.4 (ISO 7870-4) 累积和控制图',
  ],
  columns: subgroupRoles,
  limitRuleOnly: true,
  ownLimits: true,
  options: [
    {
      name: 'target',
      text: text('目标值（缺省用数据均值）', 'target (the mean of the data unless given)'),
      kind: 'number',
    },
    {
      name: 'k',
      text: text('参考值 k（σ）', 'reference value k in sigma'),
      kind: 'number',
      default: 0.5,
      least: 0.01,
      most: 3,
    },
    {
      name: 'h',
      text: text('判定值 h（σ）', 'decision interval h in sigma'),
      kind: 'number',
      default: 5,
      least: 0.5,
      most: 50,
    },
    {
      name: 'headStart',
      text: text('快速初始响应（h 的几分之几，0 为不用）', 'fast initial response, as a part of h (0: none)'),
      kind: 'number',
      default: 0,
      least: 0,
      most: 0.9,
    },
    ...weightedOptions.filter((spec) => spec.name !== 'mean'),
    { name: 'mean', text: text('同 target（二者只填一个）', 'the same as target (give one of them)'), kind: 'number' },
  ],
  example: {
    text: text(
      '30 个观测值，第 20 个之后均值由 10 移到 11',
      'Thirty observations, the mean moving from 10 to 11 after the twentieth',
    ),
    source: 'Montgomery, Introduction to Statistical Quality Control, example 9.1',
    csv: shiftedMean,
    assignment: { measurements: ['x'], label: ['observation'] },
    options: { target: 10, sigma: 1 },
  },
  prepare: (columns, options) => {
    const input = readWeighted(columns, options);
    if (!input) return undefined;
    const target = options.optionalNumber('target') ?? input.fixed['mean'];
    const { mean } = input.fixed;
    if (mean !== undefined && target !== mean) {
      options.problems.push(
        problem(
          'target-twice',
          text(`target \`${target}\` 与 mean \`${mean}\` 不一致`, `target \`${target}\` and mean \`${mean}\` differ`),
          text('只填一个', 'Give one of them'),
        ),
      );
      return undefined;
    }
    const h = options.number('h');
    const settings: CusumSettings = { k: options.number('k'), h, headStart: options.number('headStart') * h, target };
    const starts = [new Int32Array(input.means.length), new Int32Array(input.means.length)];
    const fixed = target === undefined ? input.fixed : { ...input.fixed, mean: target };
    const arl = (shift: number): number => cusumArl({ k: settings.k, h, headStart: settings.headStart, shift });
    return {
      model: cusumModel(input, settings, starts),
      points: input.means.length,
      labels: input.subgroups.labels,
      sizes: Array.from(input.sizes),
      stages: input.subgroups.stages,
      fixed,
      conventions: [
        ...input.conventions,
        convention(
          'scale',
          'standardised',
          '以 σ/√n 为单位（h 对各种子组大小相同）',
          'in units of sigma/√n, so that h is the same for all sizes',
        ),
        convention('headStart', options.number('headStart'), '快速初始响应', 'fast initial response'),
        convention('afterSignal', 'goes-on', '报警后不归零', 'not reset after a signal'),
      ],
      warnings: [
        ...input.subgroups.warnings,
        ...(target === undefined
          ? [
              warning(
                'target-from-data',
                text(
                  '没有给目标值，用数据均值代替：均值本身的偏移会看不见',
                  'no target given: the mean of the data stands for it, and its own offset goes unseen',
                ),
                text('填写目标值 target', 'Give a target'),
              ),
            ]
          : []),
      ],
      price: (_, shift) => ({ arl0: arl(0), shift, arl1: arl(shift) }),
      explain: (values) => explainCusum(values, settings),
      judge: (values) => judgeChange(values, input, settings),
    };
  },
});
