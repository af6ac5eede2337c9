import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { PartFiles } from './flatten.ts';
import type { SchemeFiles } from './parse.ts';
import type { SourceFile } from './tree.ts';

/** The project's folder, from which tests read what lies in it. */
export const root = resolve(import.meta.dirname, '..', '..', '..');
const schemes = join(root, 'schemes');

export interface SchemeFolder {
  readonly folder: string;
  readonly files: SchemeFiles;
  readonly cases: readonly SourceFile[];
}

/** A file with its path from the project's root, as messages show it. */
export function sourceAt(path: string): SourceFile {
  return { name: relative(root, path), text: readFileSync(path, 'utf8') };
}

/** Every shared part under `schemes/_parts`, by `part@edition`. */
export function readParts(): ReadonlyMap<string, PartFiles> {
  const folder = join(schemes, '_parts');
  if (!existsSync(folder)) return new Map();
  return new Map(
    readdirSync(folder).map((name) => {
      const part = sourceAt(join(folder, name, 'part.yaml'));
      const edition = /^edition: *"?([^"\s]+)"?/m.exec(part.text)?.[1] ?? '';
      const texts = join(folder, name, 'texts.yaml');
      return [`${name}@${edition}`, existsSync(texts) ? { part, texts: sourceAt(texts) } : { part }];
    }),
  );
}

/** Every scheme under `schemes/`, with its worked cases. */
export function readSchemeFolders(): readonly SchemeFolder[] {
  const parts = readParts();
  const names = readdirSync(schemes, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(schemes, entry.name, 'scheme.yaml')))
    .map((entry) => entry.name)
    .sort();
  return names.map((folder) => {
    const cases = join(schemes, folder, 'cases');
    return {
      folder,
      files: {
        scheme: sourceAt(join(schemes, folder, 'scheme.yaml')),
        texts: sourceAt(join(schemes, folder, 'texts.yaml')),
        part: (id) => parts.get(id),
        knownParts: [...parts.keys()],
      },
      cases: existsSync(cases)
        ? readdirSync(cases)
            .filter((name) => name.endsWith('.yaml'))
            .sort()
            .map((name) => sourceAt(join(cases, name)))
        : [],
    };
  });
}
