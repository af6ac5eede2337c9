import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { systemActing } from '#operation/acts/request.ts';
import { runClocks } from '#operation/acts/run-clocks.ts';
import { areTransitionsDue } from '#operation/acts/run-transitions.ts';
import { registerScheme } from '#operation/schemes/register-scheme.ts';
import { actOnLife } from '#operation/schemes/scheme-life.ts';
import { smallScheme } from '../operation/small-scheme.ts';
import {
  createServerWorld,
  doStep,
  password,
  type ServerWorld,
  type SmallCast,
  smallCast,
  toDecision,
} from './server-world.ts';

const next: Scheme = { ...smallScheme, edition: '2', supersedes: '1', inForce: { from: '2026-06-01' } };
const transition = {
  from: '1',
  to: '2',
  fromName: { zh: '一版', en: 'first' },
  toName: { zh: '二版', en: 'second' },
  newUntil: '2026-08-31',
  decideUntil: '2026-12-31',
  holdUntil: '2027-05-31',
  remindDays: 90,
  afterwards: 'must-withdraw' as const,
  flows: ['initial'],
  basis: { document: 'an invented notice', certainty: 'verified' as const },
};

let t: ServerWorld;
let cast: SmallCast;
let waiting: string;
let entry: string;

const declare = (more: object) =>
  actOnLife(t.world, {
    acting: systemActing,
    scheme: 'small',
    life: { act: 'declare-transition', transition: { ...transition, ...more }, words: 'the notice, read again' },
  });
const kase = async (who: { readonly browser: ReturnType<ServerWorld['browser']> }, id: string) =>
  (await who.browser.get(`/api/v1/cases/${id}`)).body;
const grantBars = (body: { openings: { on: string; outcomes: { id: string; bars: { code: string }[] }[] }[] }) =>
  Object.fromEntries(
    (body.openings.find((o) => o.on === 'decision')?.outcomes ?? []).map((o) => [o.id, o.bars.map((b) => b.code)]),
  );
/** Sessions end within hours: whoever looks on another day signs in again. */
const again = async (who: SmallCast['decider']) => {
  const browser = t.browser();
  const answer = await browser.send('POST', '/api/v1/session', { login: who.login, password });
  expect(answer.status).toBeLessThan(300);
  return { ...who, browser };
};

beforeAll(async () => {
  t = await createServerWorld('2026-03-02T02:00:00.000Z', [smallScheme]);
  cast = await smallCast(t);
  const granted = await toDecision(cast);
  await cast.decider.browser.send('POST', '/api/v1/session/identity', { password });
  entry = (await doStep(cast.decider, granted, 'decision', 'grant')).entries[0].id;
  waiting = await toDecision(cast);
  expect((await registerScheme(t.world, { acting: systemActing }, next)).is).toBe('done');
  expect((await declare({})).is).toBe('done');
});
afterAll(() => t.close());

test('a case says until when it can be granted, and whoever applies hears it before', async () => {
  const body = await kase(cast.applicant, waiting);
  expect(body.window).toMatchObject({ decideUntil: '2026-12-31', daysLeft: 305, isNear: false, isOver: false });
  expect(body.window.says.en).toBe(
    'A grant under first has to be decided by 2026-12-31; after that day nothing is granted, and the case has to be moved to second.',
  );
  const { rows } = (await t.browser().get('/api/v1/schemes')).body;
  const of = (edition: string) =>
    rows.find((s: { id: string; edition: string }) => s.id === 'small' && s.edition === edition);
  expect(of('1')).toMatchObject({ isInForce: true, window: { decideUntil: '2026-12-31' } });
  expect(of('2')).toMatchObject({ isInForce: false, window: null });
});

