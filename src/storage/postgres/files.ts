import type { FileField, Files, StoredFile } from '#operation/ports/files.ts';
import type { Filter } from '#operation/ports/filter.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Digest, Id } from '#operation/ports/values.ts';
import type { Database } from './database.ts';
import { filterSql, Parameters } from './filter-sql.ts';
import { defineTable, rowValues, selectList, upsertStatement } from './table.ts';

const fileTable = defineTable<StoredFile>(
  'file',
  {
    id: 'uuid',
    digest: 'digest',
    size: 'bigint',
    mediaType: 'text',
    name: 'text',
    case: ['case_id', 'uuid'],
    round: 'uuid',
    party: 'uuid',
    uploadedBy: 'uuid',
    uploadedAt: 'instant',
  },
  ['id'],
);

const select = `select ${selectList(fileTable)} from file`;

export class PostgresFiles implements Files {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async put(transaction: Transaction, file: StoredFile): Promise<void> {
    await this.#database.change(upsertStatement(fileTable, 1), rowValues(fileTable, file), transaction);
  }

  async byId(id: Id, within?: Transaction): Promise<StoredFile | null> {
    const statement = { name: 'file by id', text: `${select} where id = $1::uuid` };
    return (await this.#database.rows<StoredFile>(statement, [id], within))[0] ?? null;
  }

  list(filter: Filter<FileField>): Promise<readonly StoredFile[]> {
    const parameters = new Parameters();
    const text = `${select} where ${filterSql(filter, fileTable, parameters)} order by uploaded_at, id`;
    return this.#database.rows<StoredFile>({ text }, parameters.values);
  }

  async referred(digests: readonly Digest[]): Promise<ReadonlySet<Digest>> {
    const wanted = `select decode(d, 'hex') as digest from unnest($1::text[]) as d`;
    const text = `with wanted as (${wanted}) select encode(digest, 'hex') as digest from wanted where digest in (
      select digest from file union all select credential from entry where credential is not null union all select file from import_batch)`;
    const rows = await this.#database.rows<{ digest: Digest }>({ text }, [digests]);
    return new Set(rows.map(({ digest }) => digest));
  }

  async attach(
    transaction: Transaction,
    ids: readonly Id[],
    to: Pick<StoredFile, 'case' | 'round' | 'party'>,
  ): Promise<void> {
    const text = `update file set case_id = $2::uuid, round = $3::uuid, party = $4::uuid where id = any($1::uuid[])`;
    await this.#database.change({ name: 'attach files', text }, [ids, to.case, to.round, to.party], transaction);
  }
}
