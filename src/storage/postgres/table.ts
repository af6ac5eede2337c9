import type { SqlValue, Statement } from './database.ts';

/**
 * Kinds of columns: how a value goes to the server and comes back. `digest` is bytes there and hex here; `json` lies there as it was
 * written, `jsonb` taken apart, for statements that look into it.
 */
export type ColumnType =
  | 'uuid'
  | 'text'
  | 'small'
  | 'int'
  | 'bigint'
  | 'bool'
  | 'day'
  | 'instant'
  | 'json'
  | 'jsonb'
  | 'texts'
  | 'ints'
  | 'digest'
  | 'bytes';

export const sqlTypes: Record<ColumnType, string> = {
  uuid: 'uuid',
  text: 'text',
  small: 'smallint',
  int: 'integer',
  bigint: 'bigint',
  bool: 'boolean',
  day: 'date',
  instant: 'timestamptz',
  json: 'json',
  jsonb: 'jsonb',
  texts: 'text[]',
  ints: 'integer[]',
  digest: 'bytea',
  bytes: 'bytea',
};

export interface Column {
  readonly property: string;
  readonly column: string;
  readonly type: ColumnType;
}

/** A table as one list of columns, walked by everything that reads or writes it: no statement repeats its columns by hand. */
export interface Table<Row> {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly key: readonly (keyof Row & string)[];
}

/** Rows with the table that they belong to, for whoever writes many tables alike. */
export interface TableRows {
  readonly table: Table<object>;
  readonly rows: readonly object[];
}

/** The columns walk a row by the names of its members: what a row is besides is of no use to who writes it. */
export const tableRows = <Row extends object>(table: Table<Row>, rows: readonly Row[]): TableRows => ({
  table: table as unknown as Table<object>,
  rows,
});

/** The compiler forces the list to be total: each property of the row with its type, and its column where the names differ. */
export function defineTable<Row>(
  name: string,
  columns: { readonly [P in keyof Row & string]-?: ColumnType | readonly [column: string, type: ColumnType] },
  key: readonly (keyof Row & string)[],
): Table<Row> {
  const list = Object.entries<ColumnType | readonly [string, ColumnType]>(columns).map(([property, spec]) =>
    typeof spec === 'string'
      ? { property, column: snakeCase(property), type: spec }
      : { property, column: spec[0], type: spec[1] },
  );
  return { name, columns: list, key };
}

const snakeCase = (property: string) => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const quote = (name: string) => `"${name}"`;

export function columnOf<Row>(table: Table<Row>, property: string): Column {
  const found = table.columns.find((c) => c.property === property);
  if (!found) throw new TypeError(`Expected a column of \`${table.name}\`, found \`${property}\`.`);
  return found;
}

/** `"opened_at" as "openedAt", …`, of the table itself or of an alias. */
export function selectList<Row>(table: Table<Row>, alias = table.name): string {
  return table.columns.map((c) => `${readExpression(c, alias)} as ${quote(c.property)}`).join(', ');
}

function readExpression({ column, type }: Column, alias: string): string {
  const at = `${alias}.${quote(column)}`;
  return type === 'digest' ? `encode(${at}, 'hex')` : at;
}

/** `'openedAt', …` for `json_build_object`, with the very values that the driver would read; without the columns named. */
export function jsonMembers<Row>(table: Table<Row>, alias: string, without: readonly string[] = []): string {
  const kept = table.columns.filter((c) => !without.includes(c.property));
  return kept
    .map(
      (c) =>
        `'${c.property}', ${c.type === 'instant' ? instantJson(`${alias}.${quote(c.column)}`) : readExpression(c, alias)}`,
    )
    .join(', ');
}

export const instantJson = (value: string) => `to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** `$3::date`, and for digests `decode($3, 'hex')`. */
export function parameter(type: ColumnType, index: number): string {
  return type === 'digest' ? `decode($${index}::text, 'hex')` : `$${index}::${sqlTypes[type]}`;
}

export function arrayParameter(type: ColumnType, index: number): string {
  return `$${index}::${sqlTypes[type]}[]`;
}

/** A value on its way to the server. */
export function toSql(value: unknown, type: ColumnType): SqlValue {
  if (value === null || value === undefined) return null;
  return type === 'json' || type === 'jsonb' ? JSON.stringify(value) : (value as SqlValue);
}

export function rowValues<Row>(table: Table<Row>, row: Row): SqlValue[] {
  const members = row as Record<string, unknown>;
  return table.columns.map((c) => toSql(members[c.property], c.type));
}

function insertHead<Row>(table: Table<Row>): string {
  return `insert into ${table.name} (${table.columns.map((c) => quote(c.column)).join(', ')})`;
}

function valueRows<Row>(table: Table<Row>, count: number): string {
  const width = table.columns.length;
  const row = (r: number) => `(${table.columns.map((c, i) => parameter(c.type, r * width + i + 1)).join(', ')})`;
  return Array.from({ length: count }, (_, r) => row(r)).join(', ');
}

/** Rows in one statement: enough to matter, few enough for the server's 65,535 parameters. */
export const rowsAtOnce = 200;
const rowsPrepared = 8;

const upserts = new Map<string, Statement>();

/** Writes `count` rows; one with the same key is replaced whole. */
export function upsertStatement<Row>(table: Table<Row>, count: number): Statement {
  const name = `put ${table.name} ${count}`;
  const known = upserts.get(name);
  if (known) return known;
  const keys = table.key.map((property) => quote(columnOf(table, property).column));
  const rest = table.columns.map((c) => quote(c.column)).filter((column) => !keys.includes(column));
  const sets = rest.map((column) => `${column} = excluded.${column}`).join(', ');
  const text = `${insertHead(table)} values ${valueRows(table, count)}
    on conflict (${keys.join(', ')}) do ${sets === '' ? 'nothing' : `update set ${sets}`}`;
  const statement = count <= rowsPrepared ? { name, text } : { text };
  upserts.set(name, statement);
  return statement;
}

export function insertStatement<Row>(table: Table<Row>, count = 1): Statement {
  const text = `${insertHead(table)} values ${valueRows(table, count)}`;
  return count === 1 ? { name: `insert ${table.name}`, text } : { text };
}
