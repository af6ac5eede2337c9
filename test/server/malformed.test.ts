import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiRoutes } from '#server/api/routes.ts';
import type { Route } from '#server/route/route.ts';
import { smallScheme } from '../operation/small-scheme.ts';
import { act, bodies, type Call, nobody, send } from './route-calls.ts';
import {
  type Answer,
  type Browser,
  createServerWorld,
  doStep,
  openSmallCase,
  password,
  type ServerWorld,
  type SmallCast,
  smallCast,
  toDecision,
} from './server-world.ts';

let t: ServerWorld;
let cast: SmallCast;
let id: string;

const html = '<script>alert(1)</script><img src=x onerror=alert(1)>';

beforeAll(async () => {
  t = await createServerWorld('2026-03-02T02:00:00.000Z', [smallScheme], {
    limits: { 'sign-in': null, 'look-up': null, bulk: null },
  });
  cast = await smallCast(t);
  id = await openSmallCase(cast);
});
afterAll(() => t.close());

const acts = () => `/api/v1/cases/${id}/acts`;
const post = (body: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  cast.applicant.browser.send('POST', acts(), body, headers);

function isClear(answer: Answer): boolean {
  const { status, body, headers } = answer;
  return (
    status >= 400 &&
    status < 500 &&
    /problem\+json/.test(headers.get('content-type') ?? '') &&
    typeof body.detail === 'string'
  );
}

describe('what can be wrong with a request, each with its own problem', () => {
  test.each([
    ['no JSON at all', 'hello', 'malformed-json'],
    ['JSON cut off', '{"act":"do"', 'malformed-json'],
    ['two values', '{} {}', 'malformed-json'],
    ['nothing', '', 'malformed-json'],
    ['a million brackets', '['.repeat(1_000_000), 'malformed-json'],
    ['nested too deep', `${'['.repeat(41)}${']'.repeat(41)}`, 'malformed-json'],
    ['a list', '[]', 'wrong-shape'],
    ['null', 'null', 'wrong-shape'],
    ['a number out of all bounds', '{"act":"do","step":"a","outcome":"b","expected":1e999}', 'wrong-shape'],
    ['an unknown act', '{"act":"undo"}', 'wrong-shape'],
    ['a member named __proto__', '{"act":"do","step":"a","outcome":"b","__proto__":{"x":1}}', 'wrong-shape'],
    [
      'a member named constructor',
      '{"act":"do","step":"a","outcome":"b","constructor":{"prototype":{}}}',
      'wrong-shape',
    ],
    ['a form that is a list', '{"act":"do","step":"a","outcome":"b","values":[]}', 'wrong-shape'],
    ['a step named like a member of every object', '{"act":"do","step":"constructor","outcome":"toString"}', 'refused'],
    [
      'a field named __proto__',
      '{"act":"do","step":"application","outcome":"done","values":{"__proto__":{"persons":1}}}',
      'refused',
    ],
  ])('%s', async (_, body, code) => {
    const answer = await post(body);
    expect(answer.body).toMatchObject({ code, requestId: expect.any(String) });
    expect(isClear(answer)).toBe(true);
  });

  test('a field named __proto__ is told by its name, and changes nothing in the process', async () => {
    const answer = await post(
      '{"act":"do","step":"application","outcome":"done","values":{"__proto__":{"polluted":1}}}',
    );
    expect(answer.body.refusals.map((r: { field: string }) => r.field)).toContain('__proto__');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('bytes that are not UTF-8', async () => {
    const answer = await post(Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d));
    expect(answer.body).toMatchObject({ code: 'malformed-request' });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '',
  ])('the content type `%s`', async (type) => {
    const answer = await post('{"act":"do"}', { 'content-type': type });
    expect(answer.body).toMatchObject({ status: 415, code: 'wrong-type' });
  });

  test('a body larger than its limit, said or not said beforehand', async () => {
    const large = `{"act":"${'x'.repeat(2_000_001)}"}`;
    expect((await post(large)).body).toMatchObject({ status: 413, code: 'too-large' });
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(500_000).fill(0x20));
      },
    });
    expect((await post(stream)).body).toMatchObject({ status: 413, code: 'too-large' });
  });

  test('an unknown member of the query, a day that does not exist, a cursor of another list', async () => {
    const anyone = t.browser();
    expect((await anyone.get('/api/v1/verdict?number=X&nmae=Y')).body).toMatchObject({
      code: 'wrong-shape',
      refusals: [{ field: 'query.nmae' }],
    });
    expect((await anyone.get('/api/v1/verdict?number=X&on=2026-02-30')).body.refusals[0]).toMatchObject({
      field: 'query.on',
      params: { found: '"2026-02-30"' },
    });
    expect((await cast.applicant.browser.get('/api/v1/cases?after=bm8')).body).toMatchObject({ code: 'bad-cursor' });
    expect((await cast.applicant.browser.get('/api/v1/cases?limit=0')).body).toMatchObject({ code: 'wrong-shape' });
  });

  test('an address that is no id, a method that is not known, an address that is not there', async () => {
    const { browser } = cast.applicant;
    expect((await browser.get('/api/v1/cases/%00')).status).toBe(400);
    expect((await browser.get('/api/v1/cases/..%2f..%2fetc')).status).toBe(400);
    const wrong = await browser.send('DELETE', '/api/v1/schemes');
    expect([wrong.body.code, wrong.headers.get('allow')]).toEqual(['wrong-method', 'GET, HEAD']);
    expect((await browser.get('/api/v1/nothing')).body).toMatchObject({ status: 404, code: 'no-such-route' });
  });

  test('an idempotency key that is none', async () => {
    const answer = await post(JSON.stringify(act), {
      'content-type': 'application/json',
      'idempotency-key': 'short',
    });
    expect(answer.status).toBe(400);
  });
});

