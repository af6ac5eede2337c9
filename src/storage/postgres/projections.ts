import type { StreamName } from '#certification/event/event.ts';
import type { ProjectionRows, Projections } from '#operation/ports/projections.ts';
import type { SearchText } from '#operation/ports/search.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Id, Instant } from '#operation/ports/values.ts';
import { copyIn } from './copy.ts';
import { copyColumns, copyRows, inBinary, wholeCopy } from './copy-rows.ts';
import { clientOf, type Database } from './database.ts';
import { gramsOf } from './grams.ts';
import { readParties } from './parties.ts';
import {
  columnOf,
  quote,
  rowsAtOnce,
  rowValues,
  selectList,
  type Table,
  type TableRows,
  tableRows,
  upsertStatement,
} from './table.ts';
import {
  caseTable,
  changeTable,
  dueTable,
  entryTable,
  type FlatNotice,
  flattenChange,
  flattenDue,
  flattenNotice,
  nestChange,
  nestDue,
  nestNotice,
  noticeTable,
  partyCodeTable,
  partyNameTable,
  partyTable,
  placeTable,
  roundTable,
  type SearchRow,
  searchTables,
  taskTable,
} from './tables.ts';

type AllRows = Required<Omit<ProjectionRows, 'restated'>>;

export class PostgresProjections implements Projections {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async lastRecorded(): Promise<Instant | null> {
    const text = `select greatest((select max(changed_at) from case_summary), (select max(recorded_at) from entry)) as at`;
    return (await this.#database.rows<{ at: Instant | null }>({ name: 'last recorded', text }))[0]?.at ?? null;
  }

  async put(transaction: Transaction, rows: ProjectionRows): Promise<void> {
    await this.#takeAway(transaction, rows);
    for (const { table, rows: all } of projectionRows(rows))
      for (let from = 0; from < all.length; from += rowsAtOnce) {
        const some = all.slice(from, from + rowsAtOnce);
        const values = some.flatMap((row) => rowValues(table, row));
        await this.#database.change(upsertStatement(table, some.length), values, transaction);
      }
  }

  async fill(transaction: Transaction, rows: ProjectionRows): Promise<void> {
    const client = clientOf(transaction);
    for (const { table, rows: all } of projectionRows(rows))
      if (all.length > 0) await copyIn(client, `${copyColumns(table)} ${inBinary}`, wholeCopy(copyRows(table, all)));
  }

