/**
 * Makes `docs/scheme-language.md` and the JSON Schemas from the table of words, and `docs/schemes.md` from the declared
 * schemes. A test of the scheme language says when they are not current.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseScheme } from '../src/certification/scheme/parse.ts';
import { publishedFiles } from '../src/certification/scheme/published.ts';
import { readSchemeFolders, root } from '../src/certification/scheme/scheme-folders.contract.ts';
import { schemesPage } from '../src/certification/scheme/schemes-page.ts';

const parsed = readSchemeFolders().flatMap(({ files }) => {
  const result = parseScheme(files);
  return result.ok ? [result.parsed] : [];
});

for (const { path, text } of [...publishedFiles(), { path: 'docs/schemes.md', text: schemesPage(parsed) }]) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}
