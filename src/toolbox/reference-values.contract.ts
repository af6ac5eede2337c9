import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readTable } from './data-entry/table-reader.ts';
import type { Assignment, Method, MethodResult, OptionValues } from './method/method.ts';
import golden from './number-methods.golden.json' with { type: 'json' };

/** Reference values by R for the tests of methods on numbers; made by tools/reference-values/number-methods.R. */
export const referenceProgram = golden.version;

const values: ReadonlyMap<string, readonly (number | null)[]> = new Map(Object.entries(golden.values));

export function reference(key: string): readonly number[] {
  const found = values.get(key);
  if (!found) throw new Error(`the reference file has no \`${key}\``);
  return found.map((value) => value ?? Number.NaN);
}

/** Every value within `relative` of R's (of the largest of the list, where one of them is 0). */
export function expectReference(actual: readonly (number | null)[], key: string, relative = 1e-10): void {
  const wanted = reference(key);
  expect(actual.length, `${key}: number of values`).toBe(wanted.length);
  const scale = Math.max(...wanted.filter(Number.isFinite).map(Math.abs));
  actual.forEach((value, i) => {
    const gold = wanted[i]!;
    if (Number.isNaN(gold)) expect(value, `${key}[${i}]`).toBeNull();
    else {
      const size = Math.abs(gold) > 1e-9 * scale ? Math.abs(gold) : scale;
      expect(
        Math.abs((value ?? Number.NaN) - gold) / size,
        `${key}[${i}]: expected ${gold}, found ${value}`,
      ).toBeLessThanOrEqual(relative);
    }
  });
}

/** The result of a method on a text of data, its own example where none is given; a refusal fails the test. */
export function resultOf<R>(
  method: Method<R>,
  csv?: string,
  options?: OptionValues,
  assignment?: Assignment,
): MethodResult<R> {
  const text = csv ?? method.example.csv;
  const roles = assignment ?? (csv === undefined ? method.example.assignment : undefined);
  const outcome = method.run({
    ...(text === undefined ? {} : { table: readTable(text).table }),
    ...(roles === undefined ? {} : { assignment: roles }),
    options: options ?? method.example.options,
  });
  if (!outcome.ok) throw new Error(`${method.id} refused: ${JSON.stringify(outcome.problems)}`);
  return outcome.result;
}

/** The codes of a refusal; fails the test where the method answers. */
export function refusalOf<R>(
  method: Method<R>,
  csv: string | undefined,
  options: OptionValues = {},
  assignment?: Assignment,
): readonly string[] {
  const outcome = method.run({
    ...(csv === undefined ? {} : { table: readTable(csv, { heading: true }).table }),
    ...(assignment === undefined ? {} : { assignment }),
    options,
  });
  if (outcome.ok) throw new Error(`${method.id} answered where a refusal was expected`);
  return outcome.problems.map((p) => p.code);
}

/** Columns as CSV under their names. */
export function csvOf(columns: Readonly<Record<string, readonly (number | string)[]>>): string {
  const names = Object.keys(columns);
  const height = Math.max(...names.map((name) => columns[name]!.length));
  const rows = Array.from({ length: height }, (_, i) => names.map((name) => columns[name]![i] ?? '').join(','));
  return `${[names.join(','), ...rows].join('\n')}\n`;
}

/** A file of the reference folder beside the project, or undefined where it is absent (the test then skips). */
export function sharedQuality(name: string): unknown {
  const path = join(import.meta.dirname, '../../../shared/reference/quality', name);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** Correct digits of a value, at most 15.9. */
export function digits(value: number, certified: number): number {
  if (value === certified) return 15.9;
  return Math.min(15.9, -Math.log10(Math.abs(value - certified) / (certified === 0 ? 1 : Math.abs(certified))));
}
