import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '#proof/canonical.ts';
import { checkScheme } from './check.ts';
import { formatDiagnostic } from './diagnostic.ts';
import { parseScheme } from './parse.ts';
import { sampleAround, sampleFiles, sampleScheme, sampleTexts } from './sample-scheme.contract.ts';
import { readSchemeFolders } from './scheme-folders.contract.ts';

const parse = (scheme: string, texts = sampleTexts) => parseScheme(sampleFiles({ scheme, texts }));

function parsed(scheme = sampleScheme, texts = sampleTexts) {
  const result = parse(scheme, texts);
  if (!result.ok) throw new Error(result.diagnostics.map((d) => formatDiagnostic(d, 'en')).join('\n'));
  return result.parsed.scheme;
}

describe('reading a scheme', () => {
  it('fills what was left out with the declared defaults', () => {
    const scheme = parsed();
    expect(scheme.zone).toBe('Asia/Shanghai');
    expect(scheme.basis).toEqual([{ document: 'Sample rule', article: '1', certainty: 'verified' }]);
    const steps = scheme.flows[0]?.steps ?? [];
    expect(steps[0]?.after).toBe(true);
    expect(steps[1]?.after).toEqual({ step: 'apply', outcomes: 'any' });
    expect(steps[0]?.outcomes).toEqual([{ id: 'done', goes: 'on', results: [] }]);
    expect(scheme.forms[0]?.fields[0]).toEqual({
      id: 'size',
      required: true,
      personal: false,
      public: false,
      kind: 'choice',
      options: ['L', 'M', 'S'],
      many: false,
    });
    expect(scheme.forms[0]?.fields.find((field) => field.id === 'note')?.required).toBe(false);
  });

  it('derives what follows from the rest: named roles, identity, walls, totals, number spaces', () => {
    const scheme = parsed();
    expect(scheme.roles.filter((role) => role.named).map((role) => role.id)).toEqual(['panel', 'laboratory']);
    const steps = scheme.flows[0]?.steps ?? [];
    expect(steps.find((step) => step.id === 'decide')?.identityAgain).toBe(true);
    expect(steps.find((step) => step.id === 'advice')?.hidden).toEqual({ from: ['decider'], until: 'decide' });
    const units = scheme.forms[0]?.fields.find((field) => field.id === 'units');
    expect(units?.kind === 'rows' && units.totals).toEqual([{ column: 'count', equals: 'total' }]);
    expect(scheme.results[0]?.number).toEqual({ space: 'sample', pattern: 'S{year}{serial:4}' });
    expect(scheme.results[0]?.credential).toBe(true);
  });

  it('tells a guard on persons from one on parties by the role', () => {
    const guards = parsed().flows[0]?.steps.find((step) => step.id === 'decide')?.guards ?? [];
    expect(guards.find((guard) => guard.guard === 'entitled')).toMatchObject({
      who: { role: 'laboratory' },
      kind: 'qualification',
    });
    const onPersons =
      parsed(
        sampleScheme.replace(
          'kind: qualification, who: laboratory }',
          'kind: person-registration, who: panel, covers: [inspector] }',
        ),
      ).flows[0]?.steps.find((step) => step.id === 'decide')?.guards ?? [];
    expect(onPersons.find((guard) => guard.guard === 'registered')).toMatchObject({
      roles: ['panel'],
      codes: ['inspector'],
    });
  });

  it('has a canonical form: every scheme of the house can be hashed and is equal to itself read again', () => {
    for (const { files } of readSchemeFolders()) {
      const [once, twice] = [parseScheme(files), parseScheme(files)];
      if (!once.ok || !twice.ok) throw new Error(files.scheme.name);
      const text = canonicalText(once.parsed.scheme);
      expect(text).toBe(canonicalText(twice.parsed.scheme));
      expect(JSON.parse(text)).toEqual(once.parsed.scheme);
    }
  });

  it('keeps leading zeros, and decimals as they were written', () => {
    const scheme = parsed(
      sampleScheme
        .replace('only-if: { step: check, is: accepted }', 'only-if: { field: persons, at-least: 0.50 }')
        .replace('choice: [L, M, S]', 'choice: [0901, M, S]')
        .replaceAll('is: L', 'is: "0901"')
        .replace('edition: "2026"', 'edition: 2026'),
      sampleTexts.replace('  L: {', '  "0901": {'),
    );
    expect(scheme.edition).toBe('2026');
    const size = scheme.forms[0]?.fields[0];
    expect(size?.kind === 'choice' && size.options[0]).toBe('0901');
    expect(scheme.flows[0]?.steps.find((step) => step.id === 'advice')?.onlyIf).toEqual({
      field: 'persons',
      test: { compare: 'at-least', with: '0.50' },
    });
  }, 10_000);
});

