import { caseCalendar } from '#certification/act/calendar.ts';
import type { ActContext, ActingPerson, HeldFacts, PartyFacts, PersonFacts } from '#certification/act/context.ts';
import type { NamedParty } from '#certification/case/events.ts';
import type { EntryStatus } from '#certification/entry/events.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import type { Entry } from '../ports/entries.ts';
import type { Party } from '../ports/parties.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id, Instant } from '../ports/values.ts';
import { presentName, qualificationsOf } from '../project/party.ts';
import type { World } from '../world.ts';
import type { Needs } from './needs.ts';
import type { Acting } from './request.ts';

/** What was loaded for one decision. */
export interface Facts {
  readonly now: Instant;
  readonly zone: string;
  readonly parties: ReadonlyMap<Id, Party>;
  readonly held: ReadonlyMap<Id, readonly HeldFacts[]>;
  readonly entries: ReadonlyMap<Id, HeldFacts>;
  readonly ended: readonly {
    readonly applicant: Id;
    readonly scheme: string;
    readonly flow: string;
    readonly ending: string;
    readonly on: string;
    readonly case: Id;
  }[];
  /** Where each person works, as the case names her or as she acted. */
  readonly partyOfPerson: ReadonlyMap<Id, Id>;
  /** Every unit that employs a person on the day, where a guard asks for it. */
  readonly employers: ReadonlyMap<Id, readonly Id[]>;
}

/** Loads what a decision may ask, in the transaction that will keep it. */
export async function loadFacts(
  world: World,
  transaction: Transaction,
  needs: Needs,
  at: {
    readonly now: Instant;
    readonly zone: string;
    readonly applicant: Id | null;
    readonly partyOfPerson: ReadonlyMap<Id, Id>;
  },
): Promise<Facts> {
  const { storage } = world;
  const parties = await storage.parties.byIds([...new Set([...needs.parties, ...needs.persons])], transaction);
  const today = dayOf(toInstant(at.now), at.zone);
  const held = new Map<Id, readonly HeldFacts[]>();
  for (const holder of needs.holders) {
    const entries = await storage.entries.heldBy(holder, needs.kinds, transaction);
    held.set(
      holder,
      entries.map((e) => heldFacts(e, today)),
    );
  }
  const employers = new Map<Id, readonly Id[]>();
  for (const person of needs.employed ?? []) {
    const employments = await storage.accounts.employments(person, today, transaction);
    employers.set(person, [...new Set(employments.map((e) => e.party))]);
  }
  const entries = needs.entries.length === 0 ? [] : await storage.entries.byIds(needs.entries, transaction);
  return {
    now: at.now,
    zone: at.zone,
    parties,
    held,
    entries: new Map(entries.map((e) => [e.id, heldFacts(e, today)])),
    ended:
      at.applicant === null || needs.endedSchemes.length === 0
        ? []
        : await loadEnded(world, at.applicant, needs.endedSchemes, at.zone),
    partyOfPerson: at.partyOfPerson,
    employers,
  };
}

async function loadEnded(
  world: World,
  applicant: Id,
  schemes: readonly string[],
  zone: string,
): Promise<Facts['ended']> {
  const page = await world.storage.cases.list(
    {
      all: [
        { field: 'applicant', is: [applicant] },
        { field: 'scheme', is: schemes },
        { field: 'state', is: ['ended'] },
      ],
    },
    'changed',
    { limit: 500 },
  );
  return page.rows.map((c) => ({
    applicant: c.applicant,
    scheme: c.scheme,
    flow: c.flow,
    ending: c.ending ?? '',
    on: dayOf(toInstant(c.endedAt ?? c.changedAt), zone),
    case: c.id,
  }));
}

/** An entry as guards ask about it: its status at the end of the day, by its dates too where the clock has not come round. */
export function heldFacts(entry: Entry, today: string): HeldFacts {
  const isOver = entry.to !== null && today > entry.to && (entry.status === 'valid' || entry.status === 'suspended');
  const notYet = entry.from !== null && today < entry.from;
  return {
    id: entry.id,
    kind: entry.kind,
    scheme: entry.scheme ?? '',
    number: entry.number,
    holder: entry.holder ?? '',
    issuer: entry.issuer ?? '',
    codes: entry.scopeCodes,
    from: entry.from ?? '',
    to: entry.to,
    status: (isOver ? 'expired' : notYet ? 'decided' : entry.status) as EntryStatus,
    reason: isOver ? null : codedReason(entry.reason),
    since: isOver ? (entry.to ?? '') : (entry.since ?? entry.from ?? ''),
  };
}

/** `withdrawal:false-commitment` as an own entry keeps it; the free words of an imported one are no code. */
function codedReason(reason: string | null): { readonly list: string; readonly code: string } | null {
  const [list, code, ...more] = reason?.split(':') ?? [];
  return list === undefined || code === undefined || more.length > 0 ? null : { list, code };
}

