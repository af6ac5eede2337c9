import type { Refusal } from '#certification/act/refusal.ts';
import { columnOf, type ListSpec } from '#certification/round/list-columns.ts';
import { fieldsIn } from '#certification/scheme/condition.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { Text } from '#certification/scheme/vocabulary/word.ts';

/** What is missing because no cell can hold it: a file, a table, an activity that has to end before. */
export function isBeside(list: ListSpec, refusal: Refusal): boolean {
  if (refusal.code === 'sub-case-missing') return true;
  return refusal.code === 'field-missing' && list.beside.some((field) => field.id === refusal.field);
}

/** What a form still lacks, by the names of its scheme. The sum of a table is made by the form and is nobody's to add. */
export function lacksOf({ texts }: Scheme, { beside }: ListSpec, refusals: readonly Refusal[]): readonly Text[] {
  const sums = beside.flatMap((field) => (field.kind === 'rows' ? field.totals.map((total) => total.equals) : []));
  return refusals
    .filter(({ field }) => field === undefined || !sums.includes(field))
    .map(({ code, params, field }) => {
      const said = texts[`field.${field ?? ''}`] ?? params['label'] ?? params['scheme'] ?? field ?? code;
      return typeof said === 'string' ? { zh: said, en: said } : said;
    });
}

/** A cell that only does not apply because another of its row is wrong is no news: the other one is. */
export function causes(list: ListSpec, refusals: readonly Refusal[]): readonly Refusal[] {
  const wrong = new Set(refusals.filter((r) => r.code !== 'field-hidden').map((r) => r.field));
  const isConsequence = (refusal: Refusal) => {
    const condition = columnOf(list, refusal.field ?? '')?.field?.showIf;
    return (
      refusal.code === 'field-hidden' && condition !== undefined && fieldsIn(condition).some((id) => wrong.has(id))
    );
  };
  return refusals.filter((refusal) => !isConsequence(refusal));
}
