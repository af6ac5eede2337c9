import type { EntryEvent } from '#certification/entry/events.ts';
import type { EventEnvelope, StreamKind, StreamName } from '#certification/event/event.ts';
import type { LoadedStream } from '../ports/event-store.ts';
import type { Party } from '../ports/parties.ts';
import type { ProjectionRows } from '../ports/projections.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id } from '../ports/values.ts';
import { joinRows } from '../project/difference.ts';
import { recordedEvent, roundStream } from '../streams/recorded.ts';
import type { World } from '../world.ts';
import { projectStream, type ReplaySources, recommendersIn } from './project-stream.ts';

/** The order of a replay: entries rest on parties, cases on rounds. */
const order: readonly StreamKind[] = ['party', 'round', 'case', 'entry'];
const streamsAtOnce = 500;
const mostKept = 200_000;

/** What an audit asks of a replay: the sources as they stand in the database. */
export function replaySources(world: World): ReplaySources {
  const { storage } = world;
  const rounds = new Map<Id, Promise<ReadonlyMap<Id, Id | null>>>();
  const parties = new Map<Id, Party>();
  return {
    edition: (id, edition) => world.schemes.edition(id, edition),
    parties: async (ids) => {
      const missing = ids.filter((id) => !parties.has(id));
      if (missing.length > 0) {
        if (parties.size > mostKept) parties.clear();
        for (const [id, party] of await storage.parties.byIds(missing)) parties.set(id, party);
      }
      return parties;
    },
    recommender: async (round, kase) => {
      const known =
        rounds.get(round) ??
        storage.events.load(roundStream(round)).then((l) =>
          recommendersIn(
            round,
            l.events.map((e) => e.envelope),
          ),
        );
      rounds.set(round, known);
      return (await known).get(kase) ?? null;
    },
    vault: (refs) => storage.vault.get(refs),
  };
}

/** What the projections of a stream should hold, for the audit. */
export function projectionsOf(
  world: World,
): (stream: StreamName, events: readonly EventEnvelope[]) => Promise<ProjectionRows | null> {
  const sources = replaySources(world);
  return (stream, events) => projectStream(stream, events, sources);
}

export interface Rebuilt {
  readonly streams: number;
  readonly events: number;
}

/**
 * Replays all events into cleared projections. Imported entries are not events of an entry's own stream: whoever clears them
 * takes their sources in again (`restateAll` is the import's), so a database with sources is told so and left alone.
 * A crash in between leaves the projections as they were: everything is one transaction.
 */
export async function rebuildProjections(world: World, progress: (done: Rebuilt) => void = () => {}): Promise<Rebuilt> {
  const sources = await world.storage.imports.sources();
  if (sources.length > 0)
    throw new Error(
      `Expected a database without imported registers, found ${sources.map((s) => s.code).join(', ')}: their entries are told anew by their import, not by a replay.`,
    );
  const { projections } = world.storage;
  return world.storage.inTransaction(async (transaction) => {
    const rebuilt = { streams: 0, events: 0 };
    await projections.refill(transaction, async () => {
      const kept = new Map<Id, Party>();
      const within: ReplaySources = { ...replaySources(world), parties: async () => kept };
      let filling: Promise<void> = Promise.resolve();
      for await (const loaded of pagesOf(world)) {
        const isOfEntries = loaded[0]?.stream.kind === 'entry';
        // The names of parties are asked for on the connection that fills their rows in: first these have to be there.
        if (isOfEntries) await filling;
        if (isOfEntries) await keepParties(world, transaction, kept, loaded);
        const rows = joinRows(...(await rowsOf(loaded, within)));
        await filling;
        // One page is written while the next one is thought out; a failure is heard when it is waited for.
        filling = projections.fill(transaction, rows);
        filling.catch(() => {});
        rebuilt.streams += loaded.length;
        rebuilt.events += loaded.reduce((sum, l) => sum + l.events.length, 0);
        progress({ ...rebuilt });
      }
      await filling;
    });
    return rebuilt;
  });
}

/** All streams by kind, a page at a time; the next page is read while somebody works on the last. */
async function* pagesOf(world: World): AsyncGenerator<readonly LoadedStream[]> {
  for (const kind of order) {
    let next = readPage(world, kind);
    while (true) {
      const loaded = await next;
      const last = loaded.at(-1);
      if (last === undefined) break;
      next = readPage(world, kind, last.stream.id);
      next.catch(() => {});
      yield loaded;
    }
  }
}

/** Outside of the replay's transaction: events never change. */
async function readPage({ storage }: World, kind: StreamKind, after?: Id): Promise<readonly LoadedStream[]> {
  const page = await storage.events.streams(kind, { limit: streamsAtOnce, ...(after === undefined ? {} : { after }) });
  return page.length === 0 ? [] : storage.events.loadAll(page.map(({ id }) => ({ kind, id })));
}

async function rowsOf(loaded: readonly LoadedStream[], sources: ReplaySources): Promise<readonly ProjectionRows[]> {
  const rows: ProjectionRows[] = [];
  for (const { stream, events } of loaded) {
    const envelopes = events.map((e) => e.envelope);
    const found = await projectStream(stream, envelopes, sources);
    if (found !== null) rows.push(found);
  }
  return rows;
}

/** The parties at the ends of a page of entries, by one question: a register has more of them than fit in memory. */
async function keepParties(
  world: World,
  transaction: Transaction,
  kept: Map<Id, Party>,
  loaded: readonly LoadedStream[],
): Promise<void> {
  const ids = loaded.flatMap(({ events }) => {
    const first = events[0] === undefined ? null : recordedEvent<EntryEvent>(events[0].envelope).event;
    return first?.type === 'EntryDecided' ? [first.body.issuer, first.body.holder] : [];
  });
  const missing = [...new Set(ids)].filter((id) => !kept.has(id));
  if (missing.length === 0) return;
  if (kept.size > mostKept) kept.clear();
  const wanted = kept.size === 0 ? [...new Set(ids)] : missing;
  for (const [id, party] of await world.storage.parties.byIds(wanted, transaction)) kept.set(id, party);
}
