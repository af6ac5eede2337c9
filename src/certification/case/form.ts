import { type Refusal, type RefusalParam, refuse } from '../act/refusal.ts';
import { compareValues, holds, type Situation, sumDecimals, valueAt } from '../scheme/evaluate.ts';
import type { Field } from '../scheme/form.ts';
import type { FormSpec, Scheme } from '../scheme/scheme.ts';
import { isValidDay } from '../time/day.ts';
import type { StoredValue, StoredValues } from './events.ts';
import {
  checkChoice,
  checkCodes,
  checkDayLimits,
  checkEntry,
  checkFiles,
  checkNumber,
  checkSites,
  checkText,
  isGiven,
  isMoney,
  isRecord,
  type Of,
  quote,
} from './field-value.ts';

/** How strictly a form is held: a draft may be incomplete, a return for correction too; a forwarding outcome may not. */
export type Strictness = 'complete' | 'partial';

/**
 * Checks the values of one form and says everything that is wrong with them at once. Values come parsed from JSON and are
 * held to the stored form (see `Field`). `situation.values` must already hold the new values over the old.
 */
export function checkForm(
  scheme: Scheme,
  form: FormSpec,
  values: StoredValues,
  situation: Situation,
  strictness: Strictness,
): Refusal[] {
  const refusals: Refusal[] = [];
  for (const name of Object.keys(values)) {
    if (!form.fields.some((f) => f.id === name))
      refusals.push(refuse('field-unknown', { field: name }, { field: name }));
  }
  for (const field of form.fields) refusals.push(...checkPresence(scheme, field, values, situation, strictness));
  for (const balance of form.balances) refusals.push(...checkBalance(scheme, balance, situation.values));
  return refusals;
}

function checkPresence(
  scheme: Scheme,
  field: Field,
  values: StoredValues,
  situation: Situation,
  strictness: Strictness,
): Refusal[] {
  const value = valueAt(values, field.id);
  const label = labelOf(scheme, field.id);
  const shown = field.showIf === undefined || holds(field.showIf, situation);
  if (!isGiven(value)) {
    const required =
      shown && (field.required || (field.requiredIf !== undefined && holds(field.requiredIf, situation)));
    const standing = isGiven(valueAt(situation.values, field.id));
    return required && !standing && strictness === 'complete'
      ? [refuse('field-missing', { label }, basisOf(field))]
      : [];
  }
  if (!shown) return [refuse('field-hidden', { label }, { field: field.id })];
  return checkValue(scheme, field, value, field.id, situation);
}

function basisOf(field: Field): { field: string; basis?: string } {
  return field.basis === undefined ? { field: field.id } : { field: field.id, basis: field.basis };
}

/** A text by its key in Chinese, for messages; the caller's page puts its own language in from the same key. */
export function labelOf(scheme: Scheme, field: string): string {
  const key = `field.${field}`;
  return Object.hasOwn(scheme.texts, key) ? (scheme.texts[key]?.zh ?? field) : field;
}

function checkValue(scheme: Scheme, field: Field, value: StoredValue, path: string, situation: Situation): Refusal[] {
  const label = labelOf(scheme, field.id);
  const wrong = (expected: RefusalParam) => [
    refuse('value-kind', { label, expected, found: quote(value) }, { field: path }),
  ];
  switch (field.kind) {
    case 'text':
      return checkText(field, value, label, path);
    case 'number':
      return checkNumber(field, value, label, path);
    case 'money':
      return isMoney(value, field.currency)
        ? []
        : wrong({
            zh: `${field.currency} 金额，如 \`{"currency":"${field.currency}","amount":"1200.00"}\``,
            en: `an amount in ${field.currency}, such as \`{"currency":"${field.currency}","amount":"1200.00"}\``,
          });
    case 'date':
      return typeof value === 'string' && isValidDay(value)
        ? checkDayLimits(field, value, label, path, situation)
        : wrong({ zh: '日期 YYYY-MM-DD', en: 'a day YYYY-MM-DD' });
    case 'code':
      return checkCodes(field, value, label, path, situation);
    case 'choice':
      return checkChoice(field, value, label, path);
    case 'flag':
      return typeof value === 'boolean' ? [] : wrong({ zh: '是/否（true/false）', en: 'yes or no (true/false)' });
    case 'party':
      return typeof value === 'string' && situation.context.party(value)
        ? []
        : [refuse('named-unknown', { found: quote(value) }, { field: path })];
    case 'entry':
      return checkEntry(field, value, label, path, situation);
    case 'file':
      return checkFiles(field, value, label, path);
    case 'rows':
      return checkRows(scheme, field, value, label, path, situation);
    case 'sites':
      return checkSites(field, value, label, path);
  }
}

