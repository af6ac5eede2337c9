import type { StoredValue, StoredValues } from '#certification/case/events.ts';
import type { Field } from '#certification/scheme/form.ts';
import { parseDay } from '#certification/time/day-format.ts';
import type { SchemeTexts } from '../desk/words.ts';
import { plainNumber } from './values.ts';

export interface PastedRows {
  readonly rows: readonly StoredValues[];
  /** The columns that were read, in the order of the pasted ones; null for one that no column of the form is called. */
  readonly columns: readonly (string | null)[];
  readonly hasHead: boolean;
}

/** Columns whose cells can be typed; files, parties and entries are chosen row by row. */
const typed: ReadonlySet<Field['kind']> = new Set(['text', 'number', 'money', 'date', 'code', 'choice', 'flag']);

export function pasteColumns(columns: readonly Field[]): readonly Field[] {
  return columns.filter((column) => typed.has(column.kind));
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
  const named = (lines[0] ?? []).map((cell) => open.find((column) => isName(cell, column, texts)) ?? null);
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

const folded = (text: string) => text.normalize('NFKC').trim().toLowerCase();

function isName(cell: string, column: Field, texts: SchemeTexts): boolean {
  const said = texts[`field.${column.id}`];
  return [column.id, said?.zh, said?.en].some((name) => name !== undefined && folded(name) === folded(cell));
}

const yes: ReadonlySet<string> = new Set(['是', '有', '√', 'yes', 'y', 'true', '1']);
const no: ReadonlySet<string> = new Set(['否', '无', '×', 'no', 'n', 'false', '0']);

function cellValue(cell: string, column: Field, texts: SchemeTexts): StoredValue | undefined {
  if (cell === '') return undefined;
  switch (column.kind) {
    case 'number': {
      const plain = plainNumber(cell);
      return column.decimals === 0 && /^-?\d{1,15}$/.test(plain) ? Number(plain) : plain;
    }
    case 'money':
      return { currency: column.currency, amount: plainNumber(cell) };
    case 'date': {
      const day = parseDay(cell);
      return day.ok ? day.parts.day : cell;
    }
    case 'flag':
      return yes.has(folded(cell)) ? true : no.has(folded(cell)) ? false : cell;
    case 'choice':
    case 'code': {
      const one = (text: string) => (column.kind === 'choice' ? optionCalled(text, column, texts) : text.trim());
      return column.many ? cell.split(/[、,，;；]/).map(one) : one(cell);
    }
    default:
      return column.kind === 'text' && column.bilingual ? { zh: cell, en: '' } : cell;
  }
}

function optionCalled(cell: string, column: Extract<Field, { kind: 'choice' }>, texts: SchemeTexts): string {
  const found = column.options.find((option) => {
    const said = texts[`option.${column.id}.${option}`];
    return [option, said?.zh, said?.en].some((name) => name !== undefined && folded(name) === folded(cell));
  });
  return found ?? cell.trim();
}
