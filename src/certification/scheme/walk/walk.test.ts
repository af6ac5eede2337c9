import { describe, expect, it } from 'vitest';
import type { Field } from '../form.ts';
import { parseScheme } from '../parse.ts';
import type { Scheme } from '../scheme.ts';
import { readSchemeFolders } from '../scheme-folders.contract.ts';
import { workedOutside } from '../scheme-outside.contract.ts';
import { readTree } from '../tree.ts';
import { readWorkedCase } from '../worked-case/case-file.ts';
import { runWorkedCase } from '../worked-case/run.ts';
import { choicesOf } from './choices.ts';
import { expectedOf, readField } from './field-words.ts';
import { nextAct } from './own-accord.ts';
import { refusalInWords } from './refusal-words.ts';
import { isDone, playWalk, startWalk, type Walk, type Written, walkOf } from './walk.ts';
import { writeWalk } from './write.ts';

const outside = workedOutside();
const folders = readSchemeFolders();
const schemes = folders.flatMap(({ files, cases }) => {
  const read = parseScheme(files);
  return read.ok ? [{ scheme: read.parsed.scheme, cases }] : [];
});

/** Walks on by itself until nothing is left, or an act is refused. */
function walkOn(scheme: Scheme, from: Walk): Walk {
  let walk = from;
  for (let left = 60; left > 0; left--) {
    const { run, standings } = playWalk(scheme, walk, outside);
    const next = nextAct(run);
    if (next === null || standings.at(-1)?.ended != null) return walk;
    const further = { ...walk, acts: [...walk.acts, next] };
    const done = playWalk(scheme, further, outside).standings.at(-1);
    if (!done || !isDone(done)) return further;
    walk = further;
  }
  return walk;
}

/** What does not come out when a written walk is read and played as any worked case. */
function faultsOf(scheme: Scheme, text: string): readonly unknown[] {
  const read = readWorkedCase({ name: 'walk.yaml', text });
  return read.ok ? runWorkedCase(scheme, read.worked, outside) : read.diagnostics;
}

const name = { zh: '试走', en: 'A walk' };

describe.each(schemes.map(({ scheme, cases }) => [scheme.id, scheme, cases] as const))('%s', (_, scheme, cases) => {
  it('is walked by itself, and what came of it holds as a worked case', () => {
    const walk = walkOn(
      scheme,
      startWalk(scheme, scheme.inForce.from < '2026-01-05' ? '2026-01-05' : scheme.inForce.from),
    );
    if (scheme.round === undefined) expect(walk.acts.length).toBeGreaterThan(1);
    const { standings } = playWalk(scheme, walk, outside);
    expect(standings.filter((s) => s.wrong !== null)).toEqual([]);
    if (walk.acts.length > 0) expect(faultsOf(scheme, writeWalk(scheme, walk, outside, { name }))).toEqual([]);
  });

  it('takes its worked cases as walks, and writes them so that they come out again', () => {
    for (const file of cases) {
      const { tree } = readTree(file);
      if (tree?.is !== 'map') throw new Error(file.name);
      const walk = walkOf(tree);
      expect(faultsOf(scheme, writeWalk(scheme, walk, outside, { name })), file.name).toEqual([]);
    }
  });
});

