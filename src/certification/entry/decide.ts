import type { ActContext } from '../act/context.ts';
import { type Refusal, refuse } from '../act/refusal.ts';
import type { CodedReason } from '../case/events.ts';
import { heldNames } from '../case/roles.ts';
import { type EntryTransition, isBinding, type Transition } from '../scheme/edition/transition.ts';
import type { EntryActSpec, ResultSpec } from '../scheme/result.ts';
import type { RoleSpec, Scheme } from '../scheme/scheme.ts';
import { addDays, toDay } from '../time/day.ts';
import type { DutySet, EntryEvent, EntryScope } from './events.ts';
import type { EntryState } from './state.ts';

/** What somebody wants done to an entry after its issue. Instants and ids come with the context. */
export interface EntryAct {
  readonly act: EntryActSpec['act'];
  readonly reason: CodedReason | null;
  /** Suspend only these codes of the scope; null for all. */
  readonly codes?: readonly string[] | null;
  /** The whole new scope, with `reduce` and `extend`. */
  readonly scope?: EntryScope;
}

export type Decision<E> =
  | { readonly ok: true; readonly events: readonly E[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[] };

/** From which statuses an act is possible; the same under every scheme. */
const possibleFrom: Readonly<Record<EntryActSpec['act'], readonly string[]>> = {
  suspend: ['valid'],
  restore: ['suspended'],
  reduce: ['valid', 'suspended'],
  extend: ['valid'],
  withdraw: ['valid', 'suspended'],
  cancel: ['valid', 'suspended'],
};

/** Decides an act on an entry that stands alone (suspend, restore, reduce, withdraw, cancel): all refusals, or the events. */
export function decideEntryAct(
  scheme: Scheme,
  state: EntryState,
  act: EntryAct,
  context: ActContext,
): Decision<EntryEvent> {
  const spec = resultOf(scheme, state)?.acts.find((a) => a.act === act.act);
  if (!spec)
    return refused(
      refuse('act-unknown', {
        act: act.act,
        known: (resultOf(scheme, state)?.acts ?? []).map((a) => a.act).join(', '),
      }),
    );
  const refusals = [
    ...checkEntryRole(scheme, state, spec, context),
    ...checkEntryStatus(state, act.act),
    ...checkReason(scheme, spec.reasons, act.reason),
  ];
  if (spec.identityAgain && context.actor.kind === 'person' && !context.actor.identified)
    refusals.push(refuse('identity-needed'));
  if (refusals.length > 0) return { ok: false, refusals };
  return entryEvents(state, act, spec, context);
}

function refused(...refusals: Refusal[]): { ok: false; refusals: Refusal[] } {
  return { ok: false, refusals };
}

export function resultOf(scheme: Scheme, state: EntryState): ResultSpec | undefined {
  return scheme.results.find((r) => r.id === state.decided?.result);
}

export function checkEntryStatus(state: EntryState, act: EntryActSpec['act']): Refusal[] {
  const partly = act === 'restore' && state.status === 'valid' && state.suspension !== null;
  if (possibleFrom[act].includes(state.status) || partly) return [];
  const known = Object.entries(possibleFrom)
    .filter(([, from]) => from.includes(state.status))
    .map(([name]) => name);
  return [refuse('entry-status', { status: state.status, act, known: known.join(', ') || '—' })];
}

/** Whether the person may act on the entry: the body's staff for the body's acts, the holder's for the holder's. */
export function checkEntryRole(scheme: Scheme, state: EntryState, spec: EntryActSpec, context: ActContext): Refusal[] {
  const { actor } = context;
  if (actor.kind === 'system') return [];
  const roles = spec.by
    .map((id) => scheme.roles.find((r) => r.id === id))
    .filter((r): r is RoleSpec => r !== undefined);
  const name = (id: string) => scheme.texts[`role.${id}`]?.zh ?? id;
  const held = roles.filter((role) => actor.roles.includes(role.id));
  if (held.length === 0)
    return [refuse('role-missing', { needed: spec.by.map(name).join('、'), held: heldNames(scheme, actor.roles) })];
  const ofParty = (role: RoleSpec) => (role.of === 'applicant' ? state.decided?.holder : state.decided?.issuer);
  return held.some((role) => ofParty(role) === actor.party)
    ? []
    : [refuse('wrong-party', { needed: held.map((r) => name(r.id)).join('、') })];
}

export function checkReason(scheme: Scheme, list: string | undefined, reason: CodedReason | null): Refusal[] {
  if (list === undefined) return [];
  const codes = scheme.reasonLists.find((r) => r.id === list)?.codes ?? [];
  const known = codes.map((c) => `${c} ${scheme.texts[`reason.${list}.${c}`]?.zh ?? ''}`).join('；');
  if (reason === null) return [refuse('reason-missing', { known }, { field: 'reason' })];
  if (!codes.includes(reason.code))
    return [
      refuse(
        'reason-unknown',
        { code: reason.code, list: scheme.texts[`reason.${list}`]?.zh ?? list, known },
        { field: 'reason' },
      ),
    ];
  return reason.code === 'other' && reason.words.trim() === ''
    ? [refuse('reason-words-missing', {}, { field: 'reason' })]
    : [];
}

function entryEvents(state: EntryState, act: EntryAct, spec: EntryActSpec, context: ActContext): Decision<EntryEvent> {
  const on = context.calendar.today;
  const reason = act.reason ?? { list: spec.reasons, code: 'other', words: '' };
  switch (act.act) {
    case 'suspend': {
      const end = spec.most === undefined ? null : context.calendar.endOf(on, spec.most, 0);
      if (end !== null && 'tableEnds' in end)
        return refused(refuse('beyond-holiday-table', { tableEnds: end.tableEnds }));
      return one({
        type: 'EntrySuspended',
        format: 1,
        body: {
          from: on,
          until: end?.day ?? null,
          afterwards: spec.afterwards ?? null,
          codes: act.codes ?? null,
          reason,
        },
      });
    }
    case 'restore':
      return one({ type: 'EntryRestored', format: 1, body: { on, reason, duties: [] } });
    case 'reduce':
    case 'extend':
      return changeScope(state, act, reason, on);
    case 'withdraw':
    case 'cancel':
      return one({
        type: 'EntryEnded',
        format: 1,
        body: { on, status: act.act === 'withdraw' ? 'withdrawn' : 'cancelled', reason },
      });
  }
}

function one(event: EntryEvent): Decision<EntryEvent> {
  return { ok: true, events: [event] };
}

function changeScope(state: EntryState, act: EntryAct, reason: CodedReason, on: string): Decision<EntryEvent> {
  const old = state.scope;
  const scope = act.scope;
  if (!scope || !old) return refused(refuse('scope-not-smaller', { codes: '—' }, { field: 'scope' }));
  const added = scope.codes.filter((c) => !old.codes.includes(c));
  const addedSites = scope.sites.filter((s) => !old.sites.some((o) => JSON.stringify(o) === JSON.stringify(s)));
  if (act.act === 'reduce') {
    if (added.length > 0 || addedSites.length > 0)
      return refused(
        refuse(
          'scope-not-smaller',
          { codes: [...added, ...addedSites.map((s) => String(s['name']))].join(', ') },
          { field: 'scope' },
        ),
      );
    return one({ type: 'EntryScopeChanged', format: 1, body: { on, direction: 'reduced', scope, reason } });
  }
  const lost = old.codes.filter((c) => !scope.codes.includes(c));
  if (lost.length > 0 || added.length + addedSites.length === 0)
    return refused(refuse('scope-not-larger', {}, { field: 'scope' }));
  return one({ type: 'EntryScopeChanged', format: 1, body: { on, direction: 'extended', scope, reason } });
}

/**
 * What the clock does to an entry on a day: it expires after its last day, a duty not met by its day is missed, a suspension
 * that has run out demands what the scheme declares. Idempotent: what was said already is not said again, so that a missed
 * run catches up and a second run finds nothing.
 */
export function decideEntryClock(state: EntryState, today: string): readonly EntryEvent[] {
  if (state.decided === null || state.issuedOn === null || (state.status !== 'valid' && state.status !== 'suspended'))
    return [];
  if (state.to !== null && today > state.to) return [{ type: 'EntryExpired', format: 1, body: { lastDay: state.to } }];
  const said = (duty: string) => state.consequences.some((c) => c.duty === duty);
  const missed: EntryEvent[] = state.duties
    .filter((d) => today > d.due && !said(d.duty) && !(d.late === 'must-suspend' && state.status === 'suspended'))
    .map((d) => ({ type: 'DutyMissed', format: 1, body: { duty: d.duty, due: d.due, consequence: d.late } }));
  const { suspension } = state;
  if (suspension?.until && suspension.afterwards && today > suspension.until && !said('suspension')) {
    missed.push({
      type: 'DutyMissed',
      format: 1,
      body: { duty: 'suspension', due: suspension.until, consequence: suspension.afterwards },
    });
  }
  return missed;
}

/** Whoever sees to an entry's move: the holder's desk, and the issuer's. */
export interface MovingRoles {
  readonly flow: string | null;
  readonly holder: readonly string[];
  readonly issuer: readonly string[];
}

/** The roles of the flow by which holders move; without one, those who would have to suspend or withdraw. */
export function movingRoles(scheme: Scheme, flows: readonly string[]): MovingRoles {
  const flow = scheme.flows.find((f) => flows.includes(f.id));
  const of = (ids: readonly string[], side: (of: string) => boolean) =>
    [...new Set(ids)].filter((id) => scheme.roles.some((r) => r.id === id && !r.named && side(r.of)));
  const isHolder = (side: string) => side === 'applicant';
  const isIssuer = (side: string) => side === 'body' || side === 'owner';
  const acts = scheme.results.flatMap((r) => r.acts.flatMap((a) => a.by));
  const first = flow?.steps.find((s) => of(s.by, isIssuer).length > 0)?.by ?? acts;
  const openers = flow?.openedBy ?? scheme.flows.flatMap((f) => f.openedBy);
  return { flow: flow?.id ?? null, holder: of(openers, isHolder), issuer: of(first, isIssuer) };
}

/** The clock's reminder that an entry has to move: once for each end of its window, from `remindDays` before it. */
export function decideTransitionReminder(
  state: EntryState,
  transition: Transition,
  roles: MovingRoles,
  today: string,
): readonly EntryEvent[] {
  const { from, to, toName, holdUntil, remindDays, basis } = transition;
  const told = state.reminded;
  const isTime = addDays(toDay(holdUntil), -remindDays) <= today || told !== null;
  if (!isTime || today > holdUntil || told?.holdUntil === holdUntil) return [];
  if (state.decided?.edition !== from || (state.status !== 'valid' && state.status !== 'suspended')) return [];
  const { flow, holder, issuer } = roles;
  const body = {
    from,
    to,
    toName,
    holdUntil,
    certainty: basis.certainty,
    flow,
    holderRoles: holder,
    issuerRoles: issuer,
  };
  return [{ type: 'TransitionReminded', format: 1, body }];
}

/**
 * What the clock does to an entry that has not moved when the window of its edition is over: by the events that any end and
 * any missed duty has. Nothing while the day is to be confirmed, nothing twice.
 */
export function decideTransitionEnd(
  state: EntryState,
  transition: EntryTransition,
  today: string,
): readonly EntryEvent[] {
  const { holdUntil, afterwards, toName } = transition;
  if (!isBinding(transition) || today <= holdUntil) return [];
  if (state.decided?.edition !== transition.from || (state.status !== 'valid' && state.status !== 'suspended'))
    return [];
  switch (afterwards) {
    case 'expire':
      return [{ type: 'EntryExpired', format: 1, body: { lastDay: holdUntil } }];
    case 'withdraw': {
      const reason = { list: 'transition', code: 'not-moved', words: toName.zh };
      return [{ type: 'EntryEnded', format: 1, body: { on: today, status: 'withdrawn', reason } }];
    }
    case 'must-suspend':
    case 'must-withdraw':
    case 'flag': {
      const isSaid = state.consequences.some((c) => c.duty === 'transition');
      return isSaid || (afterwards === 'must-suspend' && state.status === 'suspended')
        ? []
        : [{ type: 'DutyMissed', format: 1, body: { duty: 'transition', due: holdUntil, consequence: afterwards } }];
    }
  }
}

/** The duties of a result set to their days, from the day of issue (`first`) or of the last time it was met (`next`). */
export function setDuties(
  result: ResultSpec,
  from: string,
  which: 'first' | 'next',
  context: Pick<ActContext, 'calendar'>,
  only?: string,
): readonly DutySet[] {
  return result.duties.flatMap((duty) => {
    if (only !== undefined && duty.id !== only) return [];
    const period = which === 'first' ? duty.first : duty.next;
    if (period === undefined) return [];
    const end = context.calendar.endOf(from, period, 0);
    if ('tableEnds' in end) return [];
    const basis =
      duty.basis === undefined
        ? ''
        : [duty.basis.document, duty.basis.article].filter((x) => x !== undefined).join(' ');
    return [
      {
        duty: duty.id,
        flow: duty.flow,
        due: end.day,
        remindFrom: context.calendar.addDays(end.day, -duty.remindDays),
        late: duty.late,
        basis,
      },
    ];
  });
}
