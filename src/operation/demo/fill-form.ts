import type { StoredValue, StoredValues } from '#certification/case/events.ts';
import { isGiven } from '#certification/case/field-value.ts';
import { holds, type Situation, sumDecimals } from '#certification/scheme/evaluate.ts';
import type { Field } from '#certification/scheme/form.ts';
import type { FormSpec } from '#certification/scheme/scheme.ts';

/** Where the values come from that the story does not speak of. */
export interface Filling {
  readonly defaults: StoredValues;
  readonly today: string;
  readonly sampleCode: (list: string) => string;
  readonly file: StoredValue;
}

/** Fills what a form asks and the story leaves out with its defaults and plain values, so that sums come out. */
export function fillForm(form: FormSpec, given: StoredValues, situation: Situation, filling: Filling): StoredValues {
  let values = given;
  const now = (): Situation => ({ ...situation, values: { ...situation.values, ...values } });
  const totals = new Map(
    form.fields.flatMap((f) =>
      f.kind === 'rows' ? f.totals.map((t) => [t.equals, { rows: f.id, column: t.column }] as const) : [],
    ),
  );
  const balances = new Map(form.balances.map((b) => [b.equals, b.sum]));
  for (const field of form.fields) {
    if (totals.has(field.id) || balances.has(field.id) || Object.hasOwn(values, field.id) || !isAsked(field, now()))
      continue;
    const standing = now().values[field.id];
    values = { ...values, [field.id]: isGiven(standing) ? standing : valueFor(field, now(), filling) };
  }
  for (const [equals, { rows, column }] of totals)
    values = withSum(
      values,
      equals,
      rowsIn(now().values[rows]).map((row) => row[column]),
    );
  for (const [equals, sum] of balances)
    values = withSum(
      values,
      equals,
      sum.map((part) => now().values[part]),
    );
  return values;
}

function isAsked(field: Field, situation: Situation): boolean {
  const isShown = field.showIf === undefined || holds(field.showIf, situation);
  return isShown && (field.required || (field.requiredIf !== undefined && holds(field.requiredIf, situation)));
}

function withSum(values: StoredValues, id: string, parts: readonly (StoredValue | undefined)[]): StoredValues {
  if (Object.hasOwn(values, id) || !parts.some(isGiven)) return values;
  const sum = sumDecimals(parts);
  return { ...values, [id]: sum.includes('.') ? sum : Number(sum) };
}

function rowsIn(value: StoredValue | undefined): readonly StoredValues[] {
  return Array.isArray(value) ? (value as readonly StoredValues[]) : [];
}

function valueFor(field: Field, situation: Situation, filling: Filling): StoredValue {
  if (Object.hasOwn(filling.defaults, field.id)) return filling.defaults[field.id] ?? null;
  switch (field.kind) {
    case 'text':
      return field.bilingual ? { zh: '示例', en: 'example' } : '示例';
    case 'number': {
      const least = Math.max(field.least ?? 1, Math.min(1, field.most ?? 1));
      return field.decimals === 0 ? least : String(least);
    }
    case 'money':
      return { currency: field.currency, amount: '10000.00' };
    case 'date':
      return filling.today;
    case 'code':
      return field.many ? [filling.sampleCode(field.list)] : filling.sampleCode(field.list);
    case 'choice':
      return field.many ? field.options.slice(0, 1) : (field.options[0] ?? '');
    case 'flag':
      return true;
    case 'party':
      return situation.applicant;
    case 'entry':
      return '';
    case 'file':
      return [filling.file];
    case 'rows': {
      const row = Object.fromEntries(
        field.columns.filter((c) => isAsked(c, situation)).map((c) => [c.id, valueFor(c, situation, filling)]),
      );
      return [row];
    }
    case 'sites':
      return [
        {
          name: '总部',
          address: typeof filling.defaults['address'] === 'string' ? filling.defaults['address'] : '上海市演示区',
          persons: 250,
        },
      ];
  }
}
