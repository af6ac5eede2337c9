import { describe, expect, it } from 'vitest';
import { readTable } from './data-entry/table-reader.ts';
import type { Method, MethodInput } from './method/method.ts';
import { checkSchema } from './method/options.ts';
import { families } from './method-families.ts';

const inspectionMethods = (
  await Promise.all(
    (
      [
        'acceptance-sampling',
        'measurement-systems',
        'proficiency',
        'risk',
        'seven-tools',
        'new-seven-tools',
        'improvement',
      ] as const
    ).map((family) => families[family]()),
  )
).flat();

function exampleInput(method: Method): MethodInput {
  const { csv, assignment, options } = method.example;
  return {
    options,
    ...(csv === undefined ? {} : { table: readTable(csv).table }),
    ...(assignment ? { assignment } : {}),
  };
}

function numbersOf(values: unknown): number[] {
  if (typeof values === 'number') return [values];
  return typeof values === 'object' && values !== null ? Object.values(values).flatMap(numbersOf) : [];
}

describe('the methods of inspection and improvement', () => {
  it('have each an id of its own', () => {
    const ids = inspectionMethods.map((method) => method.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  describe.each(inspectionMethods.map((method) => [method.id, method] as const))('%s', (_, method) => {
    const outcome = method.run(exampleInput(method));

    it('answers its example within the field contract, with finite numbers', () => {
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
      expect(checkSchema(outcome.result.values, method.resultSchema, '')).toBeUndefined();
      for (const value of numbersOf(outcome.result.values)) expect(Number.isFinite(value)).toBe(true);
    });

    it('says in both languages what it is, when it holds and what else to do', () => {
      for (const said of [
        method.title,
        method.purpose,
        method.example.text,
        ...method.conditions.flatMap((c) => [c.condition, c.otherwise]),
      ]) {
        expect(said.zh.length).toBeGreaterThan(1);
        expect(said.en.length).toBeGreaterThan(1);
      }
      expect(method.sources.length).toBeGreaterThan(0);
      expect(method.conditions.length).toBeGreaterThan(0);
      expect(outcome.ok && outcome.result.conventions.length + outcome.result.explanations.length).toBeGreaterThan(0);
    });

    it('gives the same digits again, and survives JSON', () => {
      const again = method.run(exampleInput(method));
      expect(JSON.stringify(again)).toBe(JSON.stringify(outcome));
      expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
    });

    it('explains only fields that exist', () => {
      if (!outcome.ok) return;
      for (const { field } of outcome.result.explanations) {
        let schema: Method['resultSchema'] | undefined = method.resultSchema;
        for (const step of field.split('.')) {
          const inner: Method['resultSchema'] | undefined = schema?.items ?? schema;
          schema = inner?.properties?.[step];
        }
        expect(schema, field).toBeDefined();
      }
    });

    it('draws scenes with a table behind each, in finite coordinates', () => {
      if (!outcome.ok || !method.scenes) return;
      const scenes = method.scenes(outcome.result.values, 'zh');
      expect(scenes.length).toBeGreaterThan(0);
      for (const scene of scenes) {
        expect(scene.marks.length).toBeGreaterThan(0);
        expect(scene.table.rows.length).toBeGreaterThan(0);
        for (const row of scene.table.rows) expect(row.length).toBe(scene.table.head.length);
        for (const mark of scene.marks) {
          for (const part of Object.values(mark)) {
            if (typeof part === 'number') expect(Number.isFinite(part)).toBe(true);
            else if (Array.isArray(part))
              for (const value of part) if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
          }
        }
      }
    });

    it('refuses an option it does not know', () => {
      const refusal = method.run({ ...exampleInput(method), options: { ...method.example.options, nonsense: 1 } });
      expect(refusal.ok).toBe(false);
      if (!refusal.ok) expect(refusal.problems.map((p) => p.code)).toContain('option-unknown');
    });

    it.runIf(method.columns.some((column) => !column.optional))('refuses when there is no table', () => {
      const refusal = method.run({ options: method.example.options });
      expect(refusal.ok).toBe(false);
    });
  });
});
