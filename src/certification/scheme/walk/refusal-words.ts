import { type Refusal, refusalText } from '../../act/refusal.ts';
import type { Scheme } from '../scheme.ts';

/**
 * A refusal in one language. Its parameters hold the scheme's words in Chinese; in English they are looked up again by what
 * they say, so that no label stays behind in the other language.
 */
export function refusalInWords(scheme: Pick<Scheme, 'texts'>, refusal: Refusal, language: 'zh' | 'en'): string {
  const { text, help } = refusalText(refusal, language);
  const message = refusal.message === undefined ? undefined : scheme.texts[refusal.message]?.[language];
  const said = [...(message === undefined || text.includes(message) ? [] : [message]), text, help].join(
    language === 'zh' ? '' : ' ',
  );
  if (language === 'zh') return said;
  const english = new Map(Object.values(scheme.texts).map((t) => [t.zh, t.en]));
  return Object.values(refusal.params)
    .filter((param) => typeof param === 'string')
    .flatMap((param) => [param, ...param.split('、')])
    .filter((part) => part !== '' && english.has(part))
    .sort((a, b) => b.length - a.length)
    .reduce((found, part) => found.replaceAll(part, english.get(part) ?? part), said)
    .replaceAll('、', ', ');
}
