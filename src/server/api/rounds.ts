import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { putFile } from '#operation/files/uploads.ts';
import type { RoundSummary } from '#operation/ports/cases.ts';
import { answerObjection, makeObjection } from '#operation/rounds/objections.ts';
import { doRoundStep, openRound } from '#operation/rounds/round-acts.ts';
import { type PublicRound, type RoundView, viewPublicRound, viewRound } from '#operation/rounds/round-view.ts';
import { today } from '#operation/verify/look-up.ts';
import type { World } from '#operation/world.ts';
import { refusalSchema } from '../problem/document.ts';
import { doneUnder, showRefusal } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { tooLarge } from '../route/json-body.ts';
import { type Given, route } from '../route/route.ts';
import { roundActShape } from './act-shape.ts';
import { caseFileShape, figureShape, namedShape, showFile } from './case-shape.ts';
import {
  day,
  digest,
  formValues,
  id,
  instant,
  jsonOf,
  orNull,
  pageOf,
  pageQuery,
  pageRequest,
  text,
} from './shapes.ts';

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

const events = '#certification/round/events.ts';
const scheme = '#certification/scheme/scheme.ts';

const viewShape = z
  .object({
    id,
    /** For those who run it; for everybody else what follows `decided` is empty. */
    isDesk: z.boolean(),
    version: z.int(),
    scheme: z.object({ id: z.string(), edition: z.string() }),
    title: text,
    body: namedShape,
    texts: z.record(z.string(), text),
    steps: z.array(
      z.object({
        id: z.string(),
        status: z.enum(['waiting', 'open', 'done', 'skipped']),
        outcome: z.string().nullable(),
        doneAt: instant.nullable(),
        values: formValues,
        figures: z.array(figureShape),
        bars: z.array(refusalSchema),
      }),
    ),
    display: jsonOf<PublicRound['display']>(`import("${events}").ListDisplayed | null`, '公示 / The display'),
    decided: jsonOf<PublicRound['decided']>(`import("${events}").ListDecided | null`, '决定名单 / The decided list'),
    spec: jsonOf<RoundView['spec'] | null>(
      'import("#certification/scheme/round.ts").RoundSpec | null',
      '批次定义 / The round as declared',
    ),
    forms: jsonOf<RoundView['forms']>(`readonly import("${scheme}").FormSpec[]`, '表单 / Forms'),
    roles: jsonOf<RoundView['roles']>(`readonly import("${scheme}").RoleSpec[]`, '角色 / Roles'),
    reasonLists: jsonOf<RoundView['reasonLists']>(
      `readonly import("${scheme}").ReasonList[]`,
      '原因代码 / Coded reasons',
    ),
    cases: z.array(
      z.object({
        id,
        title: z.string(),
        applicant: namedShape,
        recommender: orNull(namedShape),
        left: z.string().nullable(),
        openSteps: z.array(z.string()),
        score: z.unknown(),
        rank: z.unknown(),
        grade: z.unknown(),
        ending: z.string().nullable(),
      }),
    ),
    gates: jsonOf<RoundView['gates']>(`readonly import("${events}").GatePassed[]`, '关口 / Gates'),
    assigned: jsonOf<RoundView['assigned'] | null>(
      `import("${events}").ReviewersAssigned | null`,
      '专家分配 / Assignment',
    ),
    ranked: jsonOf<RoundView['ranked'] | null>(`import("${events}").CasesRanked | null`, '排序 / Ranking'),
    objections: z.array(
      z.object({
        id,
        about: id,
        receivedAt: instant,
        refused: z.object({ list: z.string(), code: z.string(), words: z.string() }).nullable(),
        answer: z.object({ upheld: z.boolean(), words: z.string() }).nullable(),
        words: z.unknown(),
        by: z.unknown(),
        evidence: z.array(caseFileShape),
      }),
    ),
    history: z.array(
      z.object({
        version: z.int(),
        type: z.string(),
        at: instant,
        role: z.string(),
        person: z.string().nullable(),
        about: z.string(),
      }),
    ),
  })
  .openapi('Round', {
    description: '批次（经办者另见名单、关口、分配、异议） / A round; those who run it see its desk too',
  });

const read = route({
  method: 'get',
  path: '/api/v1/rounds/{id}',
  id: 'round',
  family: 'rounds',
  says: { zh: '一个批次', en: 'One round' },
  policy: 'round.read',
  params: z.object({ id }),
  answer: { json: viewShape },
  problems: ['not-found'],
  run: async ({ world, acting, params }) => {
    const view = await viewRound(world, await acting(), params.id);
    if (view !== null) return showDesk(view);
    const common = await viewPublicRound(world, params.id);
    if (common === null) throw new Problem('not-found');
    return showPublic(common);
  },
});

function showDesk(view: RoundView): Given<z.output<typeof viewShape>> {
  return {
    ...view,
    isDesk: true,
    steps: view.steps.map((step) => ({ ...step, bars: step.bars.map((r) => showRefusal(r, view.texts)) })),
    objections: view.objections.map(({ answer, ...o }) => ({
      ...o,
      answer: answer === null ? null : { upheld: answer.upheld, words: answer.words },
      evidence: o.evidence.map(showFile),
    })),
  };
}

function showPublic(view: PublicRound): Given<z.output<typeof viewShape>> {
  return {
    ...view,
    isDesk: false,
    version: 0,
    steps: view.steps.map((step) => ({ ...step, outcome: null, bars: [] })),
    spec: null,
    forms: [],
    roles: [],
    reasonLists: [],
    cases: [],
    gates: [],
    assigned: null,
    ranked: null,
    objections: [],
    history: [],
  };
}

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
    if ('objection' in given) return doneUnder(world, await answerObjection(world, { ...request, ...given }), under);
    const { seed, corrects, rows, ...step } = given;
    const more = {
      ...(seed === undefined ? {} : { seed }),
      ...(corrects === undefined ? {} : { corrects }),
      ...(rows === undefined ? {} : { rows }),
    };
    return doneUnder(world, await doRoundStep(world, { ...request, do: { ...step, ...more } }), under);
  },
});

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

export const roundRoutes = [list, open, read, act, evidence, object];
