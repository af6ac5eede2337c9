import { z } from '@hono/zod-openapi';
import { fileFor } from '#operation/files/uploads.ts';
import { type ImportStanding, importStanding, recentImports } from '#operation/import/recent-imports.ts';
import { type ImportResult, registerMapping, startImport } from '#operation/import/sources.ts';
import { doneOr } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { route } from '../route/route.ts';
import { jobShape, showJob } from './jobs.ts';
import { day, id, instant, names, orNull, text } from './shapes.ts';

const sourceShape = z
  .object({
    id,
    code: z.string(),
    names,
    mapping: z.string(),
    registeredAt: instant,
    batches: z.array(
      z.object({
        batch: z.int(),
        snapshot: day,
        fileName: z.string(),
        file: z.string(),
        mappingEdition: z.string(),
        rows: z.int(),
        rejected: z.int(),
        importedAt: instant,
      }),
    ),
  })
  .openapi('ImportSource', { description: '来源名录及其各次导入 / A foreign register and what was taken in of it' });

const sources = route({
  method: 'get',
  path: '/api/v1/imports/sources',
  id: 'importSources',
  family: 'imports',
  says: { zh: '来源名录', en: 'Foreign registers that are taken in' },
  policy: 'register.import',
  answer: { json: z.object({ rows: z.array(sourceShape) }) },
  run: async ({ world }) => {
    const all = await world.storage.imports.sources();
    const rows = await Promise.all(
      all.map(async (source) => {
        const batches = await world.storage.imports.batches(source.id);
        return { ...source, batches: batches.map(({ source: _s, root: _r, version: _v, ...batch }) => batch) };
      }),
    );
    return { rows };
  },
});

const mapping = route({
  method: 'post',
  path: '/api/v1/imports/mappings',
  id: 'registerMapping',
  family: 'imports',
  says: { zh: '登记映射', en: 'Register a mapping' },
  more: {
    zh: '正文为映射的 YAML；错误逐条给出行、列、应为与实为。',
    en: 'The body is the mapping as YAML; each fault comes with its line, column, what was expected and what was found.',
  },
  policy: 'register.import',
  body: { text: ['application/yaml', 'text/yaml', 'text/plain'], most: 500_000 },
  status: 201,
  answer: { json: z.object({ source: z.string(), edition: z.string(), isNew: z.boolean() }) },
  problems: ['refused', 'changed-since', 'not-allowed'],
  run: async ({ world, acting, body }) => {
    const registered = await registerMapping(world, await acting(), String(body), 'mapping.yaml');
    switch (registered.is) {
      case 'registered':
        return { source: registered.source.code, edition: registered.mapping.edition, isNew: registered.isNew };
      case 'denied':
        throw new Problem('not-allowed');
      case 'differs': {
        const at = `${registered.id}@${registered.edition}`;
        const detail = {
          zh: `版本 ${at} 已登记且内容不同；请另立版本。`,
          en: `Another text stands under ${at}; give this one a new edition.`,
        };
        throw new Problem('name-taken', { detail });
      }
      case 'faulty':
        throw new Problem('refused', { refusals: registered.faults.map(showFault) });
    }
  },
});

type Fault = Extract<Awaited<ReturnType<typeof registerMapping>>, { is: 'faulty' }>['faults'][number];

function showFault(fault: Fault) {
  const { line, column, expected, found } = fault;
  const at = `${line}:${column}`;
  return {
    code: 'mapping-fault',
    params: { line: String(line), column: String(column), expected, found },
    text: { zh: `${at} 应为 ${expected}，实为 ${found}。`, en: `${at} expected ${expected}, found ${found}.` },
    help: { zh: fault.help, en: fault.help },
    field: at,
    basis: null,
  };
}

const start = route({
  method: 'post',
  path: '/api/v1/imports',
  id: 'startImport',
  family: 'imports',
  says: { zh: '导入名录文件', en: 'Take in a file of a register' },
  more: {
    zh: '文件先上传，其 id 在此给出；导入为后台任务。take=all-or-none：有一行不合则全不收；good-rows：收合格行并逐行报告其余。',
    en: 'The file is uploaded first and named by its id; the taking in is a job. `all-or-none`: one bad row keeps all out; `good-rows`: the good ones come in and the others are reported.',
  },
  policy: 'register.import',
  body: {
    json: z.strictObject({
      source: z.string().min(1).max(100),
      file: id,
      /** The day of the snapshot, when neither the file's name nor a column tells it. */
      day: day.nullable().default(null),
      take: z.enum(['all-or-none', 'good-rows']).default('all-or-none'),
    }),
  },
  status: 202,
  answer: { json: z.object({ job: z.string() }) },
  problems: ['not-found', 'not-allowed'],
  run: async ({ world, acting, body, reply }) => {
    const who = await acting();
    const file = await fileFor(world, who, body.file);
    if (file === null) throw new Problem('not-found');
    const request = { source: body.source, file: file.digest, fileName: file.name, day: body.day, take: body.take };
    const { job } = doneOr(await startImport(world, who, request));
    reply.header('location', `/api/v1/imports/${job}`);
    return { job };
  },
});

