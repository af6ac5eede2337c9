import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { systemActing } from '#operation/acts/request.ts';
import { runClocks } from '#operation/acts/run-clocks.ts';
import { namedStream } from '#operation/ports/stream-id.ts';
import { registerScheme } from '#operation/schemes/register-scheme.ts';
import { actOnLife } from '#operation/schemes/scheme-life.ts';
import { smallScheme } from '../operation/small-scheme.ts';
import {
  application,
  createServerWorld,
  doStep,
  openSmallCase,
  password,
  type ServerWorld,
  type SmallCast,
  smallCast,
  toDecision,
} from './server-world.ts';

/** The next edition: no review any more, and at most a hundred persons. */
const next: Scheme = {
  ...smallScheme,
  edition: '2',
  supersedes: '1',
  inForce: { from: '2026-06-01' },
  forms: smallScheme.forms.map((form) => ({
    ...form,
    fields: form.fields.map((f) => (f.id === 'persons' && f.kind === 'number' ? { ...f, most: 100 } : f)),
  })),
  flows: smallScheme.flows.map((flow) => ({ ...flow, steps: flow.steps.filter((s) => s.id !== 'review') })),
};

let t: ServerWorld;
let cast: SmallCast;
let owner: Awaited<ReturnType<ServerWorld['person']>>;

beforeAll(async () => {
  t = await createServerWorld('2026-03-02T02:00:00.000Z', [smallScheme]);
  cast = await smallCast(t);
  owner = await t.person('主', cast.other, ['scheme-owner']);
});
afterAll(() => t.close());

const register = (scheme: Scheme) => registerScheme(t.world, { acting: systemActing }, scheme);

test('a text under the name of a registered edition is refused, whatever is changed in it', async () => {
  const outcome = await register({ ...smallScheme, voluntary: !smallScheme.voluntary });
  expect(outcome).toMatchObject({ is: 'refused', refusals: [{ code: 'edition-fixed' }] });
});

test('what a new edition touches is told in counts to those who keep schemes, and to nobody else', async () => {
  expect((await register(next)).is).toBe('done');
  const id = await openSmallCase(cast);
  await doStep(cast.applicant, id, 'application', 'done', { values: application });
  const ask = (who: { readonly browser: ServerWorld extends { browser(): infer B } ? B : never }) =>
    who.browser.send('POST', '/api/v1/schemes/small/effect', { edition: '2' });
  const { status, body } = await ask(cast.registrar);
  expect(status).toBe(200);
  expect(body).toMatchObject({ from: { edition: '1' }, to: { edition: '2' }, cases: { open: 1, lookedInto: 1 } });
  const kinds = body.lines.map((l: { kind: string; at: object; cases: number }) => [l.kind, l.at, l.cases]);
  expect(kinds).toContainEqual(['step-gone', { flow: 'initial', step: 'review' }, 1]);
  expect(kinds).toContainEqual(['value-refused', { form: 'application', field: 'persons' }, 1]);
  expect(body.changes.some((c: { area: string; kind: string }) => c.area === 'step' && c.kind === 'removed')).toBe(
    true,
  );
  expect(JSON.stringify(body)).not.toContain(id);
  for (const who of [cast.applicant, cast.decider, cast.stranger]) expect((await ask(who)).status).toBe(403);
  // An owner of schemes, but not of this one.
  expect((await ask(owner)).status).toBe(403);
  expect((await t.browser().send('POST', '/api/v1/schemes/small/effect', { edition: '2' })).status).toBe(401);
});

