/** Cells as typed or pasted; rows count from 1 as the user's program counts them, so that a message names her cell. */
export interface Sheet {
  readonly rows: readonly (readonly string[])[];
  /** Decimal sign, where the file or the text said it. */
  readonly decimal?: '.' | ',';
  /** Whether the first row is a heading, where it is known; left out: found from the cells. */
  readonly heading?: boolean;
}

/** A cell by its place, both counted from 0. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export interface CellRange {
  readonly from: CellPlace;
  readonly to: CellPlace;
}

/** At most so many cells are edited as a sheet; a larger table is kept as the file it came in. */
export const mostCells = 200_000;

export function cellAt(sheet: Sheet, { row, column }: CellPlace): string {
  return sheet.rows[row]?.[column] ?? '';
}

export function widthOf(sheet: Sheet): number {
  return sheet.rows.reduce((most, row) => Math.max(most, row.length), 0);
}

export function isEmptySheet(sheet: Sheet): boolean {
  return sheet.rows.every((row) => row.every((cell) => cell.trim() === ''));
}

export function setCell(sheet: Sheet, place: CellPlace, text: string): Sheet {
  return setBlock(sheet, place, [[text]]);
}

/** Writes a block of cells, its first cell at `at`; the sheet grows as needed. */
export function setBlock(sheet: Sheet, at: CellPlace, block: readonly (readonly string[])[]): Sheet {
  const rows = [...sheet.rows];
  block.forEach((cells, r) => {
    const place = at.row + r;
    while (rows.length <= place) rows.push([]);
    const row = [...(rows[place] ?? [])];
    while (row.length < at.column) row.push('');
    cells.forEach((cell, c) => {
      row[at.column + c] = cell;
    });
    rows[place] = row;
  });
  return trimmed({ ...sheet, rows });
}

export function clearRange(sheet: Sheet, range: CellRange): Sheet {
  const { from, to } = ordered(range);
  return trimmed({
    ...sheet,
    rows: sheet.rows.map((row, r) =>
      r < from.row || r > to.row ? row : row.map((cell, c) => (c < from.column || c > to.column ? cell : '')),
    ),
  });
}

export function insertRow(sheet: Sheet, at: number): Sheet {
  return { ...sheet, rows: [...sheet.rows.slice(0, at), [], ...sheet.rows.slice(at)] };
}

export function removeRows(sheet: Sheet, from: number, to: number): Sheet {
  return trimmed({ ...sheet, rows: sheet.rows.filter((_, r) => r < from || r > to) });
}

export function removeColumns(sheet: Sheet, from: number, to: number): Sheet {
  return trimmed({ ...sheet, rows: sheet.rows.map((row) => row.filter((_, c) => c < from || c > to)) });
}

/** The cells of a range as text that every spreadsheet takes. */
export function copyRange(sheet: Sheet, range: CellRange): string {
  const { from, to } = ordered(range);
  const lines: string[] = [];
  for (let row = from.row; row <= to.row; row++) {
    const cells: string[] = [];
    for (let column = from.column; column <= to.column; column++) cells.push(quoted(cellAt(sheet, { row, column })));
    lines.push(cells.join('\t'));
  }
  return lines.join('\n');
}

function quoted(cell: string): string {
  return /["\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export function ordered({ from, to }: CellRange): CellRange {
  return {
    from: { row: Math.min(from.row, to.row), column: Math.min(from.column, to.column) },
    to: { row: Math.max(from.row, to.row), column: Math.max(from.column, to.column) },
  };
}

/** Drops empty rows at the end, so that a cleared cell leaves no trace. */
function trimmed(sheet: Sheet): Sheet {
  let length = sheet.rows.length;
  while (length > 0 && (sheet.rows[length - 1] ?? []).every((cell) => cell === '')) length--;
  return length === sheet.rows.length ? sheet : { ...sheet, rows: sheet.rows.slice(0, length) };
}

/** A sheet with a heading and nothing under it, to begin typing with. */
export function headedSheet(heading: readonly string[]): Sheet {
  return { rows: [[...heading]], heading: true };
}

/**
 * The next place for a value that is entered one at a time, row by row through `columns`: the first empty cell after the last
 * that is filled in any of them.
 */
export function nextPlace(sheet: Sheet, columns: readonly number[], firstRow: number): CellPlace {
  let last = firstRow * columns.length - 1;
  for (let row = firstRow; row < sheet.rows.length; row++)
    columns.forEach((column, k) => {
      if (cellAt(sheet, { row, column }).trim() !== '') last = Math.max(last, row * columns.length + k);
    });
  const next = last + 1;
  return { row: Math.floor(next / columns.length), column: columns[next % columns.length] ?? 0 };
}
