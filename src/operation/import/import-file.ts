import { Readable } from 'node:stream';
import type { Actor } from '#certification/event/event.ts';
import type { Mapping, RowProblem } from '#certification/mapping/mapping.ts';
import { parseDay } from '#certification/time/day-format.ts';
import type { ImportBatch, ImportSource } from '../ports/imports.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Digest } from '../ports/values.ts';
import { makeFact } from '../publish/facts.ts';
import type { World } from '../world.ts';
import { FileFault } from './file-fault.ts';
import { importedRows } from './imported-rows.ts';
import { rowsAtOnce, type Taken, takeRows } from './take-rows.ts';

export interface ImportRequest {
  readonly source: ImportSource;
  readonly mapping: Mapping;
  /** Digest of the file's bytes in the blobs, and the name that it came with. */
  readonly file: Digest;
  readonly fileName: string;
  /** The day of the snapshot, when neither the file's name nor a column tells it. */
  readonly day: string | null;
  /** `all-or-none`: one bad row keeps the whole file out; `good-rows`: the good ones come in and the bad ones are reported. */
  readonly take: 'all-or-none' | 'good-rows';
  readonly actor: Actor;
  /** Told now and then how many rows were read. */
  readonly progress?: (rows: number) => void;
}

export interface ImportReport {
  readonly result: 'taken' | 'nothing-new' | 'kept-out';
  readonly source: string;
  readonly snapshot: string;
  readonly batch: number | null;
  readonly rows: number;
  readonly leftOut: number;
  readonly rejected: number;
  /** Entries whose story changed. */
  readonly touched: number;
  /** The first problems, at most a thousand; `rejected` counts all. */
  readonly problems: readonly RowProblem[];
}

/**
 * Takes in one file of a foreign register. The same file twice changes nothing. Rows are stored as observations; then every
 * entry that they touch is told anew from all its observations, so that the order in which files come in makes no difference.
 * One transaction: after a crash the file is in whole or not at all.
 * @throws FileFault when the file as a whole is not what its mapping says.
 */
export async function importFile(world: World, request: ImportRequest): Promise<ImportReport> {
  const { source, mapping } = request;
  const toldBefore = snapshotDay(mapping, request);
  return world.storage.inTransaction(async (transaction) => {
    const before = await world.storage.imports.batchOfFile(source.id, request.file, transaction);
    if (before)
      return reportOf(request, before.snapshot, {
        result: 'nothing-new',
        batch: before.batch,
        rows: before.rows,
        leftOut: 0,
        rejected: before.rejected,
        touched: 0,
        problems: [],
      });
    const bytes = await world.storage.blobs.get(request.file);
    if (!bytes) throw new FileFault('no-rows', { zh: '已上传的文件', en: 'an uploaded file' }, request.file);
    const batch = await world.storage.imports.nextBatch(transaction, source.id);
    const taken = await takeRows(world, transaction, request, { source: source.id, batch }, Readable.from(bytes));
    const snapshot = toldBefore ?? taken.day;
    if (snapshot === null) throw noSnapshotDay(mapping, request.fileName);
    if (taken.rejected > 0 && request.take === 'all-or-none') {
      transaction.abandon();
      return reportOf(request, snapshot, {
        result: 'kept-out',
        batch: null,
        rows: taken.rows,
        leftOut: taken.leftOut,
        rejected: taken.rejected,
        touched: 0,
        problems: taken.problems,
      });
    }
    const row = await recordBatch(world, transaction, request, { batch, snapshot, taken });
    const touched = await retellEntries(world, transaction, request, row);
    return reportOf(request, snapshot, {
      result: 'taken',
      batch,
      rows: taken.rows,
      leftOut: taken.leftOut,
      rejected: taken.rejected,
      touched,
      problems: taken.problems,
    });
  });
}

function reportOf(
  request: ImportRequest,
  snapshot: string,
  rest: Omit<ImportReport, 'source' | 'snapshot'>,
): ImportReport {
  return { source: request.source.code, snapshot, ...rest };
}

