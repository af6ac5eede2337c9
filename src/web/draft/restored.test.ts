import { describe, expect, test } from 'vitest';
import { restored } from './restored.ts';

const begin = { name: '', roles: ['a'] as readonly string[], until: null as string | null, both: { zh: '', en: '' } };

describe('a draft read back', () => {
  test('takes what it holds of the form’s own fields', () => {
    const stored = { name: 'n', roles: ['b', 'c'], until: '2026-01-01', both: { zh: '中', en: 'e' } };
    expect(restored(begin, stored)).toEqual(stored);
  });

  test('leaves a field that is missing, or of another kind, as it stands in the empty form', () => {
    expect(restored(begin, { name: 7, roles: 'b', until: { x: 1 }, both: { zh: 1, en: 'e' } })).toEqual({
      ...begin,
      both: { zh: '', en: 'e' },
    });
    expect(restored(begin, { roles: null, both: [] })).toEqual(begin);
  });

  test('brings nothing along that the form does not know', () => {
    expect(restored(begin, { password: 'secret', both: { zh: 'z', token: 't' } })).toEqual({
      ...begin,
      both: { zh: 'z', en: '' },
    });
    expect(Object.keys(restored(begin, JSON.parse('{"__proto__":{"name":"x"},"constructor":"y"}')))).toEqual(
      Object.keys(begin),
    );
  });

  test('keeps a record without fields of its own as it is', () => {
    expect(restored({ given: {} }, { given: { name: 'n' } })).toEqual({ given: { name: 'n' } });
  });
});
