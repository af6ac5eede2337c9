import type { Entry } from '#operation/ports/entries.ts';
import type { CappedCount } from '#operation/ports/page.ts';
import type { PartyHit, Search, SearchHit, SearchResult, SearchSubject } from '#operation/ports/search.ts';
import type { Id } from '#operation/ports/values.ts';
import type { Database, Statement } from './database.ts';
import { gramsOfFragment, pairsOf } from './grams.ts';
import { type PartyRow, partyColumns } from './parties.ts';
import { selectList } from './table.ts';
import { entryTable, searchTables } from './tables.ts';

/** In how many texts a gram is, from the database's own statistics. */
interface Commonness {
  /** By grams; of the table's rows, from 0 to 1. */
  readonly share: ReadonlyMap<number, number>;
  /** All texts. */
  readonly rows: number;
  /** The least share that is listed. A gram without one is in fewer texts, and nobody knows in how many. */
  readonly least: number;
  readonly readAt: number;
}

interface Pair {
  readonly gram: number;
  /** Of all texts; 0 where it isn't known, and then at most so much. */
  readonly share: number;
  readonly atMost: number;
}

type Found<Row> = Row & { readonly found: number };

const countCap = 100;
const statisticsSeconds = 300;

/**
 * Parts of a table with an index of their own, drawn by chance, the smallest first (migrations 0006 and 0010), and the whole. So
 * many hits in a part prove that the whole has more than are counted: if it had a hundred, chance would deal the part as many
 * once in 10^12 (binomial; decision 0027). The whole has to hold them itself.
 */
const parts = [
  { name: '4096th', share: 1 / 4096, proof: 8, where: `and substr(id::text, 34) = '000'` },
  { name: '256th', share: 1 / 256, proof: 12, where: `and substr(id::text, 35) = '00'` },
  { name: 'sixteenth', share: 1 / 16, proof: 30, where: `and substr(id::text, 36) = '0'` },
  { name: 'whole', share: 1, proof: countCap + 1, where: '' },
] as const;
/** How many times the hits that are needed a part must promise before it is asked, since chance may deal badly. */
const promising = 1.5;
/** Rows of one list that are looked at; of a longer one, the lists of further grams are intersected by the index first. */
const mostCandidates = 300;
/** Lists that are intersected: the rarest ones. A very long one costs more than it sifts out, unless all are. */
const mostLists = 3;
const longShare = 0.05;

