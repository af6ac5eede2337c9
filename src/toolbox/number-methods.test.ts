import { describe, expect, it } from 'vitest';
import { readTable } from './data-entry/table-reader.ts';
import type { Method, MethodInput, MethodResult } from './method/method.ts';
import { checkSchema } from './method/options.ts';
import { families } from './method-families.ts';

const numberMethods = [...(await families.tests()), ...(await families.models()), ...(await families.designs())];

const inputOf = ({ example }: Method): MethodInput => ({
  ...(example.csv === undefined ? {} : { table: readTable(example.csv).table }),
  ...(example.assignment === undefined ? {} : { assignment: example.assignment }),
  options: example.options,
});

function resultOf(method: Method, input: MethodInput): MethodResult<unknown> {
  const outcome = method.run(input);
  if (!outcome.ok) throw new Error(`${method.id} refused: ${JSON.stringify(outcome.problems)}`);
  return outcome.result;
}

/** Whether the dotted path of an explanation leads to a field of the schema, through lists and alternatives. */
function leads(path: readonly string[], schema: Method['resultSchema']): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  if (schema.anyOf) return schema.anyOf.some((one) => leads(path, one));
  if (schema.items) return leads(path, schema.items);
  const next = schema.properties?.[name];
  return next !== undefined && leads(rest, next);
}

const texts = (method: Method) => [
  method.title,
  method.purpose,
  method.example.text,
  ...method.conditions.flatMap((c) => [c.condition, c.otherwise]),
  ...method.columns.map((c) => c.text),
  ...method.options.map((o) => o.text),
];

describe('every method on numbers', () => {
  it('has an id of its own', () => {
    const ids = numberMethods.map((m) => m.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(
    numberMethods.map((m) => [m.id, m] as const),
  )('%s: its example runs and keeps its field contract, as JSON too', (_, method) => {
    const { values } = resultOf(method, inputOf(method));
    expect(checkSchema(values, method.resultSchema, '')).toBeUndefined();
    expect(checkSchema(JSON.parse(JSON.stringify(values)), method.resultSchema, '')).toBeUndefined();
  });

  it.each(
    numberMethods.map((m) => [m.id, m] as const),
  )('%s: the same input gives the same result to the digit', (_, method) => {
    expect(JSON.stringify(resultOf(method, inputOf(method)))).toBe(JSON.stringify(resultOf(method, inputOf(method))));
  });

  it.each(
    numberMethods.map((m) => [m.id, m] as const),
  )('%s: explains fields that its result has, cites sources, speaks both languages', (_, method) => {
    const { explanations, conventions, warnings } = resultOf(method, inputOf(method));
    expect(explanations.length).toBeGreaterThan(0);
    expect(method.sources.length).toBeGreaterThan(0);
    for (const one of explanations) {
      expect(leads(one.field.split('.'), method.resultSchema), `${method.id} explains \`${one.field}\``).toBe(true);
      expect(one.source).not.toBe('');
    }
    for (const said of [
      ...texts(method),
      ...explanations.map((e) => e.text),
      ...conventions.map((c) => c.text),
      ...warnings.flatMap((w) => [w.text, w.help]),
    ]) {
      expect(said.zh).toMatch(/[\u4e00-\u9fff]|^L\d|x|t/);
      expect(said.en).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it.each(numberMethods.map((m) => [m.id, m] as const))('%s: draws pictures with a table behind each', (_, method) => {
    const { values } = resultOf(method, inputOf(method));
    for (const scene of method.scenes?.(values, 'zh') ?? []) {
      expect(scene.table.rows.length).toBeGreaterThan(0);
      for (const row of scene.table.rows) expect(row.length).toBe(scene.table.head.length);
      for (const mark of scene.marks) {
        if (!('x' in mark) || typeof mark.x === 'number') continue;
        for (const x of Array.from(mark.x)) expect(Number.isFinite(x)).toBe(true);
      }
    }
  });

  it.each(
    numberMethods.filter((m) => m.columns.length > 0).map((m) => [m.id, m] as const),
  )('%s: an empty table, words and a constant are refused in words', (_, method) => {
    for (const csv of ['a,b,c\n', 'a,b,c\nx,y,z\nx,y,z\n']) {
      const outcome = method.run({ table: readTable(csv, { heading: true }).table, options: {} });
      expect(outcome.ok).toBe(false);
      if (!outcome.ok) {
        expect(outcome.problems.length).toBeGreaterThan(0);
        for (const one of outcome.problems)
          expect(one.text.zh && one.text.en && one.help.zh && one.help.en).toBeTruthy();
      }
    }
    const constant = method.run({
      table: readTable('a,b,c\n5,5,5\n5,5,5\n5,5,5\n5,5,5\n5,5,5\n5,5,5\n').table,
      options: {},
    });
    if (constant.ok) expect(JSON.stringify(constant.result.values)).not.toMatch(/NaN|Infinity/);
  });
});
