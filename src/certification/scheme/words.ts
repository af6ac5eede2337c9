import { conditionWords } from './vocabulary/condition.ts';
import { flowWords } from './vocabulary/flow.ts';
import { formWords } from './vocabulary/form.ts';
import { guardWords } from './vocabulary/guard.ts';
import { headWords } from './vocabulary/head.ts';
import { resultWords } from './vocabulary/result.ts';
import { roundWords } from './vocabulary/round.ts';
import type { Param, Place, Section, Word } from './vocabulary/word.ts';
import { t } from './vocabulary/word.ts';

/**
 * The whole vocabulary of the scheme language (design, decision 15): closed, under sixty words, at most six parameters
 * each. What is not in this table is refused.
 */
export const words: readonly Word[] = [
  ...headWords,
  ...formWords,
  ...flowWords,
  ...conditionWords,
  ...guardWords,
  ...resultWords,
  ...roundWords,
];

/** The shelves at the top of scheme.yaml. */
export const documentSections: readonly Section[] = [
  { name: 'roles', holds: 'role', form: 'map', required: true, text: t('角色', 'roles') },
  { name: 'reasons', holds: 'reasons', form: 'map', text: t('原因代码表', 'lists of coded reasons') },
  { name: 'forms', holds: 'field', form: 'map', text: t('表单：表单名 → 字段', 'forms: name → fields') },
  { name: 'flows', holds: 'flow', form: 'map', required: true, text: t('流程', 'flows') },
  { name: 'results', holds: 'result', form: 'map', text: t('结果', 'results') },
];

const places: readonly Place[] = [
  ...new Set([...words.map((word) => word.place), 'guard' as const, 'inside result' as const]),
];
const byPlace: ReadonlyMap<Place, readonly Word[]> = new Map(
  places.map((place) => [place, words.filter((word) => standsAt(word, place))]),
);

/** `holds` is a condition and a guard, `each` belongs to steps and to results. */
function standsAt(word: Word, place: Place): boolean {
  if (place === 'guard' && word.place === 'condition') return word.name === 'holds';
  if (place === 'inside result' && word.place === 'inside step') return word.name === 'each';
  return word.place === place;
}

/** The words that may stand at a place, in the order of the table. */
export function wordsAt(place: Place): readonly Word[] {
  return byPlace.get(place) ?? [];
}

/** The word of this name at this place; the one unkeyed word of a place when no name is given. */
export function wordAt(place: Place, name?: string): Word | undefined {
  return wordsAt(place).find((word) => (name === undefined ? !word.keyed : word.keyed && word.name === name));
}

export function paramOf(word: Word, name: string): Param | undefined {
  return word.params.find((param) => param.name === name);
}
