import type { Method, Outcome, Warning } from '../method/method.ts';
import {
  answered,
  array,
  convention,
  explanation,
  number,
  object,
  oneOf,
  problem,
  refused,
  string,
  text,
  warning,
} from '../outcome/answer.ts';
import { requiredJson } from './structured-input.ts';

type Sign = 'strong' | 'medium' | 'weak';
interface MatrixInput {
  readonly rows: readonly { readonly name: string; readonly weight?: number }[];
  readonly columns: readonly string[];
  readonly cells: readonly { readonly row: string; readonly column: string; readonly sign: Sign }[];
}

interface MatrixValues {
  readonly rows: readonly { readonly name: string; readonly weight: number; readonly total: number }[];
  readonly columns: readonly {
    readonly name: string;
    readonly total: number;
    readonly weighted: number;
    readonly percent: number;
  }[];
  readonly values: readonly (readonly number[])[];
}

const scales: Readonly<Record<string, Readonly<Record<Sign, number>>>> = {
  '9-3-1': { strong: 9, medium: 3, weak: 1 },
  '5-3-1': { strong: 5, medium: 3, weak: 1 },
};
const symbols: Readonly<Record<Sign, string>> = { strong: '◎', medium: '○', weak: '△' };

export const matrixDiagram: Method<MatrixValues> = {
  id: 'matrix-diagram',
  version: 1,
  group: 'new-seven-tools',
  title: text('矩阵图', 'Matrix diagram'),
  purpose: text('两组事项之间，谁与谁有关、关系多强？', 'Between two lists, what goes with what, and how strongly?'),
  conditions: [
    {
      condition: text('行与列各自独立、同一层次', 'rows and columns are each of one level'),
      otherwise: text('先用系统图分层', 'put them on levels with a tree diagram first'),
    },
  ],
  sources: ['Mizuno, Management for Quality Improvement: The 7 New QC Tools'],
  columns: [],
  options: [
    {
      name: 'matrix',
      text: text('行、列与关系', 'rows, columns and relations'),
      kind: 'json',
      schema: object({
        rows: array(object({ name: string, weight: { type: 'number', minimum: 0 } }, ['weight'])),
        columns: array(string),
        cells: array(object({ row: string, column: string, sign: oneOf('strong', 'medium', 'weak') })),
      }),
    },
    {
      name: 'scale',
      text: text('符号的分值', 'points of the signs'),
      kind: 'choice',
      choices: Object.keys(scales).map((value) => ({ value, text: text(`◎○△ = ${value}`, `◎○△ = ${value}`) })),
      default: '9-3-1',
    },
  ],
  resultSchema: object({
    rows: array(object({ name: string, weight: number, total: number })),
    columns: array(object({ name: string, total: number, weighted: number, percent: number })),
    values: array(array(number)),
  }),
  run: (input): Outcome<MatrixValues> => {
    const read = requiredJson<MatrixInput>(matrixDiagram, input, 'matrix');
    if ('problems' in read) return refused(read.problems);
    const { rows, columns, cells } = read.value;
    const stray = cells.find((cell) => !rows.some((row) => row.name === cell.row) || !columns.includes(cell.column));
    if (stray)
      return refused([
        problem(
          'cell-unknown',
          text(
            `关系 \`${stray.row}\` × \`${stray.column}\` 的行或列不存在`,
            `the relation \`${stray.row}\` × \`${stray.column}\` names a row or column that does not exist`,
          ),
          text('改正名称', 'Mend the name'),
        ),
      ]);
    if (rows.length === 0 || columns.length === 0)
      return refused([
        problem(
          'matrix-empty',
          text('至少要一行一列', 'expected a row and a column at least'),
          text('给出 rows 和 columns', 'Give `rows` and `columns`'),
        ),
      ]);
    const points = scales[read.options.choice('scale')] ?? { strong: 9, medium: 3, weak: 1 };
    const values = rows.map((row) =>
      columns.map((column) =>
        cells
          .filter((cell) => cell.row === row.name && cell.column === column)
          .reduce((most, cell) => Math.max(most, points[cell.sign]), 0),
      ),
    );
    const weighted = columns.map((_, j) =>
      rows.reduce((sum, row, i) => sum + (row.weight ?? 1) * (values[i]?.[j] ?? 0), 0),
    );
    const total = weighted.reduce((a, b) => a + b, 0);
    const warnings: Warning[] = [];
    const empty = [
      ...rows.filter((_, i) => values[i]?.every((x) => x === 0)).map((row) => row.name),
      ...columns.filter((_, j) => values.every((row) => row[j] === 0)),
    ];
    if (empty.length > 0)
      warnings.push(
        warning(
          'empty',
          text(`没有任何关系：${empty.join('、')}`, `without any relation: ${empty.join(', ')}`),
          text('补上遗漏的手段，或删去多余的', 'Add what is missing, or drop what is superfluous'),
        ),
      );
    return answered(
      {
        rows: rows.map((row, i) => ({
          name: row.name,
          weight: row.weight ?? 1,
          total: (values[i] ?? []).reduce((a, b) => a + b, 0),
        })),
        columns: columns.map((name, j) => ({
          name,
          total: values.reduce((sum, row) => sum + (row[j] ?? 0), 0),
          weighted: weighted[j] ?? 0,
          percent: total > 0 ? (100 * (weighted[j] ?? 0)) / total : 0,
        })),
        values,
      },
      {
        warnings,
        conventions: [convention('scale', read.options.choice('scale'), '◎、○、△ 的分值', 'points of ◎, ○, △')],
        explanations: [
          explanation(
            'columns.weighted',
            'Σ weight · points',
            '各列的加权得分',
            'weighted points of each column',
            'Mizuno',
          ),
        ],
      },
    );
  },
  scenes: (values, language) => [
    {
      title: text('矩阵图（L 型）', 'Matrix diagram (L-type)'),
      x: { title: text('列', 'columns'), scale: 'category', categories: values.columns.map((column) => column.name) },
      y: { title: text('行', 'rows'), scale: 'category', categories: values.rows.map((row) => row.name).reverse() },
      marks: values.values.flatMap((row, i) =>
        row.map(
          (value, j) =>
            ({
              kind: 'box',
              tone: value > 3 ? 'alarm' : value > 0 ? 'data' : 'muted',
              x: j,
              y: values.rows.length - 1 - i,
              width: 0.95,
              height: 0.95,
              text: value > 3 ? symbols.strong : value > 1 ? symbols.medium : value > 0 ? symbols.weak : '',
            }) as const,
        ),
      ),
      table: {
        head: [
          text('行', 'row'),
          text('权重', 'weight'),
          ...values.columns.map((column) => text(column.name, column.name)),
          text('合计', 'total'),
        ],
        rows: [
          ...values.rows.map((row, i) => [row.name, row.weight, ...(values.values[i] ?? []), row.total]),
          [language === 'zh' ? '加权' : 'weighted', '', ...values.columns.map((column) => column.weighted), ''],
        ],
      },
    },
  ],
  example: {
    text: text(
      '三个要求对四项措施：在线测量得分最高。',
      'Three demands, four measures: in-process gauging scores highest.',
    ),
    source: '教学数据',
    options: {
      matrix: {
        rows: [
          { name: '尺寸准', weight: 5 },
          { name: '交付快', weight: 3 },
          { name: '成本低', weight: 4 },
        ],
        columns: ['在线测量', '恒温冷却', '看板', '标准工时'],
        cells: [
          { row: '尺寸准', column: '在线测量', sign: 'strong' },
          { row: '尺寸准', column: '恒温冷却', sign: 'medium' },
          { row: '交付快', column: '看板', sign: 'strong' },
          { row: '交付快', column: '在线测量', sign: 'weak' },
          { row: '成本低', column: '标准工时', sign: 'medium' },
          { row: '成本低', column: '看板', sign: 'weak' },
        ],
      },
    },
  },
};
