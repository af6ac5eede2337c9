import { cholesky, choleskySolve } from '../arithmetic/cholesky.ts';
import { betaQuantileUpper } from '../distributions/beta.ts';
import { chiSquaredQuantile } from '../distributions/chi-squared.ts';
import { fisherFQuantileUpper } from '../distributions/fisher-f.ts';
import type { ColumnReader } from '../method/columns.ts';
import type { ColumnRole, Method, Problem, Warning } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { convention, problem, text, warning } from '../outcome/answer.ts';
import { optionalLabels } from './chart-options.ts';
import type { ChartValues } from './chart-result.ts';
import { defineChart, type Prepared } from './define-chart.ts';
import { chemicalProcess } from './examples.ts';
import { explainLimits, figure, lastStage } from './explain.ts';
import { panelTitles } from './panel-titles.ts';
import { mewmaArl, mewmaLimit } from './price/mewma-arl.ts';
import type { ChartModel, Stage } from './run-chart.ts';

/** Vectors of measurements, one a row, or means of subgroups of rows. */
interface Vectors {
  readonly names: readonly string[];
  /** Mean vector of each point; `undefined` where a value is missing. */
  readonly means: readonly (readonly number[] | undefined)[];
  /** Rows of each point, for the covariance within subgroups. */
  readonly rows: readonly (readonly (readonly number[])[])[];
  /** Common subgroup size. */
  readonly size: number;
  readonly labels: readonly string[];
  readonly stages: readonly string[] | undefined;
  readonly warnings: readonly Warning[];
}

const variablesRole: ColumnRole = {
  role: 'measurements',
  text: text('测量值（每个变量一列）', 'measurements (a column for each variable)'),
  kind: 'number',
  columns: [2, 30],
};
const subgroupRole: ColumnRole = {
  role: 'subgroup',
  text: text('子组', 'subgroup'),
  kind: 'label',
  columns: [1, 1],
  optional: true,
};

function readVectors(columns: ColumnReader, options: OptionReader): Vectors {
  const variables = columns.allNumbers('measurements');
  const count = variables[0]?.values.length ?? 0;
  const subgroup = optionalLabels(columns, 'subgroup');
  const stageOf = optionalLabels(columns, 'stage');
  const names = optionalLabels(columns, 'label');
  const groups: { rows: number[][]; label: string; stage: string }[] = [];
  let missing = 0;
  for (let row = 0; row < count; row++) {
    const vector = variables.map((variable) => variable.values[row] ?? Number.NaN);
    const whole = vector.every((value) => !Number.isNaN(value));
    if (!whole) missing++;
    const continues = subgroup && row > 0 && subgroup[row] === subgroup[row - 1];
    if (!continues)
      groups.push({
        rows: [],
        label: names?.[row] || subgroup?.[row] || String(groups.length + 1),
        stage: stageOf?.[row] ?? '',
      });
    if (whole) groups.at(-1)?.rows.push(vector);
  }
  const sizes = new Set(groups.map((group) => group.rows.length).filter((n) => n > 0));
  if (sizes.size > 1)
    options.problems.push(
      problem(
        'subgroups-unequal',
        text(
          `子组大小不等（${[...sizes].sort((a, b) => a - b).join('、')}）`,
          `subgroups of different sizes (${[...sizes].sort((a, b) => a - b).join(', ')})`,
        ),
        text(
          'T² 图要求子组大小相同；补齐或去掉不完整的子组',
          'T² needs subgroups of one size: complete them or leave them out',
        ),
      ),
    );
  return {
    names: variables.map((variable) => variable.name),
    means: groups.map(({ rows }) => (rows.length > 0 ? meanVector(rows) : undefined)),
    rows: groups.map(({ rows }) => rows),
    size: [...sizes][0] ?? 0,
    labels: groups.map((group) => group.label),
    stages: stageOf && groups.map((group) => group.stage),
    warnings:
      missing > 0
        ? [
            warning(
              'values-missing',
              text(`${missing} 行缺少某个变量，未计入`, `${missing} rows lack a variable and were left out`),
              text('补录', 'Enter the values'),
            ),
          ]
        : [],
  };
}

