import { describe, expect, test } from 'vitest';
import { type BulkReason, bulkReason, bulkWhys, checkNumberForm } from './bulk.ts';
import type { RegisterChange } from './change.ts';
import { decideVerdict, type IssuerStanding, type RegisteredEntry, stepNames, verdictText } from './verdict.ts';

const issued = (status: string, to: string | null = '2029-03-09', latest = '2026-03-10'): RegisterChange => ({
  ordinal: 1,
  earliest: latest,
  latest,
  known: latest,
  knownUntil: null,
  recordedAt: `${latest}T01:00:00.000Z`,
  what: status === 'valid' ? 'issued' : status,
  status,
  to,
  reason: null,
});

const entry = (more: Partial<RegisteredEntry> = {}): RegisteredEntry => ({
  id: 'e1',
  isOwn: true,
  kind: 'certificate',
  number: '03426Q10286R0S',
  holderNames: ['上海示例精密机械有限公司', 'Shanghai Example Precision Co., Ltd.'],
  codes: ['18.2', '29.1'],
  from: '2026-03-10',
  changes: [issued('valid')],
  sourceSeen: null,
  ...more,
});

const approved: IssuerStanding = {
  needed: 'approval',
  codes: ['Q'],
  isCovered: true,
  held: [{ codes: ['Q', 'E'], changes: [issued('valid', null, '2020-01-01')], sourceSeen: null }],
};
const question = { day: '2027-06-01', known: null, name: null, codes: [] };

describe('a verdict by named steps', () => {
  test('answers every step, in their order', () => {
    const verdict = decideVerdict(entry(), approved, null, {
      ...question,
      name: '上海示例精密机械有限公司',
      codes: ['18.2'],
    });
    expect(verdict).toMatchObject({ word: 'valid', mayRely: true });
    expect(verdict.steps.map((s) => [s.step, s.answer])).toEqual(stepNames.map((s) => [s, 'yes']));
  });

  test.each([
    ['another name', entry(), approved, { name: '上海另一家机械有限公司' }, 'name', 'name-differs'],
    ['another legal form', entry(), approved, { name: '上海示例精密机械股份有限公司' }, 'name', 'name-near'],
    ['a code outside its scope', entry(), approved, { codes: ['35'] }, 'scope', 'scope-lacks'],
    [
      'an issuer without a fitting approval',
      entry(),
      { ...approved, codes: ['F'] },
      {},
      'issuer-then',
      'issuer-not-entitled',
    ],
  ])('%s is told and not relied on', (_, given, issuer, asked, step, code) => {
    const verdict = decideVerdict(given, issuer, null, { ...question, ...asked });
    expect(verdict.mayRely).toBe(false);
    expect(verdict.steps.find((s) => s.step === step)).toMatchObject({ answer: 'no', code });
  });

  test('the approval lost after the issue: entitled then, not now', () => {
    const held = [
      {
        ...approved.held[0],
        codes: ['Q'],
        sourceSeen: null,
        changes: [issued('valid', null, '2020-01-01'), issued('withdrawn', null, '2027-04-01')],
      },
    ];
    const steps = decideVerdict(entry(), { ...approved, held }, null, question).steps;
    expect(steps.filter((s) => s.step.startsWith('issuer')).map((s) => s.answer)).toEqual(['yes', 'no']);
  });

  test('without a loaded register of approvals the answer is unknown, never no', () => {
    const verdict = decideVerdict(entry(), { ...approved, isCovered: false, held: [] }, null, question);
    expect(verdict.mayRely).toBe(true);
    expect(verdict.steps.find((s) => s.step === 'issuer-then')).toMatchObject({ answer: 'unknown' });
  });

  test('a former name is the same name; traditional characters and width too', () => {
    const renamed = entry({ holderNames: ['上海示例精密机械有限公司', '上海示例机床厂'] });
    for (const name of ['上海示例机床厂', '上海示例機床廠', ' 上海示例机床厂 '])
      expect(
        decideVerdict(renamed, approved, null, { ...question, name }).steps.find((s) => s.step === 'name')?.answer,
      ).toBe('yes');
  });

  test('an altered credential is refused whatever the register says', () => {
    const verdict = decideVerdict(entry(), approved, { ok: false, why: 'signature' }, question);
    expect(verdict).toMatchObject({ word: 'valid', mayRely: false });
  });

  test('the words of a step hold what was given and found', () => {
    const step = decideVerdict(entry(), approved, null, { ...question, codes: ['35'] }).steps.find(
      (s) => s.step === 'scope',
    );
    expect(step && verdictText(step, 'zh')).toBe('范围不含 35（登记范围：18.2, 29.1）');
  });
});

