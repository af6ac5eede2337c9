import { z } from '@hono/zod-openapi';
import { mostCodesAtOnce } from '#certification/round/public-vote.ts';
import { castPublicVotes, issueVotingCodes, viewPublicVote } from '#operation/rounds/public-vote.ts';
import { refusalSchema } from '../problem/document.ts';
import { doneUnder, showRefusal } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { route } from '../route/route.ts';
import { namedShape } from './case-shape.ts';
import { id, orNull, text } from './shapes.ts';

const count = z.object({ item: id, counted: z.int(), setAside: z.int() });
const aside = z.object({
  step: z.string(),
  case: id,
  kind: z.enum(['source', 'time']),
  since: z.int(),
  until: z.int(),
  count: z.int(),
  why: z.string(),
});

const voteShape = z
  .object({
    step: z.string(),
    name: text,
    title: text,
    state: z.enum(['waiting', 'running', 'ended', 'closed']),
    from: z.string().nullable(),
    to: z.string().nullable(),
    items: z.array(z.object({ id, title: z.string(), unit: orNull(namedShape) })),
    /** Frozen when the vote was closed; null before. */
    results: orNull(z.array(z.object({ item: id, title: z.string(), counted: z.int(), setAside: z.int() }))),
    setAside: z.array(aside),
    /** For those who run it: counts while it runs, bursts, codes that were given out. */
    desk: orNull(
      z.object({
        counts: z.array(count),
        bursts: z.array(
          z.object({
            kind: z.enum(['source', 'time']),
            item: id,
            source: z.string().nullable(),
            since: z.int(),
            until: z.int(),
            count: z.int(),
            against: z.int(),
          }),
        ),
        codes: z.array(z.object({ step: z.string(), from: z.int(), count: z.int(), to: z.string() })),
      }),
    ),
  })
  .openapi('PublicVote', { description: '公众投票 / A vote of the public' });

const read = route({
  method: 'get',
  path: '/api/v1/rounds/{id}/public-vote',
  id: 'publicVote',
  family: 'rounds',
  says: { zh: '公众投票', en: 'The vote of the public in a round' },
  policy: 'round.read',
  params: z.object({ id }),
  answer: { json: voteShape },
  problems: ['not-found'],
  run: async ({ world, acting, params }) => {
    const view = await viewPublicVote(world, await acting(), params.id);
    if (view === null) throw new Problem('not-found');
    return view;
  },
});

const cast = route({
  method: 'post',
  path: '/api/v1/rounds/{id}/public-vote',
  id: 'castPublicVotes',
  family: 'rounds',
  says: { zh: '投票', en: 'Vote' },
  more: {
    zh: '须登录，或给出投票码。一人一项一票；逐项答复收票或不收的理由。网络与身份只以摘要留存，投票结束即删除。',
    en: 'Signed in, or with a voting code. One vote for each item; the answer says of each whether it was taken and why not. Identity and network are kept as digests alone, and deleted when the vote is closed.',
  },
  policy: 'vote.cast',
  limit: 'look-up',
  params: z.object({ id }),
  body: { json: z.strictObject({ items: z.array(id).min(1).max(200), code: z.string().max(100).default('') }) },
  answer: {
    json: z
      .object({ rows: z.array(z.object({ item: id, title: z.string(), problem: orNull(refusalSchema) })) })
      .openapi('CastVotes'),
  },
  problems: ['not-found', 'refused', 'too-many'],
  run: async ({ world, acting, params, body, client }) => {
    const request = { acting: await acting(), round: params.id, ...body, address: client.address };
    const outcome = await castPublicVotes(world, request);
    const answer = await doneUnder(world, outcome, () => world.storage.rounds.byId(params.id));
    return {
      rows: answer.rows.map(({ item, title, refusal }) => ({
        item,
        title,
        problem: refusal === null ? null : showRefusal(refusal),
      })),
    };
  },
});

const codes = route({
  method: 'post',
  path: '/api/v1/rounds/{id}/voting-codes',
  id: 'issueVotingCodes',
  family: 'rounds',
  says: { zh: '发放投票码', en: 'Give voting codes out' },
  more: {
    zh: '投票码只在此答复中出现一次，系统不保存；批次只记发放数量和发给谁。',
    en: 'The codes stand in this answer alone and are kept nowhere; the round records how many, and for whom.',
  },
  policy: 'round.act',
  params: z.object({ id }),
  body: { json: z.strictObject({ count: z.int().min(1).max(mostCodesAtOnce), to: z.string().max(300) }) },
  status: 201,
  answer: { json: z.object({ codes: z.array(z.string()) }).openapi('VotingCodes') },
  problems: ['not-found', 'refused', 'not-allowed'],
  run: async ({ world, acting, params, body }) => {
    const outcome = await issueVotingCodes(world, { acting: await acting(), round: params.id, ...body });
    return doneUnder(world, outcome, () => world.storage.rounds.byId(params.id));
  },
});

export const publicVoteRoutes = [read, cast, codes];
