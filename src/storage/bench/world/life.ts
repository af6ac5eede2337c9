import { caseCalendar } from '#certification/act/calendar.ts';
import type { CaseEvent } from '#certification/case/events.ts';
import type { Recorded } from '#certification/case/state.ts';
import { setDuties } from '#certification/entry/decide.ts';
import type { DutySet, EntryDecided, EntryEvent } from '#certification/entry/events.ts';
import type { Actor } from '#certification/event/event.ts';
import type { ResultSpec } from '#certification/scheme/result.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { WorkedCase } from '#certification/scheme/worked-case/case-file.ts';
import type { PlayedCase } from '#certification/scheme/worked-case/run.ts';
import { type Day, epochDay, toDay } from '#certification/time/day.ts';
import { epochOf, startOfDay, toInstant } from '#certification/time/instant.ts';
import { type Mould, mouldOf } from './mould.ts';

/** An event of a life, to be told again of others and on other days. */
export interface MouldedEvent<E> {
  /** When it happened in the worked case. */
  readonly at: number;
  readonly actor: Mould<Actor>;
  readonly event: Mould<E>;
}

/** The parts that the people and bodies of a worked case play in it, by their names there. */
export interface Cast {
  readonly issuer: string;
  readonly holder: string;
  readonly otherParties: readonly string[];
  /** People of the holder, and all others. */
  readonly ofHolder: readonly string[];
  readonly ofBody: readonly string[];
}

/**
 * One life of a certificate under one scheme as the engine decided it in the scheme's own worked case: its cases, and its entry
 * from the decision to whatever ended it. A world of millions tells it again and again, up to today.
 */
export interface Life {
  readonly scheme: Scheme;
  readonly result: ResultSpec;
  readonly cast: Cast;
  /** Name of the entry, and ids that the engine gave to findings and further entries. */
  readonly entry: string;
  readonly others: readonly string[];
  readonly decided: EntryDecided;
  readonly decidedOn: number;
  readonly cases: readonly { readonly name: string; readonly events: readonly MouldedEvent<CaseEvent>[] }[];
  readonly events: readonly MouldedEvent<EntryEvent>[];
  /** What the scheme says of an entry that is decided on a day. */
  readonly onDay: (day: Day) => { readonly to: string | null; readonly duties: readonly DutySet[] };
}

/** Texts with which the worked cases fill a form whose content does not matter. */
export const sample = { text: '示例', english: 'sample', uscc: '91350100M000100Y43', region: '310115' } as const;

export function lifeOf(scheme: Scheme, worked: Pick<WorkedCase, 'file' | 'given'>, played: PlayedCase): Life {
  const [entry] = played.entries;
  const decided = entry?.events[0]?.event;
  const result = scheme.results.find((r) => r.id === entry?.result);
  if (entry === undefined || decided?.type !== 'EntryDecided' || result === undefined)
    throw new Error(`Expected the worked case ${worked.file} to open an entry.`);
  const cast = castOf(worked, decided.body);
  const others = numbered(played).filter((id) => id !== entry.id);
  const people = [...cast.ofHolder, ...cast.ofBody];
  const names = new Set([
    ...[cast.issuer, cast.holder, ...cast.otherParties, ...people, entry.id, ...others],
    ...played.cases.map((c) => c.id),
    ...Object.values(sample),
  ]);
  return {
    scheme,
    result,
    cast,
    entry: entry.id,
    others,
    decided: decided.body,
    decidedOn: epochDay(toDay(decided.body.decidedOn)),
    cases: played.cases.map((c) => ({ name: c.id, events: c.events.map((e) => moulded(e, names)) })),
    events: entry.events.map((e) => moulded(e, names)),
    onDay: onDay(scheme, result),
  };
}

function castOf({ given }: Pick<WorkedCase, 'given'>, { issuer, holder }: EntryDecided): Cast {
  const people = [...given.people];
  return {
    issuer,
    holder,
    otherParties: [...given.parties.keys()].filter((party) => party !== issuer && party !== holder),
    ofHolder: people.filter(([, p]) => p.of === holder).map(([name]) => name),
    ofBody: people.filter(([, p]) => p.of !== holder).map(([name]) => name),
  };
}

/** Every id that the playing gave: `id-1`, `id-2` … */
function numbered(played: PlayedCase): readonly string[] {
  const text = JSON.stringify([played.cases, played.entries]);
  return [...new Set(text.match(/"id-\d+"/g) ?? [])].map((quoted) => quoted.slice(1, -1));
}

function moulded<E>({ event, actor, recordedAt }: Recorded<E>, names: ReadonlySet<string>): MouldedEvent<E> {
  return { at: epochOf(toInstant(recordedAt)), actor: mouldOf(actor, names), event: mouldOf(event, names) };
}

function onDay(scheme: Scheme, result: ResultSpec): Life['onDay'] {
  const known = new Map<Day, ReturnType<Life['onDay']>>();
  return (day) => {
    const found = known.get(day);
    if (found !== undefined) return found;
    // No holiday is asked for: validity and duties are counted in months and years.
    const calendar = caseCalendar(startOfDay(day, scheme.zone), scheme.zone, undefined);
    const made = {
      to: result.validity === undefined ? null : calendar.validityEnd(day, result.validity),
      duties: setDuties(result, day, 'first', { calendar }),
    };
    known.set(day, made);
    return made;
  };
}
