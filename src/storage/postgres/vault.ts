import type { Transaction } from '#operation/ports/transaction.ts';
import type { Id, Instant, Json } from '#operation/ports/values.ts';
import type { Erasure, Vault, VaultValue } from '#operation/ports/vault.ts';
import type { Database, SqlValue, Statement } from './database.ts';
import { defineTable, type TableRows, tableRows } from './table.ts';

interface VaultRow {
  readonly ref: Id;
  readonly subject: Id;
  readonly salt: Buffer;
  readonly value: string;
}

interface VaultText {
  readonly ref: Id;
  readonly subject: Id;
  readonly salt: Uint8Array;
  readonly value: string;
}

const vaultTable = defineTable<VaultText>('vault', { ref: 'uuid', subject: 'uuid', salt: 'bytes', value: 'text' }, [
  'ref',
]);

/** The rows of sealed values, for whoever copies many in. */
export const vaultRows = (values: readonly VaultValue[]): TableRows =>
  tableRows(
    vaultTable,
    values.map((v) => ({ ...v, value: JSON.stringify(v.value) })),
  );

const select = 'select ref, subject, salt, value from vault';

/**
 * Where a subject's personal values are repeated outside of the vault. Walked by every erasure, of the day and of a restore, so
 * that no place is forgotten; `$1` is the subject. Numbers of entries stay findable by the entry itself.
 */
export const repeatedPlaces: readonly Statement[] = [
  { text: 'delete from vault where subject = $1::uuid' },
  { text: 'delete from party_name where party = $1::uuid' },
  { text: 'delete from party_code where party = $1::uuid' },
  { text: `update party set details = '{}' where id = $1::uuid and kind = 'person'` },
  { text: 'delete from party_search where id = $1::uuid' },
  { text: 'delete from entry_search where id in (select id from entry where holder = $1::uuid)' },
  { text: `update entry set holder_names = '{}' where holder = $1::uuid` },
  { text: 'delete from draft where account in (select id from account where person = $1::uuid)' },
];

export class PostgresVault implements Vault {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async put(transaction: Transaction, values: readonly VaultValue[]): Promise<void> {
    if (values.length === 0) return;
    const rows = values.map(
      (_, i) => `($${4 * i + 1}::uuid, $${4 * i + 2}::uuid, $${4 * i + 3}::bytea, $${4 * i + 4})`,
    );
    const text = `insert into vault (ref, subject, salt, value) values ${rows.join(', ')}`;
    const name = values.length <= 8 ? { name: `vault put ${values.length}` } : {};
    const all: SqlValue[] = values.flatMap((v) => [v.ref, v.subject, v.salt, JSON.stringify(v.value)]);
    await this.#database.change({ ...name, text }, all, transaction);
  }

  async get(refs: readonly Id[], within?: Transaction): Promise<ReadonlyMap<Id, VaultValue>> {
    if (refs.length === 0) return new Map();
    const statement = { name: 'vault get', text: `${select} where ref = any($1::uuid[])` };
    const rows = await this.#database.rows<VaultRow>(statement, [refs], within);
    return new Map(rows.map((row) => [row.ref, toValue(row)]));
  }

  async ofSubject(subject: Id): Promise<readonly VaultValue[]> {
    const statement = { name: 'vault of subject', text: `${select} where subject = $1::uuid order by ref` };
    return (await this.#database.rows<VaultRow>(statement, [subject])).map(toValue);
  }

  async erase(transaction: Transaction, subject: Id, why: { at: Instant; reason: string }): Promise<number> {
    const text = `insert into erasure (ref, subject, erased_at, reason)
      select ref, subject, $2::timestamptz, $3 from vault where subject = $1::uuid on conflict (ref) do nothing`;
    const erased = await this.#database.change({ text }, [subject, why.at, why.reason], transaction);
    for (const place of repeatedPlaces) await this.#database.change(place, [subject], transaction);
    return erased;
  }

  erasures(): Promise<readonly Erasure[]> {
    const text = 'select ref, subject, erased_at as "erasedAt", reason from erasure order by erased_at, ref';
    return this.#database.rows<Erasure>({ text });
  }
}

function toValue({ value, salt, ...row }: VaultRow): VaultValue {
  return { ...row, salt: new Uint8Array(salt), value: JSON.parse(value) as Json };
}
