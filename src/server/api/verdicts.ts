import { z } from '@hono/zod-openapi';
import { type BulkReason, bulkReasons } from '#certification/register/bulk.ts';
import { type BulkAnswer, checkBulk, mostLines } from '#operation/verify/bulk-check.ts';
import { checkCredential, credentialIn } from '#operation/verify/check-credential.ts';
import { lookUp, lookUpEntry, today } from '#operation/verify/look-up.ts';
import type { World } from '#operation/world.ts';
import { bulkCsv, bulkReceipt, bulkWorkbook, type ReadLines, readBulkFile } from '../pages/bulk-file.ts';
import { bulkWhy } from '../pages/bulk-page.ts';
import { Problem } from '../problem/problem.ts';
import { decodeText, parseJson, readBytes } from '../route/json-body.ts';
import { showIssues } from '../route/read-request.ts';
import { type RouteRequest, route } from '../route/route.ts';
import { coverageShape, foundShape, showFound } from './entry-shape.ts';
import { day, instant, jsonOf, orNull, text } from './shapes.ts';

const number = z.string().min(1).max(200);
const questionQuery = z.strictObject({
  number: number.openapi({ example: '00134Q20001R0M', description: '证书编号 / Number as printed' }),
  name: z.string().max(300).optional().openapi({ description: '证书上的持有人 / Holder’s name on the paper' }),
  scope: z
    .string()
    .max(500)
    .optional()
    .openapi({ description: '所需范围代码，逗号分隔 / Codes that the scope must hold' }),
  on: day.optional().openapi({ description: '哪一天的状态；不填为今天 / Status of which day; today when left out' }),
  known: day.optional().openapi({ description: '按哪一天所知 / As known on which day' }),
});

const answerShape = z
  .object({
    question: z.object({
      number: z.string(),
      day,
      known: day.nullable(),
      name: z.string().nullable(),
      codes: z.array(z.string()),
    }),
    normal: z.string(),
    fault: orNull(text),
    found: z.array(foundShape),
    coverage: coverageShape,
    askedAt: instant,
  })
  .openapi('VerdictAnswer');

const ask = route({
  method: 'get',
  path: '/api/v1/verdict',
  id: 'verdict',
  family: 'verdicts',
  says: { zh: '按编号核验', en: 'Verdict by number' },
  more: {
    zh: '同一编号可有多项登记，全部返回；未找到时 found 为空，并说明覆盖范围。',
    en: 'A number is no key: every entry that carries it is answered. Nothing found is an empty `found`, with the coverage.',
  },
  policy: 'verdict.ask',
  isForAll: true,
  limit: 'look-up',
  query: questionQuery,
  answer: { json: answerShape },
  problems: ['too-many'],
  run: async ({ world, query, door }) => {
    const answer = await lookUp(world, {
      number: query.number,
      name: query.name ?? null,
      codes: codesIn(query.scope),
      on: query.on ?? null,
      known: query.known ?? null,
    });
    const { question, form, found, coverage, askedAt } = answer;
    return {
      question,
      normal: form.normal,
      fault: form.fault,
      found: found.map((f) => showFound(f, door.address)),
      coverage,
      askedAt,
    };
  },
});

function codesIn(text: string | undefined): readonly string[] {
  return (text ?? '').split(/[\s,，、]+/).filter((code) => code !== '');
}

const ofEntry = route({
  method: 'get',
  path: '/api/v1/entries/{id}/verdict',
  id: 'verdictOfEntry',
  family: 'verdicts',
  says: { zh: '按登记核验', en: 'Verdict over one entry' },
  policy: 'verdict.ask',
  isForAll: true,
  limit: 'look-up',
  params: z.object({ id: z.string().max(64) }),
  query: questionQuery.omit({ number: true }),
  answer: { json: foundShape },
  problems: ['not-found', 'too-many'],
  run: async ({ world, params, query, door }) => {
    const question = {
      day: query.on ?? today(world),
      known: query.known ?? null,
      name: query.name ?? null,
      codes: codesIn(query.scope),
    };
    const found = isId(params.id) ? await lookUpEntry(world, params.id, question, null) : null;
    if (found === null) throw new Problem('not-found');
    return showFound(found, door.address);
  },
});

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

const bulkBody = z.strictObject({
  lines: z
    .array(
      z.strictObject({
        number: z.string().max(200),
        name: z.string().max(300).nullable().default(null),
        codes: z.array(z.string().max(60)).max(50).default([]),
      }),
    )
    .min(1)
    .max(mostLines),
  on: day.nullable().default(null),
  known: day.nullable().default(null),
});

const reasonNames = Object.keys(bulkReasons) as [BulkReason, ...BulkReason[]];
const bulkShape = z
  .object({
    askedAt: instant,
    day,
    known: day.nullable(),
    counts: z.record(z.enum(reasonNames), z.int()),
    rows: z.array(
      z.object({
        line: z.int(),
        number: z.string(),
        name: z.string().nullable(),
        codes: z.array(z.string()),
        normal: z.string(),
        reason: z.enum(reasonNames),
        says: text,
        why: text,
        fault: orNull(text),
        near: z.array(z.string()),
        repeats: z.int().nullable(),
        found: orNull(foundShape),
      }),
    ),
    coverage: coverageShape,
    digest: z.string(),
  })
  .openapi('BulkAnswer', { description: '批量核验结果 / Result of a bulk check' });

