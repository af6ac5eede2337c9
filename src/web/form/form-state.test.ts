import { describe, expect, test } from 'vitest';
import type { Field } from '#certification/scheme/form.ts';
import type { FormSpec } from '#certification/scheme/scheme.ts';
import { isRequired, isShown, missingFields, onlyChoices, sentValues, withSums } from './form-state.ts';

const plain = { personal: false, public: false } as const;
const number = (id: string, decimals = 0): Field => ({ id, kind: 'number', decimals, required: true, ...plain });
const text = (id: string, more: Partial<Field> = {}): Field =>
  ({ id, kind: 'text', most: 100, lines: 1, bilingual: false, required: true, ...plain, ...more }) as Field;
const form = (fields: readonly Field[], balances: FormSpec['balances'] = []): FormSpec => ({
  id: 'f',
  fields,
  balances,
});
const nothing = { steps: new Map(), standing: {} };

const lost = text('months', {
  required: false,
  showIf: { field: 'lost', test: { compare: 'is', with: true } },
  requiredIf: { field: 'lost', test: { compare: 'is', with: true } },
});

describe('what a form asks', () => {
  test('a field is shown and required as the values say, those that stand included', () => {
    expect(isShown(lost, {}, nothing)).toBe(false);
    expect(isShown(lost, { lost: true }, nothing)).toBe(true);
    expect(isShown(lost, {}, { ...nothing, standing: { lost: true } })).toBe(true);
    expect(isRequired(lost, { lost: true }, nothing)).toBe(true);
    expect(isRequired(lost, { lost: false }, nothing)).toBe(false);
  });

  test('what only the register can tell is shown, and asked by the server', () => {
    const asks = text('a', { showIf: { holds: { who: 'applicant', kind: 'certificate' } } });
    const demands = text('b', { required: false, requiredIf: { holds: { who: 'applicant', kind: 'certificate' } } });
    expect(isShown(asks, {}, nothing)).toBe(true);
    expect(isRequired(demands, {}, nothing)).toBe(false);
  });

  test('a field with one option begins with it, and nothing else is chosen for anybody', () => {
    const choice = (id: string, options: readonly string[], more: object = {}): Field =>
      ({ id, kind: 'choice', options, many: false, required: true, ...plain, ...more }) as Field;
    const asked = form([
      choice('standard', ['iso-9001']),
      choice('kinds', ['one'], { many: true }),
      choice('free', ['one'], { required: false }),
      choice('size', ['L', 'M']),
      text('name'),
    ]);
    expect(onlyChoices(asked)).toEqual({ standard: 'iso-9001', kinds: ['one'] });
  });

  test('what is missing is named down to the cell of a row', () => {
    const rows: Field = {
      id: 'units',
      kind: 'rows',
      columns: [text('name'), text('brand', { required: false })],
      least: 1,
      most: 9,
      totals: [],
      required: true,
      ...plain,
    };
    const asked = form([text('title'), rows]);
    expect(missingFields(asked, {}, nothing).map((m) => m.path)).toEqual(['title', 'units']);
    const values = { title: 'T', units: [{ name: 'A' }, { brand: 'B' }] };
    expect(missingFields(asked, values, nothing).map((m) => m.path)).toEqual(['units.2.name']);
    expect(missingFields(asked, { units: [{ name: 'A' }] }, { ...nothing, standing: { title: 'T' } })).toEqual([]);
  });
});

describe('sums', () => {
  test('come out exactly, of fields and of a column, and only when every part is there', () => {
    const parts = form([number('a', 1), number('b', 1), number('sum', 1)], [{ sum: ['a', 'b'], equals: 'sum' }]);
    expect(withSums(parts, { a: '0.1' })).toEqual({ a: '0.1' });
    expect(withSums(parts, { a: '0.1', b: '0.2' })).toEqual({ a: '0.1', b: '0.2', sum: '0.3' });
    const rows: Field = {
      id: 'people',
      kind: 'rows',
      columns: [number('share')],
      least: 0,
      most: 9,
      totals: [{ column: 'share', equals: 'total' }],
      required: false,
      ...plain,
    };
    const shares = form([rows, number('total')]);
    expect(withSums(shares, { people: [{ share: 60 }, { share: 40 }] })['total']).toBe(100);
    expect(withSums(shares, { people: [{ share: 60 }, {}] })['total']).toBeUndefined();
  });
});

describe('what is sent', () => {
  const asked = form([text('title'), lost]);

  test('holds what is shown and filled in, and nothing else', () => {
    expect(sentValues(asked, { title: 'T', months: '3', other: 'x' }, nothing)).toEqual({ title: 'T' });
    expect(sentValues(asked, { title: 'T', lost: true, months: '3' }, nothing)).toEqual({ title: 'T', months: '3' });
  });

  test('takes away what stood before and was cleared or no longer applies; a sealed value stays where it is', () => {
    const around = { ...nothing, standing: { title: 'Old', months: '3' } };
    expect(sentValues(asked, { title: null }, around)).toEqual({ title: null, months: null });
    expect(sentValues(asked, {}, { ...nothing, standing: { title: 'Old' } })).toEqual({});
  });
});
