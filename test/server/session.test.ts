import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { draftLimits } from '#operation/desk/drafts.ts';
import { apiRoutes } from '#server/api/routes.ts';
import { smallScheme } from '../operation/small-scheme.ts';
import { organisation } from '../operation/test-world.ts';
import { type Browser, createServerWorld, origin, password, type ServerWorld } from './server-world.ts';

const { drafts: mostDrafts, bytes: mostDraftBytes } = draftLimits;
let t: ServerWorld;
let body: string;

beforeAll(async () => {
  t = await createServerWorld('2026-03-02T02:00:00.000Z', [smallScheme]);
  body = await organisation(t.world, '示例认证有限公司', '034', true);
});
afterAll(() => t.close());

describe('signing in', () => {
  test('the cookie is HttpOnly, SameSite=Lax, Secure and bound to the host under TLS', async () => {
    const someone = await t.person('芮', body, ['reviewer']);
    const answer = await t.browser().send('POST', '/api/v1/session', { login: someone.login, password });
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-touchstone=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Expires=.*; Secure$/,
    );
    expect(answer.body).toMatchObject({
      person: { name: { zh: '芮' } },
      employment: { roles: ['reviewer'], party: { name: { zh: '示例认证有限公司' } } },
      identifiedUntil: '2026-03-02T02:05:00.000Z',
    });
  });

  test('a wrong password and an unknown name are answered alike', async () => {
    const someone = await t.person('甲', body, ['reviewer']);
    const first = await t
      .browser()
      .send('POST', '/api/v1/session', { login: someone.login, password: 'wrong-password' });
    const second = await t
      .browser()
      .send('POST', '/api/v1/session', { login: 'nobody-here', password: 'wrong-password' });
    const { requestId, ...shape } = first.body;
    expect(requestId).toBeTypeOf('string');
    expect(first.status).toBe(401);
    expect(first.body.code).toBe('sign-in-failed');
    expect(second.body).toMatchObject(shape);
  });

  test('after ten failures the name has to wait, and the right password too', async () => {
    const someone = await t.person('乙', body, ['reviewer']);
    for (let i = 0; i < 10; i++)
      await t.browser().send('POST', '/api/v1/session', { login: someone.login, password: 'wrong-password' });
    const answer = await t.browser().send('POST', '/api/v1/session', { login: someone.login, password });
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('900');
  });

  test('proving identity renews the token: the old cookie is worth nothing', async () => {
    const someone = await t.person('丙', body, ['reviewer']);
    const old = someone.browser.cookie();
    const answer = await someone.browser.send('POST', '/api/v1/session/identity', { password });
    expect(answer.status).toBe(200);
    expect(someone.browser.cookie()).not.toBe(old);
    expect((await t.browser().get('/api/v1/session', { cookie: old })).status).toBe(401);
    expect((await someone.browser.get('/api/v1/session')).status).toBe(200);
  });

  test('a new password ends the other sessions and keeps this one', async () => {
    const someone = await t.person('丁', body, ['reviewer']);
    const other = t.browser();
    await other.send('POST', '/api/v1/session', { login: someone.login, password });
    const short = await someone.browser.send('PUT', '/api/v1/session/password', { old: password, password: 'short' });
    expect(short.body).toMatchObject({ code: 'refused', refusals: [{ field: 'password' }] });
    const changed = await someone.browser.send('PUT', '/api/v1/session/password', {
      old: password,
      password: 'another-password-1',
    });
    expect(changed.status).toBe(200);
    expect((await other.get('/api/v1/session')).status).toBe(401);
    expect((await someone.browser.get('/api/v1/session')).status).toBe(200);
  });

  test('signing out ends the session and takes the cookie away', async () => {
    const someone = await t.person('戊', body, ['reviewer']);
    const cookie = someone.browser.cookie();
    const answer = await someone.browser.send('DELETE', '/api/v1/session');
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()[0]).toContain('Max-Age=0');
    expect((await t.browser().get('/api/v1/session', { cookie })).status).toBe(401);
  });
});

