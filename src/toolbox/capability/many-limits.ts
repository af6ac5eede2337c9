import type { ColumnReader } from '../method/columns.ts';
import type { MethodInput, Problem } from '../method/method.ts';
import type { OptionReader } from '../method/options.ts';
import { array, object, problem, string, text } from '../outcome/answer.ts';
import { type LimitName, limitNamed } from './limit-rows.ts';

const limit = { type: ['number', 'null'] } as const;
/** Limits as the option gives them. */
export const limitsSchema = array(
  object({ characteristic: string, lsl: limit, usl: limit, target: limit }, ['lsl', 'usl', 'target']),
);

export type Limits = Partial<Record<LimitName, number>>;

/** The column of row names, found by its words where nobody named it; numbered rows below make it no measurement. */
export function withLabels(input: MethodInput): MethodInput {
  const { table, assignment } = input;
  if (!table || (assignment?.['label'] ?? []).length > 0) return input;
  const found = table.columns.find(
    (column) => !column.numbers && column.cells.some((cell) => limitNamed(cell.raw) !== undefined),
  );
  if (!found) return input;
  const measured = assignment?.['measurements']?.filter((name) => name !== found.name);
  return {
    ...input,
    assignment: { ...assignment, ...(measured ? { measurements: measured } : {}), label: [found.name] },
  };
}

interface Sorted {
  /** Rows of data, from 0. */
  readonly rows: readonly number[];
  readonly limits: ReadonlyMap<string, Limits>;
}

/** Rows of limits apart from those of data; limits of the option beside them. */
export function sortRows(reader: ColumnReader, read: OptionReader, problems: Problem[]): Sorted {
  const measured = reader.allNumbers('measurements');
  const names = reader.has('label') ? reader.labels('label').values : [];
  const rows: number[] = [];
  const limits = new Map<string, Limits>(measured.map(({ name }) => [name, {}]));
  const seen = new Map<LimitName, number>();
  for (let row = 0; row < (measured[0]?.values.length ?? 0); row++) {
    const name = limitNamed(names[row] ?? '');
    if (!name) {
      rows.push(row);
      continue;
    }
    if (seen.has(name)) problems.push(rowTwice(names[row] ?? name, reader, row));
    seen.set(name, row);
    for (const column of measured) {
      const value = column.values[row]!;
      const known = limits.get(column.name);
      if (known && !Number.isNaN(value)) known[name] = value;
    }
  }
  for (const given of limitsGiven(read)) {
    const known = limits.get(given.characteristic);
    if (!known) problems.push(unknownCharacteristic(given.characteristic, [...limits.keys()]));
    else
      for (const name of ['lsl', 'usl', 'target'] as const) {
        const value = given[name];
        if (value === null || value === undefined) continue;
        if (known[name] !== undefined && known[name] !== value)
          problems.push(contradiction(given.characteristic, name, known[name], value));
        known[name] = value;
      }
  }
  return { rows, limits };
}

interface Given {
  readonly characteristic: string;
  readonly lsl?: number | null;
  readonly usl?: number | null;
  readonly target?: number | null;
}

function limitsGiven(read: OptionReader): readonly Given[] {
  const given = read.json('limits');
  // The schema has been checked.
  return Array.isArray(given) ? (given as readonly Given[]) : [];
}

function rowTwice(label: string, reader: ColumnReader, row: number): Problem {
  const cell = reader.cell(reader.labels('label'), row);
  return problem(
    'limit-row-twice',
    text(`${cell} 又是一行 \`${label}\``, `${cell}: a second row called \`${label}\``),
    text('每种规格限只留一行', 'Keep one row of each limit'),
    cell,
  );
}

function unknownCharacteristic(name: string, known: readonly string[]): Problem {
  const list = known.slice(0, 12).map((one) => `\`${one}\``);
  return problem(
    'characteristic-unknown',
    text(
      `规格限里的特性 \`${name}\` 不在数据列中，数据列是 ${list.join('、')}`,
      `limits name the characteristic \`${name}\`, which is no column; the columns are ${list.join(', ')}`,
    ),
    text('改成列名', 'Write the name of a column'),
  );
}

function contradiction(characteristic: string, name: LimitName, inTable: number, inOption: number): Problem {
  return problem(
    'limits-contradict',
    text(
      `\`${characteristic}\` 的 ${name.toUpperCase()} 在表里是 \`${inTable}\`，在选项里是 \`${inOption}\``,
      `${name.toUpperCase()} of \`${characteristic}\` is \`${inTable}\` in the table and \`${inOption}\` in the option`,
    ),
    text('只留一处', 'Keep one of them'),
  );
}

export function noLimits(): Problem {
  return problem(
    'specification-missing',
    text(
      '没有一个特性有规格限：表里没有名为 LSL、USL 的行，选项里也没有',
      'no characteristic has limits: no row is called LSL or USL, nor does the option give any',
    ),
    text(
      '在表头加两行，首列写 LSL、USL；或填规格限选项',
      'Add two rows at the head with LSL and USL in the first column, or fill in the limits',
    ),
  );
}
