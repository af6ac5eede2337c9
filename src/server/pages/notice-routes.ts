import type { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { publicViewer } from '#certification/policy/viewer.ts';
import type { Notice } from '#operation/ports/notices.ts';
import { BadCursor } from '#operation/ports/page.ts';
import { makeObjection } from '#operation/rounds/objections.ts';
import { viewPublicVote } from '#operation/rounds/public-vote.ts';
import { today } from '#operation/verify/look-up.ts';
import type { World } from '#operation/world.ts';
import { publicActing } from '../access/acting.ts';
import { languageOf, type Respond, said } from './answer.ts';
import type { Language } from './layout.ts';
import { isBox, noticesBody } from './list-pages.ts';
import { type NoticeView, noticeBody, type VoteLink } from './notice-page.ts';
import { keepEvidence, objectionRefused, objectionTaken } from './objection-page.ts';
import { refusalWords } from './words.ts';

const evidenceLimit = 20 * 1_048_576;

/** Notices of the association and of rounds, and objections to what is on public display. */
export function noticePages(app: Hono, world: World, respond: Respond): void {
  app.get('/notices', async (c) => {
    const asked = c.req.query('box');
    const box = isBox(asked) ? asked : 'notices';
    const after = c.req.query('after');
    const list = (cursor?: string) =>
      world.storage.notices.list(
        { field: 'box', is: [box] },
        cursor === undefined ? { limit: 30 } : { limit: 30, after: cursor },
      );
    const notices = await list(after).catch((error: unknown) => {
      if (error instanceof BadCursor) return list();
      throw error;
    });
    return respond(
      c,
      { title: said(c, '通知公告', 'Notices'), section: 'notices' },
      noticesBody(notices.rows, notices.next, box, languageOf(c)),
    );
  });
  app.get('/notices/:id{[0-9a-f-]{36}}', async (c) => {
    const notice = await world.storage.notices.byId(c.req.param('id'));
    if (notice === null)
      return respond(
        c,
        { title: said(c, '未找到', 'Not found') },
        html`<h1>${said(c, '没有这个公告', 'There is no such notice')}</h1>`,
        404,
      );
    return respond(
      c,
      { title: notice.title[languageOf(c)] || notice.title.zh, section: 'notices' },
      noticeBody(notice, today(world), await noticeView(world, notice, languageOf(c))),
    );
  });

  app.post(
    '/notices/:id{[0-9a-f-]{36}}/objections',
    bodyLimit({
      maxSize: evidenceLimit,
      onError: (c) =>
        respond(
          c,
          { title: said(c, '异议', 'Objection') },
          objectionRefused(
            said(
              c,
              '证据文件合计超过 20 MB。请压缩后重试。',
              'The evidence is larger than 20 MB in all. Make it smaller and try again.',
            ),
            c.req.param('id') ?? '',
            languageOf(c),
          ),
          400,
        ),
    }),
    async (c) => {
      const notice = await world.storage.notices.byId(c.req.param('id'));
      if (notice?.round == null)
        return respond(
          c,
          { title: said(c, '未找到', 'Not found') },
          html`<h1>${said(c, '没有这个公告', 'There is no such notice')}</h1>`,
          404,
        );
      const form = await c.req.parseBody({ all: true });
      const text = (name: string) => (typeof form[name] === 'string' ? form[name] : '');
      const files = [form['evidence']].flat().filter((f): f is File => f instanceof File && f.size > 0);
      const kept = await Promise.all(files.map((file) => keepEvidence(world, file)));
      const unfit = kept.flatMap((k) => ('refused' in k ? [k.refused] : []));
      const evidence = kept.flatMap((k) => ('refused' in k ? [] : [k]));
      const language = languageOf(c);
      if (unfit.length > 0)
        return respond(
          c,
          { title: said(c, '异议', 'Objection') },
          objectionRefused(refusalWords(unfit, language), notice.id, language),
          400,
        );
      const outcome = await makeObjection(world, {
        acting: { viewer: publicViewer, identified: false },
        round: notice.round,
        about: text('about'),
        name: text('by'),
        contact: text('contact'),
        words: text('words'),
        evidence,
      });

      if (outcome.is === 'done')
        return respond(c, { title: said(c, '异议', 'Objection') }, objectionTaken(outcome.value, notice.id, language));
      const why =
        outcome.is === 'refused'
          ? refusalWords(outcome.refusals, language)
          : said(c, '公告已不受理异议。', 'The notice takes no objections.');
      return respond(c, { title: said(c, '异议', 'Objection') }, objectionRefused(why, notice.id, language), 400);
    },
  );
}

async function noticeView(world: World, notice: Notice, language: Language): Promise<NoticeView> {
  // A form's field is called alike in every edition, or is at least called something in the newest.
  const scheme = (await world.schemes.all()).findLast((one) => one.id === notice.scheme);
  const label = (field: string) => scheme?.texts[`field.${field}`]?.[language] ?? field;
  return { language, vote: await voteOf(world, notice), label };
}

/** The vote of the public in a notice's round, for whoever reads of the round first. */
async function voteOf(world: World, { round }: Notice): Promise<VoteLink | null> {
  const vote = round === null ? null : await viewPublicVote(world, publicActing, round);
  return round === null || vote === null ? null : { round, state: vote.state, to: vote.to };
}