test('a zero byte, which no database keeps as text: in the address, the query, the body', async () => {
  const { browser } = cast.applicant;
  for (const path of ['/api/v1/schemes/%00/current', '/api/v1/search?q=a%00b', '/verdict?number=%00'])
    expect((await browser.get(path)).body).toMatchObject({ code: 'malformed-request' });
  expect((await post('{"act":"do","step":"a\\u0000","outcome":"b"}')).body).toMatchObject({
    code: 'malformed-request',
  });
  // Somebody who writes about zero bytes is no trouble.
  expect((await post('{"act":"do","step":"a\\\\u0000","outcome":"b"}')).body).toMatchObject({ code: 'refused' });
});

describe('HTML in every text field', () => {
  test('stays text: in JSON as it is, on every public page escaped', async () => {
    await doStep(cast.applicant, id, 'application', 'done', {
      values: { persons: 1, sector: ['18'], 'scope-text': html, contact: html.slice(0, 40) },
    });
    const named = [{ role: 'auditor', person: cast.auditor.person, party: cast.body }];
    await doStep(cast.reviewer, id, 'review', 'accept');
    await doStep(cast.planner, id, 'team', 'done', { named });
    await doStep(cast.auditor, id, 'audit', 'conforms', { values: { days: '1' } });
    await doStep(cast.reviewer, id, 'recommendation', 'done', { values: { advice: html } });
    await cast.decider.browser.send('POST', '/api/v1/session/identity', { password });
    const { entries } = await doStep(cast.decider, id, 'decision', 'grant');
    const { number, id: entry } = entries[0];
    const anyone = t.browser();
    expect((await anyone.get(`/api/v1/verdict?number=${number}`)).text).toContain('<script>');
    for (const path of [
      `/verdict?number=${number}`,
      `/entries/${entry}`,
      `/search?q=${encodeURIComponent(html)}`,
      `/verdict?number=${encodeURIComponent(html)}`,
    ]) {
      const page = await anyone.get(path, { accept: 'text/html' });
      expect(page.text, path).not.toMatch(/<script>alert|<img src=x/);
      if (page.status < 300) expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });
});

/** A generator that gives the same numbers for the same seed: a failure names its seed. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

const oddValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  html,
  '\u0000',
  '\ud800',
  '𠮷'.repeat(50),
  'x'.repeat(300),
  [],
  {},
  [[[[]]]],
  { zh: {} },
  nobody,
  '2026-02-30',
  '__proto__',
  'constructor',
  "'; drop table party; --",
  '../../etc/passwd',
  '%00',
];
const oddNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  'x y',
  '项',
  '$where',
  '0',
];
const oddTypes = [
  'application/json',
  'text/plain',
  'application/xml',
  '',
  'application/json; charset=utf-16',
  'image/png',
  'nonsense',
];

/** Spoils a request somewhere: in its body, its address, its query, its headers. */
function spoil(route: Route, call: Call, next: () => number): { call: Call; headers: Record<string, string> } {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const spoilt = (value: unknown, depth = 0): unknown => {
    if (depth > 3 || next() < 0.3) return pick(oddValues);
    if (Array.isArray(value))
      return [
        ...value.map((v) => (next() < 0.5 ? spoilt(v, depth + 1) : v)),
        ...(next() < 0.3 ? [pick(oddValues)] : []),
      ];
    if (typeof value !== 'object' || value === null) return pick(oddValues);
    const members = Object.entries(value).map(([name, v]) => [name, next() < 0.4 ? spoilt(v, depth + 1) : v] as const);
    const fewer = members.filter(() => next() < 0.9);
    return Object.fromEntries(next() < 0.4 ? [...fewer, [pick(oddNames), pick(oddValues)]] : fewer);
  };
  const path = Object.fromEntries(
    [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [
      name,
      next() < 0.5
        ? nobody
        : encodeURIComponent(String(pick(oddValues)).replace(/\p{Surrogate}/gu, '')).slice(0, 200) || '-',
    ]),
  );
  const query =
    next() < 0.5
      ? `${encodeURIComponent(pick(oddNames))}=${encodeURIComponent(JSON.stringify(pick(oddValues)) ?? '')}`
      : (call.query ?? '');
  const json = call.body === undefined ? undefined : JSON.stringify(spoilt(call.body));
  const cut = json !== undefined && next() < 0.15 ? json.slice(0, Math.floor(next() * json.length)) : json;
  const type = next() < 0.15 ? pick(oddTypes) : (call.type ?? 'application/json');
  const headers: Record<string, string> = next() < 0.1 ? { 'idempotency-key': pick(['x', ' ', 'a'.repeat(200)]) } : {};
  return { call: { path, query, ...(cut === undefined ? {} : { body: cut, type }) }, headers };
}

describe('malformed requests', () => {
  const notSent: ReadonlySet<string> = new Set([
    'signIn',
    'signOut',
    'changePassword',
    'proveIdentity',
    'metrics',
    'moveClock',
  ]);
  const count = Number(process.env['MALFORMED_REQUESTS'] ?? 1000);

  test(`${count} of them: a clear problem each, or an answer; no fault, no crash`, async () => {
    const seed = Number(process.env['SEED'] ?? 20260302);
    const next = random(seed);
    const routes = apiRoutes().filter((r) => !notSent.has(r.id));
    const browsers: readonly Browser[] = [
      cast.applicant.browser,
      cast.operator.browser,
      cast.registrar.browser,
      t.browser(),
    ];
    const counts = { answered: 0, problems: 0 };
    const wrong: string[] = [];
    for (let i = 0; i < count; i++) {
      const route = routes[Math.floor(next() * routes.length)] as Route;
      const browser = browsers[Math.floor(next() * browsers.length)] as Browser;
      const { call, headers } = spoil(route, bodies[route.id] ?? {}, next);
      const answer = await send(browser, route, call, headers);
      if (answer.status < 400) counts.answered++;
      else if (isClear(answer)) counts.problems++;
      else
        wrong.push(
          `seed ${seed}, request ${i}: ${route.id} ${JSON.stringify(call).slice(0, 300)} gave ${answer.status} ${answer.text.slice(0, 200)}`,
        );
    }
    expect(wrong).toEqual([]);
    expect(counts.problems).toBeGreaterThan(count / 2);
  }, 3_600_000);
});

test('a case that was under fire can still be decided', async () => {
  expect(await toDecision(cast)).toBeTypeOf('string');
});
