import type { Field } from '../form.ts';
import type { FormSpec } from '../scheme.ts';
import { type Checking, expectKind } from './checking.ts';

/** Fields of one name are one value; sums add numbers of their own form; limits are dates. */
export function checkForms(checking: Checking): void {
  const seen = new Map<string, Field>();
  for (const form of checking.scheme.forms) {
    for (const field of form.fields) {
      checkSameField(checking, seen, field);
      checkField(checking, field);
      if (field.kind === 'rows') for (const column of field.columns) checkField(checking, column);
    }
    checkSums(checking, form);
  }
}

function checkSameField(checking: Checking, seen: Map<string, Field>, field: Field): void {
  const before = seen.get(field.id);
  if (before === undefined) seen.set(field.id, field);
  else if (shapeOf(before) !== shapeOf(field))
    checking.report('name-twice', checking.at(field), field.id, {
      what: { zh: `字段 \`${field.id}\``, en: `the field \`${field.id}\`` },
    });
}

/** What a field is, without how strictly it is asked here. */
function shapeOf(field: Field): string {
  return JSON.stringify(field, (name, value: unknown) =>
    ['required', 'showIf', 'requiredIf', 'basis', 'least'].includes(name) ? undefined : value,
  );
}

function checkField(checking: Checking, field: Field): void {
  if (field.kind !== 'date') return;
  for (const [param, limit] of [
    ['not-after', field.notAfter],
    ['not-before', field.notBefore],
  ] as const) {
    if (typeof limit === 'object') expectKind(checking, limit.field, ['date'], checking.at(field, 'date'));
    void param;
  }
}

function checkSums(checking: Checking, form: FormSpec): void {
  const own = new Map(form.fields.map((field) => [field.id, field]));
  for (const { sum, equals } of form.balances) {
    const total = own.get(equals);
    for (const part of sum) {
      const field = own.get(part);
      if (field?.kind !== 'number' && total !== undefined) checking.report('sum', checking.at(total, 'number'), part);
    }
  }
  for (const field of form.fields) {
    if (field.kind !== 'rows') continue;
    for (const total of field.totals) {
      const column = field.columns.find((c) => c.id === total.column);
      const equals = own.get(total.equals);
      if (column?.kind !== 'number' || equals?.kind !== 'number')
        checking.report('sum', checking.at(equals ?? field), `${field.id}.${total.column}`);
    }
  }
}
