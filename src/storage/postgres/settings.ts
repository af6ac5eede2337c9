import type { Settings } from '#operation/ports/settings.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Json } from '#operation/ports/values.ts';
import type { Database } from './database.ts';

export class PostgresSettings implements Settings {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async get(name: string, within?: Transaction): Promise<Json | undefined> {
    const statement = { name: 'setting', text: 'select value from setting where name = $1' };
    return (await this.#database.rows<{ value: Json }>(statement, [name], within))[0]?.value;
  }

  async put(transaction: Transaction, name: string, value: Json): Promise<void> {
    const text = `insert into setting (name, value) values ($1, $2::jsonb)
      on conflict (name) do update set value = excluded.value`;
    await this.#database.change({ name: 'put setting', text }, [name, JSON.stringify(value)], transaction);
  }
}
