import { expect, test } from 'vitest';
import { readTable } from '#toolbox/data-entry/table-reader.ts';
import type { Explanation, Method } from '#toolbox/method/method.ts';
import { loadAllMethods } from '#toolbox/methods.ts';
import { flatten, type Shown } from '#toolbox/words/flatten.ts';
import { asChartValues } from '../result/control-chart-values.ts';
import { explanationOf } from '../result/explanation-of.ts';
import { explanationList } from './explanation-list.ts';
import { meaningOf } from './field-meaning.ts';

/** Paths of all figures that the page shows of a method's worked example: by themselves and in columns of numbers. */
function figuresOf(method: Method): { readonly paths: readonly string[]; readonly own: readonly Explanation[] } {
  const { csv, assignment, options } = method.example;
  const outcome = method.run({
    ...(csv === undefined ? {} : { table: readTable(csv).table }),
    ...(assignment ? { assignment } : {}),
    options,
  });
  if (!outcome.ok) throw new Error(`the example of ${method.id} is refused`);
  const { values, explanations } = outcome.result;
  const chart = asChartValues(values);
  if (chart)
    return {
      own: explanations,
      paths: [
        ...Object.entries(chart.limits).flatMap(([panel, limits]) =>
          (['ucl', 'cl', 'lcl'] as const)
            .filter((line) => limits[line] !== null)
            .map((line) => `limits.${panel}.${line}`),
        ),
        ...Object.keys(chart.stages.at(-1)?.parameters ?? {}).map((name) => `stages.parameters.${name}`),
      ],
    };
  const walk = (items: readonly Shown[]): string[] =>
    items.flatMap((item) => {
      if (item.kind === 'group') return walk(item.items);
      if (item.kind !== 'table') return [item.path];
      return item.columns.flatMap((column, k) =>
        item.rows.some((row) => typeof row[k] === 'number') ? [column.path] : [],
      );
    });
  return { paths: walk(flatten(values, method.resultSchema, method.id)), own: explanations };
}

test('every figure of every method explains itself', async () => {
  const silent = new Set<string>();
  let figures = 0;
  for (const method of await loadAllMethods()) {
    const { paths, own } = figuresOf(method);
    figures += paths.length;
    for (const path of paths)
      if (!explanationOf(path, own) && !meaningOf(path, method.id)) silent.add(`${method.id}/${path}`);
  }
  expect([...silent]).toEqual([]);
  expect(figures).toBeGreaterThan(900);
});

test('each explanation says something in both languages and stands once', () => {
  const lines = explanationList.trim().split('\n');
  const fields = lines.map((line) => line.split('|')[0]);
  expect(fields.filter((field, k) => fields.indexOf(field) !== k)).toEqual([]);
  for (const line of lines) {
    const parts = line.split('|');
    expect(parts.length, line).toBe(4);
    expect(/[一-鿿]/.test(parts[2] ?? ''), line).toBe(true);
    expect(/[一-鿿]/.test((parts[1] ?? '').split(' // ').at(-1) ?? ''), line).toBe(false);
    expect(/[a-z]/.test(parts[3] ?? '') && !/[一-鿿]/.test(parts[3] ?? ''), line).toBe(true);
  }
});

test('the nearest meaning is taken: the method’s own, then the part of the result, then the field', () => {
  expect(meaningOf('ppmWithin.below', 'capability')?.text.en).toContain('short-term');
  expect(meaningOf('below', 'histogram')?.text.en).toContain('below the lower limit');
  expect(meaningOf('n', 'sampling-plan')?.text.en).toContain('drawn from the lot');
  expect(meaningOf('no such', 'capability')).toBeUndefined();
});
