import { type Refusal, refuse } from '../../act/refusal.ts';
import { type Day, isValidDay, toDay } from '../../time/day.ts';
import type { Scheme } from '../scheme.ts';
import { dayAfter, dayBefore, type EditionLife, type SchemeEvent, type SchemeLife, standingOn } from './life.ts';
import { type Transition, transitionEnds } from './transition.ts';

export type LifeDecision =
  | { readonly ok: true; readonly events: readonly SchemeEvent[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

const decided = (refusals: readonly Refusal[], events: () => readonly SchemeEvent[]): LifeDecision =>
  refusals.length > 0 ? { ok: false, refusals } : { ok: true, events: events() };

/** Registers an edition beside those that are registered: its days may meet, but neither coincide nor leave a gap. */
export function decideRegistration(life: SchemeLife, scheme: Scheme, digest: string, today: string): LifeDecision {
  const { id, edition, inForce, supersedes } = scheme;
  const from = toDay(inForce.from);
  const others = life.editions.filter((e) => !e.recalled && e.edition !== edition);
  const before = others.findLast((e) => e.from < from);
  const after = others.find((e) => e.from > from);
  const refusals = [
    ...coinciding(others, edition, from),
    // The first text that is held here may well supersede one that is not.
    ...(others.length === 0 ? [] : unknownEdition(life, supersedes)),
    ...(before === undefined ? [] : besideFormer(before, scheme, from, today)),
    ...(after === undefined ? [] : besideLater(after, scheme)),
  ];
  return decided(refusals, () => [
    {
      type: 'EditionRegistered',
      format: 1,
      body: {
        kind: 'scheme',
        id,
        edition,
        digest,
        from,
        to: inForce.to ?? null,
        supersedes: supersedes ?? null,
      },
    },
    ...(before !== undefined && before.edition === supersedes && (before.lastDay === null || before.lastDay >= from)
      ? [
          {
            type: 'EditionSuperseded' as const,
            format: 1 as const,
            body: { edition: before.edition, by: edition, lastDay: dayBefore(from) },
          },
        ]
      : []),
  ]);
}

function coinciding(others: readonly EditionLife[], edition: string, from: Day): readonly Refusal[] {
  const twin = others.find((e) => e.from === from);
  return twin === undefined
    ? []
    : [refuse('edition-dates-coincide', { edition, other: twin.edition, day: from }, { field: 'in-force' })];
}

function unknownEdition(life: SchemeLife, edition: string | undefined): readonly Refusal[] {
  if (edition === undefined || life.editions.some((e) => e.edition === edition && !e.recalled)) return [];
  const known = life.editions.filter((e) => !e.recalled).map((e) => e.edition);
  return [refuse('edition-unknown', { edition, known: known.join(', ') || '—' }, { field: 'supersedes' })];
}

function besideFormer(before: EditionLife, scheme: Scheme, from: Day, today: string): readonly Refusal[] {
  const { edition, supersedes } = scheme;
  const ends = before.closed ?? before.lastDay;
  if (ends !== null && dayAfter(ends) < from)
    return [
      refuse(
        'edition-gap',
        { edition, other: before.edition, gapFrom: dayAfter(ends), gapTo: dayBefore(from) },
        { field: 'in-force' },
      ),
    ];
  if (ends !== null && ends < from) return [];
  if (supersedes !== before.edition)
    return [refuse('edition-supersedes-missing', { edition, other: before.edition }, { field: 'supersedes' })];
  return from <= today ? [refuse('edition-begins-past', { edition, from, today }, { field: 'in-force' })] : [];
}

/** An older text that is taken in later must end where the next one begins. */
function besideLater(after: EditionLife, scheme: Scheme): readonly Refusal[] {
  const { edition, inForce } = scheme;
  const params = { edition, other: after.edition, day: after.from };
  if (inForce.to === undefined || inForce.to >= after.from)
    return [refuse('edition-dates-overlap', params, { field: 'in-force' })];
  return dayAfter(toDay(inForce.to)) < after.from
    ? [
        refuse(
          'edition-gap',
          { edition, other: after.edition, gapFrom: dayAfter(toDay(inForce.to)), gapTo: dayBefore(after.from) },
          { field: 'in-force' },
        ),
      ]
    : [];
}

/** Takes an edition back before its first day. */
export function decideRecall(life: SchemeLife, edition: string, words: string, today: string): LifeDecision {
  const known = life.editions.find((e) => e.edition === edition);
  if (known === undefined || known.recalled) return { ok: false, refusals: unknownEdition(life, edition) };
  const refusals = [
    ...(known.from <= today ? [refuse('edition-in-force', { edition, from: known.from })] : []),
    ...wordsMissing(words),
  ];
  return decided(refusals, () => [{ type: 'EditionRecalled', format: 1, body: { edition, words } }]);
}

/** Ends the opening of cases under an edition. */
export function decideClosing(
  life: SchemeLife,
  act: { readonly edition: string; readonly lastDay: string; readonly words: string },
  today: string,
): LifeDecision {
  const known = life.editions.find((e) => e.edition === act.edition);
  if (known === undefined || known.recalled) return { ok: false, refusals: unknownEdition(life, act.edition) };
  const { newUntil } = standingOn(known, today);
  const refusals = [
    ...dayWrong('lastDay', act.lastDay),
    ...(isValidDay(act.lastDay) && act.lastDay < today
      ? [refuse('edition-begins-past', { edition: act.edition, from: act.lastDay, today }, { field: 'lastDay' })]
      : []),
    ...(newUntil !== null && newUntil <= act.lastDay
      ? [refuse('edition-closed', { edition: act.edition, day: newUntil }, { field: 'lastDay' })]
      : []),
    ...wordsMissing(act.words),
  ];
  return decided(refusals, () => [{ type: 'EditionClosed', format: 1, body: act }]);
}

function dayWrong(field: string, found: string): readonly Refusal[] {
  return isValidDay(found) ? [] : [refuse('value-kind', { label: field, expected: 'YYYY-MM-DD', found }, { field })];
}

function wordsMissing(words: string): readonly Refusal[] {
  return words.trim() === '' ? [refuse('field-missing', { label: { zh: '原因', en: 'why' } }, { field: 'words' })] : [];
}

/** Declares, or declares anew, how the holders of one edition come to another. */
export function decideTransition(
  life: SchemeLife,
  act: { readonly transition: Transition; readonly words: string },
  to: Scheme | null,
  today: string,
): LifeDecision {
  const { transition, words } = act;
  const [from, later] = [transition.from, transition.to].map((e) =>
    life.editions.find((known) => known.edition === e && !known.recalled),
  );
  const unknown = [...unknownEdition(life, transition.from), ...unknownEdition(life, transition.to)];
  const days = (['newUntil', 'decideUntil', 'holdUntil'] as const).flatMap((name) => {
    const day = transition[name];
    return day === null ? [] : dayWrong(name, day);
  });
  if (unknown.length > 0 || days.length > 0 || from === undefined || later === undefined)
    return { ok: false, refusals: [...unknown, ...days] };
  const refusals = [
    ...windowOrder(transition, from, later),
    ...(transition.holdUntil <= today
      ? [refuse('transition-over', { from: from.edition, to: later.edition, day: transition.holdUntil, today })]
      : []),
    ...(from.transition !== null && from.transition.holdUntil < today
      ? [refuse('transition-over', { from: from.edition, to: later.edition, day: from.transition.holdUntil, today })]
      : []),
    ...transition.flows
      .filter((flow) => to !== null && !to.flows.some((f) => f.id === flow))
      .map((flow) =>
        refuse('flow-unknown', {
          scheme: `${to?.id ?? ''}@${transition.to}`,
          flow,
          known: (to?.flows ?? []).map((f) => f.id).join(', '),
        }),
      ),
    ...(transitionEnds.includes(transition.afterwards)
      ? []
      : [
          refuse('value-kind', {
            label: 'afterwards',
            expected: transitionEnds.join(', '),
            found: transition.afterwards,
          }),
        ]),
    ...(from.transition === null ? [] : wordsMissing(words)),
  ];
  return decided(refusals, () => [{ type: 'TransitionDeclared', format: 1, body: { transition, words } }]);
}

/** The window's days in their order: the old edition's last day, new cases, decisions, entries. */
function windowOrder(transition: Transition, from: EditionLife, to: EditionLife): readonly Refusal[] {
  const steps: readonly (readonly [string, string])[] = [
    ['in-force', dayBefore(to.from)],
    ['newUntil', transition.newUntil],
    ...(transition.decideUntil === null ? [] : [['decideUntil', transition.decideUntil] as const]),
    ['holdUntil', transition.holdUntil],
  ];
  const reversed =
    to.from <= from.from
      ? [refuse('transition-order', { earlier: `${from.edition} ${from.from}`, later: `${to.edition} ${to.from}` })]
      : [];
  return [
    ...reversed,
    ...steps.slice(1).flatMap(([name, day], index) => {
      const [former, formerDay] = steps[index] ?? ['', ''];
      return day < formerDay
        ? [refuse('transition-order', { earlier: `${former} ${formerDay}`, later: `${name} ${day}` }, { field: name })]
        : [];
    }),
  ];
}
