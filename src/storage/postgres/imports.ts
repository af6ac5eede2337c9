import type {
  ImportBatch,
  ImportPart,
  ImportRow,
  ImportSource,
  Imports,
  RowHistory,
} from '#operation/ports/imports.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Day, Digest, Id, Instant } from '#operation/ports/values.ts';
import { clientOf, type Database, type SqlValue } from './database.ts';
import { defineTable, insertStatement, rowValues, selectList, upsertStatement } from './table.ts';

const sourceTable = defineTable<ImportSource>(
  'import_source',
  { id: 'uuid', code: 'text', names: 'jsonb', mapping: 'text', registeredAt: 'instant' },
  ['id'],
);

const batchTable = defineTable<ImportBatch>(
  'import_batch',
  {
    source: 'uuid',
    batch: 'int',
    snapshot: 'day',
    file: 'digest',
    fileName: 'text',
    mappingEdition: 'text',
    rows: 'int',
    rejected: 'int',
    root: 'digest',
    importedAt: 'instant',
    version: 'int',
  },
  ['source', 'batch'],
);

const selectSource = `select ${selectList(sourceTable)} from import_source`;
const selectBatch = `select ${selectList(batchTable)} from import_batch`;
const rowsAtOnce = 1000;

/**
 * Keys at which this batch differs from the one before or after it in the order of their days: in one and not in the other, or
 * with another row. A first batch touches all its keys.
 */
const touched = `
  with ordered as (
    select batch, lag(batch) over days as before, lead(batch) over days as after
    from import_batch where source = $1::uuid window days as (order by snapshot, batch)),
  here as (select before, after from ordered where batch = $2::integer),
  neighbours as (select before as batch from here where before is not null
    union all select after from here where after is not null),
  own as (select key, digest from import_seen where source = $1::uuid and batch = $2::integer)
  select key from own where not exists (select from neighbours)
  union
  select differing.key from neighbours cross join lateral (
    select coalesce(own.key, other.key) as key
    from own full join (
      select s.key, s.digest from import_seen s where s.source = $1::uuid and s.batch = neighbours.batch) as other
      on other.key = own.key
    where own.key is null or other.key is null or own.digest <> other.digest) as differing`;

interface HistoryRow {
  readonly key: string;
  readonly batch: number;
  readonly snapshot: Day;
  readonly importedAt: Instant;
  readonly digest: Digest | null;
  readonly fields: ImportRow['fields'];
}

