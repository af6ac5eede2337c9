import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from '../data-entry/table-reader.ts';
import { loadMethod } from '../load-method.ts';
import { loadAllMethods } from '../methods.ts';
import { type Analysis, makeAnalysis } from './analysis.ts';
import { canonicalJson, differences, plainJson, utf8 } from './canonical-json.ts';
import { openAnalysis, rerunAnalysis, sealAnalysis, writeAnalysis } from './sealed-analysis.ts';

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const software = { name: 'touchstone', version: '1' };
const draft = {
  title: '轴径 journal diameter',
  madeAt: '2026-11-25T02:00:00.000Z',
  software,
  tables: { data: readTable('measurements\n10.10\n10.2\n9.9\n10,3\n10.05\n9.95\n99').table },
  steps: [
    { kind: 'exclude', table: 'data', rows: [6], reason: '录入错误' },
    {
      kind: 'method',
      method: 'histogram',
      table: 'data',
      assignment: { measurements: ['measurements'] },
      options: { usl: 11 },
    },
    { kind: 'method', method: 'sampling-plan', table: null, assignment: {}, options: { lotSize: 1000 } },
  ],
} as const;

async function made(): Promise<Analysis> {
  const analysis = await makeAnalysis(draft, loadMethod);
  if ('problems' in analysis) throw new Error(JSON.stringify(analysis.problems));
  return analysis;
}

