import { isDeepStrictEqual } from 'node:util';
import type { ProjectionRows } from '#operation/ports/projections.ts';
import { type AuditFinding, shown } from './finding.ts';

type AllRows = Required<Omit<ProjectionRows, 'restated'>>;
type RowKind = keyof AllRows;

/** The table and the key of each kind of row; the compiler keeps it total. */
const kinds: {
  readonly [K in RowKind]: { readonly table: string; readonly key: (row: AllRows[K][number]) => string };
} = {
  parties: { table: 'party', key: (row) => row.id },
  cases: { table: 'case_summary', key: (row) => row.id },
  rounds: { table: 'round_summary', key: (row) => row.id },
  tasks: { table: 'task', key: (row) => `${row.subject} ${row.step} ${row.line} ${row.opening}` },
  dues: { table: 'due', key: (row) => `${row.subject.id} ${row.kind} ${row.name}` },
  entries: { table: 'entry', key: (row) => row.id },
  changes: { table: 'entry_change', key: (row) => `${row.entry} ${row.ordinal}` },
  places: { table: 'status_place', key: (row) => `${row.issuer} ${row.list} ${row.index}` },
  notices: { table: 'notice', key: (row) => row.id },
  search: { table: 'search', key: (row) => `${row.subject} ${row.id}` },
};

/** What a replay gives and the tables hold otherwise: each row that is missing, too many, or differs, with its first field. */
export function compareRows(expected: ProjectionRows, found: AllRows): readonly AuditFinding[] {
  return (Object.keys(kinds) as RowKind[]).flatMap((kind) => compareKind(kind, expected[kind] ?? [], found[kind]));
}

function compareKind<K extends RowKind>(
  kind: K,
  expected: AllRows[K] | readonly [],
  found: AllRows[K],
): AuditFinding[] {
  const { table } = kinds[kind];
  const key = kinds[kind].key as (row: unknown) => string;
  const wanted = new Map<string, unknown>(expected.map((row) => [key(row), row]));
  const findings: AuditFinding[] = [];
  for (const row of found) {
    const at = key(row);
    const should = wanted.get(at);
    wanted.delete(at);
    if (should === undefined) findings.push({ place: table, key: at, expected: 'no such row', found: 'a row' });
    else findings.push(...compareFields(table, at, should, row));
  }
  for (const at of wanted.keys()) findings.push({ place: table, key: at, expected: 'a row', found: 'none' });
  return findings;
}

/**
 * What is the passing state of work and no function of events: whether a reminder was sent.
 */
const passing: ReadonlySet<string> = new Set(['due.reminded']);

function compareFields(table: string, key: string, expected: unknown, found: unknown): AuditFinding[] {
  const [should, is] = [expected as Record<string, unknown>, found as Record<string, unknown>];
  return Object.keys({ ...should, ...is })
    .filter((field) => !passing.has(`${table}.${field}`) && !isDeepStrictEqual(should[field], is[field]))
    .map((field) => ({
      place: table,
      key: `${key}, ${field}`,
      expected: shown(should[field]),
      found: shown(is[field]),
    }));
}
