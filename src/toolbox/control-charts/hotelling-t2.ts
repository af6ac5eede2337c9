import { cholesky } from '../arithmetic/cholesky.ts';
import { betaQuantileUpper } from '../distributions/beta.ts';
import { fisherFQuantileUpper } from '../distributions/fisher-f.ts';
import type { Method } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { convention, text } from '../outcome/answer.ts';
import type { ChartValues } from './chart-result.ts';
import { defineChart } from './define-chart.ts';
import { chemicalProcess } from './examples.ts';
import { explainLimits, figure, lastStage } from './explain.ts';
import { panelTitles } from './panel-titles.ts';
import { t2Arl } from './price/t2-arl.ts';
import type { ChartModel } from './run-chart.ts';
import {
  covarianceOption,
  type Estimate,
  estimateVectors,
  general,
  jointly,
  quadraticForm,
  readVectors,
  subgroupRole,
  type Vectors,
  variablesRole,
} from './vectors.ts';

interface T2Limit {
  readonly ucl: number;
  readonly cl: number;
}

/** Limit and median of T²: β and F for the period the limits come from, F for later points (Tracy, Young and Mason 1992). */
function t2Limit(phase: string, m: number, n: number, p: number, alpha: number): T2Limit {
  const both = (quantile: (q: number) => number): T2Limit => ({ ucl: quantile(alpha), cl: quantile(0.5) });
  if (n === 1 && phase === '1') return both((q) => ((m - 1) ** 2 / m) * betaQuantileUpper(q, p / 2, (m - p - 1) / 2));
  if (n === 1) return both((q) => ((p * (m + 1) * (m - 1)) / (m * (m - p))) * fisherFQuantileUpper(q, p, m - p));
  const df = m * n - m - p + 1;
  const factor = (p * (n - 1) * (phase === '1' ? m - 1 : m + 1)) / df;
  return both((q) => factor * fisherFQuantileUpper(q, p, df));
}

function t2Model(vectors: Vectors, options: OptionReader, estimates: Map<number, Estimate>): ChartModel {
  const p = vectors.names.length;
  const alpha = options.number('alpha');
  const phase = options.choice('phase');
  return {
    panels: [{ name: 't2', title: panelTitles['t2']!.chart, patterns: true }],
    estimate(stage, counts) {
      const estimate = estimateVectors(vectors, stage, counts, options.choice('covariance'));
      if ('code' in estimate) return estimate;
      estimates.set(stage.from, estimate);
      return { points: estimate.points, variables: p };
    },
    draw(_, stage, [panel]) {
      const estimate = estimates.get(stage.from);
      if (!panel || !estimate) return;
      const { ucl, cl } = t2Limit(phase, estimate.points, vectors.size, p, alpha);
      for (let k = stage.from; k < stage.to; k++) {
        const mean = vectors.means[k];
        if (!mean) continue;
        panel.values[k] =
          vectors.size *
          quadraticForm(
            estimate.factor,
            mean.map((x, j) => x - estimate.mean[j]!),
          );
        panel.ucl[k] = ucl;
        panel.cl[k] = cl;
        panel.lcl[k] = Number.NEGATIVE_INFINITY;
        panel.sigma[k] = (ucl - cl) / 3;
      }
    },
  };
}

/** How much of T² each variable adds, given the others: T² less the T² without it (Runger, Alt and Montgomery 1996). */
function contributionsOf(values: ChartValues, vectors: Vectors, estimates: Map<number, Estimate>): ChartValues {
  const contributions = values.signals.flatMap((signal) => {
    const stage = values.stages.find((s) => signal.point >= s.from && signal.point <= s.to);
    const estimate = stage && estimates.get(stage.from - 1);
    const mean = vectors.means[signal.point - 1];
    if (!estimate || !mean || signal.panel !== 't2') return [];
    const deviation = mean.map((x, j) => x - estimate.mean[j]!);
    const whole = quadraticForm(estimate.factor, deviation);
    const matrix = estimate.factor.map((row, i) =>
      estimate.factor.map((other, j) =>
        row.reduce((sum, value, k) => (k <= Math.min(i, j) ? sum + value * other[k]! : sum), 0),
      ),
    );
    return vectors.names.map((variable, j) => {
      const rest = matrix.filter((_, i) => i !== j).map((row) => row.filter((_, i) => i !== j));
      const without =
        rest.length === 0
          ? 0
          : quadraticForm(
              cholesky(rest),
              deviation.filter((_, i) => i !== j),
            );
      return { point: signal.point, variable, value: vectors.size * (whole - without) };
    });
  });
  return { ...values, contributions };
}

