/**
 * Makes `docs/scheme-language.md` and the JSON Schemas from the table of words, `docs/schemes.md` and the titles of patterns
 * from the declared schemes. A test of the scheme language says when they are not current.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseScheme } from '../src/certification/scheme/parse.ts';
import { publishedFiles } from '../src/certification/scheme/published.ts';
import type { Scheme } from '../src/certification/scheme/scheme.ts';
import { readSchemeFolders, root } from '../src/certification/scheme/scheme-folders.contract.ts';
import { workedOutside } from '../src/certification/scheme/scheme-outside.contract.ts';
import { schemesPage } from '../src/certification/scheme/schemes-page.ts';
import { seenInCases } from '../src/certification/scheme/seen-in-cases.ts';
import { readWorkedCase } from '../src/certification/scheme/worked-case/case-file.ts';

const folders = readSchemeFolders();
const parsed = folders.flatMap(({ files }) => {
  const result = parseScheme(files);
  return result.ok ? [result.parsed] : [];
});
const outside = workedOutside();
const seen = (scheme: Scheme) => {
  const read = (folders.find(({ folder }) => folder === scheme.id)?.cases ?? []).map(readWorkedCase);
  return seenInCases(
    scheme,
    read.flatMap((one) => (one.ok ? [one.worked] : [])),
    outside,
  );
};

/** Titles of the patterns that the writing page offers, so that it shows them before it fetches a scheme's files. */
function patternTitles(): string {
  const lines = folders.flatMap(({ folder, files }) => {
    const result = parseScheme(files);
    const title = result.ok ? result.parsed.scheme.texts['title'] : undefined;
    return title === undefined ? [] : [`  [${JSON.stringify(folder)}, ${JSON.stringify(title)}],\n`];
  });
  return `import type { Text } from '../../api/generated/api.ts';

/** Made by tools/document-scheme-language.ts from the schemes' texts.yaml. */
export const patternTitles: ReadonlyMap<string, Text> = new Map([
${lines.join('')}]);
`;
}

const made = [
  ...publishedFiles(),
  { path: 'docs/schemes.md', text: schemesPage(parsed, seen) },
  { path: 'src/web/write/generated/pattern-titles.ts', text: patternTitles() },
];
for (const { path, text } of made) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}
