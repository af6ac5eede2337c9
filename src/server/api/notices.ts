import { z } from '@hono/zod-openapi';
import { issueNotice } from '#operation/parties/party-acts.ts';
import type { Notice } from '#operation/ports/notices.ts';
import { doneOr } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { route } from '../route/route.ts';
import { day, id, instant, jsonOf, pageOf, pageQuery, pageRequest, text } from './shapes.ts';

const boxes = ['notices', 'activities', 'news'] as const;

const noticeShape = z
  .object({
    id,
    kind: z.string(),
    box: z.enum(boxes),
    scheme: z.string().nullable(),
    round: id.nullable(),
    party: id.nullable(),
    title: text,
    body: jsonOf<Notice['body']>('{ readonly [name: string]: unknown }', '正文与名单 / Text and list'),
    issuedAt: instant,
    from: day.nullable(),
    to: day.nullable(),
    corrects: id.nullable(),
  })
  .openapi('Notice', { description: '通知公告 / A notice' });

export function showNotice({ case: _case, basis: _basis, ...notice }: Notice) {
  return notice;
}

const list = route({
  method: 'get',
  path: '/api/v1/notices',
  id: 'notices',
  family: 'notices',
  says: { zh: '通知公告列表', en: 'Notices, newest first' },
  policy: 'open',
  isForAll: true,
  query: z.strictObject({ box: z.enum(boxes).optional(), scheme: z.string().max(100).optional(), ...pageQuery }),
  answer: { json: pageOf(noticeShape) },
  problems: ['bad-cursor'],
  run: async ({ world, query }) => {
    const all = [
      ...(query.box === undefined ? [] : [{ field: 'box' as const, is: [query.box] }]),
      ...(query.scheme === undefined ? [] : [{ field: 'scheme' as const, is: [query.scheme] }]),
    ];
    const page = await world.storage.notices.list({ all }, pageRequest(query));
    return { rows: page.rows.map(showNotice), next: page.next };
  },
});

const read = route({
  method: 'get',
  path: '/api/v1/notices/{id}',
  id: 'notice',
  family: 'notices',
  says: { zh: '一则公告', en: 'One notice' },
  policy: 'open',
  isForAll: true,
  params: z.object({ id }),
  answer: { json: noticeShape },
  problems: ['not-found'],
  run: async ({ world, params }) => {
    const notice = await world.storage.notices.byId(params.id);
    if (notice === null) throw new Problem('not-found');
    return showNotice(notice);
  },
});

const longText = z.strictObject({ zh: z.string().max(50_000), en: z.string().max(50_000).default('') });

const issue = route({
  method: 'post',
  path: '/api/v1/notices',
  id: 'issueNotice',
  family: 'notices',
  says: { zh: '发布公告', en: 'Put out a notice' },
  more: {
    zh: '以本单位名义发布；发布后不可修改，更正须另发并指明原公告。',
    en: 'Under the name of one’s own organisation. It is never edited: a correction is a new notice that names the old.',
  },
  policy: 'notice.issue',
  takesKey: true,
  status: 201,
  body: {
    json: z.strictObject({
      kind: z.string().min(1).max(60),
      box: z.enum(boxes),
      scheme: z.string().max(100).nullable().default(null),
      round: id.nullable().default(null),
      title: longText,
      text: longText,
      from: day.nullable().default(null),
      to: day.nullable().default(null),
      corrects: id.nullable().default(null),
    }),
  },
  answer: { json: z.object({ party: id, version: z.int(), notice: id }) },
  problems: ['refused', 'not-allowed', 'key-reused'],
  run: async ({ world, acting, body, key }) => {
    const who = await acting();
    const request = { acting: who, ...(key === undefined ? {} : { key }) };
    const answer = doneOr(await issueNotice(world, request, who.viewer.party, body));
    return { party: answer.party, version: answer.version, notice: String(answer['notice']) };
  },
});

export const noticeRoutes = [list, read, issue];
