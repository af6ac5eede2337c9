import type { Entry } from './entries.ts';
import type { CappedCount } from './page.ts';
import type { Party } from './parties.ts';
import type { Id } from './values.ts';

export type SearchSubject = 'entry' | 'party';

/** What one thing can be found by: names old and new, number, product; each already folded by `foldForSearch`. */
export interface SearchText {
  readonly subject: SearchSubject;
  readonly id: Id;
  readonly texts: readonly string[];
}

export interface SearchHit {
  readonly id: Id;
  /** The text that was hit. */
  readonly text: string;
}

/** Some of those that hold the fragment, in the order of their ids, and how many do: counted up to a hundred. */
export interface SearchResult<Hit> {
  readonly hits: readonly Hit[];
  readonly total: CappedCount;
}

export interface PartyHit {
  readonly party: Party;
  /** The text that was hit: maybe an old name. */
  readonly hit: string;
}

/**
 * Finding by fragments. Query and texts are folded the same way beforehand (width, case, spaces, traditional characters), by
 * the domain; storage compares what it is given. A hit holds the whole fragment without a break. Which ones are given of many
 * is left to storage; of a hundred and fewer, all are counted.
 */
export interface Search {
  /** At most `limit` and a hundred. */
  entries(fragment: string, limit: number): Promise<SearchResult<Entry>>;
  parties(fragment: string, limit: number): Promise<SearchResult<PartyHit>>;
  /** Ids of what holds the fragment, at most so many, in no order: to ask about rows that name them. */
  ids(subject: SearchSubject, fragment: string, most: number): Promise<readonly Id[]>;
  /** Texts that are near to one that hits nothing: offered, never put in its place. Nearest first, `nearness` 0 to 1. */
  suggest(
    subject: SearchSubject,
    fragment: string,
    limit: number,
  ): Promise<readonly (SearchHit & { readonly nearness: number })[]>;
}
