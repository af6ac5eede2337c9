import type { PoolClient } from 'pg';
import { copyIn } from '../postgres/copy.ts';
import { type Chunks, copyColumns, inBinaryFrozen, RowBytes, wholeCopy } from '../postgres/copy-rows.ts';
import { projectionTables } from '../postgres/projections.ts';
import type { TableRows } from '../postgres/table.ts';
import { dropIndexes, makeIndexes } from '../postgres/table-indexes.ts';

/** Rows of one table as bytes for its COPY. */
export interface EncodedTable {
  readonly copy: string;
  readonly chunks: readonly Uint8Array<ArrayBuffer>[];
}

/** Takes rows of all tables, a stream's at a time, and gives them as bytes: no row outlives its stream. */
export class TableBytes {
  readonly #tables = new Map<string, { readonly copy: string; readonly bytes: RowBytes<object> }>();
  readonly #chunks: Chunks;

  constructor(chunks: Chunks) {
    this.#chunks = chunks;
  }

  put(tables: readonly TableRows[]): void {
    for (const { table, rows } of tables) {
      if (rows.length === 0) continue;
      let found = this.#tables.get(table.name);
      if (found === undefined) {
        found = { copy: copyColumns(table), bytes: new RowBytes(table, this.#chunks) };
        this.#tables.set(table.name, found);
      }
      found.bytes.put(rows);
    }
  }

  take(): readonly EncodedTable[] {
    const tables = [...this.#tables.values()].map(({ copy, bytes }) => ({ copy, chunks: bytes.take() }));
    return tables.filter(({ chunks }) => chunks.length > 0);
  }
}

/** So many bytes of a table are copied at once: each COPY has a beginning and an end that cost something. */
const bytesAtOnce = 4_000_000;

/** Takes rows of all tables in any order and copies those of a table together, over the one connection. */
export class Copies {
  readonly #client: PoolClient;
  readonly #waiting = new Map<string, { chunks: Uint8Array<ArrayBuffer>[]; bytes: number }>();
  /** Gets back what the rows lay in, when the server has them. */
  onCopied: (buffers: ArrayBuffer[]) => void = () => {};

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async put(tables: readonly EncodedTable[]): Promise<void> {
    for (const { copy, chunks } of tables) {
      const waiting = this.#waiting.get(copy) ?? { chunks: [], bytes: 0 };
      this.#waiting.set(copy, waiting);
      for (const chunk of chunks) {
        waiting.chunks.push(chunk);
        waiting.bytes += chunk.length;
      }
      if (waiting.bytes >= bytesAtOnce) await this.#copy(copy);
    }
  }

  async end(): Promise<void> {
    for (const copy of this.#waiting.keys()) await this.#copy(copy);
  }

  async #copy(copy: string): Promise<void> {
    const chunks = this.#waiting.get(copy)?.chunks ?? [];
    this.#waiting.delete(copy);
    await copyIn(this.#client, `${copy} ${inBinaryFrozen}`, wholeCopy(chunks));
    this.onCopied(chunks.map(({ buffer }) => buffer));
  }
}

/**
 * Takes all rows of the projections away and lets `work` put them in anew, in the transaction of the connection: a failure leaves the
 * old ones. Emptied in the same transaction, the tables are written once and without the log. Meanwhile they have no indexes;
 * these are made at the end from sorted rows, and a key that came twice is found then.
 */
export async function refill(
  client: PoolClient,
  work: (copies: Copies) => Promise<void>,
  filled: () => void = () => {},
): Promise<void> {
  await client.query(`set local statement_timeout = 0; set local maintenance_work_mem = '512MB'`);
  await client.query(`truncate ${projectionTables.join(', ')}`);
  const indexes = await dropIndexes(client, projectionTables);
  const copies = new Copies(client);
  await work(copies);
  await copies.end();
  filled();
  await makeIndexes(client, indexes);
  await client.query(`analyze ${projectionTables.join(', ')}`);
}
