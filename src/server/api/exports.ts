import { z } from '@hono/zod-openapi';
import { exportFormats, exportQueue, startExport } from '#operation/export/export-register.ts';
import { doneOr } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { route } from '../route/route.ts';
import { jobShape, showJob } from './jobs.ts';
import { id } from './shapes.ts';

const only = z.array(z.string().min(1).max(100)).max(100).optional();

const start = route({
  method: 'post',
  path: '/api/v1/exports',
  id: 'startExport',
  family: 'imports',
  says: { zh: '导出名录', en: 'Export the register' },
  more: {
    zh: '后台任务；完成后结果中给出文件 id，由本人下载。',
    en: 'A job; its result names the file, which is its asker’s to download.',
  },
  policy: 'register.export',
  status: 202,
  body: { json: z.strictObject({ format: z.enum(exportFormats), kinds: only, schemes: only, statuses: only }) },
  answer: { json: z.object({ job: z.string() }) },
  problems: ['not-allowed'],
  run: async ({ world, acting, body, reply }) => {
    const { format, kinds, schemes, statuses } = body;
    const request = {
      format,
      ...(kinds === undefined ? {} : { kinds }),
      ...(schemes === undefined ? {} : { schemes }),
      ...(statuses === undefined ? {} : { statuses }),
    };
    const { job } = doneOr(await startExport(world, await acting(), request));
    reply.header('location', `/api/v1/exports/${job}`);
    return { job };
  },
});

const report = route({
  method: 'get',
  path: '/api/v1/exports/{id}',
  id: 'exportReport',
  family: 'imports',
  says: { zh: '一次导出的进展与结果', en: 'How an export goes, and its file' },
  policy: 'register.export',
  params: z.object({ id }),
  answer: { json: jobShape },
  problems: ['not-found'],
  run: async ({ world, params }) => {
    const job = await world.storage.jobs.report(exportQueue, params.id);
    if (job === null) throw new Problem('not-found');
    return showJob(job);
  },
});

export const exportRoutes = [start, report];
