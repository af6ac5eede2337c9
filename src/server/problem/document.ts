import { z } from '@hono/zod-openapi';
import type { Problem } from './problem.ts';
import { type ProblemCode, problemTexts } from './problems.ts';

const text = z.object({ zh: z.string(), en: z.string() });

/** A reason, for the reference: the shape of `RefusalShown`. */
export const refusalSchema = z
  .object({
    code: z.string(),
    params: z.record(z.string(), z.string()),
    text,
    help: text,
    field: z.string().nullable(),
    basis: z.string().nullable(),
  })
  .openapi('Refusal', { description: '一条拒绝理由 / One reason why something is refused' });

export const changeSchema = z
  .object({
    expected: z.int(),
    current: z.int(),
    since: z.array(
      z.object({
        version: z.int(),
        type: z.string(),
        at: z.string(),
        role: z.string(),
        person: z.string().nullable(),
        about: z.string(),
      }),
    ),
  })
  .openapi('Change', { description: '打开以来的变化 / What changed since the client looked' });

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    help: z.string(),
    code: z.enum(Object.keys(problemTexts) as [ProblemCode, ...ProblemCode[]]),
    requestId: z.string(),
    refusals: z.array(refusalSchema).optional(),
    change: changeSchema.optional(),
  })
  .openapi('Problem', { description: '问题说明（RFC 9457）/ A problem document (RFC 9457)' });

export interface ProblemPlace {
  readonly language: 'zh' | 'en';
  readonly requestId: string;
  /** The register's own address, in front of every `type`. */
  readonly address: string;
}

/** The problem document (RFC 9457) as a response; `detail` is the title where a route had nothing to add. */
export function problemResponse(problem: Problem, { language, requestId, address }: ProblemPlace): Response {
  const row = problemTexts[problem.code];
  const { detail, refusals, change, headers, status = row.status } = problem.details;
  const body = {
    type: `${address}/api/problems#${problem.code}`,
    title: row[language],
    status,
    detail: detail?.[language] ?? row[language],
    help: row.help[language],
    code: problem.code,
    requestId,
    ...(refusals ? { refusals } : {}),
    ...(change ? { change } : {}),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
}
