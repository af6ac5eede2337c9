import type { Readable } from 'node:stream';
import { applyMapping, type SourceRow, valueAt } from '#certification/mapping/apply.ts';
import type { MappedRow, Mapping, RowProblem } from '#certification/mapping/mapping.ts';
import { gatherRows } from '#certification/mapping/observe.ts';
import { parseDay } from '#certification/time/day-format.ts';
import { canonicalBytes } from '#proof/canonical.ts';
import { toHex } from '#proof/hex.ts';
import { growingRoot, leafHash } from '#proof/merkle.ts';
import type { ImportPart, ImportRow } from '../ports/imports.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Digest, Id } from '../ports/values.ts';
import type { World } from '../world.ts';
import { readRows } from './read-rows.ts';

export const rowsAtOnce = 1000;
const mostProblems = 1000;
/** So many keys are remembered with their rows, so that a second one can name the first; beyond, the database alone knows. */
const mostRemembered = 100_000;
/** More rows than that do not speak of one entry: the key is not one. */
const mostParts = 10_000;

export interface Taken {
  readonly rows: number;
  readonly leftOut: number;
  readonly rejected: number;
  readonly problems: readonly RowProblem[];
  readonly root: Digest;
  /** The day that the rows tell, where the mapping takes it from a column. */
  readonly day: string | null;
}

export interface TakeRequest {
  readonly mapping: Mapping;
  /** The day of the snapshot, when it was given. */
  readonly day: string | null;
  readonly progress?: (rows: number) => void;
}

/**
 * Reads, maps and stores the rows of a file, a thousand at a time; with gathered fields, all rows of an entry are joined first.
 * Memory does not grow with the file: what has to wait for its end, or be known of all of it, lies in the database.
 */
export async function takeRows(
  world: World,
  transaction: Transaction,
  request: TakeRequest,
  at: { readonly source: Id; readonly batch: number },
  file: Readable,
): Promise<Taken> {
  const { mapping } = request;
  const bad = new Rejections();
  const told = new DayOfRows(mapping, request.day !== null);
  const shelf = new RowShelf(world, transaction, at, mapping, bad);
  const aside = mapping.gather.length > 0 ? new Aside(world, transaction) : null;
  let leftOut = 0;
  let rows = 0;
  for await (const { row, source: cells } of readRows(mapping, file)) {
    rows += 1;
    if (rows % 10_000 === 0) request.progress?.(rows);
    const applied = applyMapping(mapping, cells, row);
    const otherDay = applied.ok === true ? told.read(cells, row) : null;
    if (applied.ok === 'left-out') leftOut += 1;
    else if (otherDay) bad.add([otherDay]);
    else if (applied.ok === false) bad.add(applied.problems);
    else if (aside)
      await aside.put({ key: storedText(applied.row.key), row, fields: storedFields(applied.row.fields) });
    else await shelf.put(row, storedText(applied.row.key), storedFields(applied.row.fields));
  }
  if (aside) await joinParts(mapping, aside, shelf, bad);
  await shelf.flush();
  return { rows, leftOut, rejected: bad.count, problems: bad.problems(), root: toHex(shelf.root()), day: told.day };
}

class Rejections {
  count = 0;
  readonly #first: RowProblem[] = [];

  add(found: readonly RowProblem[]): void {
    this.count += 1;
    for (const problem of found) if (this.#first.length < mostProblems) this.#first.push(problem);
  }

  /** In the order of the file, whenever each was found. */
  problems(): readonly RowProblem[] {
    return this.#first.sort((a, b) => a.row - b.row);
  }
}

type StoredFields = ImportRow['fields'];

/** Good rows on their way into the database, and the root over those that came in. */
class RowShelf {
  readonly #world: World;
  readonly #transaction: Transaction;
  readonly #at: { readonly source: Id; readonly batch: number };
  readonly #mapping: Mapping;
  readonly #bad: Rejections;
  readonly #tree;
  readonly #rowOfKey = new Map<string, number>();
  #waiting: { readonly row: number; readonly stored: ImportRow; readonly leaf: Uint8Array }[] = [];

  constructor(
    world: World,
    transaction: Transaction,
    at: { readonly source: Id; readonly batch: number },
    mapping: Mapping,
    bad: Rejections,
  ) {
    this.#world = world;
    this.#transaction = transaction;
    this.#at = at;
    this.#mapping = mapping;
    this.#bad = bad;
    this.#tree = growingRoot(world.hash);
  }

