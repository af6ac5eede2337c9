import { createHash } from 'node:crypto';
import type { EventEnvelope, StreamName } from '#certification/event/event.ts';
import type { ImportSource, RowHistory } from '#operation/ports/imports.ts';
import type { ProjectionRows } from '#operation/ports/projections.ts';
import type { Id } from '#operation/ports/values.ts';
import { toHex } from '#proof/hex.ts';
import { saltedDigest } from '#proof/salted-digest.ts';
import type { PostgresStorage } from '../open-storage.ts';
import type { SqlValue } from '../postgres/database.ts';
import { sha256 } from '../postgres/event-store.ts';
import { auditImports } from './audit-imports.ts';
import { compareRows } from './audit-projections.ts';
import { auditStream, type RawEvent, type RawFact, type RawStream, readEnvelope } from './audit-stream.ts';
import type { AuditFinding } from './finding.ts';

export interface AuditOptions {
  readonly storage: PostgresStorage;
  /** Only so many streams, drawn at random by the seed; all of them when left out. What belongs to no stream is walked whole. */
  readonly sample?: { readonly streams: number; readonly seed: number };
  /**
   * What the projections of a stream should hold, from its events; null when the stream has none. Left out, projections are
   * not compared.
   */
  readonly project?: (stream: StreamName, events: readonly EventEnvelope[]) => Promise<ProjectionRows | null>;
  /** The same for imported entries: what these histories of a source should give. Left out, they are not compared. */
  readonly projectImported?: (source: ImportSource, histories: readonly RowHistory[]) => Promise<ProjectionRows>;
  readonly onFinding: (finding: AuditFinding) => void;
  readonly onProgress?: (walked: AuditCounts) => void;
}

export interface AuditCounts {
  streams: number;
  events: number;
  facts: number;
  vaultValues: number;
  editions: number;
  importedRows: number;
  files: number;
  findings: number;
}

const streamsAtOnce = 100;

/** Walks everything that must agree, and names each thing that does not. Reads only. */
export async function audit(options: AuditOptions): Promise<AuditCounts> {
  const counts: AuditCounts = {
    streams: 0,
    events: 0,
    facts: 0,
    vaultValues: 0,
    editions: 0,
    importedRows: 0,
    files: 0,
    findings: 0,
  };
  const report = (finding: AuditFinding) => {
    counts.findings += 1;
    options.onFinding(finding);
  };
  const { storage } = options;
  await findOrphans(storage, report);
  for await (const streams of pickStreams(storage, options.sample)) {
    for (const raw of await readRaw(storage, streams)) await auditOne(raw, options, counts, report);
    options.onProgress?.(counts);
  }
  await auditEditions(storage, counts, report);
  await auditImports(options, counts, report);
  await auditFiles(storage, counts, report);
  return counts;
}

async function auditOne(
  raw: RawStream,
  options: AuditOptions,
  counts: AuditCounts,
  report: (f: AuditFinding) => void,
): Promise<void> {
  counts.streams += 1;
  counts.events += raw.events.length;
  counts.facts += raw.facts.length;
  const findings = auditStream(raw);
  findings.forEach(report);
  // From events that contradict each other nothing can be concluded for what rests on them.
  if (findings.some((finding) => finding.place === 'event')) return;
  const envelopes = raw.events.map((event) => readEnvelope(event.bytes));
  await auditVault(options.storage, raw.stream, envelopes, counts, report);
  const expected = await options.project?.(raw.stream, envelopes);
  if (expected) compareRows(expected, await options.storage.projections.ofStream(raw.stream)).forEach(report);
}

/**
 * Events and facts whose stream has no head: written past the store, or left when a head was taken away. The streams are asked
 * for by themselves: that reads keys alone, and not every event's bytes.
 */
