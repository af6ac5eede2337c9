import type { ImportSource } from '#operation/ports/imports.ts';
import type { Id, Json } from '#operation/ports/values.ts';
import { canonicalBytes } from '#proof/canonical.ts';
import { toHex } from '#proof/hex.ts';
import { sha256 } from '../postgres/event-store.ts';
import type { AuditCounts, AuditOptions } from './audit.ts';
import { compareRows } from './audit-projections.ts';
import type { AuditFinding } from './finding.ts';

const rowsAtOnce = 1000;

type Report = (finding: AuditFinding) => void;

/**
 * Imported rows have the digest of their own content, every row that a snapshot held is there, and the entries are what the
 * histories of their rows give.
 */
export async function auditImports(options: AuditOptions, counts: AuditCounts, report: Report): Promise<void> {
  const { storage, projectImported } = options;
  for (const source of await storage.imports.sources()) {
    await auditRows(options, source, counts, report);
    await auditPresence(options, source, report);
    if (projectImported) await auditEntries({ ...options, projectImported }, source, report);
  }
}

async function auditRows(
  { storage }: AuditOptions,
  source: ImportSource,
  counts: AuditCounts,
  report: Report,
): Promise<void> {
  interface Row {
    readonly key: string;
    readonly digest: string;
    readonly fields: Json;
  }
  const text = `select key, encode(digest, 'hex') as digest, fields from import_row
    where source = $1::uuid and (key, digest) > ($2, decode($3, 'hex')) order by key, digest limit ${rowsAtOnce}`;
  let last: Pick<Row, 'key' | 'digest'> = { key: '', digest: '' };
  while (true) {
    const rows = await storage.database.rows<Row>({ name: 'audit rows', text }, [source.id, last.key, last.digest]);
    for (const { key, digest, fields } of rows) {
      counts.importedRows += 1;
      const found = toHex(sha256(canonicalBytes({ key: key.normalize('NFC'), fields })));
      if (found !== digest)
        report({
          place: 'import_row',
          key: `${source.code}: ${key}`,
          expected: `fields with the digest ${digest}`,
          found,
        });
    }
    const end = rows.at(-1);
    if (!end) return;
    last = end;
  }
}

/** A snapshot that names a row which is not there, or in which nothing is left of what was counted. */
async function auditPresence({ storage }: AuditOptions, source: ImportSource, report: Report): Promise<void> {
  const text = `select s.batch, s.key from import_seen s where s.source = $1::uuid
    and not exists (select from import_row r where r.source = s.source and r.key = s.key and r.digest = s.digest) order by 1, 2`;
  for (const { batch, key } of await storage.database.rows<{ batch: number; key: string }>({ text }, [source.id]))
    report({
      place: 'import_seen',
      key: `${source.code}: batch ${batch}, ${key}`,
      expected: 'a row with its digest',
      found: 'none',
    });
  const stray = `select distinct batch from import_seen s where s.source = $1::uuid
    and not exists (select from import_batch b where b.source = s.source and b.batch = s.batch) order by 1`;
  for (const { batch } of await storage.database.rows<{ batch: number }>({ text: stray }, [source.id]))
    report({ place: 'import_seen', key: `${source.code}: batch ${batch}`, expected: 'a batch', found: 'none' });
}

async function auditEntries(
  options: AuditOptions & Required<Pick<AuditOptions, 'projectImported'>>,
  source: ImportSource,
  report: Report,
): Promise<void> {
  const { storage, projectImported } = options;
  const text = `select distinct key from import_seen where source = $1::uuid and key > $2 order by key limit ${rowsAtOnce}`;
  let expected = 0;
  let after = '';
  while (true) {
    const keys = (await storage.database.rows<{ key: string }>({ name: 'audit keys', text }, [source.id, after])).map(
      ({ key }) => key,
    );
    if (keys.length === 0) break;
    const rows = await projectImported(source, await storage.imports.history(source.id, keys));
    const ids: Id[] = (rows.entries ?? []).map(({ id }) => id);
    expected += ids.length;
    compareRows(rows, await storage.projections.ofEntries(ids)).forEach(report);
    after = keys.at(-1) ?? '';
  }
  const count = 'select count(*) as count from entry where source = $1';
  const found = (await storage.database.rows<{ count: number }>({ text: count }, [source.id]))[0]?.count ?? 0;
  if (found !== expected)
    report({
      place: 'entry',
      key: `entries of ${source.code}`,
      expected: `${expected}, as its rows give`,
      found: `${found}`,
    });
}
