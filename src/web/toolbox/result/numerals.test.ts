import { expect, test } from 'vitest';
import { explanationOf } from './explanation-of.ts';
import { numeral } from './numerals.ts';

test('a figure finds its own explanation, that of its value, or that of the part it belongs to', () => {
  const list = ['limits.xbar.ucl', 'cp.value', 'rows'].map((field) => ({
    field,
    formula: field,
    text: { zh: '', en: '' },
    source: '',
  }));
  expect(explanationOf('limits.xbar.ucl', list)?.field).toBe('limits.xbar.ucl');
  expect(explanationOf('cp', list)?.field).toBe('cp.value');
  expect(explanationOf('rows.ap', list)?.field).toBe('rows');
  expect(explanationOf('n', list)).toBeUndefined();
});

test('numerals read as people write them', () => {
  expect(
    [1.6856219558, 74, -0.5, 2.021011794519477e-53, 123456789.123, 0, 1 / 3].map((value) => numeral(value)),
  ).toEqual(['1.68562', '74', '−0.5', '2.021×10⁻⁵³', '123457000', '0', '0.333333']);
});
