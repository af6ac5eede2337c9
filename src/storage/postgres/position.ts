import type { Database } from './database.ts';

/** Transactions that are over, those that are not, and where the next one begins: two readings of equal text see the same rows. */
const statement = { name: 'position', text: 'select pg_current_snapshot()::text as position' };

/**
 * Asks the database what can be seen. Those who ask while an answer is on its way share the next one: it is asked for after
 * all of them, and the one on its way may have been given before.
 */
export class PositionReader {
  readonly #database: Pick<Database, 'rows'>;
  #asked: Promise<string> | null = null;
  #next: Promise<string> | null = null;

  constructor(database: Pick<Database, 'rows'>) {
    this.#database = database;
  }

  read(): Promise<string> {
    if (this.#asked === null) return this.#ask();
    this.#next ??= this.#asked
      .catch(() => {})
      .then(() => {
        this.#next = null;
        return this.#ask();
      });
    return this.#next;
  }

  #ask(): Promise<string> {
    const asked = this.#database
      .rows<{ position: string }>(statement)
      .then(([row]) => row?.position ?? '')
      .finally(() => {
        if (this.#asked === asked) this.#asked = null;
      });
    this.#asked = asked;
    return asked;
  }
}
