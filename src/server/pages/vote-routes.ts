import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { refusalText } from '#certification/act/refusal.ts';
import { castPublicVotes, viewPublicVote } from '#operation/rounds/public-vote.ts';
import type { World } from '#operation/world.ts';
import { publicActing } from '../access/acting.ts';
import { type DoorEnv, type DoorSettings, limitVotes, readerOf } from '../route/mount.ts';
import { languageOf, responder } from './answer.ts';
import { votePage, voteRefused, voteTaken } from './vote-page.ts';
import { t } from './words.ts';

const path = '/rounds/:id{[0-9a-f-]{36}}/vote';

/** The page of a vote of the public: without script, for a phone on a bad line, by code or signed in. */
export function votePages(world: World, settings: DoorSettings): Hono<DoorEnv> {
  const app = new Hono<DoorEnv>();
  const respond = responder(world);
  const { zone } = world.house;
  app.get(path, async (c) => {
    const id = c.req.param('id');
    const language = languageOf(c);
    const vote = await viewPublicVote(world, publicActing, id);
    if (vote !== null) return respond(c, { title: vote.name[language] }, votePage(vote, id, zone, language));
    const none = t(language, '没有这个投票', 'There is no such vote');
    return respond(c, { title: none }, html`<h1>${none}</h1>`, 404);
  });
  app.post(path, limitVotes(settings), bodyLimit({ maxSize: 64 * 1024 }), async (c) => {
    const id = c.req.param('id');
    const language = languageOf(c);
    const form = await c.req.parseBody({ all: true });
    const items = [form['item']].flat().filter((item): item is string => typeof item === 'string');
    const code = typeof form['code'] === 'string' ? form['code'] : '';
    const title = { title: t(language, '投票', 'Vote') };
    if (items.length === 0) {
      const why = t(language, '请至少选择一项。', 'Choose at least one.');
      return respond(c, title, voteRefused(why, id, language), 400);
    }
    const acting = await readerOf(c, world, settings);
    const outcome = await castPublicVotes(world, { acting, round: id, items, code, address: c.get('client').address });
    if (outcome.is === 'done') return respond(c, title, voteTaken(outcome.value, id, language));
    const why =
      outcome.is === 'refused'
        ? outcome.refusals.map((r) => Object.values(refusalText(r, language)).join(' ')).join(' ')
        : t(language, '没有这个投票。', 'There is no such vote.');
    return respond(c, title, voteRefused(why, id, language), outcome.is === 'refused' ? 400 : 404);
  });
  return app;
}
