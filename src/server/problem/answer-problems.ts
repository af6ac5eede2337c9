import type { Context, Hono } from 'hono';
import type { Logger } from 'pino';
import type { DoorEnv } from '../route/mount.ts';
import type { Route } from '../route/route.ts';
import { problemResponse } from './document.ts';
import { problemOf } from './of-fault.ts';
import { Problem } from './problem.ts';
import { problemPage } from './problem-page.ts';
import { problemTexts } from './problems.ts';

/** Whatever a route throws, and whatever no route answers, becomes a problem: a document, or a page for who reads pages. */
export function answerProblems(
  app: Hono<DoorEnv>,
  routes: readonly Route[],
  { address, log }: { readonly address: string; readonly log: Logger },
): void {
  app.onError((error, c) => {
    const problem = problemOf(error);
    const at = { requestId: c.get('requestId'), route: c.get('route'), problem: problem.code };
    if (problemTexts[problem.code].status >= 500) log.error({ ...at, err: problem.cause ?? problem }, 'fault');
    else log.debug(at, 'problem');
    return showProblem(c, problem, address);
  });
  app.notFound((c) => {
    const methods = methodsAt(routes, c.req.path);
    const allow = { headers: { allow: methods.join(', ') } };
    return showProblem(
      c,
      methods.length > 0 ? new Problem('wrong-method', allow) : new Problem('no-such-route'),
      address,
    );
  });
}

function showProblem(c: Context<DoorEnv>, problem: Problem, address: string): Response | Promise<Response> {
  const at = { language: c.get('language'), requestId: c.get('requestId') };
  const readsPages = !c.req.path.startsWith('/api/') && (c.req.header('accept') ?? '').includes('text/html');
  if (!readsPages) return problemResponse(problem, { ...at, address });
  for (const [name, value] of Object.entries(problem.details.headers ?? {})) c.header(name, value);
  return c.html(problemPage(problem, { ...at, path: c.req.path }), problemTexts[problem.code].status);
}

/** The methods that an address knows, for the header `Allow` (RFC 9110 15.5.6). */
function methodsAt(routes: readonly Route[], path: string): readonly string[] {
  const shape = (pattern: string) => new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
  const found = routes.filter((r) => shape(r.path).test(path)).map((r) => r.method.toUpperCase());
  return [...new Set(found.includes('GET') ? [...found, 'HEAD'] : found)].sort();
}
