import { cellName } from '#toolbox/data-entry/cell-name.ts';
import type { Column, DataTable } from '#toolbox/method/method.ts';
import type { Text } from '#toolbox/method/text.ts';

/** A figure of the sheet of formulas: a given number, or a formula in which `{key}` stands for another figure or column. */
export interface LiveFigure {
  readonly key: string;
  readonly name: Text;
  /** In the symbols of the books. */
  readonly said: string;
  readonly formula?: string;
  /** What the formula gives; shown by programs that do not compute. */
  readonly value: number;
  /** The figure of the method that it must equal, by its path. */
  readonly equals?: string;
}

/** A column beside the figures, a row for each subgroup or point; a cell is a formula with what it gives, or blank. */
export interface LiveColumn {
  readonly key: string;
  readonly name: Text;
  readonly cells: readonly ({ readonly formula: string; readonly value: number } | null)[];
}

export interface LiveFormulas {
  readonly figures: readonly LiveFigure[];
  readonly columns: readonly LiveColumn[];
}

/** A longer helper table would be a second sheet of data. */
export const mostRows = 5000;

export const text = (zh: string, en: string): Text => ({ zh, en });

/** What is needed of the data, cell by cell of the sheet on which they stand. */
export interface Source {
  readonly table: DataTable;
  /** The sheet of data as a formula names it, such as `'数据'!`. */
  readonly sheet: string;
  readonly columnsOf: (role: string) => readonly number[];
  readonly option: (name: string) => unknown;
}

export function numberAt(column: Column | undefined, row: number): number {
  return column?.numbers?.[row] ?? column?.cells[row]?.number ?? Number.NaN;
}

export const rowsOf = (table: DataTable): number =>
  Math.max(0, ...table.columns.map((column) => column.numbers?.length ?? column.cells.length));

export interface Group {
  readonly ref: string;
  readonly values: readonly number[];
}

/** Subgroups of one size without gaps, as the method reads them; null where they are not. */
export function groupsOf({ table, sheet, columnsOf, option }: Source): readonly Group[] | null {
  const measured = columnsOf('measurements');
  const rows = rowsOf(table);
  const groups: Group[] = [];
  const [column = -1] = measured;
  if (measured.length > 1) {
    const isBlock = measured.every((one, k) => one === column + k);
    for (let row = 0; row < rows; row++)
      groups.push({
        ref: isBlock
          ? `${sheet}${cellName(column, row + 2)}:${cellName(measured.at(-1) ?? column, row + 2)}`
          : measured.map((one) => `${sheet}${cellName(one, row + 2)}`).join(','),
        values: measured.map((one) => numberAt(table.columns[one], row)),
      });
  } else {
    const [label] = columnsOf('subgroup');
    const size = Number(option('subgroupSize') ?? 1);
    const nameAt = (row: number): string => (label === undefined ? '' : (table.columns[label]?.cells[row]?.raw ?? ''));
    for (let from = 0; from < rows; ) {
      let to = from + (label === undefined ? size : 1);
      if (label !== undefined) while (to < rows && (nameAt(to) === nameAt(from) || nameAt(to) === '')) to++;
      to = Math.min(to, rows);
      groups.push({
        ref: `${sheet}${cellName(column, from + 2)}:${cellName(column, to + 1)}`,
        values: Array.from({ length: to - from }, (_, k) => numberAt(table.columns[column], from + k)),
      });
      from = to;
    }
  }
  const size = groups[0]?.values.length ?? 0;
  const isWhole = groups.every(({ values }) => values.length === size && !values.some(Number.isNaN));
  return isWhole && groups.length > 1 && groups.length <= mostRows ? groups : null;
}

export const meanOf = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0) / list.length;
export const rangeOf = (list: readonly number[]): number => Math.max(...list) - Math.min(...list);
export function sdOf(list: readonly number[]): number {
  const mean = meanOf(list);
  return Math.sqrt(list.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (list.length - 1));
}

export const names = {
  means: text('均值', 'mean'),
  ranges: text('极差', 'range'),
  deviations: text('标准差', 'standard deviation'),
  ucl: text('上控制限', 'upper control limit'),
  cl: text('中心线', 'centre line'),
  lcl: text('下控制限', 'lower control limit'),
  sigmas: text('控制限的 σ 倍数', 'distance of the limits in sigma'),
  size: text('子组大小', 'subgroup size'),
  constant: text('系数', 'constant'),
} as const;

export const given = (key: string, name: Text, said: string, value: number): LiveFigure => ({ key, name, said, value });

/** Single values of a column without gaps, each with the range to the one before. */
export function singleColumns(source: Source): {
  readonly columns: readonly LiveColumn[];
  readonly values: readonly number[];
  readonly ranges: readonly number[];
} | null {
  const [column, second] = source.columnsOf('measurements');
  const rows = rowsOf(source.table);
  if (column === undefined || second !== undefined || rows < 2 || rows > mostRows) return null;
  const values = Array.from({ length: rows }, (_, row) => numberAt(source.table.columns[column], row));
  if (values.some(Number.isNaN)) return null;
  const ref = (row: number): string => `${source.sheet}${cellName(column, row + 2)}`;
  const ranges = values.slice(1).map((value, k) => Math.abs(value - (values[k] ?? 0)));
  return {
    values,
    ranges,
    columns: [
      { key: 'values', name: text('单值', 'value'), cells: values.map((value, row) => ({ formula: ref(row), value })) },
      {
        key: 'ranges',
        name: text('移动极差', 'moving range'),
        cells: [null, ...ranges.map((value, k) => ({ formula: `ABS(${ref(k + 1)}-${ref(k)})`, value }))],
      },
    ],
  };
}
