import { exponentialQuantile, exponentialQuantileUpper } from '../distributions/exponential.ts';
import { normalUpper } from '../distributions/normal.ts';
import type { Method, Problem } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { convention, problem, text } from '../outcome/answer.ts';
import { constantsFor } from './constants.ts';
import { defineChart, type Prepared } from './define-chart.ts';
import { valveFailures } from './examples.ts';
import { explainLimits, figure, lastStage } from './explain.ts';
import { type Individuals, readIndividuals } from './individuals.ts';
import { panelTitles } from './panel-titles.ts';
import type { ChartModel, PanelArrays, Stage } from './run-chart.ts';

/** Lines of a skewed statistic: `sigma` is set from the upper limit, and only used by tests on zones. */
interface Lines {
  readonly lcl: number;
  readonly cl: number;
  readonly ucl: number;
}

function meanOf(values: Float64Array, stage: Stage, counts: Uint8Array): number {
  let sum = 0;
  let n = 0;
  for (let i = stage.from; i < stage.to; i++) {
    if (counts[i] !== 1 || Number.isNaN(values[i]!)) continue;
    sum += values[i]!;
    n++;
  }
  return sum / n;
}

function skewedModel(
  name: string,
  values: Float64Array,
  limitSigma: number,
  estimate: ChartModel['estimate'],
  linesOf: (parameters: Readonly<Record<string, number>>) => Lines,
): ChartModel {
  return {
    ...(name === 'g' ? { suffices: ['mean'] } : {}),
    panels: [{ name, title: panelTitles[name]!.chart, patterns: true }],
    estimate,
    draw(parameters, stage, [panel]) {
      if (!panel) return;
      const { lcl, cl, ucl } = linesOf(parameters);
      for (let i = stage.from; i < stage.to; i++)
        setLines(panel, i, values[i]!, { lcl, cl, ucl }, (ucl - cl) / limitSigma);
    },
  };
}

function setLines(panel: PanelArrays, i: number, value: number, lines: Lines, sigma: number): void {
  panel.values[i] = value;
  panel.cl[i] = lines.cl;
  panel.ucl[i] = lines.ucl;
  panel.lcl[i] = lines.lcl;
  panel.sigma[i] = sigma;
}

/** Number k with P(count <= k) >= p for the number of items between events, geometric from 0 with mean m. */
function geometricQuantile(logUpper: number, mean: number): number {
  // P(count > k) = (m/(m+1))^(k+1); solved for k, a tiny excess of rounding not counting as another item.
  return Math.max(0, Math.ceil(logUpper / Math.log1p(-1 / (mean + 1)) - 1 - 1e-9));
}

function prepareG(data: Individuals, options: OptionReader): Prepared | undefined {
  const limitSigma = options.number('limitSigma');
  const byProbability = options.choice('limits') === 'probability';
  const given = options.optionalNumber('mean');
  if (given === 0)
    options.problems.push(
      problem(
        'mean-zero',
        text('给定的平均数应大于 0', 'expected a given mean above 0'),
        text('改正该值', 'Mend the value'),
      ),
    );
  if (options.problems.length > 0) return undefined;
  const tail = normalUpper(limitSigma);
  const lines = ({ mean = Number.NaN }: Readonly<Record<string, number>>): Lines => {
    if (byProbability)
      return {
        lcl: geometricQuantile(Math.log1p(-tail), mean),
        cl: geometricQuantile(Math.log(0.5), mean),
        ucl: geometricQuantile(Math.log(tail), mean),
      };
    const sigma = Math.sqrt(mean * (mean + 1));
    return { lcl: Math.max(0, mean - limitSigma * sigma), cl: mean, ucl: mean + limitSigma * sigma };
  };
  const estimate = (stage: Stage, counts: Uint8Array): Readonly<Record<string, number>> | Problem => {
    const mean = meanOf(data.values, stage, counts);
    if (mean > 0) return { mean };
    return problem(
      'mean-zero',
      text('两次事件之间的数目全为 0', 'all counts between events are 0'),
      text('事件不罕见，改用 p 图', 'The events are not rare: use a p chart'),
    );
  };
  return {
    model: skewedModel('g', data.values, limitSigma, estimate, lines),
    points: data.values.length,
    labels: data.labels,
    sizes: [1],
    stages: data.stages,
    fixed: given === undefined ? {} : { mean: given },
    conventions: [
      convention(
        'limits',
        byProbability ? 'probability' : 'sigma',
        byProbability ? '几何分布的分位数，中心线为中位数' : '均值 ± Lσ，σ = √(m(m+1))',
        byProbability
          ? 'quantiles of the geometric distribution, the median in the middle'
          : 'mean ± L sigma, sigma = √(m(m+1))',
      ),
      convention(
        'count',
        'items-between',
        '数的是两次事件之间未发生事件的数目（从 0 起）',
        'what is counted are the items between two events, from 0',
      ),
    ],
    warnings: data.warnings,
    price: () => null,
    explain: (values) => {
      const mean = lastStage(values)?.parameters['mean'];
      const l = figure(limitSigma);
      const formula = byProbability
        ? { ucl: `Q(1 - ${figure(tail)})`, cl: 'Q(0.5)', lcl: `Q(${figure(tail)})` }
        : { ucl: `m + ${l} √(m(m+1))`, cl: 'm', lcl: `max(0, m - ${l} √(m(m+1)))` };
      return explainLimits(values, {
        panel: 'g',
        formula,
        zh: `平均间隔 m = ${figure(mean)}`,
        en: `mean count m = ${figure(mean)}`,
        source:
          'Benneyan, J. C. (2001), International Journal of Quality & Reliability Management 18(9); Kaminsky et al. (1992), JQT 24(2)',
      });
    },
  };
}

