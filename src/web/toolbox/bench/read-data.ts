import { createRecordSplitter } from '#toolbox/data-entry/split-text.ts';
import { createTableReader, type ReadTable, readGrid, readTable } from '#toolbox/data-entry/table-reader.ts';
import { isEmptySheet, mostCells, type Sheet } from '../workspace/sheet.ts';
import type { WorkData } from '../workspace/work.ts';
import { encodingOf } from './encoding.ts';
import type { BookSheet, ReadAsSheet, Report } from './protocol.ts';

/** The table of a work's data, or null where nothing was entered yet. Tables of stored files are remembered by their key. */
export async function readData(data: WorkData, report?: Report): Promise<ReadTable | null> {
  if (data.kind === 'stored') {
    const known = stored.get(data.key) ?? readStored(data.blob, report);
    stored.clear();
    stored.set(data.key, known);
    // A reading that failed is tried again when asked again.
    known.catch(() => stored.delete(data.key));
    return known;
  }
  return isEmptySheet(data.sheet) ? null : readSheet(data.sheet);
}

/** Only the last one: a table of millions of rows takes its room. */
const stored = new Map<string, Promise<ReadTable>>();

function readSheet({ rows, decimal, heading }: Sheet): ReadTable {
  return readGrid(rows, {
    ...(decimal === undefined ? {} : { decimal }),
    ...(heading === undefined ? {} : { heading }),
  });
}

/** Bytes between two words on how far the reading is. */
const reportEvery = 2_000_000;

async function readStored(blob: Blob, report?: Report): Promise<ReadTable> {
  const reader = createTableReader();
  let reported = 0;
  for await (const { text, bytes } of piecesOf(blob)) {
    reader.push(text);
    if (bytes - reported < reportEvery) continue;
    reported = bytes;
    report?.({ bytes, of: blob.size });
  }
  const read = reader.end();
  report?.({ bytes: blob.size, of: blob.size });
  return read;
}

/**
 * A pasted text or the text of a file as a sheet. Notes that need the separators (ragged rows, stray quotes) can't be found
 * again in the sheet's cells and are handed over here; the others the sheet gives by itself.
 */
export function readTextAsSheet(text: string): ReadAsSheet {
  const read = readTable(text);
  const notes = read.notes.filter((note) => note.code === 'ragged-row' || note.code === 'stray-quote');
  const cells = read.table.columns.reduce((sum, column) => sum + (column.numbers?.length ?? column.cells.length), 0);
  if (cells > mostCells) return { sheet: null, notes };
  const rows: string[][] = [];
  const splitter = createRecordSplitter(read.delimiter);
  splitter.push(text.replace(/^\ufeff/, ''), (record) => rows.push(record.map((cell) => cell.trim())));
  splitter.end((record) => rows.push(record.map((cell) => cell.trim())));
  while (rows.length > 0 && rows.at(-1)?.every((cell) => cell === '')) rows.pop();
  return { sheet: { rows, decimal: read.decimal }, notes };
}

/** A larger text file than this is not tried as a sheet at all. */
const mostSheetBytes = 4_000_000;

export async function readBytesAsSheet(blob: Blob): Promise<ReadAsSheet> {
  if (blob.size > mostSheetBytes) return { sheet: null, notes: [] };
  let text = '';
  for await (const piece of textPieces(blob)) text += piece;
  return readTextAsSheet(text);
}

export async function firstRowsOf(blob: Blob, most: number): Promise<BookSheet> {
  let text = '';
  for await (const piece of textPieces(blob.slice(0, 400_000))) text += piece;
  const { delimiter } = readTable(text.slice(0, 60_000));
  const rows: string[][] = [];
  const splitter = createRecordSplitter(delimiter);
  splitter.push(text.replace(/^\ufeff/, ''), (record) => {
    if (rows.length < most) rows.push(record);
  });
  return { name: '', rows };
}

/** The text of a file piece by piece: UTF-8, UTF-16 by its mark, or GB 18030, which older Chinese Excel writes. */
export async function* textPieces(blob: Blob): AsyncGenerator<string> {
  for await (const { text } of piecesOf(blob)) yield text;
}

/** The pieces with the bytes read so far. */
async function* piecesOf(blob: Blob): AsyncGenerator<{ readonly text: string; readonly bytes: number }> {
  const decoder = new TextDecoder(await encodingOf(blob));
  const reader = blob.stream().getReader();
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    yield { text: decoder.decode(value, { stream: true }), bytes };
  }
  yield { text: decoder.decode(), bytes };
}
