import { editionInForce, type SchemeLife } from '#certification/scheme/edition/life.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { EditionHead, Editions } from '../ports/editions.ts';
import type { EventStore } from '../ports/event-store.ts';
import { namedStream } from '../ports/stream-id.ts';
import type { Transaction } from '../ports/transaction.ts';
import { lifeOf } from './life-of.ts';

/** The registered editions of schemes, read from the database and kept: an edition never changes once it is registered. */
export interface SchemeShelf {
  edition(id: string, edition: string, within?: Transaction): Promise<Scheme | null>;
  /** Every registered edition. What another process registered is seen after a few seconds. */
  all(): Promise<readonly Scheme[]>;
  /** The edition in force on a day, as registrations, supersessions and closures say. */
  inForce(id: string, day: string): Promise<Scheme | null>;
  /** The editions of a scheme with their states, successors and transitions. */
  life(id: string): Promise<SchemeLife>;
  /** Looks again at what is registered. */
  refresh(): Promise<void>;
}

const staleAfter = 5000;

export function schemeShelf(editions: Editions, events: EventStore): SchemeShelf {
  const kept = new Map<string, Scheme>();
  let heads: readonly EditionHead[] | null = null;
  let lookedAt = 0;
  const lives = new Map<string, { readonly life: SchemeLife; readonly at: number }>();
  let schemes: readonly Scheme[] = [];

  const edition = async (id: string, name: string, within?: Transaction): Promise<Scheme | null> => {
    const key = `${id}@${name}`;
    const known = kept.get(key);
    if (known) return known;
    const found = await editions.get({ kind: 'scheme', id, edition: name }, within);
    if (!found) return null;
    const scheme = schemeOfBytes(found.bytes);
    kept.set(key, scheme);
    return scheme;
  };
  const life = async (id: string): Promise<SchemeLife> => {
    const known = lives.get(id);
    if (known && performance.now() - known.at <= staleAfter) return known.life;
    const found = lifeOf(await events.load(namedStream('scheme', id)));
    lives.set(id, { life: found, at: performance.now() });
    return found;
  };
  const refresh = async () => {
    lives.clear();
    const listed = await editions.list('scheme');
    const found = await Promise.all(listed.map((h) => edition(h.id, h.edition)));
    // The same list for as long as nothing was registered: who rests something on it keeps that by the list itself.
    if (listed.length !== heads?.length) schemes = found.filter((s) => s !== null);
    heads = listed;
    lookedAt = performance.now();
  };
  // Whoever asks while somebody looks already waits for that answer: a hundred requests at once are one question.
  let looking: Promise<void> | null = null;
  const all = async () => {
    if (heads === null || performance.now() - lookedAt > staleAfter) {
      looking ??= refresh().finally(() => {
        looking = null;
      });
      await looking;
    }
    return schemes;
  };
  return {
    edition,
    all,
    refresh,
    life,
    inForce: async (id, day) => {
      const told = await life(id);
      if (told.editions.length > 0) {
        const found = editionInForce(told, day);
        return found === null ? null : edition(id, found.edition);
      }
      // Editions that were put in without their events (a world made for measuring): their own texts say.
      const schemes = (await all()).filter(
        (s) => s.id === id && s.inForce.from <= day && (s.inForce.to === undefined || day <= s.inForce.to),
      );
      return schemes.at(-1) ?? null;
    },
  };
}

/** The bytes were written by the registration of a scheme that had been parsed and checked. */
function schemeOfBytes(bytes: Uint8Array): Scheme {
  return JSON.parse(new TextDecoder().decode(bytes)) as Scheme;
}
