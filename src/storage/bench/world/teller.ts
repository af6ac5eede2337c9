import { randomFillSync } from 'node:crypto';
import type { CaseEvent } from '#certification/case/events.ts';
import { fillNumber } from '#certification/case/results.ts';
import type { Recorded } from '#certification/case/state.ts';
import type { EntryDecided, EntryEvent } from '#certification/entry/events.ts';
import type { Actor, NewEvent, StreamName } from '#certification/event/event.ts';
import { dayFromEpoch, epochDay, toDay } from '#certification/time/day.ts';
import { type Instant, instantFromEpoch } from '#certification/time/instant.ts';
import { sealEvents, sealValue } from '#operation/acts/seal.ts';
import type { PartyEvent } from '#operation/parties/party-events.ts';
import { emptyHead, type PublicFact, type StreamHead } from '#operation/ports/event-store.ts';
import type { Party } from '#operation/ports/parties.ts';
import type { ProjectionRows } from '#operation/ports/projections.ts';
import type { Id } from '#operation/ports/values.ts';
import type { VaultValue } from '#operation/ports/vault.ts';
import { projectCase } from '#operation/project/case.ts';
import { projectEntry } from '#operation/project/entry.ts';
import { projectParty } from '#operation/project/party.ts';
import { entryFactOf, type FactLeaf, type FactMaking, makeFact } from '#operation/publish/facts.ts';
import { caseStream, entryStream, partyStream, recordedEvent } from '#operation/streams/recorded.ts';
import { sha256 } from '../../postgres/event-store.ts';
import { type SealedEvents, sealed } from '../../postgres/fill-events.ts';
import { type Life, type MouldedEvent, sample } from './life.ts';
import type { Filling } from './mould.ts';
import { bodyCodeOf, type IdKind, numberOfId, usccOf, worldId } from './numbering.ts';
import { authorityOf, isFull, oldWeeks, recentDays, type WorldPlan } from './plan.ts';
import { organisationOf, pick, scopeOf, spread, type Vocabulary } from './vocabulary.ts';

/** Some streams of the world, whole: sealed events with their facts, the vault's values behind them, and their projections. */
export interface Told {
  readonly streams: SealedEvents[];
  readonly vault: VaultValue[];
  readonly rows: ProjectionRows[];
}

export interface WorldParts {
  readonly plan: WorldPlan;
  readonly words: Vocabulary;
  /** Lives of certificates, each as often as its share says. */
  readonly lives: readonly Life[];
  /** How a body came to be approved. */
  readonly approval: Life;
}

const dayMilliseconds = 86_400_000;
const everyBody = 64;
const clock: Actor = { kind: 'system', name: 'invented world' };

/** The number of the n-th certificate, as printed: told again by whoever draws one. */
export function certificateNumber({ plan, lives }: WorldParts, n: number): string {
  const { life, body, decidedOn } = certificateAt({ plan, lives }, n);
  return fillNumber(life.result.number.pattern, {
    year: dayFromEpoch(decidedOn).slice(0, 4),
    body: () => bodyCodeOf(body),
    // The bodies take turns, so each counts its own without a gap.
    serial: () => Math.floor(n / plan.bodies) + 1,
    reissue: 0,
    field: (name) => String(life.decided.shown[name] ?? 'S'),
  });
}

/** Which life the n-th certificate leads, who issued it to whom, and on which day it was decided. */
function certificateAt({ plan, lives }: Pick<WorldParts, 'plan' | 'lives'>, n: number) {
  const life = pick(lives, n, 6);
  const last = epochDay(plan.today);
  // An old one is moved by whole weeks, so that what was decided on a working day still is.
  const weeks = Math.floor((last - life.decidedOn) / 7);
  const decidedOn = isFull(plan, n)
    ? life.decidedOn + 7 * (weeks - (spread(n, 7) % oldWeeks))
    : last - (spread(n, 7) % recentDays);
  return { life, body: n % plan.bodies, holder: spread(n, 8) % plan.organisations, decidedOn };
}

/** Tells the streams of an invented world by their numbers, with the engine's own encoder and projections. */
export class Teller {
  readonly #parts: WorldParts;
  readonly #salts = new Uint8Array(32 * 1024);
  readonly #making: FactMaking;
  #saltAt = this.#salts.length;
  #ids = { kind: 'event' as IdKind, next: 0 };
  #vaultIds = 0;
  #told: Told = { streams: [], vault: [], rows: [] };

