import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { SignedIn } from '#operation/accounts/sign-in.ts';
import type { World } from '#operation/world.ts';
import { publicActing, whoAsks } from '../access/acting.ts';
import { admit } from '../access/admission.ts';
import type { Client } from '../access/client.ts';
import {
  dropSessionCookie,
  readCookie,
  sessionCookie,
  writeLanguageCookie,
  writeSessionCookie,
} from '../access/cookies.ts';
import { isForeign } from '../access/origin.ts';
import { type Rate, rate } from '../access/rate.ts';
import { Problem } from '../problem/problem.ts';
import { checkAnswer } from './check-answer.ts';
import { readRequest } from './read-request.ts';
import type { Door, Route, RouteRequest } from './route.ts';
import { sentBody } from './sent-body.ts';

/** What the door knows of a request before any route runs. */
export interface DoorEnv {
  Variables: {
    requestId: string;
    language: 'zh' | 'en';
    client: Client;
    /** The route's own address with its parameters' names: what log and metrics say. */
    route: string;
    /** Cookies to set, whatever the answer becomes: a session that was renewed stays renewed when the act is refused. */
    cookies: string[];
  };
}

export interface DoorSettings {
  /** The register's own address, without a slash at its end. */
  readonly address: string;
  /** Under TLS, here or at the proxy in front: cookies are `Secure`. */
  readonly secure: boolean;
  /** Requests that an address may make in a minute, by kind; null for no limit. */
  readonly limits: Readonly<Record<'sign-in' | 'look-up' | 'bulk', number | null>>;
  /** Tests let every answer be held against its declared shape. */
  readonly checkAnswers: boolean;
}

/** Puts routes onto the app. Everything that no route may forget happens here, in this order. */
export function mountRoutes(app: Hono<DoorEnv>, world: World, routes: readonly Route[], settings: DoorSettings): void {
  const rates = Object.fromEntries(
    Object.entries(settings.limits).map(([kind, most]) => [kind, most === null ? null : rate(most, 60)]),
  ) as Record<'sign-in' | 'look-up' | 'bulk', Rate | null>;
  for (const route of routes) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    app.on(route.method.toUpperCase(), path, async (c) => {
      c.set('route', route.path);
      if (route.isForAll) c.header('access-control-allow-origin', '*');
      if (route.method !== 'get') refuseForeign(c, settings.address);
      if (route.limit !== undefined) await limit(c, rates[route.limit]);
      const asking = askerOf(c, world, settings.secure);
      await admit(route.policy, asking.acting);
      return answer(c, world, route, settings, asking);
    });
  }
}

/** The public pages share the limits of the routes that answer the same questions. */
export function limitPages(app: Hono<DoorEnv>, settings: DoorSettings): void {
  const { 'look-up': lookUps, bulk } = settings.limits;
  const [often, seldom] = [lookUps, bulk].map((most) => (most === null ? null : rate(most, 60)));
  for (const path of ['/verdict', '/search', '/entries/:id'])
    app.get(path, async (c, next) => {
      await limit(c, often ?? null);
      await next();
    });
  for (const path of ['/bulk', '/verify'])
    app.post(path, async (c, next) => {
      await limit(c, seldom ?? null);
      await next();
    });
}

/** Votes on the page: the limit that the route has, and no other site's form. */
export function limitVotes(settings: DoorSettings): MiddlewareHandler<DoorEnv> {
  const most = settings.limits['look-up'];
  const votes = most === null ? null : rate(most, 60);
  return async (c, next) => {
    refuseForeign(c, settings.address);
    await limit(c, votes);
    await next();
  };
}

/** Who reads a page, where it matters: by session, else the public. */
export async function readerOf(c: Context<DoorEnv>, world: World, settings: DoorSettings): Promise<SignedIn['acting']> {
  return askerOf(c, world, settings.secure).acting();
}

function refuseForeign(c: Context<DoorEnv>, address: string): void {
  // A token is never sent by a browser on its own.
  if (c.req.header('authorization') !== undefined) return;
  const headers = { origin: c.req.header('origin'), host: c.req.header('host'), site: c.req.header('sec-fetch-site') };
  if (isForeign(headers, address)) throw new Problem('foreign-origin');
}

async function limit(c: Context<DoorEnv>, kind: Rate | null): Promise<void> {
  const { address, isLocal } = c.get('client');
  if (kind === null || isLocal) return;
  const wait = kind.wait(address, performance.now());
  if (wait > 0) throw new Problem('too-many', { headers: { 'retry-after': String(wait) } });
}