const infections = `event,between
${[12, 5, 38, 2, 19, 44, 7, 26, 15, 3, 61, 9, 22, 31, 0, 17, 28, 6, 41, 13, 24, 10, 35, 4, 18].map((x, k) => `${k + 1},${x}`).join('\n')}
`;

export const gChart: Method = defineChart({
  id: 'g',
  title: text('g 控制图（罕见事件：间隔的数目）', 'g chart (rare events: counts between)'),
  purpose: text(
    '罕见的不合格或事故，其间隔的件数是否稳定？',
    'Is the number of good items between rare events stable?',
  ),
  conditions: [
    {
      condition: text('每件发生事件的概率相同、相互独立', 'each item has the same chance, independently'),
      otherwise: text('按来源分层', 'Stratify by source'),
    },
  ],
  sources: [
    'Kaminsky, F. C. et al. (1992), Statistical control charts based on a geometric distribution, Journal of Quality Technology 24(2), 63-69',
    'Benneyan, J. C. (2001)',
  ],
  columns: [
    {
      role: 'count',
      text: text('两次事件之间的件数', 'items between two events'),
      kind: 'count',
      columns: [1, 1],
      whenEmpty: text('不描点，链在该处中断', 'nothing is plotted there and runs end'),
    },
  ],
  options: [
    {
      name: 'limits',
      text: text('控制限', 'limits'),
      kind: 'choice',
      choices: [
        { value: 'sigma', text: text('均值 ± Lσ', 'mean ± L sigma') },
        { value: 'probability', text: text('几何分布的分位数', 'quantiles of the geometric distribution') },
      ],
      default: 'sigma',
    },
    { name: 'mean', text: text('给定的平均件数', 'given mean count'), kind: 'number', least: 0 },
  ],
  example: {
    text: text('两次漏装之间的台数（示例数据）', 'Units between two missing parts (teaching data)'),
    source: 'teaching data',
    csv: infections,
    assignment: { count: ['between'], label: ['event'] },
    options: {},
  },
  prepare: (columns, options) => prepareG(readIndividuals(columns, options, 'count'), options),
});

/** Nelson's power, 1/3.6: an exponential time to it is nearly normal (a Weibull of shape 3.6). */
const power = 1 / 3.6;

