import { daysBetween, toDay } from '../../time/day.ts';
import type { Basis } from '../scheme.ts';
import type { Text } from '../vocabulary/word.ts';
import type { EditionLife } from './life.ts';

/** What a transition asks of a case in flight, or of one that is opened today: said before anybody is refused. */
export interface CaseWindow {
  readonly edition: string;
  readonly to: string;
  readonly fromName: Text;
  readonly toName: Text;
  /** Last day on which a result may be decided under the case's edition; null: it finishes whenever it does. */
  readonly decideUntil: string | null;
  /** Days left, that day included; below one when it is over; null without such a day. */
  readonly daysLeft: number | null;
  /** The window nears its end: `remindDays` before the day, or it is over. */
  readonly isNear: boolean;
  /** A result is refused: the day is over, and confirmed. */
  readonly isOver: boolean;
  readonly basis: string;
  readonly certainty: Basis['certainty'];
}

/** Null where no transition leads away from the edition. */
export function caseWindow(edition: EditionLife, today: string): CaseWindow | null {
  const { transition } = edition;
  if (transition === null) return null;
  const { decideUntil, basis, remindDays, to, fromName, toName } = transition;
  const daysLeft = decideUntil === null ? null : daysBetween(toDay(today), toDay(decideUntil)) + 1;
  return {
    edition: edition.edition,
    to,
    fromName,
    toName,
    decideUntil,
    daysLeft,
    isNear: daysLeft !== null && daysLeft <= remindDays,
    // A day that is to be confirmed bars nobody (decision 0015).
    isOver: daysLeft !== null && daysLeft < 1 && basis.certainty !== 'to-be-confirmed',
    basis: basis.document,
    certainty: basis.certainty,
  };
}

/** The sentence for people: until when a result may be decided, what comes after, with the mark while the day is to be confirmed. */
export function caseWindowText(window: CaseWindow): Text {
  const { decideUntil, fromName, toName, certainty, daysLeft } = window;
  if (decideUntil === null)
    return {
      zh: `按${fromName.zh}办理；此后的申请按${toName.zh}。`,
      en: `It runs under ${fromName.en}; later applications follow ${toName.en}.`,
    };
  const isUnsure = certainty === 'to-be-confirmed';
  const mark = isUnsure ? { zh: '（日期待确认）', en: ' (day to be confirmed)' } : { zh: ' ', en: '' };
  const isPast = daysLeft !== null && daysLeft < 1;
  if (isPast)
    return {
      zh: `按${fromName.zh}授予的决定最迟应于 ${decideUntil}${mark.zh}作出，已过；${isUnsure ? '日期确认后' : '此案'}不能再授予，可转到${toName.zh}继续，或不予授予、退出。`,
      en: `A grant under ${fromName.en} had to be decided by ${decideUntil}${mark.en}, which is past: ${isUnsure ? 'once the day is confirmed, nothing' : 'nothing'} can be granted any more. The case may be moved to ${toName.en}, refused, or left.`,
    };
  return {
    zh: `按${fromName.zh}授予的决定须在 ${decideUntil}${mark.zh}以前（含当日）作出；此后不能再授予，须转到${toName.zh}。`,
    en: `A grant under ${fromName.en} has to be decided by ${decideUntil}${mark.en}; after that day nothing is granted, and the case has to be moved to ${toName.en}.`,
  };
}
