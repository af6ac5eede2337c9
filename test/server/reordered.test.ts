import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectionsOf } from '#operation/replay/rebuild.ts';
import { audit } from '#storage/audit/audit.ts';
import { smallScheme } from '../operation/small-scheme.ts';
import {
  application,
  type Browser,
  createServerWorld,
  openSmallCase,
  password,
  type ServerWorld,
  type SmallCast,
  smallCast,
} from './server-world.ts';

/**
 * The requests of a whole case, each sent several times and all of them in any order, some at the same moment: what a bad line, a
 * proxy that repeats and two windows make of them. Whatever arrives when it may be done is done once, everything else is refused
 * in words, and the case ends as if they had come one after the other.
 */
let t: ServerWorld;
let cast: SmallCast;
const seed = Number(process.env['REORDER_SEED'] ?? 20260302);

beforeAll(async () => {
  t = await createServerWorld('2026-03-02T02:00:00.000Z', [smallScheme], {
    limits: { 'sign-in': null, 'look-up': null, bulk: null },
  });
  cast = await smallCast(t);
  await cast.decider.browser.send('POST', '/api/v1/session/identity', { password });
});
afterAll(() => t.close());

function random(from: number): () => number {
  let state = from >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

function shuffled<T>(list: readonly T[], next: () => number): T[] {
  const rest = [...list];
  const out: T[] = [];
  while (rest.length > 0) out.push(...rest.splice(Math.floor(next() * rest.length), 1));
  return out;
}

interface Sent {
  readonly who: { readonly browser: Browser };
  readonly key: string;
  readonly body: object;
}

function requestsOf(life: number): readonly Sent[] {
  const named = [{ role: 'auditor', person: cast.auditor.person, party: cast.body }];
  const steps: readonly [Sent['who'], string, string, object][] = [
    [cast.applicant, 'application', 'done', { values: application }],
    [cast.reviewer, 'review', 'accept', {}],
    [cast.planner, 'team', 'done', { named }],
    [cast.auditor, 'audit', 'conforms', { values: { days: '4.5' } }],
    [cast.reviewer, 'recommendation', 'done', { values: { advice: '建议通过' } }],
    [cast.decider, 'decision', 'grant', {}],
  ];
  return steps.map(([who, step, outcome, more]) => ({
    who,
    key: `life-${life}-step-${step}`,
    body: { act: 'do', step, outcome, ...more },
  }));
}

const order = ['CaseOpened', 'application', 'review', 'team', 'audit', 'recommendation', 'decision'];

test(`any order, any number of times, several at once: each act is done once (seed ${seed})`, async () => {
  const next = random(seed);
  const numbers: string[] = [];
  for (let life = 0; life < 6; life++) {
    const id = await openSmallCase(cast, `乱序 ${life}`);
    const answers = new Map<string, Set<string>>();
    const send = async ({ who, key, body }: Sent) => {
      const answer = await who.browser.send('POST', `/api/v1/cases/${id}/acts`, body, {
        'content-type': 'application/json',
        'idempotency-key': key,
      });
      // Done, or a clear word: never a fault.
      expect([200, 404, 409, 422], `${key}: ${answer.status} ${answer.text}`).toContain(answer.status);
      if (answer.status !== 200) return;
      answers.set(key, (answers.get(key) ?? new Set()).add(answer.text));
      for (const { number } of answer.body.entries) if (!numbers.includes(number)) numbers.push(number);
    };
    for (let round = 0; answers.size < 6 && round < 20; round++) {
      const copies = requestsOf(life).flatMap((one) => Array.from({ length: 1 + Math.floor(next() * 3) }, () => one));
      const queue = shuffled(copies, next);
      while (queue.length > 0) await Promise.all(queue.splice(0, 1 + Math.floor(next() * 4)).map(send));
    }
    // Late copies of everything, when all is over: each is answered as it was.
    await Promise.all(shuffled(requestsOf(life), next).map(send));
    expect(
      [...answers.values()].map((said) => said.size),
      `seed ${seed}`,
    ).toEqual([1, 1, 1, 1, 1, 1]);
    const { events } = await t.storage.events.load({ kind: 'case', id });
    const done = events.map(({ envelope: { type, body } }) =>
      type === 'StepDone' ? String(Reflect.get(body as object, 'step')) : type,
    );
    const steps = done.filter((name) => order.includes(name));
    expect(steps, JSON.stringify(done)).toEqual(order);
  }
  expect(new Set(numbers).size).toBe(6);
  const findings: unknown[] = [];
  await audit({ storage: t.storage, project: projectionsOf(t.world), onFinding: (f) => findings.push(f) });
  expect(findings).toEqual([]);
}, 120_000);

test('an act of yesterday’s window that arrives after today’s says what it did not know of, and changes nothing', async () => {
  const id = await openSmallCase(cast);
  const before = (await cast.applicant.browser.get(`/api/v1/cases/${id}`)).body.version;
  const [first, ...rest] = requestsOf(99);
  for (const { who, body } of [first, ...rest].slice(0, 2) as Sent[])
    expect((await who.browser.send('POST', `/api/v1/cases/${id}/acts`, body)).status).toBe(200);
  const stale = await cast.planner.browser.send('POST', `/api/v1/cases/${id}/acts`, {
    ...(rest[1] as Sent).body,
    expected: before,
  });
  expect(stale.body).toMatchObject({ status: 409, code: 'changed-since', change: { expected: before } });
  expect((await t.storage.events.load({ kind: 'case', id })).head.version).toBe(stale.body.change.current);
});
