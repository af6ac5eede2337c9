import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActing } from '#operation/acts/request.ts';
import { carryOutImport, registerMapping } from '#operation/import/sources.ts';
import { smallScheme } from '../operation/small-scheme.ts';
import { organisation } from '../operation/test-world.ts';
import { createServerWorld, doStep, password, type ServerWorld } from './server-world.ts';

/** HTML in every field that takes words, and then every public page: it stays text wherever it is shown. */
let t: ServerWorld;
let n = 0;
/** Each field has its own, so that a page that shows it raw tells which one it was. */
const html = (field: string) => `"><script>alert('${field}')</script><img src=x onerror=alert(${++n})>`;
const raw = /<script>alert|<img src=x|onerror=alert\(\d+\)>/;

beforeAll(async () => {
  const scheme = {
    ...smallScheme,
    texts: {
      ...smallScheme.texts,
      title: { zh: html('scheme.zh'), en: html('scheme.en') },
      'result.certificate': { zh: html('result.zh'), en: html('result.en') },
      'step.review': { zh: html('step.zh'), en: html('step.en') },
    },
  };
  t = await createServerWorld('2026-03-02T02:00:00.000Z', [scheme], {
    limits: { 'sign-in': null, 'look-up': null, bulk: null },
  });
});
afterAll(() => t.close());

async function fillEverything(): Promise<{ readonly pages: readonly string[]; readonly number: string }> {
  const maker = await organisation(t.world, html('organisation'));
  const body = await organisation(t.world, html('body'), '099', true);
  const person = (name: string, party: string, roles: readonly string[]) => t.person(html(name), party, roles);
  const applicant = await person('applicant', maker, ['applicant']);
  const reviewer = await person('reviewer', body, ['reviewer']);
  const planner = await person('planner', body, ['planner']);
  const auditor = await person('auditor', body, ['auditor']);
  const decider = await person('decider', body, ['decider']);
  const registrar = await person('registrar', body, ['registrar']);
  const opened = await applicant.browser.send('POST', '/api/v1/cases', {
    ...{ scheme: 'small', flow: 'initial', applicant: maker, body, title: html('title') },
  });
  expect(opened.status, opened.text).toBe(201);
  const id = opened.body.case;
  const file = await applicant.browser.send(
    'PUT',
    `/api/v1/files?name=${encodeURIComponent(`${html('file')}.pdf`)}`,
    '%PDF-1.7 x',
    {
      'content-type': 'application/pdf',
    },
  );
  const { id: fileId, digest, name, size } = file.body;
  const values = {
    persons: 1,
    sector: ['18'],
    'scope-text': html('scope-text'),
    contact: html('contact').slice(0, 40),
    licence: [{ id: fileId, digest, name, size }],
  };
  await doStep(applicant, id, 'application', 'done', { values });
  const remarks = [{ field: 'scope-text', remark: html('remark') }];
  await doStep(reviewer, id, 'review', 'return', { remarks });
  await doStep(applicant, id, 'application', 'done', { values });
  await doStep(reviewer, id, 'review', 'accept');
  await doStep(planner, id, 'team', 'done', { named: [{ role: 'auditor', person: auditor.person, party: body }] });
  await doStep(auditor, id, 'audit', 'conforms', { values: { days: '1' } });
  await doStep(reviewer, id, 'recommendation', 'done', { values: { advice: html('advice') } });
  await decider.browser.send('POST', '/api/v1/session/identity', { password });
  const [entry] = (await doStep(decider, id, 'decision', 'grant')).entries;
  const suspended = await decider.browser.send('POST', `/api/v1/entries/${entry.id}/acts`, {
    act: 'suspend',
    reason: { list: 'status', code: 'other', words: html('reason') },
  });
  expect(suspended.status, suspended.text).toBe(200);
  const notice = await registrar.browser.send('POST', '/api/v1/notices', {
    box: 'news',
    title: { zh: html('notice.title.zh'), en: html('notice.title.en') },
    kind: 'news',
    text: { zh: html('notice.words.zh'), en: html('notice.words.en') },
  });
  expect(notice.status, notice.text).toBe(201);
  const desk = (await decider.browser.get(`/api/v1/cases/${id}`)).text;
  // Nothing was quietly taken away: words come back as they were written.
  expect(desk).toContain(JSON.stringify(values['scope-text']).slice(1, -1));
  const imported = await importRegister();
  const stored = await t.world.storage.entries.byId(entry.id);
  return {
    number: entry.number,
    pages: [
      `/entries/${entry.id}`,
      `/parties/${stored?.holder}`,
      `/parties/${stored?.issuer}`,
      `/verdict?number=${entry.number}`,
      `/verdict?number=${entry.number}&name=${encodeURIComponent(html('asked.name'))}&scope=${encodeURIComponent(html('asked.scope'))}`,
      `/verdict?number=${encodeURIComponent(imported)}`,
      `/notices/${notice.body.id ?? notice.body.notice}`,
      `/schemes/small`,
    ],
  };
}

