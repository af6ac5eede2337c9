import type { EventEnvelope, StreamName } from '#certification/event/event.ts';
import type { Party } from '../ports/parties.ts';
import type { ProjectionRows } from '../ports/projections.ts';
import type { RebuildProgress, Rebuilt } from '../ports/replay.ts';
import type { Storage } from '../ports/storage.ts';
import type { Id } from '../ports/values.ts';
import type { SchemeShelf } from '../schemes/shelf.ts';
import { roundStream } from '../streams/recorded.ts';
import type { World } from '../world.ts';
import { projectStream, type ReplaySources, recommendersIn } from './project-stream.ts';

const mostKept = 200_000;

/** Who is asked for what rows rest on. */
export interface ReplayHouse {
  readonly storage: Pick<Storage, 'events' | 'parties' | 'vault'>;
  readonly schemes: Pick<SchemeShelf, 'edition'>;
}

/** What an audit asks of a replay: the sources as they stand in the database. */
export function replaySources(world: ReplayHouse): ReplaySources {
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

/**
 * Replays all events into cleared projections. Imported entries are not events of an entry's own stream: whoever clears them
 * takes their sources in again (`restateAll` is the import's), so a database with sources is told so and left alone.
 */
export async function rebuildProjections(world: World, progress?: (now: RebuildProgress) => void): Promise<Rebuilt> {
  const sources = await world.storage.imports.sources();
  if (sources.length > 0)
    throw new Error(
      `Expected a database without imported registers, found ${sources.map((s) => s.code).join(', ')}: their entries are told anew by their import, not by a replay.`,
    );
  return world.storage.replay.rebuild(progress);
}
