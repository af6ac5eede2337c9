import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { castPublicVotes, viewPublicVote } from '#operation/rounds/public-vote.ts';
import type { World } from '#operation/world.ts';
import { publicActing } from '../access/acting.ts';
import { type DoorEnv, type DoorSettings, limitVotes, readerOf } from '../route/mount.ts';
import { languageOf, responder } from './answer.ts';
import { type NotTaken, votePage, voteTaken } from './vote-page.ts';
import { refusalWords, t } from './words.ts';

const path = '/rounds/:id{[0-9a-f-]{36}}/vote';

/** The page of a vote of the public: without script, for a phone on a bad line, by code or signed in. */
export function votePages(world: World, settings: DoorSettings): Hono<DoorEnv> {
  const app = new Hono<DoorEnv>();
  const respond = responder(world);
  const { zone } = world.house;
  const show = async (c: Context<DoorEnv>, id: string, notTaken: NotTaken | null) => {
    const language = languageOf(c);
    const vote = await viewPublicVote(world, publicActing, id);
    const none = t(language, '没有这个投票', 'There is no such vote');
    if (vote === null) return respond(c, { title: none }, html`<h1>${none}</h1>`, 404);
    const page = votePage(vote, id, zone, language, notTaken);
    return respond(c, { title: vote.name[language] }, page, notTaken === null ? 200 : 400);
  };
  app.get(path, (c) => show(c, c.req.param('id'), null));
  app.post(path, limitVotes(settings), bodyLimit({ maxSize: 64 * 1024 }), async (c) => {
    const id = c.req.param('id');
    const language = languageOf(c);
    const form = await c.req.parseBody({ all: true });
    const items = [form['item']].flat().filter((item): item is string => typeof item === 'string');
    const code = typeof form['code'] === 'string' ? form['code'] : '';
    if (items.length === 0)
      return show(c, id, { why: t(language, '请至少选择一项。', 'Choose at least one.'), items, code });
    const acting = await readerOf(c, world, settings);
    const outcome = await castPublicVotes(world, { acting, round: id, items, code, address: c.get('client').address });
    if (outcome.is === 'done')
      return respond(c, { title: t(language, '投票', 'Vote') }, voteTaken(outcome.value, id, language));
    const why = outcome.is === 'refused' ? refusalWords(outcome.refusals, language) : '';
    return show(c, id, { why, items, code });
  });
  return app;
}