function checkRows(
  scheme: Scheme,
  field: Of<'rows'>,
  value: StoredValue,
  label: string,
  path: string,
  situation: Situation,
): Refusal[] {
  if (!Array.isArray(value))
    return [
      refuse('value-kind', { label, expected: { zh: '若干行', en: 'rows' }, found: quote(value) }, { field: path }),
    ];
  const refusals: Refusal[] = [];
  if (value.length < field.least || value.length > field.most)
    refusals.push(
      refuse(
        'value-rows',
        { label, least: String(field.least), most: String(field.most), found: String(value.length) },
        { field: path },
      ),
    );
  (value as readonly StoredValue[]).forEach((row, index) => {
    const at = `${path}.${index + 1}`;
    if (!isRecord(row)) {
      refusals.push(
        refuse('value-kind', { label, expected: { zh: '一行', en: 'one row' }, found: quote(row) }, { field: at }),
      );
      return;
    }
    for (const name of Object.keys(row))
      if (!field.columns.some((c) => c.id === name))
        refusals.push(refuse('field-unknown', { field: `${label}.${name}` }, { field: `${at}.${name}` }));
    // Conditions of a column look at its own row before the form.
    const inRow: Situation = { ...situation, values: { ...situation.values, ...row } };
    for (const column of field.columns) refusals.push(...checkCell(scheme, column, row, at, inRow));
  });
  for (const total of field.totals) {
    const found = sumDecimals(
      (value as readonly StoredValue[]).map((row) => (isRecord(row) ? row[total.column] : undefined)),
    );
    const expected = valueAt(situation.values, total.equals);
    if (isGiven(expected) && compareValues(found, expected) !== 0)
      refusals.push(
        refuse(
          'total-differs',
          { label: labelOf(scheme, total.column), found, expected: quote(expected) },
          { field: path },
        ),
      );
  }
  return refusals;
}

function checkCell(scheme: Scheme, column: Field, row: StoredValues, at: string, situation: Situation): Refusal[] {
  const cell = valueAt(row, column.id);
  const path = `${at}.${column.id}`;
  const shown = column.showIf === undefined || holds(column.showIf, situation);
  if (isGiven(cell))
    return shown
      ? checkValue(scheme, column, cell, path, situation)
      : [refuse('field-hidden', { label: labelOf(scheme, column.id) }, { field: path })];
  const required =
    shown && (column.required || (column.requiredIf !== undefined && holds(column.requiredIf, situation)));
  return required ? [refuse('field-missing', { label: labelOf(scheme, column.id) }, { field: path })] : [];
}

function checkBalance(scheme: Scheme, balance: FormSpec['balances'][number], values: StoredValues): Refusal[] {
  const parts = balance.sum.map((f) => valueAt(values, f));
  const expected = valueAt(values, balance.equals);
  if (!isGiven(expected) || !parts.every(isGiven)) return [];
  const found = sumDecimals(parts);
  if (compareValues(found, expected) === 0) return [];
  return [
    refuse(
      'balance-differs',
      {
        sum: balance.sum.map((f) => labelOf(scheme, f)).join(' + '),
        found,
        equals: labelOf(scheme, balance.equals),
        expected: quote(expected),
      },
      { field: balance.equals },
    ),
  ];
}
