import { z } from '@hono/zod-openapi';
import type { RoundSummary } from '#operation/ports/cases.ts';
import { furtherRoundAct } from '#operation/rounds/further-round-acts.ts';
import { answerObjection } from '#operation/rounds/objections.ts';
import { recommendersIn } from '#operation/rounds/recommenders.ts';
import { doRoundStep, openRound } from '#operation/rounds/round-acts.ts';
import { scoresOf } from '#operation/rounds/round-scores.ts';
import { viewPublicRound, viewRound } from '#operation/rounds/round-view.ts';
import { today } from '#operation/verify/look-up.ts';
import { doneUnder } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { route } from '../route/route.ts';
import { roundActShape } from './act-shape.ts';
import { namedShape } from './case-shape.ts';
import { roundShape, showDesk, showPublic } from './round-shape.ts';
import { day, id, instant, pageOf, pageQuery, pageRequest, text } from './shapes.ts';

const summaryShape = z
  .object({
    id,
    scheme: z.string(),
    edition: z.string(),
    body: id,
    title: text,
    state: z.enum(['open', 'ended']),
    openSteps: z.array(z.string()),
    cases: z.int(),
    openedAt: instant,
    endedAt: instant.nullable(),
    nextDue: day.nullable(),
    version: z.int(),
  })
  .openapi('ListedRound', { description: '列表中的批次 / A round in a list' });

function showSummary({ changedAt: _, ...round }: RoundSummary) {
  return round;
}

const list = route({
  method: 'get',
  path: '/api/v1/rounds',
  id: 'rounds',
  family: 'rounds',
  says: { zh: '批次列表', en: 'Rounds' },
  policy: 'round.read',
  query: z.strictObject({
    scheme: z.string().max(100).optional(),
    body: id.optional(),
    state: z.enum(['open', 'ended']).optional(),
    ...pageQuery,
  }),
  answer: { json: pageOf(summaryShape) },
  problems: ['bad-cursor'],
  run: async ({ world, query }) => {
    const all = (['scheme', 'body', 'state'] as const).flatMap((field) => {
      const value = query[field];
      return value === undefined ? [] : [{ field, is: [value] }];
    });
    const page = await world.storage.rounds.list({ all }, pageRequest(query));
    return { rows: page.rows.map(showSummary), next: page.next };
  },
});

const answerShape = z
  .object({
    round: id,
    version: z.int(),
    cases: z.array(z.object({ case: id, entries: z.array(z.object({ id, number: z.string() })) })),
  })
  .openapi('RoundAnswer', { description: '办理结果 / What the act brought about' });

const open = route({
  method: 'post',
  path: '/api/v1/rounds',
  id: 'openRound',
  family: 'rounds',
  says: { zh: '开启批次', en: 'Open a round' },
  policy: 'round.open',
  takesKey: true,
  status: 201,
  body: {
    json: z.strictObject({
      scheme: z.string().min(1).max(100),
      edition: z.string().min(1).max(100).optional(),
      body: id,
      title: z.strictObject({ zh: z.string().min(1).max(300), en: z.string().max(300).default('') }),
    }),
  },
  answer: { json: answerShape },
  problems: ['refused', 'not-found', 'key-reused'],
  run: async ({ world, acting, body, key, reply }) => {
    const { edition, ...given } = body;
    const more = { ...(edition === undefined ? {} : { edition }), ...(key === undefined ? {} : { key }) };
    const outcome = await openRound(world, { acting: await acting(), ...given, ...more });
    const answer = await doneUnder(world, outcome, async () => ({
      scheme: given.scheme,
      edition: edition ?? (await world.schemes.inForce(given.scheme, today(world)))?.edition ?? null,
    }));
    reply.header('location', `/api/v1/rounds/${answer.round}`);
    return answer;
  },
});

const read = route({
  method: 'get',
  path: '/api/v1/rounds/{id}',
  id: 'round',
  family: 'rounds',
  says: { zh: '一个批次', en: 'One round' },
  policy: 'round.read',
  params: z.object({ id }),
  answer: { json: roundShape },
  problems: ['not-found'],
  run: async ({ world, acting, params }) => {
    const viewer = await acting();
    const view = await viewRound(world, viewer, params.id);
    if (view !== null) return showDesk(view);
    const common = await viewPublicRound(world, params.id, viewer.viewer.person);
    if (common === null) throw new Problem('not-found');
    return showPublic(common);
  },
});

