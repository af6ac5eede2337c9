import { describe, expect, test } from 'vitest';
import { parseScheme } from '../parse.ts';
import { sampleFiles } from '../sample-scheme.contract.ts';
import type { Scheme } from '../scheme.ts';
import { editionFaults } from './side-by-side.ts';

const read = parseScheme(sampleFiles());
if (!read.ok) throw new Error('the sample does not parse');
const base = read.parsed.scheme;
const edition = (name: string, from: string, supersedes?: string): Scheme => {
  const { supersedes: _, ...rest } = base;
  return { ...rest, edition: name, inForce: { from }, ...(supersedes === undefined ? {} : { supersedes }) };
};
const codes = (...schemes: readonly Scheme[]) =>
  editionFaults(schemes).map(({ scheme, refusals }) => [scheme.edition, ...refusals.map((r) => r.code)]);

describe('the editions of one scheme, side by side', () => {
  test('one after the other is sound, in whatever order they are read', () => {
    expect(codes(edition('2027', '2027-07-01', '2025'), edition('2025', '2026-01-01'))).toEqual([]);
    expect(codes(edition('2025', '2026-01-01'))).toEqual([]);
  });

  test('one first day for two, one name for two, a predecessor that is none, none where one is still in force', () => {
    const first = edition('2025', '2026-01-01');
    expect(codes(first, edition('2027', '2026-01-01', '2025'))).toEqual([['2027', 'edition-dates-coincide']]);
    expect(codes(first, edition('2025', '2027-07-01'))).toEqual([['2025', 'edition-twice']]);
    expect(codes(first, edition('2027', '2027-07-01', '2019'))).toEqual([
      ['2027', 'edition-unknown', 'edition-supersedes-missing'],
    ]);
    expect(codes(first, edition('2027', '2027-07-01'))).toEqual([['2027', 'edition-supersedes-missing']]);
  });
});
