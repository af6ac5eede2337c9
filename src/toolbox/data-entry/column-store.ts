import type { Cell, Column } from '../method/method.ts';
import { cellName } from './cell-name.ts';
import { type DataNote, layoutNote, notNumberNote, numberNote } from './data-notes.ts';
import { isPlainNumber, type NotNumber, type NumberNote, readNumberText } from './number-text.ts';

/** Above this many cells a table keeps numbers in one array and makes cells only when asked for them. */
const manyCells = 400_000;

/** One column while it is being read. */
export interface ColumnStore {
  set(row: number, raw: string): void;
  /** The column, its notes added to `notes`; `cells` is the size of the whole table. */
  finish(name: string, length: number, cells: number, notes: DataNote[]): Column;
}

interface Seen {
  row: number;
  raw: string;
  value: number;
  unit: string;
  count: number;
}

/** `column` counts from 0; `firstRow` is the sheet's row of the first row of data, so that notes name the cell. */
export function createColumnStore(decimal: '.' | ',', column: number, firstRow: number): ColumnStore {
  let numbers = new Float64Array(1024).fill(Number.NaN);
  const raws = new Map<number, string>();
  const units = new Map<string, number[]>();
  const read = new Map<NumberNote, Seen>();
  const kept = new Map<Exclude<NotNumber, 'empty'>, Seen>();
  let last = -1;
  let withNumber = 0;
  const remember = <K>(map: Map<K, Seen>, code: K, row: number, raw: string, value: number, unit: string): void => {
    const seen = map.get(code);
    if (seen) seen.count++;
    else map.set(code, { row, raw, value, unit, count: 1 });
  };
  const set = (row: number, raw: string): void => {
    if (row >= numbers.length) {
      const larger = new Float64Array(Math.max(row + 1, numbers.length * 2)).fill(Number.NaN);
      larger.set(numbers);
      numbers = larger;
    }
    last = row;
    if (isPlainNumber(raw)) {
      const value = Number(raw);
      if (Number.isFinite(value)) {
        numbers[row] = value;
        withNumber++;
        if (row < manyCells && String(value) !== raw) raws.set(row, raw);
        return;
      }
    }
    const reading = readNumberText(raw, decimal);
    if (raw !== '') raws.set(row, raw);
    if (!reading.ok) {
      if (reading.why !== 'empty') remember(kept, reading.why, row, raw, Number.NaN, '');
      return;
    }
    numbers[row] = reading.value;
    withNumber++;
    for (const code of reading.notes) remember(read, code, row, raw, reading.value, reading.unit ?? '');
    if (reading.unit) {
      const rows = units.get(reading.unit);
      if (rows) rows.push(row);
      else units.set(reading.unit, [row]);
    }
  };
  /** The rarer units of a column are no numbers: 12 mm and 1.2 cm in one column must not meet in one mean. */
  const refuseRareUnits = (notes: DataNote[]): void => {
    if (units.size < 2) return;
    const sorted = [...units].sort((a, b) => b[1].length - a[1].length);
    const main = sorted[0]?.[0] ?? '';
    for (const [, rows] of sorted.slice(1)) {
      const first = rows[0] ?? 0;
      notes.push(
        layoutNote('mixed-units', {
          raw: raws.get(first) ?? '',
          extra: main,
          cell: cellName(column, firstRow + first),
          more: rows.length - 1,
        }),
      );
      for (const row of rows) {
        numbers[row] = Number.NaN;
        withNumber--;
      }
    }
  };
  return {
    set,
    finish(name, length, cells, notes) {
      refuseRareUnits(notes);
      const isText = withNumber === 0;
      if (isText) kept.delete('text');
      for (const [code, seen] of read) {
        notes.push(
          numberNote(code, {
            raw: seen.raw,
            number: seen.value,
            extra: seen.unit,
            cell: cellName(column, firstRow + seen.row),
            more: seen.count - 1,
          }),
        );
      }
      // In a column that is mostly words a label such as `A-1` needs no note.
      const words = kept.get('text');
      if (words && words.count > withNumber * 4) kept.delete('text');
      for (const [code, seen] of kept) {
        notes.push(
          notNumberNote(code, {
            raw: seen.raw.trim(),
            cell: cellName(column, firstRow + seen.row),
            more: seen.count - 1,
          }),
        );
      }
      const values = numbers.slice(0, length);
      if (length > last + 1) values.fill(Number.NaN, last + 1);
      if (cells <= manyCells) return { name, cells: makeCells(values, raws) };
      if (!notes.some((n) => n.code === 'raw-shortened')) notes.push(layoutNote('raw-shortened', {}));
      return largeColumn(name, values, raws);
    },
  };
}

function makeCells(values: Float64Array, raws: ReadonlyMap<number, string>): Cell[] {
  return Array.from(values, (value, row) => {
    const raw = raws.get(row) ?? (Number.isNaN(value) ? '' : String(value));
    return Number.isNaN(value) ? { raw } : { raw, number: value };
  });
}

function largeColumn(name: string, numbers: Float64Array, raws: ReadonlyMap<number, string>): Column {
  let made: Cell[] | undefined;
  return {
    name,
    numbers,
    get cells() {
      made ??= makeCells(numbers, raws);
      return made;
    },
  };
}
