import type { OrganisationKey, OrganisationKeys } from '#operation/ports/keys.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Id, Instant } from '#operation/ports/values.ts';
import type { Database } from './database.ts';
import { defineTable, rowValues, selectList, upsertStatement } from './table.ts';

const keyTable = defineTable<OrganisationKey>(
  'organisation_key',
  {
    keyId: 'text',
    party: 'uuid',
    algorithm: 'text',
    custody: 'text',
    publicJwk: 'jsonb',
    sealedPrivate: 'bytes',
    from: ['valid_from', 'instant'],
    to: ['valid_to', 'instant'],
  },
  ['party', 'keyId'],
);

const select = `select ${selectList(keyTable)} from organisation_key`;

export class PostgresOrganisationKeys implements OrganisationKeys {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async put(transaction: Transaction, key: OrganisationKey): Promise<void> {
    await this.#database.change(upsertStatement(keyTable, 1), rowValues(keyTable, key), transaction);
  }

  ofParty(party: Id, within?: Transaction): Promise<readonly OrganisationKey[]> {
    const text = `${select} where party = $1::uuid order by valid_from, key_id`;
    return this.#database.rows<OrganisationKey>({ name: 'keys of party', text }, [party], within);
  }

  ofParties(parties: readonly Id[]): Promise<readonly OrganisationKey[]> {
    const text = `${select} where party = any($1::uuid[]) order by party, valid_from, key_id`;
    return this.#database.rows<OrganisationKey>({ name: 'keys of parties', text }, [parties]);
  }

  async holders(page: { after?: Id; limit: number }): Promise<readonly Id[]> {
    const text = `select distinct party from organisation_key where $1::uuid is null or party > $1::uuid order by party limit $2::integer`;
    const values = [page.after ?? null, Math.max(1, Math.min(10_000, page.limit))];
    const rows = await this.#database.rows<{ party: Id }>({ name: 'holders of keys', text }, values);
    return rows.map(({ party }) => party);
  }

  async current(party: Id, now: Instant, within?: Transaction): Promise<OrganisationKey | null> {
    const text = `${select} where party = $1::uuid and valid_from <= $2::timestamptz
      and (valid_to is null or valid_to > $2::timestamptz) order by valid_from desc, key_id desc limit 1`;
    const [row] = await this.#database.rows<OrganisationKey>({ name: 'current key', text }, [party, now], within);
    return row ?? null;
  }
}
