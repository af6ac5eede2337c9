import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseAnswer } from '#operation/acts/case-acts.ts';
import { doStep, openCase } from '#operation/acts/case-acts.ts';
import { csvCell, type Exported, startExport } from '#operation/export/export-register.ts';
import { fileFor } from '#operation/files/uploads.ts';
import { enqueueRegular, startWorker, type Worker } from '#operation/jobs/worker.ts';
import { smallScheme } from './small-scheme.ts';
import { createTestWorld, done, organisation, type Somebody, somebody, type TestWorld } from './test-world.ts';

let t: TestWorld;
let worker: Worker;
let applicant: Somebody;
let registrar: Somebody;
let id: string;

beforeAll(async () => {
  t = await createTestWorld('2026-03-02T02:00:00.000Z', [smallScheme]);
  const maker = await organisation(t.world, '上海示例有限公司');
  const body = await organisation(t.world, '示例认证有限公司', '034', true);
  applicant = await somebody(t.world, '安', maker, ['applicant']);
  registrar = await somebody(t.world, '册', body, ['registrar']);
  const open = { flow: 'initial', applicant: maker, body, round: null, entry: null, title: '申请' };
  id = done<CaseAnswer>(await openCase(t.world, { acting: await applicant.acting(), scheme: 'small', open })).case;
  const values = { persons: 5, sector: ['18'], 'scope-text': '轴承', contact: '王' };
  done(
    await doStep(t.world, {
      acting: await applicant.acting(),
      case: id,
      do: { step: 'application', line: null, outcome: 'done', values, reason: null, remarks: [], named: [] },
    }),
  );
  worker = await startWorker(t.world, { everySeconds: 3600 });
});
afterAll(async () => {
  await worker.stop(5);
  await t.close();
});

async function until<T>(what: () => Promise<T | null>): Promise<T> {
  for (let i = 0; i < 150; i++) {
    const found = await what();
    if (found !== null) return found;
    await new Promise((go) => setTimeout(go, 100));
  }
  throw new Error('It did not happen within 15 s.');
}

test('the clock runs as a job: a run that was missed catches up, and a second finds nothing to do', async () => {
  expect((await t.world.storage.cases.byId(id))?.nextDue).toBe('2026-03-09');
  // Nobody looked for a year.
  t.clock.set('2027-03-02T02:00:00.000Z');
  await enqueueRegular(t.world);
  await until(async () => ((await t.world.storage.cases.byId(id))?.nextDue === null ? true : null));
  const { events } = await t.world.storage.events.load({ kind: 'case', id });
  expect(events.filter((e) => e.envelope.type === 'ClockRanOut')).toHaveLength(1);
  await enqueueRegular(t.world);
  expect((await t.world.storage.events.load({ kind: 'case', id })).events).toHaveLength(events.length);
}, 30_000);

test('an export is a job, and its file is for whoever asked', async () => {
  const { job } = done<{ job: string }>(await startExport(t.world, await registrar.acting(), { format: 'csv' }));
  expect(await startExport(t.world, await applicant.acting(), { format: 'csv' })).toEqual({
    is: 'denied',
    why: 'not-allowed',
  });
  const report = await until(async () => {
    const found = await t.world.storage.jobs.report('export', job);
    return found?.state === 'done' ? found : null;
  });
  const exported = report.result as unknown as Exported;
  expect(exported.rows).toBe(0);
  expect((await fileFor(t.world, await registrar.acting(), exported.file))?.mediaType).toBe('text/csv');
  expect(await fileFor(t.world, await applicant.acting(), exported.file)).toBeNull();
}, 30_000);

test('a cell that a spreadsheet would run is text', () => {
  expect(['=1+1', '@x', 'a,b', 'a"b', '轴承'].map(csvCell)).toEqual(["'=1+1", "'@x", '"a,b"', '"a""b"', '轴承']);
});

test('once a day the bytes that nothing refers to go: what was uploaded, taken in or signed stays', async () => {
  const { blobs, files } = t.world.storage;
  async function* text(words: string) {
    yield new TextEncoder().encode(words);
  }
  const put = async (words: string) => {
    const found = await blobs.put(text(words), { most: 1000 });
    if (!('digest' in found)) throw new Error('too large');
    return found.digest;
  };
  const [evidence, kept] = [await put('evidence of no objection'), await put('%PDF-1.7 kept')];
  const file = { mediaType: 'application/pdf', name: 'kept.pdf', case: null, round: null, party: null };
  await t.world.storage.inTransaction((x) =>
    files.put(x, {
      ...file,
      id: t.world.newId(),
      digest: kept,
      size: 13,
      uploadedBy: applicant.account,
      uploadedAt: t.clock.now(),
    }),
  );
  const sweeps = async () => {
    const done = await t.world.storage.jobs.queues();
    return done.find((q) => q.queue === 'sweep');
  };
  const swept = async () => {
    await enqueueRegular(t.world);
    await until(async () => {
      const queue = await sweeps();
      return queue !== undefined && queue.waiting === 0 && queue.running === 0 ? true : null;
    });
  };
  // Age is told by the disk, and that has the true time.
  t.clock.set(new Date(Date.now() + 3_600_000).toISOString());
  await t.world.storage.inTransaction((x) => t.world.storage.settings.put(x, 'blobs-swept', null));
  await swept();
  expect(await blobs.size(evidence)).not.toBeNull();
  t.clock.set(new Date(Date.now() + 2 * 86_400_000).toISOString());
  await swept();
  expect(await blobs.size(evidence)).toBeNull();
  expect(await blobs.size(kept)).toBe(13);
  // Within the day nobody looks again.
  const late = await put('put later');
  await swept();
  expect(await blobs.size(late)).not.toBeNull();
}, 60_000);
