import type { Basis } from '../scheme.ts';
import type { Text } from '../vocabulary/word.ts';

/** What happens to an entry that has not moved by the last day of its window. */
export const transitionEnds = ['expire', 'withdraw', 'must-suspend', 'must-withdraw', 'flag'] as const;
export type TransitionEnd = (typeof transitionEnds)[number];

/**
 * How holders and cases of one edition come to another (design, decision 9: a case keeps its edition unless a transition is
 * declared). Data with a basis, declared by the scheme's owner beside the editions, since a window may be prolonged while an
 * edition never changes. STORED as the body of `TransitionDeclared`.
 */
export interface Transition {
  readonly from: string;
  readonly to: string;
  /** What people call the two: `ISO 9001:2015`. */
  readonly fromName: Text;
  readonly toName: Text;
  /** Last day on which a new case may still be opened under the old edition. */
  readonly newUntil: string;
  /** Last day on which a case in flight may still end in a result under the old edition; null: it finishes whenever it does. */
  readonly decideUntil: string | null;
  /** Last day on which an entry under the old edition holds. */
  readonly holdUntil: string;
  readonly remindDays: number;
  readonly afterwards: TransitionEnd;
  /** Flows of the new edition by which a holder moves: its result succeeds the old entry. */
  readonly flows: readonly string[];
  readonly basis: Basis;
}

/**
 * INVARIANT: on a day that is to be confirmed the clock ends nothing: it only flags. Who has read the date in the
 * official text declares it again, confirmed.
 */
export function isBinding(transition: { readonly certainty: Basis['certainty'] }): boolean {
  return transition.certainty !== 'to-be-confirmed';
}

/** What of a transition concerns one entry: said wherever the entry is shown. */
export type EntryTransition = Pick<
  Transition,
  'from' | 'to' | 'fromName' | 'toName' | 'holdUntil' | 'afterwards' | 'flows'
> & {
  readonly basis: string;
  readonly certainty: Basis['certainty'];
};

export function entryTransition(transition: Transition): EntryTransition {
  const { basis, newUntil: _, decideUntil: __, remindDays: ___, ...rest } = transition;
  return { ...rest, basis: basis.document, certainty: basis.certainty };
}

/** The sentence for people: "valid under the 2015 edition until …", with the mark while the day is to be confirmed. */
export function transitionText(transition: EntryTransition, day: string, language: 'zh' | 'en'): string {
  const { fromName, toName, holdUntil } = transition;
  const mark = isBinding(transition) ? '' : language === 'zh' ? '（日期待确认）' : ' (day to be confirmed)';
  if (day > holdUntil)
    return language === 'zh'
      ? `按${fromName.zh}有效的期限至 ${holdUntil}${mark}，已过；应已转换到${toName.zh}。`
      : `It could be valid under ${fromName.en} until ${holdUntil}${mark}, which is past; it should have moved to ${toName.en}.`;
  return language === 'zh'
    ? `按${fromName.zh}有效，至 ${holdUntil}${mark}；此前须转换到${toName.zh}。`
    : `Valid under ${fromName.en} until ${holdUntil}${mark}; before then it has to move to ${toName.en}.`;
}