describe('requests of other sites', () => {
  test('are refused when they would change something, whatever cookie they carry', async () => {
    const someone = await t.person('己', body, ['reviewer']);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: '', 'sec-fetch-site': 'cross-site' },
    ]) {
      const answer = await someone.browser.send('DELETE', '/api/v1/session', undefined, headers);
      expect(answer.body).toMatchObject({ status: 403, code: 'foreign-origin' });
    }
    expect((await someone.browser.get('/api/v1/session')).status).toBe(200);
  });

  test('programs send no origin and act', async () => {
    const someone = await t.person('庚', body, ['reviewer']);
    const response = await t.app.request(`${origin}/api/v1/session`, {
      method: 'DELETE',
      headers: { cookie: someone.browser.cookie() },
    });
    expect(response.status).toBe(204);
  });
});

test('the log holds neither names nor passwords nor addresses', async () => {
  await t.browser().get('/api/v1/verdict?number=SECRET-NUMBER-1&name=王小明');
  expect(t.log()).toContain('/api/v1/verdict');
  expect(t.log()).not.toMatch(/SECRET-NUMBER|王小明|person-\d|试金石-password/);
});

describe('a page that was drawn for one person while another signed in', () => {
  test('is answered as nobody: nothing is read, done or kept in the other’s name', async () => {
    const [one, other] = [await t.person('戊', body, ['reviewer']), await t.person('己', body, ['reviewer'])];
    const idOf = async (who: typeof one) => (await who.browser.get('/api/v1/session')).body.account.id as string;
    const drawn = { 'touchstone-account': await idOf(one) };
    const draft = { values: { name: '一份草稿' }, revision: 0 };
    for (const answer of [
      await other.browser.get('/api/v1/session', drawn),
      await other.browser.get('/api/v1/drafts', drawn),
      await other.browser.send('PUT', '/api/v1/drafts/admin:party', draft, drawn),
      await other.browser.send('POST', '/api/v1/tokens', { name: 'x', scopes: ['read'], days: 1 }, drawn),
    ]) {
      expect(answer.status).toBe(401);
      expect(answer.body.code).toBe('not-signed-in');
    }
    expect((await other.browser.get('/api/v1/drafts')).body.rows).toEqual([]);
    expect((await other.browser.get('/api/v1/tokens')).body.rows).toEqual([]);
    // Her own page is hers, and a program that says nothing is asked nothing.
    const own = { 'touchstone-account': await idOf(other) };
    expect((await other.browser.send('PUT', '/api/v1/drafts/admin:party', draft, own)).status).toBe(200);
    expect((await one.browser.get('/api/v1/drafts')).body.rows).toEqual([]);
  });

  test('finds the header, and the answer to it, in the description of every route that asks who asks', async () => {
    const { body } = await t.browser().get('/api/openapi.json');
    const paths = body.paths as Record<string, Record<string, { parameters?: { name: string }[]; responses: object }>>;
    const declares = (path: string, method: string) =>
      paths[path]?.[method]?.parameters?.some((parameter) => parameter.name === 'Touchstone-Account') === true;
    for (const route of apiRoutes()) {
      expect(declares(route.path, route.method), route.id).toBe(route.policy !== 'open');
      if (declares(route.path, route.method))
        expect(paths[route.path]?.[route.method]?.responses).toHaveProperty('401');
    }
  });

  test('keeps drafts under the names that the desk has, and no others', async () => {
    const { browser } = await t.person('庚', body, ['reviewer']);
    const status = async (subject: string) =>
      (await browser.send('PUT', `/api/v1/drafts/${encodeURIComponent(subject)}`, { values: {}, revision: 0 })).status;
    for (const subject of [
      'admin:party',
      'admin:rename:x',
      'new:small:initial',
      'entry:x:suspend',
      'round:x:act.quota',
    ])
      expect(await status(subject), subject).toBe(200);
    for (const subject of ['admin', 'admins:x', 'admin:a:b:c:d', 'admin:../x', 'setting:x', "admin:x';--"])
      expect(await status(subject), subject).toBe(403);
  });
});

