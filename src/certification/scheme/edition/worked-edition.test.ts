import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkScheme } from '../check.ts';
import { formatDiagnostic } from '../diagnostic.ts';
import { parseScheme } from '../parse.ts';
import { readParts, readSchemeFolders, root, sourceAt } from '../scheme-folders.contract.ts';
import { schemeSurroundings } from '../scheme-outside.contract.ts';
import { editionDifference } from './difference.ts';

/** Editions that lie beside the present one, under `editions/`. */
const editions = readSchemeFolders().flatMap(({ folder, files }) => {
  const within = join(root, 'schemes', folder, 'editions');
  const names = readdirSync(join(root, 'schemes', folder)).includes('editions') ? readdirSync(within) : [];
  const parts = readParts();
  return names.map((name) => ({
    name: `${folder}@${name}`,
    folder,
    present: files,
    files: {
      scheme: sourceAt(join(within, name, 'scheme.yaml')),
      texts: sourceAt(join(within, name, 'texts.yaml')),
      part: (id: string) => parts.get(id),
      knownParts: [...parts.keys()],
    },
  }));
});

describe.each(editions)('the edition $name', ({ folder, files, present }) => {
  test('is whole, supersedes the present one and begins after it', () => {
    const [read, before] = [parseScheme(files), parseScheme(present)];
    if (!read.ok) throw new Error(read.diagnostics.map((d) => formatDiagnostic(d, 'en')).join('\n'));
    if (!before.ok) throw new Error('the present edition does not parse');
    const faults = checkScheme(read.parsed, { ...schemeSurroundings, folder });
    expect(faults.map((d) => formatDiagnostic(d, 'en'))).toEqual([]);
    const [to, from] = [read.parsed.scheme, before.parsed.scheme];
    expect(to.supersedes).toBe(from.edition);
    expect(to.inForce.from > from.inForce.from).toBe(true);
    expect(editionDifference(from, to).filter((c) => c.kind === 'option-gone').length).toBeGreaterThan(0);
  });
});

test('there is one worked example', () => {
  expect(editions.length).toBeGreaterThan(0);
});
