import type { Text } from '../method/text.ts';

/** How far a question is met: lived and shown by a record, in part, not at all, or not a matter of this firm. */
export const answerValues = ['yes', 'partly', 'no', 'not-applicable'] as const;
export type AnswerValue = (typeof answerValues)[number];

export interface Question {
  /** Stays for ever, so that an answer given next year can be compared with one of today. */
  readonly id: string;
  readonly clause: string;
  readonly text: Text;
  /** 3: the customer feels it at once; 2: it will be felt; 1: it helps. */
  readonly weight: 1 | 2 | 3;
  /** The action that closes the gap. */
  readonly action: string;
  readonly mayNotApply: boolean;
}

/** Something to begin with on Monday: a method of the toolbox or a form. */
export type Start = { readonly method: string } | { readonly form: string };

export interface Action {
  readonly id: string;
  readonly title: Text;
  /** Why it matters to this firm, in one sentence. */
  readonly reason: Text;
  /** Working hours of one person until it runs for the first time. */
  readonly effortHours: number;
  readonly start: Start;
}

export interface Form {
  readonly id: string;
  readonly title: Text;
  /** Headings of its columns. */
  readonly fields: readonly Text[];
}

export interface Questionnaire {
  readonly id: string;
  readonly title: Text;
  readonly edition: string;
  readonly source: Text;
  /** Whether the edition's clauses were held against the standard itself; the questions are our own words in any case. */
  readonly confirmed: boolean;
  readonly note: Text;
  readonly sections: readonly { readonly id: string; readonly title: Text }[];
  readonly questions: readonly Question[];
  readonly actions: readonly Action[];
  /** Minutes that a question takes on average. */
  readonly minutesPerQuestion: number;
}

/** What was answered, when, by which questionnaire: kept on the device as it is. */
export interface AnswerSheet {
  readonly questionnaire: string;
  readonly edition: string;
  /** Day of answering, YYYY-MM-DD, given by the caller. */
  readonly day: string;
  readonly answers: Readonly<Record<string, AnswerValue>>;
}

export function question(
  id: string,
  clause: string,
  weight: 1 | 2 | 3,
  action: string,
  zh: string,
  en: string,
  mayNotApply = false,
): Question {
  return { id, clause, weight, action, text: { zh, en }, mayNotApply };
}

/** An action, its title and reason in Chinese and English. */
export function action(
  id: string,
  effortHours: number,
  start: Start,
  zh: readonly [title: string, reason: string],
  en: readonly [title: string, reason: string],
): Action {
  return { id, effortHours, start, title: { zh: zh[0], en: en[0] }, reason: { zh: zh[1], en: en[1] } };
}
