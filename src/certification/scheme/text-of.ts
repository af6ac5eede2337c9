import { joined } from './edition/value-words.ts';
import type { Scheme } from './scheme.ts';
import type { Text } from './vocabulary/word.ts';

/** A thing of the scheme as its texts call it, in both languages; by its key where there is none. */
export function textOf(scheme: Scheme, key: string): Text {
  return (Object.hasOwn(scheme.texts, key) ? scheme.texts[key] : undefined) ?? { zh: key, en: key };
}

/** Several of them; a dash for none. */
export function textsOf(scheme: Scheme, keys: readonly string[]): Text {
  return keys.length === 0 ? { zh: '—', en: '—' } : joined(keys.map((key) => textOf(scheme, key)));
}
