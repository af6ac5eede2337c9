import { z } from '@hono/zod-openapi';
import type { AnswerDocument, Recomputed } from '#certification/rules/answer-document.ts';
import { writeCalcQuery } from '#certification/rules/calc-query.ts';
import { calculatorNamed } from '#certification/rules/calculators.ts';
import { attachAnswer, attachedAnswer } from '#operation/acts/attach-answer.ts';
import { doStep, furtherAct, openCase } from '#operation/acts/case-acts.ts';
import { moveCase, planMoveOf } from '#operation/acts/move-case.ts';
import { today } from '#operation/verify/look-up.ts';
import { doneUnder } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { route } from '../route/route.ts';
import { caseActShape } from './act-shape.ts';
import { answerDocument } from './calculators.ts';
import { movePlanShape, showMovePlan } from './move-shape.ts';
import { digest, id, jsonOf } from './shapes.ts';

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
      recommender: id
        .nullable()
        .default(null)
        .openapi({ description: '所选推荐单位（批次须经推荐时） / The unit that is asked to recommend it' }),
    }),
  },
  answer: { json: answerShape },
  problems: ['refused', 'not-found', 'key-reused'],
  run: async ({ world, acting, body, key, reply }) => {
    const { scheme, edition, recommender, ...given } = body;
    const request = { acting: await acting(), scheme, open: given };
    const outcome = await openCase(world, {
      ...request,
      ...(edition === undefined ? {} : { edition }),
      ...(recommender === null ? {} : { recommender }),
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
    zh: '办理步骤、提出或答复或确认不符合项、附上计算结果、撤回、声明利益冲突、解除指派。拒绝时一次给出全部原因；expected 与现版本不同时为 409，并说明其间变化。成功后本人该步骤的草稿即删除。',
    en: 'A step, a finding raised, answered or settled, a calculator’s answer attached, leaving, a conflict declared, a person released. A refusal gives every reason at once; a version other than `expected` is a 409 that tells what changed. What was done takes its draft away.',
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
    if (given.act === 'attach-answer')
      return doneUnder(world, await attachAnswer(world, { ...request, ...given }), under);
    if (given.act === 'move') {
      const { edition, fields, words } = given;
      return doneUnder(world, await moveCase(world, { ...request, edition, move: { fields, words } }), under);
    }
    if (given.act !== 'do') return doneUnder(world, await furtherAct(world, { ...request, further: given }), under);
    const { act: _, ...step } = given;
    const answer = await doneUnder(world, await doStep(world, { ...request, do: step }), under);
    const subject = draftSubject(params.id, step.step, step.line);
    await world.storage.drafts.remove(request.acting.viewer.account, subject);
    return answer;
  },
});

const movePlan = route({
  method: 'post',
  path: '/api/v1/cases/{id}/move-plan',
  id: 'movePlan',
  family: 'cases',
  says: {
    zh: '转入新版本会怎样：什么不能转、什么丢失、还缺什么、回到哪一步',
    en: 'What moving a case to another edition would do: what bars it, what is lost, what is lacking, where it goes back to',
  },
  more: { zh: '只计算，不办理。', en: 'It is worked out and not done.' },
  policy: 'case.read',
  params: z.object({ id }),
  body: {
    json: z.strictObject({
      edition: z.string().min(1).max(100),
      fields: z
        .array(z.strictObject({ from: z.string().max(200), to: z.string().max(200) }))
        .max(200)
        .default([]),
    }),
  },
  answer: { json: movePlanShape },
  problems: ['not-found'],
  run: async ({ world, acting, params, body }) => {
    const found = await planMoveOf(world, await acting(), { case: params.id, ...body });
    if (found === null) throw new Problem('not-found');
    return showMovePlan(found);
  },
});

/** The name of a draft: of a step of a case, or of one line of it. */
export function draftSubject(caseId: string, step: string, line: string | null): string {
  return `case:${caseId}:${step}:${line ?? ''}`;
}

const attached = route({
  method: 'get',
  path: '/api/v1/cases/{id}/answers/{answer}',
  id: 'attachedAnswer',
  family: 'cases',
  says: { zh: '附在案件中的计算结果，及其重算', en: 'An answer that is attached to a case, computed again' },
  more: {
    zh: 'document 为附上时的结果文件；recomputed 为用同样输入按现有规则重算的结果：same 为真即完全一致，否则 why 说明首个不同之处。',
    en: '`document` is what was attached; `recomputed` is what the same inputs give under the rules that are loaded now: `same`, or `why` with the first thing that differs.',
  },
  policy: 'case.read',
  params: z.object({ id, answer: digest }),
  answer: {
    json: z.object({
      document: answerDocument,
      print: z.string().nullable().openapi({
        description: '打印页地址；输入过长时为 null / The page to print; null where the inputs are too long',
      }),
      recomputed: jsonOf<Recomputed>(
        'import("#certification/rules/answer-document.ts").Recomputed',
        '重算 / Computed again',
      ),
    }),
  },
  problems: ['not-found'],
  run: async ({ world, acting, params }) => {
    const found = await attachedAnswer(world, await acting(), { case: params.id, answer: params.answer });
    if (found === null) throw new Problem('not-found');
    return { ...found, print: printAddress(found.document) };
  },
});

const mostAddress = 6000;

/** The public page that prints the same answer; null where its inputs don't fit into an address. */
function printAddress({ calculator, input }: AnswerDocument): string | null {
  const query = writeCalcQuery(calculatorNamed(calculator)?.input ?? [], input);
  const address = query && `/calc/${calculator}?${new URLSearchParams({ ask: '1', as: 'print', ...query })}`;
  return address === null || address.length > mostAddress ? null : address;
}

export const caseActRoutes = [open, act, attached, movePlan];
