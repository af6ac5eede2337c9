import { z } from '@hono/zod-openapi';
import { type QueueName, queues } from '#operation/jobs/worker.ts';
import type { JobReport } from '#operation/ports/jobs.ts';
import { Problem } from '../problem/problem.ts';
import { route } from '../route/route.ts';
import { id, instant } from './shapes.ts';

export const jobShape = z
  .object({
    id: z.string(),
    queue: z.string(),
    state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
    createdAt: instant,
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
    attempts: z.int(),
    result: z.unknown(),
  })
  .openapi('Job', { description: '后台任务 / A job' });

export function showJob({ data: _, ...report }: JobReport) {
  return report;
}

const list = route({
  method: 'get',
  path: '/api/v1/admin/jobs',
  id: 'jobs',
  family: 'admin',
  says: { zh: '后台任务：队列与失败', en: 'Jobs: the queues, and what failed' },
  policy: 'admin.jobs',
  answer: {
    json: z.object({
      queues: z.array(z.object({ queue: z.string(), waiting: z.int(), running: z.int(), failed: z.int() })),
      failures: z.array(jobShape),
      outboxWaiting: z.int(),
    }),
  },
  run: async ({ world }) => {
    const { jobs, outbox } = world.storage;
    const [queues, failures, outboxWaiting] = await Promise.all([jobs.queues(), jobs.failures(100), outbox.waiting()]);
    return { queues, failures: failures.map(showJob), outboxWaiting };
  },
});

const queueNames = Object.keys(queues) as [QueueName, ...QueueName[]];

const retry = route({
  method: 'post',
  path: '/api/v1/admin/jobs/{queue}/{id}/retry',
  id: 'retryJob',
  family: 'admin',
  says: { zh: '重新运行失败的任务', en: 'Run a failed job again' },
  policy: 'admin.jobs',
  params: z.object({ queue: z.enum(queueNames), id }),
  answer: { none: true },
  problems: ['not-found'],
  run: async ({ world, params }) => {
    if (!(await world.storage.jobs.retry(params.queue, params.id))) throw new Problem('not-found');
    return {};
  },
});

export const jobRoutes = [list, retry];
