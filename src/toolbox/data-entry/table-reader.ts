import type { Column, DataTable } from '../method/method.ts';
import { cellName, columnLetters } from './cell-name.ts';
import { type ColumnStore, createColumnStore } from './column-store.ts';
import { type DataNote, layoutNote } from './data-notes.ts';
import { isPlainNumber, readNumberText } from './number-text.ts';
import { createRecordSplitter, type Delimiter, detectDelimiter, type RecordSplitter } from './split-text.ts';

export interface ReadOptions {
  /** Left out: found from the first lines. */
  readonly delimiter?: Delimiter;
  readonly decimal?: '.' | ',';
  /** Left out: the first row is a heading when it holds no number above a column of numbers. */
  readonly heading?: boolean;
}

export interface ReadTable {
  readonly table: DataTable;
  readonly notes: readonly DataNote[];
  readonly delimiter: Delimiter | undefined;
  readonly decimal: '.' | ',';
}

/** Takes a text piece by piece (a file of ten million rows never stands in memory whole) and ends in a table with notes. */
export interface TableReader {
  push(piece: string): void;
  end(): ReadTable;
}

/** Records to look at before delimiter, decimal sign and heading are judged. */
const sampleRecords = 200;
const sampleLength = 65_536;

/** The table of a pasted text or of a whole file: tabs of Excel and WPS, CSV with quotes, semicolons, decimal commas. */
export function readTable(text: string, options: ReadOptions = {}): ReadTable {
  const reader = createTableReader(options);
  reader.push(text);
  return reader.end();
}

/** The table of cells that another reader has split (an .xlsx sheet, a form); merged cells have their text in the first. */
export function readGrid(grid: readonly (readonly string[])[], options: ReadOptions = {}): ReadTable {
  const rows = createRowReader(options, undefined);
  for (const row of grid) rows.push(row);
  return rows.end(false);
}

export function createTableReader(options: ReadOptions = {}): TableReader {
  let sample = '';
  let splitter: RecordSplitter | undefined;
  let rows: RowReader | undefined;
  const open = (): { splitter: RecordSplitter; rows: RowReader } => {
    const delimiter = options.delimiter ?? detectDelimiter(sample);
    splitter = createRecordSplitter(delimiter);
    rows = createRowReader(options, delimiter);
    splitter.push(sample.replace(/^\ufeff/, ''), rows.push);
    sample = '';
    return { splitter, rows };
  };
  return {
    push(piece) {
      if (splitter && rows) return splitter.push(piece, rows.push);
      sample += piece;
      if (sample.length >= sampleLength) open();
    },
    end() {
      const opened = splitter && rows ? { splitter, rows } : open();
      return opened.rows.end(opened.splitter.end(opened.rows.push));
    },
  };
}

interface RowReader {
  push: (cells: readonly string[]) => void;
  end(strayQuote: boolean): ReadTable;
}

function createRowReader(options: ReadOptions, delimiter: Delimiter | undefined): RowReader {
  let waiting: (readonly string[])[] | undefined = [];
  let body: Body | undefined;
  let sheetRow = 0;
  const start = (): Body => {
    const first = waiting ?? [];
    waiting = undefined;
    body = openBody(first, options, delimiter);
    return body;
  };
  return {
    push: (cells) => {
      sheetRow++;
      if (body) return body.push(cells, sheetRow);
      waiting?.push(cells);
      if ((waiting?.length ?? 0) >= sampleRecords) start();
    },
    end: (strayQuote) => {
      const opened = body ?? start();
      const read = opened.end();
      return strayQuote ? { ...read, notes: [...read.notes, layoutNote('stray-quote', {})] } : read;
    },
  };
}

interface Body {
  push(cells: readonly string[], sheetRow: number): void;
  end(): ReadTable;
}

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

function openBody(first: readonly (readonly string[])[], options: ReadOptions, delimiter: Delimiter | undefined): Body {
  const decimal = options.decimal ?? detectDecimal(first, delimiter);
  const notes: DataNote[] = [];
  const lead = skipLead(first, notes);
  const hasHeading = options.heading ?? looksLikeHeading(first.slice(lead), decimal);
  const heading = hasHeading ? (first[lead] ?? []) : undefined;
  const dataFrom = lead + (hasHeading ? 1 : 0);
  const stores: ColumnStore[] = [];
  let length = 0;
  let blanks: number[] = [];
  const expected = heading ? trimmedLength(heading) : Math.max(0, ...first.slice(dataFrom).map(trimmedLength));
  const ragged: { row: number; found: number }[] = [];
  const push = (cells: readonly string[], sheetRow: number): void => {
    if (isBlank(cells)) {
      blanks.push(sheetRow);
      return;
    }
    for (const row of blanks) {
      notes.push(layoutNote('blank-row', { number: row, cell: cellName(0, row) }));
      length++;
    }
    if (blanks.length > 0) blanks = [];
    const found = trimmedLength(cells);
    if (delimiter !== '\t' && delimiter !== undefined && cells.length < expected) ragged.push({ row: sheetRow, found });
    for (let c = 0; c < found; c++) {
      stores[c] ??= createColumnStore(decimal, c, dataFrom + 1);
      stores[c]?.set(length, cells[c] ?? '');
    }
    length++;
  };
  for (let i = dataFrom; i < first.length; i++) push(first[i] ?? [], i + 1);
  return {
    push,
    end: () => {
      const short = ragged[0];
      if (short) {
        notes.push(
          layoutNote('ragged-row', {
            raw: String(short.found),
            number: short.row,
            extra: String(expected),
            cell: cellName(0, short.row),
            more: ragged.length - 1,
          }),
        );
      }
      return finish({ stores, heading, expected, length, firstRow: dataFrom + 1, notes, delimiter, decimal });
    },
  };
}

