import type { Recorded } from '#certification/case/state.ts';
import { normaliseNumber, normaliseSearch } from '#certification/codes/normalise.ts';
import type { EntryEvent } from '#certification/entry/events.ts';
import { applyEntryEvent, type EntryState, foldEntry } from '#certification/entry/state.ts';
import { statusStateOf } from '#certification/entry/status-state.ts';
import type { ChangeWord } from '#certification/register/change.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { addDays, toDay } from '#certification/time/day.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import { statusStates } from '#proof/status-list.ts';
import type { Due } from '../ports/dues.ts';
import type { Entry, EntryChange } from '../ports/entries.ts';
import type { Party } from '../ports/parties.ts';
import type { ProjectionRows } from '../ports/projections.ts';
import type { StatusPlaceRow } from '../ports/status-places.ts';
import type { Json, Names } from '../ports/values.ts';
import { entryTasks } from './entry-tasks.ts';
import { beginOf, ripeAt } from './ripe.ts';

/** All that an entry shows of a party. */
export type Named = Pick<Party, 'names'>;

/** What the rows of an entry need beside its events: its registered edition, and the parties at its two ends. */
export interface EntrySurroundings {
  readonly scheme: Scheme;
  readonly party: (id: string) => Named | undefined;
}

/** The rows of one entry of this house, from its whole stream: flat row, changes, days on which the clock acts, search. */
export function projectEntry(
  id: string,
  events: readonly Recorded<EntryEvent>[],
  around: EntrySurroundings,
): ProjectionRows {
  const { zone } = around.scheme;
  const state = foldEntry(id, []);
  const changes: EntryChange[] = [];
  const dues = new Map<string, Due>();
  const lists = entryTasks(around.scheme, id, (at) => titleOf(at, around));
  for (const recorded of events) {
    applyEntryEvent(state, recorded);
    lists.follow(state, recorded);
    const change = changeOf(state, recorded, zone);
    if (change) changes.push(change);
    // A day that the entry no longer waits for stays as a row, and is over: rows are replaced, never taken away.
    for (const [key, due] of dues) dues.set(key, { ...due, state: 'over' });
    for (const due of entryDues(state, zone)) dues.set(`${due.kind} ${due.name}`, due);
  }
  const last = events.at(-1);
  if (state.decided === null || !last) return {};
  const entry = flatRow(state, last, around);
  const search = [searchText(entry)];
  return { entries: [entry], changes, places: placesOf(state), dues: [...dues.values()], tasks: lists.tasks(), search };
}

/** What the issuer's status list says of it. */
function placesOf(state: EntryState): readonly StatusPlaceRow[] {
  const { place, decided, id } = state;
  if (place === null || decided === null) return [];
  return [{ issuer: decided.issuer, ...place, entry: id, state: statusStates[statusStateOf(state)] }];
}

function flatRow(state: EntryState, last: Recorded<EntryEvent>, around: EntrySurroundings): Entry {
  const { decided, scope } = state;
  if (decided === null) throw new Error('an entry that was not decided has no row');
  return {
    id: state.id,
    source: 'own',
    numberSpace: decided.numberSpace,
    number: decided.number,
    normalNumber: normaliseNumber(decided.number),
    reissue: decided.reissue,
    kind: decided.kind,
    scheme: decided.scheme,
    edition: decided.edition,
    issuer: decided.issuer,
    holder: decided.holder,
    issuerNames: namesOn(around.party(decided.issuer), decided.decidedOn),
    holderNames: namesOn(around.party(decided.holder), decided.decidedOn),
    scopeCodes: scope?.codes ?? [],
    from: decided.from,
    to: state.to,
    status: state.status,
    since: state.since,
    reason: state.reason === null ? null : `${state.reason.list}:${state.reason.code}`,
    grade: decided.grade,
    succeeds: decided.succeeds,
    succeededBy: state.succeededBy?.entry ?? null,
    case: decided.case,
    credential: state.credential,
    details: detailsOf(state),
    lastSeen: null,
    known: dayOf(toInstant(last.recordedAt), around.scheme.zone),
    recordedAt: last.recordedAt,
    version: state.version,
  };
}

/** Number and holder: what a work list shows of an entry. */
function titleOf(state: EntryState, around: EntrySurroundings): string {
  const { decided } = state;
  if (decided === null) return state.id;
  const names = namesOn(around.party(decided.holder), decided.decidedOn);
  return [decided.number, names.zh ?? names.en ?? names.und].filter((t) => t !== undefined).join(' ');
}

/**
 * What its page shows of it beside the columns; what says nothing is left out. Who answered for the decision, and what falls due
 * and was met, is told by its stream to whom it concerns: repeated here, it was half of every row of the register, and
 * told the public which persons they were.
 */
function detailsOf(state: EntryState): Entry['details'] {
  const { decided, scope, reason } = state;
  const details = {
    result: decided?.result,
    scopeText: scope?.text ?? { zh: '', en: '' },
    sites: scope?.sites,
    standards: scope?.standards,
    shown: decided?.shown,
    outcomeWord: decided?.outcomeWord,
    decidedOn: decided?.decidedOn,
    issuedOn: state.issuedOn,
    keyId: state.keyId,
    consequences: state.consequences,
    suspension: state.suspension,
    reasonWords: reason?.words,
    successor: state.succeededBy?.number,
    reminded: state.reminded?.holdUntil,
  };
  // Bodies of events are JSON already; this gives them the type of it.
  const said: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(details)) if (saysSomething(value)) said[name] = value;
  return said as { readonly [name: string]: Json };
}

