import type { Ballots } from '#operation/ports/ballots.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Id } from '#operation/ports/values.ts';
import type { Database } from './database.ts';

export class PostgresBallots implements Ballots {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async cast(transaction: Transaction, box: { round: Id; step: string }, choice: string): Promise<void> {
    const text = `insert into ballot_box as b (round, step, counts) values ($1, $2, jsonb_build_object($3::text, 1))
      on conflict (round, step) do update
      set counts = b.counts || jsonb_build_object($3::text, coalesce((b.counts ->> $3::text)::int, 0) + 1)`;
    await this.#database.rows({ name: 'cast ballot', text }, [box.round, box.step, choice], transaction);
  }

  async count(round: Id, within?: Transaction): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
    const text = 'select step, counts from ballot_box where round = $1';
    const rows = await this.#database.rows<{ step: string; counts: Record<string, number> }>(
      { name: 'count ballots', text },
      [round],
      within,
    );
    return new Map(rows.map((row) => [row.step, row.counts]));
  }
}
