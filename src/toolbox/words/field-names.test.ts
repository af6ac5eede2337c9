import { expect, test } from 'vitest';
import { panelTitles } from '../control-charts/panel-titles.ts';
import type { JsonSchema } from '../method/method.ts';
import { loadAllMethods } from '../methods.ts';
import { hasFieldName, hasValueWord } from './field-names.ts';

interface Found {
  readonly field: string;
  readonly words: readonly string[];
}

/** Fields of a schema with the coded values that each may take. */
function fieldsOf(schema: JsonSchema, field = ''): Found[] {
  const inside = [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => fieldsOf(one, name)),
    ...(schema.items ? fieldsOf(schema.items, field) : []),
    ...(schema.anyOf ?? []).flatMap((one) => fieldsOf(one, field)),
    ...(typeof schema.additionalProperties === 'object' ? fieldsOf(schema.additionalProperties, field) : []),
  ];
  const words = (schema.enum ?? []).filter((value) => typeof value === 'string');
  return field === '' ? inside : [{ field, words }, ...inside];
}

test('every field of every result and input has a Chinese and an English name, every coded value its words', async () => {
  const unnamed = new Set<string>();
  for (const method of await loadAllMethods()) {
    const schemas = [
      method.resultSchema,
      ...method.options.flatMap((spec) => (spec.kind === 'json' ? [spec.schema] : [])),
    ];
    for (const { field, words } of schemas.flatMap((schema) => fieldsOf(schema))) {
      if (!hasFieldName(field, method.id)) unnamed.add(`${method.id}/${field}`);
      for (const word of words) if (!hasValueWord(field, word)) unnamed.add(`${method.id}/${field}=${word}`);
    }
  }
  expect([...unnamed]).toEqual([]);
});

test('every panel of a control chart has a short name', () => {
  const unnamed = Object.keys(panelTitles).filter((panel) => !hasValueWord('panel', panel));
  expect(unnamed).toEqual([]);
});
