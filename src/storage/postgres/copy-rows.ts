import { epochDay, toDay } from '#certification/time/day.ts';
import { epochOf, toInstant } from '#certification/time/instant.ts';
import { type ColumnType, quote, type Table } from './table.ts';

/**
 * Rows in COPY's binary format: the server takes a number, an instant or a list as it lies there, where the text format has it
 * read each from digits. A value is written with its length before it; a null is the length -1.
 */
export const inBinary = 'with (format binary)';
/** Into a table that was emptied in the same transaction: written already as rows that everybody sees, and never touched again. */
export const inBinaryFrozen = 'with (format binary, freeze)';

export function copyColumns<Row>(table: Table<Row>): string {
  return `copy ${table.name} (${table.columns.map((c) => quote(c.column)).join(', ')}) from stdin`;
}

const head = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const foot = Buffer.from([0xff, 0xff]);

/** A whole COPY of rows that came in chunks. */
export async function* wholeCopy(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* chunks;
  yield foot;
}

/**
 * Memory that rows are written into, used again by whoever is done with it: what is asked of the system in this number and size
 * makes the engine look through all its objects time and again.
 */
export class Chunks {
  readonly size: number;
  readonly #free: ArrayBuffer[] = [];

  constructor(size = 65_536) {
    this.size = size;
  }

  take(least: number): Buffer<ArrayBuffer> {
    const again = least <= this.size ? this.#free.pop() : undefined;
    return Buffer.from(again ?? new ArrayBuffer(Math.max(least, this.size)));
  }

  give(buffers: readonly ArrayBuffer[]): void {
    for (const buffer of buffers) if (buffer.byteLength === this.size) this.#free.push(buffer);
  }
}

/** Bytes that are being written, with room for what comes next asked for first. */
class Pen {
  readonly #chunks: Chunks;
  bytes: Buffer<ArrayBuffer>;
  at = 0;
  /** Where the unfinished row begins. */
  row = 0;
  readonly full: Buffer<ArrayBuffer>[] = [];

  constructor(chunks: Chunks) {
    this.#chunks = chunks;
    this.bytes = chunks.take(0);
  }

  /** Finished rows are laid aside when there is no room; the unfinished one moves to the new bytes. */
  need(length: number): void {
    if (this.at + length <= this.bytes.length) return;
    const begun = this.bytes.subarray(this.row, this.at);
    const more = this.#chunks.take(2 * (begun.length + length));
    more.set(begun);
    if (this.row > 0) this.full.push(this.bytes.subarray(0, this.row));
    else this.#chunks.give([this.bytes.buffer]);
    this.bytes = more;
    this.at = begun.length;
    this.row = 0;
  }

  int32(value: number): void {
    this.at = this.bytes.writeInt32BE(value, this.at);
  }

  /** The text itself, and how many bytes it took. Short ones are mostly ASCII, and a call out of the engine costs more. */
  text(text: string): number {
    const { bytes, at } = this;
    const { length } = text;
    if (length < 48) {
      let i = 0;
      for (; i < length; i++) {
        const unit = text.charCodeAt(i);
        if (unit > 0x7f) break;
        bytes[at + i] = unit;
      }
      if (i === length) {
        this.at = at + length;
        return length;
      }
    }
    const written = bytes.write(text, at);
    this.at = at + written;
    return written;
  }
}

/** Writes what `write` writes, with its length before it. */
function measured(pen: Pen, most: number, write: () => void): void {
  pen.need(4 + most);
  const begin = pen.at;
  pen.at += 4;
  write();
  pen.bytes.writeInt32BE(pen.at - begin - 4, begin);
}

function sized(pen: Pen, length: number): void {
  pen.need(4 + length);
  pen.int32(length);
}

/** A UTF-16 unit takes three bytes at most. */
const mostBytes = (text: string) => 3 * text.length;

function putText(pen: Pen, text: string): void {
  pen.need(4 + mostBytes(text));
  const begin = pen.at;
  pen.at += 4;
  pen.bytes.writeInt32BE(pen.text(text), begin);
}

/** The version of jsonb's binary form: its text follows. */
const jsonbVersion = 1;
const textType = 25;
const intType = 23;

function putList(pen: Pen, length: number, type: number): void {
  pen.int32(length === 0 ? 0 : 1);
  pen.int32(0);
  pen.int32(type);
  if (length === 0) return;
  pen.int32(length);
  pen.int32(1);
}