  constructor(parts: WorldParts) {
    this.#parts = parts;
    this.#making = {
      newId: () => worldId('vault', this.#vaultIds++),
      randomBytes: (length) => this.#random(length),
      hash: sha256,
    };
  }

  /** What was told since the last time. */
  take(): Told {
    const told = this.#told;
    this.#told = { streams: [], vault: [], rows: [] };
    return told;
  }

  #random(length: number): Uint8Array {
    if (this.#saltAt + length > this.#salts.length) {
      randomFillSync(this.#salts);
      this.#saltAt = 0;
    }
    this.#saltAt += length;
    return this.#salts.slice(this.#saltAt - length, this.#saltAt);
  }

  organisation(n: number): void {
    const { name, region } = organisationOf(this.#parts.words, n);
    this.#count('organisation', n);
    this.#party(worldId('organisation', n), name, [{ system: 'uscc', value: usccOf(n, region) }]);
  }

  /** A body with its people and its approval; the authority, which approves, has none. */
  body(n: number): void {
    const { plan, approval, words } = this.#parts;
    this.#count('body', n * everyBody);
    const name = `${pick(words.regions, n, 9)[0]}${pick(words.signs, n, 10)}${pick(words.signs, n, 11)}认证中心`;
    this.#party(worldId('body', n), name, [{ system: 'number-code', value: bodyCodeOf(n) }]);
    for (let i = 0; i < everyBody / 2; i++)
      this.#person(personOf(n, i), `${pick(words.signs, n, i)}${pick(words.signs, i, n)}`);
    if (n !== authorityOf(plan)) this.#approve(n, approval);
  }

  #approve(body: number, life: Life): void {
    const { plan, words, lives } = this.#parts;
    const authority = authorityOf(plan);
    const id = worldId('approval', body);
    const days = epochDay(plan.today) - 1800 - life.decidedOn;
    const filling = { texts: this.#castOf(life, id, 'body', body, authority, [], body), days };
    const [decided, issued] = life.events.slice(0, 2).map((e) => filled(e, filling));
    if (decided?.event.type !== 'EntryDecided' || issued === undefined) return;
    const codes = [...new Set([...decided.event.body.scope.codes, ...words.codes, ...lives.flatMap(codesAsked)])];
    const scope = { ...decided.event.body.scope, codes };
    const number = `${decided.event.body.number.replace(/\d+$/, '')}${String(body + 1).padStart(4, '0')}`;
    const event: EntryEvent = { ...decided.event, body: { ...decided.event.body, case: null, number, scope } };
    this.#entry(id, life, [{ ...decided, event }, issued], null, [worldId('body', authority), worldId('body', body)]);
  }

  certificate(n: number): void {
    const { plan } = this.#parts;
    this.#count('entry', n);
    if (isFull(plan, n)) this.#wholeLife(n);
    else this.#recentLife(n);
  }

  /** Decided and issued within the last year; its case was before this register's time. */
  #recentLife(n: number): void {
    const { life, body, holder, decidedOn } = certificateAt(this.#parts, n);
    const id = worldId('entry', n);
    const filling = {
      texts: this.#castOf(life, id, 'organisation', holder, body, [], n),
      days: decidedOn - life.decidedOn,
    };
    const told = life.events.slice(0, 2).map((e) => filled(e, filling));
    this.#entry(id, life, this.#decidedAnew(n, life, told, null), null, [
      worldId('body', body),
      worldId('organisation', holder),
    ]);
  }

  /** From the application to whatever has come of it by the last day, cases and all. */
  #wholeLife(n: number): void {
    const { plan, words } = this.#parts;
    const { life, body, holder, decidedOn } = certificateAt(this.#parts, n);
    const id = worldId('entry', n);
    const cases = life.cases.map((_, i) => worldId('case', n * 4 + i));
    const days = decidedOn - life.decidedOn;
    const filling = { texts: this.#castOf(life, id, 'organisation', holder, body, cases, n), days };
    const end = (epochDay(plan.today) + 1 - days) * dayMilliseconds;
    for (const [i, person] of life.cast.ofHolder.entries())
      this.#person(filling.texts.get(person) ?? '', `${pick(words.signs, n, 12)}${pick(words.signs, n, i)}`);
    let record: FactLeaf['record'] = null;
    for (const { name, events } of life.cases) {
      const happened = events.filter((e) => e.at < end).map((e) => filled(e, filling));
      const told = this.#case(filling.texts.get(name) ?? '', life, happened, worldId('organisation', holder), id);
      record ??= told;
    }
    const happened = life.events.filter((e) => e.at < end).map((e) => filled(e, filling));
    const [caseId = null] = cases;
    const told = this.#decidedAnew(n, life, happened, caseId);
    this.#entry(id, life, told, record, [worldId('body', body), worldId('organisation', holder)]);
  }

  /** The decision with the number, scope and days of the n-th certificate. */
  #decidedAnew(
    n: number,
    life: Life,
    told: readonly Filled<EntryEvent>[],
    kase: Id | null,
  ): readonly Filled<EntryEvent>[] {
    return told.map((one) => {
      if (one.event.type !== 'EntryDecided') return one;
      const { body } = one.event;
      const text = scopeOf(this.#parts.words, n);
      const { to, duties } = life.onDay(toDay(body.decidedOn));
      const codes = codesAsked(life).length > 0 ? body.scope.codes : [pick(this.#parts.words.codes, n, 13)];
      const decided: EntryDecided = {
        ...body,
        case: kase,
        number: certificateNumber(this.#parts, n),
        to,
        duties,
        scope: { ...body.scope, codes, text: { zh: text, en: text } },
      };
      return { ...one, event: { ...one.event, body: decided } };
    });
  }

  /** Who plays which part, and what the sample texts say. */
  #castOf(
    life: Life,
    id: Id,
    kind: 'organisation' | 'body',
    holder: number,
    body: number,
    cases: readonly Id[],
    n: number,
  ) {
    const { words } = this.#parts;
    const { name: called, region } = organisationOf(words, holder);
    const texts = new Map<string, string>([
      [life.cast.issuer, worldId('body', body)],
      [life.cast.holder, worldId(kind, holder)],
      [life.entry, id],
      [sample.text, called],
      [sample.english, called],
      [sample.uscc, usccOf(holder, region)],
      [sample.region, region],
    ]);
    for (const party of life.cast.otherParties) texts.set(party, worldId('body', body));
    const people = this.#peopleOf(body);
    for (const [i, person] of life.cast.ofBody.entries()) texts.set(person, people[i] ?? '');
    for (const [i, person] of life.cast.ofHolder.entries()) texts.set(person, worldId('person', 2 ** 32 + n * 4 + i));
    for (const [i, other] of life.others.entries()) texts.set(other, worldId('other', n * 16 + i));
    for (const [i, { name }] of life.cases.entries()) texts.set(name, cases[i] ?? worldId('case', n * 4 + i));
    return texts;
  }

  readonly #people = new Map<number, readonly Id[]>();

  /** The people of a body, by their place in a cast. */
  #peopleOf(body: number): readonly Id[] {
    const known = this.#people.get(body);
    if (known !== undefined) return known;
    const made = Array.from({ length: everyBody / 2 }, (_, i) => personOf(body, i));
    this.#people.set(body, made);
    return made;
  }

  #party(id: Id, name: string, codes: Party['codes']): void {
    const body = { names: [{ language: 'zh' as const, name, from: null }], codes, details: {} };
    this.#partyEvents(id, [{ type: 'OrganisationRegistered', format: 1, body }], []);
  }

  #person(id: Id, name: string): void {
    const { sealed: names, row } = sealValue(this.#making, { zh: name, en: '' }, id);
    this.#partyEvents(id, [{ type: 'PersonRegistered', format: 1, body: { names } }], [row]);
  }

  #partyEvents(id: Id, events: readonly PartyEvent[], vault: readonly VaultValue[]): void {
    const at = instantFromEpoch((epochDay(this.#parts.plan.today) - 2000) * dayMilliseconds);
    const recorded = this.#append<PartyEvent>(partyStream(id), emptyHead, events, at, clock).recorded;
    this.#told.vault.push(...vault);
    this.#told.rows.push(projectParty(id, recorded, new Map(vault.map((v) => [v.ref, v]))));
  }

  /** Seals a case event by event, each at its own hour; gives the head on which the entry was decided. */
  #case(id: Id, life: Life, events: readonly Filled<CaseEvent>[], applicant: Id, entry: Id): FactLeaf['record'] {
    let head: StreamHead = emptyHead;
    let record: FactLeaf['record'] = null;
    const all: Recorded<CaseEvent>[] = [];
    for (const { event, at, actor } of events) {
      const safe = sealEvents(this.#making, life.scheme, [event], applicant);
      this.#told.vault.push(...safe.rows);
      const opens = event.type === 'StepDone' && event.body.entries.includes(entry);
      if (opens && head.hash !== null) record = { version: head.version, hash: head.hash };
      const appended = this.#append<CaseEvent>(caseStream(id), head, safe.events, at, actor);
      head = appended.head;
      all.push(...appended.recorded);
    }
    if (all.length > 0) this.#told.rows.push(projectCase(life.scheme, id, all));
    return record;
  }

  #entry(
    id: Id,
    life: Life,
    events: readonly Filled<EntryEvent>[],
    record: FactLeaf['record'],
    [issuer, holder]: readonly [Id, Id],
  ): void {
    let head: StreamHead = emptyHead;
    const all: Recorded<EntryEvent>[] = [];
    for (const { event, at, actor } of events) {
      const said = entryFactOf(event);
      const facts: PublicFact[] = [];
      if (said !== null) {
        const version = head.version + 1;
        const leaf = { ...said, id, version, record: event.type === 'EntryDecided' ? record : null };
        const { fact, sealed: value } = makeFact(leaf, { body: event.body, subject: holder }, this.#making);
        facts.push(fact);
        this.#told.vault.push(value);
      }
      const appended = this.#append<EntryEvent>(entryStream(id), head, [event], at, actor, facts);
      head = appended.head;
      all.push(...appended.recorded);
    }
    const party = (of: Id) => (of === issuer || of === holder ? this.#partyRow(of) : undefined);
    this.#told.rows.push(projectEntry(id, all, { scheme: life.scheme, party }));
  }

  readonly #parties = new Map<Id, Party>();

  /** The party as its projection has it: what the rows of an entry repeat of it. */
  #partyRow(id: Id): Party {
    const known = this.#parties.get(id);
    if (known !== undefined) return known;
    if (this.#parties.size > 5000) this.#parties.clear();
    const made = this.#nameOf(id);
    const party: Party = {
      id,
      kind: 'organisation',
      names: [{ language: 'zh', name: made, from: null, to: null }],
      codes: [],
      details: {},
      since: '',
      version: 1,
    };
    this.#parties.set(id, party);
    return party;
  }

  #nameOf(id: Id): string {
    const n = numberOfId(id);
    const { words } = this.#parts;
    if (id === worldId('organisation', n)) return organisationOf(words, n).name;
    return `${pick(words.regions, n, 9)[0]}${pick(words.signs, n, 10)}${pick(words.signs, n, 11)}认证中心`;
  }

  #append<E extends NewEvent>(
    stream: StreamName,
    expected: StreamHead,
    events: readonly E[],
    recordedAt: Instant,
    actor: Actor,
    facts: readonly PublicFact[] = [],
  ): { readonly head: StreamHead; readonly recorded: readonly Recorded<E>[] } {
    const newId = () => worldId(this.#ids.kind, this.#ids.next++);
    const one = sealed({ stream, expected, events, facts }, { recordedAt, actor, newId });
    this.#told.streams.push(one);
    return { head: one.head, recorded: one.stored.map(({ envelope }) => recordedEvent<E>(envelope)) };
  }

  /** Ids of events and of the vault's rows follow from what they belong to: any worker gives the same. */
  #count(kind: 'organisation' | 'body' | 'entry', n: number): void {
    const start = { organisation: 0, body: 2 ** 36, entry: 2 ** 40 }[kind] + n * 256;
    this.#ids = { kind: 'event', next: start };
    this.#vaultIds = start;
  }
}

const personOf = (body: number, i: number): Id => worldId('person', body * everyBody + i);

/** The codes with which a body has to be approved for this life's certificates. */
const codesAsked = (life: Life): readonly string[] => life.decided.scope.codes;

interface Filled<E> {
  readonly event: E;
  readonly at: Instant;
  readonly actor: Actor;
}

function filled<E>({ event, actor, at }: MouldedEvent<E>, filling: Filling): Filled<E> {
  return { event: event(filling), actor: actor(filling), at: instantFromEpoch(at + filling.days * dayMilliseconds) };
}
