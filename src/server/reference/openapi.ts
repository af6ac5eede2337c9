import { OpenAPIHono, z } from '@hono/zod-openapi';
import { policyTable } from '#certification/policy/policy.ts';
import { problemSchema } from '../problem/document.ts';
import { type ProblemCode, problemTexts } from '../problem/problems.ts';
import { families, type Route } from '../route/route.ts';

/** Problems that any route may answer with, beside its own. */
const everywhere: readonly ProblemCode[] = ['malformed-request', 'fault', 'unavailable'];

/** The OpenAPI 3.1 document of the API, from the routes alone. */
export function openApiDocument(routes: readonly Route[], address: string): Readonly<Record<string, unknown>> {
  const app = new OpenAPIHono();
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'touchstone',
    description:
      '登录后的会话 cookie（TLS 下名为 __Host-touchstone） / The session cookie (`__Host-touchstone` under TLS)',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: '接口令牌，按用途授权 / An API token with its scopes',
  });
  app.openAPIRegistry.register('Problem', problemSchema);
  for (const route of routes) app.openAPIRegistry.registerPath(pathOf(route));
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: '试金石 Touchstone',
      version: '1',
      description:
        '质量认证体系运行平台的接口。每项说明先中文、后英文。 / The interface of a quality certification system. Every text is Chinese first, then English.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: address }],
    tags: Object.entries(families).map(([name, text]) => ({ name, description: both(text) })),
  });
  return document as unknown as Readonly<Record<string, unknown>>;
}

export const both = (text: { readonly zh: string; readonly en: string }) => `${text.zh} / ${text.en}`;

type Registered = Parameters<OpenAPIHono['openAPIRegistry']['registerPath']>[0];

function pathOf(route: Route): Registered {
  return {
    method: route.method,
    path: route.path,
    operationId: route.id,
    tags: [route.family],
    summary: both(route.says),
    description: route.more === undefined ? '' : both(route.more),
    'x-policy': route.policy,
    ...(scopeOf(route) === null ? {} : { 'x-scope': scopeOf(route) }),
    security: route.policy === 'open' || isForAnybody(route) ? [] : [{ session: [] }, { token: [] }],
    request: {
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { query: route.query } : {}),
      ...headersOf(route),
      ...bodyOf(route),
    },
    responses: { ...successOf(route), ...problemsOf(route) },
  };
}

/** A route that asks who asks is told for whom its page was drawn. */
function headersOf(route: Route): Pick<NonNullable<Registered['request']>, 'headers'> {
  const shape = { ...(route.takesKey ? keyHeader.shape : {}), ...(asksWho(route) ? accountHeader.shape : {}) };
  return Object.keys(shape).length === 0 ? {} : { headers: z.object(shape) };
}

const asksWho = (route: Route) => route.policy !== 'open';

const accountHeader = z.object({
  'Touchstone-Account': z.uuid().optional().openapi({
    description:
      '页面为哪个账户而开；现由他人登录的，按未登录回答（401） / The account for which a page was drawn; where somebody else is signed in by now, the answer is that nobody is (401)',
  }),
});

const keyHeader = z.object({
  'Idempotency-Key': z
    .string()
    .min(8)
    .max(128)
    .optional()
    .openapi({ description: '使重复的请求无害 / Makes a repeated request harmless' }),
});

export function scopeOf(route: Route): string | null {
  return route.policy === 'open' || route.policy === 'signed-in' ? null : policyTable[route.policy].scope;
}

function isForAnybody(route: Route): boolean {
  if (route.policy === 'open' || route.policy === 'signed-in') return false;
  return (policyTable[route.policy].allow as readonly string[]).includes('anybody');
}

const binary = z.string().openapi({ format: 'binary' });

function bodyOf(route: Route): Pick<NonNullable<Registered['request']>, 'body'> {
  const spec = route.body;
  if (spec === undefined) return {};
  if ('json' in spec) return { body: { required: true, content: { 'application/json': { schema: spec.json } } } };
  const types = 'text' in spec ? spec.text : spec.stream === 'any' ? ['application/octet-stream'] : spec.stream;
  const shapeOf = (type: string) =>
    type === 'application/json' && 'jsonShape' in spec && spec.jsonShape ? spec.jsonShape : binary;
  return { body: { required: true, content: Object.fromEntries(types.map((t) => [t, { schema: shapeOf(t) }])) } };
}

function successOf(route: Route): Registered['responses'] {
  const { answer } = route;
  if ('none' in answer) return { 204: { description: '已完成 / Done' } };
  const content = {
    ...('json' in answer ? { 'application/json': { schema: answer.json } } : {}),
    ...Object.fromEntries((answer.media ?? []).map((type) => [type, { schema: binary }])),
  };
  return { [route.status ?? 200]: { description: both(route.says), content } };
}

function problemsOf(route: Route): Registered['responses'] {
  const codes = new Set<ProblemCode>([...everywhere, ...(route.problems ?? [])]);
  if (route.params || route.query || route.body) codes.add('wrong-shape');
  if (route.body) for (const code of ['malformed-json', 'too-large', 'wrong-type'] as const) codes.add(code);
  if (route.method !== 'get') codes.add('foreign-origin');
  if (asksWho(route)) codes.add('not-signed-in');
  if (route.policy !== 'open' && route.policy !== 'signed-in' && !isForAnybody(route))
    for (const code of ['token-refused', 'scope-missing', 'not-allowed'] as const) codes.add(code);
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = problemTexts[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].sort().map(([status, list]) => [
      status,
      {
        description: list.map((code) => `\`${code}\` ${both(problemTexts[code])}`).join('；'),
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  );
}
