import { describe, expect, it } from 'vitest';
import { calculate } from './calculators.ts';
import { loadedRules } from './rules-folder.contract.ts';
import { figureWords } from './shown-value.ts';

const context = loadedRules();
const day = '2026-11-25';

function linesOf(name: string, input: Readonly<Record<string, unknown>>) {
  const answer = calculate(name, { day, ...input }, context);
  if (!answer.ok) throw new Error(answer.refusals.map((r) => r.text.en).join('\n'));
  return answer.lines;
}
function refusalsOf(name: string, input: Readonly<Record<string, unknown>>) {
  const answer = calculate(name, { day, ...input }, context);
  if (answer.ok) throw new Error('it answered');
  return answer.refusals;
}

describe('an answer followed with the printed document beside it', () => {
  it('cites the chapters that the notices on CNCA-QMS-01:2025 print', () => {
    const cycle = linesOf('cycle', { standard: 'qms', decision: '2026-03-10', surveillances: ['2027-02-20'] });
    const article = (id: string) => cycle.find((line) => line.id === id)?.rule?.article;
    expect([article('next-surveillance'), article('late'), article('recertification')]).toEqual([
      '5.4.1.4',
      '5.4.1.4',
      '5.8.2',
    ]);
    const audit = linesOf('audit-time', { standard: 'qms', persons: '250' });
    // 5.3 is the contract in that text: no figure of audit time stands there.
    expect(audit.map((line) => line.rule?.article)).not.toContain('5.3');
    const lost = linesOf('transfer', { lost: '2026-04-01', validTo: '2027-12-31', event: 'approval-revoked' });
    expect(lost.map((line) => line.rule?.article)).toEqual(['5.1.2', '5.1.2']);
  });

  it('says in Chinese what a code means, and never shows the code itself', () => {
    const said = [
      ...linesOf('integrated', {
        parts: [
          { standard: 'qms', days: '9' },
          { standard: 'ems', days: '10' },
        ],
        integrationPercent: '10',
      }),
      ...linesOf('sign-in', { meeting: 'opening', start: '2026-05-11T09:00', distanceKm: '5.3' }),
      ...linesOf('reasons', { entry: 'ccc-certificate', act: 'suspend' }),
      ...linesOf('rule', { question: 'person.ban-by' }),
    ].map((line) => line.text.zh);
    expect(said.filter((text) => /qms|ems|place|missing|months|regulator/.test(text))).toEqual([]);
    expect(said).toContain('由谁作出禁止执业的决定：监管部门');
    expect(figureWords(context.book, 'must-suspend', 'zh')).toBe('应当暂停');
    expect(figureWords(context.book, 'initial-audit', 'en')).toBe('an initial audit');
    // A code without words of its own stands for what its line says already.
    expect(figureWords(context.book, 'in-time', 'zh')).toBe('');
    expect(figureWords(context.book, '7.5', 'zh')).toBe('7.5');
  });

  it('names the rule under a ban, an accepted objection and the halt that it brings', () => {
    const [ban] = refusalsOf('person-check', {
      bookings: [{ person: '乙', place: '上海', from: '2026-12-15T09:00', to: '2026-12-15T17:00' }],
      bans: [{ person: '乙', until: '2027-01-01' }],
    });
    expect(ban?.text.zh).toContain('cn-persons@2020');
    const display = linesOf('public-display', {
      from: '2026-11-02',
      objections: [{ at: '2026-11-06', identity: true, evidence: true }],
    });
    expect(display.map((line) => [line.id, line.rule?.pack])).toEqual([
      ['display', 'cn-association'],
      ['objection-1', 'cn-association'],
      ['decision', 'cn-association'],
    ]);
  });

  it('says on what day the certification body is told first, and what a transfer still needs', () => {
    const [line] = linesOf('transfer', { lost: '2026-04-01', validTo: '2027-12-31', event: 'accreditation-lost' });
    expect(line?.text.zh).toContain('须先告知认可机构');
  });

  it('lists the reasons for suspending a management system certificate, marked where they come from memory', () => {
    const lines = linesOf('reasons', { entry: 'qms-certificate', act: 'suspend' });
    expect(lines.map((line) => line.id)).toContain('permit-expired');
    expect(new Set(lines.map((line) => line.certainty))).toEqual(new Set(['to-be-confirmed']));
    expect(lines.find((line) => line.id === 'permit-expired')?.text.zh).toContain('至作出许可决定之日');
  });

  it('asks for the key that a question depends on, instead of saying that no rule answers', () => {
    const [window] = refusalsOf('rule', { question: 'transfer.window' });
    expect(window?.text.zh).toBe('“有效证书可以转换的期限”还取决于：event');
    expect(window?.help.en).toContain('event: approval-revoked, accreditation-lost, body-closed');
    const [none] = refusalsOf('rule', { question: 'transfer.window', keys: { event: 'approval-revoked' } });
    expect(none?.text.zh).toContain('有效证书可以转换的期限');
    expect(none?.text.zh).not.toContain('transfer.window');
  });
});