const recommenders = route({
  method: 'get',
  path: '/api/v1/rounds/{id}/recommenders',
  id: 'roundRecommenders',
  family: 'rounds',
  says: { zh: '批次的推荐单位、名额与已用数', en: 'The recommending units of a round, their quotas and what is used' },
  policy: 'case.open',
  params: z.object({ id }),
  answer: {
    json: z
      .object({
        rows: z.array(
          z.object({
            party: namedShape,
            forwarded: z.int(),
            quota: z.int().nullable(),
            tracks: z.array(z.object({ track: z.string(), forwarded: z.int(), quota: z.int().nullable() })),
          }),
        ),
      })
      .openapi('Recommenders'),
  },
  problems: ['not-found'],
  run: async ({ world, acting, params }) => {
    const rows = await recommendersIn(world, await acting(), params.id);
    if (rows === null) throw new Problem('not-found');
    return { rows: rows.map((row) => ({ ...row, tracks: [...row.tracks] })) };
  },
});

const scoreShape = z
  .object({
    /** How outliers are told, in words. */
    rule: text,
    rows: z.array(
      z.object({
        case: id,
        title: z.string(),
        given: z.array(
          z.object({
            reviewer: namedShape,
            score: z.string(),
            /** Left out of the mean as the highest or the lowest. */
            isTrimmed: z.boolean(),
            isOutlier: z.boolean(),
            /** From the mean of the other scores. */
            away: z.string().nullable(),
          }),
        ),
        waiting: z.array(namedShape),
        mean: z.string().nullable(),
        spread: z.string().nullable(),
        ties: z.array(z.object({ field: z.string(), mean: z.string().nullable() })),
      }),
    ),
  })
  .openapi('RoundScores', { description: '各评审人的评分、离差与离群 / Every score, with spread and outliers' });

const scores = route({
  method: 'get',
  path: '/api/v1/rounds/{id}/scores',
  id: 'roundScores',
  family: 'rounds',
  says: { zh: '批次的评分：离差、离群、未评', en: 'The scores of a round: spread, outliers, who has not scored' },
  policy: 'round.desk',
  params: z.object({ id }),
  answer: { json: scoreShape },
  problems: ['not-found'],
  run: async ({ world, acting, params }) => {
    const found = await scoresOf(world, await acting(), params.id);
    if (found === null) throw new Problem('not-found');
    return found;
  },
});

const act = route({
  method: 'post',
  path: '/api/v1/rounds/{id}/acts',
  id: 'actOnRound',
  family: 'rounds',
  says: { zh: '办理批次', en: 'Act in a round' },
  policy: 'round.act',
  takesKey: true,
  params: z.object({ id }),
  body: { json: roundActShape },
  answer: { json: answerShape },
  problems: ['refused', 'changed-since', 'not-found', 'not-allowed', 'key-reused'],
  run: async ({ world, acting, params, body, key }) => {
    const { expected, act: _, ...given } = body;
    const request = {
      acting: await acting(),
      round: params.id,
      ...(expected === undefined ? {} : { expected }),
      ...(key === undefined ? {} : { key }),
    };
    const under = () => world.storage.rounds.byId(params.id);
    if (body.act !== 'do' && body.act !== 'answer-objection') {
      const { expected: __, ...further } = body;
      return doneUnder(world, await furtherRoundAct(world, { ...request, further }), under);
    }
    if ('objection' in given) return doneUnder(world, await answerObjection(world, { ...request, ...given }), under);
    if (!('values' in given)) throw new Problem('malformed-request');
    const { seed, rows, ...step } = given;
    const more = {
      ...(seed === undefined ? {} : { seed }),
      ...(rows === undefined ? {} : { rows }),
    };
    return doneUnder(world, await doRoundStep(world, { ...request, do: { ...step, ...more } }), under);
  },
});

export const roundRoutes = [list, open, read, recommenders, scores, act];
