import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { StorageFault } from '#operation/ports/fault.ts';
import type { Transaction, Transactions } from '#operation/ports/transaction.ts';
import { isLostConnection, isRetryable, toFault } from './errors.ts';
import { readTypes } from './read-types.ts';

export interface DatabaseOptions {
  readonly url: string;
  /** Connections at most; 20 unless said. */
  readonly connections?: number;
  /** How long one statement may run; 60 s unless said. */
  readonly statementSeconds?: number;
  readonly applicationName?: string;
}

/** What a column or parameter may hold on its way to the server. */
export type SqlValue = string | number | boolean | null | Uint8Array | readonly (string | number | null)[];

/** A statement that is prepared once for each connection. Its name must belong to its text alone. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
}

/** One unit of work on one connection. Operation holds it as an opaque `Transaction`. */
export class OpenTransaction implements Transaction {
  readonly client: pg.PoolClient;
  #isAbandoned = false;
  isOver = false;

  constructor(client: pg.PoolClient) {
    this.client = client;
  }

  get isAbandoned(): boolean {
    return this.#isAbandoned;
  }

  abandon(): void {
    this.#isAbandoned = true;
  }
}

const mostTries = 6;

/** Connections of a process to its database where nobody says how many. */
export const defaultConnections = 20;

/** The pool of connections, and the one place where statements are sent and errors become faults. */
export class Database implements Transactions {
  readonly #pool: pg.Pool;

  constructor(options: DatabaseOptions) {
    const statementMilliseconds = Math.ceil((options.statementSeconds ?? 60) * 1000);
    this.#pool = new pg.Pool({
      connectionString: options.url,
      max: options.connections ?? defaultConnections,
      connectionTimeoutMillis: 5000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      application_name: options.applicationName ?? 'touchstone',
      types: readTypes,
      onConnect: async (client) => {
        // Breaking while it is in use, it is told by the statement that fails; without a listener it would end the process.
        client.on('error', () => {});
        // Not as start-up parameters: poolers in front of a database refuse those.
        await client.query(`set time zone 'UTC'; set statement_timeout = ${statementMilliseconds}`);
      },
    });
    // A connection that breaks while nobody uses it is taken out of the pool; the next statement gets another.
    this.#pool.on('error', () => {});
  }

  /** Rows of a statement, in the transaction `within` when one is given. */
  async rows<Row>(statement: Statement, values: readonly SqlValue[] = [], within?: Transaction): Promise<Row[]> {
    return (await this.#run(statement, values, within)).rows as Row[];
  }

  /** How many rows a statement wrote. */
  async change(statement: Statement, values: readonly SqlValue[] = [], within?: Transaction): Promise<number> {
    return (await this.#run(statement, values, within)).rowCount ?? 0;
  }

  async #run(statement: Statement, values: readonly SqlValue[], within?: Transaction): Promise<pg.QueryResult> {
    const query = { ...statement, values: values as unknown[] };
    try {
      return await (within === undefined ? this.#pool.query(query) : clientOf(within).query(query));
    } catch (error) {
      throw toFault(error);
    }
  }

  /** A connection of one's own, for COPY and cursors; given back whole, or closed when the work failed. */
  async withClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    let failure: Error | undefined;
    try {
      return await work(client);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      throw toFault(error);
    } finally {
      client.release(failure);
    }
  }

  async inTransaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#once(work);
      } catch (error) {
        if (!isRetryable(error)) throw toFault(error);
        if (tries >= mostTries)
          throw new StorageFault('retries-exhausted', `${mostTries} tries, the last with ${error.code}.`, error);
        // Those that met each other should not meet again at the same moment.
        await pause(2 ** tries * (1 + Math.random()));
      }
    }
  }

  async #once<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const client = await this.#connect();
    const transaction = new OpenTransaction(client);
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const result = await work(transaction);
      transaction.isOver = true;
      if (transaction.isAbandoned) await client.query('rollback');
      else await commit(client);
      return result;
    } catch (error) {
      transaction.isOver = true;
      broken = await rollBack(client, error);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw toFault(error);
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

/**
 * INVARIANT: only an answered COMMIT is a commit. A connection that breaks while we wait for the answer leaves the outcome
 * unknown, and the answer ROLLBACK means that a statement failed before and the work swallowed its error.
 */
async function commit(client: pg.PoolClient): Promise<void> {
  let answer: pg.QueryResult;
  try {
    answer = await client.query('commit');
  } catch (error) {
    if (isLostConnection(error)) throw new StorageFault('commit-unknown', 'No answer to COMMIT came.', error);
    throw error;
  }
  if (answer.command !== 'COMMIT')
    throw new Error('A statement of this transaction had failed and its error was swallowed: nothing was committed.');
}

/** Returns the error that makes the connection unfit for further use, if it is. */
async function rollBack(client: pg.PoolClient, error: unknown): Promise<Error | undefined> {
  if (error instanceof StorageFault && error.code === 'commit-unknown') return error;
  try {
    await client.query('rollback');
    return undefined;
  } catch (failed) {
    return failed instanceof Error ? failed : new Error(String(failed));
  }
}

/** The connection of a transaction. Using one that is over would write outside of it: that is refused. */
export function clientOf(transaction: Transaction): pg.PoolClient {
  if (!(transaction instanceof OpenTransaction)) throw new TypeError('Expected a transaction of this storage.');
  if (transaction.isOver) throw new TypeError('Expected an open transaction; this one is over.');
  return transaction.client;
}