describe('an analysis', () => {
  it('keeps what was typed, what was computed with, and what was taken out', async () => {
    const analysis = await made();
    expect(analysis.tables[0]?.columns[0]?.cells[0]).toEqual(['10.10', 10.1]);
    expect(analysis.tables[0]?.columns[0]?.cells[1]).toBe(10.2);
    expect(analysis.steps[1]).toMatchObject({ result: { n: 6, max: 10.3 }, methodVersion: 1 });
  });

  it('is sealed, opened and rerun to the same digits', async () => {
    const file = writeAnalysis(await sealAnalysis(await made(), digest));
    const opened = await openAnalysis(file, digest);
    if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
    expect(writeAnalysis(opened.sealed)).toBe(file);
    const reruns = await rerunAnalysis(opened.sealed.analysis, loadMethod);
    expect(reruns.map((one) => one.same)).toEqual([true, true]);
  });

  it('takes a digest that answers later, as WebCrypto does', async () => {
    const slow = async (bytes: Uint8Array) => digest(bytes);
    const sealed = await sealAnalysis(await made(), slow);
    expect(sealed.seal.digest).toBe((await sealAnalysis(await made(), digest)).seal.digest);
  });

  it.each([
    ['a figure of the result', '"max":10.3', '"max":10.4', /histogram.*result/],
    ['a measured value', '["10.10",10.1]', '["10.10",10.2]', /measurements/],
    ['an option', '"usl":11}', '"usl":12}', /step 2, `histogram` \(steps\[1\]\)/],
    ['an exclusion', '"rows":[6]', '"rows":[5]', /steps\[0\]/],
    ['the title', 'journal', 'Journal', /head/],
  ])('refuses a file where %s was changed, and names it', async (_, from, to, named) => {
    const file = writeAnalysis(await sealAnalysis(await made(), digest));
    expect(file).toContain(from);
    const opened = await openAnalysis(file.replace(from, to), digest);
    expect(opened.ok).toBe(false);
    if (!opened.ok) {
      expect(opened.problems.map((one) => one.code)).toEqual(['part-changed']);
      expect(opened.problems[0]?.text.en).toMatch(named);
    }
  });

  it('refuses what is no analysis, and a changed digest', async () => {
    const file = writeAnalysis(await sealAnalysis(await made(), digest));
    const codes = async (text: string) => {
      const opened = await openAnalysis(text, digest);
      return opened.ok ? [] : opened.problems.map((one) => one.code);
    };
    expect(await codes('not json')).toEqual(['file-not-json']);
    expect(await codes('{"a":1}')).toEqual(['file-not-analysis']);
    expect(await codes(file.replace('"version":1,"', '"version":2,"').replace(/"version":1}/, '"version":2}'))).toEqual(
      ['file-not-analysis'],
    );
    expect(await codes(file.replace(/"digest":"./, '"digest":"x'))).toEqual(['digest-other']);
  });

  it('names the field where a rerun differs, and a method that is gone', async () => {
    const analysis = await made();
    const forged: Analysis = {
      ...analysis,
      steps: analysis.steps.map((step) =>
        step.kind === 'method' && step.method === 'histogram'
          ? { ...step, methodVersion: 0, result: { ...(step.result as object), mean: 1 } }
          : step,
      ),
    };
    const [first] = await rerunAnalysis(forged, loadMethod);
    expect(first).toMatchObject({ same: false, otherVersion: 1 });
    expect(first?.differences.map((one) => one.path)).toEqual(['steps[1].result.mean']);
    const [gone] = await rerunAnalysis(analysis, () => undefined);
    expect(gone?.problems[0]?.code).toBe('method-unknown');
  });

  it('passes a refusal of a method on', async () => {
    const refused = await makeAnalysis(
      {
        ...draft,
        steps: [{ kind: 'method', method: 'sampling-plan', table: null, assignment: {}, options: { lotSize: 1 } }],
      },
      loadMethod,
    );
    expect(refused).toMatchObject({ step: 0, problems: [{ code: 'option-invalid' }] });
  });

  it('holds the worked example of every method, and gives it back to the digit', async () => {
    for (const method of await loadAllMethods()) {
      const { csv, assignment, options } = method.example;
      const table = csv === undefined ? undefined : readTable(csv).table;
      const analysis = await makeAnalysis(
        {
          title: method.id,
          madeAt: '',
          software,
          tables: table ? { data: table } : {},
          steps: [
            { kind: 'method', method: method.id, table: table ? 'data' : null, assignment: assignment ?? {}, options },
          ],
        },
        () => method,
      );
      if ('problems' in analysis) throw new Error(`${method.id}: ${JSON.stringify(analysis.problems)}`);
      const opened = await openAnalysis(writeAnalysis(await sealAnalysis(analysis, digest)), digest);
      if (!opened.ok) throw new Error(`${method.id}: ${JSON.stringify(opened.problems)}`);
      const [rerun] = await rerunAnalysis(opened.sealed.analysis, () => method);
      expect(rerun?.differences, method.id).toEqual([]);
      expect(rerun?.same, method.id).toBe(true);
    }
  });
});

describe('canonical JSON', () => {
  // RFC 8785, 3.2.3 and appendix B.
  it('sorts by UTF-16 code units and writes numbers as ECMAScript does', () => {
    expect(
      canonicalJson({
        '\u20ac': 'Euro Sign',
        '\r': 'Carriage Return',
        '\ufb33': 'Hebrew Letter Dalet With Dagesh',
        '1': 'One',
        '\ud83d\ude00': 'Emoji: Grinning Face',
        '\u0080': 'Control',
        '\u00f6': 'Latin Small Letter O With Diaeresis',
      }),
    ).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
    expect(canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    );
    expect(() => canonicalJson(Number.NaN)).toThrow(RangeError);
    expect(() => canonicalJson('\ud800')).toThrow(RangeError);
    expect(plainJson({ a: '\ud800x', b: Number.POSITIVE_INFINITY, c: new Float64Array([1, Number.NaN]) })).toEqual({
      a: '\ufffdx',
      b: null,
      c: [1, null],
    });
  });

  it('reads back as it was, in one text only', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const text = canonicalJson(plainJson(value));
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(differences(plainJson(value), JSON.parse(text))).toEqual([]);
      }),
    );
  });

  it('encodes UTF-8 as the platform does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 30 }), (points) => {
        const text = String.fromCodePoint(...points);
        expect(Buffer.compare(Buffer.from(utf8(text.toWellFormed())), Buffer.from(text.toWellFormed(), 'utf8'))).toBe(
          0,
        );
      }),
    );
  });
});
