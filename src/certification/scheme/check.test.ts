import { describe, expect, it } from 'vitest';
import { checkScheme, type Surroundings } from './check.ts';
import { type DiagnosticCode, formatDiagnostic } from './diagnostic.ts';
import { editDistance, nearestWord } from './nearest.ts';
import { parseScheme } from './parse.ts';
import { sampleAround, sampleFiles, sampleScheme, sampleTexts } from './sample-scheme.contract.ts';

function codes(scheme: string, texts = sampleTexts, around: Surroundings = sampleAround): readonly DiagnosticCode[] {
  const parsed = parseScheme(sampleFiles({ scheme, texts }));
  return (parsed.ok ? checkScheme(parsed.parsed, around) : parsed.diagnostics).map((d) => d.code);
}

const changed = (...changes: readonly (readonly [string, string])[]) =>
  changes.reduce((text, [was, now]) => text.replace(was, () => now), sampleScheme);

describe('on what a scheme stands (design, decision 16)', () => {
  const award = changed(['kind: selection', 'kind: award'], ['outcome: result', 'outcome: award']);

  it('takes an award only on a basis that allows it', () => {
    expect(codes(award)).toContain('honour-basis');
    expect(codes(award.replace('certainty: verified }', 'certainty: verified, allows: [award] }'))).toEqual([]);
  });

  it('does not take a basis that is only remembered', () => {
    expect(codes(award.replace('certainty: verified }', 'certainty: to-be-confirmed, allows: [award] }'))).toContain(
      'honour-basis',
    );
  });

  it('lets a selection yield results, experience or naming, never an award', () => {
    for (const word of ['result', 'experience', 'naming'])
      expect(codes(changed(['outcome: result', `outcome: ${word}`]))).toEqual([]);
    for (const word of ['award', 'commendation', 'certificate'])
      expect(codes(changed(['outcome: result', `outcome: ${word}`]))).toContain('outcome-word');
  });

  it('asks a compulsory scheme for a basis that somebody has read', () => {
    expect(
      codes(changed(['voluntary: true', 'voluntary: false'], ['certainty: verified', 'certainty: to-be-confirmed'])),
    ).toContain('compulsory-basis');
    expect(codes(changed(['voluntary: true', 'voluntary: false']))).toEqual([]);
  });

  it('asks a fee for its basis (clause 十一)', () => {
    expect(codes(changed(['outcome: result', 'outcome: result\n  fee: true']))).toContain('fee-basis');
    expect(codes(changed(['outcome: result', 'outcome: result\n  fee: true\n  fee-basis: rule 2']))).toEqual([]);
  });
});

describe('how it hangs together', () => {
  it('names what is declared and not used', () => {
    const texts = sampleTexts.replace('role:\n', 'role:\n  guest: { zh: 来宾, en: Guest }\n');
    expect(codes(changed(['  officer: body', '  officer: body\n  guest: public']), texts)).toEqual(['name-unused']);
  });

  it('wants a flow that can end', () => {
    const open = changed(
      ['kept: { end: granted, act: confirm }', 'kept: on'],
      ['stopped: { end: closed, act: suspend, reasons: status }', 'stopped: on'],
    );
    expect(codes(open)).toEqual(expect.arrayContaining(['no-ending', 'duty-unmet']));
  });

  it('takes `during` only where there is a round', () => {
    const without = sampleScheme
      .slice(0, sampleScheme.indexOf('round:\n'))
      .replace('          - rank-within-quota: first\n', '');
    expect(
      codes(
        without,
        sampleTexts
          .replace(/ {2}(call|collecting|assigning|ranking|display|deciding): .*\n/g, '')
          .replace('form:\n', 'form:\n  ranking: { zh: 排序, en: Ranking }\n')
          .replace(/grade:\n {2}first: .*\n {2}second: .*\n/, 'grade:\n'),
      ),
    ).toContain('round-missing');
  });

  it('wants an ordinary case, a refusal and a rare end', () => {
    expect(codes(sampleScheme, sampleTexts, { ...sampleAround, caseKinds: ['ordinary', 'ordinary'] })).toEqual([
      'cases-missing',
    ]);
    expect(codes(sampleScheme, sampleTexts, { ...sampleAround, caseKinds: ['ordinary', 'refusal', 'rare'] })).toEqual(
      [],
    );
  });

  it('wants a grade for each quota, and clocks of different names', () => {
    const texts = sampleTexts.replace(
      '  second: { zh: 二等, en: second }\n  major',
      '  second: { zh: 二等, en: second }\n  third: { zh: 三等, en: third }\n  major',
    );
    expect(
      codes(changed(['quotas: { first: 1, second: 2 }', 'quotas: { first: 1, second: 2, third: 3 }']), texts),
    ).toEqual(['round-work']);
    const clock = 'clock: { id: check, period: { days: 1, first-day-counts: true } }';
    expect(codes(changed(['      assign: { by: officer,', `      assign: { ${clock}, by: officer,`]))).toEqual([
      'name-twice',
    ]);
  });

  it('wants a list that is decided to grant with the first outcome and refuse with the second', () => {
    const swapped = changed([
      '          granted: { end: granted, results: story }\n          refused: { end: refused, reasons: refusal }\n        guards:\n          - not-same-as',
      '          refused: { end: refused, reasons: refusal }\n          granted: { end: granted, results: story }\n        guards:\n          - not-same-as',
    ]);
    expect(codes(swapped)).toEqual(['round-work']);
  });

  it('refuses words that are too long', () => {
    expect(codes(changed(['title: Sample rule', `title: ${'x'.repeat(201)}`]))).toEqual(['too-long']);
  });

  it('says everything at once, in the order of the file', () => {
    const parsed = parseScheme(
      sampleFiles({
        scheme: changed(
          ['officer: body', 'officer: bodi'],
          ['work: rank', 'work: rnak'],
          ['opened-by: applicant', 'opened-by: [1, {}]'],
        ),
      }),
    );
    const said = parsed.ok ? [] : parsed.diagnostics.map((d) => d.line);
    expect(said).toHaveLength(3);
    expect([...said].sort((a, b) => a - b)).toEqual(said);
  });

  it('speaks both languages', () => {
    const parsed = parseScheme(sampleFiles({ scheme: changed(['officer: body', 'officer: bodi']) }));
    const [first] = parsed.ok ? [] : parsed.diagnostics;
    expect(first && formatDiagnostic(first, 'zh')).toBe(
      'scheme.yaml:10:12：`role.of`应为applicant、body、named-party、owner、recommender、public 之一；实为 `bodi`。请改正。',
    );
    expect(first && formatDiagnostic(first, 'en')).toBe(
      'scheme.yaml:10:12: expected one of applicant, body, named-party, owner, recommender, public for `role.of`; found `bodi`. Correct it.',
    );
  });
});

describe('did you mean', () => {
  it('counts a swap of neighbours as one edit', () => {
    expect(editDistance('recieve', 'receive')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('kitten', 'sitting')).toBe(3);
  });

  it('offers what is near, the whole of a beginning, and nothing when all is far', () => {
    expect(nearestWord('outcomse', ['outcomes', 'guards'])).toBe('outcomes');
    expect(nearestWord('start', ['started-on', 'ended-on'])).toBe('started-on');
    expect(nearestWord('zebra', ['outcomes', 'guards'])).toBeUndefined();
  });
});
