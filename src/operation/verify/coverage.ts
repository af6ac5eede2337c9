import type { Day, Id, Names } from '../ports/values.ts';
import type { World } from '../world.ts';

/** What the register covers and how fresh it is. "Not found" means little without it. */
export interface Coverage {
  /** Entries of this house, by kind. */
  readonly own: readonly { readonly kind: string; readonly count: number }[];
  readonly sources: readonly {
    readonly id: Id;
    readonly code: string;
    readonly names: Names;
    readonly count: number;
    readonly lastSnapshot: Day | null;
    readonly importedAt: string | null;
  }[];
  readonly countedAt: string;
}

const keptFor = 60_000;
/** An older count is no answer while a fresh one is made: somebody asks for the first time in a long while, and waits. */
const passableFor = 3_600_000;
const kept = new WeakMap<World, { readonly coverage: Coverage; readonly at: number }>();
const counting = new WeakMap<World, Promise<Coverage>>();

/**
 * Counted at most once a minute, and by one question for all who ask: it walks the register, and no answer hangs on a single
 * entry. While it is counted anew, the last count is given; it says when it was made.
 */
export async function coverageOf(world: World): Promise<Coverage> {
  const old = kept.get(world);
  const age = old === undefined ? Number.POSITIVE_INFINITY : performance.now() - old.at;
  if (old !== undefined && age < keptFor) return old.coverage;
  const fresh = counting.get(world) ?? beginCount(world);
  if (old === undefined || age > passableFor) return fresh;
  // A count that fails is tried again by the next question; until then the old one stands.
  fresh.catch(() => {});
  return old.coverage;
}

function beginCount(world: World): Promise<Coverage> {
  const count = countRegister(world).finally(() => counting.delete(world));
  counting.set(world, count);
  return count;
}

async function countRegister(world: World): Promise<Coverage> {
  const [bySource, byKind, sources] = await Promise.all([
    world.storage.entries.countBy({ all: [] }, 'source'),
    world.storage.entries.countBy({ field: 'source', is: ['own'] }, 'kind'),
    world.storage.imports.sources(),
  ]);
  const withDays = await Promise.all(
    sources.map(async (source) => {
      const last = (await world.storage.imports.batches(source.id)).at(-1);
      return {
        id: source.id,
        code: source.code,
        names: source.names,
        count: bySource.get(source.id) ?? 0,
        lastSnapshot: last?.snapshot ?? null,
        importedAt: last?.importedAt ?? null,
      };
    }),
  );
  const coverage: Coverage = {
    own: [...byKind].map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count),
    sources: withDays,
    countedAt: world.clock.now(),
  };
  kept.set(world, { coverage, at: performance.now() });
  return coverage;
}
