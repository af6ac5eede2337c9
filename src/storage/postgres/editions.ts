import { hash } from 'node:crypto';
import type { EditionHead, EditionKind, EditionName, Editions, Registration } from '#operation/ports/editions.ts';
import { StorageFault } from '#operation/ports/fault.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Instant } from '#operation/ports/values.ts';
import type { Database } from './database.ts';

const head = `kind, id, edition, encode(digest, 'hex') as digest, registered_at as "registeredAt"`;

export class PostgresEditions implements Editions {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async register(
    transaction: Transaction,
    { kind, id, edition, bytes, at }: EditionName & { bytes: Uint8Array; at: Instant },
  ): Promise<Registration> {
    const given = hash('sha256', bytes, 'hex');
    const text = `insert into edition (kind, id, edition, digest, registered_at, bytes)
      values ($1, $2, $3, decode($4, 'hex'), $5::timestamptz, $6) on conflict (kind, id, edition) do nothing`;
    const made = await this.#database.change({ text }, [kind, id, edition, given, at, bytes], transaction);
    if (made === 1) return { registered: given };
    const stored = await this.get({ kind, id, edition }, transaction);
    return stored === null || stored.digest === given ? { same: given } : { differs: { stored: stored.digest, given } };
  }

  async get(name: EditionName, within?: Transaction): Promise<(EditionHead & { bytes: Uint8Array }) | null> {
    const text = `select ${head}, bytes from edition where kind = $1 and id = $2 and edition = $3`;
    const values = [name.kind, name.id, name.edition];
    const [row] = await this.#database.rows<EditionHead & { bytes: Buffer }>({ name: 'edition', text }, values, within);
    if (!row) return null;
    // Everything that runs rests on these bytes, and they are read seldom: they are proved each time.
    const found = hash('sha256', row.bytes, 'hex');
    if (found !== row.digest)
      throw new StorageFault(
        'corrupt',
        `Edition ${name.kind} ${name.id}@${name.edition}: expected the digest ${row.digest}, found ${found}.`,
      );
    return { ...row, bytes: new Uint8Array(row.bytes) };
  }

  list(kind: EditionKind, id?: string): Promise<readonly EditionHead[]> {
    const text = `select ${head} from edition where kind = $1 and ($2::text is null or id = $2) order by id, registered_at, edition`;
    return this.#database.rows<EditionHead>({ name: 'editions', text }, [kind, id ?? null]);
  }
}
