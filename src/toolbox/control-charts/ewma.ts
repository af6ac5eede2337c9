import type { Method } from '../method/method.ts';
import { convention, text } from '../outcome/answer.ts';
import { defineChart } from './define-chart.ts';
import { shiftedMean } from './examples.ts';
import { explainLimits, figure, lastStage } from './explain.ts';
import { setPoint } from './individuals.ts';
import { panelTitles } from './panel-titles.ts';
import { ewmaArl } from './price/ewma-arl.ts';
import type { ChartModel } from './run-chart.ts';
import { subgroupRoles } from './subgroups.ts';
import { readWeighted, type WeightedInput, weightedOptions } from './weighted-input.ts';

interface EwmaSettings {
  readonly lambda: number;
  readonly limitSigma: number;
  readonly exact: boolean;
}

/**
 * z_t = λ x̄_t + (1 - λ) z_{t-1}, z_0 = mean. Exact limits follow the variance λ² Σ (1-λ)^{2(t-i)} σ²/n_i, which holds for
 * unequal sizes as well; asymptotic ones take λ/(2-λ) σ²/n. A missing point leaves z and its variance where they were.
 */
function ewmaModel(input: WeightedInput, { lambda, limitSigma, exact }: EwmaSettings): ChartModel {
  return {
    suffices: ['mean', 'sigma'],
    panels: [{ name: 'ewma', title: panelTitles['ewma']!.chart, patterns: true }],
    estimate: (stage, counts) => input.estimate(stage, counts),
    draw(parameters, stage, [panel]) {
      const { mean = Number.NaN, sigma = Number.NaN } = parameters;
      if (!panel) return;
      let z = mean;
      let variance = 0;
      for (let k = stage.from; k < stage.to; k++) {
        const n = input.sizes[k]!;
        if (n === 0) continue;
        z = lambda * input.means[k]! + (1 - lambda) * z;
        variance = exact
          ? (1 - lambda) ** 2 * variance + (lambda * sigma) ** 2 / n
          : ((lambda / (2 - lambda)) * sigma ** 2) / n;
        setPoint(panel, k, z, { cl: mean, sigma: Math.sqrt(variance), limitSigma });
      }
    },
  };
}

export const ewma: Method = defineChart({
  id: 'ewma',
  title: text('指数加权移动平均控制图 EWMA', 'EWMA chart'),
  purpose: text('能否尽早发现均值的小偏移（0.5–2σ）？', 'Can small shifts of the mean (0.5 to 2 sigma) be seen early?'),
  conditions: [
    {
      condition: text('数据大致独立；λ 取 0.05–0.4', 'data about independent; lambda from 0.05 to 0.4'),
      otherwise: text('大偏移用休哈特图；λ = 1 即休哈特图', 'Use a Shewhart chart for large shifts; lambda = 1 is one'),
    },
    {
      condition: text('目标值或稳定期的均值已知', 'a target or the mean of a stable period is known'),
      otherwise: text('先用单值图或均值图确认稳定', 'Establish stability with a Shewhart chart first'),
    },
  ],
  sources: [
    'Roberts, S. W. (1959), Technometrics 1(3), 239-250',
    'Lucas, J. M. and Saccucci, M. S. (1990), Technometrics 32(1), 1-12',
    'Crowder, S. V. (1987), Technometrics 29(4), 401-407 (run lengths)',
    'GB/T 17989.6 (ISO 7870-6) EWMA 控制图',
  ],
  columns: subgroupRoles,
  limitRuleOnly: true,
  options: [
    { name: 'lambda', text: text('权重 λ', 'weight lambda'), kind: 'number', default: 0.2, least: 0.001, most: 1 },
    {
      name: 'variance',
      text: text('控制限', 'limits'),
      kind: 'choice',
      choices: [
        { value: 'exact', text: text('精确（起初较窄）', 'exact (narrow at the start)') },
        { value: 'asymptotic', text: text('渐近（常数）', 'asymptotic (constant)') },
      ],
      default: 'exact',
    },
    ...weightedOptions,
  ],
  example: {
    text: text(
      '30 个观测值，第 20 个之后均值由 10 移到 11；λ = 0.1，L = 2.7',
      'Thirty observations, the mean moving from 10 to 11 after the twentieth; lambda 0.1, L 2.7',
    ),
    source: 'Montgomery, Introduction to Statistical Quality Control, example 9.2',
    csv: shiftedMean,
    assignment: { measurements: ['x'], label: ['observation'] },
    options: { lambda: 0.1, limitSigma: 2.7, mean: 10, sigma: 1 },
  },
  prepare: (columns, options) => {
    const input = readWeighted(columns, options);
    if (!input) return undefined;
    const lambda = options.number('lambda');
    const limitSigma = options.number('limitSigma');
    const exact = options.choice('variance') === 'exact';
    return {
      model: ewmaModel(input, { lambda, limitSigma, exact }),
      points: input.means.length,
      labels: input.subgroups.labels,
      sizes: Array.from(input.sizes),
      stages: input.subgroups.stages,
      fixed: input.fixed,
      conventions: [
        ...input.conventions,
        convention('lambda', lambda, '权重 λ', 'weight'),
        convention(
          'variance',
          exact ? 'exact' : 'asymptotic',
          exact ? '方差按实际步数计算' : '方差取极限值 λ/(2-λ)',
          exact ? 'variance after the steps taken so far' : 'limiting variance λ/(2-λ)',
        ),
        convention('priceLimits', 'asymptotic', '平均链长按渐近限计算', 'run lengths are for asymptotic limits'),
      ],
      warnings: input.subgroups.warnings,
      price: (_, shift) => ({
        arl0: ewmaArl({ lambda, limitSigma }),
        shift,
        arl1: ewmaArl({ lambda, limitSigma, shift }),
      }),
      explain: (values) => {
        const { mean, sigma } = lastStage(values)?.parameters ?? {};
        const root = exact ? '√(λ/(2-λ) [1-(1-λ)^{2t}]/n)' : '√(λ/(2-λ)/n)';
        return explainLimits(values, {
          panel: 'ewma',
          formula: { ucl: `μ + ${figure(limitSigma)} σ ${root}`, cl: 'μ', lcl: `μ - ${figure(limitSigma)} σ ${root}` },
          zh: `λ = ${figure(lambda)}，μ = ${figure(mean)}，σ = ${figure(sigma)}`,
          en: `lambda = ${figure(lambda)}, mu = ${figure(mean)}, sigma = ${figure(sigma)}`,
          source: 'Lucas and Saccucci (1990), Technometrics 32(1), 1-12',
        });
      },
    };
  },
});
