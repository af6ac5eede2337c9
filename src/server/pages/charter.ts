import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const text = z.strictObject({ zh: z.string(), en: z.string() });
const running = z.union([
  z.strictObject({ scheme: z.string() }),
  z.strictObject({ page: z.string() }),
  z.strictObject({ command: z.string() }),
  z.strictObject({ test: z.string() }),
]);
const item = z.strictObject({
  id: z.string(),
  asks: text,
  runs: z.array(running),
  missing: text.optional(),
  mark: z.literal('to-be-confirmed').optional(),
});
const kinds = ['aim', 'general', 'principle', 'target', 'task', 'safeguard', 'notice', 'activity', 'news'] as const;
const charter = z.strictObject({
  groups: z.array(z.strictObject({ id: z.string(), kind: z.enum(kinds), name: text, items: z.array(item) })),
});

/** What the source asks, and what runs it. */
export type Charter = z.infer<typeof charter>;
export type CharterItem = Charter['groups'][number]['items'][number];
export type Running = z.infer<typeof running>;

let read: Charter | undefined;

/** The charter of the house, read once. @throws Error that names every place that is not what it should be. */
export function houseCharter(): Charter {
  read ??= readCharter(readFileSync(resolve(import.meta.dirname, '..', '..', '..', 'charter', 'charter.yaml'), 'utf8'));
  return read;
}

export function readCharter(source: string): Charter {
  const result = charter.safeParse(parse(source));
  if (!result.success) throw new Error(`charter.yaml: ${z.prettifyError(result.error)}`);
  return result.data;
}

/** Whether all of an item is there, a part of it, or nothing yet. */
export function stateOf({ runs, missing }: CharterItem): 'there' | 'partly' | 'gap' {
  if (runs.length === 0) return 'gap';
  return missing === undefined ? 'there' : 'partly';
}

/** The clause of the Opinions that an item is; null for other parts of the source. */
export function clauseOf({ id }: CharterItem): number | null {
  const found = /^clause-(\d+)$/.exec(id)?.[1];
  return found === undefined ? null : Number(found);
}
