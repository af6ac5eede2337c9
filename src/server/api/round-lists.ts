import { z } from '@hono/zod-openapi';
import type { ListColumn } from '#certification/round/list-columns.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { Acting } from '#operation/acts/request.ts';
import { FileFault } from '#operation/import/file-fault.ts';
import { forwardList, type ListReport, listFor, takes } from '#operation/rounds/list/forward-list.ts';
import { listForm } from '#operation/rounds/list/list-form.ts';
import { type ListFormat, listFormats, mediaTypes, writeSheets } from '#operation/rounds/list/list-sheet.ts';
import { mostListBytes, readList } from '#operation/rounds/list/read-list.ts';
import { roundList } from '#operation/rounds/list/round-list.ts';
import type { World } from '#operation/world.ts';
import { refusalSchema } from '../problem/document.ts';
import { doneOr, showRefusal } from '../problem/of-outcome.ts';
import { Problem } from '../problem/problem.ts';
import { tooLarge } from '../route/json-body.ts';
import { route } from '../route/route.ts';
import { attachment } from './attachment.ts';
import { id, orNull, text } from './shapes.ts';

const format = z.enum(listFormats).default('xlsx');
const media = Object.values(mediaTypes);

async function listOrProblem(world: World, acting: Acting, round: string) {
  const found = await listFor(world, acting, round);
  if (found === null) throw new Problem('not-found');
  if ('refusals' in found) throw new Problem('refused', { refusals: found.refusals.map((r) => showRefusal(r)) });
  return found;
}

function file(name: string, kind: ListFormat, bytes: Buffer): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': mediaTypes[kind],
      'content-disposition': attachment(`${name.replace(/[\\/:*?"<>|]/g, ' ')}.${kind}`),
      'cache-control': 'private, no-store',
    },
  });
}

const form = route({
  method: 'get',
  path: '/api/v1/rounds/{id}/list/form',
  id: 'roundListForm',
  family: 'rounds',
  says: {
    zh: '推荐汇总表的空表（制度自己的列）',
    en: 'The empty list of a recommending unit, with the scheme’s own columns',
  },
  policy: 'case.open',
  params: z.object({ id }),
  query: z.strictObject({ format }),
  answer: { media },
  problems: ['not-found', 'refused'],
  run: async ({ world, acting, params, query, language }) => {
    const { round, scheme, list } = await listOrProblem(world, await acting(), params.id);
    const title = round.state.opened?.title;
    const name = `${title?.[language] || title?.zh || scheme.id} ${language === 'zh' ? '汇总表' : 'list'}`;
    return file(name, query.format, await writeSheets(listForm(scheme, list, language), query.format));
  },
});

const reportShape = z
  .object({
    /** Whether anything was written: not when it was only looked at, nor when one row kept all out. */
    taken: z.boolean(),
    unit: text,
    counts: z.object({ read: z.int(), forwarded: z.int(), already: z.int(), refused: z.int() }),
    /** Headings that are none of the list's columns: passed over. */
    unknown: z.array(z.string()),
    rows: z.array(
      z.object({
        row: z.int(),
        applicant: z.string(),
        title: z.string(),
        is: z.enum(['forwarded', 'already', 'refused']),
        case: id.nullable(),
        isNewApplicant: z.boolean(),
        /** The step that is next, and what it lacks that no cell can hold. */
        next: orNull(z.object({ step: z.string(), lacks: z.array(text) })),
        problems: z.array(z.object({ column: orNull(text), problem: refusalSchema })),
      }),
    ),
  })
  .openapi('ListReport', { description: '汇总表逐行的结果 / What became of a list, row by row' });

function showReport(report: ListReport, unknown: readonly string[], texts: Scheme['texts']) {
  return {
    ...report,
    unknown,
    rows: report.rows.map((row) => ({
      ...row,
      // A case that was only looked at was never opened.
      case: report.taken || row.is === 'already' ? row.case : null,
      problems: row.problems.map(({ column, refusal }) => ({
        column: textOf(column),
        problem: showRefusal(refusal, texts),
      })),
    })),
  };
}

const textOf = (column: ListColumn | null) => column?.text ?? null;

