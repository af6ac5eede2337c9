import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { methodCatalogue } from '../methods.ts';
import { forms } from './forms.ts';
import { publicOffice } from './public-office.ts';
import { type AnswerSheet, type AnswerValue, answerValues, type Questionnaire } from './questionnaire.ts';
import { assess, compareSheets, sectionOf, sheetProblems } from './self-check.ts';
import { smallFirm } from './small-firm.ts';

const sheet = (
  questionnaire: Questionnaire,
  answer: (id: string, i: number) => AnswerValue,
  day = '2026-11-25',
): AnswerSheet => ({
  questionnaire: questionnaire.id,
  edition: questionnaire.edition,
  day,
  answers: Object.fromEntries(questionnaire.questions.map((q, i) => [q.id, answer(q.id, i)])),
});

describe.each([smallFirm, publicOffice])('$id', (questionnaire) => {
  it('can be answered within an hour, and each question leads to an action with a start that exists', () => {
    expect(
      assess(
        questionnaire,
        sheet(questionnaire, () => 'yes'),
      ).estimatedMinutes,
    ).toBeLessThanOrEqual(60);
    const ids = questionnaire.questions.map((question) => question.id);
    expect(new Set(ids).size).toBe(ids.length);
    const sections = new Set(questionnaire.sections.map((section) => section.id));
    for (const question of questionnaire.questions) {
      expect(sections.has(sectionOf(question)), question.id).toBe(true);
      expect(
        questionnaire.actions.some((action) => action.id === question.action),
        question.action,
      ).toBe(true);
      expect(question.text.zh.length).toBeLessThan(45);
    }
    for (const section of sections)
      expect(questionnaire.questions.some((question) => sectionOf(question) === section)).toBe(true);
    for (const action of questionnaire.actions) {
      expect(
        questionnaire.questions.some((question) => question.action === action.id),
        action.id,
      ).toBe(true);
      const { start } = action;
      if ('method' in start)
        expect(
          methodCatalogue.some((one) => one.id === start.method),
          start.method,
        ).toBe(true);
      else
        expect(
          forms.some((one) => one.id === start.form),
          start.form,
        ).toBe(true);
    }
  });

  it('ends in at most ten actions, the heaviest gaps first', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...answerValues), { minLength: 60, maxLength: 60 }), (values) => {
        const found = assess(
          questionnaire,
          sheet(questionnaire, (_, i) => values[i] ?? 'no'),
        );
        expect(found.actions.length).toBeLessThanOrEqual(10);
        found.actions.forEach((one, i) => {
          const next = found.actions[i + 1];
          if (next) expect(one.score).toBeGreaterThanOrEqual(next.score);
          expect(one.questions.length).toBeGreaterThan(0);
        });
        if (found.percent !== null) expect(found.percent).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 40 },
    );
    expect(
      assess(
        questionnaire,
        sheet(questionnaire, () => 'yes'),
      ),
    ).toMatchObject({ percent: 100, actions: [], unanswered: [] });
    expect(
      assess(
        questionnaire,
        sheet(questionnaire, () => 'no'),
      ),
    ).toMatchObject({ percent: 0 });
  });
});

describe('a repeated check', () => {
  it('shows what changed', () => {
    const before = sheet(smallFirm, () => 'no', '2025-11-01');
    const after: AnswerSheet = {
      ...sheet(smallFirm, () => 'no'),
      answers: { ...before.answers, s46: 'yes', s41: 'yes', s47: 'yes', s48: 'yes', s01: 'partly' },
    };
    const found = compareSheets(smallFirm, before, after);
    expect(found.changes.map((one) => one.question)).toEqual(['s01', 's41', 's46', 's47', 's48']);
    expect(found.changes.every((one) => one.better)).toBe(true);
    expect(found.done).toContain('nonconforming');
    expect(found.open).toContain('root-cause');
    expect(found.fresh.length).toBeGreaterThan(0);
    expect(found).toMatchObject({ from: '2025-11-01', to: '2026-11-25', otherEdition: false });
    const eighth = found.sections.find((one) => one.section === '8');
    expect(eighth?.before).toBe(0);
    expect(eighth?.now ?? 0).toBeGreaterThan(0);
  });

  it('leaves what is not answered or does not apply out of the score', () => {
    const some: AnswerSheet = {
      questionnaire: 'small-firm',
      edition: smallFirm.edition,
      day: '2026-01-01',
      answers: { s06: 'yes', s18: 'not-applicable' },
    };
    expect(assess(smallFirm, some)).toMatchObject({ percent: 100, actions: [] });
    expect(assess(smallFirm, some).unanswered.length).toBe(58);
  });

  it('refuses a sheet that does not belong here', () => {
    const codes = sheetProblems(smallFirm, {
      questionnaire: 'public-office',
      edition: '',
      day: '1.2.2026',
      answers: { x: 'yes', s06: 'not-applicable', s01: 'maybe' as AnswerValue },
    }).map((one) => one.code);
    expect(codes).toEqual([
      'questionnaire-other',
      'day-invalid',
      'question-unknown',
      'applies-always',
      'answer-invalid',
    ]);
    expect(
      sheetProblems(
        smallFirm,
        sheet(smallFirm, () => 'partly'),
      ),
    ).toEqual([]);
  });
});

it('an office is spoken to as an office: nothing of drawings, products, suppliers or the boss', () => {
  for (const { id, title, reason } of publicOffice.actions)
    expect(/图纸|产品|供方|老板|设备|放行|停机|一条线|废/.test(title.zh + reason.zh), id).toBe(false);
  expect(new Set(publicOffice.actions.map((one) => one.id))).toEqual(
    new Set(publicOffice.questions.map((one) => one.action)),
  );
});
