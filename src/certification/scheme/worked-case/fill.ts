import type { StoredValue, StoredValues } from '../../case/events.ts';
import { isGiven, isRecord } from '../../case/field-value.ts';
import { holds, type Situation, sumDecimals, valueAt } from '../evaluate.ts';
import type { Field } from '../form.ts';
import type { FormSpec } from '../scheme.ts';
import type { World } from './world.ts';

/**
 * Fills the required fields that a worked case does not speak of with plain values of their kind, so that a case shows what
 * it is about and not thirty fields that it is not about. Sums are made to come out.
 */
export function fillForm(world: World, form: FormSpec, given: StoredValues, situation: Situation): StoredValues {
  let values: StoredValues = given;
  const now = (): Situation => ({ ...situation, values: { ...situation.values, ...values } });
  const totals = new Set([
    ...form.balances.map((balance) => balance.equals),
    ...form.fields.flatMap((field) => (field.kind === 'rows' ? field.totals.map((total) => total.equals) : [])),
  ]);
  for (const field of form.fields) {
    // What the case says to be empty stays empty.
    if (
      totals.has(field.id) ||
      Object.hasOwn(given, field.id) ||
      isGiven(valueAt(now().values, field.id)) ||
      !isAsked(field, now())
    )
      continue;
    values = { ...values, [field.id]: sampleOf(world, field, now()) };
  }
  for (const field of form.fields)
    if (field.kind === 'rows')
      for (const total of field.totals)
        if (isShown(form, total.equals, now()))
          values = withTotal(values, total.equals, columnOf(valueAt(now().values, field.id), total.column));
  for (const balance of form.balances)
    if (isShown(form, balance.equals, now()))
      values = withTotal(
        values,
        balance.equals,
        balance.sum.map((part) => valueAt(now().values, part)),
      );
  return values;
}

function isAsked(field: Field, situation: Situation): boolean {
  const shown = field.showIf === undefined || holds(field.showIf, situation);
  return shown && (field.required || (field.requiredIf !== undefined && holds(field.requiredIf, situation)));
}

/** A total that the form doesn't show here is not filled in either. */
function isShown(form: FormSpec, id: string, situation: Situation): boolean {
  const field = form.fields.find((f) => f.id === id);
  return field?.showIf === undefined || holds(field.showIf, situation);
}

function withTotal(values: StoredValues, id: string, parts: readonly (StoredValue | undefined)[]): StoredValues {
  if (isGiven(valueAt(values, id))) return values;
  const sum = sumDecimals(parts);
  return { ...values, [id]: sum.includes('.') ? sum : Number(sum) };
}

function columnOf(rows: StoredValue | undefined, column: string): readonly (StoredValue | undefined)[] {
  return Array.isArray(rows)
    ? (rows as readonly StoredValue[]).map((row) => (isRecord(row) ? row[column] : undefined))
    : [];
}

function sampleOf(world: World, field: Field, situation: Situation): StoredValue {
  switch (field.kind) {
    case 'text':
      return field.bilingual ? { zh: '示例', en: 'sample' } : '示例';
    case 'number':
      return sampleNumber(field);
    case 'money':
      return { currency: field.currency, amount: '1000.00' };
    case 'date':
      return sampleDay(field, situation);
    case 'code':
      return field.many ? [world.outside.sampleCode(field.list)] : world.outside.sampleCode(field.list);
    case 'choice': {
      const [first = ''] = field.options;
      return field.many ? [first] : first;
    }
    case 'flag':
      return true;
    case 'party':
      return situation.applicant;
    case 'entry':
      return (
        situation.context
          .held(situation.applicant, field.entryKind, field.scheme)
          .find((entry) => !field.valid || entry.status === 'valid')?.id ?? ''
      );
    case 'file':
      return [
        {
          digest: 'a'.repeat(64),
          name: `sample.${field.types[0] ?? 'pdf'}`,
          size: 1000,
          mediaType: 'application/octet-stream',
        },
      ];
    case 'rows':
      return [sampleRow(world, field.columns, situation)];
    case 'sites':
      return [{ name: '总部', address: '示例路1号', persons: 10 }];
  }
}

/** Today, or the day before which this one may not lie. */
function sampleDay(field: Extract<Field, { kind: 'date' }>, situation: Situation): string {
  const { today } = situation.context.calendar;
  const { notBefore, leastAfter, mostAfter } = field;
  const since = notBefore === 'today' ? today : notBefore && valueAt(situation.values, notBefore.field);
  if (typeof since !== 'string') return today;
  const ends = [leastAfter, mostAfter].map((period) => {
    const end = period && situation.context.calendar.endOf(since, period, 0);
    return end && 'day' in end ? end.day : undefined;
  });
  const [earliest = since, latest] = ends;
  if (earliest > today) return earliest;
  return latest !== undefined && latest < today ? latest : today;
}

function sampleNumber(field: Extract<Field, { kind: 'number' }>): StoredValue {
  const least = Math.max(field.least ?? 1, Math.min(1, field.most ?? 1));
  return field.decimals === 0 ? least : String(least);
}

function sampleRow(world: World, columns: readonly Field[], situation: Situation): StoredValues {
  let row: StoredValues = {};
  for (const column of columns) {
    const inRow: Situation = { ...situation, values: { ...situation.values, ...row } };
    if (isAsked(column, inRow)) row = { ...row, [column.id]: sampleOf(world, column, inRow) };
  }
  return row;
}
