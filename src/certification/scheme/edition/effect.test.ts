import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredValue } from '../../case/events.ts';
import type { Field } from '../form.ts';
import { parseScheme } from '../parse.ts';
import { sampleFiles } from '../sample-scheme.contract.ts';
import type { Scheme } from '../scheme.ts';
import { countEffect } from './effect.ts';
import { refusedValue } from './refused-value.ts';
import { schemeWords } from './value-words.ts';

const read = parseScheme(sampleFiles());
if (!read.ok) throw new Error('the sample does not parse');
const old: Scheme = read.parsed.scheme;
const fieldsOf = (change: (fields: readonly Field[]) => readonly Field[]): Scheme => ({
  ...old,
  edition: '2027',
  forms: old.forms.map((f) => (f.id === 'application' ? { ...f, fields: change(f.fields) } : f)),
});
const kase = (values: Readonly<Record<string, StoredValue>>, openSteps: readonly string[] = ['check']) => ({
  scheme: old,
  flow: 'initial',
  openSteps,
  values,
});

describe('what an edition touches among open cases', () => {
  test('nothing when it is the same', () => {
    const count = countEffect(old);
    count.addCase(kase({ size: 'L', persons: 3, sectors: ['17'], 'scope-text': 'x' }));
    expect(count.lines()).toEqual([]);
  });

  test('a value of a choice that is gone is counted in cases and in drafts, with the value', () => {
    const to = fieldsOf((fields) =>
      fields.map((f) => (f.id === 'size' && f.kind === 'choice' ? { ...f, options: ['M', 'S'] } : f)),
    );
    const count = countEffect(to);
    count.addCase(kase({ size: 'L' }));
    count.addCase(kase({ size: 'L' }));
    count.addCase(kase({ size: 'M' }));
    count.addDraft({ scheme: old, flow: 'initial', step: 'apply', values: { size: 'L' } });
    const line = count.lines().find((l) => l.kind === 'value-refused');
    expect(line).toMatchObject({
      at: { form: 'application', field: 'size' },
      cases: 2,
      drafts: 1,
      found: [{ en: 'large' }],
    });
  });

  test('cases at a step that is gone, and in a flow that is gone', () => {
    const [flow] = old.flows;
    if (!flow) throw new Error('the sample has a flow');
    const without = countEffect({ ...old, flows: [{ ...flow, steps: flow.steps.filter((s) => s.id !== 'check') }] });
    without.addCase(kase({}, ['check']));
    without.addCase(kase({}, ['apply']));
    expect(without.lines()).toMatchObject([{ kind: 'step-gone', at: { flow: 'initial', step: 'check' }, cases: 1 }]);
    const none = countEffect({ ...old, flows: [] });
    none.addCase(kase({}, ['check']));
    expect(none.lines()).toMatchObject([{ kind: 'flow-gone', cases: 1 }]);
  });

  test('a field that becomes required is missed only by those who have not given it', () => {
    const extra: Field = {
      id: 'permit',
      kind: 'text',
      most: 9,
      lines: 1,
      bilingual: false,
      required: true,
      personal: false,
      public: false,
    };
    const count = countEffect(fieldsOf((fields) => [...fields, extra]));
    count.addCase(kase({ size: 'L' }));
    count.addCase(kase({ size: 'L', permit: 'x' }));
    expect(count.lines().find((l) => l.at.field === 'permit')).toMatchObject({ kind: 'field-demanded', cases: 1 });
  });

  test('whatever stands in a case, counting it never fails and counts it once for each line', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('size', 'persons', 'units', 'scope-text', 'old'), fc.jsonValue()),
        (values) => {
          const count = countEffect(old);
          count.addCase(kase(values as Record<string, StoredValue>));
          expect(count.lines().every((l) => l.cases === 1 && l.drafts === 0)).toBe(true);
        },
      ),
    );
  });
});

test('a personal value is not looked at', () => {
  const field: Field = {
    id: 'x',
    kind: 'choice',
    options: ['a'],
    many: false,
    required: true,
    personal: true,
    public: false,
  };
  const words = schemeWords({ texts: { 'option.x.b': { zh: '乙', en: 'second' } } });
  expect(refusedValue(field, { vault: 'v', digest: 'd' }, words)).toBeNull();
  expect(refusedValue(field, 'b', words)).toEqual({ zh: '乙', en: 'second' });
});
