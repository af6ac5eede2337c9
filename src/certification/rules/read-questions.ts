import type { Checked, Text } from '../codes/refusal.ts';
import { type CombineMode, combineModes, type Question, type ValueKind, valueKinds } from './pack.ts';
import { faultList, list, readText, record } from './read-fields.ts';

/** Combine modes that a kind of value can have; anything else is a fault of the file. */
const fitting: Readonly<Record<ValueKind, readonly CombineMode[]>> = {
  share: ['largest', 'smallest', 'newest', 'each'],
  number: ['largest', 'smallest', 'newest', 'each'],
  period: ['largest', 'smallest', 'newest', 'each'],
  bands: ['largest', 'smallest', 'newest', 'each'],
  choice: ['ordered', 'newest', 'each'],
  list: ['intersection', 'all-of', 'newest', 'each'],
  flag: ['all-of', 'newest', 'each'],
  clock: ['smallest', 'largest', 'newest', 'each'],
  grades: ['newest', 'each'],
  grants: ['smallest', 'newest', 'each'],
};

/** Reads the parsed `rules/questions.yaml`. */
export function readQuestions(data: unknown, file: string): Checked<ReadonlyMap<string, Question>> {
  const found = faultList(file);
  const questions = new Map<string, Question>();
  for (const [id, value] of Object.entries(record(record(data)['questions']))) {
    const row = record(value);
    const text = readText(row['text']);
    if (!text) found.add(id, 'texts `zh` and `en`', row['text']);
    const kind = valueKinds.find((k) => k === row['value']);
    if (!kind) found.add(`${id}.value`, valueKinds.join(', '), row['value']);
    const combine = combineModes.find((m) => m === row['combine']);
    if (!combine) found.add(`${id}.combine`, combineModes.join(', '), row['combine']);
    if (kind && combine && !fitting[kind].includes(combine))
      found.add(`${id}.combine`, `one of ${fitting[kind].join(', ')} for a ${kind}`, combine);
    const options = list(row['options']).map(String);
    if (kind === 'choice' && options.length < 2) found.add(`${id}.options`, 'at least two codes', row['options']);
    const keys = new Map<string, readonly string[]>();
    for (const [key, codes] of Object.entries(record(row['keys']))) {
      if (list(codes).length === 0) found.add(`${id}.keys.${key}`, 'a list of codes', codes);
      keys.set(key, list(codes).map(String));
    }
    const words = new Map<string, Text>();
    for (const [code, said] of Object.entries(record(row['words']))) {
      const word = readText(said);
      if (!word) found.add(`${id}.words.${code}`, 'texts `zh` and `en`', said);
      else if (!options.includes(code) && ![...keys.values()].some((codes) => codes.includes(code)))
        found.add(`${id}.words.${code}`, 'a code of one of the keys or options', code);
      else words.set(code, word);
    }
    for (const key of Object.keys(row))
      if (!['text', 'value', 'combine', 'keys', 'options', 'words'].includes(key))
        found.add(`${id}.${key}`, '`text`, `value`, `combine`, `keys`, `options` or `words`', key);
    if (text && kind && combine) questions.set(id, { id, text, value: kind, combine, keys, options, words });
  }
  if (questions.size === 0 && found.faults.length === 0) found.add('questions', 'at least one question', data);
  return found.faults.length > 0 ? { ok: false, refusals: found.faults } : { ok: true, parts: questions };
}
