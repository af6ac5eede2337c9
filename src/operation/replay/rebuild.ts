import type { EventEnvelope, StreamKind, StreamName } from '#certification/event/event.ts';
import type { Party } from '../ports/parties.ts';
import type { ProjectionRows } from '../ports/projections.ts';
import type { Id } from '../ports/values.ts';
import { joinRows } from '../project/difference.ts';
import { roundStream } from '../streams/recorded.ts';
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
    const replaying = replaySources(world);
    const parties = new Map<Id, Party>();
    const within: ReplaySources = { ...replaying, parties: async () => parties };
    let rebuilt: Rebuilt = { streams: 0, events: 0 };
    for (const kind of order) {
      for (let after: Id | undefined; ; ) {
        const page = await world.storage.events.streams(kind, {
          limit: streamsAtOnce,
          ...(after === undefined ? {} : { after }),
        });
        if (page.length === 0) break;
        after = page.at(-1)?.id;
        const loaded = await world.storage.events.loadAll(
          page.map(({ id }) => ({ kind, id })),
          transaction,
        );
        const rows = await Promise.all(
          loaded.map((l) =>
            projectStream(
              l.stream,
              l.events.map((e) => e.envelope),
              within,
            ),
          ),
        );
        for (const row of rows) for (const party of row?.parties ?? []) parties.set(party.id, party);
        await world.storage.projections.fill(transaction, joinRows(...rows.filter((r) => r !== null)));
        rebuilt = {
          streams: rebuilt.streams + page.length,
          events: rebuilt.events + loaded.reduce((sum, l) => sum + l.events.length, 0),
        };
        progress(rebuilt);
      }
    }
    return rebuilt;
  });
}
