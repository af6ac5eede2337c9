import type { CappedCount } from './page.ts';
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

export interface SearchResult {
  readonly hits: readonly SearchHit[];
  readonly total: CappedCount;
}

/**
 * Finding by fragments. Query and texts are folded the same way beforehand (width, case, spaces, traditional characters), by
 * the domain; storage compares what it is given. A hit holds the whole fragment without a break.
 */
export interface Search {
  /**
   * Some `limit` (at most 100) that hold the fragment, and how many do: counted up to a hundred, and for a fragment of common
   * characters in a large register only as far as was looked (`isCapped` says that there are more).
   */
  find(subject: SearchSubject, fragment: string, limit: number): Promise<SearchResult>;
  /** Ids of what holds the fragment, at most so many, in no order: to ask about rows that name them. */
  ids(subject: SearchSubject, fragment: string, most: number): Promise<readonly Id[]>;
  /** Texts that are near to one that hits nothing: offered, never put in its place. Nearest first, `nearness` 0 to 1. */
  suggest(
    subject: SearchSubject,
    fragment: string,
    limit: number,
  ): Promise<readonly (SearchHit & { readonly nearness: number })[]>;
}
