import type { z } from '@hono/zod-openapi';
import { Problem, type RefusalShown } from '../problem/problem.ts';
import { decodeText, parseJson, readBytes, tooLarge } from './json-body.ts';
import type { Route } from './route.ts';

/** JSON bodies are forms and acts; anything larger is a file and goes to `/api/v1/files`. */
export const mostJsonBytes = 2_000_000;

export interface RawRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly header: (name: string) => string | undefined;
  readonly bytes: () => AsyncIterable<Uint8Array>;
}

export interface ParsedRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly bodyType: string;
}

/** Reads and checks what a route asks for; every fault of shape is told at once, those of address, query and body together. */
export async function readRequest(route: Route, raw: RawRequest): Promise<ParsedRequest> {
  const { body, bodyType } = await readBody(route, raw);
  const refusals: RefusalShown[] = [];
  const read = (schema: z.ZodType | undefined, value: unknown, where: string): unknown => {
    if (schema === undefined) return value;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    refusals.push(...showIssues(parsed.error, where, value));
    return undefined;
  };
  const parsed = {
    params: read(route.params, raw.params, 'path'),
    query: read(route.query, raw.query, 'query'),
    body: route.body !== undefined && 'json' in route.body ? read(route.body.json, body, '') : body,
    bodyType,
  };
  if (refusals.length > 0) throw new Problem('wrong-shape', { refusals });
  return parsed;
}

async function readBody(route: Route, raw: RawRequest): Promise<{ readonly body: unknown; readonly bodyType: string }> {
  const spec = route.body;
  if (spec === undefined) return { body: undefined, bodyType: '' };
  const bodyType = mediaType(raw.header('content-type'));
  const accepted = 'json' in spec ? ['application/json'] : 'text' in spec ? spec.text : spec.stream;
  if (accepted !== 'any' && !accepted.includes(bodyType)) throw wrongType(bodyType, accepted);
  if ('stream' in spec) return { body: undefined, bodyType };
  const most = 'json' in spec ? mostJsonBytes : spec.most;
  const declared = Number(raw.header('content-length') ?? '0');
  if (declared > most) throw tooLarge(most);
  const text = decodeText(await readBytes(raw.bytes(), most));
  return { body: 'json' in spec ? parseJson(text) : text, bodyType };
}

export function mediaType(header: string | undefined): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function wrongType(found: string, accepted: readonly string[]): Problem {
  const known = accepted.join(', ');
  return new Problem('wrong-type', {
    detail: { zh: `应为 ${known}，实为 \`${found}\`。`, en: `Expected ${known}, found \`${found}\`.` },
  });
}

/** The faults of a shape, each as a reason at its field. */
export function showIssues(error: z.core.$ZodError, where: string, value: unknown): RefusalShown[] {
  return error.issues.flatMap((issue) => showIssue(issue, where, value));
}

/** One fault of shape as a reason at its field. The words are our own: those of the parser are for programmers. */
function showIssue(issue: z.core.$ZodIssue, where: string, value: unknown): RefusalShown[] {
  const at = (more: readonly PropertyKey[] = []) => [where, ...issue.path, ...more].filter((p) => p !== '').join('.');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) =>
      reason('unknown-member', { member: key }, at([key]), `没有名为 \`${key}\` 的项`, `There is no member \`${key}\``),
    );
  const expected = expectation(issue);
  const found = foundAt(value, issue.path);
  const said = found === null ? { zh: '', en: '' } : { zh: `，实为 \`${found}\``, en: `, found \`${found}\`` };
  const params = { expected: expected.en, ...(found === null ? {} : { found }) };
  return [reason('shape', params, at(), `应为${expected.zh}${said.zh}`, `Expected ${expected.en}${said.en}`)];
}

/** What stands at the place, shortly; null for secrets, which no answer and no log may repeat. */
function foundAt(value: unknown, path: readonly PropertyKey[]): string | null {
  if (path.some((name) => /password|token|secret/i.test(String(name)))) return null;
  let at: unknown = value;
  for (const name of path)
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? Reflect.get(at, name) : undefined;
  if (at === undefined) return 'nothing';
  const text = JSON.stringify(at) ?? typeof at;
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function reason(code: string, params: Record<string, string>, field: string, zh: string, en: string): RefusalShown {
  const help = { zh: '接口文档见 /api。', en: 'The interface is described at /api.' };
  return { code, params, text: { zh: `${zh}。`, en: `${en}.` }, help, field: field === '' ? null : field, basis: null };
}

function expectation(issue: z.core.$ZodIssue): { readonly zh: string; readonly en: string } {
  switch (issue.code) {
    case 'invalid_type':
      return { zh: ` ${issue.expected} 类型`, en: `${article(issue.expected)}` };
    case 'too_big':
      return {
        zh: `不超过 ${issue.maximum}（${sizeOf(issue.origin).zh}）`,
        en: `at most ${issue.maximum} ${sizeOf(issue.origin).en}`,
      };
    case 'too_small':
      return {
        zh: `至少 ${issue.minimum}（${sizeOf(issue.origin).zh}）`,
        en: `at least ${issue.minimum} ${sizeOf(issue.origin).en}`,
      };
    case 'invalid_value':
      return {
        zh: `其中之一：${issue.values.map(String).join('、')}`,
        en: `one of: ${issue.values.map(String).join(', ')}`,
      };
    case 'invalid_format':
      return { zh: `${formatWord(issue.format).zh}`, en: formatWord(issue.format).en };
    case 'invalid_union':
      return { zh: '所列形式之一', en: 'one of the listed forms' };
    default:
      return { zh: `：${issue.message}`, en: issue.message };
  }
}

const article = (type: string) => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);

function sizeOf(origin: string): { readonly zh: string; readonly en: string } {
  if (origin === 'string') return { zh: '字符', en: 'characters' };
  if (origin === 'array' || origin === 'set') return { zh: '项', en: 'items' };
  return { zh: '数值', en: '' };
}

function formatWord(format: string): { readonly zh: string; readonly en: string } {
  if (format === 'uuid' || format === 'guid') return { zh: '小写 UUID', en: 'a UUID in lower case' };
  if (format === 'date') return { zh: '日期 YYYY-MM-DD', en: 'a day YYYY-MM-DD' };
  return { zh: '所要求的格式', en: 'the required form' };
}
