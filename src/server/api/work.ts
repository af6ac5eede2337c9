import { z } from '@hono/zod-openapi';
import { doneBy, type ListedTask, openedBy, waitingFor, workCounts } from '#operation/desk/work-lists.ts';
import { route } from '../route/route.ts';
import { listedCaseShape, namedShape, showListedCase } from './case-shape.ts';
import { cappedCount, day, id, instant, next, orNull, pageQuery, pageRequest, text } from './shapes.ts';
import { showWindow, windowShape } from './window-shape.ts';

const taskShape = z
  .object({
    kind: z.enum(['case', 'round', 'entry']),
    subject: id,
    step: z.string(),
    line: z.string(),
    scheme: z.object({ id: z.string(), title: text }),
    stepTitle: text,
    title: z.string(),
    applicant: orNull(namedShape),
    body: orNull(namedShape),
    openedAt: instant,
    due: day.nullable(),
    isLate: z.boolean(),
    daysLeft: z.int().nullable(),
    state: z.enum(['open', 'done', 'dropped']),
    doneAt: instant.nullable(),
    outcome: z.string().nullable(),
    /** The window of its case's edition, while it nears its end or is over. */
    window: orNull(windowShape),
  })
  .openapi('WorkTask', { description: '待办或已办的一项 / One line of a work list' });

function showTask({ task, schemeTitle, stepText, applicant, body, isLate, daysLeft, window }: ListedTask) {
  const { kind, subject, step, line, scheme, title, openedAt, due, state, doneAt, outcome } = task;
  return {
    kind,
    subject,
    step,
    line,
    scheme: { id: scheme, title: schemeTitle },
    stepTitle: stepText,
    title,
    applicant,
    body,
    openedAt,
    due,
    isLate,
    daysLeft,
    state,
    doneAt,
    outcome,
    window: showWindow(window),
  };
}

const lists = route({
  method: 'get',
  path: '/api/v1/work',
  id: 'work',
  family: 'work',
  says: { zh: '待办、已办、我发起的', en: 'What waits for me, what I did, what I opened' },
  more: {
    zh: 'list=todo 与 done 返回 tasks，list=mine 返回 cases；counts 总在其中，为全部而非筛选后的件数。',
    en: '`todo` and `done` answer `tasks`, `mine` answers `cases`; `counts` come with each, of all and not of what was asked for.',
  },
  policy: 'task.list',
  query: z.strictObject({
    list: z.enum(['todo', 'done', 'mine']).default('todo'),
    scheme: z.string().max(100).optional(),
    due: z.enum(['late', 'week', 'none']).optional().openapi({
      description: '已逾期；七日内到期（含逾期）；无期限 / Late; due within seven days or late; without a day',
    }),
    text: z.string().max(100).optional().openapi({
      description: '名称、单位、步骤或制度的片段 / A piece of a title, an organisation, a step or a scheme',
    }),
    ...pageQuery,
  }),
  answer: {
    json: z
      .object({
        list: z.enum(['todo', 'done', 'mine']),
        counts: z.object({ waiting: cappedCount, late: cappedCount, done: cappedCount, opened: cappedCount }),
        tasks: z.array(taskShape),
        cases: z.array(listedCaseShape),
        next,
      })
      .openapi('Work'),
  },
  problems: ['bad-cursor'],
  run: async ({ world, acting, query }) => {
    const who = await acting();
    const page = pageRequest(query);
    const counts = await workCounts(world, who);
    if (query.list === 'mine') {
      const { rows, next } = await openedBy(world, who, page, query);
      return { list: query.list, counts, tasks: [], cases: rows.map(showListedCase), next };
    }
    const { rows, next } = await (query.list === 'todo' ? waitingFor : doneBy)(world, who, page, query);
    return { list: query.list, counts, tasks: rows.map(showTask), cases: [], next };
  },
});

export const workRoutes = [lists];