function saysSomething(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== null && value !== undefined && value !== '';
}

/** The names that a party had on a day: what was printed then. */
export function namesOn(party: Named | undefined, day: string): Names {
  const names: Partial<Record<'zh' | 'en' | 'und', string>> = {};
  for (const { language, name, from, to } of party?.names ?? [])
    if ((from === null || from <= day) && (to === null || day <= to)) names[language] = name;
  // Renamed before it was known under any name on that day: the present one is better than none.
  if (Object.keys(names).length === 0)
    for (const { language, name, to } of party?.names ?? []) if (to === null) names[language] = name;
  return names;
}

/** Which word and day each event has in the register; a duty met or missed changes nothing there. */
function changeOf(state: EntryState, recorded: Recorded<EntryEvent>, zone: string): EntryChange | null {
  const what = wordOf(recorded.event, state);
  if (what === null) return null;
  const { event, version, recordedAt } = recorded;
  const reason = 'reason' in event.body ? event.body.reason : null;
  return {
    entry: state.id,
    ordinal: version,
    earliest: what.day,
    latest: what.day,
    known: dayOf(toInstant(recordedAt), zone),
    knownUntil: null,
    recordedAt,
    what: what.word,
    status: state.status,
    to: state.to,
    reason: reason === null ? null : `${reason.list}:${reason.code}`,
    details: {
      codes: state.scope?.codes ?? [],
      words: reason?.words ?? '',
      ...(event.type === 'EntrySucceeded' ? { by: event.body.by, number: event.body.number } : {}),
      ...(event.type === 'EntrySuspended' && event.body.codes !== null ? { suspended: event.body.codes } : {}),
      ...(event.type === 'EntrySuspended' && event.body.until !== null ? { until: event.body.until } : {}),
    },
    basis: { kind: 'entry', id: state.id, version },
  };
}

function wordOf(event: EntryEvent, state: EntryState): { readonly word: ChangeWord; readonly day: string } | null {
  switch (event.type) {
    case 'EntryDecided':
      return { word: 'decided', day: event.body.decidedOn };
    case 'EntryIssued':
      return { word: 'issued', day: state.decided?.from ?? event.body.issuedOn };
    case 'EntrySuspended':
      return { word: event.body.codes === null ? 'suspended' : 'partly-suspended', day: event.body.from };
    case 'EntryRestored':
      return { word: 'restored', day: event.body.on };
    case 'EntryScopeChanged':
      return { word: event.body.direction === 'reduced' ? 'scope-reduced' : 'scope-extended', day: event.body.on };
    case 'EntryEnded':
      return { word: event.body.status, day: event.body.on };
    case 'EntryExpired':
      return { word: 'expired', day: addDays(toDay(event.body.lastDay), 1) };
    case 'EntrySucceeded':
      return { word: 'succeeded', day: event.body.on };
    case 'DutyMet':
    case 'DutyMissed':
    case 'TransitionReminded':
      return null;
  }
}

/** The days on which the clock will act on the entry; what it has said already is over and not said again. */
function entryDues(state: EntryState, zone: string): readonly Due[] {
  const subject = { kind: 'entry' as const, id: state.id };
  const lives = state.status === 'valid' || state.status === 'suspended';
  const dues: Due[] = [];
  const due = (kind: Due['kind'], name: string, day: string, isRunning: boolean, remindFrom: string | null) =>
    dues.push({
      kind,
      subject,
      name,
      due: day,
      ripeAt: ripeAt(day, zone),
      remindAt: remindFrom === null ? null : beginOf(remindFrom, zone),
      reminded: false,
      state: isRunning ? 'running' : 'over',
    });
  if (state.to !== null) due('expiry', 'validity', state.to, lives, addDays(toDay(state.to), -90));
  for (const duty of state.duties) {
    const isSaid = state.consequences.some((c) => c.duty === duty.duty && c.due === duty.due);
    const waits = duty.late === 'must-suspend' && state.status === 'suspended';
    due('duty', duty.duty, duty.due, lives && !isSaid && !waits, duty.remindFrom);
  }
  if (state.suspension?.until) {
    const isSaid = state.consequences.some((c) => c.duty === 'suspension');
    due(
      'suspension',
      'suspension',
      state.suspension.until,
      lives && !isSaid && state.suspension.afterwards !== null,
      addDays(toDay(state.suspension.until), -30),
    );
  }
  return dues;
}

function searchText(entry: Entry) {
  const { scopeText } = entry.details;
  // By language and never by the order of members, which stored bytes do not keep.
  const words = (['zh', 'en'] as const).map((language) => memberOf(scopeText, language));
  const names = (['zh', 'en', 'und'] as const).map((language) => entry.holderNames[language]);
  const texts = [entry.number, ...names, ...words].filter((t): t is string => typeof t === 'string' && t !== '');
  return { subject: 'entry' as const, id: entry.id, texts: [...new Set(texts.map(normaliseSearch))] };
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return (value as { readonly [name: string]: Json })[name];
}
