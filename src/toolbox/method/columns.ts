import { cellName } from '../data-entry/cell-name.ts';
import { isPlaceholder } from '../data-entry/number-text.ts';
import type { Assignment, Column, ColumnRole, DataTable, MethodInput, Problem, Warning } from './method.ts';
import { isWithinReach, reachWords } from './reach.ts';
import type { Text } from './text.ts';

/**
 * Columns by role. All columns of numbers are read when the reader opens, so that `problems` is whole from the start: each
 * cell that is no number is named. An empty one is NaN and said in a warning. A method returns every problem at once.
 */
export interface ColumnReader {
  /** What stands in the way; a method refuses when there is one. */
  readonly problems: Problem[];
  /** What was taken so, though written otherwise (merged cells filled down), and what is not there (empty cells). */
  readonly warnings: Warning[];
  readonly table: DataTable;
  has(role: string): boolean;
  /** The first column of a role, which must have one. */
  numbers(role: string): NumberColumn;
  /** All columns of a role, in the order assigned. */
  allNumbers(role: string): readonly NumberColumn[];
  labels(role: string): LabelColumn;
  allLabels(role: string): readonly LabelColumn[];
  /** Cell of a role's column, `row` counting rows of data from 0. */
  cell(column: { readonly index: number }, row: number): string;
}

export interface NumberColumn {
  readonly name: string;
  /** Place in the table, from 0. */
  readonly index: number;
  /** NaN where the cell is empty. */
  readonly values: Float64Array;
}

export interface LabelColumn {
  readonly name: string;
  readonly index: number;
  readonly values: readonly string[];
}

const noTable: DataTable = { columns: [], firstRow: 1 };

export function columnLength(column: Column): number {
  return column.numbers?.length ?? column.cells.length;
}

/** Opens the columns of `input` for the roles of a method; roles that nobody assigned are found by name, then by place. */
export function openColumns(roles: readonly ColumnRole[], input: MethodInput): ColumnReader {
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  const table = input.table ?? noTable;
  if (!input.table && roles.some((role) => !role.optional)) {
    problems.push({
      code: 'table-missing',
      text: { zh: '应有数据表，没有收到', en: 'expected a table of data, found none' },
      help: { zh: '粘贴、打开或录入数据', en: 'Paste, open or type the data' },
    });
  }
  const indexes = assignColumns(roles, table, input.assignment, problems, warnings);
  const placesOf = (role: string): readonly number[] => indexes.get(role) ?? [];
  const columnAt = (index: number): Column => table.columns[index] ?? { name: '', cells: [] };
  const numbersOf = new Map<string, readonly NumberColumn[]>();
  for (const role of roles) {
    if (role.kind !== 'number' && role.kind !== 'count') continue;
    const read = placesOf(role.role).map((index) =>
      readNumbers(columnAt(index), index, table.firstRow, role.kind === 'count', problems),
    );
    numbersOf.set(role.role, read);
    sayEmpty(role, read, table.firstRow, warnings);
  }
  const reader: ColumnReader = {
    problems,
    warnings,
    table,
    has: (role) => placesOf(role).length > 0,
    allNumbers: (role) => numbersOf.get(role) ?? [],
    numbers: (role) => reader.allNumbers(role)[0] ?? { name: '', index: 0, values: new Float64Array(0) },
    allLabels: (role) => {
      const mayFill = roles.find((r) => r.role === role)?.whenEmpty !== null;
      return placesOf(role).map((index) => readLabels(columnAt(index), index, table.firstRow, mayFill, warnings));
    },
    labels: (role) => reader.allLabels(role)[0] ?? { name: '', index: 0, values: [] },
    cell: (column, row) => cellName(column.index, table.firstRow + row),
  };
  return reader;
}

