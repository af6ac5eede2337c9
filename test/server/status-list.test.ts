import { afterAll, beforeAll, expect, test } from 'vitest';
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

let t: ServerWorld;
let cast: SmallCast;
let entry: string;

beforeAll(async () => {
  t = await createServerWorld('2026-03-02T02:00:00.000Z', [smallScheme]);
  cast = await smallCast(t);
  const id = await toDecision(cast);
  await cast.decider.browser.send('POST', '/api/v1/session/identity', { password });
  entry = (await doStep(cast.decider, id, 'decision', 'grant')).entries[0].id;
});
afterAll(() => t.close());

test('a status list is served at the address that the credential names, to anybody, and kept by caches', async () => {
  const anyone = t.browser();
  const credential = (await anyone.get(`/credentials/${entry}`)).text;
  const payload = JSON.parse(Buffer.from(credential.split('.')[1] ?? '', 'base64url').toString());
  const address = new URL(payload.credentialStatus.statusListCredential).pathname;
  const list = await anyone.get(address);
  expect(list.status).toBe(200);
  expect(list.headers.get('content-type')).toBe('application/vc+jwt');
  expect(list.headers.get('cache-control')).toBe('public, max-age=300');
  expect(list.headers.get('access-control-allow-origin')).toBe('*');
  const etag = list.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
  const again = await anyone.get(address, { 'if-none-match': etag });
  expect([again.status, again.text]).toEqual([304, '']);

  await cast.decider.browser.send('POST', `/api/v1/entries/${entry}/acts`, {
    act: 'suspend',
    reason: { list: 'status', code: 'overdue', words: '' },
  });
  const changed = await anyone.get(address, { 'if-none-match': etag });
  expect(changed.status).toBe(200);
  expect(changed.headers.get('etag')).not.toBe(etag);
  const shown = await anyone.send('POST', '/api/v1/verify', credential, { 'content-type': 'application/vc+jwt' });
  expect(shown.body.report.steps.at(-1)).toMatchObject({ step: 'status', code: 'status-suspended' });
  const page = await anyone.send('POST', '/verify?lang=en', new URLSearchParams({ text: credential }).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });
  expect(page.text).toContain('Genuine, but not to be relied on now');
  expect(page.text).toContain('the certificate is suspended');
});

test('there is no list that nobody has a place in, and no way round the numbers', async () => {
  const anyone = t.browser();
  for (const path of [`/status/${cast.body}/2`, `/status/${cast.other}/1`])
    expect((await anyone.get(path)).status, path).toBe(404);
  for (const path of [
    `/status/${cast.body}/0`,
    `/status/${cast.body}/01`,
    `/status/${cast.body}/9999999999`,
    '/status/x/1',
  ])
    expect((await anyone.get(path)).status, path).toBeGreaterThanOrEqual(400);
});
