import { partyNamesJson } from './parties.ts';
import { instantJson, jsonMembers } from './table.ts';
import { changeTable, entryTable } from './tables.ts';

const entry = (alias: string) => `json_build_object(${jsonMembers(entryTable, alias)})`;

/** A change as the port nests it. */
const change = `json_build_object(${jsonMembers(changeTable, 'c', ['basisKind', 'basisId', 'basisVersion'])},
  'basis', json_build_object('kind', c.basis_kind, 'id', c.basis_id, 'version', c.basis_version))`;

const changesOf = (id: string) => `coalesce((select json_agg(${change} order by c.latest, c.ordinal)
  from entry_change c where c.entry = ${id}), '[]'::json)`;

/**
 * The verdict's own query: entries with all that a verdict reads of them, each as one JSON value, `where` on the alias `e`.
 * `$2` is the list of kinds that entitle an issuer. One round trip; every part is a look-up by key.
 */
export function dossierSql(where: string): string {
  return `select json_build_object(
    'entry', ${entry('e')},
    'changes', ${changesOf('e.id')},
    'issuerEntries', coalesce((
      select json_agg(json_build_object('entry', ${entry('i')}, 'changes', ${changesOf('i.id')}) order by i.id)
      from entry i where i.holder = e.issuer and i.kind = any($2::text[])), '[]'::json),
    'holderParty', ${partyNamesJson('e.holder')},
    'issuerParty', ${partyNamesJson('e.issuer')},
    'successor', (select json_build_object('id', s.id, 'number', s.number) from entry s where s.id = e.succeeded_by),
    'source', (
      select json_build_object('id', s.id, 'name', s.names, 'lastSnapshot', b.snapshot,
        'importedAt', ${instantJson('b.imported_at')})
      from import_source s
      left join lateral (
        select max(snapshot) as snapshot, max(imported_at) as imported_at from import_batch where source = s.id) as b on true
      where e.source <> 'own' and s.id::text = e.source)
  ) as dossier
  from (select * from entry e where ${where}) as e`;
}
