import { describe, expect, test } from 'vitest';
import { gradeText } from './grade-text.ts';
import { parseScheme } from './parse.ts';
import { readSchemeFolders } from './scheme-folders.contract.ts';

const schemes = readSchemeFolders().flatMap(({ files }) => {
  const read = parseScheme(files);
  return read.ok ? [read.parsed.scheme] : [];
});

describe('a grade in words', () => {
  test('every grade that a declared scheme can give is said in both languages, on whatever paper it stands', () => {
    const graded = schemes.flatMap((scheme) =>
      scheme.results.flatMap((result) => {
        const fields = scheme.forms.flatMap((form) => form.fields).filter((field) => field.id === result.grade);
        const codes = fields.flatMap((field) => (field.kind === 'choice' ? field.options : []));
        return [...new Set(codes)].map((code) => ({ scheme, result: result.id, code }));
      }),
    );
    expect(graded.length).toBeGreaterThan(10);
    expect(
      graded
        .filter(({ scheme, result, code }) => gradeText(scheme, result, code)?.zh === undefined)
        .map(({ scheme, code }) => `${scheme.id} ${code}`),
    ).toEqual([]);
  });
});
