import { expect, test } from 'vitest';
import { readTable } from '#toolbox/data-entry/table-reader.ts';
import { exampleIn } from '#toolbox/method/example-in.ts';
import { loadAllMethods } from '#toolbox/methods.ts';
import { resultLines } from './result-text.ts';

/** Words that are written so in Chinese texts too, and numbers with an exponent. */
const names = /^(e-\d+|Anderson-Darling|Shapiro-Wilk|Durbin-Watson|Kaplan-Meier|Box-Cox|mm|sin|json|ppm|ndc|xpt)$/i;

/** What looks like a code: words in one by hyphens, a capital amid a word; in Chinese any word of small letters. */
const coded = {
  zh: /[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+|\b[a-z]+[A-Z]\w*|\b[a-z]{3,}\b/g,
  en: /\b[a-z]+[A-Z]\w*|\b[a-z]+_\w+|\b(?:nelson|cusum|mr|laney|xbar|i-mr)-\w+/g,
} as const;

test('the terminal shows every worked example in words of either language, never by ids', async () => {
  const raw: string[] = [];
  for (const method of await loadAllMethods())
    for (const language of ['zh', 'en'] as const) {
      const example = exampleIn(method, language);
      const outcome = method.run({
        ...(example.csv === undefined ? {} : { table: readTable(example.csv).table }),
        ...(example.assignment ? { assignment: example.assignment } : {}),
        options: example.options,
      });
      if (!outcome.ok) throw new Error(method.id);
      const text = resultLines(outcome.result.values, method, language).join('\n');
      // Words that the user gave stand as given; so do the titles of the method in its own language.
      const given = `${JSON.stringify(example)} ${method.title[language]}`;
      for (const word of text.match(coded[language]) ?? [])
        if (!names.test(word) && !given.includes(word)) raw.push(`${language} ${method.id}: ${word}`);
    }
  expect([...new Set(raw)]).toEqual([]);
});
