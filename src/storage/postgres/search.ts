import type { Search, SearchHit, SearchResult, SearchSubject } from '#operation/ports/search.ts';
import type { Id } from '#operation/ports/values.ts';
import type { Database } from './database.ts';
import { gramsOfFragment, pairsOf } from './grams.ts';
import { searchTables } from './tables.ts';

interface FoundRow {
  readonly id: Id;
  readonly text: string;
  readonly found: number;
}

/** How often pairs of characters occur, from the database's own statistics; what is not listed is rare. */
interface Commonness {
  readonly rows: number;
  readonly share: ReadonlyMap<number, number>;
  readonly readAt: number;
}

const countCap = 100;
const statisticsSeconds = 300;

/**
 * A gram that so many rows hold is no way to find anything: its list in the index has tens of thousands of places, while a
 * walk through the table meets hits soon, however large the table is.
 */
const commonShare = 0.004;
/** A walk goes so far and no farther: some ten milliseconds. */
const mostWalked = 10_000;
/** Rows of one list that are looked at; of a longer one, the lists of further grams are intersected by the index first. */
const mostCandidates = 300;
/** Lists that are intersected: the rarest ones. A very long one costs more than it sifts out. */
const mostLists = 3;
const longShare = 0.05;

export class PostgresSearch implements Search {
  readonly #database: Database;
  readonly #commonness = new Map<SearchSubject, Commonness>();

  constructor(database: Database) {
    this.#database = database;
  }

  async find(subject: SearchSubject, fragment: string, limit: number): Promise<SearchResult> {
    const grams = gramsOfFragment(fragment);
    if (grams.length === 0 || !isFindable(fragment)) return { hits: [], total: { count: 0, isCapped: false } };
    const { rows, share } = await this.#readCommonness(subject);
    const [rarest = 0, ...others] = grams.sort((a, b) => (share.get(a) ?? 0) - (share.get(b) ?? 0));
    const least = share.get(rarest) ?? 0;
    const most = Math.max(1, Math.min(100, limit));
    if (least >= commonShare) {
      const far = Math.min(mostWalked, Math.ceil((3 * countCap) / least));
      const walked = await this.#walk(subject, fragment, most, far);
      if (walked.total.isCapped) return walked;
      // Enough to show, and more behind where the walk ended: how many more would cost more than it tells.
      if (walked.hits.length >= most && rows > 2 * far)
        return { hits: walked.hits, total: { count: walked.total.count, isCapped: true } };
      // All its grams are common and yet the fragment is not: the index finds it after all.
    }
    const further = others.filter((gram) => (share.get(gram) ?? 0) < longShare).slice(0, mostLists - 1);
    return this.#lookUp(subject, fragment, least * rows <= mostCandidates ? [rarest] : [rarest, ...further], most);
  }

  async ids(subject: SearchSubject, fragment: string, most: number): Promise<readonly Id[]> {
    const grams = gramsOfFragment(fragment);
    if (grams.length === 0 || !isFindable(fragment)) return [];
    const { name } = searchTables[subject];
    const text = `select id from ${name} where grams @> $1::integer[] and strpos(text, $2) > 0 limit $3`;
    const values = [grams, fragment, Math.max(1, Math.min(10_000, most))];
    return (await this.#database.rows<{ id: Id }>({ name: `${name} ids`, text }, values)).map(({ id }) => id);
  }

  /** By the index; then it is looked at whether the fragment stands there in one piece. */
  async #lookUp(
    subject: SearchSubject,
    fragment: string,
    grams: readonly number[],
    limit: number,
  ): Promise<SearchResult> {
    const { name } = searchTables[subject];
    const text = `
      with hits as materialized (
        select id, text from ${name} where grams @> $1::integer[] and strpos(text, $2) > 0 limit ${countCap + 1})
      select id, text, (select count(*) from hits) as found from hits limit $3`;
    const values = [grams, fragment, limit];
    return toResult(await this.#database.rows<FoundRow>({ name: `${name} look up`, text }, values), fragment);
  }

  /** Through the first rows of the table. */
  async #walk(subject: SearchSubject, fragment: string, limit: number, rows: number): Promise<SearchResult> {
    const { name } = searchTables[subject];
    const text = `
      with walked as (select id, text from ${name} limit $1),
      hits as materialized (select id, text from walked where strpos(text, $2) > 0 limit ${countCap + 1})
      select id, text, (select count(*) from hits) as found from hits limit $3`;
    return toResult(
      await this.#database.rows<FoundRow>({ name: `${name} walk`, text }, [rows, fragment, limit]),
      fragment,
    );
  }

