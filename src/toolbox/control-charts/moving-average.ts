import type { Method } from '../method/method.ts';
import { convention, text } from '../outcome/answer.ts';
import { defineChart } from './define-chart.ts';
import { shiftedMean } from './examples.ts';
import { explainLimits, figure, lastStage } from './explain.ts';
import { setPoint } from './individuals.ts';
import { panelTitles } from './panel-titles.ts';
import type { ChartModel } from './run-chart.ts';
import { subgroupRoles } from './subgroups.ts';
import { readWeighted, type WeightedInput, weightedOptions } from './weighted-input.ts';

/** Mean of the last w means; its variance σ²/w² Σ 1/n_i, so that the limits are wider before w points are there. */
function movingAverageModel(input: WeightedInput, width: number, limitSigma: number): ChartModel {
  return {
    suffices: ['mean', 'sigma'],
    panels: [{ name: 'ma', title: panelTitles['ma']!.chart, patterns: true }],
    estimate: (stage, counts) => input.estimate(stage, counts),
    draw(parameters, stage, [panel]) {
      const { mean = Number.NaN, sigma = Number.NaN } = parameters;
      if (!panel) return;
      for (let i = stage.from; i < stage.to; i++) {
        let sum = 0;
        let inverse = 0;
        let terms = 0;
        for (let j = Math.max(stage.from, i - width + 1); j <= i; j++) {
          const n = input.sizes[j]!;
          if (n === 0) continue;
          sum += input.means[j]!;
          inverse += 1 / n;
          terms++;
        }
        if (input.sizes[i] === 0 || terms === 0) continue;
        setPoint(panel, i, sum / terms, { cl: mean, sigma: (sigma * Math.sqrt(inverse)) / terms, limitSigma });
      }
    },
  };
}

export const movingAverage: Method = defineChart({
  id: 'moving-average',
  title: text('移动平均控制图', 'Moving average chart'),
  purpose: text(
    '用最近 w 个点的平均，能否看出均值的小偏移？',
    'Does the mean of the last w points show a small shift?',
  ),
  conditions: [
    {
      condition: text('数据大致独立', 'data about independent'),
      otherwise: text('同等窗宽下 EWMA 更灵敏', 'EWMA sees more at the same width'),
    },
  ],
  sources: ['Montgomery, Introduction to Statistical Quality Control, section 9.3'],
  columns: subgroupRoles,
  limitRuleOnly: true,
  options: [
    { name: 'width', text: text('窗宽 w', 'width w'), kind: 'number', default: 5, least: 2, most: 100, integer: true },
    ...weightedOptions,
  ],
  example: {
    text: text('30 个观测值，窗宽 5', 'Thirty observations, width 5'),
    source: 'Montgomery, Introduction to Statistical Quality Control, example 9.3',
    csv: shiftedMean,
    assignment: { measurements: ['x'], label: ['observation'] },
    options: { width: 5, mean: 10, sigma: 1 },
  },
  prepare: (columns, options) => {
    const input = readWeighted(columns, options);
    if (!input) return undefined;
    const width = options.number('width');
    const limitSigma = options.number('limitSigma');
    return {
      model: movingAverageModel(input, width, limitSigma),
      points: input.means.length,
      labels: input.subgroups.labels,
      sizes: Array.from(input.sizes),
      stages: input.subgroups.stages,
      fixed: input.fixed,
      conventions: [
        ...input.conventions,
        convention('width', width, '窗宽', 'width'),
        convention(
          'start',
          'fewer-points',
          '不足 w 点时取已有各点，限相应放宽',
          'before w points the mean is of those there, with wider limits',
        ),
      ],
      warnings: input.subgroups.warnings,
      // Neighbouring moving averages share their terms; the run length of independent points would be wrong.
      price: () => null,
      explain: (values) => {
        const { mean, sigma } = lastStage(values)?.parameters ?? {};
        return explainLimits(values, {
          panel: 'ma',
          formula: { ucl: `μ + ${figure(limitSigma)} σ/√(n w)`, cl: 'μ', lcl: `μ - ${figure(limitSigma)} σ/√(n w)` },
          zh: `w = ${width}，μ = ${figure(mean)}，σ = ${figure(sigma)}`,
          en: `w = ${width}, mu = ${figure(mean)}, sigma = ${figure(sigma)}`,
          source: 'Montgomery, Introduction to Statistical Quality Control, section 9.3',
        });
      },
    };
  },
});
