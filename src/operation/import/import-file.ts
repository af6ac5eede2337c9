import { Readable } from 'node:stream';
import type { Actor } from '#certification/event/event.ts';
import { applyMapping, type SourceRow, valueAt } from '#certification/mapping/apply.ts';
import type { MappedRow, Mapping, RowProblem } from '#certification/mapping/mapping.ts';
import { gatherRows } from '#certification/mapping/observe.ts';
import { parseDay } from '#certification/time/day-format.ts';
import { canonicalBytes } from '#proof/canonical.ts';
import { toHex } from '#proof/hex.ts';
import { leafHash, treeRoot } from '#proof/merkle.ts';
import type { ImportBatch, ImportRow, ImportSource } from '../ports/imports.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Digest } from '../ports/values.ts';
import { makeFact } from '../publish/facts.ts';
import type { World } from '../world.ts';
import { FileFault } from './file-fault.ts';
import { importedRows } from './imported-rows.ts';
import { readRows } from './read-rows.ts';

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
  /** The first problems, at most `mostProblems`; `rejected` counts all. */
  readonly problems: readonly RowProblem[];
}

export const mostProblems = 1000;
const rowsAtOnce = 1000;

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
    const taken = await takeRows(world, transaction, request, batch, Readable.from(bytes));
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

/** Reads the day of the snapshot off the rows: all must tell the same. */
class DayOfRows {
  day: string | null = null;
  readonly #column: string | null;
  constructor(mapping: Mapping, isGiven: boolean) {
    this.#column = mapping.snapshotDay.from === 'column' && !isGiven ? mapping.snapshotDay.column : null;
  }

  /** The problem of a row that tells no day, or another one than the rows before it. */
  read(cells: SourceRow, row: number): RowProblem | null {
    if (this.#column === null) return null;
    const found = String(valueAt(cells, this.#column) ?? '');
    const parsed = parseDay(found);
    if (parsed.ok) this.day ??= parsed.parts.day;
    if (parsed.ok && parsed.parts.day === this.day) return null;
    const expected = this.day
      ? { zh: `与前面各行同为 ${this.day}`, en: `${this.day}, as in the rows before` }
      : { zh: '快照日期', en: 'the day of the snapshot' };
    return { row, column: this.#column, code: parsed.ok ? 'disagrees' : 'date', expected, found };
  }
}

interface Taken {
  readonly rows: number;
  readonly leftOut: number;
  readonly rejected: number;
  readonly problems: readonly RowProblem[];
  readonly root: Digest;
  /** The day that the rows tell, where the mapping takes it from a column. */
  readonly day: string | null;
}

/** Reads, maps and stores the rows, a thousand at a time; with gathered fields, all rows of an entry are joined first. */
async function takeRows(
  world: World,
  transaction: Transaction,
  request: ImportRequest,
  batch: number,
  file: Readable,
): Promise<Taken> {
  const { mapping, source } = request;
  const at = { source: source.id, batch };
  const problems: RowProblem[] = [];
  const leaves: Uint8Array[] = [];
  const gathered = new Map<string, { row: number; rows: MappedRow[] }>();
  const seen = new Map<string, number>();
  let waiting: ImportRow[] = [];
  const told = new DayOfRows(mapping, request.day !== null);
  let rejected = 0;
  let leftOut = 0;
  let rows = 0;
  const reject = (found: readonly RowProblem[]) => {
    rejected += 1;
    for (const problem of found) if (problems.length < mostProblems) problems.push(problem);
  };
  const store = async (row: MappedRow) => {
    const fields = storedFields(row.fields);
    const bytes = canonicalBytes({ key: row.key.normalize('NFC').toWellFormed(), fields });
    const digest = toHex(world.hash(bytes));
    leaves.push(leafHash(bytes, world.hash));
    waiting.push({ key: row.key, digest, fields });
    if (waiting.length < rowsAtOnce) return;
    await world.storage.imports.putRows(transaction, at, waiting);
    waiting = [];
  };
  for await (const { row, source: cells } of readRows(mapping, file)) {
    rows += 1;
    if (rows % 10_000 === 0) request.progress?.(rows);
    const applied = applyMapping(mapping, cells, row);
    const otherDay = applied.ok === true ? told.read(cells, row) : null;
    if (applied.ok === 'left-out') leftOut += 1;
    else if (otherDay) reject([otherDay]);
    else if (applied.ok === false) reject(applied.problems);
    else if (mapping.gather.length > 0) {
      const known = gathered.get(applied.row.key);
      if (known) known.rows.push(applied.row);
      else gathered.set(applied.row.key, { row, rows: [applied.row] });
    } else {
      const earlier = seen.get(applied.row.key);
      if (earlier !== undefined) reject([twice(mapping, row, earlier, applied.row.key)]);
      else {
        seen.set(applied.row.key, row);
        await store(applied.row);
      }
    }
  }
  for (const [key, { row, rows: parts }] of gathered) {
    const joined = gatherRows(
      mapping,
      parts.map((p) => p.fields),
    );
    if (joined.disagree.length > 0)
      reject(
        joined.disagree.map((column) => ({
          row,
          column,
          code: 'disagrees',
          expected: { zh: '同一登记的各行一致', en: 'the same in all rows of one entry' },
          found: parts.map((p) => String(p.fields[column] ?? '')).join(' | '),
        })),
      );
    else await store({ key, fields: joined.fields });
  }
  if (waiting.length > 0) await world.storage.imports.putRows(transaction, at, waiting);
  return { rows, leftOut, rejected, problems, root: toHex(treeRoot(leaves, world.hash)), day: told.day };
}

function twice(mapping: Mapping, row: number, earlier: number, key: string): RowProblem {
  return {
    row,
    column: mapping.key.join(' + '),
    code: 'key',
    expected: {
      zh: `每项登记一行（第 ${earlier} 行已有）`,
      en: `one row for each entry (row ${earlier} has it already)`,
    },
    found: key,
  };
}

/** Fields as stored and hashed: texts in NFC, without the control characters that no database keeps. */
function storedFields(fields: MappedRow['fields']): Record<string, string | readonly string[] | null> {
  const clean = (text: string) => text.normalize('NFC').toWellFormed().replaceAll('\u0000', '');
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value === null ? null : typeof value === 'string' ? clean(value) : value.map(clean),
    ]),
  );
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
  const all: string[] = [];
  for await (const key of world.storage.imports.touchedKeys(transaction, { source: batch.source, batch: batch.batch }))
    all.push(key);
  for (const key of all) {
    keys.push(key);
    if (keys.length >= rowsAtOnce) await retell();
  }
  if (keys.length > 0) await retell();
  return touched;
}
