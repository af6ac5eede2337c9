import type { DataNote } from './data-entry/data-notes.ts';
import { type ReadOptions, readGrid, readTable } from './data-entry/table-reader.ts';
import { loadMethod } from './load-method.ts';
import type { Assignment, DataTable, Method, MethodResult, OptionValues, Problem } from './method/method.ts';
import { methodCatalogue } from './methods.ts';
import { scenesToSvg } from './scene/svg.ts';

/**
 * The toolbox as other programs call it: `import { runMethod } from 'touchstone/toolbox'`. Pure: nothing is read from disk,
 * network or clock, and the same input gives the same result to the digit, in the browser as on a server.
 */
export type { DataNote } from './data-entry/data-notes.ts';
export type {
  Assignment,
  Column,
  ColumnRole,
  Convention,
  DataTable,
  Explanation,
  JsonSchema,
  Method,
  MethodResult,
  OptionSpec,
  OptionValues,
  Problem,
  Warning,
} from './method/method.ts';
export type { CatalogueEntry } from './methods.ts';

/** The data, in one of the ways in which people have them; none for a method that takes only options. */
export interface MethodCall extends ReadOptions {
  /** CSV, or what was copied from Excel or WPS. */
  readonly text?: string;
  /** Rows of cells, the heading first. */
  readonly rows?: readonly (readonly (string | number | null)[])[];
  /** Columns of numbers by name. */
  readonly columns?: Readonly<Record<string, readonly number[] | Float64Array>>;
  /** Which columns take which role; what is left out is found by name, then by place, and said in a warning. */
  readonly assignment?: Assignment;
  readonly options?: OptionValues;
}

export type MethodAnswer =
  | ({ readonly ok: true; readonly method: string; readonly version: number } & MethodResult<unknown> & {
        /** What was odd in the data, and how it was taken. */
        readonly notes: readonly DataNote[];
      })
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly notes: readonly DataNote[] };

/** Ids, titles and purposes of all methods, in the order of use. */
export const methods = methodCatalogue;

/** Columns, options, conditions, sources, example and the JSON Schema of the values of a method. */
export async function describeMethod(id: string): Promise<Omit<Method, 'run' | 'scenes'>> {
  const { run: _, scenes: __, ...described } = await methodOf(id);
  return described;
}

export async function runMethod(id: string, call: MethodCall = {}): Promise<MethodAnswer> {
  const method = await methodOf(id);
  const { table, notes } = tableOf(call);
  const outcome = method.run({
    ...(table ? { table } : {}),
    ...(call.assignment ? { assignment: call.assignment } : {}),
    options: call.options ?? {},
  });
  if (!outcome.ok) return { ...outcome, notes };
  return { ok: true, method: method.id, version: method.version, ...outcome.result, notes };
}

/** The pictures of an answer as one SVG, or undefined where the method draws none. */
export async function drawMethod(
  answer: Extract<MethodAnswer, { ok: true }>,
  language: 'zh' | 'en' = 'zh',
): Promise<string | undefined> {
  const scenes = (await methodOf(answer.method)).scenes?.(answer.values, language) ?? [];
  return scenes.length === 0 ? undefined : scenesToSvg(scenes, { language });
}

async function methodOf(id: string): Promise<Method> {
  const method = await loadMethod(id);
  if (method) return method;
  throw new RangeError(`expected the id of a method, such as ${methodCatalogue[0]?.id}, found \`${id}\``);
}

function tableOf({ text, rows, columns, ...reading }: MethodCall): {
  readonly table: DataTable | undefined;
  readonly notes: readonly DataNote[];
} {
  if (text !== undefined) return readTable(text, optionsOf(reading));
  if (rows !== undefined)
    return readGrid(
      rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))),
      optionsOf(reading),
    );
  if (columns === undefined) return { table: undefined, notes: [] };
  const lists = Object.entries(columns);
  const length = Math.max(0, ...lists.map(([, list]) => list.length));
  return { table: { firstRow: 2, columns: lists.map(([name, list]) => numberColumn(name, list, length)) }, notes: [] };
}

/** Shorter columns end in empty cells; an infinity is no measured value and stays one that a message can quote. */
function numberColumn(
  name: string,
  list: readonly number[] | Float64Array,
  length: number,
): DataTable['columns'][number] {
  const numbers = new Float64Array(length).fill(Number.NaN);
  const odd: { readonly row: number; readonly raw: string }[] = [];
  for (const [row, value] of list.entries()) {
    if (Number.isFinite(value)) numbers[row] = value;
    else if (!Number.isNaN(value)) odd.push({ row, raw: String(value) });
  }
  if (odd.length === 0) return { name, cells: [], numbers };
  const raws = new Map(odd.map(({ row, raw }) => [row, raw]));
  return {
    name,
    numbers,
    cells: Array.from(numbers, (value, row) =>
      Number.isNaN(value) ? { raw: raws.get(row) ?? '' } : { raw: String(value), number: value },
    ),
  };
}

function optionsOf({ delimiter, decimal, heading }: ReadOptions): ReadOptions {
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(heading === undefined ? {} : { heading }),
  };
}