async function findOrphans(storage: PostgresStorage, report: (f: AuditFinding) => void): Promise<void> {
  for (const place of ['event', 'outbox']) {
    const text = `with lost as materialized (
        select distinct stream_id from ${place} o where not exists (select from stream_head h where h.id = o.stream_id))
      select o.stream_kind as kind, o.stream_id as id, min(o.version) as version
      from lost join ${place} o using (stream_id) group by 1, 2 order by 1, 2`;
    for (const { kind, id, version } of await unhurried<{ kind: string; id: Id; version: number }>(storage, text))
      report({ place, key: `${kind} ${id}: version ${version}`, expected: 'a head of its stream', found: 'none' });
  }
}

/** Rows of a question about a whole table, which may take longer than a statement of the day is allowed to. */
function unhurried<Row>({ database }: PostgresStorage, text: string, values: readonly SqlValue[] = []): Promise<Row[]> {
  return database.inTransaction(async (transaction) => {
    await database.change({ text: 'set local statement_timeout = 0' }, [], transaction);
    return database.rows<Row>({ text }, values, transaction);
  });
}

async function* pickStreams(
  storage: PostgresStorage,
  sample: AuditOptions['sample'],
): AsyncGenerator<readonly HeadRow[]> {
  const columns = 'id, kind, version, hash';
  if (sample) {
    // A little more than is wanted, since the share is only met on average.
    const text = `with size as (select greatest(1, count(*)) as n from stream_head)
      select ${columns} from stream_head where (hashtextextended(id::text, $2) & 4294967295) <= 4294967295 * least(1, 1.2 * $1::float8 / (select n from size))
      order by hashtextextended(id::text, $2) limit $1`;
    const drawn = await unhurried<HeadRow>(storage, text, [sample.streams, sample.seed]);
    for (let from = 0; from < drawn.length; from += streamsAtOnce) yield drawn.slice(from, from + streamsAtOnce);
    return;
  }
  const text = `select ${columns} from stream_head where $1::uuid is null or id > $1::uuid order by id limit ${streamsAtOnce}`;
  let after: Id | null = null;
  while (true) {
    const heads: HeadRow[] = await storage.database.rows<HeadRow>({ name: 'audit heads', text }, [after]);
    if (heads.length === 0) return;
    yield heads;
    after = heads.at(-1)?.id ?? null;
  }
}

interface HeadRow {
  readonly id: Id;
  readonly kind: StreamName['kind'];
  readonly version: number;
  readonly hash: Buffer;
}

async function readRaw({ database }: PostgresStorage, heads: readonly HeadRow[]): Promise<readonly RawStream[]> {
  const ids = heads.map(({ id }) => id);
  const eventText = `select stream_id as stream, version, id, stream_kind as kind, type, format, recorded_at as "recordedAt", bytes, hash
    from event where stream_id = any($1::uuid[]) order by stream_id, version`;
  const factText = `select stream_id as stream, version, ordinal, kind, stream_kind as "streamKind", recorded_at as "recordedAt", bytes, hash
    from outbox where stream_id = any($1::uuid[]) order by stream_id, version, ordinal`;
  const events = await database.rows<RawEvent & { stream: Id }>({ name: 'audit events', text: eventText }, [ids]);
  const facts = await database.rows<RawFact & { stream: Id }>({ name: 'audit facts', text: factText }, [ids]);
  const [eventsOf, factsOf] = [group(events), group(facts)];
  return heads.map(({ id, kind, version, hash }) => ({
    stream: { kind, id },
    head: { version, hash },
    events: eventsOf.get(id) ?? [],
    facts: factsOf.get(id) ?? [],
  }));
}

function group<Row extends { readonly stream: Id }>(rows: readonly Row[]): ReadonlyMap<Id, readonly Row[]> {
  const groups = new Map<Id, Row[]>();
  for (const row of rows) {
    const known = groups.get(row.stream);
    if (known) known.push(row);
    else groups.set(row.stream, [row]);
  }
  return groups;
}

