import { describe, expect, it } from 'vitest';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { namedCodes } from './code-names.ts';

const lists = {
  codeName: (list: string, code: string) =>
    list === 'sector' && code === '17'
      ? { zh: '金属', en: 'Metals', certainty: 'to-be-confirmed' as const }
      : undefined,
};
const scheme = {
  results: [{ id: 'certificate', kind: 'certificate', scope: { codes: ['sectors', 'standards'], standards: [] } }],
  forms: [
    {
      id: 'application',
      fields: [
        { id: 'sectors', kind: 'code', list: 'sector' },
        { id: 'standards', kind: 'choice', options: ['qms', 'ems'] },
        { id: 'colour', kind: 'choice', options: ['17'] },
      ],
    },
  ],
  texts: { 'option.standards.qms': { zh: '质量', en: 'Quality' } },
} as unknown as Scheme;

describe('names of scope codes', () => {
  const named = (...codes: string[]) => namedCodes(lists, scheme, { kind: 'certificate' }, codes);

  it('come from the list of the field that makes the scope, and no other field', () => {
    expect(named('17')).toEqual([
      {
        code: '17',
        name: { zh: '金属', en: 'Metals', certainty: 'to-be-confirmed' },
        list: 'sector',
        field: 'sectors',
      },
    ]);
  });

  it('come from the choice that offers the code, though a field with a list stands before it', () => {
    expect(named('qms')[0]).toMatchObject({ name: { zh: '质量', en: 'Quality' }, field: 'standards' });
  });

  it('are none where no list holds the code, or the choice has no text', () => {
    expect(named('99', 'ems').map((c) => c.name)).toEqual([null, null]);
    expect(namedCodes(lists, scheme, { kind: 'membership' }, ['17'])[0]?.name).toBeNull();
  });
});
