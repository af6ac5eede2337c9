import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { adminTexts } from './admin.ts';
import { caseTexts } from './case.ts';
import { entryTexts } from './entry.ts';
import { formTexts } from './form.ts';
import { roundTexts } from './round.ts';
import { shellTexts } from './shell.ts';
import { workTexts } from './work.ts';

/** Every text of the desk that no scheme declares; texts of schemes come with their cases. INVARIANT: a key stands once. */
export const textsByPage = [shellTexts, workTexts, caseTexts, formTexts, entryTexts, roundTexts, adminTexts] as const;
const texts = {
  ...shellTexts,
  ...workTexts,
  ...caseTexts,
  ...formTexts,
  ...entryTexts,
  ...roundTexts,
  ...adminTexts,
};

export type TextKey = keyof typeof texts;
export type Language = 'zh' | 'en';

function inLanguage(language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text[language]]));
}

export function startTexts(language: Language): Promise<unknown> {
  return i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    resources: { zh: { translation: inLanguage('zh') }, en: { translation: inLanguage('en') } },
    // React escapes what it shows; keys hold no dots and no colons of their own.
    interpolation: { escapeValue: false },
    keySeparator: false,
    nsSeparator: false,
  });
}

/** Asked by the address, else chosen last on this device; Chinese first. */
export function chosenLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? /(?:^|;\s*)lang=(zh|en)/.exec(document.cookie)?.[1];
  return asked === 'en' ? 'en' : 'zh';
}