/** Each personal value that an event refers to is there with the value that its digest was made of, or is on the list of erasures. */
async function auditVault(
  storage: PostgresStorage,
  stream: StreamName,
  envelopes: readonly EventEnvelope[],
  counts: AuditCounts,
  report: (f: AuditFinding) => void,
): Promise<void> {
  const sealed = envelopes.flatMap((envelope) =>
    findSealed({ actor: envelope.actor, body: envelope.body }).map((one) => ({ ...one, version: envelope.version })),
  );
  if (sealed.length === 0) return;
  const refs = [...new Set(sealed.map(({ vault }) => vault))];
  const stored = await storage.vault.get(refs);
  const text = 'select ref from erasure where ref = any($1::uuid[])';
  const erased = new Set(
    (await storage.database.rows<{ ref: Id }>({ name: 'audit erasures', text }, [refs])).map(({ ref }) => ref),
  );
  for (const { vault, digest, version } of sealed) {
    counts.vaultValues += 1;
    const key = `${vault} (${stream.kind} ${stream.id}: version ${version})`;
    const value = stored.get(vault);
    if (value && erased.has(vault))
      report({ place: 'vault', key, expected: 'no value, since it was erased', found: 'a value' });
    else if (value) {
      const found = saltedDigest(value, sha256);
      if (found !== digest) report({ place: 'vault', key, expected: `a value with the digest ${digest}`, found });
    } else if (!erased.has(vault))
      report({ place: 'vault', key, expected: 'a value, or a note of its erasure', found: 'neither' });
  }
}

/** The sealed references anywhere in a value: objects with a `vault` and a `digest` and nothing else. */
export function findSealed(value: unknown): { readonly vault: Id; readonly digest: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(findSealed);
  const { vault, digest, ...rest } = value as { vault?: unknown; digest?: unknown };
  if (typeof vault === 'string' && typeof digest === 'string' && Object.keys(rest).length === 0)
    return [{ vault, digest }];
  return Object.values(value).flatMap(findSealed);
}

async function auditEditions(
  { database }: PostgresStorage,
  counts: AuditCounts,
  report: (f: AuditFinding) => void,
): Promise<void> {
  const text = 'select kind, id, edition, digest, bytes from edition order by kind, id, edition';
  interface EditionRow {
    readonly kind: string;
    readonly id: string;
    readonly edition: string;
    readonly digest: Buffer;
    readonly bytes: Buffer;
  }
  for (const { kind, id, edition, digest, bytes } of await database.rows<EditionRow>({ text })) {
    counts.editions += 1;
    const [expected, found] = [toHex(digest), toHex(sha256(bytes))];
    if (expected !== found)
      report({
        place: 'edition',
        key: `${kind} ${id}@${edition}`,
        expected: `bytes with the digest ${expected}`,
        found,
      });
  }
}

/** Every file's bytes are there under its digest, have it, and are as many as was said; so is every signed credential. */
async function auditFiles(
  storage: PostgresStorage,
  counts: AuditCounts,
  report: (f: AuditFinding) => void,
): Promise<void> {
  const text = `select encode(digest, 'hex') as digest, min(size) as least, max(size) as most, 'file ' || min(id::text) as key from file group by digest
    union all select encode(credential, 'hex'), null, null, 'credential of entry ' || min(id::text) from entry where credential is not null group by credential
    order by 1`;
  interface FileRow {
    readonly digest: string;
    readonly least: number | null;
    readonly most: number | null;
    readonly key: string;
  }
  for (const row of await unhurried<FileRow>(storage, text)) {
    counts.files += 1;
    const bytes = await storage.blobs.get(row.digest);
    if (bytes === null) {
      report({ place: 'files', key: row.digest, expected: `the bytes of the ${row.key}`, found: 'none' });
      continue;
    }
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of bytes) {
      hash.update(chunk);
      size += chunk.length;
    }
    const found = hash.digest('hex');
    if (found !== row.digest) report({ place: 'files', key: row.digest, expected: 'bytes with this digest', found });
    else if (row.least !== null && (row.least !== size || row.most !== size))
      report({ place: 'file', key: row.key, expected: `${size} bytes, as the file has`, found: `${row.least}` });
  }
}
