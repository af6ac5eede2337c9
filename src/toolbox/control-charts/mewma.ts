import { chiSquaredQuantile } from '../distributions/chi-squared.ts';
import type { Method } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { convention, text } from '../outcome/answer.ts';
import type { Price } from './chart-result.ts';
import { defineChart } from './define-chart.ts';
import { chemicalProcess } from './examples.ts';
import { explainLimits, figure } from './explain.ts';
import { panelTitles } from './panel-titles.ts';
import { mewmaArl, mewmaLimit, mewmaShiftArl, type ShiftedMewma } from './price/mewma-arl.ts';
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

function mewmaModel(vectors: Vectors, options: OptionReader, lambda: number, limit: number): ChartModel {
  const estimates = new Map<number, Estimate>();
  const exact = options.choice('variance') === 'exact';
  return {
    panels: [{ name: 'mewma', title: panelTitles['mewma']!.chart, patterns: true }],
    estimate(stage, counts) {
      const estimate = estimateVectors(vectors, stage, counts, options.choice('covariance'));
      if ('code' in estimate) return estimate;
      estimates.set(stage.from, estimate);
      return { points: estimate.points, variables: vectors.names.length, h: limit };
    },
    draw(_, stage, [panel]) {
      const estimate = estimates.get(stage.from);
      if (!panel || !estimate) return;
      let z = estimate.mean.map(() => 0);
      let kept = 1;
      for (let k = stage.from; k < stage.to; k++) {
        const mean = vectors.means[k];
        if (!mean) continue;
        z = z.map((value, j) => lambda * (mean[j]! - estimate.mean[j]!) + (1 - lambda) * value);
        kept *= (1 - lambda) ** 2;
        const variance = ((lambda / (2 - lambda)) * (exact ? 1 - kept : 1)) / vectors.size;
        panel.values[k] = quadraticForm(estimate.factor, z) / variance;
        panel.ucl[k] = limit;
        panel.cl[k] = chiSquaredQuantile(0.5, vectors.names.length);
        panel.lcl[k] = Number.NEGATIVE_INFINITY;
        panel.sigma[k] = limit / 3;
      }
    },
  };
}

const knownPrices = new Map<string, Price>();

/** Remembered, for it is asked for again at every keystroke. */
function mewmaPrice(chart: ShiftedMewma): Price {
  const key = JSON.stringify(chart);
  const price = knownPrices.get(key) ?? { arl0: mewmaArl(chart), shift: chart.shift, arl1: mewmaShiftArl(chart) };
  knownPrices.set(key, price);
  return price;
}

export const mewma: Method = defineChart({
  id: 'mewma',
  title: text('多元指数加权移动平均控制图 MEWMA', 'MEWMA chart'),
  purpose: text(
    '能否尽早发现几个相关特性的小偏移？',
    'Can a small shift of several related characteristics be seen early?',
  ),
  conditions: jointly,
  sources: [
    'Lowry, C. A. et al. (1992), A multivariate exponentially weighted moving average control chart, Technometrics 34(1), 46-53',
    'Rigdon, S. E. (1995), Journal of Statistical Computation and Simulation 52, 351-365',
    'Runger, G. C. and Prabhu, S. S. (1996), A Markov chain model for the MEWMA control chart, Journal of the American Statistical Association 91, 1701-1706',
  ],
  columns: [variablesRole, subgroupRole],
  limitRuleOnly: true,
  ownLimits: true,
  options: [
    { name: 'lambda', text: text('权重 λ', 'weight lambda'), kind: 'number', default: 0.1, least: 0.02, most: 1 },
    {
      name: 'arl0',
      text: text('要求的受控平均链长', 'wanted run length in control'),
      kind: 'number',
      default: 200,
      least: 10,
      most: 5000,
    },
    {
      name: 'variance',
      text: text('协方差', 'covariance of z'),
      kind: 'choice',
      choices: [
        { value: 'asymptotic', text: text('渐近（链长按此计算）', 'asymptotic (run lengths are for it)') },
        { value: 'exact', text: text('精确（起初更灵敏）', 'exact (more alert at the start)') },
      ],
      default: 'asymptotic',
    },
    covarianceOption,
  ],
  example: {
    text: text('同一化工过程数据，λ = 0.1', 'The same data, lambda 0.1'),
    source: 'Ryan, T. P., Statistical Methods for Quality Improvement, table 9.2',
    csv: chemicalProcess,
    assignment: { measurements: ['x1', 'x2'], subgroup: ['sample'] },
    options: {},
  },
  prepare: (columns, options) => {
    const vectors = readVectors(columns, options);
    if (options.problems.length > 0) return undefined;
    const lambda = options.number('lambda');
    const variables = vectors.names.length;
    const limit = mewmaLimit({ lambda, variables, arl: options.number('arl0') });
    return {
      ...general(vectors),
      model: mewmaModel(vectors, options, lambda, limit),
      conventions: [
        convention('lambda', lambda, '权重 λ', 'weight'),
        convention('limit', 'run-length', '控制限由要求的平均链长解出', 'limit solved from the wanted run length'),
        convention(
          'runLength',
          'parameters-known',
          '平均链长按均值和协方差已知、偏移自第一点起计算；偏移以描点向量的 σ 计（马氏距离）',
          'run lengths take mean and covariance as known and the shift as there from the first point; it is a Mahalanobis distance in sigma of the plotted vector',
        ),
        convention('variance', options.choice('variance'), 'z 的协方差', 'covariance of z'),
        convention(
          'centre',
          'chi-squared-median',
          '中心线为 χ² 的中位数',
          'the centre line is the median of chi-squared',
        ),
      ],
      warnings: vectors.warnings,
      price: (_, shift) => mewmaPrice({ lambda, limit, variables, shift }),
      explain: (values) =>
        explainLimits(values, {
          panel: 'mewma',
          formula: { ucl: 'h: ARL₀(λ, p, h)', cl: 'χ²(0.5; p)', lcl: '0' },
          zh: `λ = ${figure(lambda)}，p = ${variables}，受控链长 ${figure(options.number('arl0'))}`,
          en: `lambda = ${figure(lambda)}, p = ${variables}, run length in control ${figure(options.number('arl0'))}`,
          source: 'Rigdon (1995), J. Statist. Comput. Simul. 52, 351-365',
        }),
    };
  },
});