function assignColumns(
  roles: readonly ColumnRole[],
  table: DataTable,
  assignment: Assignment | undefined,
  problems: Problem[],
  warnings: Warning[],
): Map<string, number[]> {
  const taken = new Map<string, number[]>();
  const used = new Set<number>();
  const named = new Map(table.columns.map((column, index) => [column.name, index]));
  const take = (role: string, index: number): void => {
    used.add(index);
    taken.set(role, [...(taken.get(role) ?? []), index]);
  };
  for (const role of Object.keys(assignment ?? {})) {
    if (!roles.some((r) => r.role === role)) {
      problems.push({
        code: 'role-unknown',
        text: {
          zh: `本方法没有 \`${role}\` 这种列，可用的是 ${roles.map((r) => r.role).join('、')}`,
          en: `this method has no columns called \`${role}\`; it takes ${roles.map((r) => r.role).join(', ') || 'none'}`,
        },
        help: { zh: '改用其中之一', en: 'Use one of these' },
      });
    }
  }
  for (const { role } of roles) {
    if (!assignment || !Object.hasOwn(assignment, role)) continue;
    for (const name of assignment[role] ?? []) {
      const index = named.get(name);
      if (index !== undefined) take(role, index);
      else {
        problems.push({
          code: 'column-unknown',
          text: {
            zh: `找不到列 \`${name}\`，表中有 ${[...named.keys()].map((n) => `\`${n}\``).join('、') || '（无列）'}`,
            en: `no column is called \`${name}\`; the table has ${[...named.keys()].map((n) => `\`${n}\``).join(', ') || 'none'}`,
          },
          help: { zh: '检查列名', en: 'Check the name of the column' },
        });
      }
    }
  }
  for (const { role } of roles) {
    const index = named.get(role);
    if (!taken.has(role) && !(assignment && Object.hasOwn(assignment, role)) && index !== undefined && !used.has(index))
      take(role, index);
  }
  takeByPlace(roles, table, assignment, taken, used, take, warnings);
  for (const role of roles) checkCount(role, taken.get(role.role)?.length ?? 0, problems);
  return taken;
}

/** Roles that must have columns and have none take, in their order, the free columns whose cells suit them. */
function takeByPlace(
  roles: readonly ColumnRole[],
  table: DataTable,
  assignment: Assignment | undefined,
  taken: ReadonlyMap<string, number[]>,
  used: ReadonlySet<number>,
  take: (role: string, index: number) => void,
  warnings: Warning[],
): void {
  const open = roles.filter(
    (r) => !r.optional && !taken.has(r.role) && !(assignment && Object.hasOwn(assignment, r.role)),
  );
  open.forEach((role, k) => {
    const later = open
      .slice(k + 1)
      .filter((r) => (r.kind === 'label') === (role.kind === 'label'))
      .reduce((sum, r) => sum + r.columns[0], 0);
    const free = table.columns
      .map((_, index) => index)
      .filter((index) => !used.has(index) && suits(role, table.columns[index]));
    // A column that only counts 1, 2, 3 … numbers the rows; it is measured by nobody while another column is there.
    const counting = free.filter((index) => role.kind === 'number' && isRowNumber(table.columns[index]));
    const suited =
      free.length - counting.length >= role.columns[0] + later
        ? free.filter((index) => !counting.includes(index))
        : free;
    const most = Math.min(role.columns[1], Math.max(role.columns[0], suited.length - later));
    for (const index of suited.slice(0, most)) take(role.role, index);
    sayChosen(role, table, suited.slice(0, most), warnings);
  });
}

/** Columns that nobody named are said, unless there was nothing to choose. */
function sayChosen(role: ColumnRole, table: DataTable, chosen: readonly number[], warnings: Warning[]): void {
  if (chosen.length === 0 || table.columns.length === chosen.length) return;
  const names = chosen.map((index) => `\`${table.columns[index]?.name}\``);
  warnings.push({
    code: 'columns-chosen',
    text: {
      zh: `没有指定“${role.text.zh}”的列，用了 ${names.join('、')}`,
      en: `no columns were named for "${role.text.en}"; ${names.join(', ')} ${names.length === 1 ? 'was' : 'were'} used`,
    },
    help: { zh: '若不对，请指定列', en: 'Name the columns if this is wrong' },
  });
}

function isRowNumber(column: Column | undefined): boolean {
  if (!column) return false;
  const length = columnLength(column);
  const at = (row: number): number =>
    column.numbers ? column.numbers[row]! : (column.cells[row]?.number ?? Number.NaN);
  const first = at(0);
  if (length < 3 || (first !== 0 && first !== 1)) return false;
  for (let row = 1; row < length; row++) if (at(row) !== first + row) return false;
  return true;
}

function suits(role: ColumnRole, column: Column | undefined): boolean {
  if (!column) return false;
  if (role.kind === 'label' || role.kind === 'date') return true;
  const length = Math.min(columnLength(column), 200);
  let numbers = 0;
  let filled = 0;
  for (let row = 0; row < length; row++) {
    const isNumber = column.numbers ? !Number.isNaN(column.numbers[row]) : column.cells[row]?.number !== undefined;
    if (isNumber) numbers++;
    if (isNumber || (column.numbers ? false : column.cells[row]?.raw.trim() !== '')) filled++;
  }
  return numbers > 0 && numbers * 2 >= filled;
}

function checkCount(role: ColumnRole, found: number, problems: Problem[]): void {
  const [least, most] = role.columns;
  if (found === 0 && role.optional) return;
  if (found >= least && found <= most) return;
  const expected = least === most ? `${least}` : `${least}–${most}`;
  problems.push({
    code: 'columns-count',
    text: {
      zh: `“${role.text.zh}”应有 ${expected} 列，实有 ${found} 列`,
      en: `expected ${expected} column${expected === '1' ? '' : 's'} for "${role.text.en}" (\`${role.role}\`), found ${found}`,
    },
    help: { zh: '指定哪些列用作此项', en: 'Say which columns take this role' },
  });
}

type OddNumber = 'not-a-number' | 'not-a-count' | 'out-of-reach';

/** What a cell was expected to hold. */
const wantedNumber: Readonly<Record<OddNumber, Text>> = {
  'not-a-number': { zh: '数值', en: 'a number' },
  'not-a-count': { zh: '非负整数', en: 'a whole number, 0 or more' },
  'out-of-reach': {
    zh: `绝对值在 ${reachWords} 之间的数，或 0`,
    en: `a number of size ${reachWords}, or 0`,
  },
};

function readNumbers(
  column: Column,
  index: number,
  firstRow: number,
  count: boolean,
  problems: Problem[],
): NumberColumn {
  const length = columnLength(column);
  const values = new Float64Array(length);
  if (!column.numbers) values.fill(Number.NaN);
  const odd: { row: number; raw: string; code: OddNumber }[] = [];
  const holdToCount = (value: number, row: number): void => {
    // Beyond 2^53 a double skips whole numbers: nobody counted that far.
    if (!(Number.isSafeInteger(value) && value >= 0)) odd.push({ row, raw: String(value), code: 'not-a-count' });
  };
  const holdToReach = (value: number, row: number): void => {
    if (!isWithinReach(value)) odd.push({ row, raw: String(value), code: 'out-of-reach' });
  };
  const hold = count ? holdToCount : holdToReach;
  if (column.numbers) {
    values.set(column.numbers);
    for (let row = 0; row < length; row++) if (!Number.isNaN(values[row]!)) hold(values[row]!, row);
    for (const problem of wordsOf(column)) odd.push(problem);
  } else {
    for (const [row, { number, raw: written }] of column.cells.entries()) {
      if (number !== undefined && !Number.isNaN(number)) {
        hold(number, row);
        values[row] = number;
        continue;
      }
      // An empty cell and a sign for "no value" are missing; any other word in a column of numbers is a problem.
      const raw = written.trim();
      if (raw !== '' && !isPlaceholder(raw)) odd.push({ row, raw, code: 'not-a-number' });
    }
  }
  for (const { row, raw, code } of odd.slice(0, 5)) {
    const cell = cellName(index, firstRow + row);
    const wanted = wantedNumber[code];
    const rest = row === odd[4]?.row && odd.length > 5 ? odd.length - 5 : 0;
    problems.push({
      code,
      cell,
      text: {
        zh: `${cell}（列 \`${column.name}\`）应为${wanted.zh}，实为 \`${raw}\`${rest ? `；另有 ${rest} 处` : ''}`,
        en: `${cell} (column \`${column.name}\`): expected ${wanted.en}, found \`${raw}\`${rest ? `; ${rest} more cells are alike` : ''}`,
      },
      help: { zh: '改正该单元格，或留空表示未测', en: 'Mend the cell, or leave it empty where nothing was measured' },
    });
  }
  return { name: column.name, index, values };
}

/** One warning for a role: how many of its cells hold nothing, the first by name, and what becomes of them. */
function sayEmpty(role: ColumnRole, columns: readonly NumberColumn[], firstRow: number, warnings: Warning[]): void {
  if (role.whenEmpty === null) return;
  let count = 0;
  let first = '';
  for (const { values, index } of columns) {
    let end = values.length;
    if (role.unequalLengths) while (end > 0 && Number.isNaN(values[end - 1]!)) end--;
    for (let row = 0; row < end; row++) {
      if (!Number.isNaN(values[row]!)) continue;
      first ||= cellName(index, firstRow + row);
      count++;
    }
  }
  if (count === 0) return;
  const then = role.whenEmpty ?? {
    zh: '没有测量值，不参与计算',
    en: 'nothing was measured there, and the figures do without',
  };
  warnings.push({
    code: 'values-missing',
    text: {
      zh: `“${role.text.zh}”有 ${count} 个空单元格${count > 1 ? `（首个 ${first}）` : `（${first}）`}：${then.zh}`,
      en: `${count} ${count > 1 ? `cells of "${role.text.en}" are empty (the first is ${first})` : `cell of "${role.text.en}" is empty (${first})`}: ${then.en}`,
    },
    help: { zh: '补录漏测的值，或确认确未测量', en: 'Enter the missing values, or confirm that nothing was measured' },
  });
}

function hasNaN(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i]!)) return true;
  return false;
}