function prepareT(data: Individuals, options: OptionReader): Prepared | undefined {
  const limitSigma = options.number('limitSigma');
  const exponential = options.choice('limits') === 'exponential';
  data.values.forEach((time, k) => {
    if (time <= 0)
      options.problems.push(
        problem(
          'time-not-positive',
          text(
            `第 ${k + 1} 个时间应大于 0，实为 \`${time}\``,
            `time ${k + 1}: expected more than 0, found \`${time}\``,
          ),
          text('两事件同时发生时，用更细的时间单位', 'Use a finer unit of time where two events coincide'),
        ),
      );
  });
  if (options.problems.length > 0) return undefined;
  const tail = normalUpper(limitSigma);
  const transformed = data.values.map((time) => time ** power);
  const back = (y: number): number => (y <= 0 ? 0 : y ** (1 / power));
  const lines = (parameters: Readonly<Record<string, number>>): Lines => {
    const { mean = Number.NaN, sigma = Number.NaN } = parameters;
    if (exponential)
      return {
        lcl: exponentialQuantile(tail, mean),
        cl: exponentialQuantile(0.5, mean),
        ucl: exponentialQuantileUpper(tail, mean),
      };
    return { lcl: back(mean - limitSigma * sigma), cl: back(mean), ucl: back(mean + limitSigma * sigma) };
  };
  const estimate = (stage: Stage, counts: Uint8Array): Readonly<Record<string, number>> | Problem => {
    if (exponential) return { mean: meanOf(data.values, stage, counts) };
    let ranges = 0;
    let n = 0;
    for (let i = stage.from + 1; i < stage.to; i++) {
      const range = Math.abs(transformed[i]! - transformed[i - 1]!);
      if (counts[i] !== 1 || counts[i - 1] !== 1 || Number.isNaN(range)) continue;
      ranges += range;
      n++;
    }
    const sigma = ranges / n / constantsFor(2).d2;
    if (sigma > 0) return { mean: meanOf(transformed, stage, counts), sigma };
    return problem(
      'spread-none',
      text('相邻的时间全部相同或不足两个', 'neighbouring times are all the same, or fewer than two'),
      text('检查数据', 'Check the data'),
    );
  };
  return {
    model: skewedModel('t', data.values, limitSigma, estimate, lines),
    points: data.values.length,
    labels: data.labels,
    sizes: [1],
    stages: data.stages,
    fixed: {},
    conventions: [
      convention(
        'limits',
        exponential ? 'exponential' : 'power-1/3.6',
        exponential ? '指数分布的分位数，中心线为中位数' : '时间取 1/3.6 次幂后按单值图算限，再还原',
        exponential
          ? 'quantiles of the exponential distribution, the median in the middle'
          : 'limits of individuals on the times to the power 1/3.6, carried back',
      ),
    ],
    warnings: data.warnings,
    price: () => null,
    explain: (values) => {
      const { mean, sigma } = lastStage(values)?.parameters ?? {};
      const l = figure(limitSigma);
      const formula = exponential
        ? { ucl: `-m ln(${figure(tail)})`, cl: 'm ln 2', lcl: `-m ln(1 - ${figure(tail)})` }
        : { ucl: `(ȳ + ${l} σ)^3.6`, cl: 'ȳ^3.6', lcl: `max(0, ȳ - ${l} σ)^3.6` };
      const zh = exponential
        ? `平均时间 m = ${figure(mean)}`
        : `y = t^(1/3.6)：ȳ = ${figure(mean)}，σ = MR̄/1.128 = ${figure(sigma)}`;
      const en = exponential
        ? `mean time m = ${figure(mean)}`
        : `y = t^(1/3.6): mean ${figure(mean)}, sigma = mean moving range over 1.128 = ${figure(sigma)}`;
      return explainLimits(values, {
        panel: 't',
        formula,
        zh,
        en,
        source:
          'Nelson, L. S. (1994), A control chart for parts-per-million nonconforming items, Journal of Quality Technology 26(3), 239-240',
      });
    },
  };
}

export const tChart: Method = defineChart({
  id: 't',
  title: text('t 控制图（罕见事件：间隔的时间）', 't chart (rare events: time between)'),
  purpose: text('故障、事故等罕见事件，其间隔时间是否稳定？', 'Is the time between rare events stable?'),
  conditions: [
    {
      condition: text(
        '稳定时事件的发生率不变（间隔近似指数分布）',
        'the rate of events is constant in control (times about exponential)',
      ),
      otherwise: text('改用 Weibull 分析或单值图', 'Use a Weibull analysis or an individuals chart'),
    },
  ],
  sources: [
    'Nelson, L. S. (1994), Journal of Quality Technology 26(3), 239-240',
    'Montgomery, Introduction to Statistical Quality Control, section 7.3.5',
  ],
  columns: [
    {
      role: 'time',
      text: text('两次事件之间的时间', 'time between two events'),
      kind: 'number',
      columns: [1, 1],
      whenEmpty: text('不描点，链在该处中断', 'nothing is plotted there and runs end'),
    },
  ],
  options: [
    {
      name: 'limits',
      text: text('控制限', 'limits'),
      kind: 'choice',
      choices: [
        { value: 'power', text: text('1/3.6 次幂变换（Nelson）', 'power 1/3.6 (Nelson)') },
        { value: 'exponential', text: text('指数分布的分位数', 'quantiles of the exponential distribution') },
      ],
      default: 'power',
    },
  ],
  example: {
    text: text('一个阀门的故障间隔小时数', 'Hours between failures of a valve'),
    source: 'Montgomery, Introduction to Statistical Quality Control, table 7.14',
    csv: valveFailures,
    assignment: { time: ['hours'], label: ['failure'] },
    options: {},
  },
  prepare: (columns, options) => prepareT(readIndividuals(columns, options, 'time'), options),
});
