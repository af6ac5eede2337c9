import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { putFile } from '#operation/files/uploads.ts';
import { makeObjection } from '#operation/rounds/objections.ts';
import { viewPublicRound } from '#operation/rounds/round-view.ts';
import type { World } from '#operation/world.ts';
import { doneUnder, showRefusal } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { tooLarge } from '../route/json-body.ts';
import { route } from '../route/route.ts';
import { digest, id } from './shapes.ts';

const evidenceShape = z.strictObject({
  digest,
  name: z.string().max(300),
  size: z.int().min(0),
  mediaType: z.string().max(200),
  /** Given by the upload: that these very bytes were handed in here. */
  receipt: z.string().max(100),
});

const mostEvidence = 20_000_000;

const evidence = route({
  method: 'put',
  path: '/api/v1/rounds/{id}/evidence',
  id: 'uploadEvidence',
  family: 'rounds',
  says: { zh: '上传异议证据', en: 'Upload evidence for an objection' },
  more: {
    zh: '无须登录；公示期内，每件不超过 20 MB。',
    en: 'Without an account, while the display runs; at most 20 MB each.',
  },
  policy: 'objection.make',
  limit: 'bulk',
  params: z.object({ id }),
  query: z.strictObject({ name: z.string().min(1).max(300) }),
  body: { stream: 'any' },
  status: 201,
  answer: { json: evidenceShape },
  problems: ['not-found', 'refused', 'too-large', 'too-many'],
  run: async ({ world, params, query, bytes, header }) => {
    const round = await viewPublicRound(world, params.id);
    if (round === null || round.display === null) throw new Problem('not-found');
    if (Number(header('content-length') ?? '0') > mostEvidence) throw tooLarge(mostEvidence);
    const stored = await putFile(world, { name: query.name, bytes: bytes(), most: mostEvidence });
    if ('refused' in stored) throw new Problem('refused', { refusals: [showRefusal(stored.refused)] });
    const { digest, name, size, mediaType } = stored;
    return { digest, name, size, mediaType, receipt: receiptOf(world, params.id, stored) };
  },
});

type Evidence = Pick<z.output<typeof evidenceShape>, 'digest' | 'name' | 'size' | 'mediaType'>;

/** Who knows a digest has not handed the bytes in: only the upload gives a receipt, and only for its round. */
function receiptOf(world: World, round: string, { digest, name, size, mediaType }: Evidence): string {
  const key = Buffer.from(hkdfSync('sha256', world.secrets.current.bytes, '', 'touchstone/evidence-receipt/1', 32));
  return createHmac('sha256', key)
    .update(JSON.stringify([round, digest, name, size, mediaType]))
    .digest('base64url');
}

function isReceived(world: World, round: string, given: z.output<typeof evidenceShape>): boolean {
  const expected = Buffer.from(receiptOf(world, round, given));
  const found = Buffer.from(given.receipt);
  return expected.length === found.length && timingSafeEqual(expected, found);
}

const object = route({
  method: 'post',
  path: '/api/v1/rounds/{id}/objections',
  id: 'makeObjection',
  family: 'rounds',
  says: { zh: '提出异议', en: 'Make an objection' },
  more: {
    zh: '无须登录。姓名与联系方式受保护。逾期、匿名或无证据者照录而不受理，并告知原因。',
    en: 'Without an account. Name and contact are protected. One that is late, anonymous or without evidence is recorded and not accepted, with the reason.',
  },
  policy: 'objection.make',
  limit: 'sign-in',
  takesKey: true,
  status: 201,
  params: z.object({ id }),
  body: {
    json: z.strictObject({
      about: id,
      name: z.string().max(200).default(''),
      contact: z.string().max(300).default(''),
      words: z.string().min(1).max(20_000),
      evidence: z.array(evidenceShape).max(20).default([]),
    }),
  },
  answer: { json: z.object({ objection: z.string(), refused: z.string().nullable() }).openapi('ObjectionAnswer') },
  problems: ['refused', 'not-found', 'too-many'],
  run: async ({ world, acting, params, body, key }) => {
    for (const [index, file] of body.evidence.entries())
      if (!isReceived(world, params.id, file)) throw notReceived(index);
    const given = { ...body, evidence: body.evidence.map(({ receipt: _, ...file }) => file) };
    const request = { acting: await acting(), round: params.id, ...given, ...(key === undefined ? {} : { key }) };
    const outcome = await makeObjection(world, request);
    const { objection, refused } = await doneUnder(world, outcome, () => world.storage.rounds.byId(params.id));
    return { objection, refused };
  },
});

function notReceived(index: number): Problem {
  const detail = {
    zh: `第 ${index + 1} 件证据：应为本批次上传时给出的回执，实有不符。`,
    en: `Evidence ${index + 1}: expected the receipt that its upload gave for this round, found another.`,
  };
  return new Problem('malformed-request', { detail });
}

export const objectionRoutes = [evidence, object];