export const hotellingT2: Method = defineChart({
  id: 't2',
  title: text('Hotelling T² 控制图', 'Hotelling T² chart'),
  purpose: text('几个相关的特性合起来是否稳定？', 'Are several related characteristics stable together?'),
  conditions: jointly,
  sources: [
    'Hotelling, H. (1947), Multivariate quality control',
    'Tracy, N. D., Young, J. C. and Mason, R. L. (1992), Journal of Quality Technology 24(2), 88-95',
    'Montgomery, Introduction to Statistical Quality Control, section 11.3',
  ],
  columns: [variablesRole, subgroupRole],
  limitRuleOnly: true,
  ownLimits: true,
  options: [
    {
      name: 'alpha',
      text: text('每点误报概率 α', 'chance of a false alarm at a point'),
      kind: 'number',
      default: 0.0027,
      least: 1e-6,
      most: 0.2,
    },
    {
      name: 'phase',
      text: text('阶段', 'phase'),
      kind: 'choice',
      choices: [
        { value: '1', text: text('阶段一：判断这些数据本身', 'phase 1: judge the data the limits come from') },
        { value: '2', text: text('阶段二：用其限判断以后的点', 'phase 2: judge later points') },
      ],
      default: '1',
    },
    covarianceOption,
  ],
  example: {
    text: text('化工过程两个相关特性，20 个子组，每组 4 个', 'Two related characteristics, 20 subgroups of 4'),
    source: 'Ryan, T. P., Statistical Methods for Quality Improvement, table 9.2',
    csv: chemicalProcess,
    assignment: { measurements: ['x1', 'x2'], subgroup: ['sample'] },
    options: {},
  },
  prepare: (columns, options) => {
    const vectors = readVectors(columns, options);
    if (options.problems.length > 0) return undefined;
    const estimates = new Map<number, Estimate>();
    const alpha = options.number('alpha');
    const phase = options.choice('phase');
    return {
      ...general(vectors),
      model: t2Model(vectors, options, estimates),
      conventions: [
        convention('phase', phase, `控制限按阶段${phase === '1' ? '一' : '二'}的分布`, `limits for phase ${phase}`),
        convention(
          'covariance',
          vectors.size > 1 ? 'within-subgroups' : options.choice('covariance'),
          '协方差的估计',
          'estimate of the covariance',
        ),
        convention('centre', 'median', '中心线为 T² 的中位数', 'the centre line is the median of T²'),
        convention('alpha', alpha, '每点误报概率', 'chance of a false alarm at a point'),
        convention(
          'runLength',
          'parameters-known',
          '偏移后的平均链长按均值和协方差已知（χ²）计算；偏移以描点向量的 σ 计（马氏距离）',
          'the run length under a shift takes mean and covariance as known (χ²); the shift is a Mahalanobis distance in sigma of the plotted vector',
        ),
      ],
      warnings: vectors.warnings,
      price: (_, shift) => ({ arl0: 1 / alpha, shift, arl1: t2Arl({ variables: vectors.names.length, alpha, shift }) }),
      complete: (values) => contributionsOf(values, vectors, estimates),
      explain: (values) => {
        const { points, variables } = lastStage(values)?.parameters ?? {};
        const formula =
          vectors.size > 1
            ? `p(n-1)(m${phase === '1' ? '-' : '+'}1)/(mn-m-p+1) F`
            : phase === '1'
              ? '(m-1)²/m β'
              : 'p(m+1)(m-1)/(m(m-p)) F';
        return explainLimits(values, {
          panel: 't2',
          formula: { ucl: `${formula}(α)`, cl: `${formula}(0.5)`, lcl: '0' },
          zh: `p = ${variables}，m = ${points}，n = ${vectors.size}，α = ${figure(alpha)}`,
          en: `p = ${variables}, m = ${points}, n = ${vectors.size}, alpha = ${figure(alpha)}`,
          source: 'Tracy, Young and Mason (1992), Journal of Quality Technology 24(2), 88-95',
        });
      },
    };
  },
});
