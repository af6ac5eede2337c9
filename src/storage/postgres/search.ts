import type { Entry } from '#operation/ports/entries.ts';
import type { CappedCount } from '#operation/ports/page.ts';
import type { PartyHit, Search, SearchHit, SearchResult, SearchSubject } from '#operation/ports/search.ts';
import type { Id } from '#operation/ports/values.ts';
import type { Database, Statement } from './database.ts';
import { gramsOfFragment, pairsOf } from './grams.ts';
import { type PartyRow, partyColumns } from './parties.ts';
import { selectList } from './table.ts';
import { entryTable, searchTables } from './tables.ts';

/** How often pairs of characters occur, from the database's own statistics; what is not listed is rare. */
interface Commonness {
  readonly rows: number;
  readonly share: ReadonlyMap<number, number>;
  readonly readAt: number;
}

type Found<Row> = Row & { readonly found: number };

const countCap = 100;
const statisticsSeconds = 300;

/** Parts of a table with an index of their own, the smallest first (migration 0006), and the whole. */
const parts = [
  { name: '256th', share: 1 / 256, where: `and substr(id::text, 35) = '00'` },
  { name: 'sixteenth', share: 1 / 16, where: `and substr(id::text, 36) = '0'` },
  { name: 'whole', share: 1, where: '' },
] as const;
/** Hits that a part must promise before it is asked: half as many again as are counted, since chance may deal badly. */
const promising = 1.5 * countCap;
/** Rows of one list that are looked at; of a longer one, the lists of further grams are intersected by the index first. */
const mostCandidates = 300;
/** Lists that are intersected: the rarest ones. A very long one costs more than it sifts out. */
const mostLists = 3;
const longShare = 0.05;

/** What a hit is shown as, on the alias `hit` of its row in the search table. */
const shown = {
  entry: `${selectList(entryTable)} from hit join entry on entry.id = hit.id`,
  party: `${partyColumns}, hit.text as hit from hit join party on party.id = hit.id`,
} as const;

export class PostgresSearch implements Search {
  readonly #database: Database;
  readonly #commonness = new Map<SearchSubject, Commonness>();

  constructor(database: Database) {
    this.#database = database;
  }

  async entries(fragment: string, limit: number): Promise<SearchResult<Entry>> {
    const { rows, total } = await this.#find<Found<Entry>>('entry', fragment, limit);
    return { hits: rows.map(({ found, ...entry }) => entry), total };
  }

  async parties(fragment: string, limit: number): Promise<SearchResult<PartyHit>> {
    const { rows, total } = await this.#find<Found<PartyRow & { readonly hit: string }>>('party', fragment, limit);
    return { hits: rows.map(({ found, hit, ...party }) => ({ party, hit: lineWith(hit, fragment) })), total };
  }

  /** A part after the other, as long as one holds fewer than are counted; the whole has the last word. */
  async #find<Row extends { readonly found: number }>(
    subject: SearchSubject,
    fragment: string,
    limit: number,
  ): Promise<{ readonly rows: readonly Row[]; readonly total: CappedCount }> {
    const grams = gramsOfFragment(fragment);
    if (grams.length === 0 || !isFindable(fragment)) return { rows: [], total: { count: 0, isCapped: false } };
    const { rows: all, share } = await this.#readCommonness(subject);
    const [rarest = 0, ...others] = grams.sort((a, b) => (share.get(a) ?? 0) - (share.get(b) ?? 0));
    const likely = (share.get(rarest) ?? 0) * all;
    const further = others.filter((gram) => (share.get(gram) ?? 0) < longShare).slice(0, mostLists - 1);
    const lists = likely <= mostCandidates ? [rarest] : [rarest, ...further];
    const most = Math.max(1, Math.min(100, limit));
    for (const part of parts) {
      if (part.share < 1 && likely * part.share < promising) continue;
      const enough = part.share < 1 ? countCap + 1 : 0;
      const rows = await this.#database.rows<Row>(findStatement(subject, part), [lists, fragment, most, enough]);
      const found = rows[0]?.found ?? 0;
      if (found >= enough) return { rows, total: { count: Math.min(found, countCap), isCapped: found > countCap } };
    }
    throw new Error('The whole table always answers.');
  }

  async ids(subject: SearchSubject, fragment: string, most: number): Promise<readonly Id[]> {
    const grams = gramsOfFragment(fragment);
    if (grams.length === 0 || !isFindable(fragment)) return [];
    const { name } = searchTables[subject];
    const text = `select id from ${name} where grams @> $1::integer[] and strpos(text, $2) > 0 limit $3`;
    const values = [grams, fragment, Math.max(1, Math.min(10_000, most))];
    return (await this.#database.rows<{ id: Id }>({ name: `${name} ids`, text }, values)).map(({ id }) => id);
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

/**
 * The hits in a part of the table, as they are shown, and how many: `$1` grams, `$2` the fragment, `$3` how many to show, `$4`
 * how many there must be for any to be shown. One round trip. The grams come by a query of their own and the texts through
 * `materialized`, so that the planner sees neither values nor limit: with them it takes a walk through the whole table for the
 * shorter way wherever it believes the hits to be spread evenly, and they are not. And it plans once, not at every question.
 */
function findStatement(subject: SearchSubject, part: (typeof parts)[number]): Statement {
  const { name } = searchTables[subject];
  return {
    name: `${name} in the ${part.name}`,
    text: `
      with likely as materialized (
        select id, text from ${name} where grams @> (select $1::integer[]) ${part.where}),
      hits as materialized (select id, text from likely where strpos(text, $2) > 0 limit ${countCap + 1}),
      hit as (select id, text from hits limit $3)
      select (select count(*) from hits) as found, ${shown[subject]}
      where (select count(*) from hits) >= $4::integer order by hit.id`,
  };
}

const lineWith = (text: string, fragment: string) => text.split('\n').find((line) => line.includes(fragment)) ?? text;

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