const writers: Record<ColumnType, (pen: Pen, value: never) => void> = {
  text: putText,
  uuid: (pen, value: string) => {
    sized(pen, 16);
    putUuid(pen, value);
  },
  day: (pen, value: string) => {
    sized(pen, 4);
    pen.int32(epochDay(toDay(value)) - firstDay);
  },
  instant: (pen, value: string) => {
    sized(pen, 8);
    putInstant(pen, value);
  },
  small: (pen, value: number) => {
    sized(pen, 2);
    pen.at = pen.bytes.writeInt16BE(value, pen.at);
  },
  int: (pen, value: number) => {
    sized(pen, 4);
    pen.int32(value);
  },
  bigint: (pen, value: number) => {
    sized(pen, 8);
    pen.at = pen.bytes.writeBigInt64BE(BigInt(value), pen.at);
  },
  bool: (pen, value: boolean) => {
    sized(pen, 1);
    pen.bytes[pen.at++] = value ? 1 : 0;
  },
  digest: (pen, value: string) => {
    sized(pen, value.length / 2);
    const written = pen.bytes.write(value, pen.at, 'hex');
    if (2 * written !== value.length) throw new RangeError(`Expected a digest in hex, found \`${value}\`.`);
    pen.at += written;
  },
  bytes: (pen, value: Uint8Array) => {
    sized(pen, value.length);
    pen.bytes.set(value, pen.at);
    pen.at += value.length;
  },
  json: (pen, value: unknown) => putText(pen, JSON.stringify(value)),
  jsonb: (pen, value: unknown) => {
    const text = JSON.stringify(value);
    measured(pen, 1 + mostBytes(text), () => {
      pen.bytes[pen.at++] = jsonbVersion;
      pen.text(text);
    });
  },
  texts: (pen, value: readonly string[]) => {
    const most = value.reduce((sum, item) => sum + 4 + mostBytes(item), 20);
    measured(pen, most, () => {
      putList(pen, value.length, textType);
      for (const item of value) putText(pen, item);
    });
  },
  ints: (pen, value: readonly number[]) => {
    measured(pen, 20 + 8 * value.length, () => {
      putList(pen, value.length, intType);
      for (const item of value) {
        pen.int32(4);
        pen.int32(item);
      }
    });
  },
};

const noDigit = 0x80;
const nibbles = new Uint8Array(256).fill(noDigit);
for (const [value, sign] of [...'0123456789abcdef'].entries()) {
  nibbles[sign.charCodeAt(0)] = value;
  nibbles[sign.toUpperCase().charCodeAt(0)] = value;
}

function putUuid(pen: Pen, id: string): void {
  const { bytes } = pen;
  let { at } = pen;
  let wrong = id.length === 36 ? 0 : noDigit;
  for (let i = 0; i < 36; i += 2) {
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (id.charCodeAt(i) !== 0x2d) wrong = noDigit;
      i += 1;
    }
    const high = nibbles[id.charCodeAt(i)] ?? noDigit;
    const low = nibbles[id.charCodeAt(i + 1)] ?? noDigit;
    wrong |= high | low;
    bytes[at++] = (high << 4) | low;
  }
  if ((wrong & noDigit) !== 0) throw new RangeError(`Expected a uuid, found \`${id}\`.`);
  pen.at = at;
}

/** The server counts days from 2000-01-01, and microseconds from its beginning. */
const firstDay = epochDay(toDay('2000-01-01'));
const firstMillisecond = epochOf(toInstant('2000-01-01T00:00:00.000Z'));
const upperHalf = 0x1_0000_0000;

function putInstant(pen: Pen, instant: string): void {
  const milliseconds = epochOf(toInstant(instant)) - firstMillisecond;
  const microseconds = 1000 * milliseconds;
  if (!Number.isSafeInteger(microseconds)) {
    pen.at = pen.bytes.writeBigInt64BE(1000n * BigInt(milliseconds), pen.at);
    return;
  }
  const high = Math.floor(microseconds / upperHalf);
  pen.int32(high);
  pen.at = pen.bytes.writeUInt32BE(microseconds - high * upperHalf, pen.at);
}

type Writer = (pen: Pen, value: unknown) => void;

/** Takes the rows of a table and gives them as bytes for its COPY, in chunks and a shorter one behind. */
export class RowBytes<Row> {
  readonly #columns: readonly { readonly property: string; readonly write: Writer }[];
  readonly #chunks: Chunks;
  #pen: Pen | null = null;

  constructor(table: Table<Row>, chunks: Chunks) {
    this.#columns = table.columns.map(({ property, type }) => ({ property, write: writers[type] as Writer }));
    this.#chunks = chunks;
  }

  put(rows: Iterable<Row>): void {
    this.#pen ??= new Pen(this.#chunks);
    for (const row of rows) this.#put(this.#pen, row as Record<string, unknown>);
  }

  #put(pen: Pen, row: Record<string, unknown>): void {
    const columns = this.#columns;
    pen.row = pen.at;
    pen.need(2);
    pen.at = pen.bytes.writeInt16BE(columns.length, pen.at);
    for (const { property, write } of columns) {
      const value = row[property];
      if (value !== null && value !== undefined) write(pen, value);
      else {
        pen.need(4);
        pen.int32(-1);
      }
    }
  }

  /** What was written since the last time. */
  take(): readonly Uint8Array<ArrayBuffer>[] {
    if (this.#pen === null) return [];
    const { full, bytes, at } = this.#pen;
    this.#pen = null;
    if (at > 0) full.push(bytes.subarray(0, at));
    return full;
  }
}

export function copyRows<Row>(table: Table<Row>, rows: Iterable<Row>): readonly Uint8Array[] {
  const bytes = new RowBytes(table, new Chunks());
  bytes.put(rows);
  return bytes.take();
}
