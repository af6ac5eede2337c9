import type { StatusPlaceRow, StatusPlaces } from '#operation/ports/status-places.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Id } from '#operation/ports/values.ts';
import type { Database } from './database.ts';
import { insertStatement, rowValues, selectList } from './table.ts';
import { placeTable } from './tables.ts';

export class PostgresStatusPlaces implements StatusPlaces {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async taken(issuer: Id, list: number, indexes: readonly number[], within?: Transaction): Promise<readonly number[]> {
    const text = `select "index" from status_place where issuer = $1::uuid and list = $2 and "index" = any($3::integer[])`;
    const statement = { name: 'places taken', text };
    const rows = await this.#database.rows<{ index: number }>(statement, [issuer, list, indexes], within);
    return rows.map(({ index }) => index);
  }

  async hold(transaction: Transaction, row: StatusPlaceRow): Promise<void> {
    await this.#database.change(insertStatement(placeTable), rowValues(placeTable, row), transaction);
  }

  async ofEntry(entry: Id): Promise<StatusPlaceRow | null> {
    const text = `select ${selectList(placeTable)} from status_place where entry = $1::uuid`;
    return (await this.#database.rows<StatusPlaceRow>({ name: 'place of entry', text }, [entry]))[0] ?? null;
  }

  async ofList(issuer: Id, list: number): Promise<readonly (readonly [number, number])[] | null> {
    // Two arrays rather than rows: a list may speak of a hundred thousand.
    const text = `select exists (select 1 from status_place where issuer = $1::uuid and list = $2) as "isThere",
      array_agg("index" order by "index") as indexes, array_agg(state order by "index") as states
      from status_place where issuer = $1::uuid and list = $2 and state <> 0`;
    const [row] = await this.#database.rows<{
      isThere: boolean;
      indexes: readonly number[] | null;
      states: readonly number[] | null;
    }>({ name: 'status list', text }, [issuer, list]);
    if (!row?.isThere) return null;
    return (row.indexes ?? []).map((index, i) => [index, row.states?.[i] ?? 0] as const);
  }
}
