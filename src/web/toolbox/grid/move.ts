import type { CellPlace } from '../workspace/sheet.ts';

/** Where the cursor of a grid stands, and from where a range is drawn to it. */
export interface Cursor {
  readonly at: CellPlace;
  readonly anchor: CellPlace;
  /** The text of the cell is being edited: arrows move inside it. */
  readonly editing: boolean;
}

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

export interface Key {
  readonly key: string;
  readonly shift: boolean;
  readonly command: boolean;
}

export function startCursor(): Cursor {
  return { at: { row: 0, column: 0 }, anchor: { row: 0, column: 0 }, editing: false };
}

/** The cursor after a key, or null where the key is not for moving: then the cell's input takes it. */
export function moveBy(cursor: Cursor, { key, shift, command }: Key, size: GridSize): Cursor | null {
  const { at, editing } = cursor;
  const step = stepOf(key, editing);
  if (key === 'Enter') return land(cursor, { row: at.row + (shift ? -1 : 1), column: at.column }, size, false);
  if (key === 'Tab') return land(cursor, tabbed(at, shift, size), size, false);
  if (key === 'F2') return { ...cursor, editing: true };
  if (editing && key !== 'ArrowUp' && key !== 'ArrowDown') return null;
  if (key === 'Home') return land(cursor, { row: command ? 0 : at.row, column: 0 }, size, shift);
  if (key === 'End' && command) return land(cursor, { row: size.rows - 1, column: at.column }, size, shift);
  if (key === 'End') return land(cursor, { row: at.row, column: size.columns - 1 }, size, shift);
  if (!step) return null;
  const far = command ? 1e9 : 1;
  return land(cursor, { row: at.row + step.row * far, column: at.column + step.column * far }, size, shift);
}

function stepOf(key: string, editing: boolean): CellPlace | null {
  switch (key) {
    case 'ArrowUp':
      return { row: -1, column: 0 };
    case 'ArrowDown':
      return { row: 1, column: 0 };
    case 'PageUp':
      return { row: -12, column: 0 };
    case 'PageDown':
      return { row: 12, column: 0 };
    case 'ArrowLeft':
      return editing ? null : { row: 0, column: -1 };
    case 'ArrowRight':
      return editing ? null : { row: 0, column: 1 };
    default:
      return null;
  }
}

/** To the right, and from the last column to the first of the next row. */
function tabbed(at: CellPlace, back: boolean, size: GridSize): CellPlace {
  const column = at.column + (back ? -1 : 1);
  if (column < 0) return { row: at.row - 1, column: size.columns - 1 };
  return column >= size.columns ? { row: at.row + 1, column: 0 } : { row: at.row, column };
}

function land(cursor: Cursor, to: CellPlace, size: GridSize, extend: boolean): Cursor {
  const at = {
    row: Math.min(size.rows - 1, Math.max(0, to.row)),
    column: Math.min(size.columns - 1, Math.max(0, to.column)),
  };
  return { at, anchor: extend ? cursor.anchor : at, editing: false };
}

/** `B7` as a place counted from 0; null for what is no cell's name. */
export function placeOfCell(name: string): CellPlace | null {
  const match = /^([A-Z]+)(\d+)$/.exec(name);
  if (!match?.[1]) return null;
  const column = [...match[1]].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(match[2]) - 1, column };
}
