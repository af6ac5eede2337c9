/** Whatever answers a query: a client or an open transaction's own connection. */
export interface Queries {
  query<Row extends object>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

/**
 * Takes away the indexes of tables that are about to be filled, their keys too: made afterwards from sorted rows, they cost a
 * fraction. Returns how to make them again, keys first; one that came twice is found then.
 */
export async function dropIndexes(on: Queries, tables: readonly string[]): Promise<readonly string[]> {
  const text = `select c.relname::text as name, t.relname::text as table,
      case when k.oid is not null
        then format('alter table %I add constraint %I %s', t.relname, c.relname, pg_get_constraintdef(k.oid))
        else pg_get_indexdef(i.indexrelid) end as definition, k.oid is not null as "isConstraint"
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
    left join pg_constraint k on k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')
    where t.relnamespace = 'public'::regnamespace and t.relname = any($1::text[]) order by i.indisprimary desc, 1`;
  interface Index {
    readonly name: string;
    readonly table: string;
    readonly isConstraint: boolean;
    readonly definition: string;
  }
  const { rows } = await on.query<Index>(text, [tables]);
  for (const { name, table, isConstraint } of rows)
    await on.query(isConstraint ? `alter table "${table}" drop constraint "${name}"` : `drop index "${name}"`);
  return rows.map(({ definition }) => definition);
}

export async function makeIndexes(
  on: Queries,
  definitions: readonly string[],
  made: () => void = () => {},
): Promise<void> {
  for (const definition of definitions) {
    await on.query(definition);
    made();
  }
}