/** The day that the request or the file's name tells, in whatever form; null when the rows are to tell it. */
function snapshotDay(mapping: Mapping, request: ImportRequest): string | null {
  const from = mapping.snapshotDay;
  const told = from.from === 'file-name' ? new RegExp(from.pattern, 'u').exec(request.fileName)?.[1] : undefined;
  const text = request.day ?? told;
  if (text === undefined && from.from === 'column') return null;
  const day = text === undefined ? null : parseDay(text);
  if (day?.ok !== true) throw noSnapshotDay(mapping, text ?? request.fileName);
  return day.parts.day;
}

function noSnapshotDay(mapping: Mapping, found: string): FileFault {
  const { snapshotDay: from } = mapping;
  const place =
    from.from === 'file-name'
      ? { zh: `文件名中的日期（${from.pattern}）或 `, en: `a day in the file's name (${from.pattern}) or ` }
      : from.from === 'column'
        ? { zh: `列 \`${from.column}\` 中的日期或 `, en: `a day in the column \`${from.column}\` or ` }
        : { zh: '快照日期 ', en: 'the day of the snapshot, ' };
  const expected = { zh: `${place.zh}--day 2026-01-31`, en: `${place.en}--day 2026-01-31` };
  return new FileFault('snapshot-day', expected, found);
}

async function recordBatch(
  world: World,
  transaction: Transaction,
  request: ImportRequest,
  at: { readonly batch: number; readonly snapshot: string; readonly taken: Taken },
): Promise<ImportBatch> {
  const { source, mapping, file, fileName, actor } = request;
  const { batch, snapshot, taken } = at;
  const stream = { kind: 'source', id: source.id } as const;
  const { head } = await world.storage.events.load(stream, {}, transaction);
  const version = head.version + 1;
  const body = {
    mapping: mapping.id,
    edition: mapping.edition,
    snapshot,
    file,
    fileName: fileName.normalize('NFC'),
    rows: taken.rows,
    leftOut: taken.leftOut,
    rejected: taken.rejected,
    root: taken.root,
  };
  const made = makeFact(
    { kind: 'import', id: source.id, version, status: 'taken', dates: { snapshot }, record: null },
    { body, subject: source.id },
    world,
  );
  await world.storage.vault.put(transaction, [made.sealed]);
  const recordedAt = world.clock.now();
  const appended = await world.storage.events.append(
    transaction,
    [{ stream, expected: head, events: [{ type: 'SnapshotTaken', format: 1, body }], facts: [made.fact] }],
    { recordedAt, actor, newId: world.newId },
  );
  if ('conflict' in appended) throw new Error('the source moved on while a file of it was taken in; try again');
  const row: ImportBatch = {
    source: source.id,
    batch,
    snapshot,
    file,
    fileName,
    mappingEdition: mapping.edition,
    rows: taken.rows,
    rejected: taken.rejected,
    root: taken.root,
    importedAt: recordedAt,
    version,
  };
  await world.storage.imports.putBatch(transaction, row);
  return row;
}

/** Tells anew every entry that this batch touched, a thousand at a time. */
async function retellEntries(
  world: World,
  transaction: Transaction,
  request: ImportRequest,
  batch: ImportBatch,
): Promise<number> {
  const batches = await world.storage.imports.batches(batch.source, transaction);
  let keys: string[] = [];
  let touched = 0;
  const retell = async () => {
    const histories = await world.storage.imports.history(batch.source, keys, transaction);
    const told = histories.flatMap((history) => importedRows(request.mapping, batches, batch.source, history) ?? []);
    await world.storage.projections.put(transaction, {
      restated: told.map((t) => t.entry.id),
      entries: told.map((t) => t.entry),
      changes: told.flatMap((t) => t.changes),
      search: told.map((t) => ({ subject: 'entry', id: t.entry.id, texts: t.texts })),
    });
    touched += told.length;
    keys = [];
  };
  for await (const key of world.storage.imports.touchedKeys(transaction, {
    source: batch.source,
    batch: batch.batch,
  })) {
    keys.push(key);
    if (keys.length < rowsAtOnce) continue;
    await retell();
    request.progress?.(batch.rows);
  }
  if (keys.length > 0) await retell();
  return touched;
}
