import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
} from './server-world.ts';

let t: ServerWorld;
let cast: SmallCast;
let id: string;

beforeAll(async () => {
  t = await createServerWorld('2026-03-02T02:00:00.000Z', [smallScheme]);
  cast = await smallCast(t);
  id = await openSmallCase(cast);
  await doStep(cast.applicant, id, 'application', 'done', { values: application });
});
afterAll(() => t.close());

const asked = { standard: 'qms', persons: 250, day: '2026-03-02' };
const documentOf = async (input: object = asked) =>
  (await t.browser().send('POST', '/api/v1/calc/audit-time/document', input)).body;
const attach = (who: SmallCast['planner'], document: unknown, more: object = {}, headers = {}) =>
  who.browser.send('POST', `/api/v1/cases/${id}/acts`, { act: 'attach-answer', document, ...more }, headers);

describe('a calculator’s answer in a case', () => {
  test('is attached, stands on the page with figures, editions and mark, and is computed again to the same', async () => {
    const document = await documentOf();
    const answer = await attach(cast.planner, document, { step: 'team', words: '按 250 人' });
    expect(answer.status, answer.text).toBe(200);
    const { body: kase } = await cast.reviewer.browser.get(`/api/v1/cases/${id}`);
    expect(kase.answers).toHaveLength(1);
    expect(kase.answers[0]).toMatchObject({
      answer: document.digest,
      calculator: 'audit-time',
      title: { zh: '审核时间' },
      step: 'team',
      words: '按 250 人',
      certainty: 'to-be-confirmed',
      rules: ['iaf-md-5@4 (2019)', 'cnca-qms-01@2025'],
    });
    expect(kase.answers[0].figures.find((f: { name: string }) => f.name === 'days')).toMatchObject({ value: '9' });
    expect(kase.history.at(-1)).toMatchObject({ type: 'AnswerAttached', about: 'team' });
    const again = (await cast.reviewer.browser.get(`/api/v1/cases/${id}/answers/${document.digest}`)).body;
    expect(again.document).toEqual(document);
    expect(again.recomputed.same).toBe(true);
    const printed = await t.browser().get(again.print);
    expect(printed.text).toContain(document.digest);
    const file = await cast.reviewer.browser.get(`/api/v1/files/${kase.answers[0].file}`);
    expect(file.body).toEqual(document);
  });

  test('is refused twice, when it differs, under a foreign digest, and for a step that is none', async () => {
    const document = await documentOf();
    const codes = async (given: unknown, more = {}) =>
      (await attach(cast.planner, given, more)).body.refusals?.map((r: { code: string }) => r.code);
    expect(await codes(document, { step: 'team' })).toEqual(['answer-attached']);
    const lower = structuredClone(document);
    lower.answer.values.days.value = '6';
    for (const line of lower.answer.lines) if (line.id === 'initial') line.value = '6';
    const answer = await attach(cast.planner, lower);
    expect(answer.status).toBe(422);
    expect(answer.body.refusals[0]).toMatchObject({ code: 'answer-differs', field: 'document' });
    expect(answer.body.refusals[0].text.zh).toContain('重算为 `9`');
    expect(await codes({ ...document, digest: 'a'.repeat(64) })).toEqual(['answer-differs']);
    expect(await codes({})).toEqual(['answer-differs']);
    expect(await codes(await documentOf({ ...asked, persons: 80 }), { step: 'no-such' })).toEqual(['step-unknown']);
    expect((await attach(cast.planner, 'no object')).status).toBe(422);
    const { body: kase } = await cast.planner.browser.get(`/api/v1/cases/${id}`);
    expect(kase.answers).toHaveLength(1);
  });

  test('is for those who have a part in the case; to a stranger it is not there', async () => {
    const document = await documentOf({ ...asked, persons: 90 });
    expect((await attach(cast.stranger, document)).status).toBe(404);
    expect((await cast.stranger.browser.get(`/api/v1/cases/${id}/answers/${document.digest}`)).status).toBe(404);
    const anonymous = await t.browser().send('POST', `/api/v1/cases/${id}/acts`, { act: 'attach-answer', document });
    expect([401, 403, 404]).toContain(anonymous.status);
    expect((await attach(cast.operator, document)).status).toBeGreaterThanOrEqual(403);
    expect((await attach(cast.applicant, document)).status).toBe(200);
  });

  test('goes once with an idempotency key', async () => {
    const document = await documentOf({ ...asked, persons: 91 });
    const first = await attach(cast.planner, document, {}, { 'idempotency-key': 'answer-1' });
    const second = await attach(cast.planner, document, {}, { 'idempotency-key': 'answer-1' });
    expect(second.body).toEqual(first.body);
  });

  test('to a step that is hidden from the decider is hidden with it, its file too, and shown when the wall comes down', async () => {
    await doStep(cast.reviewer, id, 'review', 'accept');
    const named = [{ role: 'auditor', person: cast.auditor.person, party: cast.body }];
    await doStep(cast.planner, id, 'team', 'done', { named });
    const document = await documentOf({ ...asked, persons: 12 });
    expect((await attach(cast.auditor, document, { step: 'audit' })).status).toBe(200);
    const mine = (await cast.auditor.browser.get(`/api/v1/cases/${id}`)).body;
    const { file } = mine.answers.find((a: { answer: string }) => a.answer === document.digest);
    const seen = async () => {
      const kase = (await cast.decider.browser.get(`/api/v1/cases/${id}`)).body;
      return {
        listed: kase.answers.some((a: { answer: string }) => a.answer === document.digest),
        file: kase.files.some((f: { id: string }) => f.id === file),
        read: (await cast.decider.browser.get(`/api/v1/cases/${id}/answers/${document.digest}`)).status,
        downloaded: (await cast.decider.browser.get(`/api/v1/files/${file}`)).status,
      };
    };
    expect(await seen()).toEqual({ listed: false, file: false, read: 404, downloaded: 404 });
    await doStep(cast.auditor, id, 'audit', 'conforms', { values: { days: '2.5' } });
    await doStep(cast.reviewer, id, 'recommendation', 'done', { values: { advice: '建议通过' } });
    expect(await seen()).toEqual({ listed: true, file: true, read: 200, downloaded: 200 });
  });

  test('is refused in a case that has ended', async () => {
    await cast.decider.browser.send('POST', '/api/v1/session/identity', { password });
    await doStep(cast.decider, id, 'decision', 'grant');
    const answer = await attach(cast.planner, await documentOf({ ...asked, persons: 33 }));
    expect(answer.body.refusals[0].code).toBe('case-ended');
  });
});