export interface Asker {
  readonly session: string | undefined;
  readonly who: () => Promise<SignedIn | null>;
  readonly acting: () => Promise<SignedIn['acting']>;
}

/** Who asks, found out at the first question and remembered for this request. */
export function askerOf(c: Context<DoorEnv>, world: World, secure: boolean): Asker {
  const session = readCookie(c.req.header('cookie'), sessionCookie(secure));
  let found: Promise<SignedIn | null> | null = null;
  const who = () => {
    found ??= whoAsks(world, { authorization: c.req.header('authorization'), session }).then((signedIn) =>
      expected(signedIn, c.req.header('touchstone-account')),
    );
    return found;
  };
  return { session, who, acting: async () => (await who())?.acting ?? publicActing };
}

/**
 * A page says for which account it was drawn. Where somebody else signed in in another tab since, nothing is done or kept in
 * her name that the first one wrote: for this page the session has ended.
 */
function expected(signedIn: SignedIn | null, account: string | undefined): SignedIn | null {
  if (account !== undefined && signedIn !== null && signedIn.account.id !== account) throw new Problem('not-signed-in');
  return signedIn;
}

async function answer(
  c: Context<DoorEnv>,
  world: World,
  route: Route,
  settings: DoorSettings,
  asking: Asker,
): Promise<Response> {
  const sent = sentBody(c.req.raw.body);
  const { bytes } = sent;
  const parsed = await readRequest(route, {
    params: c.req.param(),
    query: queryOf(c),
    header: (name) => c.req.header(name),
    bytes,
  });
  let status: 200 | 201 | 202 = route.status ?? 200;
  let saysHowLong = false;
  const request: RouteRequest<unknown, unknown, unknown> = {
    ...parsed,
    world,
    language: c.get('language'),
    requestId: c.get('requestId'),
    key: route.takesKey ? keyOf(c.req.header('idempotency-key')) : undefined,
    header: (name) => c.req.header(name),
    client: c.get('client'),
    ...asking,
    bytes,
    door: doorOf(c, settings),
    reply: {
      header: (name, value) => {
        saysHowLong ||= name.toLowerCase() === 'cache-control';
        c.header(name, value);
      },
      status: (given) => {
        status = given;
      },
    },
  };
  const isStream = route.body !== undefined && 'stream' in route.body;
  const value = await (isStream ? sent.whole(() => route.answerTo(request)) : route.answerTo(request));
  if (value instanceof Response) return withHeaders(c, value);
  if ('none' in route.answer) return c.body(null, 204);
  if (settings.checkAnswers && 'json' in route.answer) checkAnswer(route, value);
  // Not asked of `c.res`: looking at it before there is an answer makes an empty one, and the real one is then sent as a stream.
  if (!saysHowLong) c.header('cache-control', 'no-store');
  c.header('content-type', 'application/json; charset=utf-8');
  return c.body(JSON.stringify(value), status);
}

/** A response made by a route keeps its own headers, and gets those that were set by the door (cookies among them). */
function withHeaders(c: Context<DoorEnv>, response: Response): Response {
  return c.newResponse(response.body, { status: response.status as 200, headers: [...response.headers] });
}

/** Members of the query by name, the first of each; `lang` belongs to the door. */
function queryOf(c: Context<DoorEnv>): Readonly<Record<string, string>> {
  const found = new Map<string, string>();
  for (const [name, value] of new URL(c.req.url).searchParams)
    if (name !== 'lang' && !found.has(name)) found.set(name, value);
  return Object.fromEntries(found);
}

function keyOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (/^[\x21-\x7e]{8,128}$/.test(header)) return header;
  const detail = {
    zh: '`Idempotency-Key` 应为 8–128 个可见 ASCII 字符。',
    en: 'Expected 8 to 128 visible ASCII characters in `Idempotency-Key`.',
  };
  throw new Problem('malformed-request', { detail });
}

function doorOf(c: Context<DoorEnv>, settings: DoorSettings): Door {
  const { address, secure } = settings;
  const cookie = (text: string) => c.get('cookies').push(text);
  return {
    address,
    setCookie: (token, expires) => cookie(writeSessionCookie(token, secure, expires)),
    dropCookie: () => cookie(dropSessionCookie(secure)),
    setLanguage: (language) => cookie(writeLanguageCookie(language, secure)),
  };
}
