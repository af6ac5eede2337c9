import type { DataNote } from '#toolbox/data-entry/data-notes.ts';
import type { Assignment, OptionValues } from '#toolbox/method/method.ts';
import type { Sheet } from './sheet.ts';

/**
 * Where a work's data are: a sheet of cells that the page edits, or a large file as it came, which the bench reads and the
 * page only shows the beginning of. `key` names the file's content on this device.
 */
export type WorkData =
  | { readonly kind: 'sheet'; readonly sheet: Sheet }
  | { readonly kind: 'stored'; readonly key: string; readonly blob: Blob; readonly name: string };

/** One work at the toolbox: a method with its data, columns and options. Kept on the device as it is. */
export interface Work {
  readonly id: string;
  readonly method: string;
  /** Given by the user; empty: the method's title stands for it. */
  readonly title: string;
  readonly data: WorkData;
  /** Which columns take which role; null: found by names and places. */
  readonly assignment: Assignment | null;
  readonly options: OptionValues;
  /** What the reader of a file or a pasted text said that the sheet itself no longer shows. */
  readonly importNotes: readonly DataNote[];
}

export interface KeptWork extends Work {
  /** UTC instant of the last change. */
  readonly changedAt: string;
}

export const emptySheet: Sheet = { rows: [] };

export function newWork(id: string, method: string): Work {
  return {
    id,
    method,
    title: '',
    data: { kind: 'sheet', sheet: emptySheet },
    assignment: null,
    options: {},
    importNotes: [],
  };
}

/** True where nothing was entered that would be worth keeping. */
export function isBlank(work: Work): boolean {
  return (
    work.data.kind === 'sheet' &&
    work.data.sheet.rows.every((row) => row.every((cell) => cell.trim() === '')) &&
    Object.keys(work.options).length === 0 &&
    work.title === ''
  );
}

/** An id without meaning; `getRandomValues` is there on every address, `randomUUID` only under HTTPS. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(9)), (byte) => byte.toString(36).padStart(2, '0')).join('');
}