describe('the page of a calculator', () => {
  const address = '/calc/audit-time?ask=1&standard=qms&persons=271.5&day=2026-11-25';
  test('explains, marks what is not confirmed, and leads to a page to print and a document', async () => {
    const { text } = await t.browser().get(address);
    expect(text).toContain('接近档界：再增 4 人即为 10 人日');
    expect(text).toContain('待确认');
    expect(text).toContain('as=print');
    const printed = await t.browser().get(`${address}&as=print`);
    for (const said of [
      '有效人数 271.5 人，进位为 272 人',
      '271.5',
      'CNCA-QMS-01:2025',
      '5.4、附录 B',
      '待确认',
      '接近档界',
    ])
      expect(printed.text, said).toContain(said);
    const kept = await t.browser().get(`${address}&as=document`);
    expect(kept.headers.get('content-disposition')).toContain('audit-time-');
    expect(printed.text).toContain(kept.body.digest);
    const english = (await t.browser().get(`${address}&as=print&lang=en`)).text;
    expect(english).toContain('to be confirmed');
    expect(english).toContain('rounded up to 272');
  });
  test('prints nothing that was refused', async () => {
    const { status, text } = await t
      .browser()
      .get('/calc/audit-time?ask=1&standard=qms&persons=0&day=2026-11-25&as=print');
    expect(status).toBe(400);
    expect(text).toContain('有效人数应大于 0');
  });
});
