import type { Refusal } from '../api/generated/api.ts';

/** A field that a form can't be sent without: said in the words in which the server says it. */
export function missingField(field: string, label: string): Refusal {
  return {
    code: 'field-missing',
    params: { label },
    text: { zh: `必填项“${label}”为空。`, en: `“${label}” is required and empty.` },
    help: { zh: '请填写。', en: 'Fill it in.' },
    field,
    basis: null,
  };
}

/** Those of the named fields that are empty. */
export function missingAmong(
  fields: readonly (readonly [field: string, label: string, value: string | readonly unknown[] | null])[],
): readonly Refusal[] {
  return fields.flatMap(([field, label, value]) =>
    value === null || value.length === 0 || (typeof value === 'string' && value.trim() === '')
      ? [missingField(field, label)]
      : [],
  );
}