describe('a due day when the text changes', () => {
  const next = (input: Readonly<Record<string, unknown>>) =>
    linesOf('cycle', { standard: 'qms', decision: '2024-03-10', ...input }).find((l) => l.id === 'next-surveillance');

  it('carries the mark of the transition that was not published, and says until when the old text ran', () => {
    const line = next({ surveillances: ['2025-03-01'], day: '2026-02-01' });
    expect([line?.value, line?.certainty]).toEqual(['2026-03-01', 'to-be-confirmed']);
    expect(line?.near?.zh).toContain('2026-06-01');
    // An interval that began under the new text needs no transition.
    const later = next({ surveillances: ['2025-03-01', '2026-02-01'], day: '2026-02-10' });
    expect(later?.near ?? null).toBeNull();
  });

  it('warns before the new text is in force where it will bind earlier', () => {
    const line = next({ surveillances: ['2025-03-01'], day: '2025-12-01' });
    expect(line?.value).toBe('2026-06-01');
    expect(line?.near?.zh).toContain('2026-01-01');
    expect(line?.near?.zh).toContain('2026-03-01');
    // Nothing is to be said where the day comes before the new text does.
    const soon = next({ surveillances: ['2024-09-20'], day: '2025-12-01' });
    expect([soon?.value, soon?.near ?? null]).toEqual(['2025-12-20', null]);
  });
});

describe('a code, taken apart', () => {
  it('shows the parts of a CCC number (example 12) and cites where its form stands', () => {
    const lines = linesOf('code', { value: '2016010901123456' });
    const text = lines.map((line) => line.text.zh).join('\n');
    for (const part of ['首次发证年份：2016', '认证机构：01', '产品大类：09', '产品种类：01', '流水号：123456'])
      expect(text).toContain(part);
    expect(lines[0]?.rule?.article).not.toBe('');
  });

  it('cites GB 32100 for a credit code', () => {
    const [line] = linesOf('code', { value: '91350100M000100Y43' });
    expect([line?.rule?.pack, line?.rule?.edition, line?.rule?.title.zh]).toEqual([
      'gb-32100',
      '2015',
      'GB 32100—2015 法人和其他组织统一社会信用代码编码规则',
    ]);
  });

  it('names the failing character of what looks like one kind, though no kind was given (example 11)', () => {
    const wrong = refusalsOf('code', { value: '91350100M000100Y4Z' });
    expect(wrong.map((r) => r.text.zh).join()).toContain('第 18 位');
    expect(refusalsOf('code', { value: '91330100754408889J' })[0]?.text.zh).toContain('H');
    expect(refusalsOf('code', { value: '201601090112345' }).map((r) => r.text.zh)).toEqual([
      '`201601090112345` 是旧的 15 位工商注册号，不是 18 位统一社会信用代码',
      expect.stringContaining('16 位'),
    ]);
    expect(refusalsOf('code', { value: '6901234567893' })[0]?.code).not.toBe('no-kind-fits');
    expect(refusalsOf('code', { value: '!' })[0]?.code).toBe('no-kind-fits');
  });
});

describe('the catalogue, by its edition', () => {
  it('cites the edition and the line, and knows nothing of the days before it', () => {
    const [line] = linesOf('catalogue', { code: '0701' });
    expect([line?.rule?.pack, line?.rule?.edition, line?.rule?.article]).toEqual(['ccc-catalogue', '2023', '0701']);
    const answer = calculate('catalogue', { code: '0701', day: '2019-05-01' }, context);
    expect(answer.ok && answer.values['state']?.value).toBe('unknown');
    expect(answer.ok && answer.lines[0]?.text.zh).toContain('2023-08-10');
  });
});

describe('a draw that is read, not only hashed', () => {
  it('lists who was drawn and who goes there', () => {
    const lines = linesOf('draw', {
      seed: 's',
      objects: [
        { id: 'B-1', class: 'D' },
        { id: 'B-2', class: 'D' },
      ],
      shares: { D: '100' },
      inspectors: [{ id: '01' }, { id: '02' }, { id: '03', conflicts: ['B-1', 'B-2'] }],
    });
    const drawn = lines.filter((line) => line.id.startsWith('drawn-object-'));
    expect(drawn.map((line) => line.text.zh).sort()).toEqual(['D 类 B-1：01、02', 'D 类 B-2：01、02'].sort());
  });
});
