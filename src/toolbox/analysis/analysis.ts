import type {
  Assignment,
  Cell,
  Column,
  Convention,
  DataTable,
  Method,
  OptionValues,
  Problem,
  Warning,
} from '../method/method.ts';
import type { Text } from '../method/text.ts';
import { plainJson, wellFormed } from './canonical-json.ts';

/** STORED: this format is for ever; a later one gets another number and a reader for this one. */
export const analysisFormat = 'touchstone-analysis';
export const analysisVersion = 1;

/**
 * A cell as the file keeps it: a text; a number whose text is its shortest form; or both where they differ (`[raw, number]`),
 * so that what the user typed and what was computed with are both there.
 */
export type StoredCell = string | number | readonly [raw: string, number: number];

export interface StoredTable {
  readonly id: string;
  readonly firstRow: number;
  readonly columns: readonly { readonly name: string; readonly cells: readonly StoredCell[] }[];
}

/** Rows taken out before what follows, with the reason; rows count from 0 in the table as it came. */
export interface ExclusionStep {
  readonly kind: 'exclude';
  readonly table: string;
  readonly rows: readonly number[];
  readonly reason: string;
}

export interface MethodStep {
  readonly kind: 'method';
  readonly method: string;
  readonly methodVersion: number;
  readonly table: string | null;
  readonly assignment: Assignment;
  readonly options: OptionValues;
  /** What came out: the field contract's values, with what was said about them. */
  readonly result: unknown;
  readonly conventions: readonly Convention[];
  readonly warnings: readonly Warning[];
}

export type AnalysisStep = ExclusionStep | MethodStep;

export interface Analysis {
  readonly format: typeof analysisFormat;
  readonly version: typeof analysisVersion;
  readonly title: string;
  /** Instant at which it was made, given by the caller, UTC. */
  readonly madeAt: string;
  readonly software: { readonly name: string; readonly version: string };
  readonly tables: readonly StoredTable[];
  readonly steps: readonly AnalysisStep[];
}

function cellCount(column: Column): number {
  return column.numbers?.length ?? column.cells.length;
}

function storeCell(cell: Cell | undefined, number: number | undefined): StoredCell {
  const value = number ?? cell?.number;
  const raw = wellFormed(cell?.raw ?? (value === undefined || Number.isNaN(value) ? '' : String(value)));
  if (value === undefined || Number.isNaN(value)) return raw;
  const plain = value === 0 ? 0 : value;
  return raw === String(plain) ? plain : [raw, plain];
}

export function storeTable(id: string, table: DataTable): StoredTable {
  return {
    id,
    firstRow: table.firstRow,
    columns: table.columns.map((column) => ({
      name: wellFormed(column.name),
      cells: Array.from({ length: cellCount(column) }, (_, row) => storeCell(column.cells[row], column.numbers?.[row])),
    })),
  };
}

function readCell(stored: StoredCell): Cell {
  if (typeof stored === 'string') return { raw: stored };
  return typeof stored === 'number' ? { raw: String(stored), number: stored } : { raw: stored[0], number: stored[1] };
}

/** The table as it came, or without rows; cells keep their place, so that messages still name the user's rows. */
export function restoreTable(stored: StoredTable, without: ReadonlySet<number> = new Set()): DataTable {
  return {
    firstRow: stored.firstRow,
    columns: stored.columns.map((column) => ({
      name: column.name,
      cells: column.cells.flatMap((cell, row) => (without.has(row) ? [] : [readCell(cell)])),
    })),
  };
}

export interface AnalysisDraft {
  readonly title: string;
  readonly madeAt: string;
  readonly software: { readonly name: string; readonly version: string };
  readonly tables: Readonly<Record<string, DataTable>>;
  readonly steps: readonly (
    | ExclusionStep
    | Omit<MethodStep, 'methodVersion' | 'result' | 'conventions' | 'warnings'>
  )[];
}

export type MethodFinder = (id: string) => Method | undefined | Promise<Method | undefined>;

function methodMissing(id: string): Problem {
  return problemOf(
    'method-unknown',
    { zh: `没有方法 \`${id}\``, en: `there is no method \`${id}\`` },
    { zh: '用有此方法的版本打开', en: 'Open it with a version that has the method' },
  );
}

function problemOf(code: string, text: Text, help: Text): Problem {
  return { code, text, help };
}

/** Rows of a table that the exclusion steps before a step have taken out. */
function excludedBefore(
  steps: readonly (AnalysisStep | AnalysisDraft['steps'][number])[],
  place: number,
  table: string,
): ReadonlySet<number> {
  return new Set(
    steps.slice(0, place).flatMap((step) => (step.kind === 'exclude' && step.table === table ? step.rows : [])),
  );
}

/** Runs a draft and keeps its results; the problems of the first step that a method refuses. */
export async function makeAnalysis(
  draft: AnalysisDraft,
  find: MethodFinder,
): Promise<Analysis | { readonly step: number; readonly problems: readonly Problem[] }> {
  const tables = Object.entries(draft.tables).map(([id, table]) => storeTable(id, table));
  const steps: AnalysisStep[] = [];
  for (const [i, step] of draft.steps.entries()) {
    if (step.kind === 'exclude') {
      steps.push(step);
      continue;
    }
    const method = await find(step.method);
    const outcome = method && runStep(method, step, tables, excludedBefore(draft.steps, i, step.table ?? ''));
    if (!outcome || !method) return { step: i, problems: [methodMissing(step.method)] };
    if (!outcome.ok) return { step: i, problems: outcome.problems };
    const { values, conventions, warnings } = outcome.result;
    steps.push({
      ...step,
      options: plainJson(step.options) as OptionValues,
      methodVersion: method.version,
      result: plainJson(values),
      conventions,
      warnings,
    });
  }
  const { title, madeAt, software } = draft;
  return { format: analysisFormat, version: analysisVersion, title, madeAt, software, tables, steps };
}

/** Runs one step on the tables as the file keeps them: the same input as whoever reads the file. */
export function runStep(
  method: Method,
  step: Pick<MethodStep, 'table' | 'assignment' | 'options'>,
  tables: readonly StoredTable[],
  excluded: ReadonlySet<number>,
) {
  const stored = tables.find((table) => table.id === step.table);
  return method.run({
    options: step.options,
    assignment: step.assignment,
    ...(stored ? { table: restoreTable(stored, excluded) } : {}),
  });
}

export function excludedAt(analysis: Analysis, place: number): ReadonlySet<number> {
  const step = analysis.steps[place];
  return step?.kind === 'method' && step.table !== null ? excludedBefore(analysis.steps, place, step.table) : new Set();
}
