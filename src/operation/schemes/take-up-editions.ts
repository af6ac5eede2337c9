import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Transition, transitionEnds } from '#certification/scheme/edition/transition.ts';
import { certainties } from '#certification/scheme/vocabulary/head.ts';
import { systemActing } from '../acts/request.ts';
import type { World } from '../world.ts';
import { registerScheme } from './register-scheme.ts';
import { editionNames, editionsFolder, readSchemeFolder } from './scheme-folder.ts';
import { actOnLife } from './scheme-life.ts';

const text = z.strictObject({ zh: z.string(), en: z.string() });
const shape = z.strictObject({
  from: z.string(),
  to: z.string(),
  fromName: text,
  toName: text,
  newUntil: z.iso.date(),
  decideUntil: z.iso.date().nullable(),
  holdUntil: z.iso.date(),
  remindDays: z.int().min(0),
  afterwards: z.enum(transitionEnds),
  flows: z.array(z.string()),
  basis: z.strictObject({ document: z.string(), certainty: z.enum(certainties) }),
});

/** Reads a `transition.yaml`. @throws Error that names every place that is not what it should be. */
export function readTransition(source: string, file: string): Transition {
  const result = shape.safeParse(parse(source));
  if (!result.success) throw new Error(`${file}: ${z.prettifyError(result.error)}`);
  return result.data;
}

/**
 * Registers the other editions in a scheme's folder and declares their transitions, where neither was done before. What a
 * registered life refuses (an edition whose first day is past) stays out: that is its owner's to settle. Answers what came in.
 */
export async function takeUpEditions(world: World, folder: string, name: string): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const edition of await editionNames(folder, name)) {
    const read = await readSchemeFolder(folder, name, edition);
    if (!read.ok) continue;
    const { scheme } = read.parsed;
    if ((await world.schemes.edition(scheme.id, scheme.edition)) !== null) continue;
    const registered = await registerScheme(world, { acting: systemActing }, scheme);
    if (registered.is !== 'done') continue;
    taken.push(`${scheme.id}@${scheme.edition}`);
    const file = join(folder, name, editionsFolder, edition, 'transition.yaml');
    const source = await readFile(file, 'utf8').catch(() => null);
    if (source === null) continue;
    const life = { act: 'declare-transition' as const, transition: readTransition(source, file), words: '' };
    await actOnLife(world, { acting: systemActing, scheme: scheme.id, life });
  }
  return taken;
}
