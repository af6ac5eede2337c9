import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Logger } from 'pino';
import { clientOf } from './access/client.ts';
import { languageCookie, readCookie, writeLanguageCookie } from './access/cookies.ts';
import { contentPolicies, securityHeaders } from './access/headers.ts';
import type { Proxies } from './access/proxies.ts';
import type { DoorEnv } from './route/mount.ts';
import type { Metrics } from './watch/metrics.ts';

export interface RequestFrame {
  readonly secure: boolean;
  /** Of a reader who names none. */
  readonly language: 'zh' | 'en';
  readonly proxies: Proxies;
  readonly log: Logger;
  readonly metrics: Metrics | null;
}

/** What every request is given before anything else looks at it, and every answer before it leaves. */
export function frameRequests(app: Hono<DoorEnv>, frame: RequestFrame): void {
  const headers = securityHeaders(frame.secure);
  app.use(async (c, next) => {
    const began = performance.now();
    c.set('requestId', requestIdOf(c.req.header('x-request-id')));
    c.set('route', 'none');
    c.set('cookies', []);
    c.set('client', clientOf(socketAddress(c.env), c.req.header('x-forwarded-for'), frame.proxies));
    c.set('language', languageOf(c, frame.language));
    await next();
    dress(c, frame.secure, headers);
    tell(c, frame, performance.now() - began);
  });
}

/** Headers and cookies of an answer. */
function dress(c: Context<DoorEnv>, secure: boolean, headers: ReturnType<typeof securityHeaders>): void {
  const out = c.res.headers;
  out.set('x-request-id', c.get('requestId'));
  for (const [name, value] of headers) out.set(name, value);
  const isPage = (out.get('content-type') ?? '').startsWith('text/html');
  if (!out.has('content-security-policy'))
    out.set('content-security-policy', contentPolicies[isPage ? 'page' : 'document']);
  const chosen = c.req.query('lang');
  if (isPage && (chosen === 'zh' || chosen === 'en')) out.append('set-cookie', writeLanguageCookie(chosen, secure));
  for (const cookie of c.get('cookies')) out.append('set-cookie', cookie);
}

/** Log and figures, by the route's pattern: never by the address that was asked for. */
function tell(c: Context<DoorEnv>, { log, metrics }: RequestFrame, took: number): void {
  const { method } = c.req;
  const { status } = c.res;
  const route = routeOf(c);
  metrics?.seen(route, method, status, took / 1000);
  log.info(
    { requestId: c.get('requestId'), route, method, status, milliseconds: Math.round(took * 10) / 10 },
    'request',
  );
}

/** The pattern of the route that answered; pages do not say theirs, so it is the last one that matched. */
function routeOf(c: Context<DoorEnv>): string {
  const said = c.get('route');
  if (said !== 'none') return said;
  return matchedRoutes(c).findLast((r) => r.path !== '/*')?.path ?? 'none';
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
