import { z } from '@hono/zod-openapi';
import { doStep, furtherAct, openCase } from '#operation/acts/case-acts.ts';
import { today } from '#operation/verify/look-up.ts';
import { doneUnder } from '../problem/of-outcome.ts';
import { route } from '../route/route.ts';
import { caseActShape } from './act-shape.ts';
import { id } from './shapes.ts';

const answerShape = z
  .object({
    case: id,
    version: z.int(),
    ended: z.string().nullable(),
    entries: z.array(z.object({ id, number: z.string(), issued: z.boolean() })),
  })
  .openapi('CaseAnswer', { description: '办理结果 / What the act brought about' });

const open = route({
  method: 'post',
  path: '/api/v1/cases',
  id: 'openCase',
  family: 'cases',
  says: { zh: '提出申请（开启案件）', en: 'Open a case' },
  policy: 'case.open',
  takesKey: true,
  status: 201,
  body: {
    json: z.strictObject({
      scheme: z.string().min(1).max(100),
      edition: z.string().min(1).max(100).optional(),
      flow: z.string().min(1).max(100),
      applicant: id,
      body: id,
      round: id.nullable().default(null),
      entry: id.nullable().default(null),
      title: z.string().min(1).max(300),
    }),
  },
  answer: { json: answerShape },
  problems: ['refused', 'not-found', 'key-reused'],
  run: async ({ world, acting, body, key, reply }) => {
    const { scheme, edition, ...given } = body;
    const request = { acting: await acting(), scheme, open: given };
    const outcome = await openCase(world, {
      ...request,
      ...(edition === undefined ? {} : { edition }),
      ...(key === undefined ? {} : { key }),
    });
    const inForce = async () => (edition === undefined ? world.schemes.inForce(scheme, today(world)) : null);
    const answer = await doneUnder(world, outcome, async () => ({
      scheme,
      edition: edition ?? (await inForce())?.edition ?? null,
    }));
    reply.header('location', `/api/v1/cases/${answer.case}`);
    return answer;
  },
});

const act = route({
  method: 'post',
  path: '/api/v1/cases/{id}/acts',
  id: 'actOnCase',
  family: 'cases',
  says: { zh: '办理案件', en: 'Act in a case' },
  more: {
    zh: '办理步骤、提出或答复或确认不符合项、撤回、声明利益冲突、解除指派。拒绝时一次给出全部原因；expected 与现版本不同时为 409，并说明其间变化。成功后本人该步骤的草稿即删除。',
    en: 'A step, a finding raised, answered or settled, leaving, a conflict declared, a person released. A refusal gives every reason at once; a version other than `expected` is a 409 that tells what changed. What was done takes its draft away.',
  },
  policy: 'case.act',
  takesKey: true,
  params: z.object({ id }),
  body: { json: caseActShape },
  answer: { json: answerShape },
  problems: ['refused', 'changed-since', 'not-found', 'not-allowed', 'key-reused'],
  run: async ({ world, acting, params, body, key }) => {
    const { expected, ...given } = body;
    const request = {
      acting: await acting(),
      case: params.id,
      ...(expected === undefined ? {} : { expected }),
      ...(key === undefined ? {} : { key }),
    };
    const under = () => world.storage.cases.byId(params.id);
    if (given.act !== 'do') return doneUnder(world, await furtherAct(world, { ...request, further: given }), under);
    const { act: _, ...step } = given;
    const answer = await doneUnder(world, await doStep(world, { ...request, do: step }), under);
    const subject = draftSubject(params.id, step.step, step.line);
    await world.storage.drafts.remove(request.acting.viewer.account, subject);
    return answer;
  },
});

/** The name of a draft: of a step of a case, or of one line of it. */
export function draftSubject(caseId: string, step: string, line: string | null): string {
  return `case:${caseId}:${step}:${line ?? ''}`;
}

export const caseActRoutes = [open, act];