  async suggest(
    subject: SearchSubject,
    fragment: string,
    limit: number,
  ): Promise<readonly (SearchHit & { readonly nearness: number })[]> {
    const wanted = pairsOf(fragment);
    const { rows, share } = await this.#readCommonness(subject);
    const telling = wanted
      .map((gram) => ({ gram, places: (share.get(gram) ?? 0) * rows }))
      .sort((a, b) => a.places - b.places)
      .filter(({ places }, i) => i < 8 && places < mostCandidates / 8);
    if (fragment.length < 3 || telling.length === 0) return [];
    const { name } = searchTables[subject];
    const text = `select id, text from ${name} where grams && $1::integer[] limit 2000`;
    const found = await this.#database.rows<{ id: Id; text: string }>({ name: `${name} suggest`, text }, [
      telling.map(({ gram }) => gram),
    ]);
    return found
      .map((row) => nearestLine(row, fragment, wanted))
      .filter(({ nearness }) => nearness >= 0.4)
      .sort((a, b) => b.nearness - a.nearness || (a.id < b.id ? -1 : 1))
      .slice(0, Math.max(1, limit));
  }

  async #readCommonness(subject: SearchSubject): Promise<Commonness> {
    const known = this.#commonness.get(subject);
    const now = performance.now();
    if (known && now - known.readAt < statisticsSeconds * 1000) return known;
    const { name } = searchTables[subject];
    const text = `
      select c.reltuples::float8 as rows, s.most_common_elems::text::integer[] as grams, s.most_common_elem_freqs::float8[] as shares
      from pg_class c left join pg_stats s on s.schemaname = c.relnamespace::regnamespace::text and s.tablename = c.relname and s.attname = 'grams'
      where c.oid = $1::regclass`;
    const [row] = await this.#database.rows<{ rows: number; grams: number[] | null; shares: number[] | null }>(
      { name: 'search statistics', text },
      [name],
    );
    const fresh = {
      rows: Math.max(0, row?.rows ?? 0),
      // Behind the shares of the elements stand their least, their greatest and that of nulls.
      share: new Map((row?.grams ?? []).map((gram, i) => [gram, row?.shares?.[i] ?? 0])),
      readAt: now,
    };
    this.#commonness.set(subject, fresh);
    return fresh;
  }
}

/** Lines are kept apart by line feeds; half a character and NUL are in no text of the database. */
const isFindable = (fragment: string) => !/[\n\0]|\p{Surrogate}/u.test(fragment);

function toResult(rows: readonly FoundRow[], fragment: string): SearchResult {
  const found = rows[0]?.found ?? 0;
  const hits = rows.map(({ id, text }) => ({
    id,
    text: text.split('\n').find((line) => line.includes(fragment)) ?? text,
  }));
  return { hits, total: { count: Math.min(found, countCap), isCapped: found > countCap } };
}

/** Nearness is the share of pairs in common (Dice 1945): twice the common ones over all of both. */
function nearestLine(
  { id, text }: { id: Id; text: string },
  fragment: string,
  wanted: readonly number[],
): SearchHit & { nearness: number } {
  let best = { id, text, nearness: 0 };
  for (const line of text.split('\n')) {
    const pairs = new Set(pairsOf(line));
    const common = wanted.filter((gram) => pairs.has(gram)).length;
    const nearness = line === fragment ? 1 : (2 * common) / (pairs.size + wanted.length);
    if (nearness > best.nearness) best = { id, text: line, nearness };
  }
  return best;
}