describe('somebody who keeps draft upon draft', () => {
  const keep = (who: { readonly browser: Browser }, name: string, values: object, revision = 0) =>
    who.browser.send('PUT', `/api/v1/drafts/admin:${name}`, { values, revision });
  const megabytes = (count: number) => ({ text: 'x'.repeat(count * 1_000_000) });

  test('is refused past a number, one after the other and all at once, and told in both languages what to do', async () => {
    const who = await t.person('辛', body, ['reviewer']);
    const answers = await Promise.all(Array.from({ length: mostDrafts + 20 }, (_, i) => keep(who, `x${i}`, { n: i })));
    expect(answers.filter((a) => a.status === 200).length).toBe(mostDrafts);
    const refused = answers.find((a) => a.status !== 200);
    expect(refused?.body).toMatchObject({ status: 422, code: 'refused', refusals: [{ code: 'drafts-full' }] });
    const [{ text, help }] = refused?.body.refusals ?? [];
    expect([text.zh, text.en]).toEqual([
      '您已有 500 份草稿（共 0.1 MB），最多 500 份、10 MB。',
      'You keep 500 drafts (0.1 MB in all); at most 500 and 10 MB are kept.',
    ]);
    expect(help.zh).toContain('放弃');
    expect(help.en).toContain('discard');
    // What is begun already is still kept; a discarded one makes room; nobody else is touched.
    const mine = (await who.browser.get('/api/v1/drafts')).body.rows;
    expect(mine.length).toBe(mostDrafts);
    const { subject } = mine[0];
    expect((await who.browser.send('PUT', `/api/v1/drafts/${subject}`, { values: {}, revision: 1 })).status).toBe(200);
    expect((await who.browser.send('DELETE', `/api/v1/drafts/${subject}`)).status).toBe(204);
    expect((await keep(who, 'again', {})).status).toBe(200);
    expect((await keep(await t.person('壬', body, ['reviewer']), 'x', {})).status).toBe(200);
  });

  test('is refused past an amount, and one draft past its own; a full keeper may still shorten', async () => {
    const who = await t.person('癸', body, ['reviewer']);
    const large = (await keep(who, 'large', megabytes(1.5))).body;
    expect(large.refusals).toMatchObject([{ code: 'draft-too-large' }]);
    // As many bytes as are sent, not as many characters: a Chinese one takes three.
    expect((await keep(who, 'chinese', { text: '试'.repeat(400_000) })).body.code).toBe('refused');
    const answers = await Promise.all(Array.from({ length: 14 }, (_, i) => keep(who, `m${i}`, megabytes(0.9))));
    const kept = answers.filter((a) => a.status === 200).length;
    expect(kept).toBe(Math.floor(mostDraftBytes / 900_100));
    expect(answers.find((a) => a.status !== 200)?.body.refusals).toMatchObject([{ code: 'drafts-full' }]);
    const first = answers.find((a) => a.status === 200)?.body.subject.slice('admin:'.length);
    expect((await keep(who, first, megabytes(0.5), 1)).status).toBe(200);
  });

  test('sees which they are, how much room they take, and each by what it is called', async () => {
    const who = await t.person('子', body, ['reviewer']);
    await keep(who, 'party', { name: '新单位' });
    await who.browser.send('PUT', '/api/v1/drafts/new:small:initial', { values: { a: 1 }, revision: 0 });
    await who.browser.send('PUT', '/api/v1/drafts/entry:no-such-entry:suspend', { values: {}, revision: 0 });
    const { body: mine } = await who.browser.get('/api/v1/kept-drafts');
    expect(mine.rows.map((r: { subject: string }) => r.subject).sort()).toEqual([
      'admin:party',
      'entry:no-such-entry:suspend',
      'new:small:initial',
    ]);
    expect(JSON.stringify(mine)).not.toContain('新单位');
    const [begun] = mine.rows.filter((r: { subject: string }) => r.subject === 'new:small:initial');
    expect(begun).toMatchObject({ bytes: 8, title: { zh: smallScheme.texts['title']?.zh } });
    expect(mine).toMatchObject({ most: { drafts: mostDrafts, bytes: mostDraftBytes } });
    expect((await t.browser().get('/api/v1/kept-drafts')).status).toBe(401);
  });
});
