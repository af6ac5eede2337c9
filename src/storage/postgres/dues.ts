import type { Due, Dues } from '#operation/ports/dues.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Id, Instant } from '#operation/ports/values.ts';
import type { Database, SqlValue, Statement } from './database.ts';
import { selectList } from './table.ts';
import { dueTable, type FlatDue, nestDue } from './tables.ts';

const select = `select ${selectList(dueTable)} from due`;

export class PostgresDues implements Dues {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  ripe(now: Instant, limit: number): Promise<readonly Due[]> {
    const text = `${select} where state = 'running' and ripe_at <= $1::timestamptz
      order by ripe_at, subject_id, kind, name limit $2`;
    return this.#read({ name: 'dues ripe', text }, [now, limit]);
  }

  toRemind(now: Instant, limit: number): Promise<readonly Due[]> {
    const text = `${select} where state = 'running' and not reminded and remind_at is not null and remind_at <= $1::timestamptz
      order by remind_at, subject_id, kind, name limit $2`;
    return this.#read({ name: 'dues to remind', text }, [now, limit]);
  }

  async markReminded(transaction: Transaction, dues: readonly Due[]): Promise<void> {
    const text = `update due set reminded = true where (subject_id, kind, name) in
      (select * from unnest($1::uuid[], $2::text[], $3::text[]))`;
    const values = [dues.map((due) => due.subject.id), dues.map((due) => due.kind), dues.map((due) => due.name)];
    await this.#database.change({ name: 'dues reminded', text }, values, transaction);
  }

  async nextRipe(): Promise<Instant | null> {
    const text = `select min(ripe_at) as at from due where state = 'running'`;
    const [row] = await this.#database.rows<{ at: Instant | null }>({ name: 'dues next', text });
    return row?.at ?? null;
  }

  ofSubject(subject: Id): Promise<readonly Due[]> {
    const text = `${select} where subject_id = $1::uuid order by ripe_at, kind, name`;
    return this.#read({ name: 'dues of subject', text }, [subject]);
  }

  async #read(statement: Statement, values: readonly SqlValue[]): Promise<readonly Due[]> {
    return (await this.#database.rows<FlatDue>(statement, values)).map(nestDue);
  }
}
