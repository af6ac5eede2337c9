import type { ColumnReader, NumberColumn } from '../method/columns.ts';
import type { ColumnRole, OptionSpec, Warning } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { problem, text, warning } from '../outcome/answer.ts';
import { optionalLabels } from './chart-options.ts';
import { type RaggedStatistics, raggedStatistics } from './subgroup-statistics.ts';

/** Columns of a chart of subgroups: one column with a subgroup label or a fixed size, or one row a subgroup. */
export const subgroupRoles: readonly ColumnRole[] = [
  {
    role: 'measurements',
    text: text('测量值（一列，或每行一个子组的多列）', 'measurements (one column, or several with a subgroup a row)'),
    kind: 'number',
    columns: [1, 100],
  },
  { role: 'subgroup', text: text('子组', 'subgroup'), kind: 'label', columns: [1, 1], optional: true },
];

export function subgroupSizeOption(fallback: number): OptionSpec {
  return {
    name: 'subgroupSize',
    text: text('子组大小（单列且无子组列时）', 'subgroup size (for one column without subgroup labels)'),
    kind: 'number',
    default: fallback,
    least: 1,
    most: 1000,
    integer: true,
  };
}

export interface Subgroups {
  /** All values that are there, subgroup after subgroup. */
  readonly values: Float64Array;
  /** Subgroup k is values[starts[k] … starts[k + 1]). */
  readonly starts: Int32Array;
  readonly statistics: RaggedStatistics;
  readonly labels: readonly string[];
  readonly stages: readonly string[] | undefined;
  readonly warnings: readonly Warning[];
}

export function readSubgroups(columns: ColumnReader, options: OptionReader): Subgroups {
  const measured = columns.allNumbers('measurements');
  const warnings: Warning[] = [];
  const groups = measured.length > 1 ? groupsByRow(measured) : groupsInColumn(columns, options, measured[0], warnings);
  const stages = optionalLabels(columns, 'stage');
  const names = optionalLabels(columns, 'label');
  const starts = new Int32Array(groups.length + 1);
  const values: number[] = [];
  let missing = 0;
  let empty = 0;
  groups.forEach((group, k) => {
    for (const value of group.values) {
      if (Number.isNaN(value)) missing++;
      else values.push(value);
    }
    starts[k + 1] = values.length;
    if (starts[k + 1] === starts[k]) empty++;
  });
  if (missing > 0) {
    warnings.push(
      warning(
        'values-missing',
        text(
          `有 ${missing} 个空单元格；所在子组按实有个数计算${empty > 0 ? `，${empty} 个子组全空，不描点` : ''}`,
          `${missing} cells are empty; their subgroups count with the values that are there${empty > 0 ? `, ${empty} subgroups are empty and not plotted` : ''}`,
        ),
        text('补录漏测的值，或确认确未测量', 'Enter missing values, or confirm that nothing was measured'),
      ),
    );
  }
  const typed = Float64Array.from(values);
  return {
    values: typed,
    starts,
    statistics: raggedStatistics(typed, starts),
    labels: groups.map((group, k) => names?.[group.row] || group.label || String(k + 1)),
    stages: stages && groups.map((group) => stages[group.row] ?? ''),
    warnings,
  };
}

interface Group {
  readonly values: readonly number[] | Float64Array;
  readonly label: string;
  /** Row of the data (from 0) where the subgroup begins: its stage and label stand there. */
  readonly row: number;
}

function groupsByRow(measured: readonly NumberColumn[]): Group[] {
  const rows = measured[0]?.values.length ?? 0;
  return Array.from({ length: rows }, (_, row) => ({
    values: measured.map((column) => column.values[row] ?? Number.NaN),
    label: '',
    row,
  }));
}

function groupsInColumn(
  columns: ColumnReader,
  options: OptionReader,
  measured: NumberColumn | undefined,
  warnings: Warning[],
): Group[] {
  const values = measured?.values ?? new Float64Array(0);
  if (columns.has('subgroup')) return groupsByLabel(values, columns.labels('subgroup').values, warnings);
  const size = options.number('subgroupSize');
  const groups: Group[] = [];
  for (let row = 0; row < values.length; row += size)
    groups.push({ values: values.slice(row, row + size), label: '', row });
  const rest = values.length % size;
  if (rest > 0 && groups.length > 1) {
    warnings.push(
      warning(
        'subgroup-incomplete',
        text(
          `最后一个子组只有 ${rest} 个值，应为 ${size} 个；按 ${rest} 个计算`,
          `the last subgroup has ${rest} values, expected ${size}; it counts with ${rest}`,
        ),
        text('核对子组大小', 'Check the subgroup size'),
      ),
    );
  }
  return groups;
}

/** Runs of equal labels; one that comes back later is a new subgroup, and said. */
function groupsByLabel(values: Float64Array, labels: readonly string[], warnings: Warning[]): Group[] {
  const groups: Group[] = [];
  const seen = new Set<string>();
  let again = '';
  for (let row = 0; row < values.length; ) {
    const label = labels[row] ?? '';
    let to = row + 1;
    while (to < values.length && labels[to] === label) to++;
    if (seen.has(label)) again ||= label;
    seen.add(label);
    groups.push({ values: values.slice(row, to), label, row });
    row = to;
  }
  if (again) {
    warnings.push(
      warning(
        'subgroup-returns',
        text(
          `子组 \`${again}\` 在别的子组之后又出现，当作新的子组`,
          `the subgroup \`${again}\` comes back after another and was taken as a new subgroup`,
        ),
        text('若是同一子组，请先排序', 'Sort the rows if it is the same subgroup'),
      ),
    );
  }
  return groups;
}

/** Refuses what no chart of subgroups can be drawn from; `least` is the size a subgroup needs for its spread. */
export function checkSubgroups(subgroups: Subgroups, options: OptionReader, needsSpread: boolean): void {
  const { size, sd } = subgroups.statistics;
  const filled = size.filter((n) => n > 0).length;
  if (filled === 0) {
    options.problems.push(
      problem('data-none', text('没有可用的数值', 'no values to chart'), text('录入测量值', 'Enter measurements')),
    );
    return;
  }
  if (!needsSpread) return;
  const withSpread = size.filter((n) => n > 1).length;
  if (withSpread === 0) {
    options.problems.push(
      problem(
        'subgroups-of-one',
        text('子组大小都是 1，无法计算组内极差或标准差', 'all subgroups have one value, which has no spread'),
        text(
          '改用单值-移动极差图（i-mr），或指定子组',
          'Use individuals and moving range (i-mr), or name the subgroups',
        ),
      ),
    );
  } else if (sd.every((s) => Number.isNaN(s) || s === 0)) {
    options.problems.push(
      problem(
        'data-constant',
        text(
          '各子组内的值全部相同，控制限没有宽度',
          'the values within each subgroup are all the same, limits would have no width',
        ),
        text('检查量具分辨力或数据是否被复制', 'Check the resolution of the gauge, or whether data were copied'),
      ),
    );
  }
}
