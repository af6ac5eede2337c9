import { type Filter, folded } from '#operation/ports/filter.ts';
import type { SqlValue } from './database.ts';
import { arrayParameter, type Column, type ColumnType, columnOf, parameter, quote, type Table } from './table.ts';

/** Collects the values of a statement and names their places. */
export class Parameters {
  readonly values: SqlValue[] = [];

  add(value: SqlValue, type: ColumnType): string {
    return parameter(type, this.values.push(value));
  }

  addList(values: readonly (string | number)[], type: ColumnType): string {
    return arrayParameter(type, this.values.push(values));
  }
}

/**
 * The SQL of a filter, which answers as `accepts` does. SQL's third answer can't arise: `all` and `any` treat unknown as no,
 * and `not` is written `is not true`.
 * @throws TypeError when a field is no column or a bound is not of the column's kind.
 */
export function filterSql<Row>(filter: Filter<string>, table: Table<Row>, parameters: Parameters): string {
  if ('all' in filter) return join(filter.all, 'and', table, parameters) ?? 'true';
  if ('any' in filter) return join(filter.any, 'or', table, parameters) ?? 'false';
  if ('not' in filter) return `(${filterSql(filter.not, table, parameters)}) is not true`;
  const column = columnOf(table, filter.field);
  if ('is' in filter) return isAmong(filter.is, column, parameters);
  if ('contains' in filter) return holds(filter.contains, column, parameters);
  if ('overlaps' in filter) return `${quote(column.column)} && ${parameters.add([...filter.overlaps], 'texts')}`;
  return isWithin(filter, column, parameters);
}

function join<Row>(
  parts: readonly Filter<string>[],
  word: 'and' | 'or',
  table: Table<Row>,
  parameters: Parameters,
): string | null {
  if (parts.length === 0) return null;
  return `(${parts.map((part) => filterSql(part, table, parameters)).join(` ${word} `)})`;
}

function isAmong(
  wanted: readonly (string | number | boolean | null)[],
  column: Column,
  parameters: Parameters,
): string {
  const at = quote(column.column);
  // What can't be a value of the column is equal to none of its values; the server would refuse the cast.
  const values = wanted.filter((value) => value !== null && fits(value, column.type));
  const parts: string[] = wanted.includes(null) ? [`${at} is null`] : [];
  if (values.length === 1 || column.type === 'bool')
    for (const value of values) parts.push(`${at} = ${parameters.add(value, column.type)}`);
  else if (values.length > 1)
    parts.push(`${at} = any(${parameters.addList(values as (string | number)[], column.type)})`);
  return parts.length === 0 ? 'false' : `(${parts.join(' or ')})`;
}

function holds(piece: string, column: Column, parameters: Parameters): string {
  if (column.type !== 'text')
    throw new TypeError(`Expected a text, found the column \`${column.property}\` of the kind \`${column.type}\`.`);
  // What no column can hold is in none.
  if (piece.includes('\0')) return 'false';
  return `strpos(lower(normalize(${quote(column.column)}, NFKC)), ${parameters.add(folded(piece), 'text')}) > 0`;
}

function isWithin(
  bounds: { readonly least?: string | number; readonly most?: string | number },
  column: Column,
  parameters: Parameters,
): string {
  // Text is compared by code point here and in `accepts`, whatever the database sorts by.
  const at = quote(column.column) + (column.type === 'text' ? ' collate "C"' : '');
  const parts = [`${at} is not null`];
  for (const [value, sign] of [
    [bounds.least, '>='],
    [bounds.most, '<='],
  ] as const) {
    if (value === undefined) continue;
    if (!fits(value, column.type))
      throw new TypeError(`Expected a bound of the kind \`${column.type}\`, found \`${value}\`.`);
    parts.push(`${at} ${sign} ${parameters.add(value, column.type)}`);
  }
  return `(${parts.join(' and ')})`;
}

const forms: Readonly<Partial<Record<ColumnType, RegExp>>> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  day: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  instant: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}\.\d{3}Z$/,
  digest: /^[0-9a-f]{64}$/,
};

/** Whether a value can be one of a column of this type. */
export function fits(value: string | number | boolean | null, type: ColumnType): boolean {
  if (type === 'int' || type === 'bigint') return Number.isSafeInteger(value);
  if (type === 'bool') return typeof value === 'boolean';
  if (typeof value !== 'string' || value.includes('\0')) return false;
  return forms[type]?.test(value) ?? true;
}

export const isId = (text: string): boolean => fits(text, 'uuid');
