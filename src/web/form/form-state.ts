import type { ActContext } from '#certification/act/context.ts';
import type { StoredValue, StoredValues } from '#certification/case/events.ts';
import { isGiven, isRecord } from '#certification/case/field-value.ts';
import type { CaseState } from '#certification/case/state.ts';
import type { Condition } from '#certification/scheme/condition.ts';
import { holds, type Situation, sumDecimals, valueAt } from '#certification/scheme/evaluate.ts';
import type { Field } from '#certification/scheme/form.ts';
import type { FormSpec } from '#certification/scheme/scheme.ts';

/** What the conditions of a form look at beside its own values. */
export interface FormSurroundings {
  readonly steps: CaseState['steps'];
  /** The newest values of the case, under those of the form. */
  readonly standing: StoredValues;
}

/** Nothing here asks the register: a condition that does is left to the server (`asksRegister`). */
const noRegister: Pick<Situation, 'applicant' | 'body' | 'named' | 'context'> = {
  applicant: '',
  body: '',
  named: [],
  context: { held: () => [], actor: { person: '', party: '' } } as unknown as ActContext,
};

function asksRegister(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(asksRegister);
  if ('any' in condition) return condition.any.some(asksRegister);
  if ('not' in condition) return asksRegister(condition.not);
  return 'holds' in condition;
}

/** Whether a condition holds now; what only the server can tell counts as `otherwise`. */
function isTrue(condition: Condition, values: StoredValues, around: FormSurroundings, otherwise: boolean): boolean {
  if (asksRegister(condition)) return otherwise;
  return holds(condition, { ...noRegister, steps: around.steps, values: { ...around.standing, ...values } });
}

export function isShown(field: Field, values: StoredValues, around: FormSurroundings): boolean {
  return field.showIf === undefined || isTrue(field.showIf, values, around, true);
}

export function isRequired(field: Field, values: StoredValues, around: FormSurroundings): boolean {
  return field.required || (field.requiredIf !== undefined && isTrue(field.requiredIf, values, around, false));
}

/** The field stays as it stood, or is filled in now. */
function stands(field: Field, values: StoredValues, around: FormSurroundings): boolean {
  return Object.hasOwn(values, field.id) ? isGiven(values[field.id]) : isGiven(valueAt(around.standing, field.id));
}

/** Fields that are still to be filled in; columns of rows by their whole path, such as `units.2.kind`. */
export function missingFields(form: FormSpec, values: StoredValues, around: FormSurroundings): readonly MissingField[] {
  return form.fields.flatMap((field) => {
    if (!isShown(field, values, around)) return [];
    if (!stands(field, values, around))
      return isRequired(field, values, around) ? [{ path: field.id, field, row: null }] : [];
    return field.kind === 'rows' ? missingCells(field, valueAt(values, field.id), values, around) : [];
  });
}

export interface MissingField {
  readonly path: string;
  readonly field: Field;
  /** Row from 1, for a column. */
  readonly row: number | null;
}

function missingCells(
  field: Extract<Field, { kind: 'rows' }>,
  rows: StoredValue | undefined,
  values: StoredValues,
  around: FormSurroundings,
): readonly MissingField[] {
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row: StoredValue, index) => {
    const cells = isRecord(row) ? row : {};
    const inRow = { ...around, standing: { ...around.standing, ...values } };
    return field.columns
      .filter((c) => isShown(c, cells, inRow) && isRequired(c, cells, inRow) && !isGiven(valueAt(cells, c.id)))
      .map((column) => ({ path: `${field.id}.${index + 1}.${column.id}`, field: column, row: index + 1 }));
  });
}

/** What is no choice: a field that must be given and has one option begins with it. */
export function onlyChoices(form: FormSpec): StoredValues {
  const only = form.fields.flatMap((field): readonly (readonly [string, StoredValue])[] => {
    if (field.kind !== 'choice' || !field.required) return [];
    const [option, ...others] = field.options;
    return option === undefined || others.length > 0 ? [] : [[field.id, field.many ? [option] : option]];
  });
  return Object.fromEntries(only);
}

/** Fields whose value is the sum of others, as the form declares it: they are computed, never typed. */
export function sumsOf(form: FormSpec): ReadonlyMap<string, (values: StoredValues) => StoredValue | undefined> {
  const sums = new Map<string, (values: StoredValues) => StoredValue | undefined>();
  const asNumber = (field: string, sum: string): StoredValue => {
    const spec = form.fields.find((f) => f.id === field);
    return spec?.kind === 'number' && spec.decimals > 0 ? sum : Number(sum);
  };
  for (const { sum, equals } of form.balances) {
    const isNumber = form.fields.some((f) => f.id === equals && f.kind === 'number');
    if (!isNumber) continue;
    sums.set(equals, (values) => {
      const parts = sum.map((part) => valueAt(values, part));
      return parts.every(isGiven) ? asNumber(equals, sumDecimals(parts)) : undefined;
    });
  }
  for (const field of form.fields) {
    if (field.kind !== 'rows') continue;
    for (const { column, equals } of field.totals) {
      if (!form.fields.some((f) => f.id === equals && f.kind === 'number')) continue;
      sums.set(equals, (values) => {
        const rows = valueAt(values, field.id);
        const cells = Array.isArray(rows)
          ? rows.map((row: StoredValue) => (isRecord(row) ? row[column] : undefined))
          : [];
        return cells.length > 0 && cells.every(isGiven) ? asNumber(equals, sumDecimals(cells)) : undefined;
      });
    }
  }
  return sums;
}

/** The form's values with every sum put in. */
export function withSums(form: FormSpec, values: StoredValues): StoredValues {
  let summed = values;
  for (const [field, sum] of sumsOf(form)) {
    const found = sum(summed);
    if (found !== undefined && valueAt(summed, field) !== found) summed = { ...summed, [field]: found };
  }
  return summed;
}

/**
 * What is sent: the fields that are shown and filled in. One that was given before and is cleared or hidden now is sent as
 * null, so that its old value does not stand; a sealed value stays where it is.
 */
export function sentValues(form: FormSpec, values: StoredValues, around: FormSurroundings): StoredValues {
  const sent: Record<string, StoredValue> = {};
  for (const field of form.fields) {
    const value = valueAt(values, field.id);
    const stood = isGiven(valueAt(around.standing, field.id));
    if (isGiven(value) && isShown(field, values, around)) sent[field.id] = value;
    else if (stood && (!isShown(field, values, around) || Object.hasOwn(values, field.id))) sent[field.id] = null;
  }
  return sent;
}
