import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PartyName } from '#operation/ports/parties.ts';
import { NameBook, tellNames } from './name-book.ts';

const name = fc.record<PartyName>({
  language: fc.constantFrom('zh', 'en', 'und'),
  name: fc.string({ unit: 'grapheme' }),
  from: fc.constantFrom(null, '2020-01-01'),
  to: fc.constantFrom(null, '2024-12-31'),
});
const party = fc.record({ id: fc.uuid(), names: fc.array(name, { maxLength: 3 }) });
const parties = fc.uniqueArray(party, { selector: ({ id }) => id, maxLength: 40 });

it('gives each party its names, whoever told them and however often it is asked, and none to a stranger', () => {
  fc.assert(
    fc.property(fc.array(parties, { maxLength: 4 }), fc.uuid(), (told, stranger) => {
      const all = new Map(told.flat().map(({ id, names }) => [id, names]));
      // A party belongs to one range: what is told twice is told alike.
      const alike = told.map((some) => some.map(({ id }) => ({ id, names: all.get(id) ?? [] })));
      const book = new NameBook(NameBook.of(alike.map(tellNames)).bytes);
      for (const [id, names] of [...all, ...all]) expect(book.namesOf(id)).toEqual(names);
      if (!all.has(stranger)) expect(book.namesOf(stranger)).toBeUndefined();
    }),
  );
});

it('tells apart ids that differ in one word only', () => {
  const ids = ['0', '1', '2', '3'].map((digit) => `019a3cb6-bc00-7400-8000-00000000000${digit}`);
  ids.push('019a3cb6-bc00-7401-8000-000000000000', '019a3cb7-bc00-7400-8000-000000000000');
  const named = ids.map((id) => ({ id, names: [{ language: 'und' as const, name: id, from: null, to: null }] }));
  const book = new NameBook(NameBook.of([tellNames(named)]).bytes);
  for (const { id, names } of named) expect(book.namesOf(id)).toEqual(names);
});
