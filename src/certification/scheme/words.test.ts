import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseScheme } from './parse.ts';
import { publishedFiles } from './published.ts';
import { sampleFiles, sampleScheme } from './sample-scheme.contract.ts';
import { root } from './scheme-folders.contract.ts';
import type { Place, Word } from './vocabulary/word.ts';
import { words, wordsAt } from './words.ts';

const indent = (text: string, by: number) =>
  text
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');

/** Puts a word's example where it belongs into the sample scheme. */
function withExample(word: Word): string {
  const into = (was: string, now: (example: string) => string) => sampleScheme.replace(was, () => now(word.example));
  const asCondition = word.example.includes('\n')
    ? `{ ${word.example.replaceAll('\n', ', ')} }`
    : `{ ${word.example} }`;
  const hosts: Partial<Record<Place, () => string>> = {
    document: () =>
      word.name === 'use'
        ? `${word.example}\n${sampleScheme}`
        : `${sampleScheme.replace(new RegExp(`^${word.name}:[^\\n]*\\n(?: [^\\n]*\\n)*`, 'm'), '')}${word.example}\n`,
    mandate: () => into('    rule: {', (example) => `    ${example.replace('rule:', 'other:')}\n    rule: {`),
    value: () => into('{ working-days: 5, first-day-counts: false }', (example) => example),
    role: () => into('  officer: body', (example) => `  officer: body\n  ${example}`),
    reasons: () => into('  refusal: [not-good, other]', (example) => `  ${example}`),
    field: () => into('    promise: flag', (example) => `    promise: flag\n    ${example}`),
    'field kind': () => into('    promise: flag', (example) => `    promise: flag\n    x-${example}`),
    flow: () =>
      into('flows:\n  initial:', (example) => `flows:\n  ${example.replace('initial:', 'other:')}\n  initial:`),
    exit: () => into('      leave: {', (example) => `      ${example}\n      leave: {`),
    step: () =>
      into('      check:\n        by: officer', (example) => `      ${example}\n      check:\n        by: officer`),
    'inside step': () =>
      into(
        '      look:\n        by: officer\n',
        (example) => `      look:\n        by: officer\n${indent(example, 8)}\n`,
      ).replace(
        word.name === 'each' ? '\0' : new RegExp(`\\n        ${word.name}: (?!.*\\n        ${word.name}: )`),
        '\n        # ',
      ),
    outcome: () => into('          granted: { end: granted, results: story }', (example) => `          ${example}`),
    condition: () => into('only-if: { step: check, is: accepted }', () => `only-if: ${asCondition}`),
    guard: () =>
      into(
        '          - not-banned: applicant',
        (example) => `          - ${example}\n          - not-banned: applicant`,
      ),
    result: () => into('results:\n', (example) => `results:\n  ${example}\n`),
    'inside result': () =>
      sampleScheme.replace(new RegExp(`\n    ${word.name}: [^\n]*`), () => `\n${indent(word.example, 4)}`),
    act: () => sampleScheme.replace(/\n {6}suspend: [^\n]*/, () => `\n${indent(word.example, 6)}`),
    duty: () => sampleScheme.replace(/\n {6}look: \{ flow[^\n]*/, () => `\n${indent(word.example, 6)}`),
    stage: () => sampleScheme.replace(/\n {4}call: [^\n]*/, () => `\n${indent(word.example, 4)}`),
    'inside round': () =>
      sampleScheme.replace(new RegExp(`\n  ${word.name}: [^\n]*`), () => `\n${indent(word.example, 2)}`),
  };
  return hosts[word.place]?.() ?? '';
}

const examplePart = new Map([
  [
    'example-part@1',
    {
      part: {
        name: 'part.yaml',
        text: 'part: example-part\nedition: "1"\ngives: scheme\ncontent:\n  reasons:\n    extra: [one]\n',
      },
    },
  ],
]);

describe('the vocabulary', () => {
  it('stays under sixty words of at most six parameters', () => {
    expect(words.length).toBeLessThan(60);
    expect(words.filter((word) => word.params.length > 6).map((word) => word.name)).toEqual([]);
  });

  it('says every word and parameter in both languages', () => {
    const texts = words.flatMap((word) => [
      word.text,
      ...word.params.map((param) => param.text),
      ...(word.sections ?? []).map((section) => section.text),
    ]);
    for (const text of texts) {
      expect(text.zh).toMatch(/\p{Script=Han}/u);
      expect(text.en.trim()).not.toBe('');
    }
  });

  it('has each name once at a place, and a short parameter only where there is such a parameter', () => {
    for (const word of words) {
      expect(wordsAt(word.place).filter((other) => other.name === word.name)).toHaveLength(1);
      if (word.short !== undefined) expect(word.params.map((param) => param.name)).toContain(word.short);
    }
  });

  it.each(words.map((word) => [`${word.place}: ${word.name}`, word] as const))('reads the example of %s', (_, word) => {
    const scheme = withExample(word);
    expect(scheme).not.toBe('');
    const parsed = parseScheme(sampleFiles({ scheme, parts: examplePart }));
    // Names of the example may be new and without a text: what counts is that the language takes it.
    const wrong = parsed.ok ? [] : parsed.diagnostics.filter((d) => !['text-missing', 'text-unused'].includes(d.code));
    expect(wrong).toEqual([]);
  });

  it('is documented and published as it is', () => {
    // Not current? Run: node tools/document-scheme-language.ts
    const stale = publishedFiles().filter(({ path, text }) => readFileSync(join(root, path), 'utf8') !== text);
    expect(stale.map(({ path }) => path)).toEqual([]);
  });
});
