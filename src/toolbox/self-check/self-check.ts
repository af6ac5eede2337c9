import type { Problem } from '../method/method.ts';
import type { Text } from '../method/text.ts';
import { problem, text } from '../outcome/answer.ts';
import {
  type Action,
  type AnswerSheet,
  type AnswerValue,
  answerValues,
  type Question,
  type Questionnaire,
} from './questionnaire.ts';

/** The most actions that a check ends in: more would not be done. */
export const mostActions = 10;

const shares: Readonly<Record<AnswerValue, number | null>> = { yes: 1, partly: 0.5, no: 0, 'not-applicable': null };

export interface SectionScore {
  readonly section: string;
  readonly title: Text;
  readonly answered: number;
  readonly questions: number;
  /** Weighted share met, percent; null while nothing that applies is answered. */
  readonly percent: number | null;
}

export interface RankedAction {
  readonly rank: number;
  readonly action: Action;
  /** Weighted gaps that it closes. */
  readonly score: number;
  readonly clauses: readonly string[];
  readonly questions: readonly string[];
}

export interface SelfCheck {
  readonly percent: number | null;
  readonly sections: readonly SectionScore[];
  readonly actions: readonly RankedAction[];
  readonly unanswered: readonly string[];
  readonly estimatedMinutes: number;
  readonly totalHours: number;
}

/** The section of a question: the part of its clause before the first point. */
export function sectionOf(question: Question): string {
  return question.clause.split('.')[0] ?? question.clause;
}

/** What is wrong with a sheet: another questionnaire, questions that do not exist, answers that are none. */
export function sheetProblems(questionnaire: Questionnaire, sheet: AnswerSheet): Problem[] {
  const problems: Problem[] = [];
  if (sheet.questionnaire !== questionnaire.id)
    problems.push(
      problem(
        'questionnaire-other',
        text(
          `应为问卷 \`${questionnaire.id}\` 的答案，实为 \`${sheet.questionnaire}\``,
          `expected answers to \`${questionnaire.id}\`, found \`${sheet.questionnaire}\``,
        ),
        text('选对问卷', 'Choose the right questionnaire'),
      ),
    );
  if (!/^\d{4}-\d{2}-\d{2}$/.test(sheet.day))
    problems.push(
      problem(
        'day-invalid',
        text(`日期应为 YYYY-MM-DD，实为 \`${sheet.day}\``, `expected a day as YYYY-MM-DD, found \`${sheet.day}\``),
        text('改正日期', 'Mend the day'),
      ),
    );
  for (const [id, answer] of Object.entries(sheet.answers)) {
    const question = questionnaire.questions.find((one) => one.id === id);
    if (!question)
      problems.push(
        problem(
          'question-unknown',
          text(`没有问题 \`${id}\``, `there is no question \`${id}\``),
          text('删去这个答案', 'Remove this answer'),
        ),
      );
    else if (!answerValues.includes(answer))
      problems.push(
        problem(
          'answer-invalid',
          text(
            `问题 \`${id}\` 的答案应为 ${answerValues.join('、')}，实为 \`${String(answer)}\``,
            `question \`${id}\`: expected ${answerValues.join(', ')}, found \`${String(answer)}\``,
          ),
          text('改正答案', 'Mend the answer'),
        ),
      );
    else if (answer === 'not-applicable' && !question.mayNotApply)
      problems.push(
        problem(
          'applies-always',
          text(
            `问题 \`${id}\`（${question.clause}）不能选“不适用”`,
            `question \`${id}\` (${question.clause}) applies to everybody`,
          ),
          text('选“是”“部分”或“否”', 'Answer yes, partly or no'),
        ),
      );
  }
  return problems;
}

/**
 * Judges a sheet: scores by section and at most ten actions, ranked by the weighted gaps that each closes; of two that close
 * as much, the one with less effort first. An unanswered question counts neither for nor against.
 */
