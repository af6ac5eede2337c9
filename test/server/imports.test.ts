import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tellProgress } from '#operation/import/recent-imports.ts';
import { startWorker, type Worker } from '#operation/jobs/worker.ts';
import { organisation } from '../operation/test-world.ts';
import { type Answer, type Browser, createServerWorld, type ServerWorld } from './server-world.ts';

let t: ServerWorld;
let worker: Worker;
let registrar: { readonly browser: Browser };

beforeAll(async () => {
  t = await createServerWorld('2026-03-02T02:00:00.000Z');
  worker = await startWorker(t.world, { everySeconds: 60 });
  const body = await organisation(t.world, '示例登记中心');
  registrar = await t.person('雷', body, ['registrar']);
}, 60_000);
afterAll(async () => {
  await worker.stop(5);
  await t.close();
});

const mapping = `mapping: shop-licences
edition: "1"
source:
  name: { zh: 商店许可, en: Shop licences }
  publisher: City
  address: https://city.example
  licence: public domain
  coverage: { zh: 本市商店, en: shops of the city }
format: csv
needs: [no, name, state]
key: [no]
entry: { kind: licence, number-space: shop, scheme: shop-licence }
fields:
  number: { from: no, steps: [trim] }
  holder: { from: name, steps: [collapse-spaces] }
  issuer: { steps: [constant: City] }
  status: { from: state, steps: [codes: { A: valid, W: withdrawn }] }
`;

async function upload(name: string, text: string): Promise<string> {
  const up = await registrar.browser.send('PUT', `/api/v1/files?name=${name}`, text, { 'content-type': 'text/csv' });
  expect(up.status).toBe(201);
  return up.body.id;
}

/** Waits for a job and answers its report. */
async function ended(path: string): Promise<Answer['body']> {
  for (let waited = 0; waited < 30_000; waited += 200) {
    const { body } = await registrar.browser.get(path);
    if (body.state === 'done' || body.state === 'failed') return body;
    await pause(200);
  }
  throw new Error(`The job ${path} did not end.`);
}

async function take(file: string, more: object = {}) {
  const started = await registrar.browser.send('POST', '/api/v1/imports', {
    source: 'shop-licences',
    file,
    day: '2026-03-01',
    ...more,
  });
  expect(started.status).toBe(202);
  return ended(started.headers.get('location') ?? '');
}

test('a mapping with faults is refused by line and column; a right one is registered once', async () => {
  const send = (text: string) =>
    registrar.browser.send('POST', '/api/v1/imports/mappings', text, { 'content-type': 'text/yaml' });
  const faulty = await send(mapping.replace('format: csv', 'format: papyrus'));
  expect(faulty.body).toMatchObject({ code: 'refused', refusals: [{ code: 'mapping-fault', params: { line: '9' } }] });
  const first = await send(mapping);
  expect([first.status, first.body]).toEqual([201, { source: 'shop-licences', edition: '1', isNew: true }]);
  expect((await send(mapping)).body).toMatchObject({ isNew: false });
  expect((await send(mapping.replace('商店许可', '小店许可'))).body).toMatchObject({ status: 409, code: 'name-taken' });
});

test('a file is uploaded, taken in by the worker, and found by the public with where it comes from', async () => {
  const report = await take(await upload('shops.csv', 'no,name,state\nSH-1,红房子,A\nSH-2,绿房子,W\n'));
  expect(report).toMatchObject({ state: 'done', queue: 'import' });
  expect(JSON.stringify(report.result)).toMatch(/"result":"taken"/);
  const found = (await t.browser().get('/api/v1/verdict?number=sh-2&on=2026-03-01')).body;
  expect(found.found).toMatchObject([
    { verdict: { word: 'withdrawn' }, source: { name: { zh: '商店许可' }, lastSnapshot: '2026-03-01' } },
  ]);
  const sources = (await registrar.browser.get('/api/v1/imports/sources')).body.rows;
  expect(sources).toMatchObject([
    { code: 'shop-licences', batches: [{ rows: 2, rejected: 0, fileName: 'shops.csv' }] },
  ]);
});

test('a bad row keeps the whole file out and is told by row and column, or the good rows come in, as the user chose', async () => {
  const text = 'no,name,state\nSH-3,白房子,A\nSH-4,黑房子,X\n';
  const out = await take(await upload('bad.csv', text), { day: '2026-03-02' });
  expect(JSON.stringify(out.result)).toMatch(/kept-out/);
  expect((await t.browser().get('/api/v1/verdict?number=SH-3')).body.found).toEqual([]);
  const good = await take(await upload('bad2.csv', `${text}\n`), { day: '2026-03-02', take: 'good-rows' });
  expect(JSON.stringify(good.result)).toMatch(/"result":"taken"/);
  expect((await t.browser().get('/api/v1/verdict?number=SH-3')).body.found).toHaveLength(1);
});

test('the register goes out as a file of its asker’s, formulas made harmless', async () => {
  const started = await registrar.browser.send('POST', '/api/v1/exports', { format: 'csv' });
  const report = await ended(started.headers.get('location') ?? '');
  const file = /"file":"([0-9a-f-]{36})"/.exec(JSON.stringify(report.result))?.[1];
  const down = await registrar.browser.get(`/api/v1/files/${file}`);
  expect(down.text.replace(/^\uFEFF/, '').split('\r\n')[0]).toMatch(/^number,status,kind/);
  expect(down.text).toContain('SH-1');
  const other = await t.person('旁', await organisation(t.world, '别家'), ['registrar']);
  expect((await other.browser.get(`/api/v1/files/${file}`)).status).toBe(404);
});

test('an import is found again by whoever comes back: what runs, how far it has read, and what came of the last', async () => {
  const text = 'no,name,state\nSH-7,青房子,A\nSH-8,黑房子,Q\n';
  const started = await take(await upload('later.csv', text));
  const { rows } = (await registrar.browser.get('/api/v1/imports')).body;
  expect(rows[0]).toMatchObject({ id: started.id, state: 'done', fileName: 'later.csv', outcome: 'kept-out' });
  expect(rows.map((row: { fileName: string }) => row.fileName)).toContain('shops.csv');
  expect(started).toMatchObject({ fileName: 'later.csv', fault: null, report: { result: 'kept-out', rejected: 1 } });
  expect(started.report.problems).toMatchObject([{ row: 3, column: 'state', found: 'Q' }]);
  const unread = await take(await upload('other.csv', 'a,b\n1,2\n'));
  expect(unread).toMatchObject({ state: 'done', report: null, fault: { row: 1 } });
  // Told beside the transaction of the import, and of that import alone.
  tellProgress(t.world, started.id)(20_000);
  const at = `/api/v1/imports/${started.id}`;
  await expect.poll(async () => (await registrar.browser.get(at)).body.rows).toBe(20_000);
  expect((await registrar.browser.get(`/api/v1/imports/${unread.id}`)).body.rows).toBeNull();
  const stranger = await t.person('外', await organisation(t.world, '他处'), ['reviewer']);
  expect((await stranger.browser.get('/api/v1/imports')).status).toBe(403);
});

test('a running import tells how far it has read while it runs', async () => {
  const many = Array.from({ length: 30_000 }, (_, n) => `SX-${n},房子${n},A`).join('\n');
  const done = await take(await upload('many.csv', `no,name,state\n${many}\n`));
  expect(done.report).toMatchObject({ result: 'taken', rows: 30_000 });
  expect(done.rows).toBeGreaterThanOrEqual(10_000);
}, 60_000);