describe('the reason of a line of a bulk check (example 24)', () => {
  const reasonOf = (
    number: string,
    name: string | null,
    codes: readonly string[],
    found: readonly RegisteredEntry[],
  ): BulkReason => {
    const form = checkNumberForm(number, 2027);
    return bulkReason(
      form,
      found.map((e) => decideVerdict(e, approved, null, { ...question, name, codes })),
    ).reason;
  };

  test.each<[BulkReason, string, string | null, readonly string[], readonly RegisteredEntry[]]>([
    ['valid', '03426Q10286R0S', '上海示例精密机械有限公司', ['18.2'], [entry()]],
    ['expired', '03426Q10286R0S', null, [], [entry({ changes: [issued('valid', '2027-05-31')] })]],
    [
      'suspended',
      '03426Q10286R0S',
      null,
      [],
      [entry({ changes: [issued('valid'), issued('suspended', '2029-03-09', '2027-01-01')] })],
    ],
    [
      'withdrawn',
      '03426Q10286R0S',
      null,
      [],
      [entry({ changes: [issued('valid'), issued('withdrawn', '2029-03-09', '2027-01-01')] })],
    ],
    [
      'cancelled',
      '03426Q10286R0S',
      null,
      [],
      [entry({ changes: [issued('valid'), issued('cancelled', '2029-03-09', '2027-01-01')] })],
    ],
    ['out-of-scope', '03426Q10286R0S', null, ['35'], [entry()]],
    ['name-differs', '03426Q10286R0S', '别家公司', [], [entry()]],
    ['unknown', '03426Q99999R0S', null, [], []],
    ['wrong-form', '201601090112345', null, [], []],
    ['wrong-form', '', null, [], []],
  ])('%s', (expected, number, name, codes, found) => {
    expect(reasonOf(number, name, codes, found)).toBe(expected);
  });

  test('of several entries with one number the one that serves the asker stands', () => {
    const other = entry({ id: 'e0', holderNames: ['别家公司'] });
    const form = checkNumberForm('03426Q10286R0S', 2027);
    const verdicts = [other, entry()].map((e) =>
      decideVerdict(e, approved, null, { ...question, name: '上海示例精密机械有限公司' }),
    );
    expect(bulkReason(form, verdicts)).toEqual({ reason: 'valid', chosen: 1 });
  });

  const suspended = entry({ changes: [issued('valid'), issued('suspended', '2029-03-09', '2027-01-01')] });
  const said = (name: string | null, codes: readonly string[], of: RegisteredEntry) => {
    const verdict = decideVerdict(of, approved, null, { ...question, name, codes });
    const { reason } = bulkReason(checkNumberForm('03426Q10286R0S', 2027), [verdict]);
    return [reason, ...bulkWhys(reason, verdict).map((step) => step.code)];
  };

  test('everything that speaks against a line is told, its reason first', () => {
    expect(said('别家公司', ['35'], suspended)).toEqual([
      'name-differs',
      'name-differs',
      'status-holds',
      'scope-lacks',
    ]);
    // A name without its legal form does not hide that the certificate is suspended.
    expect(said('上海示例精密机械', [], suspended)).toEqual(['suspended', 'status-holds', 'name-near']);
    expect(said('上海示例精密机械', [], entry())).toEqual(['name-differs', 'name-near']);
    expect(said(null, [], entry())).toEqual(['valid', 'status-holds']);
    // What was asked and can't be told is told too.
    expect(said(null, ['35'], entry({ codes: [] }))).toEqual(['valid', 'status-holds', 'scope-in-words']);
  });

  test('a name is held against those of its script alone', () => {
    const both = entry({ holderNames: ['上海示例精密机械有限公司', 'Shanghai Example Precision Machinery Co.'] });
    const name = (given: string) =>
      decideVerdict(both, approved, null, { ...question, name: given }).steps.find((s) => s.step === 'name')?.params[
        'name'
      ];
    expect(name('别家公司')).toBe('上海示例精密机械有限公司');
    expect(name('Another Co.')).toBe('Shanghai Example Precision Machinery Co.');
  });
});
