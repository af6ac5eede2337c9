import type { Decided } from '#certification/case/decision.ts';
import type { CaseEvent } from '#certification/case/events.ts';
import type { EntryDecided, EntryEvent } from '#certification/entry/events.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { issueNow } from '../issue/issue-entry.ts';
import { emptyHead, type LoadedStream, type StreamHead } from '../ports/event-store.ts';
import type { Party } from '../ports/parties.ts';
import type { ProjectionRows } from '../ports/projections.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id } from '../ports/values.ts';
import { projectCase } from '../project/case.ts';
import { changedRows } from '../project/difference.ts';
import { projectEntry } from '../project/entry.ts';
import { entryFactOf, makeFact } from '../publish/facts.ts';
import { caseStream, entryStream, recordedNew } from '../streams/recorded.ts';
import type { World } from '../world.ts';
import type { Batch } from './batch.ts';
import { editionOf, type LoadedCase, type LoadedEntry, loadEntry } from './loading.ts';
import { sealEvents } from './seal.ts';

/** The case as it stood when the decision was made; a new one has no past. */
export interface CaseBefore {
  readonly id: Id;
  readonly head: StreamHead;
  readonly events: LoadedCase['events'];
  readonly rows: ProjectionRows;
  readonly entry: LoadedEntry | null;
  readonly applicant: Id;
  /** The party that recommends it in its round. */
  readonly recommender: Id | null;
}

/** An entry that the act opened, as its answer tells it. */
export interface OpenedAnswer {
  readonly id: Id;
  readonly number: string;
  readonly issued: boolean;
}

/**
 * Puts a decision over a case and its entries into the batch: personal values sealed, the rows that change, the public facts,
 * and new entries issued where their issuer's key is here.
 */
export async function writeDecision(
  world: World,
  transaction: Transaction,
  batch: Batch,
  scheme: Scheme,
  before: CaseBefore,
  decision: Decided,
  today: string,
): Promise<readonly OpenedAnswer[]> {
  const sealed = sealEvents(world, scheme, decision.events, before.applicant);
  batch.seal(sealed.rows);
  batch.append(caseStream(before.id), before.head, sealed.events);
  const events: LoadedCase['events'] = [...before.events, ...recordedNew<CaseEvent>(sealed.events, before.head, batch)];
  batch.project(changedRows(before.rows, projectCase(scheme, before.id, events, before.recommender)));

  const record = before.head.hash === null ? null : { version: before.head.version, hash: before.head.hash };
  const answers: OpenedAnswer[] = [];
  for (const { id, event } of decision.opened) {
    const decided = event.body;
    const issue = await issueNow(world, { scheme, entry: id, decided, now: batch.recordedAt, today }, transaction);
    const entryEvents = issue === null ? [event] : [event, issue];
    await writeEntry(world, transaction, batch, { id, head: emptyHead, events: [] }, entryEvents, record);
    answers.push({ id, number: decided.number, issued: issue !== null });
  }
  for (const [id, entryEvents] of eventsByEntry(before, decision)) {
    const entry = id === before.entry?.id ? before.entry : await loadEntry(world, id, transaction);
    // An entry of a foreign register has no stream here: that it was succeeded is that register's to say.
    if (entry !== null)
      await writeEntry(
        world,
        transaction,
        batch,
        { id, head: entry.stream.head, events: entry.events },
        entryEvents,
        record,
      );
  }
  return answers;
}

/** A case may do several things to one entry (renewed and succeeded): they are one append. */
function eventsByEntry(before: CaseBefore, decision: Decided): ReadonlyMap<Id, readonly EntryEvent[]> {
  const events = new Map<Id, EntryEvent[]>();
  const add = (id: Id, event: EntryEvent) => events.set(id, [...(events.get(id) ?? []), event]);
  if (before.entry) for (const event of decision.onEntry) add(before.entry.id, event);
  for (const { entry, event } of decision.succeeded) add(entry, event);
  return events;
}

/** Puts events of one entry into the batch, with its rows and public facts. */
export async function writeEntry(
  world: World,
  transaction: Transaction,
  batch: Batch,
  before: { readonly id: Id; readonly head: LoadedStream['head']; readonly events: LoadedEntry['events'] },
  events: readonly EntryEvent[],
  record: { readonly version: number; readonly hash: string } | null,
): Promise<void> {
  const all: LoadedEntry['events'] = [...before.events, ...recordedNew<EntryEvent>(events, before.head, batch)];
  const decided = decidedIn(all);
  const facts = events.flatMap((event, index) => {
    const said = entryFactOf(event);
    if (said === null) return [];
    const version = before.head.version + index + 1;
    const leaf = { ...said, id: before.id, version, record: event.type === 'EntryDecided' ? record : null };
    return [makeFact(leaf, { body: event.body, subject: decided.holder }, world)];
  });
  batch.seal(facts.map((f) => f.sealed));
  batch.append(
    entryStream(before.id),
    before.head,
    events,
    facts.map((f) => f.fact),
  );
  const around = await entrySurroundings(world, decided, transaction);
  const rowsBefore = before.events.length === 0 ? {} : projectEntry(before.id, before.events, around);
  batch.project(changedRows(rowsBefore, projectEntry(before.id, all, around)));
}

export function decidedIn(events: LoadedEntry['events']): EntryDecided {
  const first = events[0]?.event;
  if (first?.type !== 'EntryDecided') throw new Error('The stream of an entry begins with its decision.');
  return first.body;
}

/** What the rows of an entry need: its edition and the parties at its ends. */
export async function entrySurroundings(world: World, decided: EntryDecided, within?: Transaction) {
  const [scheme, parties] = [
    await editionOf(world, decided.scheme, decided.edition, within),
    await world.storage.parties.byIds([decided.issuer, decided.holder], within),
  ];
  return { scheme, party: (id: Id): Party | undefined => parties.get(id) };
}
