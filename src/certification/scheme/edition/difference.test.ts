import { describe, expect, test } from 'vitest';
import { parseScheme } from '../parse.ts';
import { sampleFiles, sampleScheme } from '../sample-scheme.contract.ts';
import type { Scheme } from '../scheme.ts';
import { readSchemeFolders } from '../scheme-folders.contract.ts';
import { changeText } from './change.ts';
import { editionDifference } from './difference.ts';

const parsed = (text: string): Scheme => {
  const read = parseScheme({ ...sampleFiles(), scheme: { name: 'sample/scheme.yaml', text } });
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics[0]));
  return read.parsed.scheme;
};
const sample = parsed(sampleScheme);
const withChange = (...changes: readonly (readonly [string, string])[]): Scheme =>
  parsed(
    changes.reduce((text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`the sample does not hold ${from}`);
      return text.replace(from, to);
    }, sampleScheme),
  );
const told = (to: Scheme) =>
  editionDifference(sample, to).map((c) => [c.area, c.kind, c.weight, changeText(c, 'en')] as const);

describe('what a new edition changes', () => {
  test('nothing when only its name and texts differ', () => {
    expect(editionDifference(sample, { ...sample, edition: '2027', supersedes: '2026', texts: {} })).toEqual([]);
  });

  test('nothing when one was read out of the register, which keeps members in an order of its own', () => {
    // The bytes of an event are RFC 8785: every object's members by their names.
    const kept = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(kept);
      if (typeof value !== 'object' || value === null) return value;
      const members = Object.entries(value).sort(([a], [b]) => (a < b ? 1 : -1));
      return Object.fromEntries(members.map(([name, member]) => [name, kept(member)]));
    };
    for (const { files } of readSchemeFolders()) {
      const read = parseScheme(files);
      if (!read.ok) throw new Error('a scheme does not parse');
      const { scheme } = read.parsed;
      const stored = kept(scheme) as Scheme;
      expect(
        editionDifference(stored, scheme).map((c) => changeText(c, 'en')),
        scheme.id,
      ).toEqual([]);
    }
  });

  test('a choice that is gone is stricter, one that came looser', () => {
    const forms = sample.forms.map((form) => ({
      ...form,
      fields: form.fields.map((f) => (f.id === 'size' && f.kind === 'choice' ? { ...f, options: ['M', 'S'] } : f)),
    }));
    const changes = told({ ...sample, forms });
    expect(changes).toHaveLength(1);
    expect(changes[0]?.slice(0, 3)).toEqual(['field', 'option-gone', 'stricter']);
    expect(changes[0]?.[3]).toContain('choice gone');
  });

  test.each([
    ['persons: { number: { unit: person, least: 1 } }', 'persons: { number: { unit: person, least: 5 } }', 'narrowed'],
    ['scope-text: { text: 200 }', 'scope-text: { text: 100 }', 'narrowed'],
    ['scope-text: { text: 200 }', 'scope-text: { text: 300 }', 'widened'],
    ['scope-text: { text: 200 }', 'scope-text: { text: 200, required: false }', 'optional'],
    [
      'old: { entry: { kind: honour, scheme: sample, valid: false }, required: false }',
      'old: { entry: { kind: honour, scheme: sample, valid: false } }',
      'required',
    ],
    ['most: 9\n', 'most: 8\n', 'narrowed'],
  ])('the field %s', (from, to, kind) => {
    expect(told(withChange([from, to])).map(([area, k]) => [area, k])).toEqual([['field', kind]]);
  });

  test('a guard is told in words: what it demanded, what it demands', () => {
    const changes = told(withChange(['          - present: [persons]\n', '']));
    expect(changes).toEqual([['guard', 'removed', 'looser', expect.stringContaining('fields are given')]]);
  });
});

/** Every leaf of every declared scheme, changed alone, must be told: nothing of a new edition may slip in unsaid. */
describe('no change slips in unsaid', () => {
  type Node = { [key: string]: unknown } | unknown[];
  const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;
  const leaves = (node: Node, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] =>
    Object.entries(node).flatMap(([key, value]) => {
      const here = [...path, Array.isArray(node) ? Number(key) : key];
      return isNode(value) ? leaves(value, here) : [here];
    });
  const changedAt = (scheme: Scheme, path: readonly (string | number)[], value: unknown): Scheme => {
    const copy = structuredClone(scheme);
    let at: unknown = copy;
    for (const key of path.slice(0, -1)) at = isNode(at) ? Reflect.get(at, key) : undefined;
    if (isNode(at)) Reflect.set(at, path.at(-1) ?? '', value);
    return copy;
  };
  /** Closed words of the language: another value there is no edition that parses. */
  const closed = /(\.unit|\.compare|\.guard|\.goes|\.late|\.kind|\.outcomes|\.after|\.who|certainty|\.ending)$/;

  test.each(
    readSchemeFolders()
      .filter(({ folder }) => ['cn-ccc', 'qc-circle', 'person-registration'].includes(folder))
      .map(({ folder, files }) => ({ folder, files })),
  )('in $folder', ({ files }) => {
    const read = parseScheme(files);
    if (!read.ok) throw new Error('it does not parse');
    const { scheme } = read.parsed;
    const { texts: _, edition: __, supersedes: ___, ...rest } = scheme;
    // One of each kind of leaf: all fields are compared by the same lines.
    const kinds = new Map(
      leaves(rest).map((path) => [path.map((p) => (typeof p === 'number' ? '#' : p)).join('.'), path] as const),
    );
    const unsaid = [...kinds.values()].flatMap((path) => {
      const name = path.join('.');
      if (closed.test(name)) return [];
      const old = path.reduce<unknown>((at, key) => (isNode(at) ? Reflect.get(at, key) : undefined), rest);
      const other = typeof old === 'boolean' ? !old : typeof old === 'number' ? old + 1 : `${String(old)}x`;
      return editionDifference(scheme, changedAt(scheme, path, other)).length === 0 ? [name] : [];
    });
    expect(unsaid).toEqual([]);
  });
});
