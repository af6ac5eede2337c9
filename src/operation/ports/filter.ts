/**
 * A question about the rows of one list, as a value: the policy table makes it, storage turns it into SQL, `accepts` answers
 * it for one row. A test proves the two equal on random rows and filters. Absent values never match, and `not` is the exact
 * contrary (there is no third answer as in SQL).
 */
export type Filter<Field extends string> =
  | { readonly all: readonly Filter<Field>[] }
  | { readonly any: readonly Filter<Field>[] }
  | { readonly not: Filter<Field> }
  /** The value is one of these; `null` among them means that the field is empty. */
  | { readonly field: Field; readonly is: readonly (string | number | boolean | null)[] }
  /** A day, instant or number inside the bounds, both included. */
  | { readonly field: Field; readonly least?: string | number; readonly most?: string | number }
  /** The text holds this piece of text, whatever its case and width. */
  | { readonly field: Field; readonly contains: string }
  /** The list in this field and these values have at least one in common. */
  | { readonly field: Field; readonly overlaps: readonly string[] };

export const everything = { all: [] } as const;
export const nothing = { any: [] } as const;

export type FilterRow<Field extends string> = { readonly [name in Field]?: unknown };

/** Whether a row passes. Lists overlap, everything else is compared as it stands. */
export function accepts<Field extends string>(filter: Filter<Field>, row: FilterRow<Field>): boolean {
  if ('all' in filter) return filter.all.every((part) => accepts(part, row));
  if ('any' in filter) return filter.any.some((part) => accepts(part, row));
  if ('not' in filter) return !accepts(filter.not, row);
  const value = row[filter.field] ?? null;
  if ('is' in filter) return filter.is.some((wanted) => wanted === value);
  if ('overlaps' in filter) return Array.isArray(value) && filter.overlaps.some((wanted) => value.includes(wanted));
  if ('contains' in filter) return typeof value === 'string' && folded(value).includes(folded(filter.contains));
  return isWithin(value, filter.least) && isWithin(value, undefined, filter.most);
}

/** As the database folds it too. */
export const folded = (text: string) => text.normalize('NFKC').toLowerCase();

function isWithin(value: unknown, least?: string | number, most?: string | number): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  if (least !== undefined && !(typeof value === typeof least && value >= least)) return false;
  return most === undefined || (typeof value === typeof most && value <= most);
}
