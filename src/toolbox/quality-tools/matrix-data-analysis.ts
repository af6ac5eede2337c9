import { openColumns } from '../method/columns.ts';
import type { Method, MethodInput, Outcome, Problem, Warning } from '../method/method.ts';
import { openOptions } from '../method/options.ts';
import {
  answered,
  array,
  convention,
  explanation,
  integer,
  number,
  object,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import { correlationMatrix, standardize, symmetricEigen } from './principal-components.ts';

interface ComponentValues {
  readonly n: number;
  readonly variables: readonly string[];
  readonly eigenvalues: readonly number[];
  readonly percent: readonly number[];
  readonly cumulative: readonly number[];
  /** Components with an eigenvalue above 1. */
  readonly kept: number;
  /** `loadings[variable][component]`, correlations with the components. */
  readonly loadings: readonly (readonly number[])[];
  readonly items: readonly string[];
  /** `scores[item][component]`, of the standardized variables. */
  readonly scores: readonly (readonly number[])[];
}

export const matrixDataAnalysis: Method<ComponentValues> = {
  id: 'matrix-data-analysis',
  version: 1,
  group: 'new-seven-tools',
  title: text('矩阵数据分析法（主成分分析）', 'Matrix data analysis (principal components)'),
  purpose: text(
    '许多相关的指标，能用几个综合指标代表吗？',
    'Many related figures: do a few combined ones stand for them?',
  ),
  conditions: [
    {
      condition: text('样本数大于变量数', 'more items than variables'),
      otherwise: text('减少变量', 'use fewer variables'),
    },
    {
      condition: text('变量间有相关', 'the variables are correlated'),
      otherwise: text('不相关时无从综合', 'uncorrelated variables can’t be combined'),
    },
  ],
  sources: [
    'Mizuno, Management for Quality Improvement: The 7 New QC Tools',
    'Jolliffe, Principal Component Analysis, 2nd ed.',
  ],
  columns: [
    {
      role: 'variables',
      text: text('变量', 'variables'),
      kind: 'number',
      columns: [2, 30],
      whenEmpty: text('这一行不计入', 'the row is left out'),
    },
    { role: 'item', text: text('对象', 'item'), kind: 'label', columns: [1, 1], optional: true },
  ],
  options: [],
  resultSchema: object({
    n: integer,
    variables: array(string),
    eigenvalues: array(number),
    percent: array(number),
    cumulative: array(number),
    kept: integer,
    loadings: array(array(number)),
    items: array(string),
    scores: array(array(number)),
  }),
  run: (input: MethodInput): Outcome<ComponentValues> => {
    const options = openOptions(matrixDataAnalysis.options, input.options);
    const columns = openColumns(matrixDataAnalysis.columns, input);
    const problems: Problem[] = [...options.problems, ...columns.problems];
    const list = columns.allNumbers('variables');
    const labels = columns.has('item') ? columns.labels('item').values : [];
    const count = list[0]?.values.length ?? 0;
    const kept = Array.from({ length: count }, (_, i) => i).filter((i) =>
      list.every((column) => !Number.isNaN(column.values[i])),
    );
    const rows = kept.map((i) => list.map((column) => column.values[i] ?? 0));
    if (problems.length === 0 && rows.length < 3)
      problems.push(
        problem(
          'values-few',
          text(
            `至少要 3 个完整的对象，实为 \`${rows.length}\``,
            `expected three complete items or more, found \`${rows.length}\``,
          ),
          text('补齐数据', 'Complete the data'),
        ),
      );
    const { sds, z } = standardize(rows);
    const flat = list.filter((_, j) => !((sds[j] ?? 0) > 0));
    if (problems.length === 0 && flat.length > 0)
      problems.push(
        problem(
          'constant-data',
          text(
            `变量 ${flat.map((column) => `\`${column.name}\``).join('、')} 没有变化`,
            `constant: ${flat.map((column) => `\`${column.name}\``).join(', ')}`,
          ),
          text('去掉它', 'Leave it out'),
        ),
      );
    if (problems.length > 0) return refused(problems);
    const eigen = symmetricEigen(correlationMatrix(z));
    const eigenvalues = eigen.values.map((x) => Math.max(0, x));
    const total = list.length;
    const cumulative = eigenvalues.map(
      (_, k) => (100 * eigenvalues.slice(0, k + 1).reduce((a, b) => a + b, 0)) / total,
    );
    const warnings: Warning[] = [...columns.warnings];
    if (rows.length <= list.length)
      warnings.push(
        warning(
          'values-few',
          text('样本数不多于变量数，结果不稳定', 'no more items than variables: the result is not stable'),
          text('增加样本或减少变量', 'Take more items or fewer variables'),
        ),
      );
    return answered(
      {
        n: rows.length,
        variables: list.map((column) => column.name),
        eigenvalues,
        percent: eigenvalues.map((x) => (100 * x) / total),
        cumulative,
        kept: eigenvalues.filter((x) => x > 1).length,
        loadings: eigen.vectors.map((row) => row.map((x, k) => x * Math.sqrt(eigenvalues[k] ?? 0))),
        items: kept.map((i) => labels[i] ?? String(i + 1)),
        scores: z.map((row) =>
          eigenvalues.map((_, k) => row.reduce((sum, x, j) => sum + x * (eigen.vectors[j]?.[k] ?? 0), 0)),
        ),
      },
      {
        warnings,
        conventions: [
          convention(
            'matrix',
            'correlation',
            '对标准化变量（相关矩阵）求主成分',
            'components of the correlation matrix',
          ),
          convention(
            'kept',
            'eigenvalue > 1',
            '保留特征值大于 1 的成分',
            'components with an eigenvalue above 1 are kept',
          ),
          convention(
            'sign',
            'largest loading positive',
            '各成分中绝对值最大的载荷取正',
            'the largest loading of a component is made positive',
          ),
        ],
        explanations: [
          explanation('eigenvalues', 'R v = λ v', '各主成分的方差', 'variances of the components', 'Jolliffe'),
          explanation(
            'loadings',
            '√λ_k v_jk',
            '变量与主成分的相关系数',
            'correlations of variables and components',
            'Jolliffe',
          ),
          explanation('scores', 'Σ z_j v_jk', '各对象的主成分得分', 'scores of the items', 'Jolliffe'),
        ],
      },
    );
  },
  scenes: (values, language) => [
    {
      title: text('主成分得分图', 'Scores of the first two components'),
      x: {
        title: text(`第一主成分 ${values.percent[0]?.toFixed(1)} %`, `component 1, ${values.percent[0]?.toFixed(1)} %`),
        scale: 'linear',
      },
      y: {
        title: text(`第二主成分 ${values.percent[1]?.toFixed(1)} %`, `component 2, ${values.percent[1]?.toFixed(1)} %`),
        scale: 'linear',
      },
      marks: [
        {
          kind: 'points',
          tone: 'data',
          x: values.scores.map((row) => row[0] ?? 0),
          y: values.scores.map((row) => row[1] ?? 0),
          labels: values.items,
        },
        ...values.loadings.map(
          (row) =>
            ({ kind: 'arrow', tone: 'second', from: [0, 0], to: [2 * (row[0] ?? 0), 2 * (row[1] ?? 0)] }) as const,
        ),
        ...values.loadings.map(
          (row, j) =>
            ({
              kind: 'text',
              tone: 'second',
              x: 2.15 * (row[0] ?? 0),
              y: 2.15 * (row[1] ?? 0),
              text: values.variables[j] ?? '',
            }) as const,
        ),
      ],
      aspect: 1.3,
      table: {
        head: [
          text('变量', 'variable'),
          ...values.eigenvalues.map((_, k) => text(`成分 ${k + 1}`, `component ${k + 1}`)),
        ],
        rows: [
          ...values.loadings.map((row, j) => [values.variables[j] ?? '', ...row]),
          [language === 'zh' ? '特征值' : 'eigenvalue', ...values.eigenvalues],
        ],
      },
    },
  ],
  example: {
    text: text(
      '八家供方的五项评分：两个成分概括 94 %：一个是“质量高而价格评分低”，一个是“交付与响应”。',
      'Five marks of eight suppliers: two components hold 94 %: quality against price, and delivery with response.',
    ),
    source: '教学数据',
    csv: 'item,质量,稳定,交付,响应,价格\n甲,9,8,5,6,4\n乙,8,9,6,5,5\n丙,5,5,9,8,7\n丁,6,5,8,9,8\n戊,7,6,7,7,5\n己,4,5,6,5,9\n庚,9,9,8,8,3\n辛,3,4,5,4,8',
    options: {},
  },
};
