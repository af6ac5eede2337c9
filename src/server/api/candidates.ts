import { z } from '@hono/zod-openapi';
import { type Candidate, candidatesFor, roundCandidates } from '#operation/desk/candidates.ts';
import type { World } from '#operation/world.ts';
import { refusalSchema } from '../problem/document.ts';
import { showRefusal } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { route } from '../route/route.ts';
import { namedShape } from './case-shape.ts';
import { id, orNull } from './shapes.ts';

const rowsShape = z
  .object({
    rows: z.array(
      z
        .object({
          /** Null where a party is named as a whole. */
          person: orNull(namedShape),
          party: namedShape,
          /** Why she may not be named; empty when she may. */
          bars: z.array(refusalSchema),
        })
        .openapi('Candidate'),
    ),
  })
  .openapi('Candidates', { description: '可指派者及各自的障碍 / Who may be named, each with what bars her' });

const query = z.strictObject({ step: z.string().min(1).max(200), role: z.string().min(1).max(100) });

type Under = { readonly scheme: string; readonly edition: string } | null;

async function show(world: World, found: readonly Candidate[] | null, under: Under) {
  if (found === null) throw new Problem('not-found');
  const scheme = under === null ? null : await world.schemes.edition(under.scheme, under.edition);
  return { rows: found.map((c) => ({ ...c, bars: c.bars.map((r) => showRefusal(r, scheme?.texts)) })) };
}

const ofCase = route({
  method: 'get',
  path: '/api/v1/cases/{id}/candidates',
  id: 'candidates',
  family: 'cases',
  says: { zh: '案件某步骤可指派的人员或单位', en: 'Who may be named in a step of a case' },
  policy: 'case.act',
  params: z.object({ id }),
  query,
  answer: { json: rowsShape },
  problems: ['not-found'],
  run: async ({ world, acting, params, query }) => {
    const found = await candidatesFor(world, await acting(), params.id, query);
    return show(world, found, await world.storage.cases.byId(params.id));
  },
});

const ofRound = route({
  method: 'get',
  path: '/api/v1/rounds/{id}/candidates',
  id: 'roundCandidates',
  family: 'rounds',
  says: { zh: '批次某步骤可指派的人员或单位', en: 'Who may be named in a step of a round' },
  policy: 'round.desk',
  params: z.object({ id }),
  query,
  answer: { json: rowsShape },
  problems: ['not-found'],
  run: async ({ world, acting, params, query }) => {
    const found = await roundCandidates(world, await acting(), params.id, query);
    return show(world, found, await world.storage.rounds.byId(params.id));
  },
});

export const candidateRoutes = [ofCase, ofRound];