describe('a walk', () => {
  const scheme = schemes.find(({ scheme: s }) => s.round === undefined && s.flows.length > 1)?.scheme;
  if (!scheme) throw new Error('no scheme to walk');
  const start = startWalk(scheme, '2026-03-02');
  const flow = scheme.flows.find((f) => f.onEntry === undefined)?.id ?? '';
  const opening = nextAct(playWalk(scheme, start, outside).run) ?? {};

  it('says what nobody else may do, with the reason, and who may', () => {
    const { run } = playWalk(scheme, { ...start, acts: [opening] }, outside);
    const stranger = [...run.world.given.people.keys()].at(-1) ?? '';
    const step = choicesOf(run, stranger).find((c) => c.kind === 'do');
    expect(step?.may).not.toContain(stranger);
    expect(step?.may).toContain(opening['by']);
    expect(step?.bars.map((bar) => bar.code)).toEqual(['role-missing']);
    const bar = step?.bars[0];
    expect(bar && refusalInWords(scheme, bar, 'en')).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('goes back by leaving the last act out: numbers are given again as they were', () => {
    const whole = walkOn(scheme, start);
    const once = playWalk(scheme, whole, outside).standings.at(-1);
    const back = { ...whole, acts: whole.acts.slice(0, -1) };
    const last = whole.acts.at(-1);
    expect(playWalk(scheme, { ...back, acts: last ? [...back.acts, last] : [] }, outside).standings.at(-1)).toEqual(
      once,
    );
  });

  it('says what is no act, and what speaks of nothing, instead of failing', () => {
    for (const written of [
      { opne: flow },
      { open: 'no-such-flow', by: 'applicant-1' },
      { do: 'no-such-step', by: 'nobody' },
      { entry: 'nothing', act: 'suspend' },
      { do: { a: [1] } },
      {},
    ] satisfies Written[]) {
      const standing = playWalk(scheme, { ...start, acts: [written] }, outside).standings[0];
      const isEmpty = Object.keys(written).length === 0;
      expect(isEmpty || (standing !== undefined && !isDone(standing)), JSON.stringify(written)).toBe(true);
    }
  });
});

describe('what is typed for a field', () => {
  const plain = { id: 'f', required: true, personal: false, public: false } as const;
  const texts = { 'option.f.good': { zh: '好', en: 'fine' }, 'unit.meal': { zh: '份', en: 'meals' } };
  const read = (field: Field, typed: string) => readField(field, typed, texts, '2026-03-02');

  it('becomes the value that the engine takes', () => {
    expect(read({ ...plain, kind: 'number', decimals: 0 }, '１,２００')).toBe(1200);
    expect(read({ ...plain, kind: 'number', decimals: 2 }, '12.50')).toBe('12.50');
    expect(read({ ...plain, kind: 'flag' }, '是')).toBe(true);
    expect(read({ ...plain, kind: 'flag' }, 'no')).toBe(false);
    expect(read({ ...plain, kind: 'date' }, '今天')).toBe('2026-03-02');
    expect(read({ ...plain, kind: 'money', currency: 'CNY' }, 'CNY 1,200.50')).toEqual({
      currency: 'CNY',
      amount: '1200.50',
    });
    const choice: Field = { ...plain, kind: 'choice', options: ['good', 'bad'], many: false };
    expect(['1', 'good', '好', 'fine'].map((typed) => read(choice, typed))).toEqual(['good', 'good', 'good', 'good']);
    expect(read({ ...choice, many: true }, '好、2')).toEqual(['good', 'bad']);
    expect(read({ ...plain, kind: 'text', most: 9, lines: 1, bilingual: true }, '中 | en')).toEqual({
      zh: '中',
      en: 'en',
    });
    expect(read({ ...plain, kind: 'sites', least: 1, most: 9 }, '总部; 一路1号; ; 12')).toEqual([
      { name: '总部', address: '一路1号', persons: 12 },
    ]);
    const columns: Field[] = [
      { ...plain, id: 'dish', kind: 'text', most: 20, lines: 1, bilingual: false },
      { ...plain, id: 'grams', kind: 'number', decimals: 0 },
    ];
    expect(read({ ...plain, kind: 'rows', columns, least: 1, most: 9, totals: [] }, '鱼；120\n汤;; 9')).toEqual([
      { dish: '鱼', grams: 120 },
      { dish: '汤', 'column-3': '9' },
    ]);
  });

  it('is handed on as it stands where it can not be read, so that the engine says what it expected', () => {
    expect(read({ ...plain, kind: 'number', decimals: 0 }, 'many')).toBe('many');
    expect(read({ ...plain, kind: 'flag' }, 'perhaps')).toBe('perhaps');
    expect(read({ ...plain, kind: 'choice', options: ['good'], many: false }, '7')).toBe('7');
  });

  it('is asked for in both languages with its limits', () => {
    const field: Field = { ...plain, kind: 'number', decimals: 0, unit: 'meal', least: 1, most: 9 };
    expect(expectedOf(field, texts, 'zh')).toBe('整数，份，至少 1，至多 9');
    expect(expectedOf(field, texts, 'en')).toBe('whole number, meals, at least 1, at most 9');
    expect(expectedOf({ ...plain, kind: 'date', notAfter: 'today' }, texts, 'en')).toBe('YYYY-MM-DD, not after today');
  });
});
