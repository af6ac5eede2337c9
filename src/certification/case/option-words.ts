import type { Refusal } from '../act/refusal.ts';
import { optionText } from '../scheme/cell-value.ts';
import { joined } from '../scheme/edition/value-words.ts';
import type { Field } from '../scheme/form.ts';
import type { Scheme } from '../scheme/scheme.ts';

/**
 * A refused choice by the words of its options, for whoever never saw their ids: in a list's cells, or where a later edition
 * no longer has an option. A program that sends values is told the values.
 */
export function inOptionWords(texts: Scheme['texts'], field: Field | null | undefined, refusal: Refusal): Refusal {
  if (refusal.code !== 'value-choice' || field?.kind !== 'choice') return refusal;
  const words = (id: string) => optionText(texts, field.id, id) ?? { zh: id, en: id };
  const { found } = refusal.params;
  const known = joined(field.options.map(words));
  return {
    ...refusal,
    params: { ...refusal.params, known, ...(typeof found === 'string' ? { found: words(found) } : {}) },
  };
}