function meanVector(rows: readonly (readonly number[])[]): number[] {
  const p = rows[0]?.length ?? 0;
  return Array.from({ length: p }, (_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length);
}

/** Sum of outer products of deviations, added to `into`. */
function addScatter(into: number[][], deviation: readonly number[], weight = 1): void {
  for (let i = 0; i < deviation.length; i++)
    for (let j = 0; j < deviation.length; j++) into[i]![j]! += weight * deviation[i]! * deviation[j]!;
}

const zeros = (p: number): number[][] => Array.from({ length: p }, () => new Array<number>(p).fill(0));

interface Estimate {
  readonly mean: readonly number[];
  /** Cholesky factor of the covariance of one value vector. */
  readonly factor: number[][];
  readonly points: number;
}

/** Mean and covariance of the points that count; a problem where variables are redundant or points too few. */
function estimateVectors(vectors: Vectors, stage: Stage, counts: Uint8Array, covariance: string): Estimate | Problem {
  const p = vectors.names.length;
  const used: number[] = [];
  for (let k = stage.from; k < stage.to; k++) if (counts[k] === 1 && vectors.means[k]) used.push(k);
  const m = used.length;
  if ((vectors.size === 1 && m < p + 2) || (vectors.size > 1 && m * (vectors.size - 1) < p + 1)) {
    return problem(
      'points-few',
      text(
        `${p} 个变量至少要 ${p + 2} 个点，参与计算的只有 ${m} 个`,
        `${p} variables need at least ${p + 2} points, ${m} count`,
      ),
      text('收集更多数据，或减少变量', 'Collect more data, or use fewer variables'),
    );
  }
  const mean = meanVector(used.map((k) => vectors.means[k]!));
  const scatter = zeros(p);
  let degrees = 0;
  if (vectors.size > 1) {
    for (const k of used)
      for (const row of vectors.rows[k]!)
        addScatter(
          scatter,
          row.map((x, j) => x - vectors.means[k]![j]!),
        );
    degrees = m * (vectors.size - 1);
  } else if (covariance === 'differences') {
    for (let i = 1; i < m; i++)
      addScatter(
        scatter,
        vectors.means[used[i]!]!.map((x, j) => x - vectors.means[used[i - 1]!]![j]!),
      );
    degrees = 2 * (m - 1);
  } else {
    for (const k of used)
      addScatter(
        scatter,
        vectors.means[k]!.map((x, j) => x - mean[j]!),
      );
    degrees = m - 1;
  }
  const matrix = scatter.map((row) => row.map((value) => value / degrees));
  const fault = faultOf(vectors.names, matrix);
  if (fault) return fault;
  return { mean, factor: cholesky(matrix), points: m };
}

/** A variable without spread, or one that the others give, makes the covariance singular. */
function faultOf(names: readonly string[], matrix: readonly (readonly number[])[]): Problem | undefined {
  const constant = names.find((_, j) => !(matrix[j]![j]! > 0));
  if (constant !== undefined)
    return problem(
      'variable-constant',
      text(`变量 \`${constant}\` 没有变异`, `the variable \`${constant}\` has no spread`),
      text('去掉该变量', 'Leave it out'),
    );
  const scale = matrix.map((row, j) => Math.sqrt(row[j]!));
  const correlations = matrix.map((row, i) => row.map((value, j) => value / (scale[i]! * scale[j]!)));
  let weakest = 1;
  let which = 0;
  try {
    cholesky(correlations).forEach((row, j) => {
      if (row[j]! ** 2 < weakest) {
        weakest = row[j]! ** 2;
        which = j;
      }
    });
  } catch {
    weakest = 0;
    which = names.length - 1;
  }
  if (weakest > 1e-12) return undefined;
  return problem(
    'variables-redundant',
    text(
      `变量 \`${names[which]}\` 可由其他变量算出，协方差矩阵不可逆`,
      `the variable \`${names[which]}\` follows from the others: the covariance cannot be inverted`,
    ),
    text('去掉多余的变量', 'Leave out the redundant variable'),
  );
}

function quadraticForm(factor: number[][], deviation: readonly number[]): number {
  return choleskySolve(factor, deviation).reduce((sum, value, j) => sum + value * deviation[j]!, 0);
}

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

function general(vectors: Vectors): Pick<Prepared, 'points' | 'labels' | 'sizes' | 'stages' | 'fixed'> {
  return {
    points: vectors.means.length,
    labels: vectors.labels,
    sizes: [vectors.size],
    stages: vectors.stages,
    fixed: {},
  };
}

const covarianceOption = {
  name: 'covariance',
  text: text('协方差的估计（单值）', 'estimate of the covariance (single vectors)'),
  kind: 'choice' as const,
  choices: [
    { value: 'sample', text: text('样本协方差', 'sample covariance') },
    { value: 'differences', text: text('相邻差分（Holmes 和 Mergen）', 'successive differences (Holmes and Mergen)') },
  ],
  default: 'sample',
};

const jointly: Method['conditions'] = [
  {
    condition: text('各变量联合近似正态，点之间独立', 'variables jointly about normal, points independent'),
    otherwise: text('变换变量，或分别画图', 'Transform the variables, or chart them apart'),
  },
  {
    condition: text('点数远多于变量数', 'many more points than variables'),
    otherwise: text('减少变量', 'Use fewer variables'),
  },
];

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
      ],
      warnings: vectors.warnings,
      price: (_, shift) => ({ arl0: 1 / alpha, shift, arl1: null }),
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
        convention('variance', options.choice('variance'), 'z 的协方差', 'covariance of z'),
        convention(
          'centre',
          'chi-squared-median',
          '中心线为 χ² 的中位数',
          'the centre line is the median of chi-squared',
        ),
      ],
      warnings: vectors.warnings,
      price: (_, shift) => ({ arl0: mewmaArl({ lambda, limit, variables }), shift, arl1: null }),
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
