import type { ColumnReader } from '../method/columns.ts';
import type { Problem, Warning } from '../method/method.ts';
import { constantValues, missingValues, tooFewValues, wrongGroupCount } from './complaints.ts';

/** Values of one group, in the order of the data. */
export interface Group {
  readonly name: string;
  readonly values: readonly number[];
}

/** The measured values of a column, empty cells left out. */
export function presentValues(values: ArrayLike<number>): number[] {
  return Array.from(values).filter((value) => Number.isFinite(value));
}

/** The values of one role, with a warning for the empty cells among them and a refusal of too few or constant ones. */
export function readSample(
  columns: ColumnReader,
  role: string,
  what: { zh: string; en: string },
  least: number,
  complaints: { readonly problems: Problem[]; readonly warnings: Warning[] },
  mayBeConstant = false,
): number[] {
  const all = columns.numbers(role).values;
  const values = presentValues(all);
  if (values.length < least) complaints.problems.push(tooFewValues(what, least, values.length));
  else if (!mayBeConstant && values.every((value) => value === values[0]))
    complaints.problems.push(constantValues(what, values[0]!));
  return values;
}

/**
 * Groups from either layout: one column of values and one of group names, or one column for each group. Groups stand in the
 * order of their first value.
 */
export function readGroups(
  columns: ColumnReader,
  measurements: string,
  group: string,
  complaints: { readonly warnings: Warning[] },
): Group[] {
  const number = columns.allNumbers(measurements);
  if (!columns.has(group)) {
    return number.map((column) => ({ name: column.name, values: presentValues(column.values) }));
  }
  const values = number[0]?.values ?? new Float64Array(0);
  const names = columns.labels(group).values;
  const found = new Map<string, number[]>();
  let dropped = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    const name = names[row] ?? '';
    if (!Number.isFinite(value)) continue;
    if (name === '') {
      dropped++;
      continue;
    }
    const list = found.get(name);
    if (list) list.push(value);
    else found.set(name, [value]);
  }
  if (dropped > 0) complaints.warnings.push(missingValues(dropped, values.length));
  return [...found].map(([name, list]) => ({ name, values: list }));
}

/** Problems of groups: how many there are, and how many values each has. */
export function checkGroups(
  groups: readonly Group[],
  expected: { readonly least: number; readonly most: number; readonly values: number },
): Problem[] {
  const { least, most } = expected;
  if (groups.length < least || groups.length > most) {
    const wanted = least === most ? `${least}` : `${least}–${most}`;
    return [
      wrongGroupCount(
        wanted,
        groups.map((g) => g.name),
      ),
    ];
  }
  return groups
    .filter((g) => g.values.length < expected.values)
    .map((g) => tooFewValues({ zh: `组 \`${g.name}\` `, en: `group \`${g.name}\`` }, expected.values, g.values.length));
}
