import type { StoredValue } from '../../case/events.ts';
import { isGiven, isRecord } from '../../case/field-value.ts';
import type { Field } from '../form.ts';
import type { Text } from '../vocabulary/word.ts';
import { both, type SchemeWords } from './value-words.ts';

/**
 * Whether a field of an edition would no longer take a value that was given under another: by its own declaration alone
 * (choice, kind, limits, columns), since codes and days are judged on the day of the act. Null when it takes it; else why.
 * A personal value lies in the vault and is not looked at.
 */
export function refusedValue(field: Field, value: StoredValue | undefined, words: SchemeWords): Text | null {
  if (!isGiven(value) || isSealed(value)) return null;
  switch (field.kind) {
    case 'choice':
      return refusedChoice(field, value, words);
    case 'number':
      return refusedNumber(field, value);
    case 'text':
      return refusedText(field, value);
    case 'flag':
      return typeof value === 'boolean' ? null : wrongKind(value);
    case 'date':
    case 'party':
    case 'entry':
      return typeof value === 'string' ? null : wrongKind(value);
    case 'code':
      return typeof value === 'string' || isTexts(value) ? null : wrongKind(value);
    case 'money':
      return isRecord(value) && value['currency'] === field.currency ? null : wrongKind(value);
    case 'file':
      return Array.isArray(value) ? null : wrongKind(value);
    case 'rows':
      return refusedRows(field, value, words);
    case 'sites':
      return Array.isArray(value) ? refusedCount(value.length, field) : wrongKind(value);
  }
}

function isSealed(value: StoredValue): boolean {
  return isRecord(value) && 'vault' in value && 'digest' in value;
}

const isTexts = (value: StoredValue): value is readonly string[] =>
  Array.isArray(value) && value.every((v) => typeof v === 'string');

function wrongKind(value: StoredValue): Text {
  const found = JSON.stringify(value).slice(0, 60);
  return { zh: `类型不符 \`${found}\``, en: `of another kind: \`${found}\`` };
}

function refusedChoice(field: Extract<Field, { kind: 'choice' }>, value: StoredValue, words: SchemeWords): Text | null {
  const given = typeof value === 'string' ? [value] : isTexts(value) ? value : null;
  if (given === null) return wrongKind(value);
  const gone = given.find((v) => !field.options.includes(v));
  if (gone !== undefined) return words.text(`option.${field.id}.${gone}`, gone);
  return Array.isArray(value) && !field.many && value.length > 1 ? wrongKind(value) : null;
}

function refusedNumber(field: Extract<Field, { kind: 'number' }>, value: StoredValue): Text | null {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) return wrongKind(value);
  if (field.least !== undefined && number < field.least) return both(`${number} < ${field.least}`);
  return field.most !== undefined && number > field.most ? both(`${number} > ${field.most}`) : null;
}

function refusedText(field: Extract<Field, { kind: 'text' }>, value: StoredValue): Text | null {
  const texts = typeof value === 'string' ? [value] : isRecord(value) ? Object.values(value) : null;
  if (texts === null) return wrongKind(value);
  const longest = Math.max(0, ...texts.map((t) => (typeof t === 'string' ? [...t].length : 0)));
  return longest > field.most
    ? { zh: `${longest} 字，超过 ${field.most} 字`, en: `${longest} signs, more than ${field.most}` }
    : null;
}

function refusedCount(count: number, { least, most }: { readonly least: number; readonly most: number }): Text | null {
  if (count < least) return { zh: `${count} 行，少于 ${least} 行`, en: `${count} rows, fewer than ${least}` };
  return count > most ? { zh: `${count} 行，多于 ${most} 行`, en: `${count} rows, more than ${most}` } : null;
}

function refusedRows(field: Extract<Field, { kind: 'rows' }>, value: StoredValue, words: SchemeWords): Text | null {
  if (!Array.isArray(value)) return wrongKind(value);
  const count = refusedCount(value.length, field);
  if (count !== null) return count;
  for (const row of value) {
    if (!isRecord(row)) return wrongKind(row);
    for (const column of field.columns) {
      const why = refusedValue(column, row[column.id], words);
      if (why !== null) return why;
    }
  }
  return null;
}
