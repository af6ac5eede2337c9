import type { StoredValue } from '../case/events.ts';
import { parseDay } from '../time/day-format.ts';
import type { Field } from './form.ts';
import type { Scheme } from './scheme.ts';

/** The texts of a scheme, by key. */
type Texts = Scheme['texts'];

/** Fields whose value can be typed into one cell; files, parties, entries, rows and sites can't. */
const typed: ReadonlySet<Field['kind']> = new Set(['text', 'number', 'money', 'date', 'code', 'choice', 'flag']);

export const isTyped = (field: Field): boolean => typed.has(field.kind);

/** Figures as people type them: full-width digits and signs, spaces and thousands commas make no difference. */
export function plainNumber(text: string): string {
  return text.normalize('NFKC').replace(/[\s,]/g, '');
}

/** Two headings are one but for case, width and the spaces around. */
export const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** Whether a heading names the field: by its id, or its text in either language. */
export function isFieldName(cell: string, field: Field, texts: Texts): boolean {
  const said = texts[`field.${field.id}`];
  return [field.id, said?.zh, said?.en].some((name) => name !== undefined && folded(name) === folded(cell));
}

/** The text of an option: of this field, else the one that fields share. */
export function optionText(texts: Texts, field: string, option: string): { zh: string; en: string } | undefined {
  return texts[`option.${field}.${option}`] ?? texts[`option.${option}`];
}

const yes: ReadonlySet<string> = new Set(['是', '有', '√', 'yes', 'y', 'true', '1']);
const no: ReadonlySet<string> = new Set(['否', '无', '×', 'no', 'n', 'false', '0']);

/** A cell as a value of the field; undefined for an empty one. What is no value stays as it was typed, for the form to refuse. */
export function cellValue(cell: string, column: Field, texts: Texts): StoredValue | undefined {
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

function optionCalled(cell: string, column: Extract<Field, { kind: 'choice' }>, texts: Texts): string {
  const found = column.options.find((option) => {
    const said = optionText(texts, column.id, option);
    return [option, said?.zh, said?.en].some((name) => name !== undefined && folded(name) === folded(cell));
  });
  return found ?? cell.trim();
}
