import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CaseAnswer, openCase } from '#operation/acts/case-acts.ts';
import { startWorker } from '#operation/jobs/worker.ts';
import { projectionsOf } from '#operation/replay/rebuild.ts';
import { audit } from '#storage/audit/audit.ts';
import { openStorage } from '#storage/open-storage.ts';
import { smallScheme } from '../operation/small-scheme.ts';
import { done } from '../operation/test-world.ts';
import {
  application,
  createServerWorld,
  doStep,
  openSmallCase,
  password,
  type ServerWorld,
  type SmallCast,
  smallCast,
} from './server-world.ts';

/** The clock of the server is set back, set ahead and put right while people work. */
const morning = '2026-03-02T02:00:00.000Z';
const hourAgo = '2026-03-02T01:00:00.000Z';
const nextYear = '2027-03-02T02:00:00.000Z';

let t: ServerWorld;
let cast: SmallCast;

beforeAll(async () => {
  t = await createServerWorld(morning, [smallScheme], {
    limits: { 'sign-in': null, 'look-up': null, bulk: null },
  });
  cast = await smallCast(t);
});
beforeEach(() => t.clock.set(morning));
afterAll(() => t.close());

const apply = (id: string, key: string) =>
  cast.applicant.browser.send(
    'POST',
    `/api/v1/cases/${id}/acts`,
    { act: 'do', step: 'application', outcome: 'done', values: application },
    { 'content-type': 'application/json', 'idempotency-key': key },
  );
const eventsOf = async (id: string) => (await t.storage.events.load({ kind: 'case', id })).events;
const timesOf = async (id: string) => (await eventsOf(id)).map((e) => e.envelope.recordedAt);

describe('set back by an hour', () => {
  test('an act that would be recorded before the last one is refused in words, keeps nothing, and is done when the clock is right', async () => {
    const id = await openSmallCase(cast);
    t.clock.set(hourAgo);
    const refused = await apply(id, 'applied-in-the-past');
    expect(refused.body).toMatchObject({
      status: 503,
      code: 'clock-behind',
      detail: `上一次办理记录于 ${morning}，服务器时钟现为 ${hourAgo}。`,
    });
    expect(refused.body.help).toContain('CLOCK_RAN_AHEAD_UNTIL');
    expect(await eventsOf(id)).toHaveLength(1);
    const figures = (await t.browser().get('/metrics')).text;
    expect(figures).toMatch(/^touchstone_clock_behind_seconds 3600$/m);
    // Reading goes on, and what has no past yet may begin.
    expect((await cast.applicant.browser.get(`/api/v1/cases/${id}`)).status).toBe(200);
    expect(await timesOf(await openSmallCase(cast))).toEqual([hourAgo]);
    t.clock.set(morning);
    expect((await apply(id, 'applied-in-the-past')).status).toBe(200);
    expect((await apply(id, 'applied-in-the-past')).status).toBe(200);
    expect(await timesOf(id)).toEqual([morning, morning]);
  });

  test('a clock that is behind by two seconds, as that of a second server may be, is waited for', async () => {
    const id = await openSmallCase(cast);
    t.clock.set('2026-03-02T01:59:58.000Z');
    const asked = apply(id, 'applied-a-little-early');
    await pause(1000);
    t.clock.set('2026-03-02T02:00:00.500Z');
    expect((await asked).status).toBe(200);
    expect(await timesOf(id)).toEqual([morning, '2026-03-02T02:00:00.500Z']);
  });

  test('whoever is signed in stays so, and goes through a list without seeing a case twice or missing one', async () => {
    const opened: string[] = [];
    for (let n = 0; n < 5; n++) opened.push(await openSmallCase(cast, `第 ${n} 件`));
    const page = async (after?: string) =>
      (await cast.applicant.browser.get(`/api/v1/cases?limit=3${after === undefined ? '' : `&after=${after}`}`)).body;
    const seen: string[] = [];
    let { rows, next } = await page();
    seen.push(...rows.map((r: { id: string }) => r.id));
    t.clock.set(hourAgo);
    const late = await openSmallCase(cast, '时钟倒拨后的一件');
    while (next !== null) {
      ({ rows, next } = await page(next));
      seen.push(...rows.map((r: { id: string }) => r.id));
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining([...opened, late]));
  });

  test('ids made meanwhile still come behind those made before', async () => {
    const before = t.world.newId();
    t.clock.set(hourAgo);
    expect(t.world.newId() > before).toBe(true);
  });
});