/**
 * The serial numbers of one decision. First they are only counted: the decision is made with stand-ins, and once it holds,
 * the real numbers are taken and it is made again with the same ids (`fill`).
 */
export interface Supplies {
  readonly serial: ActContext['serial'];
  readonly newId: () => Id;
  readonly asked: readonly { readonly space: string; readonly year: string }[];
  /** The same ids again, and these numbers in the order in which they were asked for. */
  fill(numbers: readonly number[]): void;
}

export function supplies(newId: () => Id): Supplies {
  const asked: { space: string; year: string }[] = [];
  const ids: Id[] = [];
  let numbers: readonly number[] | null = null;
  let nextId = 0;
  let nextNumber = 0;
  return {
    asked,
    serial: (space, year) => {
      if (numbers) return numbers[nextNumber++] ?? 0;
      asked.push({ space, year });
      return 1;
    },
    newId: () => {
      const id = ids[nextId] ?? newId();
      ids[nextId++] = id;
      return id;
    },
    fill: (given) => {
      numbers = given;
      nextId = 0;
      nextNumber = 0;
    },
  };
}

/** Takes the real numbers that a decision asked for; the counter rows are held until the transaction ends. */
export async function takeNumbers(
  world: World,
  transaction: Transaction,
  asked: Supplies['asked'],
): Promise<readonly number[]> {
  const series = new Map<string, { space: string; period: string; count: number }>();
  for (const { space, year } of asked) {
    const key = `${space} ${year}`;
    const found = series.get(key) ?? { space, period: year, count: 0 };
    series.set(key, { ...found, count: found.count + 1 });
  }
  const next = new Map<string, number>();
  // In one order everywhere, so that two decisions that want the same series never wait for each other in a circle.
  for (const key of [...series.keys()].sort()) {
    const { space, period, count } = series.get(key) ?? { space: '', period: '', count: 0 };
    next.set(key, await world.storage.numbers.take(transaction, { space, period }, count));
  }
  return asked.map(({ space, year }) => {
    const key = `${space} ${year}`;
    const number = next.get(key) ?? 0;
    next.set(key, number + 1);
    return number;
  });
}

/** The pure context of a decision over what was loaded. */
export function actContext(world: World, facts: Facts, acting: Acting, supply: Supplies): ActContext {
  const { viewer } = acting;
  const calendar = caseCalendar(facts.now, facts.zone, world.rules.calendar(facts.zone));
  const actor: ActingPerson = {
    kind: viewer.kind,
    person: viewer.person,
    party: viewer.party,
    roles: viewer.roles,
    identified: acting.identified,
  };
  return {
    now: facts.now,
    calendar,
    actor,
    party: (id) => partyFacts(facts.parties.get(id)),
    person: (id) => personFacts(facts, id, calendar.today, viewer.person === id ? viewer.roles : []),
    held: (holder, kind, scheme) =>
      (facts.held.get(holder) ?? []).filter((e) => e.kind === kind && (scheme === undefined || e.scheme === scheme)),
    entry: (id) => facts.entries.get(id),
    code: (list, value) => world.rules.code(list, value, calendar.today),
    calculate: (calculator, inputs) => world.rules.calculate(calculator, inputs, calendar.today),
    serial: supply.serial,
    newId: supply.newId,
    endedCases: (applicant, scheme) => facts.ended.filter((c) => c.applicant === applicant && c.scheme === scheme),
  };
}

/** System of a party's short code that stands in numbers, such as `034`. */
export const numberCodeSystem = 'number-code';

export function partyFacts(party: Party | undefined): PartyFacts | undefined {
  if (party?.kind !== 'organisation') return undefined;
  return {
    id: party.id,
    name: presentName(party),
    code: party.codes.find((c) => c.system === numberCodeSystem)?.value ?? '',
  };
}

function personFacts(facts: Facts, id: Id, today: string, roles: readonly string[]): PersonFacts | undefined {
  const party = facts.parties.get(id);
  if (party?.kind !== 'person') return undefined;
  const employers = facts.employers.get(id);
  return {
    id,
    name: presentName(party).zh,
    party: facts.partyOfPerson.get(id) ?? '',
    roles,
    ...qualificationsOf(party, today),
    ...(employers === undefined ? {} : { employers }),
  };
}

/** Where everybody in a case works: as she is named, as she acted, as she acts now. */
export function workplaces(
  named: readonly NamedParty[],
  acted: readonly { readonly person: Id; readonly party: Id }[],
  acting: Acting,
): ReadonlyMap<Id, Id> {
  const places = new Map<Id, Id>();
  for (const { person, party } of acted) places.set(person, party);
  for (const { person, party } of named) if (person !== null) places.set(person, party);
  if (acting.viewer.person !== '') places.set(acting.viewer.person, acting.viewer.party);
  return places;
}