function trimmedLength(cells: readonly string[]): number {
  let length = cells.length;
  while (length > 0 && (cells[length - 1] ?? '').trim() === '') length--;
  return length;
}

/** Blank rows and titles (a single cell above a wider table) before the heading; how many rows they are. */
function skipLead(rows: readonly (readonly string[])[], notes: DataNote[]): number {
  let lead = 0;
  const widths = rows.map(trimmedLength);
  const widest = Math.max(0, ...widths);
  const filled = (row: readonly string[]): number => row.filter((cell) => cell.trim() !== '').length;
  while (lead < rows.length) {
    const row = rows[lead] ?? [];
    if (isBlank(row)) {
      lead++;
      continue;
    }
    const text = row.find((cell) => cell.trim() !== '') ?? '';
    const isTitle =
      widest > 1 &&
      filled(row) === 1 &&
      lead + 1 < rows.length &&
      !isPlainNumber(text.trim()) &&
      filled(rows[lead + 1] ?? []) > 1;
    if (!isTitle) break;
    notes.push(layoutNote('title-row', { raw: text.trim(), cell: cellName(0, lead + 1) }));
    lead++;
  }
  return lead;
}

function looksLikeHeading(rows: readonly (readonly string[])[], decimal: '.' | ','): boolean {
  const [first, ...rest] = rows;
  if (!first) return false;
  const isNumber = (cell: string | undefined): boolean => cell !== undefined && readNumberText(cell, decimal).ok;
  const numbersInFirst = first.filter(isNumber).length;
  if (numbersInFirst === 0) return first.some((cell) => cell.trim() !== '');
  // A heading of mostly words above numbers, with years or sizes among the names, is still a heading.
  const columnsOfNumbers = first.map((_, c) => rest.slice(0, 20).filter((row) => isNumber(row[c])).length);
  return first.some(
    (cell, c) =>
      cell.trim() !== '' && !isNumber(cell) && (columnsOfNumbers[c] ?? 0) > 0 && numbersInFirst < first.length / 2,
  );
}

/** A comma is the decimal sign where some cell can be read in no other way and none contradicts it. */
function detectDecimal(rows: readonly (readonly string[])[], delimiter: Delimiter | undefined): '.' | ',' {
  if (delimiter === ',') return '.';
  let comma = 0;
  let point = 0;
  for (const cell of rows.flat()) {
    const text = cell.trim();
    if (/^[+-]?(?:\d+,\d{1,2}|\d+,\d{4,}|0,\d+|\d{4,},\d+|\d{1,3}(?:\.\d{3})+,\d+)(?:[^\d,.].*)?$/.test(text)) comma++;
    if (/^[+-]?(?:\d+\.\d{1,2}|\d+\.\d{4,}|0\.\d+|\d{1,3}(?:,\d{3})+\.\d+)(?:[^\d,.].*)?$/.test(text)) point++;
  }
  return comma > point ? ',' : '.';
}

interface Finish {
  readonly stores: readonly ColumnStore[];
  readonly heading: readonly string[] | undefined;
  readonly expected: number;
  readonly length: number;
  readonly firstRow: number;
  readonly notes: DataNote[];
  readonly delimiter: Delimiter | undefined;
  readonly decimal: '.' | ',';
}

function finish({ stores, heading, expected, length, firstRow, notes, delimiter, decimal }: Finish): ReadTable {
  const columns: Column[] = [];
  const names = new Set<string>();
  if (length === 0) notes.push(layoutNote('nothing', {}));
  else if (!heading) notes.push(layoutNote('no-heading', { cell: cellName(0, firstRow) }));
  for (let c = 0; c < Math.max(expected, stores.length); c++) {
    const store = stores[c];
    const written = (heading?.[c] ?? '').trim();
    const headingCell = heading ? cellName(c, firstRow - 1) : columnLetters(c);
    let name = written || columnLetters(c);
    if (names.has(name)) {
      for (let k = 2; names.has(name); k++) name = `${written || columnLetters(c)} (${k})`;
      notes.push(layoutNote('repeated-heading', { raw: written, extra: name, cell: headingCell }));
    } else if (heading && !written && store)
      notes.push(layoutNote('unnamed-column', { extra: name, cell: headingCell }));
    names.add(name);
    if (!store && !written) continue;
    if (!store && length > 0) notes.push(layoutNote('empty-column', { extra: name, cell: headingCell }));
    columns.push(
      (store ?? createColumnStore(decimal, c, firstRow)).finish(name, length, stores.length * length, notes),
    );
  }
  return { table: { columns, firstRow }, notes, delimiter, decimal };
}
