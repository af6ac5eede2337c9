import { sum } from '../arithmetic/sums.ts';
import { carryOut } from '../descriptive/carry-out.ts';
import { tooFewValues } from '../descriptive/complaints.ts';
import { fields, list, number, optionalNumber, text as words } from '../descriptive/result-schema.ts';
import { chiSquaredUpper } from '../distributions/chi-squared.ts';
import type { ColumnReader } from '../method/columns.ts';
import type { ColumnRole, Method, Problem, Warning } from '../method/method.ts';
import { convention, explanation, problem, text, warning } from '../outcome/answer.ts';
import { fisherExact } from './proportions.ts';

export interface Contingency {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly total: number;
  readonly chiSquared: number;
  readonly df: number;
  readonly p: number;
  /** Likelihood ratio statistic. */
  readonly g: number;
  readonly pOfG: number;
  readonly cramersV: number;
  /** Exact p-value, for a 2 × 2 table. */
  readonly fisher: number | null;
  readonly cells: readonly {
    readonly row: string;
    readonly column: string;
    readonly count: number;
    readonly expected: number;
    readonly residual: number;
  }[];
}

interface Table {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

const source =
  'K. Pearson, Philosophical Magazine 50 (1900) 157-175; A. Agresti, Categorical Data Analysis, 3rd ed., 3.2';

/** The figures of a table of counts without an empty row or column. */
export function contingency({ rows, columns, counts }: Table): Contingency {
  const rowTotals = counts.map((row) => sum(row));
  const columnTotals = columns.map((_, j) => sum(counts.map((row) => row[j]!)));
  const total = sum(rowTotals);
  const cells = rows.flatMap((row, i) =>
    columns.map((column, j) => {
      const expected = (rowTotals[i]! * columnTotals[j]!) / total;
      const observed = counts[i]![j]!;
      const spread = Math.sqrt(expected * (1 - rowTotals[i]! / total) * (1 - columnTotals[j]! / total));
      return { row, column, count: observed, expected, residual: (observed - expected) / spread };
    }),
  );
  const chiSquared = sum(cells.map((c) => (c.count - c.expected) ** 2 / c.expected));
  const g = 2 * sum(cells.map((c) => (c.count > 0 ? c.count * Math.log(c.count / c.expected) : 0)));
  const df = (rows.length - 1) * (columns.length - 1);
  const [a, b] = [counts[0]!, counts[1]!];
  const square = rows.length === 2 && columns.length === 2;
  return {
    rows,
    columns,
    total,
    chiSquared,
    df,
    p: chiSquaredUpper(chiSquared, df),
    g,
    pOfG: chiSquaredUpper(Math.max(0, g), df),
    cramersV: Math.sqrt(chiSquared / (total * Math.min(rows.length - 1, columns.length - 1))),
    fisher: square
      ? fisherExact({ events1: a[0]!, trials1: rowTotals[0]!, events2: b[0]!, trials2: rowTotals[1]! }, 'two-sided')
      : null,
    cells,
  };
}

const columns: readonly ColumnRole[] = [
  {
    role: 'counts',
    text: text('各类计数（每列一类）', 'counts (one column for each category)'),
    kind: 'count',
    columns: [2, 30],
    whenEmpty: text('按 0 计', 'counted as 0'),
  },
  { role: 'row', text: text('行名', 'name of the row'), kind: 'label', columns: [1, 1], optional: true },
];

function readTable(reader: ColumnReader, problems: Problem[]): Table {
  const list = reader.allNumbers('counts');
  const height = list[0]?.values.length ?? 0;
  const labels = reader.has('row') ? reader.labels('row').values : [];
  const all = Array.from({ length: height }, (_, i) => ({
    name: labels[i] || `${i + 1}`,
    counts: list.map((column) => (Number.isNaN(column.values[i]!) ? 0 : column.values[i]!)),
  }));
  const kept = all.filter((row) => row.counts.some((value) => value > 0));
  if (kept.length < 2) problems.push(tooFewValues(text('非空的行', 'rows with a count'), 2, kept.length));
  list.forEach((column, j) => {
    if (kept.length >= 2 && kept.every((row) => row.counts[j] === 0))
      problems.push(
        problem(
          'empty-category',
          text(
            `列 \`${column.name}\` 应有计数，实际全为 0`,
            `expected counts in column \`${column.name}\`, found 0 throughout`,
          ),
          text('去掉这一列', 'Leave this column out'),
        ),
      );
  });
  return { rows: kept.map((row) => row.name), columns: list.map((c) => c.name), counts: kept.map((row) => row.counts) };
}

function warnOfSmallExpected(result: Contingency, warnings: Warning[]): void {
  const small = result.cells.filter((c) => c.expected < 5).length;
  const least = Math.min(...result.cells.map((c) => c.expected));
  if (small <= result.cells.length / 5 && least >= 1) return;
  warnings.push(
    warning(
      'small-expected',
      text(
        `${result.cells.length} 格中有 ${small} 格的期望数小于 5（最小 ${least.toPrecision(3)}）`,
        `${small} of ${result.cells.length} cells expect fewer than 5 (least ${least.toPrecision(3)})`,
      ),
      text(
        '合并相近的类别；2 × 2 表看 Fisher 精确检验',
        "Join alike categories; for a 2 × 2 table read Fisher's exact test",
      ),
    ),
  );
}

export const contingencyMethod: Method<Contingency> = {
  id: 'chi-squared-table',
  version: 1,
  group: 'test',
  title: text('列联表卡方检验', 'Chi-squared test of a table'),
  purpose: text(
    '两种分类（如班次与缺陷类型）有无关联？',
    'Are two classifications, such as shift and kind of defect, related?',
  ),
  conditions: [
    {
      condition: text('每件只计入一格', 'Each item is counted in one cell only'),
      otherwise: text('按件重新汇总', 'Count again by item'),
    },
    {
      condition: text('期望数大多不小于 5', 'Most cells expect 5 or more'),
      otherwise: text('合并类别，或用精确检验', 'Join categories, or use an exact test'),
    },
  ],
  sources: [source],
  columns,
  options: [],
  resultSchema: fields({
    rows: list(words('names of the rows')),
    columns: list(words('names of the columns')),
    total: number('sum of all counts'),
    chiSquared: number("Pearson's statistic"),
    df: number('degrees of freedom'),
    p: number('p-value of chiSquared'),
    g: number('likelihood ratio statistic'),
    pOfG: number('p-value of g'),
    cramersV: number("Cramér's V, 0 for no association to 1"),
    fisher: optionalNumber('exact p-value; null unless 2 × 2'),
    cells: list(
      fields({
        row: words('row'),
        column: words('column'),
        count: number('observed'),
        expected: number('expected without association'),
        residual: number('adjusted residual; beyond ±2 it stands out'),
      }),
    ),
  }),
  run: (input) =>
    carryOut(
      {
        columns,
        options: [],
        read: (reader, _, { problems }) => readTable(reader, problems),
        answer: (table, _, { warnings }) => {
          const values = contingency(table);
          warnOfSmallExpected(values, warnings);
          return {
            values,
            conventions: [convention('continuity', 'none', '不用 Yates 连续性修正', "no Yates' continuity correction")],
            explanations: [
              explanation(
                'chiSquared',
                'χ² = Σ (O − E)² / E, E = row × column / total',
                '实际计数与无关联时期望计数的偏离',
                'how far the counts lie from those expected without association',
                source,
              ),
              explanation(
                'cramersV',
                'V = √(χ² / (n · min(r − 1, c − 1)))',
                '关联的强度',
                'the strength of the association',
                'H. Cramér (1946)',
              ),
            ],
          };
        },
      },
      input,
    ),
  example: {
    text: text('592 名学生的发色与眼睛颜色有无关联？', 'Are hair and eye colour of 592 students related?'),
    source: 'R. D. Snee, American Statistician 28 (1974) 9-12 (R data set HairEyeColor, sexes joined)',
    csv: 'row,brown,blue,hazel,green\nblack,68,20,15,5\nbrown,119,84,54,29\nred,26,17,14,14\nblond,7,94,10,16\n',
    options: {},
  },
};
