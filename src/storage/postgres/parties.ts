import type { Page, PageRequest } from '#operation/ports/page.ts';
import type { Parties, Party, PartyName } from '#operation/ports/parties.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Id } from '#operation/ports/values.ts';
import type { Database } from './database.ts';
import { listPage, type Order } from './list.ts';
import { selectList } from './table.ts';
import { type FlatParty, partyTable } from './tables.ts';

/** Names and codes as JSON beside each party, in the order in which they were given. */
const names = (
  alias: string,
) => `coalesce((select json_agg(json_build_object('language', n.language, 'name', n.name, 'from', n.valid_from, 'to', n.valid_to) order by n.ordinal)
  from party_name n where n.party = ${alias}), '[]'::json)`;

/** The names of a party over time, as a JSON list: `id` is an SQL expression. */
export const partyNamesJson = names;

/** A party whole, on the alias `party`. */
export const partyColumns = `${selectList(partyTable)}, ${names('party.id')} as names,
  coalesce((select json_agg(json_build_object('system', c.system, 'value', c.value) order by c.ordinal)
    from party_code c where c.party = party.id), '[]'::json) as codes`;
const selectParties = `select ${partyColumns} from party`;

export type PartyRow = FlatParty & { readonly names: readonly PartyName[]; readonly codes: Party['codes'] };

export async function readParties(database: Database, ids: readonly Id[], within?: Transaction): Promise<PartyRow[]> {
  const statement = {
    name: 'parties by id',
    text: `${selectParties} where party.id = any($1::uuid[]) order by party.id`,
  };
  return database.rows<PartyRow>(statement, [ids], within);
}

const byMaking: Order = { name: 'party', direction: 'asc', keys: [{ sql: 'id', type: 'uuid' }] };

/**
 * Parties in their order, and for each a look into two indexes that ends at the first entry: a page costs as many looks as it has
 * rows and passes over. Not as `exists … or exists …`, which the planner may turn into hashes of the whole register.
 */
const ofRegister: Order = {
  ...byMaking,
  only: `coalesce((select true from entry where entry.holder = party.id limit 1),
    (select true from entry where entry.issuer = party.id limit 1), false)`,
};

export class PostgresParties implements Parties {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async byId(id: Id, within?: Transaction): Promise<Party | null> {
    return (await readParties(this.#database, [id], within))[0] ?? null;
  }

  async byIds(ids: readonly Id[], within?: Transaction): Promise<ReadonlyMap<Id, Party>> {
    const rows = await readParties(this.#database, ids, within);
    return new Map(rows.map((row) => [row.id, row]));
  }

  byCode(system: string, value: string, within?: Transaction): Promise<readonly Party[]> {
    const text = `${selectParties} where party.id in (select party from party_code where system = $1 and value = $2) order by party.id`;
    return this.#database.rows<PartyRow>({ name: 'parties by code', text }, [system, value], within);
  }

  byName(name: string, within?: Transaction): Promise<readonly Party[]> {
    const text = `${selectParties} where party.id in (select party from party_name where name = $1) order by party.id`;
    return this.#database.rows<PartyRow>({ name: 'parties by name', text }, [name], within);
  }

  list(kind: Party['kind'], page: PageRequest): Promise<Page<Party>> {
    return this.#page(kind, byMaking, page);
  }

  inRegister(page: PageRequest): Promise<Page<Party>> {
    return this.#page('organisation', ofRegister, page);
  }

  async #page(kind: Party['kind'], order: Order, page: PageRequest): Promise<Page<Party>> {
    const filter = { field: 'kind', is: [kind] };
    const { rows, next } = await listPage(this.#database, partyTable, { filter, order, page });
    const whole = await this.byIds(rows.map((row) => row.id));
    return { rows: rows.flatMap((row) => whole.get(row.id) ?? []), next };
  }
}
