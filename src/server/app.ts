import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Logger } from 'pino';
import type { RuleContext } from '#certification/rules/context.ts';
import type { World } from '#operation/world.ts';
import { clientOf } from './access/client.ts';
import { languageCookie, readCookie, writeLanguageCookie } from './access/cookies.ts';
import { contentPolicies, securityHeaders } from './access/headers.ts';
import type { ClockMover } from './api/clock.ts';
import { apiRoutes } from './api/routes.ts';
import type { CertificatePrinter } from './certificate/certificate-printer.ts';
import { mountDesk } from './desk/mount-desk.ts';
import { type PagesOptions, publicPages } from './pages/routes.ts';
import { problemResponse } from './problem/document.ts';
import { problemOf } from './problem/of-fault.ts';
import { Problem } from './problem/problem.ts';
import { problemPage } from './problem/problem-page.ts';
import { problemTexts } from './problem/problems.ts';
import { mountReference } from './reference/mount-reference.ts';
import { zeroByte } from './route/json-body.ts';
import { type DoorEnv, type DoorSettings, limitPages, mountRoutes } from './route/mount.ts';
import type { Metrics } from './watch/metrics.ts';

export interface AppSettings extends Partial<Omit<DoorSettings, 'address'>> {
  readonly log: Logger;
  readonly metrics: Metrics | null;
  /** The rule packs, for the calculators. */
  readonly rules: RuleContext | null;
  /** Prints certificates outside of the request thread. */
  readonly printer: CertificatePrinter | null;
  /** Told after the clock of a demonstration was moved; null where it can't be. */
  readonly mover: ClockMover | null;
  /** Folder of the built desk; null or missing: `/desk` says how to build it. */
  readonly deskFolder: string | null;
  /** Draws the flows of a scheme, for its page. */
  readonly draw?: PagesOptions['draw'];
}

/** What an address may ask for in a minute before it has to wait: far above a person, far below a crawler. */
const usualLimits: DoorSettings['limits'] = { 'sign-in': 60, 'look-up': 600, bulk: 30 };

/**
 * The whole HTTP door over one world: API, reference, desk and pages. It binds no port and starts nothing, so that a test may
 * ask it through `app.request`.
 */
export function createApp(world: World, settings: AppSettings): Hono<DoorEnv> {
  const { log, metrics } = settings;
  const { address, language } = world.house;
  const door: DoorSettings = {
    address,
    secure: settings.secure ?? address.startsWith('https:'),
    limits: settings.limits ?? usualLimits,
    checkAnswers: settings.checkAnswers ?? false,
  };
  const app = new Hono<DoorEnv>();
  const headers = securityHeaders(door.secure);

  app.use(async (c, next) => {
    const began = performance.now();
    const requestId = requestIdOf(c.req.header('x-request-id'));
    c.set('requestId', requestId);
    c.set('route', 'none');
    c.set('cookies', []);
    c.set('client', clientOf(socketAddress(c.env), c.req.header('x-forwarded-for')));
    c.set('language', languageOf(c, language));
    await next();
    c.res.headers.set('x-request-id', requestId);
    for (const [name, value] of headers) c.res.headers.set(name, value);
    if (!c.res.headers.has('content-security-policy'))
      c.res.headers.set('content-security-policy', contentPolicies[isPage(c.res) ? 'page' : 'document']);
    const chosen = c.req.query('lang');
    if ((chosen === 'zh' || chosen === 'en') && isPage(c.res))
      c.get('cookies').push(writeLanguageCookie(chosen, door.secure));
    for (const cookie of c.get('cookies')) c.res.headers.append('set-cookie', cookie);
    const milliseconds = performance.now() - began;
    const { status } = c.res;
    const route = c.get('route');
    metrics?.seen(route, c.req.method, status, milliseconds / 1000);
    log.info(
      { requestId, route, method: c.req.method, status, milliseconds: Math.round(milliseconds * 10) / 10 },
      'request',
    );
  });

  app.onError((error, c) => {
    const problem = problemOf(error);
    const row = problemTexts[problem.code];
    const at = { requestId: c.get('requestId'), route: c.get('route'), problem: problem.code };
    if (row.status >= 500) log.error({ ...at, err: problem.cause ?? problem }, 'fault');
    else if (problem.code !== 'not-found') log.debug(at, 'problem');
    return showProblem(c, problem, address);
  });

  app.use(async (c, next) => {
    if (c.req.url.includes('%00')) throw zeroByte();
    await next();
  });
  app.use(compress());

  const routes = apiRoutes({ metrics, rules: settings.rules, printer: settings.printer, mover: settings.mover });
  mountRoutes(app, world, routes, door);
  mountReference(app, routes, address);
  mountDesk(app, settings.deskFolder);
  limitPages(app, door);
  app.route('/', publicPages(world, { rules: settings.rules, ...(settings.draw ? { draw: settings.draw } : {}) }));

  app.notFound((c) => {
    const methods = methodsAt(routes, c.req.path);
    const problem =
      methods.length > 0
        ? new Problem('wrong-method', { headers: { allow: methods.join(', ') } })
        : new Problem('no-such-route', {
            detail: { zh: '没有这个地址。', en: 'There is no such address.' },
          });
    return showProblem(c, problem, address);
  });
  return app;
}

/** Who reads pages gets a page, everybody else the problem document. */
function showProblem(c: Context<DoorEnv>, problem: Problem, address: string): Response | Promise<Response> {
  const at = { language: c.get('language'), requestId: c.get('requestId') };
  const readsPages = !c.req.path.startsWith('/api/') && (c.req.header('accept') ?? '').includes('text/html');
  if (!readsPages) return problemResponse(problem, { ...at, address });
  for (const [name, value] of Object.entries(problem.details.headers ?? {})) c.header(name, value);
  return c.html(problemPage(problem, { ...at, path: c.req.path }), problemTexts[problem.code].status);
}

function isPage(response: Response): boolean {
  return (response.headers.get('content-type') ?? '').startsWith('text/html');
}

/** A client's own id is taken over when it can do no harm in a log; else one is made. */
function requestIdOf(given: string | undefined): string {
  return given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

/** As the address says, else the reader's cookie; a program with a token may say it in `Accept-Language`. */
function languageOf(c: Context<DoorEnv>, otherwise: 'zh' | 'en'): 'zh' | 'en' {
  const isProgram = c.req.header('authorization') !== undefined;
  const accepted = isProgram ? c.req.header('accept-language')?.slice(0, 2).toLowerCase() : undefined;
  for (const asked of [c.req.query('lang'), readCookie(c.req.header('cookie'), languageCookie), accepted])
    if (asked === 'zh' || asked === 'en') return asked;
  return otherwise;
}

/** The socket's address, where a real server is in front; a test's request has none and counts as local. */
function socketAddress(bindings: unknown): string {
  if (typeof bindings !== 'object' || bindings === null || !('incoming' in bindings)) return '127.0.0.1';
  const { incoming } = bindings;
  if (typeof incoming !== 'object' || incoming === null || !('socket' in incoming)) return '127.0.0.1';
  const { socket } = incoming;
  const address =
    typeof socket === 'object' && socket !== null && 'remoteAddress' in socket ? socket.remoteAddress : null;
  return typeof address === 'string' ? address : '';
}

function methodsAt(
  routes: readonly { readonly method: string; readonly path: string }[],
  path: string,
): readonly string[] {
  const shape = (pattern: string) => new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
  const found = routes.filter((r) => shape(r.path).test(path)).map((r) => r.method.toUpperCase());
  return [...new Set(found.includes('GET') ? [...found, 'HEAD'] : found)].sort();
}