test('near the end the work list says so; after it the opening bars the grant, and only that, before anybody tries', async () => {
  t.clock.set('2026-12-31T15:30:00.000Z');
  const list = (await (await again(cast.decider)).browser.get('/api/v1/work')).body.tasks;
  const row = list.find((task: { subject: string }) => task.subject === waiting);
  expect(row.window).toMatchObject({ decideUntil: '2026-12-31', daysLeft: 1, isOver: false });
  expect(grantBars(await kase(await again(cast.decider), waiting))).toEqual({ grant: [], refuse: [] });

  t.clock.set('2026-12-31T16:00:00.000Z');
  const decider = await again(cast.decider);
  const body = await kase(decider, waiting);
  expect(body.window).toMatchObject({ daysLeft: 0, isOver: true });
  expect(grantBars(body)).toEqual({ grant: ['transition-decide-over'], refuse: [] });
  await decider.browser.send('POST', '/api/v1/session/identity', { password });
  const act = { act: 'do', step: 'decision', outcome: 'grant', line: null, values: {}, named: [], reason: null };
  const tried = await decider.browser.send('POST', `/api/v1/cases/${waiting}/acts`, act);
  expect(tried.status).toBe(422);
  expect(tried.body.refusals.map((r: { code: string }) => r.code)).toEqual(['transition-decide-over']);
});

test('a day that is to be confirmed is told with its mark and bars nothing', async () => {
  expect(await declare({ basis: { document: 'remembered', certainty: 'to-be-confirmed' } })).toMatchObject({
    is: 'done',
  });
  await t.world.schemes.refresh();
  const body = await kase(await again(cast.decider), waiting);
  expect(body.window).toMatchObject({ isOver: false, daysLeft: 0, certainty: 'to-be-confirmed' });
  expect(body.window.says.zh).toContain('日期待确认');
  expect(grantBars(body)).toEqual({ grant: [], refuse: [] });
  await declare({});
});

test('from remindDays before the end holder and issuer have it in their work lists, once, until the entry has moved', async () => {
  t.clock.set('2027-03-01T02:00:00.000Z');
  await runClocks(t.world);
  const mine = async (who: SmallCast['decider']) =>
    (await (await again(who)).browser.get('/api/v1/work')).body.tasks.filter(
      (task: { kind: string; step: string }) => task.kind === 'entry' && task.step === 'transition',
    );
  expect(await mine(cast.applicant)).toEqual([]);
  // The window asks for the clock although no day of any entry has come.
  t.clock.set('2027-03-02T02:00:00.000Z');
  expect(await areTransitionsDue(t.world)).toBe(true);
  await runClocks(t.world);
  expect(await areTransitionsDue(t.world)).toBe(false);
  for (const who of [cast.applicant, cast.reviewer]) {
    const tasks = await mine(who);
    expect(tasks).toMatchObject([{ subject: entry, due: '2027-05-31', stepTitle: { zh: '转换到新版本' } }]);
  }
  expect(await mine(cast.stranger)).toEqual([]);
  const version = (await t.world.storage.entries.byId(entry))?.version;
  await t.world.storage.inTransaction((transaction) =>
    t.world.storage.settings.put(transaction, 'transition reminded small 1 2027-05-31 on 2027-03-02', null),
  );
  t.clock.set('2027-03-02T08:00:00.000Z');
  await runClocks(t.world);
  expect((await t.world.storage.entries.byId(entry))?.version).toBe(version);

  // Prolonged: told again with the new day, and the old line goes.
  await declare({ holdUntil: '2027-09-30' });
  t.clock.set('2027-07-10T02:00:00.000Z');
  await runClocks(t.world);
  expect(await mine(cast.applicant)).toMatchObject([{ subject: entry, due: '2027-09-30' }]);

  // The last day still holds.
  const said = async () => JSON.stringify((await t.world.storage.entries.byId(entry))?.details['consequences']);
  t.clock.set('2027-09-30T15:30:00.000Z');
  await runClocks(t.world);
  expect(await said()).not.toContain('transition');
  t.clock.set('2027-09-30T16:00:00.000Z');
  expect(await areTransitionsDue(t.world)).toBe(true);
  await runClocks(t.world);
  expect(await said()).toContain('"duty":"transition"');
});

test('a superseded edition is not in force for being open-ended in its text', async () => {
  const { rows } = (await t.browser().get('/api/v1/schemes')).body;
  const inForce = rows.filter((s: { id: string; isInForce: boolean }) => s.id === 'small' && s.isInForce);
  expect(inForce.map((s: { edition: string }) => s.edition)).toEqual(['2']);
});
