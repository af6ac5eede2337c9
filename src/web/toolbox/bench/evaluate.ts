import { columnLetters } from '#toolbox/data-entry/cell-name.ts';
import type { DataNote } from '#toolbox/data-entry/data-notes.ts';
import { loadMethod } from '#toolbox/load-method.ts';
import type { Assignment, DataTable, Method, MethodInput, OptionSpec, OptionValues } from '#toolbox/method/method.ts';
import { asChartValues } from '../result/control-chart-values.ts';
import type { Calculation, Evaluation, MethodCard, Report, TableView } from './protocol.ts';
import { readData } from './read-data.ts';
import { packScene, shorten } from './shorten.ts';
import { firstRows, isNumeric, takeColumns } from './take-columns.ts';

export async function describeMethod(id: string): Promise<MethodCard | null> {
  const method = await loadMethod(id);
  if (!method) return null;
  const { run: _, scenes: __, ...card } = method;
  return card;
}

/** A calculation made ready: the method, its input, and what was read of the data. */
export interface Prepared {
  readonly method: Method;
  readonly input: MethodInput;
  readonly table: TableView | null;
}

export async function prepare(calculation: Calculation, report?: Report): Promise<Prepared> {
  const method = await loadMethod(calculation.method);
  if (!method) throw new Error(`there is no method \`${calculation.method}\``);
  const options = givenOptions(method.options, calculation.options);
  const read = method.columns.length > 0 ? await readData(calculation.data, report) : null;
  if (!read) return { method, input: { options }, table: null };
  const { table, notes } = read;
  const assignment = takeColumns(method.columns, table, calculation.assignment);
  const view: TableView = {
    columns: firstRows(table).columns.map((column) => ({ name: column.name, numeric: isNumeric(column) })),
    firstRow: table.firstRow,
    rows: Math.max(0, ...table.columns.map((column) => column.numbers?.length ?? column.cells.length)),
    notes: notesThatMatter(method, table, assignment, notes),
  };
  return { method, input: { table, assignment, options }, table: view };
}

/** How a cell was read as a number says nothing to the reader where its column only names things: `1 号机` stays as it is. */
function notesThatMatter(
  method: Method,
  table: DataTable,
  assignment: Assignment,
  notes: readonly DataNote[],
): readonly DataNote[] {
  const named = (kinds: readonly string[]) =>
    new Set(method.columns.filter((role) => kinds.includes(role.kind)).flatMap((role) => assignment[role.role] ?? []));
  const measured = named(['number', 'count']);
  const words = new Set([...named(['label', 'date'])].filter((name) => !measured.has(name)));
  const letters = new Set(table.columns.flatMap(({ name }, k) => (words.has(name) ? [columnLetters(k)] : [])));
  return notes.filter(
    ({ cell, taken }) => taken === 'layout' || cell === undefined || !letters.has(cell.replace(/\d+$/, '')),
  );
}

/** Options that were given and that the method has; one left empty takes its default. */
function givenOptions(specs: readonly OptionSpec[], options: OptionValues): OptionValues {
  return Object.fromEntries(
    specs.flatMap(({ name }) => {
      const value = options[name];
      return value === undefined || value === null || value === '' ? [] : [[name, value]];
    }),
  );
}

/** Whether there is something to compute: a method that asks for columns waits until it has some. */
export function isReady({ method, table }: Prepared): boolean {
  return !method.columns.some((role) => !role.optional) || (table !== null && table.rows > 0);
}

export async function evaluate(calculation: Calculation, language: 'zh' | 'en', report?: Report): Promise<Evaluation> {
  const prepared = await prepare(calculation, report);
  const { method, input, table } = prepared;
  const assignment = input.assignment ?? {};
  if (!isReady(prepared)) return { table, assignment, outcome: null };
  const outcome = method.run(input);
  if (!outcome.ok) {
    // Where nothing was given yet, what is missing is no mistake to be told.
    const isBlank = table === null && Object.keys(input.options).length === 0;
    return { table, assignment, outcome: isBlank ? null : outcome };
  }
  const { values, conventions, warnings, explanations } = outcome.result;
  const scenes = (method.scenes?.(values, language) ?? []).map(packScene);
  return {
    table,
    assignment,
    outcome: {
      ok: true,
      ...shorten(values),
      signalling: signallingPoints(values),
      conventions,
      warnings,
      explanations,
      scenes,
    },
  };
}

function signallingPoints(values: unknown): number | null {
  const chart = asChartValues(values);
  return chart && new Set(chart.signals.map((signal) => signal.point)).size;
}
