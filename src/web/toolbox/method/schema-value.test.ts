import { expect, test } from 'vitest';
import type { JsonSchema } from '#toolbox/method/method.ts';
import { checkSchema } from '#toolbox/method/options.ts';
import { loadAllMethods } from '#toolbox/methods.ts';
import { typedValue } from './number-input.tsx';
import {
  blankOf,
  blankRow,
  flatFields,
  isFlatList,
  pasteCells,
  plainSchema,
  readCell,
  valueAt,
  withValue,
} from './schema-value.ts';

const failures: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      id: { type: 'string' },
      mode: { type: 'string' },
      s: { type: 'integer', minimum: 1, maximum: 10 },
      causes: { type: 'array', items: { type: 'string' } },
      after: { type: 'object', properties: { s: { type: 'integer', minimum: 1, maximum: 10 } } },
    },
    required: ['id', 'mode', 's', 'causes'],
  },
};

test('rows pasted from a spreadsheet fill the list from a cell on, each value by its kind', () => {
  const list = pasteCells(
    failures,
    [{ id: 'F1', mode: '', s: 1, causes: [] }],
    { row: 0, column: 1 },
    '偏大\t８\t磨损，热\t3\r\n偏小\tx\r\n',
  );
  expect(list).toEqual([
    { id: 'F1', mode: '偏大', s: 8, causes: ['磨损', '热'], after: { s: 3 } },
    { id: 'F2', mode: '偏小', s: 'x', causes: [] },
  ]);
});

test('an optional cell that is cleared leaves no trace, a required one stays', () => {
  expect(withValue({ id: 'a', after: { s: 3 } }, ['after', 's'], undefined)).toEqual({ id: 'a' });
  expect(readCell('', { type: 'string' }, true)).toBe('');
  expect(readCell('', { type: 'string' }, false)).toBeUndefined();
  expect(valueAt({ after: { s: 3 } }, ['after', 's'])).toBe(3);
});

test('a number is kept as typed until it is one', () => {
  expect([typedValue(''), typedValue('1.'), typedValue('1.5'), typedValue('1,5'), typedValue('x')]).toEqual([
    undefined,
    '1.',
    1.5,
    '1,5',
    'x',
  ]);
});

test('a blank row or object is of its schema’s shape, for every structured input of every method', async () => {
  let lists = 0;
  for (const method of await loadAllMethods())
    for (const spec of method.options) {
      if (spec.kind !== 'json') continue;
      expect(checkSchema(blankOf(spec.schema), spec.schema, ''), `${method.id} ${spec.name}`).toBeUndefined();
      if (plainSchema(spec.schema).type !== 'array') continue;
      const rows = [blankRow(spec.schema, [])];
      expect(checkSchema([...rows, blankRow(spec.schema, rows)], spec.schema, '')).toBeUndefined();
      if (isFlatList(spec.schema)) {
        lists += 1;
        expect(flatFields(spec.schema).length).toBeGreaterThan(0);
      }
    }
  expect(lists).toBeGreaterThan(6);
});
