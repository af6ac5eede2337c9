import type { Path, Plain } from './edit-yaml.ts';
import { addAfter, addAt, moveAt, removeAndPrune, removeAt, setAt } from './edit-yaml.ts';

/** The files of one scheme as they would lie in its folder. The texts are the truth; everything shown is read from them. */
export interface SchemeFolder {
  readonly files: Readonly<Record<string, string>>;
}

export const schemeFile = 'scheme.yaml';
export const textsFile = 'texts.yaml';

export function textOfFile(folder: SchemeFolder, file: string): string {
  return Object.hasOwn(folder.files, file) ? (folder.files[file] ?? '') : '';
}

export function withFile(folder: SchemeFolder, file: string, text: string): SchemeFolder {
  return textOfFile(folder, file) === text && Object.hasOwn(folder.files, file)
    ? folder
    : { files: { ...folder.files, [file]: text } };
}

export function withoutFile(folder: SchemeFolder, file: string): SchemeFolder {
  const { [file]: _, ...files } = folder.files;
  return { files };
}

const inScheme = (folder: SchemeFolder, act: (text: string) => string): SchemeFolder =>
  withFile(folder, schemeFile, act(textOfFile(folder, schemeFile)));
const inTexts = (folder: SchemeFolder, act: (text: string) => string): SchemeFolder =>
  withFile(folder, textsFile, act(textOfFile(folder, textsFile)));

export const setPlace = (folder: SchemeFolder, path: Path, value: Plain): SchemeFolder =>
  inScheme(folder, (text) => setAt(text, path, value));
export const removePlace = (folder: SchemeFolder, path: Path): SchemeFolder =>
  inScheme(folder, (text) => removeAt(text, path));
export const addPlace = (folder: SchemeFolder, path: Path, value: Plain, key?: string): SchemeFolder =>
  inScheme(folder, (text) => addAt(text, path, value, key));
export const addPlaceAfter = (
  folder: SchemeFolder,
  path: Path,
  after: string,
  key: string,
  value: Plain,
): SchemeFolder => inScheme(folder, (text) => addAfter(text, path, after, key, value));
export const movePlace = (folder: SchemeFolder, path: Path, by: 1 | -1): SchemeFolder =>
  inScheme(folder, (text) => moveAt(text, path, by));

/** Writes one language of a text; an empty one is taken away. */
export function setText(folder: SchemeFolder, key: string, language: 'zh' | 'en', said: string): SchemeFolder {
  const path = [...key.split('.'), language];
  return inTexts(folder, (text) => (said === '' ? removeAndPrune(text, path) : setAt(text, path, said)));
}

export function removeText(folder: SchemeFolder, key: string): SchemeFolder {
  const path = key.split('.');
  return inTexts(folder, (text) => removeAndPrune(removeAndPrune(text, [...path, 'zh']), [...path, 'en']));
}

export const caseFiles = (folder: SchemeFolder): readonly string[] =>
  Object.keys(folder.files)
    .filter((name) => /^cases\/[^/]+\.ya?ml$/.test(name))
    .sort();