const recentShape = z
  .object({
    id: z.string(),
    state: jobShape.shape.state,
    source: z.string(),
    fileName: z.string(),
    createdAt: instant,
    endedAt: instant.nullable(),
    rows: z.int().nullable(),
    outcome: z.enum(['taken', 'nothing-new', 'kept-out', 'unreadable']).nullable(),
  })
  .openapi('RecentImport', { description: '最近的一次导入 / One of the newest imports' });

function showRecent({ job, request, rows, result }: ImportStanding): z.output<typeof recentShape> {
  const { id, state, createdAt, endedAt } = job;
  const outcome = result === null ? null : 'report' in result ? result.report.result : ('unreadable' as const);
  return { id, state, source: request.source, fileName: request.fileName, createdAt, endedAt, rows, outcome };
}

const recent = route({
  method: 'get',
  path: '/api/v1/imports',
  id: 'recentImports',
  family: 'imports',
  says: { zh: '最近的导入', en: 'The newest imports' },
  more: {
    zh: '最新者在前，至多 20 次；结束已久的不再列出。rows 为已读行数。',
    en: 'The newest first, at most 20; those that ended long ago are gone. `rows` counts what was read so far.',
  },
  policy: 'register.import',
  answer: { json: z.object({ rows: z.array(recentShape) }) },
  run: async ({ world }) => ({ rows: (await recentImports(world, 20)).map(showRecent) }),
});

const problemShape = z.object({ row: z.int(), column: z.string(), expected: text, found: z.string() });
const reportShape = z
  .object({
    result: z.enum(['taken', 'nothing-new', 'kept-out']),
    rows: z.int(),
    leftOut: z.int(),
    rejected: z.int(),
    touched: z.int(),
    problems: z.array(problemShape),
  })
  .openapi('ImportReport', { description: '一次导入的结果 / What came of an import' });
const faultShape = z
  .object({ expected: text, found: z.string(), row: z.int().nullable() })
  .openapi('ImportFault', { description: '文件为何无法读取 / Why the file could not be read' });

function showReport(result: ImportResult | null) {
  if (result === null || !('report' in result)) return null;
  const { result: outcome, rows, leftOut, rejected, touched, problems } = result.report;
  const shown = problems.map(({ row, column, expected, found }) => ({ row, column, expected, found }));
  return { result: outcome, rows, leftOut, rejected, touched, problems: shown };
}

function showImportFault(result: ImportResult | null) {
  if (result === null || !('fault' in result)) return null;
  const { expected, found, row } = result.fault;
  return { expected, found, row };
}

const report = route({
  method: 'get',
  path: '/api/v1/imports/{id}',
  id: 'importReport',
  family: 'imports',
  says: { zh: '一次导入的进展与结果', en: 'How an import goes, and its report' },
  more: {
    zh: 'rows 为已读行数；结束后 report 为结果，文件无法读取时 fault 说明原因。',
    en: '`rows` counts what was read so far; at the end `report` says what came of it, or `fault` why the file could not be read.',
  },
  policy: 'register.import',
  params: z.object({ id }),
  answer: {
    json: jobShape
      .extend({
        source: z.string(),
        fileName: z.string(),
        rows: z.int().nullable(),
        report: orNull(reportShape),
        fault: orNull(faultShape),
      })
      .openapi('Import', { description: '一次导入 / An import' }),
  },
  problems: ['not-found'],
  run: async ({ world, params }) => {
    const found = await importStanding(world, params.id);
    if (found === null) throw new Problem('not-found');
    const { source, fileName } = found.request;
    const came = { report: showReport(found.result), fault: showImportFault(found.result) };
    return { ...showJob(found.job), source, fileName, rows: found.rows, ...came };
  },
});

export const importRoutes = [sources, mapping, start, recent, report];