  async put(row: number, key: string, fields: StoredFields): Promise<void> {
    const { hash } = this.#world;
    const bytes = canonicalBytes({ key: key.normalize('NFC'), fields });
    const stored = { key, digest: toHex(hash(bytes)), fields };
    this.#waiting.push({ row, stored, leaf: leafHash(bytes, hash) });
    if (this.#rowOfKey.size < mostRemembered && !this.#rowOfKey.has(key)) this.#rowOfKey.set(key, row);
    if (this.#waiting.length >= rowsAtOnce) await this.flush();
  }

  async flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length === 0) return;
    const stored = waiting.map((w) => w.stored);
    const late = new Set(await this.#world.storage.imports.putRows(this.#transaction, this.#at, stored));
    for (const [place, { row, stored, leaf }] of waiting.entries())
      if (late.has(place)) this.#bad.add([twice(this.#mapping, row, this.#rowOfKey.get(stored.key), stored.key)]);
      else this.#tree.add(leaf);
  }

  root(): Uint8Array {
    return this.#tree.root();
  }
}

function twice(mapping: Mapping, row: number, earlier: number | undefined, key: string): RowProblem {
  const known = earlier !== undefined && earlier < row ? earlier : null;
  return {
    row,
    column: mapping.key.join(' + '),
    code: 'key',
    expected: {
      zh: `每项登记一行（${known === null ? '前面' : `第 ${known} 行`}已有）`,
      en: `one row for each entry (${known === null ? 'an earlier row' : `row ${known}`} has it already)`,
    },
    found: key,
  };
}

/** Rows that wait for the others of their entry. */
class Aside {
  readonly #world: World;
  readonly #transaction: Transaction;
  #waiting: ImportPart[] = [];
  #isAny = false;

  constructor(world: World, transaction: Transaction) {
    this.#world = world;
    this.#transaction = transaction;
  }

  async put(part: ImportPart): Promise<void> {
    this.#waiting.push(part);
    if (this.#waiting.length >= rowsAtOnce) await this.#flush();
  }

  async #flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#isAny = true;
    await this.#world.storage.imports.setAside(this.#transaction, waiting);
  }

  /** The parts of each entry; of one that has too many, no more than the limit and one. */
  async *entries(): AsyncGenerator<readonly ImportPart[]> {
    if (this.#waiting.length > 0) await this.#flush();
    if (!this.#isAny) return;
    let parts: ImportPart[] = [];
    for await (const part of this.#world.storage.imports.aside(this.#transaction)) {
      if (parts[0] !== undefined && parts[0].key !== part.key) {
        yield parts;
        parts = [];
      }
      if (parts.length <= mostParts) parts.push(part);
    }
    if (parts.length > 0) yield parts;
  }
}

async function joinParts(mapping: Mapping, aside: Aside, shelf: RowShelf, bad: Rejections): Promise<void> {
  for await (const parts of aside.entries()) {
    const [first] = parts;
    if (first === undefined) continue;
    const { key, row } = first;
    // They were mapped by this program and went through the database as they are.
    const fields = parts.map((p) => p.fields as MappedRow['fields']);
    const joined = parts.length > mostParts ? null : gatherRows(mapping, fields);
    if (joined === null) bad.add([tooMany(mapping, row, key)]);
    else if (joined.disagree.length > 0) bad.add(joined.disagree.map((column) => disagreement(row, column, fields)));
    else await shelf.put(row, key, storedFields(joined.fields));
  }
}

function disagreement(row: number, column: string, fields: readonly MappedRow['fields'][]): RowProblem {
  const expected = { zh: '同一登记的各行一致', en: 'the same in all rows of one entry' };
  const found = [...new Set(fields.map((f) => String(f[column] ?? '')))].slice(0, 10).join(' | ');
  return { row, column, code: 'disagrees', expected, found };
}

function tooMany(mapping: Mapping, row: number, key: string): RowProblem {
  const expected = { zh: `每项登记不超过 ${mostParts} 行`, en: `at most ${mostParts} rows for one entry` };
  return { row, column: mapping.key.join(' + '), code: 'too-many', expected, found: key };
}

/** Without what no database keeps as text. */
const storedText = (text: string) => text.toWellFormed().replaceAll('\u0000', '');

/** Fields as stored and hashed: texts in NFC. */
function storedFields(fields: MappedRow['fields']): Record<string, string | readonly string[] | null> {
  const clean = (text: string) => storedText(text.normalize('NFC'));
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value === null ? null : typeof value === 'string' ? clean(value) : value.map(clean),
    ]),
  );
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
