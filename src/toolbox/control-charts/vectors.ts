import { cholesky, choleskySolve } from '../arithmetic/cholesky.ts';
import type { ColumnReader } from '../method/columns.ts';
import type { ColumnRole, Method, Problem, Warning } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { problem, text } from '../outcome/answer.ts';
import { optionalLabels } from './chart-options.ts';
import type { Prepared } from './define-chart.ts';
import type { Stage } from './run-chart.ts';

/** Vectors of measurements, one a row, or means of subgroups of rows. */
export interface Vectors {
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

export const variablesRole: ColumnRole = {
  role: 'measurements',
  text: text('测量值（每个变量一列）', 'measurements (a column for each variable)'),
  kind: 'number',
  columns: [2, 30],
  whenEmpty: text('这一行不计入', 'the row is left out'),
};
export const subgroupRole: ColumnRole = {
  role: 'subgroup',
  text: text('子组', 'subgroup'),
  kind: 'label',
  columns: [1, 1],
  optional: true,
};

export function readVectors(columns: ColumnReader, options: OptionReader): Vectors {
  const variables = columns.allNumbers('measurements');
  const count = variables[0]?.values.length ?? 0;
  const subgroup = optionalLabels(columns, 'subgroup');
  const stageOf = optionalLabels(columns, 'stage');
  const names = optionalLabels(columns, 'label');
  const groups: { rows: number[][]; label: string; stage: string }[] = [];
  for (let row = 0; row < count; row++) {
    const vector = variables.map((variable) => variable.values[row] ?? Number.NaN);
    const whole = vector.every((value) => !Number.isNaN(value));
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
    warnings: [],
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

export interface Estimate {
  readonly mean: readonly number[];
  /** Cholesky factor of the covariance of one value vector. */
  readonly factor: number[][];
  readonly points: number;
}

/** Mean and covariance of the points that count; a problem where variables are redundant or points too few. */
export function estimateVectors(
  vectors: Vectors,
  stage: Stage,
  counts: Uint8Array,
  covariance: string,
): Estimate | Problem {
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

export function quadraticForm(factor: number[][], deviation: readonly number[]): number {
  return choleskySolve(factor, deviation).reduce((sum, value, j) => sum + value * deviation[j]!, 0);
}

export function general(vectors: Vectors): Pick<Prepared, 'points' | 'labels' | 'sizes' | 'stages' | 'fixed'> {
  return {
    points: vectors.means.length,
    labels: vectors.labels,
    sizes: [vectors.size],
    stages: vectors.stages,
    fixed: {},
  };
}

export const covarianceOption = {
  name: 'covariance',
  text: text('协方差的估计（单值）', 'estimate of the covariance (single vectors)'),
  kind: 'choice' as const,
  choices: [
    { value: 'sample', text: text('样本协方差', 'sample covariance') },
    { value: 'differences', text: text('相邻差分（Holmes 和 Mergen）', 'successive differences (Holmes and Mergen)') },
  ],
  default: 'sample',
};

export const jointly: Method['conditions'] = [
  {
    condition: text('各变量联合近似正态，点之间独立', 'variables jointly about normal, points independent'),
    otherwise: text('变换变量，或分别画图', 'Transform the variables, or chart them apart'),
  },
  {
    condition: text('点数远多于变量数', 'many more points than variables'),
    otherwise: text('减少变量', 'Use fewer variables'),
  },
];
