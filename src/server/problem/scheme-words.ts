import type { Refusal } from '#certification/act/refusal.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';

type Texts = Scheme['texts'];

/** The scheme's words by their Chinese, made once for each edition. */
const indexes = new WeakMap<Texts, ReadonlyMap<string, string>>();

function indexOf(texts: Texts): ReadonlyMap<string, string> {
  const known = indexes.get(texts);
  if (known !== undefined) return known;
  const index = new Map(Object.values(texts).map(({ zh, en }) => [zh, en]));
  indexes.set(texts, index);
  return index;
}

/**
 * A refusal's parameters for a reader of English. The engine names steps, roles and fields by the scheme's Chinese text, one
 * or several joined by “、”; each that is a text of this scheme is said in English, all else stays as it is.
 */
export function inEnglish(params: Refusal['params'], texts: Texts): Readonly<Record<string, string>> {
  const index = indexOf(texts);
  const word = (text: string) => index.get(text) ?? text;
  const translate = (text: string) => index.get(text) ?? text.split('、').map(word).join(', ');
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? translate(value) : value.en]),
  );
}