export function assess(questionnaire: Questionnaire, sheet: AnswerSheet): SelfCheck {
  const rated = questionnaire.questions.map((question) => ({
    question,
    share: Object.hasOwn(sheet.answers, question.id)
      ? shares[sheet.answers[question.id] ?? 'not-applicable']
      : undefined,
  }));
  const scoreOf = (list: typeof rated): number | null => {
    const counted = list.filter((one) => typeof one.share === 'number');
    const weight = counted.reduce((sum, one) => sum + one.question.weight, 0);
    return weight > 0
      ? (100 * counted.reduce((sum, one) => sum + one.question.weight * (one.share ?? 0), 0)) / weight
      : null;
  };
  const sections = questionnaire.sections.map((section) => {
    const own = rated.filter((one) => sectionOf(one.question) === section.id);
    return {
      section: section.id,
      title: section.title,
      answered: own.filter((one) => one.share !== undefined).length,
      questions: own.length,
      percent: scoreOf(own),
    };
  });
  const gaps = rated.filter((one) => typeof one.share === 'number' && one.share < 1);
  const ranked = questionnaire.actions
    .map((action) => {
      const own = gaps.filter((one) => one.question.action === action.id);
      return {
        action,
        score: own.reduce((sum, one) => sum + one.question.weight * (1 - (one.share ?? 1)), 0),
        clauses: [...new Set(own.map((one) => one.question.clause))],
        questions: own.map((one) => one.question.id),
      };
    })
    .filter((one) => one.score > 0)
    .sort(
      (a, b) =>
        b.score - a.score || a.action.effortHours - b.action.effortHours || (a.action.id < b.action.id ? -1 : 1),
    )
    .slice(0, mostActions)
    .map((one, i) => ({ rank: i + 1, ...one }));
  return {
    percent: scoreOf(rated),
    sections,
    actions: ranked,
    unanswered: rated.filter((one) => one.share === undefined).map((one) => one.question.id),
    estimatedMinutes: Math.ceil(questionnaire.questions.length * questionnaire.minutesPerQuestion),
    totalHours: ranked.reduce((sum, one) => sum + one.action.effortHours, 0),
  };
}

export interface Change {
  readonly question: string;
  readonly before: AnswerValue;
  readonly now: AnswerValue;
  readonly better: boolean;
}

export interface Comparison {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly Change[];
  readonly sections: readonly {
    readonly section: string;
    readonly before: number | null;
    readonly now: number | null;
  }[];
  /** Actions of the earlier check that are no longer among the gaps, those still there, and new ones. */
  readonly done: readonly string[];
  readonly open: readonly string[];
  readonly fresh: readonly string[];
  readonly otherEdition: boolean;
}

/** What changed between two sheets of one questionnaire; only questions answered both times are compared. */
export function compareSheets(questionnaire: Questionnaire, before: AnswerSheet, now: AnswerSheet): Comparison {
  const [old, current] = [assess(questionnaire, before), assess(questionnaire, now)];
  const changes = questionnaire.questions.flatMap((question): Change[] => {
    const [a, b] = [before.answers[question.id], now.answers[question.id]];
    if (a === undefined || b === undefined || a === b) return [];
    return [{ question: question.id, before: a, now: b, better: (shares[b] ?? 0) > (shares[a] ?? 0) }];
  });
  const ids = (check: SelfCheck) => check.actions.map((one) => one.action.id);
  const stillOpen = new Set(
    questionnaire.questions
      .filter((question) => (shares[now.answers[question.id] ?? 'yes'] ?? 1) < 1)
      .map((question) => question.action),
  );
  return {
    from: before.day,
    to: now.day,
    changes,
    sections: old.sections.map((section, i) => ({
      section: section.section,
      before: section.percent,
      now: current.sections[i]?.percent ?? null,
    })),
    done: ids(old).filter((id) => !stillOpen.has(id)),
    open: ids(old).filter((id) => stillOpen.has(id)),
    fresh: ids(current).filter((id) => !ids(old).includes(id)),
    otherEdition: before.edition !== now.edition,
  };
}