async function importRegister(): Promise<string> {
  const text = `mapping: html
edition: "1"
source: { name: { zh: ${JSON.stringify(html('source.zh'))}, en: ${JSON.stringify(html('source.en'))} }, publisher: ${JSON.stringify(html('publisher'))}, address: https://t.example, licence: ${JSON.stringify(html('licence'))}, coverage: { zh: ${JSON.stringify(html('coverage.zh'))}, en: ${JSON.stringify(html('coverage.en'))} } }
format: json-lines
key: [no]
entry: { kind: certificate, number-space: html, scheme: ${JSON.stringify(html('scheme.code'))} }
fields:
  number: { from: no }
  holder: { from: holder }
  issuer: { from: issuer }
  subject: { from: subject }
  scope-text: { from: scope }
  scope-codes: { from: codes, steps: [split: ";"] }
  standards: { from: standards, steps: [split: ";"] }
  grade: { from: grade }
  reason: { from: reason }
  shown.remark: { from: remark }
`;
  const registered = await registerMapping(t.world, systemActing, text, 'html.yaml');
  if (registered.is !== 'registered') throw new Error(JSON.stringify(registered));
  const columns = ['no', 'holder', 'issuer', 'subject', 'scope', 'codes', 'standards', 'grade', 'reason', 'remark'];
  const row: Record<string, string> = Object.fromEntries(columns.map((column) => [column, html(`register.${column}`)]));
  async function* bytes() {
    yield new TextEncoder().encode(JSON.stringify(row));
  }
  const put = await t.storage.blobs.put(bytes(), { most: 1e6 });
  if (!('digest' in put)) throw new Error('The file is too large.');
  const actor = { kind: 'system', name: 'importer' } as const;
  const request = {
    source: 'html',
    file: put.digest,
    fileName: html('file'),
    day: '2026-02-28',
    take: 'all-or-none',
    actor,
  } as const;
  const result = await carryOutImport(t.world, request);
  if (!('report' in result) || result.report.touched !== 1) throw new Error(JSON.stringify(result));
  return row['no'] ?? '';
}

describe('HTML in every text field', () => {
  test('is text on every public page, in both languages, and no page has a style or a script of its own', async () => {
    const { pages, number } = await fillEverything();
    const anyone = t.browser();
    const asked = encodeURIComponent(html('asked'));
    const all = [
      ...[
        '/',
        '/notices',
        '/notices?box=news',
        '/schemes',
        '/bodies',
        '/sources',
        '/opinions',
        '/tour',
        '/bulk',
        '/verify',
        '/calc',
      ],
      ...[
        `/search?q=${asked}`,
        `/verdict?number=${asked}`,
        `/${asked}`,
        `/entries/${asked}`,
        `/search?q=alert`,
        `/search?q=${number}`,
      ],
      ...pages,
    ];
    let shown = 0;
    for (const path of all)
      for (const lang of ['zh', 'en']) {
        let page = await anyone.get(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`, { accept: 'text/html' });
        const onward = page.headers.get('location');
        if (onward !== null) page = await anyone.get(onward, { accept: 'text/html' });
        expect(String(page.headers.get('content-type')), path).toMatch(/^text\/html/);
        expect(page.text, `${path} ${lang}`).not.toMatch(raw);
        expect(page.text, path).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=["']/i);
        expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'; img-src/);
        expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
        if (page.text.includes('&lt;script&gt;')) shown += 1;
      }
    // A test that saw none of it would hold nothing.
    expect(shown).toBeGreaterThan(20);
    const bulk = await anyone.send(
      'POST',
      '/bulk',
      `list=${encodeURIComponent(`${number}\t${html('bulk')}\n${html('bulk.number')}`)}`,
      {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'text/html',
      },
    );
    expect(bulk.text).not.toMatch(raw);
    expect(bulk.text).not.toMatch(/\sstyle=|<script/);
    const verify = await anyone.send('POST', '/verify', `text=${asked}`, {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html',
    });
    expect(verify.text).not.toMatch(raw);
    expect(verify.text).not.toMatch(/\sstyle=|<script/);
  });

  test('what is answered as data is never taken for a page', async () => {
    for (const path of [
      '/api/v1/notices',
      '/api/v1/schemes',
      `/api/v1/search?q=${encodeURIComponent('<script>')}`,
      '/api/v1/nothing<script>',
    ]) {
      const { headers } = await t.browser().get(path);
      expect(headers.get('content-type'), path).toMatch(/^application\/(problem\+)?json/);
      expect([headers.get('x-content-type-options'), headers.get('content-security-policy')]).toEqual([
        'nosniff',
        "default-src 'none'; frame-ancestors 'none'; sandbox",
      ]);
    }
  });
});
