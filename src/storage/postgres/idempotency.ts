import type { Answer, Claim, Idempotency } from '#operation/ports/idempotency.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Digest, Id, Instant, Json } from '#operation/ports/values.ts';
import type { Database } from './database.ts';

export class PostgresIdempotency implements Idempotency {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The insertion waits for another transaction with the same key to end, and then finds its row, or room. */
  async claim(
    transaction: Transaction,
    { account, key, request, at }: { account: Id; key: string; request: Digest; at: Instant },
  ): Promise<Claim> {
    const text = `insert into idempotency (account, key, request, claimed_at)
      values ($1::uuid, $2, decode($3, 'hex'), $4::timestamptz) on conflict (account, key) do nothing`;
    const made = await this.#database.change({ name: 'claim key', text }, [account, key, request, at], transaction);
    if (made === 1) return { isNew: true };
    const find = `select encode(request, 'hex') as request, claimed_at as "usedAt", status, response
      from idempotency where account = $1::uuid and key = $2`;
    const [row] = await this.#database.rows<{
      request: string;
      usedAt: Instant;
      status: number | null;
      response: string | null;
    }>({ name: 'find key', text: find }, [account, key], transaction);
    if (!row || row.request !== request) return { mismatch: { usedAt: row?.usedAt ?? at } };
    return { isNew: false, answer: { status: row.status ?? 0, body: JSON.parse(row.response ?? 'null') as Json } };
  }

  async keep(transaction: Transaction, { account, key }: { account: Id; key: string }, answer: Answer): Promise<void> {
    const text = 'update idempotency set status = $3, response = $4 where account = $1::uuid and key = $2';
    const values = [account, key, answer.status, JSON.stringify(answer.body)];
    await this.#database.change({ name: 'keep answer', text }, values, transaction);
  }

  sweep(before: Instant): Promise<number> {
    return this.#database.change({ text: 'delete from idempotency where claimed_at < $1::timestamptz' }, [before]);
  }
}