describe('set ahead by a year and put right', () => {
  test('a session ends by it and is there again; one that was begun meanwhile ends, and its proof of identity with it', async () => {
    const who = await t.person('越', cast.maker, ['applicant']);
    const { browser } = who;
    t.clock.set(nextYear);
    expect((await browser.get('/api/v1/session')).status).toBe(401);
    const ahead = t.browser();
    expect((await ahead.send('POST', '/api/v1/session', { login: who.login, password })).status).toBe(200);
    expect((await ahead.get('/api/v1/session')).body.identifiedUntil).not.toBeNull();
    t.clock.set(morning);
    // Its days would come round in a year: until then nobody could end it.
    expect((await ahead.get('/api/v1/session')).status).toBe(401);
    const again = t.browser();
    expect((await again.send('POST', '/api/v1/session', { login: who.login, password })).status).toBe(200);
    t.clock.set(hourAgo);
    const session = (await again.get('/api/v1/session')).body;
    expect([session.account.login, session.identifiedUntil]).toEqual([who.login, null]);
  });

  test('what was recorded meanwhile bars nobody for a year: the operator says up to when the clock was wrong', async () => {
    t.clock.set(nextYear);
    const open = {
      flow: 'initial',
      applicant: cast.maker,
      body: cast.body,
      round: null,
      entry: null,
      title: '时钟超前',
    };
    const acting = await cast.applicant.acting();
    const { case: id } = done<CaseAnswer>(await openCase(t.world, { acting, scheme: 'small', open }));
    t.clock.set(morning);
    expect((await apply(id, 'after-the-wrong-year')).body.code).toBe('clock-behind');
    const said = openStorage({ url: t.url, files: t.files, connections: 2, clockRanAheadUntil: nextYear });
    try {
      const head = (await said.events.load({ kind: 'case', id })).head;
      expect(head.recordedAt).toBe(nextYear);
      const { events } = t.storage;
      // The same world on a storage that was told.
      Object.assign(t.storage, { events: said.events });
      expect((await apply(id, 'after-the-wrong-year')).status).toBe(200);
      Object.assign(t.storage, { events });
      expect(await timesOf(id)).toEqual([nextYear, morning]);
      const findings: unknown[] = [];
      await audit({ storage: t.storage, project: projectionsOf(t.world), onFinding: (f) => findings.push(f) });
      expect(findings).toEqual([]);
    } finally {
      await said.close();
    }
  });

  test('nothing falls due by it for a quarter of an hour, and the log says so; then it does, once, and is not taken back', async () => {
    const id = await openSmallCase(cast);
    await doStep(cast.applicant, id, 'application', 'done', { values: application });
    let passed = 0;
    const told: string[] = [];
    const worker = await startWorker(t.world, {
      everySeconds: 0.2,
      passed: () => passed,
      tell: (words) => told.push(words),
    });
    const ranOut = async () => (await eventsOf(id)).filter((e) => e.envelope.type === 'ClockRanOut').length;
    try {
      t.clock.set(nextYear);
      for (let tries = 0; told.length === 0 && tries < 50; tries++) await pause(100);
      expect(told[0]).toMatch(/^The clock went ahead by 31536000 s, from 2026-03-02T02:00:00.000Z/);
      await pause(1500);
      expect(await ranOut()).toBe(0);
      passed += 16 * 60_000;
      for (let tries = 0; (await ranOut()) === 0 && tries < 100; tries++) await pause(100);
      expect(await ranOut()).toBe(1);
      t.clock.set(morning);
      for (let tries = 0; told.length < 2 && tries < 50; tries++) await pause(100);
      await pause(1000);
      expect(told.some((words) => words.startsWith('The clock went back by'))).toBe(true);
      expect(
        told.some((words) => words.startsWith(`The clock says ${morning}, and something was recorded at ${nextYear}`)),
      ).toBe(true);
      expect(await ranOut()).toBe(1);
    } finally {
      await worker.stop(5);
    }
  }, 60_000);
});
