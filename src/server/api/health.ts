import { z } from '@hono/zod-openapi';
import { Problem } from '../problem/problem.ts';
import { type Route, route } from '../route/route.ts';
import type { Metrics } from '../watch/metrics.ts';

const readyWithin = 2000;

export function healthRoutes(metrics: Metrics | null): readonly Route[] {
  const alive = route({
    method: 'get',
    path: '/healthz',
    id: 'alive',
    family: 'health',
    says: { zh: '进程是否存活', en: 'Whether the process lives' },
    policy: 'open',
    answer: { json: z.object({ status: z.literal('alive') }) },
    run: async () => ({ status: 'alive' as const }),
  });
  const ready = route({
    method: 'get',
    path: '/readyz',
    id: 'ready',
    family: 'health',
    says: { zh: '是否可接受请求（数据库可用）', en: 'Whether it can serve (the database answers)' },
    policy: 'open',
    answer: { json: z.object({ status: z.literal('ready'), databaseMilliseconds: z.number() }) },
    problems: ['unavailable'],
    run: async ({ world }) => {
      const { milliseconds } = await within(world.storage.ping(), readyWithin);
      return { status: 'ready' as const, databaseMilliseconds: Math.round(milliseconds * 10) / 10 };
    },
  });
  const figures = route({
    method: 'get',
    path: '/metrics',
    id: 'metrics',
    family: 'health',
    says: { zh: '运行指标（Prometheus）', en: 'Figures of the process (Prometheus)' },
    more: {
      zh: '只给本机与管理员。',
      en: 'For this machine and for administrators alone.',
    },
    policy: 'open',
    answer: { media: ['text/plain'] },
    problems: ['not-allowed', 'not-found'],
    run: async ({ client, acting }) => {
      if (!client.isLocal && !(await acting()).viewer.isAdministrator) throw new Problem('not-allowed');
      if (metrics === null) throw new Problem('not-found');
      const { type, body } = await metrics.text();
      return new Response(body, { headers: { 'content-type': type } });
    },
  });
  return [alive, ready, figures];
}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('unavailable', { headers: { 'retry-after': '2' } })), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
