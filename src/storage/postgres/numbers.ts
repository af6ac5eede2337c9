import type { Numbers } from '#operation/ports/numbers.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Database } from './database.ts';

export class PostgresNumbers implements Numbers {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async take(transaction: Transaction, series: { space: string; period: string }, count = 1): Promise<number> {
    if (!Number.isSafeInteger(count) || count < 1)
      throw new TypeError(`Expected a count of 1 or more, found ${count}.`);
    const text = `insert into number_series as s (space, period, next) values ($1, $2, 1 + $3::bigint)
      on conflict (space, period) do update set next = s.next + $3::bigint returning next - $3::bigint as first`;
    const values = [series.space, series.period, count];
    const [row] = await this.#database.rows<{ first: number }>({ name: 'take number', text }, values, transaction);
    return row?.first ?? 1;
  }

  async isTaken(numberSpace: string, normalNumber: string, within?: Transaction): Promise<boolean> {
    const text = `select 1 from entry where source = 'own' and number_space = $1 and normal_number = $2 limit 1`;
    return (
      (await this.#database.rows({ name: 'is number taken', text }, [numberSpace, normalNumber], within)).length > 0
    );
  }
}
