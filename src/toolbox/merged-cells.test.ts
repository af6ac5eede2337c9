import { expect, test } from 'vitest';
import { readTable } from './data-entry/table-reader.ts';
import { openColumns } from './method/columns.ts';
import type { DataTable, Method } from './method/method.ts';
import { loadAllMethods } from './methods.ts';

/** The example's table with one repeated word of a column taken out, as a merged cell leaves it; null where nothing repeats. */
function withMergedCell(table: DataTable, name: string): DataTable | null {
  const cells = table.columns.find((column) => column.name === name)?.cells ?? [];
  const row = cells.findIndex((cell, i) => i > 0 && cell.raw !== '' && cell.raw === cells[i - 1]?.raw);
  if (row < 0) return null;
  return {
    ...table,
    columns: table.columns.map((column) =>
      column.name === name
        ? { ...column, cells: column.cells.map((cell, i) => (i === row ? { raw: '' } : cell)) }
        : column,
    ),
  };
}

function labelColumnsOf(method: Method, table: DataTable): readonly string[] {
  const columns = openColumns(method.columns, { table, ...given(method), options: {} });
  return method.columns.flatMap((role) =>
    role.kind === 'label' && columns.has(role.role) ? columns.allLabels(role.role).map((column) => column.name) : [],
  );
}

const given = ({ example }: Method) => (example.assignment ? { assignment: example.assignment } : {});

test('no method fills a merged cell in silence', async () => {
  const silent: string[] = [];
  let tried = 0;
  for (const method of await loadAllMethods()) {
    const { csv, options } = method.example;
    if (csv === undefined) continue;
    const { table } = readTable(csv);
    for (const name of labelColumnsOf(method, table)) {
      const merged = withMergedCell(table, name);
      if (!merged) continue;
      tried++;
      const outcome = method.run({ table: merged, ...given(method), options });
      // What was judged or measured is never filled in: there a blank is refused with its place.
      const said = !outcome.ok || outcome.result.warnings.some((one) => one.code === 'merged-filled');
      if (!said) silent.push(`${method.id}: ${name}`);
    }
  }
  expect(silent).toEqual([]);
  expect(tried).toBeGreaterThan(20);
});