const jsonType = 'application/json';
const csvType = 'text/csv';
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const mostBulkBytes = 6_000_000;

/** The answer comes in the form that `Accept` names first; JSON unless it says otherwise. */
const bulk = route({
  method: 'post',
  path: '/api/v1/verdicts',
  id: 'bulkCheck',
  family: 'verdicts',
  says: { zh: '批量核验', en: 'Bulk check' },
  more: {
    zh: '正文可为 JSON、CSV（编号、名称、范围代码）、纯文本（每行一个编号）或 xlsx；按 Accept 返回 JSON、CSV 或 xlsx。',
    en: 'JSON, CSV (number, name, codes), plain text (a number a line) or xlsx; `Accept` chooses JSON, CSV or xlsx for the answer.',
  },
  policy: 'verdict.ask',
  limit: 'bulk',
  body: { stream: [jsonType, csvType, 'text/plain', workbookType], jsonShape: bulkBody },
  query: z.strictObject({ on: day.optional(), known: day.optional() }),
  answer: { json: bulkShape, media: [csvType, workbookType] },
  problems: ['too-many', 'too-large', 'wrong-type'],
  run: async (request) => {
    const { world, door, language } = request;
    const { lines, on, known } = await bulkQuestion(request);
    const answer = await checkBulk(world, lines, { on, known });
    const wanted = [csvType, workbookType].find((type) => (request.header('accept') ?? '').includes(type));
    if (wanted !== undefined) return bulkFile(answer, wanted, language);
    return {
      askedAt: answer.askedAt,
      day: answer.day,
      known: answer.known,
      counts: answer.counts,
      rows: answer.rows.map((row) => {
        const { line, asked, normal, reason, fault, near, repeats, found } = row;
        return {
          ...{ line, ...asked, normal, reason, says: bulkReasons[reason] },
          why: { zh: bulkWhy(row, 'zh'), en: bulkWhy(row, 'en') },
          ...{ fault, near, repeats },
          found: found === null ? null : showFound(found, door.address),
        };
      }),
      coverage: answer.coverage,
      digest: bulkReceipt(answer, language).digest,
    };
  },
});

async function bulkQuestion(
  request: RouteRequest<unknown, { on?: string | undefined; known?: string | undefined }, unknown>,
) {
  const { query, bodyType } = request;
  const bytes = await readBytes(request.bytes(), mostBulkBytes);
  if (bodyType === jsonType) {
    const given = parseJson(decodeText(bytes));
    const parsed = bulkBody.safeParse(given);
    if (!parsed.success) throw new Problem('wrong-shape', { refusals: showIssues(parsed.error, '', given) });
    const { lines, on, known } = parsed.data;
    return { lines, on: on ?? query.on ?? null, known: known ?? query.known ?? null };
  }
  const read: ReadLines = await readBulkFile(bodyType === workbookType ? 'list.xlsx' : 'list.csv', bytes);
  if (!read.ok) throw new Problem('malformed-request', { detail: read.why });
  return { lines: read.lines, on: query.on ?? null, known: query.known ?? null };
}

async function bulkFile(answer: BulkAnswer, type: string, language: 'zh' | 'en'): Promise<Response> {
  const name = `touchstone-${answer.askedAt.slice(0, 10)}-${bulkReceipt(answer, language).digest.slice(0, 8)}`;
  const [body, ending] =
    type === csvType
      ? [bulkCsv(answer, language), 'csv']
      : [new Uint8Array(await bulkWorkbook(answer, language)), 'xlsx'];
  return new Response(body, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}.${ending}"` },
  });
}

const verify = route({
  method: 'post',
  path: '/api/v1/verify',
  id: 'verify',
  family: 'verdicts',
  says: { zh: '验证凭证文件', en: 'Verify a credential' },
  more: {
    zh: '正文为凭证（application/vc+jwt）、纯文本或本系统签发的 PDF。逐步返回结果，并说明未检查什么。',
    en: 'The body is the credential (application/vc+jwt), plain text, or the PDF that the system made. Every step answers, and what was not checked is said.',
  },
  policy: 'verdict.ask',
  limit: 'bulk',
  body: { stream: ['application/vc+jwt', 'application/jwt', 'text/plain', 'application/pdf'] },
  answer: {
    json: z
      .object({
        report: jsonOf('import("#proof/credential.ts").CredentialReport', '逐步结果 / Every step with its outcome'),
        summary: jsonOf(
          'import("#certification/credential/read-credential.ts").CertificateSummary | null',
          '凭证所述 / What the credential says',
        ),
        found: orNull(foundShape),
      })
      .openapi('CheckedCredential'),
  },
  problems: ['too-large', 'wrong-type', 'malformed-request'],
  run: async ({ world, bytes, door }) => {
    const file = await readBytes(bytes(), mostBulkBytes);
    const text = credentialIn(file);
    if (!text.ok) throw new Problem('malformed-request', { detail: text.why });
    return showChecked(world, text.text, door.address);
  },
});

async function showChecked(world: World, text: string, address: string) {
  const { report, summary, found } = await checkCredential(world, text);
  return { report, summary, found: found === null ? null : showFound(found, address) };
}

export const verdictRoutes = [ask, ofEntry, bulk, verify];
