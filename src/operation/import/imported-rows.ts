import { normaliseNumber, normaliseSearch } from '#certification/codes/normalise.ts';
import type { MappedRow, MappedValue, Mapping } from '#certification/mapping/mapping.ts';
import { restateEntry } from '#certification/mapping/restate.ts';
import type { Entry, EntryChange } from '../ports/entries.ts';
import type { ImportBatch, RowHistory } from '../ports/imports.ts';
import { namedStream } from '../ports/stream-id.ts';
import type { Id } from '../ports/values.ts';

export interface ImportedRows {
  readonly entry: Entry;
  readonly changes: readonly EntryChange[];
  /** What it can be found by, folded for search. */
  readonly texts: readonly string[];
}

/**
 * The rows of one imported entry, from everything that the snapshots of its source said of it: the same whether it is told
 * when a file comes in or by the audit. `batches` are those of the source. Null when no snapshot ever showed it.
 */
export function importedRows(
  mapping: Mapping,
  batches: readonly ImportBatch[],
  source: Id,
  history: RowHistory,
): ImportedRows | null {
  const observations = history.seen.map((s) => ({
    day: s.snapshot,
    fields: s.row === null ? null : (s.row.fields as MappedRow['fields']),
  }));
  const batchOf = (day: string) => batches.find((b) => b.snapshot === day);
  const told = restateEntry(mapping, observations, (day) => batchOf(day)?.importedAt ?? '');
  if (!told) return null;
  const id = importedId(source, history.key);
  const changes = told.changes.map(
    ({ details, ...change }): EntryChange => ({
      entry: id,
      ...change,
      details,
      basis: { kind: 'source', id: source, version: batchOf(change.known)?.version ?? 0 },
    }),
  );
  const newest = changes.reduce((a, b) => (b.basis.version > a.basis.version ? b : a));
  const text = (name: string) => textOf(told.fields[name]);
  const names = (name: string) => (text(name) === null ? {} : { und: text(name) ?? '' });
  const number = text('number') ?? history.key;
  const entry: Entry = {
    id,
    source,
    numberSpace: mapping.entry.numberSpace,
    number,
    normalNumber: normaliseNumber(number),
    reissue: Number(text('reissue') ?? 0) || 0,
    kind: mapping.entry.kind,
    scheme: mapping.entry.scheme,
    edition: null,
    issuer: null,
    holder: null,
    issuerNames: names('issuer'),
    holderNames: names('holder'),
    scopeCodes: listOf(told.fields['scope-codes']),
    from: text('from'),
    to: text('to'),
    status: told.status,
    since: told.changes.findLast((c) => c.what === 'status-changed' || c.what === 'seen')?.latest ?? null,
    reason: text('reason'),
    grade: text('grade'),
    succeeds: null,
    succeededBy: null,
    case: null,
    credential: null,
    details: Object.fromEntries(
      Object.entries(told.fields).filter(
        ([name, value]) => value !== null && (name.startsWith('shown.') || shownDetails.has(name)),
      ),
    ),
    // Only of one that is missing now: what the newest snapshot shows is seen as of that snapshot, without a row of its own.
    lastSeen:
      changes.findLast((c) => c.what === 'not-seen' || c.what === 'seen-again')?.what === 'not-seen'
        ? told.lastSeen
        : null,
    known: told.firstKnown,
    recordedAt: newest.recordedAt,
    version: newest.basis.version,
  };
  const texts = [number, text('holder'), text('subject'), text('issuer')].flatMap((t) =>
    t === null ? [] : [normaliseSearch(t)],
  );
  return { entry, changes, texts };
}

const shownDetails: ReadonlySet<string> = new Set([
  'subject',
  'scope-text',
  'standards',
  'score',
  'issuer-code',
  'holder-code',
]);

function textOf(value: MappedValue | undefined): string | null {
  return value === undefined || value === null || value.length === 0
    ? null
    : typeof value === 'string'
      ? value
      : value.join(', ');
}

function listOf(value: MappedValue | undefined): readonly string[] {
  return value === undefined || value === null ? [] : typeof value === 'string' ? [value] : value;
}

/**
 * The id of an imported entry, made of source and key, so that every snapshot, in whatever order, speaks of the same entry
 * without a look-up (decision 0004).
 */
export function importedId(source: Id, key: string): Id {
  return namedStream('entry', `${source}\n${key}`).id;
}
