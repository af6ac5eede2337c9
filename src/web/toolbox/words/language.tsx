import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Text } from '#toolbox/method/text.ts';
import { texts } from './texts.ts';

export type Language = 'zh' | 'en';
export type TextKey = keyof typeof texts;

/** What pages need of the language. */
export interface Words {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  /** The page's own text by key, with `{name}` put in. */
  readonly t: (key: TextKey, params?: Readonly<Record<string, string | number>>) => string;
  /** A text of a method, a form or a scene. */
  readonly of: (text: Text) => string;
}

const WordsContext = createContext<Words | null>(null);

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(chosenLanguage);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    remember(language);
  }, [language]);
  const words = useMemo(
    () =>
      wordsIn(language, (chosen) => {
        forgetAsked();
        setLanguage(chosen);
      }),
    [language],
  );
  return <WordsContext value={words}>{children}</WordsContext>;
}

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error('a page of the toolbox stands inside LanguageProvider');
  return words;
}

export function wordsIn(language: Language, setLanguage: (language: Language) => void = () => undefined): Words {
  return {
    language,
    setLanguage,
    t: (key, params) => fill(texts[key][language], params),
    of: (text) => text[language],
  };
}

function fill(text: string, params: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? String(params[name]) : whole,
  );
}

const key = 'touchstone-language';

/** Asked by the address, else chosen last on this device or at the desk; Chinese first. */
function chosenLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? remembered();
  return asked === 'en' ? 'en' : 'zh';
}

/** The language of the address gives way to the one that was chosen since. */
function forgetAsked(): void {
  const { pathname, hash, search } = location;
  if (new URLSearchParams(search).has('lang')) history.replaceState(null, '', `${pathname}${hash}`);
}

function remembered(): string | undefined {
  try {
    return localStorage.getItem(key) ?? /(?:^|;\s*)lang=(zh|en)/.exec(document.cookie)?.[1];
  } catch {
    return undefined;
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(key, language);
  } catch {
    // A device that keeps nothing: the choice holds for this visit.
  }
}
