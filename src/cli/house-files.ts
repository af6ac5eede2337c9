import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RuleContext } from '#certification/rules/context.ts';
import { readRules } from '#certification/rules/load-rules.ts';
import { RuleFilesError } from './command.ts';

/** The checkout that this program runs from; its data folders are found by it, wherever one stands. */
export const houseFolder = resolve(import.meta.dirname, '..', '..');

export const sha256Hex = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Rule packs, holidays, catalogues and code lists of the folder `rules/`. Faults end the command with all of them. */
export function loadRules(folder: string = join(houseFolder, 'rules')): RuleContext {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ya?ml|json)$/.test(path))
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(folder, path), 'utf8') }));
  const read = readRules(files, sha256Hex);
  if (!read.ok) throw new RuleFilesError(read.refusals);
  return read.parts;
}
