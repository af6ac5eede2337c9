import { expect, test } from 'vitest';
import { findMethods } from './find-methods.ts';

test.each([
  ['cpk', 'capability'],
  ['Ｃｐｋ', 'capability'],
  ['鱼骨', 'cause-effect'],
  ['AQL', 'sampling-plan'],
  ['gb/t 2828', 'sampling-plan'],
  ['柏拉图', 'pareto'],
  ['gauge r&r', 'gauge-crossed'],
  ['5why', 'five-why'],
  ['t2', 't2'],
  ['威布尔', 'life-data'],
  ['individuals', 'i-mr'],
])('%s is found as %s', (query, id) => {
  expect(findMethods(query)[0]?.id).toBe(id);
});

test('all words must be found; nothing asked is everything', () => {
  expect(findMethods('cpk 鱼骨')).toEqual([]);
  expect(findMethods('  ').length).toBeGreaterThan(90);
});
