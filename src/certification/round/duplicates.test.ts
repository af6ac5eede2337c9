import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { proposeDuplicates, type Submission } from './duplicates.ts';

const submission = (id: string, title: string, more: Partial<Submission> = {}): Submission => ({
  case: id,
  title,
  applicant: id,
  names: [id],
  codes: [],
  ...more,
});
const found = (...submissions: Submission[]) =>
  proposeDuplicates(submissions).map((p) => `${p.cases.join('=')} ${p.because.join('+')}`);

describe('lists with the same project twice', () => {
  test('in simplified and traditional characters, full width, other punctuation', () => {
    expect(found(submission('a', '降低焊接不良率'), submission('b', '降低焊接不良率'))).toEqual(['a=b title-same']);
    expect(found(submission('a', '缩短检测周期'), submission('b', '縮短檢測週期'))).toEqual(['a=b title-same']);
    expect(found(submission('a', 'QC2小组：降低A线停机'), submission('b', 'ＱＣ２小組《降低Ａ線停機》'))).toEqual([
      'a=b title-same',
    ]);
  });

  test('of a firm with and without its legal form', () => {
    const weld = submission('a', '降低焊接不良率', { names: ['上海申联机械有限公司'] });
    expect(found(weld, submission('b', '降低车身焊接不良率', { names: ['申联机械'] }))).toEqual([]);
    expect(found(weld, submission('b', '降低车身焊接不良率', { names: ['上海申联机械股份有限公司'] }))).toEqual([
      'a=b title-alike+name-alike',
    ]);
    expect(found(weld, submission('b', '降低车身焊接不良率', { names: ['上海申聯機械'] }))).toEqual([
      'a=b title-alike+name-alike',
    ]);
  });

  test('under two names of one firm, and by one code', () => {
    const code = '91310000MA1FL0XY4A';
    expect(
      found(
        submission('a', '降低焊接不良率', { names: ['甲公司'], codes: [code] }),
        submission('b', '降低焊接不良率（成果）', { names: ['乙公司'], codes: [code] }),
      ),
    ).toEqual(['a=b title-alike+code-same']);
    const own = { applicant: 'p', names: ['甲公司'] };
    expect(found(submission('a', '降低焊接不良率', own), submission('b', '焊接不良率的降低', own))).toEqual([
      'a=b title-alike+applicant-same',
    ]);
  });

  test('two projects of one firm, and two firms of one trade, are left alone', () => {
    const own = { applicant: 'p', names: ['甲公司'] };
    expect(found(submission('a', '降低焊接不良率', own), submission('b', '缩短换模时间', own))).toEqual([]);
    expect(found(submission('a', '降低焊接不良率'), submission('b', '降低焊接返修率'))).toEqual([]);
  });

  test('each pair once, and two thousand submissions in a moment', () => {
    const many = Array.from({ length: 2000 }, (_, i) =>
      submission(`c${i}`, `${createHash('sha256').update(String(i)).digest('base64url').slice(0, 20)}`, {
        names: [`企业${i % 400}有限公司`],
      }),
    );
    const start = performance.now();
    expect(proposeDuplicates([...many, submission('x', many[0]?.title ?? '', { names: ['企业0'] })]).length).toBe(1);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
