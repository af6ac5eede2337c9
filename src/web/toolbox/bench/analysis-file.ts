import { type Analysis, makeAnalysis, type StoredTable } from '#toolbox/analysis/analysis.ts';
import { openAnalysis, rerunAnalysis, sealAnalysis, writeAnalysis } from '#toolbox/analysis/sealed-analysis.ts';
import { loadMethod } from '#toolbox/load-method.ts';
import type { OptionValues, Problem } from '#toolbox/method/method.ts';
import { mostCells } from '../workspace/sheet.ts';
import type { WorkData } from '../workspace/work.ts';
import { prepare } from './evaluate.ts';
import type { Asks, OpenedAnalysis, SavedAnalysis } from './protocol.ts';
import { digestHex } from './sha256.ts';

const tableName = 'data';

/** The analysis file of a calculation: data, options, result and digest, see `#toolbox/analysis/analysis.ts`. */
export async function saveAnalysis(
  ask: Asks['save']['ask'],
): Promise<SavedAnalysis | { readonly problems: readonly Problem[] }> {
  const { method, input } = await prepare(ask);
  const analysis = await makeAnalysis(
    {
      title: ask.title,
      madeAt: ask.madeAt,
      software: { name: 'touchstone', version: ask.version },
      tables: input.table ? { [tableName]: input.table } : {},
      steps: [
        {
          kind: 'method',
          method: method.id,
          table: input.table ? tableName : null,
          assignment: input.assignment ?? {},
          options: input.options,
        },
      ],
    },
    () => method,
  );
  if ('problems' in analysis) return { problems: analysis.problems };
  const sealed = await sealAnalysis(analysis, digestHex);
  return { file: writeAnalysis(sealed), digest: sealed.seal.digest };
}

/** Opens a file and runs it again; one that was changed since it was sealed is refused with the changed parts named. */
export async function openFile(file: string): Promise<OpenedAnalysis> {
  const opened = await openAnalysis(file, digestHex);
  if (!opened.ok) return opened;
  const { analysis, seal } = opened.sealed;
  const reruns = await rerunAnalysis(analysis, loadMethod);
  return {
    ok: true,
    title: analysis.title,
    madeAt: analysis.madeAt,
    software: `${analysis.software.name} ${analysis.software.version}`,
    digest: seal.digest,
    excluded: analysis.steps.flatMap((step) =>
      step.kind === 'exclude' ? [{ rows: step.rows.length, reason: step.reason }] : [],
    ),
    steps: analysis.steps.flatMap((step, i) => {
      if (step.kind !== 'method') return [];
      const rerun = reruns.find((one) => one.step === i);
      return [
        {
          calculation: {
            method: step.method,
            data: dataOf(analysis, i, seal.digest),
            assignment: step.table === null ? null : step.assignment,
            options: step.options as OptionValues,
          },
          same: rerun?.same ?? false,
          problems: rerun?.problems ?? [],
          differences: (rerun?.differences ?? []).map((one) => ({
            path: one.path,
            was: JSON.stringify(one.expected) ?? '',
            is: JSON.stringify(one.found) ?? '',
          })),
        },
      ];
    }),
  };
}

/** The table of a step as the page edits it: rows at their places, those that an earlier step took out left out. */
function dataOf(analysis: Analysis, place: number, key: string): WorkData {
  const step = analysis.steps[place];
  const table = step?.kind === 'method' ? analysis.tables.find((one) => one.id === step.table) : undefined;
  if (!table) return { kind: 'sheet', sheet: { rows: [] } };
  const without = new Set(
    analysis.steps.slice(0, place).flatMap((one) => (one.kind === 'exclude' && one.table === table.id ? one.rows : [])),
  );
  const rows = rowsOf(table, without);
  if (rows.length * table.columns.length <= mostCells)
    return { kind: 'sheet', sheet: { rows, heading: table.firstRow > 1 } };
  const text = rows.map((row) => row.map(quoted).join('\t')).join('\n');
  return { kind: 'stored', key: `analysis-${key}-${place}`, blob: new Blob([text]), name: analysis.title };
}

function rowsOf(table: StoredTable, without: ReadonlySet<number>): string[][] {
  const length = Math.max(0, ...table.columns.map((column) => column.cells.length));
  const above = Array.from({ length: Math.max(0, table.firstRow - 2) }, () => ['']);
  const heading = table.firstRow > 1 ? [table.columns.map((column) => column.name)] : [];
  const body: string[][] = [];
  for (let row = 0; row < length; row++) {
    if (without.has(row)) continue;
    body.push(
      table.columns.map((column) => {
        const cell = column.cells[row];
        return cell === undefined ? '' : Array.isArray(cell) ? String(cell[0]) : String(cell);
      }),
    );
  }
  return [...above, ...heading, ...body];
}

function quoted(cell: string): string {
  return /["\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