const forward = route({
  method: 'post',
  path: '/api/v1/rounds/{id}/list',
  id: 'forwardList',
  family: 'rounds',
  says: { zh: '报送推荐汇总表', en: 'Forward a list of submissions' },
  more: {
    zh: '正文即文件（xlsx，或 UTF-8、GB 18030 的 CSV），至多 5 MB、2000 行。take=look 只检查；all-or-none 全部合格才收；good-rows 收合格行。同一文件再报不改变任何事。',
    en: 'The body is the file (xlsx, or CSV in UTF-8 or GB 18030) of at most 5 MB and 2,000 rows. `take=look` only looks; `all-or-none` takes it if every row is good; `good-rows` takes those that are. The same file again changes nothing.',
  },
  policy: 'case.open',
  limit: 'bulk',
  params: z.object({ id }),
  query: z.strictObject({ take: z.enum(takes).default('look') }),
  body: { stream: 'any' },
  answer: { json: reportShape },
  problems: ['not-found', 'refused', 'too-large', 'changed-since', 'too-many'],
  run: async ({ world, acting, params, query, header, bytes }) => {
    const who = await acting();
    const { scheme, list } = await listOrProblem(world, who, params.id);
    if (Number(header('content-length') ?? '0') > mostListBytes) throw tooLarge(mostListBytes);
    const read = await readList(scheme, list, await gather(bytes())).catch(faultAsProblem);
    const report = doneOr(
      await forwardList(world, { acting: who, round: params.id, list: read, take: query.take }),
      scheme.texts,
    );
    return showReport(report, read.unknown, scheme.texts);
  },
});

async function gather(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > mostListBytes) throw tooLarge(mostListBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A file that is no list says what was expected, what was found and in which row. */
function faultAsProblem(error: unknown): never {
  if (!(error instanceof FileFault)) throw error;
  const { expected, found, row } = error;
  const at = row === null ? { zh: '', en: '' } : { zh: `第 ${row} 行：`, en: `Row ${row}: ` };
  const shown = {
    code: `file-${error.code}`,
    params: { expected: expected.zh, found, row: String(row ?? '') },
    text: {
      zh: `${at.zh}应为${expected.zh}，实为 ${found}。`,
      en: `${at.en}expected ${expected.en}, found ${found}.`,
    },
    help:
      error.code === 'format'
        ? { zh: '请另存为 xlsx 或 CSV。', en: 'Save it as xlsx or CSV.' }
        : { zh: '请下载空表，按其列填写。', en: 'Download the empty list and fill in its columns.' },
    field: 'file',
    basis: null,
  };
  throw new Problem('refused', { refusals: [shown] }, error);
}

const submissionShape = z.object({
  case: id,
  title: z.string(),
  applicant: z.string(),
  code: z.string(),
  unit: z.string(),
  state: z.string(),
  why: z.string(),
  grade: z.string(),
  number: z.string(),
});

const list = route({
  method: 'get',
  path: '/api/v1/rounds/{id}/list',
  id: 'roundList',
  family: 'rounds',
  says: { zh: '批次的汇总与结果', en: 'The list of a round with its results' },
  more: {
    zh: '经办批次者得全部，推荐单位得本单位所报。',
    en: 'Those who run the round get all of it, a recommending unit what it forwarded.',
  },
  policy: 'case.list',
  params: z.object({ id }),
  answer: {
    json: z
      .object({ isDesk: z.boolean(), takesList: z.boolean(), rows: z.array(submissionShape) })
      .openapi('RoundList', { description: '汇总与结果 / A round’s list with results' }),
  },
  problems: ['not-found'],
  run: async ({ world, acting, params, language }) => {
    const who = await acting();
    const found = await roundList(world, who, params.id, language);
    if (found === null) throw new Problem('not-found');
    const takesList = await listFor(world, who, params.id);
    return {
      isDesk: found.isDesk,
      takesList: takesList !== null && 'list' in takesList,
      rows: found.rows.map(({ score: _s, rank: _r, cells: _c, ...row }) => row),
    };
  },
});

const listFile = route({
  method: 'get',
  path: '/api/v1/rounds/{id}/list/file',
  id: 'roundListFile',
  family: 'rounds',
  says: { zh: '下载批次的汇总与结果（xlsx 或 CSV）', en: 'The same as a file, xlsx or CSV' },
  policy: 'case.list',
  params: z.object({ id }),
  query: z.strictObject({ format }),
  answer: { media },
  problems: ['not-found'],
  run: async ({ world, acting, params, query, language }) => {
    const found = await roundList(world, await acting(), params.id, language);
    if (found === null) throw new Problem('not-found');
    const name = `${found.title} ${language === 'zh' ? '结果' : 'results'}`;
    return file(name, query.format, await writeSheets(found.sheets, query.format));
  },
});

export const roundListRoutes = [form, forward, list, listFile];
