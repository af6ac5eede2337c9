import pg from 'pg';
import { copyIn } from '../../postgres/copy.ts';
import { inBinaryFrozen, wholeCopy } from '../../postgres/copy-rows.ts';
import type { Parcel } from './parcel.ts';

/** Chunks on their way into one COPY: whoever puts in more than it takes waits. */
class Pipe {
  #chunks: Uint8Array[] = [];
  #waiting = 0;
  #isOver = false;
  #failure: unknown = null;
  #wake = () => {};
  #drained = () => {};

  /** Resolves once not too much waits. @throws what the COPY failed with: nobody takes anything any more. */
  async put(chunks: readonly Uint8Array[]): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    for (const chunk of chunks) {
      this.#chunks.push(chunk);
      this.#waiting += chunk.length;
    }
    this.#wake();
    while (this.#waiting > mostWaiting) {
      await new Promise<void>((done) => {
        this.#drained = done;
      });
      if (this.#failure !== null) throw this.#failure;
    }
  }

  fail(error: unknown): void {
    this.#failure = error;
    this.#drained();
  }

  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    while (true) {
      const chunk = this.#chunks.shift();
      if (chunk !== undefined) {
        yield chunk;
        this.#waiting -= chunk.length;
        this.#drained();
      } else if (this.#isOver) return;
      else
        await new Promise<void>((done) => {
          this.#wake = done;
        });
    }
  }
}

const mostWaiting = 1_000_000;

interface OpenCopy {
  readonly client: pg.Client;
  readonly pipe: Pipe;
  readonly done: Promise<number>;
}

/**
 * One connection with one long COPY for each table: the server's side runs beside ours, and rows that come into a table of the
 * same transaction are written once, without the log and already frozen.
 */
export class Copies {
  readonly #url: string;
  /** Makes the table empty, or anew, in the transaction that copies into it. */
  readonly #prepare: (table: string) => string;
  readonly #open = new Map<string, Promise<OpenCopy>>();
  readonly #rename: (copy: string) => string;

  constructor(
    url: string,
    options: { readonly prepare: (table: string) => string; readonly rename?: (copy: string) => string },
  ) {
    this.#url = url;
    this.#prepare = options.prepare;
    this.#rename = options.rename ?? ((copy) => copy);
  }

  async put({ tables }: Pick<Parcel, 'tables'>): Promise<void> {
    for (const { table, copy, chunks } of tables) await (await this.#of(table, copy)).pipe.put(chunks);
  }

  #of(table: string, copy: string): Promise<OpenCopy> {
    const known = this.#open.get(table);
    if (known !== undefined) return known;
    const opening = this.#begin(table, copy);
    this.#open.set(table, opening);
    return opening;
  }

  async #begin(table: string, copy: string): Promise<OpenCopy> {
    const client = new pg.Client({ connectionString: this.#url, application_name: 'touchstone loader' });
    client.on('error', () => {});
    await client.connect();
    await client.query(`set statement_timeout = 0; set time zone 'UTC'`);
    await client.query('begin');
    await client.query(this.#prepare(table));
    const pipe = new Pipe();
    const text = `${this.#rename(copy)} ${inBinaryFrozen}`;
    const done = copyIn(client as unknown as pg.PoolClient, text, wholeCopy(pipe));
    // Heard by whoever puts more in or commits; until then a failure must not end the process.
    done.catch((error: unknown) => pipe.fail(error));
    return { client, pipe, done };
  }

  /** Ends every COPY and commits them. @returns rows by table */
  async commit(): Promise<ReadonlyMap<string, number>> {
    const rows = new Map<string, number>();
    for (const [table, opening] of this.#open) {
      const { client, pipe, done } = await opening;
      pipe.end();
      rows.set(table, await done);
      await client.query('commit');
      await client.end();
    }
    return rows;
  }

  async breakOff(): Promise<void> {
    for (const opening of this.#open.values()) {
      const found = await opening.catch(() => null);
      found?.pipe.end();
      await found?.client.end().catch(() => {});
    }
  }
}
