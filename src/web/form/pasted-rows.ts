import type { StoredValue, StoredValues } from '#certification/case/events.ts';
import { cellValue, isFieldName, isTyped } from '#certification/scheme/cell-value.ts';
import type { Field } from '#certification/scheme/form.ts';
import type { SchemeTexts } from '../desk/words.ts';

export interface PastedRows {
  readonly rows: readonly StoredValues[];
  /** The columns that were read, in the order of the pasted ones; null for one that no column of the form is called. */
  readonly columns: readonly (string | null)[];
  readonly hasHead: boolean;
}

/** Columns whose cells can be typed; files, parties and entries are chosen row by row. */
export function pasteColumns(columns: readonly Field[]): readonly Field[] {
  return columns.filter(isTyped);
}

/**
 * Rows out of what somebody copied from a spreadsheet: cells by tabs (by commas where there is no tab), a head with the names
 * of the columns in either language or none, then in their order. A cell that is no value of its column stays as it was
 * typed, so that the form says at its field what is wrong with it.
 */
export function readPastedRows(text: string, columns: readonly Field[], texts: SchemeTexts): PastedRows {
  const open = pasteColumns(columns);
  const between = text.includes('\t') ? '\t' : ',';
  const lines = splitCells(text, between).filter((cells) => cells.some((cell) => cell.trim() !== ''));
  const named = (lines[0] ?? []).map((cell) => open.find((column) => isFieldName(cell, column, texts)) ?? null);
  const hasHead = named.some((column) => column !== null);
  const order = hasHead ? named : open;
  const rows = lines.slice(hasHead ? 1 : 0).map((cells) => {
    const row: Record<string, StoredValue> = {};
    cells.forEach((cell, index) => {
      const column = order[index];
      const value = column ? cellValue(cell.trim(), column, texts) : undefined;
      if (column && value !== undefined) row[column.id] = value;
    });
    return row;
  });
  return { rows, columns: order.map((column) => column?.id ?? null), hasHead };
}

/** Cells in quotes may hold what parts them, as spreadsheets write it. */
function splitCells(text: string, between: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i] ?? '';
    if (isQuoted) {
      if (sign === '"' && text[i + 1] === '"') {
        cell += sign;
        i += 1;
      } else if (sign === '"') isQuoted = false;
      else cell += sign;
    } else if (sign === '"' && cell === '') isQuoted = true;
    else if (sign === between || sign === '\n') {
      lines.at(-1)?.push(cell);
      cell = '';
      if (sign === '\n') lines.push([]);
    } else if (sign !== '\r') cell += sign;
  }
  lines.at(-1)?.push(cell);
  return lines;
}
