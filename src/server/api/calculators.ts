import { z } from '@hono/zod-openapi';
import { isSearchable, searchableLists, searchCodes } from '#certification/codes/code-search.ts';
import type { Refusal } from '#certification/codes/refusal.ts';
import { type AnswerDocument, documentAnswer } from '#certification/rules/answer-document.ts';
import { calculate, calculatorNamed, calculators } from '#certification/rules/calculators.ts';
import type { RuleContext } from '#certification/rules/context.ts';
import { inputJsonSchema } from '#certification/rules/input.ts';
import { today } from '#operation/verify/look-up.ts';
import { Problem } from '../problem/problem.ts';
import { type Route, route } from '../route/route.ts';
import { day, jsonOf, text } from './shapes.ts';

const calculatorShape = z
  .object({
    name: z.string(),
    title: text,
    about: text,
    input: jsonOf<Readonly<Record<string, unknown>>>('{ readonly [name: string]: unknown }', 'JSON Schema'),
    example: z.unknown(),
  })
  .openapi('Calculator', { description: '规则计算 / A calculator of the rule packs' });

export const answerDocument = jsonOf<AnswerDocument>(
  'import("#certification/rules/answer-document.ts").AnswerDocument',
  '计算结果文件 / The document of an answer',
);

/** The calculators of the rule packs: every line of an answer names its rule, article and certainty. */
export function calculatorRoutes(rules: RuleContext | null): readonly Route[] {
  const list = route({
    method: 'get',
    path: '/api/v1/calc',
    id: 'calculators',
    family: 'calculators',
    says: { zh: '全部规则计算', en: 'Every calculator, with what it asks' },
    policy: 'open',
    isForAll: true,
    answer: { json: z.object({ rows: z.array(calculatorShape) }) },
    run: async () => ({
      rows: calculators.map((c) => ({
        name: c.name,
        title: c.text,
        about: c.about,
        input: inputJsonSchema(c.input),
        example: c.example,
      })),
    }),
  });
  const compute = route({
    method: 'post',
    path: '/api/v1/calc/{calculator}',
    id: 'calculate',
    family: 'calculators',
    says: { zh: '按规则计算', en: 'Calculate by the rules' },
    policy: 'open',
    limit: 'look-up',
    params: z.object({ calculator: z.string().max(60) }),
    body: {
      json: jsonOf<Readonly<Record<string, unknown>>>(
        '{ readonly [name: string]: unknown }',
        '输入见 GET /api/v1/calc / Input as GET /api/v1/calc tells',
      ),
    },
    answer: {
      json: jsonOf(
        'Extract<import("#certification/rules/answer.ts").Answer, { ok: true }>',
        '逐行说明的结果 / The answer, line by line',
      ),
    },
    problems: ['not-found', 'refused'],
    run: async ({ params, body }) => {
      if (rules === null) throw new Problem('fault', {}, new Error('No rule packs are loaded.'));
      if (calculatorNamed(params.calculator) === undefined) throw new Problem('not-found');
      const answer = calculate(params.calculator, body, rules);
      if (!answer.ok) throw refusedBy(answer.refusals);
      return answer;
    },
  });
  const document = route({
    method: 'post',
    path: '/api/v1/calc/{calculator}/document',
    id: 'documentAnswer',
    family: 'calculators',
    says: { zh: '按规则计算并给出结果文件', en: 'Calculate, and give the answer as a document' },
    more: {
      zh: '输入、所依据的规则版本、逐行结果及其摘要；可打印、保存，或附到案件（attach-answer），由服务器重算核对。',
      en: 'Inputs, editions on which it rests, every line, and a digest over all: to print, to keep, or to attach to a case (`attach-answer`), where the server computes it again.',
    },
    policy: 'open',
    limit: 'look-up',
    params: z.object({ calculator: z.string().max(60) }),
    body: {
      json: jsonOf<Readonly<Record<string, unknown>>>(
        '{ readonly [name: string]: unknown }',
        '输入见 GET /api/v1/calc / Input as GET /api/v1/calc tells',
      ),
    },
    answer: { json: answerDocument },
    problems: ['not-found', 'refused'],
    run: async ({ params, body }) => {
      if (rules === null) throw new Problem('fault', {}, new Error('No rule packs are loaded.'));
      if (calculatorNamed(params.calculator) === undefined) throw new Problem('not-found');
      const made = documentAnswer(params.calculator, body, rules);
      if (!made.ok) throw refusedBy(made.refusals);
      return made.document;
    },
  });
  return [list, compute, document, codeSearch(rules)];
}

function codeSearch(rules: RuleContext | null): Route {
  return route({
    method: 'get',
    path: '/api/v1/codes/{list}',
    id: 'search-codes',
    family: 'calculators',
    says: { zh: '按名称查代码', en: 'Find a code by its name' },
    more: {
      zh: `可查：${searchableLists.join('、')}。按代码开头或名称任意部分，最近者在前，至多 20 项。`,
      en: `Lists: ${searchableLists.join(', ')}. By the beginning of the code or any part of the name, the nearest first, at most 20.`,
    },
    policy: 'open',
    isForAll: true,
    limit: 'look-up',
    params: z.object({ list: z.string().max(60) }),
    query: z.strictObject({ q: z.string().max(60).default(''), day: day.optional() }),
    answer: {
      json: z
        .object({ rows: z.array(z.object({ code: z.string(), name: text })) })
        .openapi('FoundCodes', { description: '代码及名称 / Codes with their names' }),
    },
    problems: ['not-found', 'too-many'],
    run: async ({ world, params, query }) => {
      if (rules === null) throw new Problem('fault', {}, new Error('No rule packs are loaded.'));
      if (!isSearchable(params.list)) throw new Problem('not-found');
      const lists = { ...rules.lists, day: query.day ?? today(world) };
      return { rows: searchCodes(params.list, query.q, lists, 20) };
    },
  });
}

/** Refusals of a calculator as a problem's. */
function refusedBy(given: readonly Refusal[]): Problem {
  const refusals = given.map((r) => ({
    code: r.code,
    params: Object.fromEntries(Object.entries(r.params).map(([name, value]) => [name, String(value)])),
    text: r.text,
    help: r.help,
    field: typeof r.params['field'] === 'string' ? r.params['field'] : null,
    basis: null,
  }));
  return new Problem('refused', { refusals });
}