/** Rows that are compared for nearness because they have one rare pair in common; and those that have two, of each two pairs. */
const nearest = { each: 37, all: 2000, withTwo: 60, pairs: 6, twoShare: 0.01 } as const;

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

  /** A part after the other, until one holds enough; the whole has the last word. */
  async #find<Row extends { readonly found: number; readonly id: Id | null }>(
    subject: SearchSubject,
    fragment: string,
    limit: number,
  ): Promise<{ readonly rows: readonly Row[]; readonly total: CappedCount }> {
    const grams = gramsOfFragment(fragment);
    if (grams.length === 0 || !isFindable(fragment)) return { rows: [], total: { count: 0, isCapped: false } };
    const common = await this.#readCommonness(subject);
    const shareOf = (gram: number) => common.share.get(gram) ?? 0;
    const lists = grams.sort((a, b) => shareOf(a) - shareOf(b)).slice(0, mostLists);
    const [rarest = 0] = lists;
    let likely = (common.share.get(rarest) ?? common.least) * common.rows;
    const most = Math.max(1, Math.min(100, limit));
    for (const part of parts) {
      const isWhole = part.share === 1;
      const needed = Math.max(most, part.proof);
      if (!isWhole && likely * part.share < promising * needed) continue;
      const asked = isWhole ? listsOfWhole(lists, common) : lists;
      const values = [asked, fragment, most, isWhole ? 0 : needed, needed];
      const rows = await this.#database.rows<Row>(findStatement(subject, part), values);
      const found = rows[0]?.found ?? 0;
      if (isWhole || found >= needed) {
        const isCapped = found >= part.proof;
        const hits = rows.filter(({ id }) => id !== null);
        return { rows: hits, total: { count: isCapped ? countCap : found, isCapped } };
      }
      // What this part holds promises little for the next: at most so much, chance counted in.
      likely = Math.min(likely, (found + 2 * Math.sqrt(found) + 3) / part.share);
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
    const common = await this.#readCommonness(subject);
    const pairs = wanted
      .map((gram) => ({ gram, share: common.share.get(gram) ?? 0, atMost: common.share.get(gram) ?? common.least }))
      .sort((a, b) => a.share - b.share);
    const rare = pairs.filter(({ atMost }, i) => i < 8 && atMost * common.rows < nearest.each);
    if (fragment.length < 3 || pairs.length === 0) return [];
    const { name } = searchTables[subject];
    const found = rare.length > 0 ? await this.#withOne(name, rare) : await this.#withTwo(name, pairs);
    return found
      .map((row) => nearestLine(row, fragment, wanted))
      .filter(({ nearness }) => nearness >= 0.4)
      .sort((a, b) => b.nearness - a.nearness || (a.id < b.id ? -1 : 1))
      .slice(0, Math.max(1, limit));
  }

  /** Rows with one of the pairs. */
  #withOne(name: string, pairs: readonly Pair[]): Promise<readonly SearchHit[]> {
    const text = `select id, text from ${name} where grams && $1::integer[] limit ${nearest.all}`;
    return this.#database.rows<SearchHit>({ name: `${name} with one`, text }, [pairs.map(({ gram }) => gram)]);
  }

  /** In a large register no pair is rare. Rows that have two in common: what is near enough to be offered has. */
  #withTwo(name: string, pairs: readonly Pair[]): Promise<readonly SearchHit[]> {
    const few = pairs.filter(({ share }, i) => i < nearest.pairs && share < nearest.twoShare).map(({ gram }) => gram);
    const twos = few.flatMap((a, i) => few.slice(i + 1).map((b) => `{${a},${b}}`));
    // `materialized`: the planner must not see the limit, or it takes a walk through the table for the shorter way.
    const text = `select distinct on (near.id) near.id, near.text from unnest($1::text[]) as two,
      lateral (
        with likely as materialized (select id, text from ${name} where grams @> two::integer[])
        select id, text from likely limit ${nearest.withTwo}) as near`;
    return this.#database.rows<SearchHit>({ name: `${name} with two`, text }, [twos]);
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
    const listed = row?.grams ?? [];
    const fresh = {
      rows: Math.max(0, row?.rows ?? 0),
      // Behind the shares of the elements stand their least, their greatest and that of nulls.
      share: new Map(listed.map((gram, i) => [gram, row?.shares?.[i] ?? 0])),
      least: row?.shares?.[listed.length] ?? 0,
      readAt: now,
    };
    this.#commonness.set(subject, fresh);
    return fresh;
  }
}

/** Of the rarest lists those that are worth being intersected where none has been made shorter by a part. */
function listsOfWhole(lists: readonly number[], { share, rows, least }: Commonness): readonly number[] {
  const [rarest = 0, ...others] = lists;
  const known = share.get(rarest) ?? least;
  if (known * rows <= mostCandidates) return [rarest];
  return [rarest, ...others.filter((gram) => known >= longShare || (share.get(gram) ?? least) < longShare)];
}

/** Lines are kept apart by line feeds; half a character and NUL are in no text of the database. */
const isFindable = (fragment: string) => !/[\n\0]|\p{Surrogate}/u.test(fragment);

/**
 * The hits in a part of the table, as they are shown, and how many: `$1` grams, `$2` the fragment, `$3` how many to show, `$4`
 * how many there must be for any to be shown, `$5` how many are looked for; one row without a hit where none is shown. One round
 * trip. The grams and the limits come by queries of their own and the texts through `materialized`, so that the planner sees
 * neither: with them it takes a walk through the whole table for the shorter way wherever it believes the hits to be spread
 * evenly, and they are not. And it plans once, not at every question.
 */
function findStatement(subject: SearchSubject, part: (typeof parts)[number]): Statement {
  const { name } = searchTables[subject];
  return {
    name: `${name} in the ${part.name}`,
    text: `
      with likely as materialized (
        select id, text from ${name} where grams @> (select $1::integer[]) ${part.where}),
      hits as materialized (select id, text from likely where strpos(text, $2) > 0 limit (select $5::integer)),
      hit as (select id, text from hits limit (select $3::integer))
      select counted.found, shown.* from (select count(*) as found from hits) as counted
      left join (select ${shown[subject]}) as shown on counted.found >= $4::integer order by shown.id`,
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
