import { useTranslation } from 'react-i18next';
import type { Names, Refusal, Text } from '../api/generated/api.ts';
import type { TextKey } from './texts/language.ts';

export type SchemeTexts = Readonly<Record<string, Text>>;

/** What pages need of the language: the word for a key, a bilingual text in it, a scheme's text by key. */
export interface Words {
  readonly language: 'zh' | 'en';
  readonly t: (key: TextKey, params?: Record<string, unknown>) => string;
  readonly of: (text: Names | null | undefined) => string;
  /** A scheme's text by key; where the scheme has none, `otherwise`, else the key's last part. */
  readonly key: (texts: SchemeTexts, key: string, otherwise?: string) => string;
  /** Several in a row, as the language joins them. */
  readonly list: (items: readonly string[]) => string;
  /** Ends a word that something follows: `：` or `: `. */
  readonly colon: string;
  /** Said in parentheses behind a word. */
  readonly aside: (text: string) => string;
}

export function useWords(): Words {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const of = (text: Names | null | undefined) => text?.[language] || text?.zh || text?.en || text?.und || '—';
  return {
    language,
    t: (key, params) => String(t(key, params ?? {})),
    of,
    key: (texts, key, otherwise) =>
      Object.hasOwn(texts, key) ? of(texts[key]) : (otherwise ?? key.split('.').pop() ?? key),
    list: (items) => items.join(language === 'zh' ? '、' : ', '),
    colon: language === 'zh' ? '：' : ': ',
    aside: (text) => (language === 'zh' ? `（${text}）` : ` (${text})`),
  };
}

/** From a day to a day, or on without end. */
export function spanText(words: Words, from: string | null, to: string | null): string {
  return to === null ? words.t('fromOn', { from: from ?? '—' }) : words.t('fromTo', { from: from ?? '—', to });
}

/** An instant in the zone of its scheme, to the minute. */
export function instantText(instant: string | null, zone = 'Asia/Shanghai'): string {
  if (!instant) return '—';
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(instant),
  );
}

/** The day of an instant in a zone, `YYYY-MM-DD`. */
export function dayText(instant: string | null, zone = 'Asia/Shanghai'): string {
  return instant ? instantText(instant, zone).slice(0, 10) : '—';
}

/**
 * A refusal in the reader's language. Its parameters hold the scheme's words in Chinese; in English they are looked up again
 * by what they say, so that no label stays behind in the other language.
 */
export function refusalWords(
  refusal: Refusal,
  texts: SchemeTexts,
  words: Words,
): { readonly text: string; readonly help: string } {
  const { text, help } = refusal;
  if (words.language === 'zh') return { text: text.zh, help: help.zh };
  const english = new Map(Object.values(texts).map((t) => [t.zh, t.en]));
  const turn = (said: string) =>
    Object.values(refusal.params)
      .flatMap((param) => [param, ...param.split('、')])
      .filter((part) => part !== '' && english.has(part))
      .sort((a, b) => b.length - a.length)
      .reduce((found, part) => found.replaceAll(part, english.get(part) ?? part), said)
      .replaceAll('、', ', ');
  return { text: turn(text.en), help: turn(help.en) };
}
