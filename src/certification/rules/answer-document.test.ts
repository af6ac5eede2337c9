import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentAnswer, documentText, recompute } from './answer-document.ts';
import { readCalcQuery, writeCalcQuery } from './calc-query.ts';
import { calculators } from './calculators.ts';
import { readRules } from './load-rules.ts';
import { loadedRules, ruleFiles, sha256 } from './rules-folder.contract.ts';

const context = loadedRules();
const asked = { standard: 'qms', persons: '250.5', day: '2026-11-25' };

function documented(calculator: string, raw: unknown) {
  const made = documentAnswer(calculator, raw, context);
  if (!made.ok) throw new Error(made.refusals.map((r) => r.text.en).join('\n'));
  return made.document;
}

describe('an answer as data', () => {
  it.each(
    calculators.map((c) => [c.name, c] as const),
  )('of %s: read back from its bytes, it is computed to the same', (_, c) => {
    const document = documented(c.name, c.example);
    const again = recompute(JSON.parse(documentText(document)), context);
    expect(again).toEqual({ same: true, document });
  });

  it('names inputs, editions, lines and a digest that anybody can make again', () => {
    const document = documented('audit-time', asked);
    expect(document.input).toEqual(asked);
    expect(document.rules).toEqual(['iaf-md-5@4 (2019)', 'cnca-qms-01@2025']);
    const { digest, ...content } = document;
    expect(digest).toBe(sha256(documentText(content as typeof document)));
    for (const line of document.answer.lines)
      expect(line.changes.zh.length * line.changes.en.length).toBeGreaterThan(0);
  });

  it('is refused when any one character of it is altered, and the line is named', () => {
    const document = documented('audit-time', asked);
    const altered = structuredClone(document) as unknown as { answer: { lines: { id: string; value: string }[] } };
    const line = altered.answer.lines.find((l) => l.id === 'base');
    if (line) line.value = '7';
    expect(recompute(altered, context)).toMatchObject({
      same: false,
      why: { zh: expect.stringMatching(/重算为 `9`.*文件中为 `7`/) },
    });
    const text = documentText(document);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom('0', '7', 'x', '"'), (at, sign) => {
        if (text[at] === sign) return;
        let read: unknown;
        try {
          read = JSON.parse(`${text.slice(0, at)}${sign}${text.slice(at + 1)}`);
        } catch {
          return;
        }
        expect(recompute(read, context).same).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('is refused with a digest that was made to fit what was altered', () => {
    const { digest: _, ...content } = structuredClone(documented('audit-time', asked));
    const forged = { ...content, answer: { ...content.answer, certainty: 'secondary' as const } };
    const again = recompute({ ...forged, digest: sha256(documentText({ ...forged, digest: '' })) }, context);
    expect(again.same).toBe(false);
  });

  it('differs, and says so, when a rule file was changed since, or an edition is not loaded', () => {
    const document = documented('audit-time', asked);
    const changed = ruleFiles().map((f) =>
      f.path === 'packs/iaf-md-5.yaml' ? { ...f, text: f.text.replace('[176, 275, 9]', '[176, 275, 9.5]') } : f,
    );
    const other = readRules(changed, sha256);
    if (!other.ok) throw new Error('the changed rules do not load');
    expect(recompute(document, other.parts)).toMatchObject({
      same: false,
      why: { en: expect.stringMatching(/is computed as `9\.5`.*the document says `9`/) },
    });
    const without = readRules(
      ruleFiles()
        .filter((f) => !f.path.includes('cnca-qms-01-2025'))
        .map((f) => (f.path.includes('cnca-qms-01-2016') ? { ...f, text: f.text.replace(/^to: .*$/m, '') } : f)),
      sha256,
    );
    if (!without.ok) throw new Error(without.refusals.map((r) => r.text.en).join('\n'));
    expect(recompute(document, without.parts)).toMatchObject({
      same: false,
      why: { en: expect.stringContaining('cnca-qms-01@2025') },
    });
  });

  it('is nothing but a document: whatever else is handed in is refused in words', () => {
    for (const given of [
      null,
      1,
      [],
      {},
      { format: 2 },
      { format: 1, answer: {}, calculator: 'no-such' },
      { format: 1, answer: {}, calculator: '__proto__' },
      { format: 1, answer: [], calculator: 'code' },
    ])
      expect(recompute(given, context)).toMatchObject({ same: false, why: { zh: expect.any(String) } });
    expect(documentAnswer('audit-time', { ...asked, persons: '\ud800' }, context).ok).toBe(false);
    expect(documentAnswer('rule', { question: '\ud800', day: '2026-01-01' }, context).ok).toBe(false);
  });
});

describe('an input in an address', () => {
  it.each(calculators.map((c) => [c.name, c] as const))('of %s comes out as it went in', (_, c) => {
    const query = writeCalcQuery(c.input, c.example);
    if (query === null) throw new Error('the example does not fit');
    expect(documentAnswer(c.name, readCalcQuery(c.input, query), context)).toEqual(
      documentAnswer(c.name, c.example, context),
    );
  });

  it('is not written where a text holds what an address keeps apart', () => {
    const draw = calculators.find((c) => c.name === 'draw');
    expect(writeCalcQuery(draw?.input ?? [], { inspectors: [{ id: 'a', conflicts: ['x,y'] }] })).toBeNull();
    expect(
      writeCalcQuery(draw?.input ?? [], { objects: Array.from({ length: 201 }, (_, i) => ({ id: String(i) })) }),
    ).toBeNull();
  });
});
