import { describe, expect, test } from 'vitest';
import { findOverlaps, normalDocument, type Programme, remarksOf } from './overlap.ts';

const programme = (id: string, more: Partial<Programme> = {}): Programme => ({
  id,
  kind: 'scheme',
  title: { zh: id, en: id },
  owner: { id: `owner-${id}`, name: { zh: id, en: id } },
  object: 'product',
  requirements: ['r1', 'r2', 'r3', 'r4', 'r5'],
  basis: [{ document: 'x', certainty: 'verified' }],
  fee: { charged: true, basis: 'x', certainty: 'verified' },
  sunset: null,
  ...more,
});

describe('overlaps', () => {
  test('two schemes that share 80 % of their requirements for one object are listed with both owners and fees', () => {
    const found = findOverlaps([programme('a'), programme('b', { requirements: ['r1', 'r2', 'r3', 'r4', 'other'] })]);
    expect(found).toMatchObject([{ a: 'a', b: 'b', sharePercent: 80, sameOwner: false }]);
    expect(found[0]?.reasons.map((r) => r.en)).toEqual([
      'the same object, the same requirements: r1, r2, r3, r4',
      'two owners: a; b',
      'two fees',
    ]);
  });

  test('another object, nothing shared, or a law that all stand under is none', () => {
    expect(findOverlaps([programme('a'), programme('b', { object: 'service' })])).toEqual([]);
    expect(findOverlaps([programme('a'), programme('b', { requirements: ['z'] })])).toEqual([]);
    const law = { requirements: ['中华人民共和国认证认可条例'] };
    expect(findOverlaps([programme('a', law), programme('b', law)])).toEqual([]);
  });

  test('the order in which programmes are named does not matter', () => {
    const all = [programme('a'), programme('b'), programme('c', { requirements: ['r1'] })];
    const pairs = (list: readonly Programme[]) =>
      findOverlaps(list)
        .map((o) => [o.a, o.b].sort().join())
        .sort();
    expect(pairs([...all].reverse())).toEqual(pairs(all));
  });
});

test('a fee without a basis, an unconfirmed basis, an end that is near or past are said', () => {
  const codes = (more: Partial<Programme>) => remarksOf(programme('a', more), '2026-11-25').map((r) => r.code);
  expect(codes({})).toEqual([]);
  expect(codes({ fee: { charged: true, basis: null, certainty: 'verified' } })).toEqual(['fee-without-basis']);
  expect(codes({ basis: [{ document: 'x', certainty: 'to-be-confirmed' }] })).toEqual(['basis-unconfirmed']);
  expect(codes({ sunset: '2026-11-24' })).toEqual(['sunset-past']);
  expect(codes({ sunset: '2026-11-25' })).toEqual(['sunset-near']);
  expect(codes({ sunset: '2027-05-24' })).toEqual(['sunset-near']);
  expect(codes({ sunset: '2027-05-25' })).toEqual([]);
});

test('a document is the same with and without its number', () => {
  expect(normalDocument('中华人民共和国认证认可条例（国务院令第390号，2023年修订）')).toBe(
    '中华人民共和国认证认可条例',
  );
});
