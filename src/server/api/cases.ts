import { z } from '@hono/zod-openapi';
import { viewCase } from '#operation/desk/case-view.ts';
import { casesFor } from '#operation/desk/work-lists.ts';
import type { CaseField } from '#operation/ports/cases.ts';
import type { Filter } from '#operation/ports/filter.ts';
import { Problem } from '../problem/problem.ts';
import { route } from '../route/route.ts';
import { caseActRoutes } from './case-acts.ts';
import { caseShape, listedCaseShape, showCase, showListedCase } from './case-shape.ts';
import { id, pageOf, pageQuery, pageRequest } from './shapes.ts';

const list = route({
  method: 'get',
  path: '/api/v1/cases',
  id: 'cases',
  family: 'cases',
  says: { zh: '我可查看的案件', en: 'The cases that I may read' },
  policy: 'case.list',
  query: z.strictObject({
    scheme: z.string().max(100).optional(),
    flow: z.string().max(100).optional(),
    state: z.enum(['open', 'ended']).optional(),
    ending: z.string().max(40).optional(),
    round: id.optional(),
    entry: id.optional(),
    applicant: id.optional(),
    order: z.enum(['changed', 'opened', 'due']).default('changed'),
    ...pageQuery,
  }),
  answer: { json: pageOf(listedCaseShape) },
  problems: ['bad-cursor'],
  run: async ({ world, acting, query }) => {
    const fields = ['scheme', 'flow', 'state', 'ending', 'round', 'entry', 'applicant'] as const;
    const all: Filter<CaseField>[] = fields.flatMap((field) => {
      const value = query[field];
      return value === undefined ? [] : [{ field, is: [value] }];
    });
    const asked = { filter: { all }, order: query.order };
    const page = await casesFor(world, await acting(), asked, pageRequest(query));
    return { rows: page.rows.map(showListedCase), next: page.next };
  },
});

const read = route({
  method: 'get',
  path: '/api/v1/cases/{id}',
  id: 'case',
  family: 'cases',
  says: { zh: '一个案件的全貌', en: 'A case, whole' },
  more: {
    zh: '步骤、表单与文字、值、可办事项（能否办理及原因）、不符合项、人员、时限、文件、历史；对您隐去的部分不在其中。',
    en: 'Steps, forms with their texts, values, what can be done and why not, findings, people, clocks, files, history. What is hidden from you is left out.',
  },
  policy: 'case.read',
  params: z.object({ id }),
  answer: { json: caseShape },
  problems: ['not-found'],
  run: async ({ world, acting, params }) => {
    const view = await viewCase(world, await acting(), params.id);
    if (view === null) throw new Problem('not-found');
    return showCase(view);
  },
});

export const caseRoutes = [list, read, ...caseActRoutes];