export class PostgresImports implements Imports {
  readonly #database: Database;
  #cursors = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  async putSource(transaction: Transaction, source: ImportSource): Promise<void> {
    await this.#database.change(upsertStatement(sourceTable, 1), rowValues(sourceTable, source), transaction);
  }

  async source(code: string): Promise<ImportSource | null> {
    const statement = { name: 'import source', text: `${selectSource} where code = $1` };
    return (await this.#database.rows<ImportSource>(statement, [code]))[0] ?? null;
  }

  sources(): Promise<readonly ImportSource[]> {
    return this.#database.rows<ImportSource>({ name: 'import sources', text: `${selectSource} order by code` });
  }

  async batchOfFile(source: Id, file: Digest, within?: Transaction): Promise<ImportBatch | null> {
    const text = `${selectBatch} where source = $1::uuid and file = decode($2, 'hex')`;
    return (await this.#database.rows<ImportBatch>({ name: 'batch of file', text }, [source, file], within))[0] ?? null;
  }

  batches(source: Id, within?: Transaction): Promise<readonly ImportBatch[]> {
    const text = `${selectBatch} where source = $1::uuid order by snapshot, batch`;
    return this.#database.rows<ImportBatch>({ name: 'batches', text }, [source], within);
  }

  /** The source's row is locked until the transaction ends: two files of one source come in one after the other. */
  async nextBatch(transaction: Transaction, source: Id): Promise<number> {
    await this.#database.rows(
      { text: 'select id from import_source where id = $1::uuid for update' },
      [source],
      transaction,
    );
    const text = 'select coalesce(max(batch), 0) + 1 as next from import_batch where source = $1::uuid';
    const [row] = await this.#database.rows<{ next: number }>({ name: 'next batch', text }, [source], transaction);
    return row?.next ?? 1;
  }

  async putBatch(transaction: Transaction, batch: ImportBatch): Promise<void> {
    await this.#database.change(insertStatement(batchTable), rowValues(batchTable, batch), transaction);
  }

  async putRows(
    transaction: Transaction,
    at: { source: Id; batch: number },
    rows: readonly ImportRow[],
  ): Promise<readonly number[]> {
    const given = '(key, digest, fields)';
    const distinct = `insert into import_row (source, key, digest, fields)
      select $1::uuid, r.key, decode(r.digest, 'hex'), r.fields::jsonb from unnest($2::text[], $3::text[], $4::text[]) as r ${given}
      on conflict (source, key, digest) do nothing`;
    const presence = `insert into import_seen (source, batch, key, digest)
      select $1::uuid, $2::integer, r.key, decode(r.digest, 'hex')
        from unnest($3::text[], $4::text[]) with ordinality as r (key, digest, place) order by r.place
      on conflict (source, batch, key) do nothing returning key`;
    const late: number[] = [];
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      const read = rows.slice(from, from + rowsAtOnce);
      const fresh = await this.#database.rows<{ key: string }>(
        { name: 'put seen', text: presence },
        [at.source, at.batch, read.map((row) => row.key), read.map((row) => row.digest)],
        transaction,
      );
      // A key that is new is new once: its second row among the same thousand is late too.
      const unused = new Set(fresh.map(({ key }) => key));
      const some: ImportRow[] = [];
      for (const [i, row] of read.entries())
        if (unused.delete(row.key)) some.push(row);
        else late.push(from + i);
      const [keys, digests] = [some.map((row) => row.key), some.map((row) => row.digest)];
      const fields = some.map((row) => JSON.stringify(row.fields));
      await this.#database.change(
        { name: 'put rows', text: distinct },
        [at.source, keys, digests, fields],
        transaction,
      );
    }
    return late;
  }

  async setAside(transaction: Transaction, parts: readonly ImportPart[]): Promise<void> {
    const make =
      'create temporary table if not exists import_aside (key text, row integer, fields text) on commit drop';
    await this.#database.change({ text: make }, [], transaction);
    const text = 'insert into import_aside select * from unnest($1::text[], $2::integer[], $3::text[])';
    const columns = [parts.map((p) => p.key), parts.map((p) => p.row), parts.map((p) => JSON.stringify(p.fields))];
    await this.#database.change({ text }, columns, transaction);
  }

  async *aside(transaction: Transaction): AsyncGenerator<ImportPart> {
    const text = `select key, row, fields from (select *, min(row) over (partition by key) as first from import_aside) as parts
      order by first, row`;
    for await (const { fields, ...part } of this.#walk<{ key: string; row: number; fields: string }>(
      transaction,
      text,
      [],
    ))
      yield { ...part, fields: JSON.parse(fields) };
  }

  /** By a cursor of the server: a register of millions of rows never lies in memory. */
  async *touchedKeys(transaction: Transaction, at: { source: Id; batch: number }): AsyncGenerator<string> {
    // A whole register came in by this very transaction: without fresh statistics it is taken for a handful of rows, and
    // walked through again for each key.
    await this.#database.change({ text: 'set local statement_timeout = 0' }, [], transaction);
    await this.#database.change({ text: 'analyze import_seen, import_row' }, [], transaction);
    for await (const { key } of this.#walk<{ key: string }>(transaction, touched, [at.source, at.batch])) yield key;
  }

  /** Rows by a cursor of the server. To sort a whole register takes as long as it takes. */
  async *#walk<Row extends object>(
    transaction: Transaction,
    text: string,
    values: readonly SqlValue[],
  ): AsyncGenerator<Row> {
    const cursor = `import_${++this.#cursors}`;
    const client = clientOf(transaction);
    await this.#database.change({ text: `set local statement_timeout = 0` }, [], transaction);
    await this.#database.change({ text: `declare ${cursor} no scroll cursor for ${text}` }, values, transaction);
    while (true) {
      const { rows } = await client.query<Row>(`fetch ${rowsAtOnce} from ${cursor}`);
      if (rows.length === 0) break;
      yield* rows;
    }
    await client.query(`close ${cursor}`);
  }

  async history(source: Id, keys: readonly string[], within?: Transaction): Promise<readonly RowHistory[]> {
    const text = `select wanted.key, b.batch, b.snapshot, b.imported_at as "importedAt", encode(s.digest, 'hex') as digest, r.fields
      from unnest($2::text[]) as wanted (key)
      cross join import_batch b
      left join lateral (
        select digest from import_seen where source = b.source and batch = b.batch and key = wanted.key limit 1) as s on true
      left join lateral (
        select fields from import_row where source = b.source and key = wanted.key and digest = s.digest limit 1) as r on true
      where b.source = $1::uuid order by b.snapshot, b.batch`;
    const rows = await this.#database.rows<HistoryRow>({ name: 'row history', text }, [source, keys], within);
    const seen = new Map<string, RowHistory['seen'][number][]>(keys.map((key) => [key, []]));
    for (const { key, digest, fields, ...batch } of rows)
      seen.get(key)?.push({ ...batch, row: digest === null ? null : { key, digest, fields } });
    return keys.map((key) => ({ key, seen: seen.get(key) ?? [] }));
  }
}
