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
    heads = await editions.list('scheme');
    lookedAt = performance.now();
  };
  const all = async () => {
    if (heads === null || performance.now() - lookedAt > staleAfter) await refresh();
    const found = await Promise.all((heads ?? []).map((h) => edition(h.id, h.edition)));
    return found.filter((s) => s !== null);
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
