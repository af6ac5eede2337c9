import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { systemActing } from '#operation/acts/request.ts';
import { projectionsOf, rebuildProjections } from '#operation/replay/rebuild.ts';
import { registerScheme } from '#operation/schemes/register-scheme.ts';
import { actOnLife } from '#operation/schemes/scheme-life.ts';
import { audit } from '#storage/audit/audit.ts';
import { smallScheme } from '../operation/small-scheme.ts';
import {
  application,
  createServerWorld,
  doStep,
  password,
  type ServerWorld,
  type SmallCast,
  smallCast,
  toDecision,
} from './server-world.ts';

/** The next edition: the contact's name is another one and still personal, and how the scope is written is asked beside. */
const next: Scheme = {
  ...smallScheme,
  edition: '2',
  supersedes: '1',
  inForce: { from: '2026-06-01' },
  forms: smallScheme.forms.map((form) =>
    form.id === 'application'
      ? { ...form, fields: form.fields.map((f) => (f.id === 'contact' ? { ...f, id: 'contact-person' } : f)) }
      : form,
  ),
};
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
let id: string;
type Seat = Pick<SmallCast['decider'], 'browser' | 'login'>;
const again = async (who: Seat): Promise<Seat> => {
  const browser = t.browser();
  await browser.send('POST', '/api/v1/session', { login: who.login, password });
  return { ...who, browser };
};
const plan = async (who: Seat, fields: object[] = [], edition = '2') =>
  (await again(who)).browser.send('POST', `/api/v1/cases/${id}/move-plan`, { edition, fields });
const move = async (who: Seat, more: object = {}) =>
  (await again(who)).browser.send('POST', `/api/v1/cases/${id}/acts`, {
    act: 'move',
    edition: '2',
    words: '按新标准',
    ...more,
  });
const codes = (answer: { readonly body: { readonly refusals: readonly { readonly code: string }[] } }) =>
  answer.body.refusals.map((r) => r.code);
const openings = async (who: Seat) =>
  (await (await again(who)).browser.get(`/api/v1/cases/${id}`)).body.openings.filter(
    (o: { act: string }) => o.act === 'move',
  );

beforeAll(async () => {
  t = await createServerWorld('2026-03-02T02:00:00.000Z', [smallScheme]);
  cast = await smallCast(t);
  id = await toDecision(cast);
  expect((await registerScheme(t.world, { acting: systemActing }, next)).is).toBe('done');
});
afterAll(() => t.close());

test('a case keeps its edition unless a transition is declared, and until the other is in force', async () => {
  expect(await openings(cast.reviewer)).toEqual([]);
  expect(codes(await move(cast.reviewer))).toEqual(['move-not-declared']);
  const life = { act: 'declare-transition' as const, transition, words: '' };
  expect((await actOnLife(t.world, { acting: systemActing, scheme: 'small', life })).is).toBe('done');
  await t.world.schemes.refresh();
  expect(codes(await move(cast.reviewer))).toEqual(['move-not-in-force']);
  expect((await plan(cast.reviewer)).body.bars).toMatchObject([{ code: 'move-not-in-force' }]);
  expect(codes(await move(cast.reviewer, { edition: '3' }))).toEqual(['move-not-declared']);
});

test('what is lost and lacking is told before; a stranger learns nothing of it', async () => {
  t.clock.set('2026-09-01T02:00:00.000Z');
  const told = (await plan(cast.reviewer)).body;
  expect(told).toMatchObject({
    bars: [],
    lost: [{ field: 'contact', goesTo: null }],
    returnsTo: { id: 'application' },
  });
  expect(told.lost[0].mayGoTo.map((m: { field: string }) => m.field)).toEqual(['contact-person']);
  expect((await plan(cast.stranger)).status).toBe(404);
  expect((await move(cast.stranger)).status).toBe(404);
  // What the forms hold is told to whoever may move it, and to nobody else.
  const applicant = (await plan(cast.applicant)).body;
  expect(applicant).toMatchObject({ bars: [{ code: 'role-missing' }], lost: [], lacking: [] });
  // Advice that is hidden from her is not told by way of what it lacks.
  expect(JSON.stringify((await plan(cast.decider)).body)).not.toContain('建议通过');
});

test('whoever may move it has it among her openings; the applicant hears why she has not', async () => {
  expect(await openings(cast.reviewer)).toMatchObject([{ on: '2', bars: [] }]);
  expect(await openings(cast.applicant)).toMatchObject([{ on: '2', bars: [{ code: 'role-missing' }] }]);
  expect(codes(await move(cast.applicant))).toContain('role-missing');
  expect(codes(await move(cast.reviewer, { words: '' }))).toEqual(['field-missing']);
});

test('it moves with its personal value under the new name, its lists and rows follow, and a replay gives the same', async () => {
  const before = (await (await again(cast.reviewer)).browser.get(`/api/v1/cases/${id}`)).body;
  const fields = [{ from: 'contact', to: 'contact-person' }];
  expect((await move(cast.reviewer, { fields, expected: before.version - 1 })).status).toBe(409);
  const done = await move(cast.reviewer, { fields, expected: before.version });
  expect(done.status, done.text).toBe(200);
  const now = (await (await again(cast.reviewer)).browser.get(`/api/v1/cases/${id}`)).body;
  expect(now.scheme.edition).toBe('2');
  expect(now.window).toBeNull();
  expect(now.values['contact-person']).toBe(application.contact);
  expect(now.values).not.toHaveProperty('contact');
  expect(now.steps.find((s: { status: string }) => s.status === 'open').id).toBe('decision');
  expect(now.history.at(-1)).toMatchObject({ type: 'CaseMoved', moved: { from: '1', to: '2', words: '按新标准' } });
  const events = await t.world.storage.events.load({ kind: 'case', id });
  expect(JSON.stringify(events.events.at(-1)?.envelope)).not.toContain('王小明');
  expect((await t.world.storage.cases.byId(id))?.edition).toBe('2');

  const findings: unknown[] = [];
  const check = () =>
    audit({ storage: t.storage, project: projectionsOf(t.world), onFinding: (f) => findings.push(f) });
  await check();
  await rebuildProjections(t.world);
  await check();
  expect(findings).toEqual([]);

  const decider = await again(cast.decider);
  await decider.browser.send('POST', '/api/v1/session/identity', { password });
  const decided = await doStep(decider, id, 'decision', 'grant');
  const entry = await t.world.storage.entries.byId(decided.entries[0].id);
  expect(entry?.edition).toBe('2');
});
