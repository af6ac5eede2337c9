import { caseCalendar } from '../../act/calendar.ts';
import type { ActContext, ActingPerson, CalculatorAnswer, HeldFacts, PersonFacts } from '../../act/context.ts';
import type { Recorded } from '../../case/state.ts';
import type { EntryEvent, EntryStatus } from '../../entry/events.ts';
import { type EntryState, foldEntry } from '../../entry/state.ts';
import type { WorkCalendar } from '../../time/calendar.ts';
import type { SchemeLife } from '../edition/life.ts';
import type { Scheme } from '../scheme.ts';
import type { Given, GivenEntry } from './case-file.ts';
import { lifeOf } from './superseded.ts';

/** What a worked case needs from outside the scheme: everything is given in, so that a run needs no database. */
export interface WorkedOutside {
  readonly holidays: WorkCalendar | undefined;
  /** Hex digest of bytes. */
  readonly digest: (bytes: Uint8Array) => string;
  readonly code: ActContext['code'];
  /** A code of the list that is right, for fields that a worked case leaves to be filled in. */
  readonly sampleCode: (list: string) => string;
  readonly calculate?: (calculator: string, inputs: Readonly<Record<string, unknown>>, day: string) => CalculatorAnswer;
}

export interface WorkedEntry {
  readonly id: string;
  readonly result: string;
  readonly events: Recorded<EntryEvent>[];
}

/** The small world in which a worked case plays: its day, its people, and the entries that exist in it. */
export interface World {
  readonly scheme: Scheme;
  readonly given: Given;
  readonly outside: WorkedOutside;
  readonly entries: Map<string, WorkedEntry>;
  /** The editions of the scheme: which takes new cases, and what a transition asks. */
  readonly life: SchemeLife;
  day: string;
  time: string;
  ids: number;
  readonly serials: Map<string, number>;
  /** Cases that ended, those that were given and those of this run. */
  readonly ended: Given['ended'][number][];
}

export function createWorld(scheme: Scheme, given: Given, outside: WorkedOutside): World {
  return {
    scheme,
    given,
    outside,
    entries: new Map(),
    life: lifeOf(scheme, given.superseded),
    day: given.day,
    time: '10:00',
    ids: 0,
    serials: new Map(),
    ended: [...given.ended],
  };
}

/** The instant of an act: its day and hour in Asia/Shanghai (+08:00), in which all worked cases are written. */
export function instantOf(world: World): string {
  const [hour = 10, minute = 0] = world.time.split(':').map(Number);
  const at = Date.UTC(
    Number(world.day.slice(0, 4)),
    Number(world.day.slice(5, 7)) - 1,
    Number(world.day.slice(8, 10)),
    hour - 8,
    minute,
  );
  return new Date(at).toISOString();
}

export function entryState(world: World, id: string): EntryState | undefined {
  const entry = world.entries.get(id);
  return entry && foldEntry(id, entry.events);
}

export function recordEntry(world: World, id: string, events: readonly EntryEvent[]): void {
  const entry = world.entries.get(id);
  for (const event of events)
    entry?.events.push({
      event,
      version: entry.events.length + 1,
      recordedAt: instantOf(world),
      actor: { kind: 'system', name: 'worked case' },
    });
}

export function contextOf(world: World, by: string, identified: boolean): ActContext {
  const { given, outside } = world;
  const now = instantOf(world);
  return {
    now,
    calendar: caseCalendar(now, world.scheme.zone, outside.holidays),
    actor: actorOf(given, by, identified),
    party: (id) => {
      const party = given.parties.get(id);
      return party && { id, name: { zh: id, en: id }, code: party.code };
    },
    person: (id) => personOf(given, id),
    held: (holder, kind, scheme) => heldBy(world, holder, kind, scheme),
    entry: (id) => heldFacts(world).find((entry) => entry.id === id),
    code: outside.code,
    calculate: (calculator, inputs) => figuresOf(world, calculator, inputs),
    serial: (space, year) => {
      const key = `${space} ${year}`;
      const next = (world.serials.get(key) ?? 0) + 1;
      world.serials.set(key, next);
      return next;
    },
    newId: () => `id-${++world.ids}`,
    endedCases: (applicant, scheme) =>
      world.ended
        .filter((c) => c.applicant === applicant && c.scheme === scheme)
        .map((c) => ({ flow: c.flow, ending: c.ending, on: c.on, case: c.scheme })),
  };
}

function actorOf(given: Given, by: string, identified: boolean): ActingPerson {
  if (by === 'system' || by === 'public') return { kind: by, person: '', party: '', roles: [], identified };
  const person = given.people.get(by);
  return { kind: 'person', person: by, party: person?.of ?? '', roles: person?.roles ?? [], identified };
}

function personOf(given: Given, id: string): PersonFacts | undefined {
  const person = given.people.get(id);
  return (
    person && {
      id,
      name: id,
      party: person.of,
      roles: person.roles,
      competences: person.competent,
      ties: [...person.ties].map(([party, kind]) => ({ party, kind })),
    }
  );
}

function heldFacts(world: World): readonly HeldFacts[] {
  const own = [...world.entries.keys()].flatMap((id): HeldFacts[] => {
    const state = entryState(world, id);
    const decided = state?.decided;
    if (!state || !decided) return [];
    return [
      {
        id,
        kind: decided.kind,
        scheme: decided.scheme,
        number: decided.number,
        holder: decided.holder,
        issuer: decided.issuer,
        codes: state.scope?.codes ?? [],
        from: decided.from,
        to: state.to,
        status: state.status,
        since: state.since ?? decided.from,
        reason: state.reason,
      },
    ];
  });
  return [...world.given.held.map((entry) => ({ ...entry, status: statusOn(entry, world.day) })), ...own];
}

function statusOn(entry: GivenEntry, day: string): EntryStatus {
  const known = (['decided', 'valid', 'suspended', 'withdrawn', 'cancelled', 'expired'] as const).find(
    (status) => status === entry.status,
  );
  if (known !== undefined) return known;
  return entry.to !== null && day > entry.to ? 'expired' : 'valid';
}

function heldBy(world: World, holder: string, kind: string, scheme: string | undefined): readonly HeldFacts[] {
  return heldFacts(world).filter(
    (entry) => entry.holder === holder && entry.kind === kind && (scheme === undefined || entry.scheme === scheme),
  );
}

function figuresOf(world: World, calculator: string, inputs: Readonly<Record<string, unknown>>): CalculatorAnswer {
  const figures = world.given.figures.get(calculator);
  if (figures)
    return {
      ok: true,
      figures: [...figures].map(([name, value]) => ({ name, value, rule: calculator, certainty: 'verified' })),
    };
  return (
    world.outside.calculate?.(calculator, inputs, world.day) ?? {
      ok: false,
      why: { zh: `示例没有给出 ${calculator} 的结果`, en: `the worked case gives no figures of ${calculator}` },
    }
  );
}
