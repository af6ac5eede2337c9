import { addDays, type Day, toDay } from '../../time/day.ts';
import type { Transition } from './transition.ts';

/** STORED: an edition was registered under its digest. What a case ran under can be shown to be this very text. */
export interface EditionRegistered {
  readonly kind: 'scheme';
  readonly id: string;
  readonly edition: string;
  readonly digest: string;
  readonly from: string;
  readonly to: string | null;
  readonly supersedes: string | null;
}

/** STORED: another edition takes its place from the day after `lastDay`. */
export interface EditionSuperseded {
  readonly edition: string;
  readonly by: string;
  readonly lastDay: string;
}

/** STORED: taken back before it came into force; nothing ever ran under it. */
export interface EditionRecalled {
  readonly edition: string;
  readonly words: string;
}

/** STORED: no case is opened under it after `lastDay`; what runs and what holds goes on. */
export interface EditionClosed {
  readonly edition: string;
  readonly lastDay: string;
  readonly words: string;
}

/** STORED: the newest declaration between two editions stands. */
export interface TransitionDeclared {
  readonly transition: Transition;
  readonly words: string;
}

export type SchemeEvent =
  | { readonly type: 'EditionRegistered'; readonly format: 1; readonly body: EditionRegistered }
  | { readonly type: 'EditionSuperseded'; readonly format: 1; readonly body: EditionSuperseded }
  | { readonly type: 'EditionRecalled'; readonly format: 1; readonly body: EditionRecalled }
  | { readonly type: 'EditionClosed'; readonly format: 1; readonly body: EditionClosed }
  | { readonly type: 'TransitionDeclared'; readonly format: 1; readonly body: TransitionDeclared };

/** One edition as the events of its scheme tell it. */
export interface EditionLife {
  readonly edition: string;
  readonly digest: string;
  readonly from: Day;
  /** Last day in force that its text or a successor says; null while neither does. */
  readonly lastDay: Day | null;
  readonly supersedes: string | null;
  readonly supersededBy: string | null;
  readonly closed: Day | null;
  readonly recalled: boolean;
  readonly registeredAt: string;
  /** The declaration by which its holders move on; null where none stands. */
  readonly transition: Transition | null;
  readonly transitionDeclaredAt: string | null;
}

/** A scheme's editions in the order of their days. */
export interface SchemeLife {
  readonly editions: readonly EditionLife[];
}

export interface RecordedAt {
  readonly event: SchemeEvent;
  readonly recordedAt: string;
}

export function foldLife(events: readonly RecordedAt[]): SchemeLife {
  const editions = new Map<string, EditionLife>();
  const change = (edition: string, more: Partial<EditionLife>) => {
    const known = editions.get(edition);
    if (known) editions.set(edition, { ...known, ...more });
  };
  for (const { event, recordedAt } of events) {
    switch (event.type) {
      case 'EditionRegistered': {
        const { edition, digest, from, to, supersedes } = event.body;
        editions.set(edition, {
          edition,
          digest,
          supersedes,
          from: toDay(from),
          lastDay: to === null ? null : toDay(to),
          supersededBy: null,
          closed: null,
          recalled: false,
          registeredAt: recordedAt,
          transition: null,
          transitionDeclaredAt: null,
        });
        break;
      }
      case 'EditionSuperseded':
        change(event.body.edition, { supersededBy: event.body.by, lastDay: toDay(event.body.lastDay) });
        break;
      case 'EditionClosed':
        change(event.body.edition, { closed: toDay(event.body.lastDay) });
        break;
      case 'EditionRecalled':
        change(event.body.edition, { recalled: true });
        for (const old of editions.values())
          if (old.supersededBy === event.body.edition)
            change(old.edition, { supersededBy: null, lastDay: null, transition: null, transitionDeclaredAt: null });
        break;
      case 'TransitionDeclared':
        change(event.body.transition.from, { transition: event.body.transition, transitionDeclaredAt: recordedAt });
        break;
    }
  }
  return { editions: [...editions.values()].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)) };
}

/** 已登记 before its first day, 实施中, 已被替代, 已关闭 (nothing may be opened and nothing holds any more), 已收回. */
export const editionStates = ['registered', 'in-force', 'superseded', 'closed', 'recalled'] as const;
export type EditionState = (typeof editionStates)[number];

export interface EditionStanding {
  readonly state: EditionState;
  /** Last day on which a case may be opened under it; null while nothing ends it. */
  readonly newUntil: Day | null;
  /** Last day on which an entry under it holds by reason of a transition; null where none is declared. */
  readonly holdUntil: Day | null;
}

/** Where an edition stands on a day. A day's state is that at its end (design, decision 11). */
export function standingOn(edition: EditionLife, day: string): EditionStanding {
  const newUntil = lastOpening(edition);
  const holdUntil = edition.transition === null ? null : toDay(edition.transition.holdUntil);
  return { state: stateOn(edition, day, newUntil, holdUntil), newUntil, holdUntil };
}

/** The day after which nobody opens a case under it: its own end or its successor's, as far as a window does not allow more. */
function lastOpening({ lastDay, closed, transition }: EditionLife): Day | null {
  const byWindow = transition === null || lastDay === null ? lastDay : toDay(transition.newUntil);
  if (closed === null) return byWindow;
  return byWindow === null || closed < byWindow ? closed : byWindow;
}

function stateOn(edition: EditionLife, day: string, newUntil: Day | null, holdUntil: Day | null): EditionState {
  if (edition.recalled) return 'recalled';
  if (day < edition.from) return 'registered';
  const isPast = edition.lastDay !== null && day > edition.lastDay;
  const isOpen = newUntil === null || day <= newUntil;
  if (!isPast && isOpen) return 'in-force';
  if (edition.supersededBy === null) return 'closed';
  return !isOpen && holdUntil !== null && day > holdUntil ? 'closed' : 'superseded';
}

/** The edition under which a case is opened on a day when none is named. */
export function editionInForce(life: SchemeLife, day: string): EditionLife | null {
  return life.editions.findLast((e) => standingOn(e, day).state === 'in-force') ?? null;
}

/** Whether a case may be opened under an edition on a day: while it is in force, or in the window of a transition. */
export function takesNewCases(edition: EditionLife, day: string): boolean {
  const { state, newUntil } = standingOn(edition, day);
  return state === 'in-force' || (state === 'superseded' && newUntil !== null && day <= newUntil);
}

export const dayBefore = (day: Day): Day => addDays(day, -1);
export const dayAfter = (day: Day): Day => addDays(day, 1);
