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
    whenEmpty: text('所在子组按实有个数计算', 'its subgroup counts with the values that are there'),
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
  const laid = measured.length > 1 ? groupsByRow(measured) : groupsInColumn(columns, options, measured[0], warnings);
  const { values, starts, empty } = withoutGaps(laid);
  const stages = optionalLabels(columns, 'stage');
  const names = optionalLabels(columns, 'label');
  if (empty > 0) {
    warnings.push(
      warning(
        'subgroups-empty',
        text(`${empty} 个子组全空，不描点`, `${empty} subgroups are empty and not plotted`),
        text('补录漏测的值，或确认确未测量', 'Enter the missing values, or confirm that nothing was measured'),
      ),
    );
  }
  const count = starts.length - 1;
  const rowOf = (k: number): number => laid.starts[k]! / laid.perRow;
  return {
    values,
    starts,
    statistics: raggedStatistics(values, starts),
    labels:
      names || laid.labels
        ? Array.from({ length: count }, (_, k) => names?.[rowOf(k)] || laid.labels?.[rowOf(k)] || String(k + 1))
        : [],
    stages: stages && Array.from({ length: count }, (_, k) => stages[rowOf(k)] ?? ''),
    warnings,
  };
}

/** Values one after another with gaps (NaN) still in; subgroup k begins at `starts[k]`. */
interface Laid {
  readonly values: Float64Array;
  readonly starts: Int32Array;
  /** Values in a row of the sheet, so that a place is turned back into a row. */
  readonly perRow: number;
  /** Subgroup label of each row. */
  readonly labels?: readonly string[];
}

function groupsByRow(measured: readonly NumberColumn[]): Laid {
  const rows = measured[0]?.values.length ?? 0;
  const width = measured.length;
  const values = new Float64Array(rows * width);
  measured.forEach((column, c) => {
    for (let row = 0; row < rows; row++) values[row * width + c] = column.values[row]!;
  });
  return { values, starts: equalStarts(rows, width, rows * width), perRow: width };
}

function groupsInColumn(
  columns: ColumnReader,
  options: OptionReader,
  measured: NumberColumn | undefined,
  warnings: Warning[],
): Laid {
  const values = measured?.values ?? new Float64Array(0);
  if (columns.has('subgroup')) return groupsByLabel(values, columns.labels('subgroup').values, warnings);
  const size = options.number('subgroupSize');
  const count = Math.ceil(values.length / size);
  const rest = values.length % size;
  if (rest > 0 && count > 1) {
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
  return {
    values,
    starts: equalStarts(count, size, values.length),
    perRow: 1,
  };
}

function equalStarts(count: number, size: number, end: number): Int32Array {
  const starts = new Int32Array(count + 1);
  for (let k = 0; k <= count; k++) starts[k] = Math.min(k * size, end);
  return starts;
}

/** Runs of equal labels; one that comes back later is a new subgroup, and said. */
function groupsByLabel(values: Float64Array, labels: readonly string[], warnings: Warning[]): Laid {
  const starts: number[] = [];
  const seen = new Set<string>();
  let again = '';
  for (let row = 0; row < values.length; row++) {
    const label = labels[row] ?? '';
    if (row > 0 && label === labels[row - 1]) continue;
    if (seen.has(label)) again ||= label;
    seen.add(label);
    starts.push(row);
  }
  starts.push(values.length);
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
  return { values, starts: Int32Array.from(starts), perRow: 1, labels };
}

/** Takes the gaps out; a table without gaps, however long, is passed on as it is. */
function withoutGaps({ values, starts }: Laid): {
  readonly values: Float64Array;
  readonly starts: Int32Array;
  readonly empty: number;
} {
  let missing = 0;
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i]!)) missing++;
  if (missing === 0) return { values, starts, empty: 0 };
  const kept = new Float64Array(values.length - missing);
  const keptStarts = new Int32Array(starts.length);
  let n = 0;
  let empty = 0;
  for (let k = 0; k + 1 < starts.length; k++) {
    for (let i = starts[k]!; i < starts[k + 1]!; i++) if (!Number.isNaN(values[i]!)) kept[n++] = values[i]!;
    keptStarts[k + 1] = n;
    if (n === keptStarts[k]) empty++;
  }
  return { values: kept, starts: keptStarts, empty };
}

/** Refuses what no chart of subgroups can be drawn from; `least` is the size a subgroup needs for its spread. */
export function checkSubgroups(subgroups: Subgroups, options: OptionReader, needsSpread: boolean): void {
  const { size, sd } = subgroups.statistics;
  let filled = 0;
  let withSpread = 0;
  let varying = 0;
  for (let k = 0; k < size.length; k++) {
    filled += +(size[k]! > 0);
    withSpread += +(size[k]! > 1);
    varying += +(sd[k]! > 0);
  }
  if (filled === 0) {
    options.problems.push(
      problem('data-none', text('没有可用的数值', 'no values to chart'), text('录入测量值', 'Enter measurements')),
    );
    return;
  }
  if (!needsSpread) return;
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
  } else if (varying === 0) {
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