test('the acts on editions refuse in words, and each is a public fact', async () => {
  const send = (body: object, who = cast.registrar) =>
    who.browser.send('POST', '/api/v1/scheme-editions/small/acts', body);
  const transition = {
    from: '1',
    to: '2',
    fromName: { zh: '一版', en: 'first' },
    toName: { zh: '二版', en: 'second' },
    newUntil: '2026-08-31',
    decideUntil: null,
    holdUntil: '2027-05-31',
    remindDays: 90,
    afterwards: 'must-withdraw',
    flows: [],
    basis: { document: 'an invented notice', certainty: 'to-be-confirmed' },
  };
  const wrong = await send({ act: 'declare-transition', transition: { ...transition, newUntil: '2026-01-01' } });
  expect(wrong.status).toBe(422);
  expect(wrong.body.refusals[0]).toMatchObject({ code: 'transition-order' });
  expect((await send({ act: 'declare-transition', transition }, cast.decider)).status).toBe(403);
  expect((await send({ act: 'declare-transition', transition })).status).toBe(200);
  expect((await send({ act: 'recall', edition: '1', words: 'x' })).body.refusals[0].code).toBe('edition-in-force');

  const life = (await t.browser().get('/api/v1/scheme-editions/small')).body;
  expect(
    life.editions.map((e: { edition: string; state: string; newUntil: string }) => [e.edition, e.state, e.newUntil]),
  ).toEqual([
    ['1', 'in-force', '2026-08-31'],
    ['2', 'registered', null],
  ]);
  const facts = await t.world.storage.outbox.ofStream(namedStream('scheme', 'small'));
  expect(facts.map((f) => JSON.parse(new TextDecoder().decode(f.bytes)).status)).toEqual([
    'registered',
    'registered',
    'superseded',
    'transition',
  ]);
  const page = await t.browser().get('/schemes/small?lang=en');
  expect(page.text).toContain('first');
  expect(page.text).toContain('to be confirmed');
});

test('an entry under the old edition says until when, with the mark, to the public and to its holder', async () => {
  const id = await toDecision(cast);
  await cast.decider.browser.send('POST', '/api/v1/session/identity', { password });
  const decided = await doStep(cast.decider, id, 'decision', 'grant');
  const [entry] = decided.entries;
  const { body } = await t.browser().get(`/api/v1/verdict?number=${entry.number}`);
  expect(body.found[0].verdict.word).toBe('valid');
  expect(body.found[0].transition).toMatchObject({
    from: '1',
    to: '2',
    holdUntil: '2027-05-31',
    certainty: 'to-be-confirmed',
  });
  const page = await t.browser().get(`/entries/${entry.id}?lang=en`);
  expect(page.text).toContain(
    'Valid under first until 2027-05-31 (day to be confirmed); before then it has to move to second.',
  );
  const mine = (await cast.applicant.browser.get(`/api/v1/entries/${entry.id}`)).body;
  expect(mine.transition.says.zh).toContain('2027-05-31（日期待确认）');
  // What was known before the declaration knows nothing of it.
  const before = (await t.browser().get(`/api/v1/verdict?number=${entry.number}&known=2026-03-01`)).body;
  expect(before.found[0]?.transition ?? null).toBeNull();
});

test('the clock ends nothing on a day to be confirmed; once it is confirmed, what has not moved must be withdrawn', async () => {
  t.clock.set('2027-06-01T02:00:00.000Z');
  await runClocks(t.world);
  // A window that is over cannot be declared anew: it is confirmed while it runs.
  t.clock.set('2027-03-01T02:00:00.000Z');
  const [known] = (await t.browser().get('/api/v1/scheme-editions/small')).body.editions;
  const transition = { ...known.transition, basis: { document: 'the notice, read', certainty: 'verified' } };
  const act = { act: 'declare-transition' as const, transition, words: 'read in the gazette' };
  expect((await actOnLife(t.world, { acting: systemActing, scheme: 'small', life: act })).is).toBe('done');
  const entry = (await t.browser().get('/api/v1/entries?scheme=small')).body.rows[0];
  const said = async () => (await t.world.storage.entries.byId(entry.id))?.details['consequences'];
  expect(JSON.stringify(await said())).not.toContain('transition');
  t.clock.set('2027-06-01T03:00:00.000Z');
  await runClocks(t.world);
  expect(JSON.stringify(await said())).toContain('"duty":"transition"');
  const version = (await t.world.storage.entries.byId(entry.id))?.version;
  await runClocks(t.world);
  expect((await t.world.storage.entries.byId(entry.id))?.version).toBe(version);
});