/** Cells of a large column that hold words: only looked for where some number is missing. */
function wordsOf(column: Column): { row: number; raw: string; code: 'not-a-number' }[] {
  if (!column.numbers || column.cells.length === 0 || !hasNaN(column.numbers)) return [];
  return column.cells.flatMap((cell, row) => {
    const raw = cell.raw.trim();
    return cell.number === undefined && raw !== '' && !isPlaceholder(raw)
      ? [{ row, raw, code: 'not-a-number' as const }]
      : [];
  });
}

/** Labels; blanks below a label are the rest of a merged cell and take its text, which a warning says. */
function readLabels(
  column: Column,
  index: number,
  firstRow: number,
  mayFill: boolean,
  warnings: Warning[],
): LabelColumn {
  const values: string[] = [];
  let filled = 0;
  let first = '';
  for (const [row, cell] of column.cells.entries()) {
    const raw = cell.raw.trim();
    const above = values.at(-1) ?? '';
    if (mayFill && raw === '' && above !== '') {
      filled++;
      first ||= cellName(index, firstRow + row);
      values.push(above);
    } else values.push(raw);
  }
  if (filled > 0) {
    warnings.push({
      code: 'merged-filled',
      text: {
        zh: `列 \`${column.name}\` 有 ${filled} 个空单元格（自 ${first} 起），按合并单元格取其上方的文字`,
        en: `${filled} blank cells of the column \`${column.name}\` (from ${first}) took the text above them, as merged cells do`,
      },
      help: { zh: '若不是合并单元格，请逐行填写', en: 'Fill in every row if these were not merged cells' },
    });
  }
  return { name: column.name, index, values };
}
