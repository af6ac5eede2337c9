import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { smallScheme } from '../operation/small-scheme.ts';
import { organisation } from '../operation/test-world.ts';
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

/** A scheme whose cases anybody may open, as a complaint against the register's own operator. */
const openScheme: Scheme = {
  ...smallScheme,
  id: 'small-open',
  roles: [...smallScheme.roles, { id: 'anybody', of: 'public', named: false, least: 0, most: 1 }],
  flows: smallScheme.flows.map((flow) => ({ ...flow, openedBy: ['anybody'] })),
};

let t: ServerWorld;
let cast: SmallCast;

beforeAll(async () => {
  t = await createServerWorld('2026-03-02T02:00:00.000Z', [smallScheme, openScheme]);
  cast = await smallCast(t);
});
afterAll(() => t.close());

describe('a case over HTTP', () => {
  let id: string;

  test('its page holds the form, what may be done and why not, in both languages', async () => {
    id = await openSmallCase(cast);
    const mine = (await cast.applicant.browser.get(`/api/v1/cases/${id}`)).body;
    expect(mine).toMatchObject({ version: 1, title: '初次认证', flow: { id: 'initial' } });
    expect(mine.openings[0]).toMatchObject({ act: 'do', on: 'application', bars: [] });
    const theirs = (await cast.reviewer.browser.get(`/api/v1/cases/${id}`)).body;
    expect(theirs.openings[0].bars[0]).toMatchObject({ code: 'role-missing' });
    expect(theirs.openings[0].bars[0].text.en).toContain('This is done by');
    expect(mine.forms[0].fields.map((f: { id: string }) => f.id)).toContain('scope-text');
  });

  test('every refusal comes at once, each at its field', async () => {
    const answer = await cast.applicant.browser.send('POST', `/api/v1/cases/${id}/acts`, {
      act: 'do',
      step: 'application',
      outcome: 'done',
      values: { persons: 0, sector: ['99'], nonsense: 1 },
    });
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ code: 'refused', type: expect.stringMatching(/\/api\/problems#refused$/) });
    const fields = answer.body.refusals.map((r: { field: string }) => r.field);
    expect(fields).toEqual(expect.arrayContaining(['persons', 'sector', 'nonsense', 'scope-text', 'contact']));
    for (const refusal of answer.body.refusals)
      expect(refusal.text.zh.length * refusal.text.en.length).toBeGreaterThan(0);
  });

  test('a refusal is said in the reader’s language, the scheme’s own words too', async () => {
    const answer = await cast.reviewer.browser.send('POST', `/api/v1/cases/${id}/acts`, {
      act: 'do',
      step: 'review',
      outcome: 'accept',
    });
    const [refusal] = answer.body.refusals;
    expect(refusal.text.zh).toMatch(/步骤“.*”现在不能办理/);
    expect(refusal.text.en).toMatch(/^The step “/);
    expect(refusal.text.en).not.toMatch(/\p{Script=Han}/u);
  });

  test('a draft is kept by itself, and the second window learns of the first', async () => {
    const at = `/api/v1/cases/${id}/drafts/application`;
    const { browser } = cast.applicant;
    expect((await browser.get(at)).status).toBe(404);
    expect((await browser.send('PUT', at, { values: { persons: 12 }, revision: 0 })).body).toMatchObject({
      revision: 1,
    });
    const late = await browser.send('PUT', at, { values: { persons: 13 }, revision: 0 });
    expect(late.body).toMatchObject({ code: 'changed-since', change: { expected: 0, current: 1 } });
    expect((await browser.get(at)).body).toMatchObject({ values: { persons: 12 } });
    expect((await cast.stranger.browser.send('PUT', at, { values: {}, revision: 0 })).status).toBe(403);
    expect((await cast.reviewer.browser.get(at)).status).toBe(404);
  });

  test('a file goes up, into the case, and down again to whom the case is open', async () => {
    const bytes = new TextEncoder().encode('%PDF-1.7\n% a licence');
    const { browser } = cast.applicant;
    const up = await browser.send('PUT', '/api/v1/files?name=%E6%89%A7%E7%85%A7.pdf', bytes, {
      'content-type': 'application/pdf',
    });
    expect(up.body).toMatchObject({ name: '执照.pdf', mediaType: 'application/pdf', size: bytes.length });
    const { digest, name, size, mediaType } = up.body;
    const licence = [{ digest, name, size, mediaType }];
    expect((await cast.reviewer.browser.get(`/api/v1/files/${up.body.id}`)).status).toBe(404);
    await doStep(cast.applicant, id, 'application', 'done', { values: { ...application, licence } });
    const down = await cast.reviewer.browser.get(`/api/v1/files/${up.body.id}`);
    expect(down.text).toContain('a licence');
    expect(down.headers.get('content-disposition')).toContain("filename*=UTF-8''%E6%89%A7%E7%85%A7.pdf");
    expect(down.headers.get('content-security-policy')).toContain('sandbox');
    const part = await cast.reviewer.browser.get(`/api/v1/files/${up.body.id}`, { range: 'bytes=0-3' });
    expect([part.status, part.text, part.headers.get('content-range')]).toEqual([206, '%PDF', `bytes 0-3/${size}`]);
    expect((await cast.reviewer.browser.get(`/api/v1/files/${up.body.id}`, { range: 'bytes=900-' })).status).toBe(416);
    expect((await cast.stranger.browser.get(`/api/v1/files/${up.body.id}`)).status).toBe(404);
    expect((await browser.get(`/api/v1/cases/${id}/drafts/application`)).status).toBe(404);
  });

  test('work lists: what waits for whom, with its day; what was done; what was opened', async () => {
    const todo = (await cast.reviewer.browser.get('/api/v1/work?list=todo')).body;
    expect(todo.tasks).toMatchObject([{ subject: id, step: 'review', due: '2026-03-09', isLate: false, daysLeft: 7 }]);
    expect(todo.counts.waiting).toEqual({ count: 1, isCapped: false });
    expect((await cast.applicant.browser.get('/api/v1/work?list=done')).body.tasks).toMatchObject([
      { step: 'application' },
    ]);
    expect((await cast.applicant.browser.get('/api/v1/work?list=mine')).body.cases).toMatchObject([{ id }]);
    expect((await cast.stranger.browser.get('/api/v1/work')).body.tasks).toEqual([]);
  });

  test('who may be named, each with what bars her', async () => {
    await doStep(cast.reviewer, id, 'review', 'accept');
    const answer = await cast.planner.browser.get(`/api/v1/cases/${id}/candidates?step=team&role=auditor`);
    expect(answer.body.rows).toMatchObject([{ person: { name: { zh: '阿达' } }, bars: [] }]);
  });

  test('an act with a key is done once, however often it is sent', async () => {
    const named = [{ role: 'auditor', person: cast.auditor.person, party: cast.body }];
    const act = { act: 'do', step: 'team', outcome: 'done', named };
    const send = () =>
      cast.planner.browser.send('POST', `/api/v1/cases/${id}/acts`, act, { 'idempotency-key': 'team-of-case-1' });
    const [first, second] = [await send(), await send()];
    expect(first.status).toBe(200);
    expect(second.body).toEqual(first.body);
    const other = await cast.planner.browser.send(
      'POST',
      `/api/v1/cases/${id}/acts`,
      { ...act, outcome: 'other' },
      { 'idempotency-key': 'team-of-case-1' },
    );
    expect(other.body).toMatchObject({ status: 422, code: 'key-reused' });
  });
});

test('a case that anybody may open is opened by somebody: whoever is not signed in opens nothing on a firm’s desk', async () => {
  const opening = { scheme: 'small-open', flow: 'initial', applicant: cast.maker, body: cast.body, title: '匿名' };
  const nobody = await t.browser().send('POST', '/api/v1/cases', opening);
  expect(nobody.status).toBe(401);
  expect(nobody.body).toMatchObject({ code: 'not-signed-in' });
  expect((await cast.stranger.browser.send('POST', '/api/v1/cases', opening)).status).toBe(201);
});

describe('two people at one case', () => {
  test('one succeeds; the other sees what changed', async () => {
    const id = await toDecision(cast);
    await cast.decider.browser.send('POST', '/api/v1/session/identity', { password });
    const { version } = (await cast.decider.browser.get(`/api/v1/cases/${id}`)).body;
    const act = (outcome: string, more = {}) =>
      cast.decider.browser.send('POST', `/api/v1/cases/${id}/acts`, {
        act: 'do',
        step: 'decision',
        outcome,
        expected: version,
        ...more,
      });
    const answers = await Promise.all([
      act('grant'),
      act('refuse', { reason: { list: 'refusal', code: 'incomplete' } }),
    ]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    expect(answers.find((a) => a.status === 409)?.body).toMatchObject({
      code: 'changed-since',
      change: {
        expected: version,
        current: version + 1,
        since: [{ type: 'StepDone', about: 'decision', role: 'decider' }],
      },
    });
  });

  test('a decision asks for identity again, and says so at the door of the act', async () => {
    const id = await toDecision(cast);
    t.clock.set('2026-03-02T02:30:00.000Z');
    const act = { act: 'do', step: 'decision', outcome: 'grant' };
    const first = await cast.decider.browser.send('POST', `/api/v1/cases/${id}/acts`, act);
    expect(first.body).toMatchObject({ code: 'refused', refusals: [{ code: 'identity-needed' }] });
    expect((await cast.decider.browser.send('POST', '/api/v1/session/identity', { password: 'not it' })).status).toBe(
      401,
    );
    await cast.decider.browser.send('POST', '/api/v1/session/identity', { password });
    const second = await cast.decider.browser.send('POST', `/api/v1/cases/${id}/acts`, act);
    expect(second.body).toMatchObject({ ended: 'granted', entries: [{ issued: true }] });
  });
});

describe('what the world checks', () => {
  test('the certificate: verdict, credential, DID document, issuer file, all agreeing', async () => {
    const id = await toDecision(cast);
    await cast.decider.browser.send('POST', '/api/v1/session/identity', { password });
    const { entries } = await doStep(cast.decider, id, 'decision', 'grant');
    const [entry] = entries;
    const anyone = t.browser();
    const verdict = (
      await anyone.get(`/api/v1/verdict?number=${entry.number.toLowerCase()}&scope=18&name=上海示例精密机械有限公司`)
    ).body;
    expect(verdict.found).toMatchObject([{ entry: { id: entry.id }, verdict: { word: 'valid', mayRely: true } }]);
    const credential = await anyone.get(`/credentials/${entry.id}`);
    expect(credential.headers.get('content-type')).toBe('application/vc+jwt');
    expect(credential.headers.get('access-control-allow-origin')).toBe('*');
    expect(
      (await anyone.get(`/credentials/${entry.id}`, { 'if-none-match': credential.headers.get('etag') ?? '' })).status,
    ).toBe(304);
    const checked = await anyone.send('POST', '/api/v1/verify', credential.text, {
      'content-type': 'application/vc+jwt',
    });
    const outcomes = checked.body.report.steps.map((s: { step: string; outcome: string }) => `${s.step} ${s.outcome}`);
    expect(outcomes).toEqual(expect.arrayContaining(['issuer ok', 'signature ok', 'shape ok', 'dates ok']));
    expect(checked.body.found).toMatchObject({ entry: { id: entry.id }, verdict: { word: 'valid' } });
    const spoilt = `${credential.text.slice(0, -3)}${credential.text.at(-3) === 'A' ? 'B' : 'A'}${credential.text.slice(-2)}`;
    const refused = await anyone.send('POST', '/api/v1/verify', spoilt, { 'content-type': 'text/plain' });
    expect(refused.body.report.outcome).toBe('failed');
    const did = JSON.parse((await anyone.get(`/parties/${cast.body}/did.json`)).text);
    expect(did.id).toBe(`did:web:register.example.org:parties:${cast.body}`);
    const header = JSON.parse(Buffer.from(credential.text.split('.')[0] ?? '', 'base64url').toString());
    expect(did.assertionMethod).toContain(header.kid);
    expect(JSON.parse((await anyone.get('/issuers.json')).text).issuers).toMatchObject([{ did: did.id }]);
    expect((await anyone.get(`/api/v1/entries/${entry.id}`)).body).toMatchObject({ acts: [], state: null });
    const desk = (await cast.decider.browser.get(`/api/v1/entries/${entry.id}`)).body;
    expect(desk.acts.map((a: { act: string }) => a.act)).toContain('suspend');
    const suspended = await cast.decider.browser.send('POST', `/api/v1/entries/${entry.id}/acts`, {
      act: 'suspend',
      reason: { list: 'status', code: 'overdue' },
      expected: desk.version,
    });
    expect(suspended.body).toMatchObject({ entry: entry.id, events: ['EntrySuspended'] });
    expect((await anyone.get(`/api/v1/entries/${entry.id}/verdict`)).body.verdict.word).toBe('suspended');
  });

  test('a body whose key lies elsewhere signs what it is given, and nothing else is issued', async () => {
    const pair = generateKeyPairSync('ed25519');
    const publicKey = pair.publicKey.export({ format: 'jwk' }).x ?? '';
    const body = await organisation(t.world, '自持密钥机构', '077');
    const given = await cast.operator.browser.send('POST', `/api/v1/parties/${body}/keys`, {
      custody: 'external',
      publicKey,
    });
    expect([given.status, given.body.keyId]).toEqual([201, 'key-2026-1']);
    const people = { ...cast, body } as SmallCast;
    for (const [name, role] of [
      ['reviewer', '芮二'],
      ['planner', '潘二'],
      ['auditor', '达二'],
      ['decider', '丹二'],
    ] as const)
      people[name] = await t.person(role, body, [name]);
    const id = await toDecision(people);
    await people.decider.browser.send('POST', '/api/v1/session/identity', { password });
    const { entries } = await doStep(people.decider, id, 'decision', 'grant');
    expect(entries[0].issued).toBe(false);
    const at = `/api/v1/entries/${entries[0].id}`;
    expect((await cast.stranger.browser.get(`${at}/to-sign`)).status).toBe(404);
    const { toSign, keyId } = (await people.decider.browser.get(`${at}/to-sign`)).body;
    const hand = (text: string) =>
      people.decider.browser.send('POST', `${at}/signature`, {
        toSign,
        keyId,
        signature: sign(null, Buffer.from(text), pair.privateKey).toString('base64url'),
      });
    expect((await hand(`${toSign}x`)).body).toMatchObject({ code: 'refused', refusals: [{ code: 'value-kind' }] });
    expect((await hand(toSign)).body).toMatchObject({ events: ['EntryIssued'] });
    expect((await t.browser().get(`${at}/verdict`)).body.verdict.word).toBe('valid');
  });

  test('a bulk check takes JSON, pasted text and CSV, and answers JSON, CSV or xlsx', async () => {
    const anyone = t.browser();
    const lines = [{ number: '03426Q00001R0S' }, { number: 'NOT-THERE-1', name: '某公司' }, { number: '' }];
    const json = await anyone.send('POST', '/api/v1/verdicts', { lines });
    expect(json.body.rows.map((r: { reason: string }) => r.reason).slice(1)).toEqual(['unknown', 'wrong-form']);
    const text = await anyone.send('POST', '/api/v1/verdicts', '03426Q00001R0S\nNOT-THERE-1', {
      'content-type': 'text/plain',
    });
    expect(text.body.rows).toHaveLength(2);
    const csv = await anyone.send('POST', '/api/v1/verdicts', 'NOT-THERE-1,=HYPERLINK("x")', {
      'content-type': 'text/csv',
      accept: 'text/csv',
    });
    expect(csv.headers.get('content-type')).toBe('text/csv');
    expect(csv.text).toContain("'=HYPERLINK");
    expect((await anyone.send('POST', '/api/v1/verdicts', { lines: [] })).body).toMatchObject({ code: 'wrong-shape' });
  });
});
