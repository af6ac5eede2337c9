/**
 * Makes `docs/scheme-language.md` and the JSON Schemas from the table of words, and `docs/schemes.md` from the declared
 * schemes. A test of the scheme language says when they are not current.
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

for (const { path, text } of [...publishedFiles(), { path: 'docs/schemes.md', text: schemesPage(parsed, seen) }]) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}
