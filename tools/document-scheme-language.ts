/**
 * Makes `docs/scheme-language.md`, `schemes/scheme.schema.json` and `schemes/texts.schema.json` from the table of words.
 * A test of the scheme language says when they are not current.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { publishedFiles } from '../src/certification/scheme/published.ts';

const root = resolve(import.meta.dirname, '..');

for (const { path, text } of publishedFiles()) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}
