import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, inflateSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credentialsInPdf } from '#proof/credential-in-pdf.ts';
import { apiRoutes } from '#server/api/routes.ts';
import { problemTexts } from '#server/problem/problems.ts';
import { openApiDocument } from '#server/reference/openapi.ts';
import { generate } from '../../tools/generate-api-client.ts';
import { smallScheme } from '../operation/small-scheme.ts';
import {
  createServerWorld,
  doStep,
  origin,
  password,
  type ServerWorld,
  type SmallCast,
  smallCast,
  toDecision,
} from './server-world.ts';

let t: ServerWorld;
let cast: SmallCast;
let desk: string;

beforeAll(async () => {
  desk = mkdtempSync(join(tmpdir(), 'touchstone-desk-'));
  mkdirSync(join(desk, 'assets'));
  writeFileSync(join(desk, 'desk.html'), '<!doctype html><title>desk</title>');
  writeFileSync(join(desk, 'assets', 'desk-1a2b.js'), 'console.log("desk");'.repeat(200));
  writeFileSync(join(desk, 'toolbox-worker.js'), 'self.addEventListener("fetch", () => {});');
  writeFileSync(join(desk, '..', 'touchstone-secret.txt'), 'secret');
  t = await createServerWorld('2026-03-02T02:00:00.000Z', [smallScheme], {
    deskFolder: desk,
    limits: { 'sign-in': 5, 'look-up': 3, bulk: 2 },
  });
  cast = await smallCast(t);
});
afterAll(async () => {
  await t.close();
  rmSync(desk, { recursive: true, force: true });
  rmSync(join(desk, '..', 'touchstone-secret.txt'), { force: true });
});

