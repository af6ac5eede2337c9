import { describe, expect, it } from 'vitest';
import { accepts, everything, type Filter, nothing } from './filter.ts';

const row = { scheme: 'cn-qms', ending: null, due: '2026-03-10', persons: ['a', 'b'], count: 3 };
type Field = keyof typeof row | 'absent';
const passes = (filter: Filter<Field>) => accepts(filter, row);

describe('a filter', () => {
  it('passes everything or nothing by its empty forms', () => {
    expect([passes(everything), passes(nothing), passes({ not: nothing })]).toEqual([true, false, true]);
  });

  it('compares with what is wanted, empty fields with null', () => {
    expect(passes({ field: 'scheme', is: ['cn-ems', 'cn-qms'] })).toBe(true);
    expect(passes({ field: 'scheme', is: [] })).toBe(false);
    expect(passes({ field: 'ending', is: [null] })).toBe(true);
    expect(passes({ field: 'absent', is: [null] })).toBe(true);
  });

  it('includes its bounds, and never an empty value, whose contrary passes', () => {
    expect(passes({ field: 'due', least: '2026-03-10', most: '2026-03-10' })).toBe(true);
    expect(passes({ field: 'due', least: '2026-03-11' })).toBe(false);
    expect(passes({ field: 'ending', least: '' })).toBe(false);
    expect(passes({ not: { field: 'ending', least: '' } })).toBe(true);
    expect(passes({ field: 'count', least: '1' })).toBe(false);
  });

  it('finds a piece of a text, whatever its case and width, and nothing in what is no text', () => {
    expect(passes({ field: 'scheme', contains: 'QMS' })).toBe(true);
    expect(passes({ field: 'scheme', contains: 'ＱＭＳ' })).toBe(true);
    expect(passes({ field: 'scheme', contains: 'ems' })).toBe(false);
    expect([passes({ field: 'ending', contains: '' }), passes({ field: 'persons', contains: 'a' })]).toEqual([
      false,
      false,
    ]);
  });

  it('finds what two lists have in common', () => {
    expect(passes({ field: 'persons', overlaps: ['b', 'c'] })).toBe(true);
    expect(passes({ field: 'persons', overlaps: [] })).toBe(false);
    expect(passes({ field: 'scheme', overlaps: ['cn-qms'] })).toBe(false);
  });
});
