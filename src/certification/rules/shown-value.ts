import type { RuleBook } from './rulebook.ts';

/** A longer value is a list of codes for programs: the text of its line says it in words. */
const longest = 24;

/** A code of an outcome, as programs read it: `must-suspend`. */
const codeForm = /^[a-z]{2,}(-[a-z0-9]+)*$/;

/**
 * A figure as people read it: numbers and days as they are, a code in the words that its question gives it, and nothing where
 * the line says it already.
 */
export function figureWords(book: RuleBook, value: string, language: 'zh' | 'en'): string {
  if (!codeForm.test(value)) return value.length > longest ? '' : value;
  for (const question of book.questions.values()) {
    const word = question.options.includes(value) ? question.words.get(value) : undefined;
    if (word) return word[language];
  }
  return '';
}