describe('shared parts', () => {
  const part = (gives: string, content: string) => ({
    part: { name: 'part.yaml', text: `part: p\nedition: "1"\ngives: ${gives}\ncontent:\n${content}` },
    texts: { name: 'part-texts.yaml', text: 'field:\n  colour: { zh: 颜色, en: Colour }\n' },
  });

  it('are taken in where they are used, the own word first', () => {
    const parts = new Map([['p@1', part('fields', '  colour: text\n  promise: { choice: [a, b] }\n')]]);
    const scheme = sampleScheme.replace('forms:\n  application:\n', 'forms:\n  application:\n    use: p@1\n');
    const result = parseScheme(sampleFiles({ scheme, parts }));
    if (!result.ok) throw new Error(result.diagnostics.map((d) => formatDiagnostic(d, 'en')).join('\n'));
    const fields = result.parsed.scheme.forms[0]?.fields ?? [];
    expect(fields.slice(0, 3).map((field) => `${field.id} ${field.kind}`)).toEqual([
      'colour text',
      'promise flag',
      'size choice',
    ]);
    expect(result.parsed.scheme.texts['field.colour']).toEqual({ zh: '颜色', en: 'Colour' });
    expect(result.parsed.usedParts).toEqual(['p@1']);
  });

  it('must exist, fit their place and never end in themselves', () => {
    const parts = new Map([
      ['p@1', part('fields', '  colour: text\n')],
      ['round@1', part('fields', '  use: round@1\n')],
    ]);
    const codes = (scheme: string) => {
      const result = parseScheme(sampleFiles({ scheme, parts }));
      return result.ok ? [] : result.diagnostics.map((d) => d.code);
    };
    expect(codes(sampleScheme.replace('roles:\n', 'roles:\n  use: p@1\n'))).toContain('part-place');
    expect(codes(sampleScheme.replace('roles:\n', 'roles:\n  use: p@2\n'))).toContain('part-unknown');
    expect(
      codes(sampleScheme.replace('forms:\n  application:\n', 'forms:\n  application:\n    use: round@1\n')),
    ).toContain('part-circle');
  });
});

describe('whatever the text is, the answer is a scheme or diagnostics', () => {
  it('takes names of the prototype as what they are: names', () => {
    for (const name of ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf']) {
      for (const text of [
        `${name}: { a: b }\n`,
        sampleScheme.replace('  officer: body', `  ${name}: body\n  officer: body`),
        sampleScheme.replace('    promise: flag', `    ${name}: flag\n    promise: flag`),
        sampleScheme.replace('opened-by: applicant', `opened-by: ${name}`),
        sampleScheme.replace('      check:\n', `      ${name}:\n        by: officer\n      check:\n`),
      ]) {
        const result = parse(text);
        if (result.ok) checkScheme(result.parsed, sampleAround);
        expect(Object.keys({})).toEqual([]);
        expect(({} as Record<string, unknown>)['a']).toBeUndefined();
      }
      const texts = parse(sampleScheme, `${sampleTexts}${name}: { zh: 甲, en: a }\n`);
      expect(texts.ok ? [] : texts.diagnostics.map((d) => d.code)).toContain('text-unused');
    }
  });

  it('refuses what is too large, too deep or no mapping', () => {
    const code = (text: string) => {
      const result = parse(text);
      return result.ok ? undefined : result.diagnostics[0]?.code;
    };
    expect(code('a'.repeat(600_000))).toBe('file-too-large');
    expect(code('['.repeat(50_000))).toBe('too-deep');
    expect(code(`${'- '.repeat(20_000)}a`)).toBe('too-deep');
    expect(code('{a: '.repeat(5_000))).toBe('too-deep');
    expect(code('just words')).toBe('shape');
    expect(code('')).toBe('shape');
    expect(code('a: 1\n---\nb: 2\n')).toBe('yaml-syntax');
    expect(code('\u0000')).toBeDefined();
    expect(code('a: &a [*a]\n')).toBe('no-anchors');
  });

  // The full number of mutated texts runs where it is asked for: MUTATED_SCHEMES=100000 vitest run …/parse.test.ts
  const runs = Number(process.env['MUTATED_SCHEMES'] ?? '120');
  const lines = sampleScheme.split('\n');
  const bits = [
    '{',
    '}',
    '[',
    ']',
    ':',
    '- ',
    '"',
    "'",
    '#',
    '|',
    '>',
    '&a',
    '*a',
    '!x',
    '\t',
    '\n',
    '  ',
    'null',
    '~',
    '1e9',
    '-1',
    '.5',
    'true',
    '__proto__',
    'use: p@1',
    '\u2028',
    '𝒳',
    'e\u0301',
    '\ud800',
    '%',
    '@',
    '`',
    '?',
    '<<: *x',
    '...',
    '---',
  ];
  const mutation = fc.record({
    kind: fc.nat(5),
    line: fc.nat(lines.length - 1),
    other: fc.nat(lines.length - 1),
    column: fc.nat(80),
    bit: fc.constantFrom(...bits),
  });

  it(`never throws and always says where (${runs} mutated texts)`, { timeout: Math.max(30_000, runs * 100) }, () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), (mutations) => {
        const text = mutations.reduce(mutate, sampleScheme);
        const result = parse(text);
        const diagnostics = result.ok ? checkScheme(result.parsed, sampleAround) : result.diagnostics;
        if (!result.ok) expect(diagnostics.length).toBeGreaterThan(0);
        for (const d of diagnostics) {
          expect(d.line).toBeGreaterThan(0);
          expect(d.column).toBeGreaterThan(0);
          expect(formatDiagnostic(d, 'zh').length).toBeGreaterThan(10);
        }
      }),
      { numRuns: runs },
    );
  });
});

function mutate(
  text: string,
  { kind, line, other, column, bit }: { kind: number; line: number; other: number; column: number; bit: string },
): string {
  const lines = text.split('\n');
  const at = line % lines.length;
  const current = lines[at] ?? '';
  const second = lines[other % lines.length] ?? '';
  const cut = Math.min(column, current.length);
  if (kind === 0) lines.splice(at, 1);
  else if (kind === 1) lines.splice(at, 0, second);
  else if (kind === 2) lines[at] = current.slice(0, cut) + bit + current.slice(cut);
  else if (kind === 3) lines[at] = current.slice(0, cut) + current.slice(cut + 1);
  else if (kind === 4) lines[at] = ' '.repeat(column % 5) + current;
  else lines[at] = current.slice(0, cut) + second.slice(Math.min(column, second.length));
  return lines.join('\n');
}