describe('the reference', () => {
  const document = openApiDocument(apiRoutes(), origin) as {
    paths: Record<
      string,
      Record<string, { operationId: string; summary: string; description: string; responses: object }>
    >;
    components: { schemas: Record<string, { description?: string }> };
  };
  const operations = Object.values(document.paths).flatMap((p) => Object.values(p));

  test('names each operation once, and says each in both languages', () => {
    const ids = operations.map((o) => o.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(apiRoutes().length);
    for (const { summary, description } of operations) {
      expect(summary).toMatch(/\p{Script=Han}.* \/ [A-Z]/u);
      if (description !== '') expect(description).toMatch(/\p{Script=Han}[\s\S]* \/ /u);
    }
  });

  test('refers to nothing that it does not hold, and every shape is a JSON Schema', () => {
    const text = JSON.stringify(document);
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(document.components.schemas).toHaveProperty(name);
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'api', ...document });
    for (const name of Object.keys(document.components.schemas))
      expect(ajv.compile({ $ref: `api#/components/schemas/${name}` })).toBeTypeOf('function');
  });

  test('the browser’s types are those of these routes', () => {
    const kept = readFileSync(join(import.meta.dirname, '../../src/web/api/generated/api.ts'), 'utf8');
    expect(kept === generate(), 'run: node tools/generate-api-client.ts').toBe(true);
  });

  test('reads as a page without any script from elsewhere, in both languages, with every route and problem', async () => {
    const anyone = t.browser();
    for (const lang of ['zh', 'en']) {
      const page = await anyone.get(`/api?lang=${lang}`);
      expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self';/);
      expect([...page.text.matchAll(/<script[^>]*>/g)].map((m) => m[0])).toEqual(['<script src="/api/try.js" defer>']);
      expect(page.text).not.toMatch(/https?:\/\/(?!register\.example\.org)[^"<\s]*\.(?:js|css)/);
      for (const route of apiRoutes()) expect(page.text).toContain(`id="${route.id}"`);
      const problems = await anyone.get(`/api/problems?lang=${lang}`);
      for (const code of Object.keys(problemTexts)) expect(problems.text).toContain(`id="${code}"`);
    }
    expect((await anyone.get('/api/try.js')).headers.get('content-type')).toMatch(/javascript/);
    expect(JSON.parse((await anyone.get('/api/openapi.json')).text)).toMatchObject({ openapi: '3.1.0' });
  });
});

describe('headers, language, limits', () => {
  test('every answer carries the security headers, and a request id that its asker may choose', async () => {
    for (const path of ['/', '/api/v1/schemes', '/nothing', '/desk', '/credentials/x']) {
      const { headers } = await t.browser().get(path, { 'x-request-id': 'asked-by-me-1' });
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-request-id')).toBe('asked-by-me-1');
    }
    expect((await t.browser().get('/', { 'x-request-id': 'x"}{' })).headers.get('x-request-id')).toMatch(
      /^[0-9a-f-]{36}$/,
    );
  });

  test('Chinese unless the address or the reader’s cookie says English; a program may say it in its header', async () => {
    const ask = async (path: string, headers = {}) => (await t.browser().get(path, headers)).body.title;
    expect(await ask('/api/v1/nothing')).toBe('没有这个地址');
    expect(await ask('/api/v1/nothing?lang=en')).toBe('There is no such address');
    expect(await ask('/api/v1/nothing', { cookie: 'lang=en' })).toBe('There is no such address');
    expect(await ask('/api/v1/nothing', { 'accept-language': 'en' })).toBe('没有这个地址');
    expect(await ask('/api/v1/session', { authorization: 'Bearer nonsense', 'accept-language': 'en-GB' })).toMatch(
      /^The API token/,
    );
    const page = await t.browser().get('/?lang=en');
    expect(page.headers.getSetCookie()).toContain('lang=en; Path=/; SameSite=Lax; Max-Age=31536000; Secure');
  });

  test('a reader of pages gets a page for a problem', async () => {
    const page = await t.browser().get('/no/such/page', { accept: 'text/html,*/*' });
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
    expect(page.text).toContain('没有这个地址');
  });

  test('look-ups of one address are limited by rate; this machine itself is not', async () => {
    const anyone = t.browser();
    const far = { 'x-forwarded-for': '203.0.113.9' };
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await anyone.get('/api/v1/verdict?number=X-1', far)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(Number((await anyone.get('/api/v1/verdict?number=X-1', far)).headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await anyone.get('/api/v1/verdict?number=X-1', { 'x-forwarded-for': '203.0.113.10' })).status).toBe(200);
    for (let i = 0; i < 5; i++) expect((await anyone.get('/api/v1/verdict?number=X-1')).status).toBe(200);
    const page = await anyone.get('/verdict?number=X-1', { ...far, accept: 'text/html' });
    expect([404, 429]).toContain(page.status);
  });

  test('figures are for this machine and for administrators', async () => {
    const far = { 'x-forwarded-for': '203.0.113.9' };
    expect((await t.browser().get('/metrics', far)).status).toBe(403);
    expect((await cast.operator.browser.get('/metrics', far)).status).toBe(200);
    const text = (await t.browser().get('/metrics')).text;
    expect(text).toMatch(/touchstone_http_requests_total\{route="\/api\/v1\/verdict",method="GET",status="200"\} \d+/);
    expect(text).toMatch(/touchstone_database_seconds [\d.e-]+/);
    expect(text).not.toContain('X-1');
  });

  test('a large answer is squeezed for whoever can take it', async () => {
    const response = await t.app.request(`${origin}/api/openapi.json`, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(gunzipSync(bytes).length).toBeGreaterThan(5 * bytes.length);
  });
});

describe('the desk’s files', () => {
  test('its page for every address of its own, its files under their digests for ever, nothing beside them', async () => {
    const anyone = t.browser();
    for (const path of ['/desk', '/desk/', '/desk/cases/1'])
      expect((await anyone.get(path)).text).toContain('<title>desk');
    const asset = await anyone.get('/app/assets/desk-1a2b.js');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-security-policy')).toMatch(/script-src 'self' 'wasm-unsafe-eval'/);
    expect(asset.headers.get('service-worker-allowed')).toBeNull();
    // The toolbox's worker keeps the toolbox, and no page beside it.
    const worker = await anyone.get('/app/toolbox-worker.js');
    expect(worker.headers.get('service-worker-allowed')).toBe('/toolbox');
    for (const path of [
      '/app/../touchstone-secret.txt',
      '/app/%2e%2e/touchstone-secret.txt',
      '/app/..%2ftouchstone-secret.txt',
      '/app/nothing.js',
    ])
      expect((await anyone.get(path)).text, path).not.toContain('secret"');
    expect((await anyone.get('/app/nothing.js')).status).toBe(404);
  });
});

describe('the certificate on paper', () => {
  test('is made outside of the request thread, holds the credential, and comes from the shelf the second time', async () => {
    const id = await toDecision(cast);
    await cast.decider.browser.send('POST', '/api/v1/session/identity', { password });
    const { entries } = await doStep(cast.decider, id, 'decision', 'grant');
    const path = `/entries/${entries[0].id}/certificate.pdf`;
    const fetchPdf = async () => {
      const response = await t.app.request(`${origin}${path}`);
      return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
    };
    const first = await fetchPdf();
    expect(first.response.status).toBe(200);
    expect(first.response.headers.get('content-type')).toBe('application/pdf');
    expect(first.response.headers.get('content-disposition')).toMatch(/^inline; filename="03426Q/);
    const inside = credentialsInPdf(first.bytes, (b) => inflateSync(b));
    expect(inside).toEqual([(await t.browser().get(`/credentials/${entries[0].id}`)).text]);
    const began = performance.now();
    const second = await fetchPdf();
    expect(Buffer.from(second.bytes).equals(Buffer.from(first.bytes))).toBe(true);
    expect(performance.now() - began).toBeLessThan(500);
    const checked = await t
      .browser()
      .send('POST', '/api/v1/verify', first.bytes, { 'content-type': 'application/pdf' });
    expect(checked.body.found.entry.id).toBe(entries[0].id);
    expect((await t.browser().get('/entries/00000000-0000-7000-8000-000000000000/certificate.pdf')).status).toBe(404);
  }, 60_000);
});
