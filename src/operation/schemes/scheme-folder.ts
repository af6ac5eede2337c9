import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { PartFiles } from '#certification/scheme/flatten.ts';
import { type ParseResult, parseScheme, type SchemeFiles } from '#certification/scheme/parse.ts';
import type { SourceFile } from '#certification/scheme/tree.ts';

const partsFolder = '_parts';
const houseParts = resolve(import.meta.dirname, '..', '..', '..', 'schemes', partsFolder);

/** The declared schemes in a folder of schemes, by name; its shared parts are none. */
export async function schemeNames(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((e) => e.isDirectory() && e.name !== partsFolder).map((e) => e.name);
  return folders.filter((name) => existsSync(join(folder, name, 'scheme.yaml'))).sort();
}

/** Other editions of a scheme, past or to come, lie each in a folder of its own under `editions/`. */
export const editionsFolder = 'editions';

/** Names of the other editions that lie in a scheme's folder, in order. */
export async function editionNames(folder: string, name: string): Promise<readonly string[]> {
  const within = join(folder, name, editionsFolder);
  const entries = await readdir(within, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((e) => e.isDirectory() && existsSync(join(within, e.name, 'scheme.yaml')))
    .map((e) => e.name)
    .sort();
}

/**
 * Reads and parses one scheme of the folder (or another edition of it), its shared parts flattened in. Every diagnostic
 * names file, line and column.
 */
export async function readSchemeFolder(folder: string, name: string, edition?: string): Promise<ParseResult> {
  return parseScheme(parsedFrom(await readSchemeFiles(folder, name, edition)));
}

/** The texts of a scheme's files, as they are sent to a server that registers or compares them. */
export interface SchemeTexts {
  readonly scheme: SourceFile;
  readonly texts: SourceFile;
  readonly parts: readonly { readonly id: string; readonly part: SourceFile; readonly texts?: SourceFile }[];
}

export async function readSchemeFiles(folder: string, name: string, edition?: string): Promise<SchemeTexts> {
  const at = edition === undefined ? name : join(name, editionsFolder, edition);
  // A scheme that lies elsewhere takes in the shared parts of the house too; its own folder's stand before them.
  const parts = new Map([...(await readParts(houseParts)), ...(await readParts(join(folder, partsFolder)))]);
  return {
    scheme: await readSource(folder, at, 'scheme.yaml'),
    texts: await readSource(folder, at, 'texts.yaml'),
    parts: [...parts].map(([id, files]) => ({ id, ...files })),
  };
}

export function parsedFrom({ scheme, texts, parts }: SchemeTexts): SchemeFiles {
  const byId = new Map<string, PartFiles>(parts.map(({ id, ...files }) => [id, files]));
  return { scheme, texts, part: (id) => byId.get(id), knownParts: [...byId.keys()] };
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
