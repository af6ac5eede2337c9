import { may } from '#certification/policy/policy.ts';
import { denied, type Outcome } from '../acts/outcome.ts';
import type { Acting } from '../acts/request.ts';
import type { Entry, EntryField } from '../ports/entries.ts';
import type { StoredFile } from '../ports/files.ts';
import type { Filter } from '../ports/filter.ts';
import type { Id, Json } from '../ports/values.ts';
import type { World } from '../world.ts';

export const exportQueue = 'export';
export const exportFormats = ['csv', 'jsonl'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportRequest {
  readonly format: ExportFormat;
  /** Only entries of these kinds, schemes or statuses; everything when left out. */
  readonly kinds?: readonly string[];
  readonly schemes?: readonly string[];
  readonly statuses?: readonly string[];
}

/** Enqueues an export of the register: a job in the worker, whose file belongs to the account that asked for it. */
export async function startExport(
  world: World,
  acting: Acting,
  request: ExportRequest,
): Promise<Outcome<{ readonly job: string }>> {
  if (!may('register.export', acting.viewer)) return denied('not-allowed');
  const data = { request: { ...request } as unknown as Json, account: acting.viewer.account };
  const job = await world.storage.inTransaction((transaction) =>
    world.storage.jobs.enqueue(transaction, exportQueue, data, { retries: 1 }),
  );
  return job === null ? denied('not-found') : { is: 'done', value: { job }, repeated: false };
}

export interface Exported {
  readonly file: Id;
  readonly name: string;
  readonly rows: number;
}

/** Writes the register's present rows to a file, streamed from the database to the file store. */
export async function carryOutExport(world: World, request: ExportRequest, account: Id): Promise<Exported> {
  let rows = 0;
  const encoder = new TextEncoder();
  async function* bytes(): AsyncIterable<Uint8Array> {
    if (request.format === 'csv') yield encoder.encode(`\uFEFF${columns.map((c) => c.title).join(',')}\r\n`);
    for await (const entry of world.storage.entries.stream(filterOf(request))) {
      rows += 1;
      yield encoder.encode(request.format === 'csv' ? csvLine(entry) : `${JSON.stringify(jsonLine(entry))}\n`);
    }
  }
  const put = await world.storage.blobs.put(bytes(), { most: Number.MAX_SAFE_INTEGER });
  if ('tooLarge' in put) throw new Error('The file store refused an export.');
  const at = world.clock.now();
  const name = `register-${at.slice(0, 10)}.${request.format}`;
  const mediaType = request.format === 'csv' ? 'text/csv' : 'application/jsonl';
  const file: StoredFile = {
    id: world.newId(),
    digest: put.digest,
    size: put.size,
    mediaType,
    name,
    case: null,
    round: null,
    party: null,
    uploadedBy: account,
    uploadedAt: at,
  };
  await world.storage.inTransaction((transaction) => world.storage.files.put(transaction, file));
  return { file: file.id, name, rows };
}

function filterOf(request: ExportRequest): Filter<EntryField> {
  const part = (field: EntryField, values: readonly string[] | undefined): Filter<EntryField>[] =>
    values === undefined || values.length === 0 ? [] : [{ field, is: values }];
  return {
    all: [...part('kind', request.kinds), ...part('scheme', request.schemes), ...part('status', request.statuses)],
  };
}

const columns: readonly { readonly title: string; readonly of: (entry: Entry) => string }[] = [
  { title: 'number', of: (e) => e.number },
  { title: 'status', of: (e) => e.status },
  { title: 'kind', of: (e) => e.kind },
  { title: 'scheme', of: (e) => e.scheme ?? '' },
  { title: 'holder', of: (e) => e.holderNames.zh ?? e.holderNames.en ?? e.holderNames.und ?? '' },
  { title: 'issuer', of: (e) => e.issuerNames.zh ?? e.issuerNames.en ?? e.issuerNames.und ?? '' },
  { title: 'from', of: (e) => e.from ?? '' },
  { title: 'to', of: (e) => e.to ?? '' },
  { title: 'since', of: (e) => e.since ?? '' },
  { title: 'codes', of: (e) => e.scopeCodes.join(' ') },
  { title: 'source', of: (e) => e.source },
];

function csvLine(entry: Entry): string {
  return `${columns.map((c) => csvCell(c.of(entry))).join(',')}\r\n`;
}

/** A cell that a spreadsheet would take for a formula is written as text (CWE-1236). */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function jsonLine(entry: Entry): Json {
  return Object.fromEntries(columns.map((c) => [c.title, c.of(entry)]));
}
