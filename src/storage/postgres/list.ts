import type { Filter } from '#operation/ports/filter.ts';
import { BadCursor, type CappedCount, type Page, type PageRequest } from '#operation/ports/page.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Database } from './database.ts';
import { filterSql, fits, Parameters } from './filter-sql.ts';
import { type ColumnType, columnOf, quote, selectList, type Table } from './table.ts';

/** How a list is ordered: by these expressions, all in one direction, the last of them making it total. */
export interface Order {
  /** Stands in the cursor, so that a cursor of another order is refused. */
  readonly name: string;
  readonly direction: 'asc' | 'desc';
  readonly keys: readonly { readonly sql: string; readonly type: ColumnType }[];
  /** What the order leaves out, as SQL. */
  readonly only?: string;
}

export const mostRows = 500;

/**
 * One page of a list, by the key behind the last row of the former page: rows that are added or taken away in between shift
 * nothing.
 */
export async function listPage<Row>(
  database: Database,
  table: Table<Row>,
  question: { readonly filter: Filter<string>; readonly order: Order; readonly page: PageRequest },
  within?: Transaction,
): Promise<Page<Row>> {
  const { filter, order, page } = question;
  const limit = Math.max(1, Math.min(mostRows, Math.trunc(page.limit)));
  const parameters = new Parameters();
  const conditions = [filterSql(filter, table, parameters), ...(order.only ? [order.only] : [])];
  if (page.after !== undefined) conditions.push(behind(page.after, order, parameters));
  const keys = order.keys.map(({ sql }, i) => `(${sql})::text as "key ${i}"`).join(', ');
  const by = order.keys.map(({ sql }) => `${sql} ${order.direction}`).join(', ');
  const text = `select ${selectList(table)}, ${keys} from ${table.name} where ${conditions.join(' and ')} order by ${by} limit ${limit + 1}`;
  const found = await database.rows<Record<string, unknown>>({ text }, parameters.values, within);
  const last = found.length > limit ? found[limit - 1] : undefined;
  const next = last
    ? makeCursor(
        order,
        order.keys.map((_, i) => String(last[`key ${i}`])),
      )
    : null;
  for (const row of found) for (const i of order.keys.keys()) delete row[`key ${i}`];
  return { rows: found.slice(0, limit) as Row[], next };
}

function behind(cursor: string, order: Order, parameters: Parameters): string {
  const values = readCursor(cursor, order);
  const left = order.keys.map(({ sql }) => sql).join(', ');
  const right = order.keys.map(({ type }, i) => parameters.add(values[i] ?? '', type)).join(', ');
  return `(${left}) ${order.direction === 'asc' ? '>' : '<'} (${right})`;
}

function makeCursor(order: Order, values: readonly string[]): string {
  return Buffer.from(JSON.stringify([order.name, ...values])).toString('base64url');
}

function readCursor(cursor: string, order: Order): string[] {
  try {
    const [name, ...values]: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const texts = values.filter((value) => typeof value === 'string');
    const areWhole =
      texts.length === order.keys.length && order.keys.every(({ type }, i) => isKey(texts[i] ?? '', type));
    if (name === order.name && areWhole) return texts;
  } catch {
    // Refused below, like every other text that is no cursor.
  }
  throw new BadCursor(cursor.slice(0, 80));
}

/** As the server prints a key: an instant with a space, a number as text, a day without end as `infinity`. */
function isKey(text: string, type: ColumnType): boolean {
  if (type === 'instant') return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/.test(text);
  if (type === 'int' || type === 'bigint') return /^-?\d{1,15}$/.test(text);
  return (type === 'day' && text === 'infinity') || fits(text, type);
}

/** How many rows pass, counted no further than the cap. */
export async function countCapped<Row>(
  database: Database,
  table: Table<Row>,
  filter: Filter<string>,
  cap: number,
): Promise<CappedCount> {
  const parameters = new Parameters();
  const where = filterSql(filter, table, parameters);
  const text = `select count(*) as count from (select from ${table.name} where ${where} limit ${Math.max(1, Math.trunc(cap)) + 1}) as passing`;
  const [row] = await database.rows<{ count: number }>({ text }, parameters.values);
  const count = row?.count ?? 0;
  return { count: Math.min(count, cap), isCapped: count > cap };
}

export async function countBy<Row>(
  database: Database,
  table: Table<Row>,
  filter: Filter<string>,
  property: string,
): Promise<ReadonlyMap<string, number>> {
  const parameters = new Parameters();
  const where = filterSql(filter, table, parameters);
  const column = quote(columnOf(table, property).column);
  const text = `select ${column} as value, count(*) as count from ${table.name} where ${where} and ${column} is not null group by 1 order by 1`;
  const rows = await database.rows<{ value: string; count: number }>({ text }, parameters.values);
  return new Map(rows.map(({ value, count }) => [value, count]));
}
