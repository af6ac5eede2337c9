import { z } from '@hono/zod-openapi';
import { entryResults, type Scheme } from '#certification/scheme/scheme.ts';
import { windowOf } from '#operation/schemes/scheme-life.ts';
import { today } from '#operation/verify/look-up.ts';
import type { World } from '#operation/world.ts';
import { Problem } from '../problem/problem.ts';
import { route } from '../route/route.ts';
import { day, jsonOf, orNull, text } from './shapes.ts';
import { showWindow, windowShape } from './window-shape.ts';

const summaryShape = z
  .object({
    id: z.string(),
    edition: z.string(),
    title: text,
    summary: text,
    kind: z.string(),
    object: z.string(),
    inForce: z.object({ from: day, to: day.nullable() }),
    isInForce: z.boolean(),
    window: orNull(windowShape),
    voluntary: z.boolean(),
    outcomeWord: z.string(),
    clauses: z.array(z.int()),
    runsInRounds: z.boolean(),
    flows: z.array(
      z.object({
        id: z.string(),
        title: text,
        openedBy: z.array(z.string()),
        /** The kind of result on whose entry it runs; null for one that begins from nothing. */
        onEntry: z.array(z.string()).nullable(),
      }),
    ),
    roles: z.array(z.object({ id: z.string(), title: text, of: z.string(), named: z.boolean() })),
  })
  .openapi('SchemeSummary', { description: '制度概要 / A scheme in short' });

export function schemeText(scheme: Scheme, key: string): { readonly zh: string; readonly en: string } {
  return (Object.hasOwn(scheme.texts, key) ? scheme.texts[key] : undefined) ?? { zh: key, en: key };
}

/** Which edition is in force, registrations and supersessions say: a text does not know its successor. */
async function showSummary(world: World, scheme: Scheme, on: string) {
  const { id, edition, kind, object, inForce, voluntary, outcomeWord, clauses } = scheme;
  return {
    id,
    edition,
    title: schemeText(scheme, 'title'),
    summary: schemeText(scheme, 'summary'),
    kind,
    object,
    inForce: { from: inForce.from, to: inForce.to ?? null },
    isInForce: (await world.schemes.inForce(id, on))?.edition === edition,
    window: showWindow(await windowOf(world, scheme)),
    voluntary,
    outcomeWord,
    clauses,
    runsInRounds: scheme.round !== undefined,
    flows: scheme.flows.map((f) => ({
      id: f.id,
      title: schemeText(scheme, `flow.${f.id}`),
      openedBy: f.openedBy,
      onEntry: f.onEntry === undefined ? null : [...entryResults(f)],
    })),
    roles: scheme.roles.map((r) => ({ id: r.id, title: schemeText(scheme, `role.${r.id}`), of: r.of, named: r.named })),
  };
}

const list = route({
  method: 'get',
  path: '/api/v1/schemes',
  id: 'schemes',
  family: 'schemes',
  says: { zh: '全部制度版本', en: 'Every registered edition of every scheme' },
  policy: 'open',
  answer: { json: z.object({ today: day, rows: z.array(summaryShape) }) },
  run: async ({ world }) => {
    const on = today(world);
    return { today: on, rows: await Promise.all((await world.schemes.all()).map((s) => showSummary(world, s, on))) };
  },
});

const read = route({
  method: 'get',
  path: '/api/v1/schemes/{id}/{edition}',
  id: 'scheme',
  family: 'schemes',
  says: { zh: '一个制度版本的全文', en: 'One edition of a scheme, whole' },
  more: {
    zh: 'edition 为 `current` 时取今日有效的版本。版本一经登记不再改变。',
    en: '`current` as edition is the one in force today. A registered edition never changes.',
  },
  policy: 'open',
  params: z.object({ id: z.string().max(100), edition: z.string().max(100) }),
  answer: { json: jsonOf<Scheme>('import("#certification/scheme/scheme.ts").Scheme', '制度 / The scheme') },
  problems: ['not-found'],
  run: async ({ world, params, reply }) => {
    const isCurrent = params.edition === 'current';
    const scheme = isCurrent
      ? await world.schemes.inForce(params.id, today(world))
      : await world.schemes.edition(params.id, params.edition);
    if (scheme === null) throw new Problem('not-found');
    reply.header('cache-control', isCurrent ? 'no-cache' : 'public, max-age=86400, immutable');
    return scheme;
  },
});

export const schemeRoutes = [list, read];
