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
  return world.storage.inTransaction(async (transaction) => {
    await world.storage.projections.clear(transaction);
    const kept = new Map<Id, Party>();
    const within: ReplaySources = { ...replaySources(world), parties: async () => kept };
    let rebuilt: Rebuilt = { streams: 0, events: 0 };
    for (const kind of order) {
      for (let after: Id | undefined; ; ) {
        const from = after === undefined ? {} : { after };
        const page = await world.storage.events.streams(kind, { limit: streamsAtOnce, ...from });
        if (page.length === 0) break;
        after = page.at(-1)?.id;
        const loaded = await world.storage.events.loadAll(
          page.map(({ id }) => ({ kind, id })),
          transaction,
        );
        await keepParties(world, transaction, kept, loaded);
        const rows = await Promise.all(
          loaded.map((l) =>
            projectStream(
              l.stream,
              l.events.map((e) => e.envelope),
              within,
            ),
          ),
        );
        await world.storage.projections.fill(transaction, joinRows(...rows.filter((r) => r !== null)));
        const events = loaded.reduce((sum, l) => sum + l.events.length, 0);
        rebuilt = { streams: rebuilt.streams + page.length, events: rebuilt.events + events };
        progress(rebuilt);
      }
    }
    return rebuilt;
  });
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
