import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/**
 * The demonstration as data: who takes part, what a field holds that nobody speaks of, the ways through the flows, and the
 * story, act by act. It lies in `demonstration/world.yaml`; no scheme is named here.
 */
const text = z.object({ zh: z.string(), en: z.string() });
const values = z.record(z.string(), z.json());
const names = z.record(z.string(), z.array(z.string()));
const oneOrMore = z.union([z.string().transform((s) => [s]), z.array(z.string())]);

const party = text.extend({
  uscc: z.string(),
  'number-code': z.string().default(''),
  key: z.boolean().default(false),
  address: z.string().default(''),
});
const person = text.extend({
  of: z.string(),
  roles: z.array(z.string()),
  login: z.string().optional(),
  administrator: z.boolean().default(false),
  competent: z.array(z.string()).default([]),
  ties: z.record(z.string(), z.enum(['organisation', 'project', 'kinship', 'other'])).default({}),
  /** What one sees who signs in as this person. */
  shows: text.optional(),
});

const pathStep = z.object({ do: z.string(), wait: z.int(), values: values.default({}), names: names.default({}) });
const path = z.object({ scheme: z.string(), flow: z.string(), steps: z.array(pathStep) });

const run = z.object({
  run: z.string(),
  as: z.string(),
  from: z.int(),
  /** The step at which the case is left open; left out: it runs to its end. */
  until: z.string().optional(),
  applicant: z.string(),
  body: z.string(),
  title: z.string(),
  round: z.string().optional(),
  recommender: z.string().optional(),
  laboratory: z.string().optional(),
  values: z.record(z.string(), values).default({}),
  correction: z.object({ step: z.string(), remarks: z.record(z.string(), z.string()) }).optional(),
  finding: z
    .object({
      step: z.string(),
      grade: z.string(),
      clause: z.string(),
      text: z.string(),
      'only-raise': z.boolean().default(false),
    })
    .optional(),
});
const entryAct = z.object({
  at: z.int(),
  on: z.string(),
  act: z.enum(['suspend', 'restore', 'reduce', 'extend', 'withdraw', 'cancel']),
  by: z.string(),
  reason: z.string(),
  codes: z.array(z.string()).optional(),
});
const round = z.object({
  round: z.string(),
  at: z.int(),
  scheme: z.string(),
  body: z.string(),
  by: z.string(),
  title: text,
});
const stage = z.object({
  stage: z.string(),
  in: z.string(),
  at: z.int(),
  by: oneOrMore,
  values: values.default({}),
  names: names.default({}),
  seed: z.string().optional(),
});
const closing = z.object({ close: z.string(), in: z.string(), at: z.int(), by: z.string() });
const doing = z.object({
  do: z.string(),
  in: oneOrMore,
  at: z.int(),
  by: oneOrMore,
  values: values.default({}),
  fields: z.array(z.string()).default([]),
  scores: z.array(z.array(z.int())).default([]),
});
const objection = z.object({
  object: z.string(),
  about: z.string(),
  at: z.int(),
  name: z.string(),
  contact: z.string(),
  words: z.string(),
  evidence: z.int(),
});
const notice = z.object({
  notice: z.string(),
  at: z.int(),
  by: z.string(),
  kind: z.string(),
  box: z.enum(['notices', 'activities', 'news']),
  title: text,
  text,
  from: z.int().optional(),
  to: z.int().optional(),
});

const act = z.union([run, entryAct, round, stage, closing, doing, objection, notice]);

const storySchema = z.object({
  password: z.string(),
  'own-schemes': z.array(z.string()),
  'house-schemes': z.array(z.string()),
  parties: z.record(z.string(), party),
  people: z.record(z.string(), person),
  defaults: values,
  paths: z.record(z.string(), path),
  story: z.array(act),
});

export type Story = z.infer<typeof storySchema>;
export type StoryAct = z.infer<typeof act>;
export type RunAct = z.infer<typeof run>;
export type PathStep = z.infer<typeof pathStep>;
export type StoryPerson = z.infer<typeof person>;

/** Reads the demonstration's data. @throws Error that names every place that is not what it should be. */
export async function readStory(folder: string): Promise<Story> {
  const file = join(folder, 'world.yaml');
  const result = storySchema.safeParse(parse(await readFile(file, 'utf8')));
  if (!result.success) throw new Error(`${file}: ${z.prettifyError(result.error)}`);
  return result.data;
}

/** The earliest day of the story, counted from its last: how much room it needs. */
export function earliestDay(story: Story): number {
  return Math.min(...story.story.map((a) => ('from' in a && 'run' in a ? a.from : 'at' in a ? a.at : 0)));
}
