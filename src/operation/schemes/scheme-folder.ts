import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PartFiles } from '#certification/scheme/flatten.ts';
import { type ParseResult, parseScheme } from '#certification/scheme/parse.ts';
import type { SourceFile } from '#certification/scheme/tree.ts';

const partsFolder = '_parts';

/** The declared schemes in a folder of schemes, by name; its shared parts are none. */
export async function schemeNames(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((e) => e.isDirectory() && e.name !== partsFolder).map((e) => e.name);
  return folders.filter((name) => existsSync(join(folder, name, 'scheme.yaml'))).sort();
}

/** Reads and parses one scheme of the folder, its shared parts flattened in. Every diagnostic names file, line and column. */
export async function readSchemeFolder(folder: string, name: string): Promise<ParseResult> {
  const parts = await readParts(join(folder, partsFolder));
  return parseScheme({
    scheme: await readSource(folder, name, 'scheme.yaml'),
    texts: await readSource(folder, name, 'texts.yaml'),
    part: (id) => parts.get(id),
    knownParts: [...parts.keys()],
  });
}

async function readParts(folder: string): Promise<ReadonlyMap<string, PartFiles>> {
  const parts = new Map<string, PartFiles>();
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter((e) => e.isDirectory())) {
    const part = await readSource(folder, entry.name, 'part.yaml');
    const texts = await readSource(folder, entry.name, 'texts.yaml').catch(() => undefined);
    const edition = /^edition:\s*["']?([^"'\s]+)/m.exec(part.text)?.[1] ?? '1';
    parts.set(`${entry.name}@${edition}`, texts === undefined ? { part } : { part, texts });
  }
  return parts;
}

async function readSource(folder: string, name: string, file: string): Promise<SourceFile> {
  return { name: `${name}/${file}`, text: await readFile(join(folder, name, file), 'utf8') };
}
