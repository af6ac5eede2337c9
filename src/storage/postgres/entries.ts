import type { Entries, Entry, EntryChange, EntryDossier, EntryField, EntryOrder } from '#operation/ports/entries.ts';
import type { Filter } from '#operation/ports/filter.ts';
import type { CappedCount, Page, PageRequest } from '#operation/ports/page.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Id } from '#operation/ports/values.ts';
import type { Database } from './database.ts';
import { dossierSql } from './dossier-sql.ts';
import { filterSql, Parameters } from './filter-sql.ts';
import { countBy, countCapped, listPage, mostRows, type Order } from './list.ts';
import { slipsOf } from './slips.ts';
import { selectList } from './table.ts';
import { changeTable, entryTable, type FlatChange, nestChange } from './tables.ts';

const select = `select ${selectList(entryTable)} from entry`;
const selectChanges = `select ${selectList(changeTable)} from entry_change`;
const inOrderOfEffect = 'order by entry, latest, ordinal';

/** A number is repeated a few times at most; more is somebody else's fault, and fifty tell enough. */
const mostOfNumber = 50;
const ownFirst = `(source = 'own') desc, id`;

/** The verdict's own query: `$1` is the normal number, `$2` the kinds that entitle an issuer. */
export const dossiersStatement = {
  name: 'dossiers by number',
  text: dossierSql(`e.normal_number = $1 order by (e.source = 'own') desc, e.id limit ${mostOfNumber}`),
};

const id = { sql: 'id', type: 'uuid' } as const;

const orders: Record<EntryOrder, Order> = {
  newest: { name: 'newest', direction: 'desc', keys: [{ sql: 'recorded_at', type: 'instant' }, id] },
  number: { name: 'number', direction: 'asc', keys: [{ sql: 'normal_number', type: 'text' }, id] },
};
const byMaking: Order = { name: 'making', direction: 'asc', keys: [id] };

export class PostgresEntries implements Entries {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async byId(entry: Id, within?: Transaction): Promise<Entry | null> {
    const statement = { name: 'entry by id', text: `${select} where id = $1::uuid` };
    return (await this.#database.rows<Entry>(statement, [entry], within))[0] ?? null;
  }

  byIds(ids: readonly Id[], within?: Transaction): Promise<readonly Entry[]> {
    const statement = { name: 'entries by id', text: `${select} where id = any($1::uuid[]) order by id` };
    return this.#database.rows<Entry>(statement, [ids], within);
  }

  byNumber(normalNumber: string, within?: Transaction): Promise<readonly Entry[]> {
    const text = `${select} where normal_number = $1 order by ${ownFirst} limit ${mostOfNumber}`;
    return this.#database.rows<Entry>({ name: 'entries by number', text }, [normalNumber], within);
  }

  async byNumbers(normalNumbers: readonly string[]): Promise<ReadonlyMap<string, readonly Entry[]>> {
    const found = new Map<string, Entry[]>(normalNumbers.map((number) => [number, []]));
    const text = `select e.* from unnest($1::text[]) as wanted (number),
      lateral (${select} where normal_number = wanted.number order by ${ownFirst} limit ${mostOfNumber}) as e`;
    const rows = await this.#database.rows<Entry>({ name: 'entries by numbers', text }, [[...found.keys()]]);
    for (const row of rows) found.get(row.normalNumber)?.push(row);
    return found;
  }

  async nearNumbers(normalNumber: string, limit: number): Promise<readonly string[]> {
    const text = `select distinct normal_number as number from entry where normal_number = any($1::text[]) order by 1 limit $2`;
    const values = [slipsOf(normalNumber), Math.max(1, Math.min(50, limit))];
    return (await this.#database.rows<{ number: string }>({ name: 'near numbers', text }, values)).map(
      ({ number }) => number,
    );
  }

  heldBy(holder: Id, kinds?: readonly string[], within?: Transaction): Promise<readonly Entry[]> {
    const text = `${select} where holder = $1::uuid and ($2::text[] is null or kind = any($2::text[])) order by id`;
    return this.#database.rows<Entry>({ name: 'entries held', text }, [holder, kinds ?? null], within);
  }

  issuedBy(issuer: Id, page: PageRequest): Promise<Page<Entry>> {
    return listPage(this.#database, entryTable, { filter: { field: 'issuer', is: [issuer] }, order: byMaking, page });
  }

  dossiers(normalNumber: string, issuerKinds: readonly string[]): Promise<readonly EntryDossier[]> {
    return this.#dossiers(dossiersStatement, [normalNumber, issuerKinds]);
  }

  async dossierOf(entry: Id, issuerKinds: readonly string[]): Promise<EntryDossier | null> {
    const statement = { name: 'dossier by id', text: dossierSql('e.id = $1::uuid') };
    return (await this.#dossiers(statement, [entry, issuerKinds]))[0] ?? null;
  }

  async #dossiers(
    statement: { readonly name: string; readonly text: string },
    values: readonly [string, readonly string[]],
  ): Promise<readonly EntryDossier[]> {
    const rows = await this.#database.rows<{ dossier: EntryDossier }>(statement, values);
    return rows.map(({ dossier }) => dossier);
  }

  async changes(entry: Id, within?: Transaction): Promise<readonly EntryChange[]> {
    return (await this.changesOf([entry], within)).get(entry) ?? [];
  }

  async changesOf(entries: readonly Id[], within?: Transaction): Promise<ReadonlyMap<Id, readonly EntryChange[]>> {
    const found = new Map<Id, EntryChange[]>(entries.map((entry) => [entry, []]));
    const text = `${selectChanges} where entry = any($1::uuid[]) ${inOrderOfEffect}`;
    const rows = await this.#database.rows<FlatChange>({ name: 'changes of entries', text }, [entries], within);
    for (const row of rows) found.get(row.entry)?.push(nestChange(row));
    return found;
  }

  list(filter: Filter<EntryField>, order: EntryOrder, page: PageRequest): Promise<Page<Entry>> {
    return listPage(this.#database, entryTable, { filter, order: orders[order], page });
  }

  count(filter: Filter<EntryField>, cap: number): Promise<CappedCount> {
    return countCapped(this.#database, entryTable, filter, cap);
  }

  countBy(
    filter: Filter<EntryField>,
    field: 'kind' | 'scheme' | 'edition' | 'status' | 'source',
  ): Promise<ReadonlyMap<string, number>> {
    return countBy(this.#database, entryTable, filter, field);
  }

  async countHolders(filter: Filter<EntryField>): Promise<number> {
    const parameters = new Parameters();
    const where = filterSql(filter, entryTable, parameters);
    const text = `select count(distinct holder)::int as count from entry where ${where}`;
    const [row] = await this.#database.rows<{ count: number }>({ text }, parameters.values);
    return row?.count ?? 0;
  }

  /** Page by page, each by its key: no transaction is held open while a slow reader reads. */
  async *stream(filter: Filter<EntryField>): AsyncGenerator<Entry> {
    let page: PageRequest | null = { limit: mostRows };
    while (page) {
      const { rows, next }: Page<Entry> = await listPage(this.#database, entryTable, { filter, order: byMaking, page });
      yield* rows;
      page = next === null ? null : { limit: mostRows, after: next };
    }
  }
}