  /** What is replaced whole, and not row by row: names and codes of a party, changes that are told anew. */
  async #takeAway(transaction: Transaction, { parties = [], restated = [] }: ProjectionRows): Promise<void> {
    if (parties.length > 0) {
      const ids = parties.map((party) => party.id);
      for (const { name } of [partyNameTable, partyCodeTable])
        await this.#database.change({ text: `delete from ${name} where party = any($1::uuid[])` }, [ids], transaction);
    }
    if (restated.length > 0)
      await this.#database.change(
        { text: 'delete from entry_change where entry = any($1::uuid[])' },
        [restated],
        transaction,
      );
  }

  async ofStream(stream: StreamName, within?: Transaction): Promise<AllRows> {
    const { id, kind } = stream;
    if (kind === 'scheme' || kind === 'source') return noRows;
    return {
      parties: kind === 'party' ? await readParties(this.#database, [id], within) : [],
      cases: kind === 'case' ? await this.#where(caseTable, 'id', [id], within) : [],
      rounds: kind === 'round' ? await this.#where(roundTable, 'id', [id], within) : [],
      tasks: await this.#where(taskTable, 'subject', [id], within),
      dues: (await this.#where(dueTable, 'subjectId', [id], within)).map(nestDue),
      entries: kind === 'entry' ? await this.#where(entryTable, 'id', [id], within) : [],
      changes: kind === 'entry' ? (await this.#where(changeTable, 'entry', [id], within)).map(nestChange) : [],
      places: kind === 'entry' ? await this.#where(placeTable, 'entry', [id], within) : [],
      notices: (await this.#where<FlatNotice>(noticeTable, 'basisId', [id], within)).map(nestNotice),
      search: kind === 'party' || kind === 'entry' ? await this.#search(kind, [id], within) : [],
    };
  }

  async ofEntries(entries: readonly Id[], within?: Transaction): Promise<AllRows> {
    return {
      ...noRows,
      entries: await this.#where(entryTable, 'id', entries, within),
      changes: (await this.#where(changeTable, 'entry', entries, within)).map(nestChange),
      dues: (await this.#where(dueTable, 'subjectId', entries, within)).map(nestDue),
      search: await this.#search('entry', entries, within),
    };
  }

  #where<Row>(table: Table<Row>, property: string, ids: readonly Id[], within?: Transaction): Promise<Row[]> {
    const order = table.key.map((key) => quote(columnOf(table, key).column)).join(', ');
    const column = quote(columnOf(table, property).column);
    const text = `select ${selectList(table)} from ${table.name} where ${column} = any($1::uuid[]) order by ${order}`;
    return this.#database.rows<Row>({ name: `rows of ${table.name} by ${property}`, text }, [ids], within);
  }

  async #search(subject: SearchText['subject'], ids: readonly Id[], within?: Transaction): Promise<SearchText[]> {
    const rows = await this.#where<SearchRow>(searchTables[subject], 'id', ids, within);
    return rows.map(({ id, text }) => ({ subject, id, texts: text === '' ? [] : text.split('\n') }));
  }

  async clear(transaction: Transaction): Promise<void> {
    await this.#database.change({ text: `truncate ${projectionTables.join(', ')}` }, [], transaction);
  }
}

/** Every table that is a function of events. */
export const projectionTables: readonly string[] = [partyTable, partyNameTable, partyCodeTable, caseTable, roundTable]
  .map(({ name }) => name)
  .concat(taskTable.name, dueTable.name, entryTable.name, changeTable.name, placeTable.name, noticeTable.name)
  .concat(searchTables.entry.name, searchTables.party.name);

const noRows: AllRows = {
  parties: [],
  cases: [],
  rounds: [],
  tasks: [],
  dues: [],
  entries: [],
  changes: [],
  places: [],
  notices: [],
  search: [],
};

/** The rows of a projection by table, in the order in which they are written. */
export function projectionRows(rows: ProjectionRows): readonly TableRows[] {
  const { parties = [], search = [] } = rows;
  const names = parties.flatMap((party) => party.names.map((name, ordinal) => ({ ...name, ordinal, party: party.id })));
  const codes = parties.flatMap((party) => party.codes.map((code, ordinal) => ({ ...code, ordinal, party: party.id })));
  const found = (subject: SearchText['subject']) => search.filter((row) => row.subject === subject).map(toSearchRow);
  return [
    tableRows(
      partyTable,
      parties.map(({ names, codes, ...party }) => party),
    ),
    tableRows(partyNameTable, names),
    tableRows(partyCodeTable, codes),
    tableRows(caseTable, rows.cases ?? []),
    tableRows(roundTable, rows.rounds ?? []),
    tableRows(taskTable, rows.tasks ?? []),
    tableRows(dueTable, (rows.dues ?? []).map(flattenDue)),
    tableRows(entryTable, rows.entries ?? []),
    tableRows(changeTable, (rows.changes ?? []).map(flattenChange)),
    tableRows(placeTable, rows.places ?? []),
    tableRows(noticeTable, (rows.notices ?? []).map(flattenNotice)),
    tableRows(searchTables.entry, found('entry')),
    tableRows(searchTables.party, found('party')),
  ];
}

const toSearchRow = ({ id, texts }: SearchText): SearchRow => ({ id, text: texts.join('\n'), grams: gramsOf(texts) });
