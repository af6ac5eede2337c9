import { schemeJsonSchema, textsJsonSchema } from './json-schema.ts';
import { schemeLanguageText } from './language-page.ts';

/** What is published of the language, by its path in the project; made by `tools/document-scheme-language.ts`. */
export function publishedFiles(): readonly { readonly path: string; readonly text: string }[] {
  const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;
  return [
    { path: 'docs/scheme-language.md', text: schemeLanguageText() },
    { path: 'schemes/scheme.schema.json', text: json(schemeJsonSchema()) },
    { path: 'schemes/texts.schema.json', text: json(textsJsonSchema()) },
  ];
}
