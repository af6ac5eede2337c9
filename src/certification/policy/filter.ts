/**
 * A question about the rows of one list, as a value: the policy makes it, a database may turn it into its own language,
 * `accepts` answers it for one row. It is total: an absent value never matches, and `not` is the exact contrary.
 */
export type Filter<Field extends string> =
  | { readonly all: readonly Filter<Field>[] }
  | { readonly any: readonly Filter<Field>[] }
  | { readonly not: Filter<Field> }
  | { readonly field: Field; readonly is: readonly (string | number | boolean | null)[] }
  | { readonly field: Field; readonly overlaps: readonly string[] };

export const everything = { all: [] } as const;
export const nothing = { any: [] } as const;

export function accepts<Field extends string>(
  filter: Filter<Field>,
  row: { readonly [name in Field]?: unknown },
): boolean {
  if ('all' in filter) return filter.all.every((part) => accepts(part, row));
  if ('any' in filter) return filter.any.some((part) => accepts(part, row));
  if ('not' in filter) return !accepts(filter.not, row);
  const value = row[filter.field] ?? null;
  if ('is' in filter) return filter.is.some((wanted) => wanted === value);
  return Array.isArray(value) && filter.overlaps.some((wanted) => value.includes(wanted));
}
