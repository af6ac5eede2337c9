import type { Scheme } from '#certification/scheme/scheme.ts';
import type { EditionHead, Editions } from '../ports/editions.ts';
import type { Transaction } from '../ports/transaction.ts';

/** The registered editions of schemes, read from the database and kept: an edition never changes once it is registered. */
export interface SchemeShelf {
  edition(id: string, edition: string, within?: Transaction): Promise<Scheme | null>;
  /** Every registered edition. What another process registered is seen after a few seconds. */
  all(): Promise<readonly Scheme[]>;
  /** The edition in force on a day; of several the one registered last. */
  inForce(id: string, day: string): Promise<Scheme | null>;
  /** Looks again at what is registered. */
  refresh(): Promise<void>;
}

const staleAfter = 5000;

export function schemeShelf(editions: Editions): SchemeShelf {
  const kept = new Map<string, Scheme>();
  let heads: readonly EditionHead[] | null = null;
  let lookedAt = 0;
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
  const refresh = async () => {
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
    inForce: async (id, day) => {
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
