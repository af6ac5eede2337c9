import { expect, test } from 'vitest';
import { loadMethod } from '../load-method.ts';
import { flatten, type Shown } from './flatten.ts';

async function shownOf(id: string): Promise<readonly Shown[]> {
  const method = await loadMethod(id);
  const outcome = method?.run({ options: method.example.options });
  if (!method || !outcome?.ok) throw new Error(id);
  return flatten(outcome.result.values, method.resultSchema, id);
}

test('figures, intervals, tables and groups keep the paths of their fields', async () => {
  const shown = await shownOf('fmea');
  const rows = shown.find((one) => one.path === 'rows');
  expect(rows?.kind).toBe('table');
  if (rows?.kind !== 'table') return;
  expect(rows.name).toEqual({ zh: '失效清单', en: 'failures' });
  const paths = rows.columns.map((column) => column.path);
  expect(paths).toContain('rows.after.s');
  const ap = rows.columns.findIndex((column) => column.path === 'rows.ap');
  expect(rows.rows[0]?.[ap]).toEqual({ zh: '高 H', en: 'high H' });
  // Words of the user's own are left as they are.
  const mode = rows.columns.findIndex((column) => column.path === 'rows.mode');
  expect(rows.rows[0]?.[mode]).toBe('直径偏大');
});

test('an interval is one figure with its limits', () => {
  const [shown] = flatten({ cpk: { value: 1.2, lower: 1.1, upper: 1.3 } }, {}, 'capability');
  expect(shown).toMatchObject({ kind: 'interval', path: 'cpk', value: 1.2, lower: 1.1, upper: 1.3 });
});

test('a source made of factors is named by them', () => {
  const [table] = flatten({ anova: [{ source: 'part*operator' }] }, {}, 'gauge-crossed');
  expect(table?.kind === 'table' ? table.rows[0]?.[0] : null).toEqual({ zh: '零件×评价人', en: 'part×operator' });
});
