import { useTranslation } from 'react-i18next';
import type { Text } from './api.ts';

/** What pages need of the language: the word for a key, a bilingual text in it, a scheme's text by key. */
export interface Words {
  readonly language: 'zh' | 'en';
  readonly t: (key: string, params?: Record<string, unknown>) => string;
  readonly of: (text: Partial<Text> | null | undefined) => string;
  readonly key: (texts: Readonly<Record<string, Text>>, key: string, otherwise?: string) => string;
}

export function useWords(): Words {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const of = (text: Partial<Text> | null | undefined) => text?.[language] || text?.zh || text?.en || '—';
  return { language, t: (key, params) => String(t(key, params ?? {})), of, key: (texts, key, otherwise) => (Object.hasOwn(texts, key) ? of(texts[key]) : (otherwise ?? key.split('.').pop() ?? key)) };
}

/** An instant in the zone of its scheme, to the minute. */
export function instantText(instant: string | null, zone = 'Asia/Shanghai'): string {
  if (!instant) return '—';
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(instant));
}
