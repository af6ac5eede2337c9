import { decideTransitionEnd, decideTransitionReminder, movingRoles } from '../../entry/decide.ts';
import type { EntryEvent } from '../../entry/events.ts';
import type { EntryState } from '../../entry/state.ts';
import { isValidDay, toDay } from '../../time/day.ts';
import { dayBefore, type EditionLife, type SchemeLife } from '../edition/life.ts';
import { entryTransition, type Transition, transitionEnds } from '../edition/transition.ts';
import type { Scheme } from '../scheme.ts';
import type { TreeMap } from '../tree.ts';
import type { Text } from '../vocabulary/word.ts';
import { flagAt, textAt } from './tree-parts.ts';

/** That another edition takes the place of the worked case's own, from which day on, and the window that it leaves. */
export interface GivenSuperseded {
  readonly by: string;
  /** First day of the other edition. */
  readonly on: string;
  /** Null: no window is declared; nothing new is taken and what holds goes on. */
  readonly window: Pick<Transition, 'newUntil' | 'decideUntil' | 'holdUntil' | 'remindDays' | 'afterwards'> | null;
  /** Whether the days were read in the official text: else the clock ends nothing by them. */
  readonly confirmed: boolean;
}

export const supersededKeys = [
  'by',
  'on',
  'new-until',
  'decide-until',
  'hold-until',
  'remind-days',
  'afterwards',
  'confirmed',
];

type Wrong = { readonly where: string; readonly wanted: Text };

/** Reads what a worked case says of its edition's end; or the first thing in it that can't be meant. */
export function readSuperseded(map: TreeMap): GivenSuperseded | Wrong {
  const day = (key: string) => textAt(map, key);
  const by = textAt(map, 'by');
  if (by === undefined) return wrong('by', '接替它的版本', 'the edition that takes its place');
  const on = day('on');
  if (on === undefined || !isValidDay(on)) return wrong('on', '接替版本的首日', 'the first day of the other edition');
  const confirmed = flagAt(map, 'confirmed') ?? true;
  const holdUntil = day('hold-until');
  if (holdUntil === undefined)
    return supersededKeys.slice(2).some((key) => map.entries.has(key))
      ? wrong('hold-until', '过渡期的末日', 'the last day of the window')
      : { by, on, window: null, confirmed };
  const newUntil = day('new-until') ?? dayBefore(toDay(on));
  const decideUntil = day('decide-until') ?? null;
  const order = [dayBefore(toDay(on)), newUntil, ...(decideUntil === null ? [] : [decideUntil]), holdUntil];
  if (!order.every((d, index) => isValidDay(d) && d >= (order[index - 1] ?? d)))
    return wrong(
      'hold-until',
      '先后为：接替前一日、new-until、decide-until、hold-until',
      'in order: the day before it, new-until, decide-until, hold-until',
    );
  const afterwards = textAt(map, 'afterwards') ?? 'flag';
  const end = transitionEnds.find((known) => known === afterwards);
  if (end === undefined) return wrong('afterwards', transitionEnds.join('、'), transitionEnds.join(', '));
  const remindDays = Number(textAt(map, 'remind-days') ?? '0');
  if (!Number.isSafeInteger(remindDays) || remindDays < 0) return wrong('remind-days', '天数', 'a number of days');
  return { by, on, window: { newUntil, decideUntil, holdUntil, remindDays, afterwards: end }, confirmed };
}

function wrong(where: string, zh: string, en: string): Wrong {
  return { where: `given.superseded.${where}`, wanted: { zh, en } };
}

/** The scheme's life as a worked case tells it: its own edition alone, or superseded by another. */
export function lifeOf(scheme: Scheme, superseded: GivenSuperseded | null): SchemeLife {
  const { inForce } = scheme;
  const own: EditionLife = {
    edition: scheme.edition,
    digest: '',
    from: toDay(inForce.from),
    lastDay: inForce.to === undefined ? null : toDay(inForce.to),
    supersedes: scheme.supersedes ?? null,
    supersededBy: null,
    closed: null,
    recalled: false,
    registeredAt: '',
    transition: null,
    transitionDeclaredAt: null,
  };
  if (superseded === null) return { editions: [own] };
  const { by, on } = superseded;
  const other: EditionLife = { ...own, edition: by, from: toDay(on), lastDay: null, supersedes: scheme.edition };
  const transition = transitionOf(scheme, superseded);
  return { editions: [{ ...own, lastDay: dayBefore(toDay(on)), supersededBy: by, transition }, other] };
}

function transitionOf(scheme: Scheme, { by, window, confirmed }: GivenSuperseded): Transition | null {
  if (window === null) return null;
  const name = (edition: string): Text => ({ zh: `版本 ${edition}`, en: `the edition ${edition}` });
  return {
    ...window,
    from: scheme.edition,
    to: by,
    fromName: name(scheme.edition),
    toName: name(by),
    flows: [],
    basis: { document: '', certainty: confirmed ? 'verified' : 'to-be-confirmed' },
  };
}

/** What the clock does to an entry by the window of its edition: it reminds, and it ends or flags what has not moved. */
export function transitionEvents(
  scheme: Scheme,
  life: SchemeLife,
  state: EntryState,
  day: string,
): readonly EntryEvent[] {
  const transition = life.editions.find((e) => e.edition === state.decided?.edition)?.transition ?? null;
  if (transition === null) return [];
  return [
    ...decideTransitionReminder(state, transition, movingRoles(scheme, transition.flows), day),
    ...decideTransitionEnd(state, entryTransition(transition), day),
  ];
}
