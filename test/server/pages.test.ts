import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDemonstration, type Demonstration } from '#operation/demo/build-demo.ts';
import type { Notice } from '#operation/ports/notices.ts';
import { lookUpEntry } from '#operation/verify/look-up.ts';
import { publicOrganisation } from '#operation/verify/public-organisation.ts';
import { styleSheet } from '#server/pages/layout.ts';
import { noticeBody } from '#server/pages/notice-page.ts';
import { organisationBody } from '#server/pages/organisation-page.ts';
import { publicPages } from '#server/pages/routes.ts';
import { verdictArticle } from '#server/pages/verdict-page.ts';
import { createTestWorld, type TestWorld } from '../operation/test-world.ts';

const root = resolve(import.meta.dirname, '..', '..');
let test: TestWorld;
let demo: Demonstration;
let app: ReturnType<typeof publicPages>;

beforeAll(async () => {
  test = await createTestWorld('2026-11-25T02:00:00.000Z');
  demo = await buildDemonstration(test.world, {
    schemes: join(root, 'schemes'),
    demonstration: join(root, 'demonstration'),
  });
  app = publicPages(test.world);
}, 120_000);
afterAll(() => test.close());

async function page(path: string) {
  const response = await app.request(`http://localhost${path}`);
  return { status: response.status, html: await response.text() };
}

async function anEntry(status: string) {
  const { rows } = await test.world.storage.entries.list(
    {
      all: [
        { field: 'status', is: [status] },
        { field: 'source', is: ['own'] },
      ],
    },
    'newest',
    { limit: 5 },
  );
  const [entry] = rows;
  if (!entry) throw new Error(`the demonstration has no entry that is ${status}`);
  return entry;
}

/** What a reader of English meets in Chinese, apart from what is marked as Chinese for her reader and her screen reader. */
function chineseIn(html: string): readonly string[] {
  const read = html
    .replace(/<(style|title)>[\s\S]*?<\/\1>/g, '')
    .replace(/<(\w+)[^>]* lang="zh-CN"[^>]*>[^<]*<\/\1>/g, '');
  return [...read.matchAll(/[^<>"]*\p{Script=Han}[^<>"]*/gu)].map(([text]) => text.trim());
}

describe('public pages', () => {
  it('in English are English: each cited document by its English name, its official title marked as Chinese beside it', async () => {
    const schemes = (await page('/schemes?lang=en')).html.matchAll(/href="(\/schemes\/[^"?]+)/g);
    const paths = [...new Set([...schemes].map(([, path]) => `${path}?lang=en`)), '/overlaps?lang=en', '/bulk?lang=en'];
    expect(paths.length).toBeGreaterThan(28);
    // The Chinese name of the method stands in the English title of its own scheme.
    const known = new Set(['双随机、一公开']);
    for (const path of paths) {
      const found = chineseIn((await page(path)).html).filter((text) => ![...known].some((k) => text.includes(k)));
      expect(found, path).toEqual([]);
    }
    const { html } = await page('/schemes/cn-qms?lang=en');
    expect(html).toContain('Rules for Quality Management System Certification');
    expect(html).toContain('lang="zh-CN">CNCA-QMS-01:2025 质量管理体系认证规则</span>');
    expect((await page('/schemes/cn-qms')).html).not.toContain('Rules for Quality');
  });

  it('say of a body that keeps its key itself that its certificates name no status list, and of no other', async () => {
    const { issuer } = await anEntry('valid');
    const found = await publicOrganisation(test.world, issuer ?? '', { limit: 5 });
    const [key] = found?.keys ?? [];
    if (!found || !key) throw new Error('the issuer has no key');
    const shown = (custody: 'hosted' | 'external', to: string | null, language: 'zh' | 'en') =>
      String(organisationBody({ ...found, keys: [{ ...key, custody, to }] }, 'Asia/Shanghai', language));
    expect(shown('external', null, 'zh')).toContain('不能代它签发状态列表');
    expect(shown('external', null, 'en')).toContain('no status list can be signed for it here');
    expect(shown('external', '2026-01-01T00:00:00.000Z', 'zh')).not.toContain('状态列表');
    expect(shown('hosted', null, 'zh')).not.toContain('状态列表');
  });

  it('name every scope code that a list of the house or the scheme names, on the verdict and in the bulk check', async () => {
    const { rows } = await test.world.storage.entries.list({ field: 'kind', is: ['certificate'] }, 'newest', {
      limit: 50,
    });
    const entry = rows.find((row) => row.scheme === 'cn-qms' && row.scopeCodes.includes('17'));
    if (!entry) throw new Error('the demonstration has no certificate for sector 17');
    const zh = (await page(`/verdict?number=${entry.number}&scope=17`)).html;
    expect(zh).toContain('<span class="code">17</span> 基础金属及金属制品');
    // So is any other code that the scheme shows of the form; what stands above is not said again.
    expect(zh).toMatch(/310115 [^<]*浦东新区/);
    expect(zh.split('<span class="code">17</span>')).toHaveLength(2);
    expect(zh).not.toContain('17 基础金属及金属制品；');
    // The wording of the list is remembered, and says so.
    expect(zh).toContain('名称待确认');
    expect(zh).toContain('范围代码 17 基础金属及金属制品 均在内');
    expect((await page(`/entries/${entry.id}?lang=en`)).html).toMatch(/<span class="code">17<\/span> Basic metals/);

    const body = new FormData();
    body.set('lines', `${entry.number},,19`);
    const bulk = await (await app.request('http://localhost/bulk?lang=en', { method: 'POST', body })).text();
    const csv = /\/bulk\/[0-9a-f]{64}\.csv/.exec(bulk)?.[0] ?? '';
    expect((await page(csv)).html).toContain('19 Electrical and optical equipment are not in its scope');
    expect(bulk).toMatch(/19 Electrical and optical equipment are not in its scope \([^)]*17 Basic metals/);
  });

  it('show of a notice what it corrects and why, whose projects they are, and how each objection was answered', async () => {
    const notice: Notice = {
      id: '019c8802-a280-73b6-8b14-d0b8fe1c26e5',
      kind: 'decision',
      box: 'notices',
      title: { zh: '质量奖 决定', en: 'Award: decision' },
      body: {
        list: [{ case: 'a', title: '焊接夹具', grade: null, unit: { zh: '某厂', en: 'Some Works' } }],
        objections: [
          { about: '焊接夹具', refused: 'late', upheld: null, words: '' },
          { about: '焊接夹具', refused: null, upheld: false, words: '<script>查无此事' },
        ],
        why: '名称有误',
      },
      from: null,
      to: null,
      corrects: '019c8802-a280-73b6-8b14-d0b8fe1c26e6',
      issuedAt: '2026-11-25T02:00:00.000Z',
      scheme: null,
      round: null,
      case: null,
      party: null,
      basis: { kind: 'round', id: '019c8802-a280-73b6-8b14-d0b8fe1c26e7' },
    };
    const shown = String(
      await noticeBody(notice, '2026-11-25', { language: 'zh', vote: null, label: (field) => field }),
    );
    for (const words of ['更正前一公告</a>：名称有误', '某厂', '不予受理：逾期', '不成立', '&lt;script&gt;查无此事'])
      expect(shown).toContain(words);
    // A column that no row fills is left out.
    expect(shown).not.toContain('等级');
    expect(
      String(await noticeBody(notice, '2026-11-25', { language: 'en', vote: null, label: (field) => field })),
    ).toMatch(/not accepted: it was late.*not upheld/s);
  });

  it('show of a call the number of its document, as its scheme calls it, and where its public votes', async () => {
    const calls = (await test.world.storage.notices.list({ field: 'kind', is: ['call'] }, { limit: 20 })).rows;
    const story = calls.find((notice) => notice.scheme === 'brand-story');
    const { html } = await page(`/notices/${story?.id}`);
    expect(html).toMatch(/<dt>[^<]*文号[^<]*<\/dt><dd>[^<]*〔2026〕/);
    expect(html).toContain(`<a class="button" href="/rounds/${story?.round}/vote">`);
    const award = calls.find((notice) => notice.scheme === 'quality-technology-award');
    const english = (await page(`/notices/${award?.id}?lang=en`)).html;
    expect(english).not.toContain('/vote');
    // From when to when one may apply is what a call is for.
    const { 'open-from': first, 'open-to': last } = award?.body['values'] as Record<string, string>;
    expect(english).toMatch(`<dt>Applications from</dt><dd>${first}</dd><dt>Applications until</dt><dd>${last}</dd>`);
    expect((await page(`/notices/${award?.id}`)).html).toContain(`<dt>申报截止日期</dt><dd>${last}</dd>`);
    expect(html).toMatch(/<dt>报名截止日期<\/dt><dd>\d{4}-\d\d-\d\d<\/dd>/);
  });

  it('show of a certificate what its scheme calls public, under its own names, and nothing that is personal', async () => {
    const { html } = await page('/verdict?number=2026080901000001');
    for (const fact of ['<dt>型号规格</dt><dd>T1/T2</dd>', '<dt>认证模式</dt><dd>型式试验＋获证后监督</dd>'])
      expect(html).toContain(fact);
    const personal = (await test.world.schemes.all())
      .flatMap((scheme) => scheme.forms.flatMap((form) => form.fields.map((field) => ({ scheme, field }))))
      .filter(({ field }) => field.personal)
      .map(({ scheme, field }) => scheme.texts[`field.${field.id}`]?.zh ?? field.id);
    for (const label of new Set(personal)) expect(html).not.toContain(`<dt>${label}</dt>`);
  });

  it('say a grade in the words of its scheme, once, and never as a code', async () => {
    const day = '2026-11-25';
    const entry = await anEntry('valid');
    const found = await lookUpEntry(test.world, entry.id, { day, known: null, name: null, codes: [] }, null);
    const scheme = (await test.world.schemes.all()).find((s) => s.id === 'cn-qms');
    if (!found || !scheme) throw new Error('the demonstration lacks what is looked at');
    const shown = { 'quality-grade': 'level-4' };
    const graded = { ...entry, grade: 'level-4', details: { ...entry.details, shown } };
    const text = String(
      verdictArticle(
        { ...found, dossier: { ...found.dossier, entry: graded } },
        {
          language: 'zh',
          zone: 'Asia/Shanghai',
          day,
          askedAt: '2026-11-25T02:00:00.000Z',
          organisations: new Set(),
          text: (key) => scheme.texts[key]?.zh,
          fieldCode: () => undefined,
          codes: (_, codes) => codes.map((code) => ({ code, name: null, list: 'sector', field: null })),
        },
      ),
    );
    expect(text).toContain('<dt>认证等级</dt><dd>四级（GB/T 19004 成熟度）</dd>');
    expect(text).not.toContain('level-4');
    expect(text.split('认证等级')).toHaveLength(2);
  });

  it('name the owner of every scheme in words, in both languages', async () => {
    for (const { id, owner } of await test.world.schemes.all())
      for (const [address, label] of [
        [`/schemes/${id}`, '制度所有者'],
        [`/schemes/${id}?lang=en`, 'Owner'],
      ]) {
        const named = new RegExp(`<dt>${label}</dt><dd>([^<]+)</dd>`).exec((await page(address ?? '')).html)?.[1];
        expect(named, address).toBeTruthy();
        expect(named, address).not.toBe(owner);
      }
  });

  it('show of an organisation what it holds, issued and signs with, and of a person no page at all', async () => {
    const entry = await anEntry('suspended');
    const { html: verdict } = await page(`/entries/${entry.id}`);
    expect(verdict).toContain(`<a href="/parties/${entry.issuer}">`);
    expect(verdict).toContain(`<a href="/parties/${entry.holder}">`);
    const holder = (await page(`/parties/${entry.holder}`)).html;
    expect(holder).toContain('<dt>统一社会信用代码</dt><dd class="code">91310000DEM0001105</dd>');
    expect(holder).toContain(entry.number);
    // What the story calls it is a program's business.
    expect(holder).not.toContain('firm-2');
    const issuer = (await page(`/parties/${entry.issuer}?lang=en`)).html;
    for (const shown of ['Issued', entry.number, 'did.json', 'approval of a certification body', 'Suspended</span> 1'])
      expect(issuer).toContain(shown);
    const { rows } = await test.world.storage.parties.list('person', { limit: 1 });
    expect((await page(`/parties/${rows[0]?.id}`)).status).toBe(404);
    expect((await page('/parties/019c8802-a280-73b6-8b14-d0b8fe1c26e5')).html).toContain('没有登记这个单位');
    expect((await page(`/parties/${entry.issuer}?after=nonsense`)).status).toBe(200);
    // Who recommends or reviews, and neither holds nor issued anything, is found by the search and not listed.
    const bodies = (await page('/bodies')).html;
    expect(bodies).toContain(`/parties/${entry.issuer}`);
    expect(bodies).toContain(`/parties/${entry.holder}`);
    expect(bodies).toContain('在名录中持有登记');
    expect(bodies).not.toContain('装备行业推荐单位');
    // Every link leads somewhere: a holder that is a person has none.
    for (const [, address] of `${holder}${issuer}${(await page('/bodies')).html}`.matchAll(
      /href="(\/parties\/[0-9a-f-]{36})/g,
    ))
      expect((await page(address ?? '')).status, address).toBe(200);
  });

  it('find an organisation by its code, however it was typed, and offer near texts as they stand on paper', async () => {
    const holder = (await anEntry('suspended')).holder;
    for (const asked of ['91310000DEM0001105', ' 9131 0000 dem0 0011 05', '９１３１００００ＤＥＭ０００１１０５']) {
      const { html } = await page(`/search?q=${encodeURIComponent(asked)}`);
      expect(html, asked).toContain(`<a href="/parties/${holder}">上海示例轴承有限公司（演示）</a>`);
      expect(html, asked).toContain('03426Q00002R0S</a>');
    }
    // A piece of a code, and the code that only a program uses, find nothing.
    for (const asked of ['0001105', 'firm-2', '91310000DEM0001106'])
      expect((await page(`/search?q=${asked}`)).html, asked).toContain('没有找到');
    expect((await page('/search?q=03426Q0001R0S')).html).toContain('>03426Q00001R0S</a>');
    expect((await page(`/search?q=${encodeURIComponent('上海示例轴成')}`)).html).toContain(
      '>上海示例轴承有限公司（演示）</a>',
    );
  });

  it('need no script and stay under 30 KB with their style sheet, compressed, in both languages', async () => {
    const entry = await anEntry('valid');
    const paths = [
      '/',
      '/search?q=示例',
      `/verdict?number=${entry.number}`,
      `/entries/${entry.id}`,
      `/parties/${entry.issuer}`,
      '/verdict?number=NO-SUCH-1',
      '/bulk',
      '/verify',
      '/notices',
      '/notices?box=news',
      '/opinions',
      '/schemes',
      '/bodies',
      '/sources',
      '/tour',
      '/calc',
    ];
    for (const path of paths) {
      for (const lang of ['zh', 'en']) {
        const { status, html } = await page(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
        expect([200, 404], path).toContain(status);
        expect(html, path).not.toMatch(/<script|javascript:|\son\w+=/i);
        expect(html, path).toContain(lang === 'zh' ? '<html lang="zh-CN">' : '<html lang="en">');
        expect(gzipSync(html).length + gzipSync(styleSheet).length, path).toBeLessThan(30_000);
        expect(html, path).not.toMatch(/undefined|\[object Object\]|NaN/);
      }
    }
  }, 60_000);

  it('say the status first, in a word with a symbol', async () => {
    for (const [status, word] of [
      ['valid', '有效'],
      ['suspended', '暂停'],
      ['withdrawn', '撤销'],
      ['cancelled', '注销'],
    ] as const) {
      const entry = await anEntry(status);
      const { html } = await page(`/verdict?number=${encodeURIComponent(entry.number)}`);
      expect(html.indexOf(`<strong>${word}</strong>`), status).toBeGreaterThan(0);
      expect(html.indexOf(`<strong>${word}</strong>`), status).toBeLessThan(html.indexOf('登记内容'));
      expect(html, status).toMatch(/class="status (good|warn|bad|over)"><svg/);
    }
  });

  it('say what the register covers with every "not found"', async () => {
    const { status, html } = await page('/verdict?number=03499Q99999R0S&lang=en');
    expect(status).toBe(404);
    expect(html).toContain('What the register covers');
    expect(html).toContain('does not mean forged');
  });

  it('write what users wrote as text, never as markup', async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
    for (const path of [
      `/search?q=${encodeURIComponent(evil)}`,
      `/verdict?number=${encodeURIComponent(evil)}`,
      `/verdict?number=1&on=${encodeURIComponent(evil)}`,
      `/notices?box=${encodeURIComponent(evil)}`,
      `/?lang=${encodeURIComponent(evil)}`,
      `/calc/audit-time?ask=1&persons=${encodeURIComponent(evil)}`,
    ]) {
      const { html } = await page(path);
      expect(html, path).not.toContain('<script>alert');
      expect(html, path).not.toContain('<img src=x');
    }
  });

  it('check a pasted list and give a dated file to keep, whose digest holds', async () => {
    const [good, bad] = [await anEntry('valid'), await anEntry('suspended')];
    const form = new FormData();
    form.set('lines', `${good.number}\n${bad.number},别的公司\nNO-SUCH-1\n***`);
    const response = await app.request('http://localhost/bulk', { method: 'POST', body: form });
    const html = await response.text();
    expect(response.status).toBe(200);
    for (const word of ['有效', '名称不符', '未查到', '编号格式有误']) expect(html).toContain(word);
    const digest = /\/bulk\/([0-9a-f]{64})\.json/.exec(html)?.[1];
    for (const ending of ['json', 'csv', 'xlsx']) {
      const file = await app.request(`http://localhost/bulk/${digest}.${ending}`);
      expect(file.status).toBe(200);
      expect(file.headers.get('content-disposition')).toContain(`.${ending}`);
    }
    const receipt = (await (await app.request(`http://localhost/bulk/${digest}.json`)).json()) as {
      digest: string;
      rows: { verdict: string }[];
    };
    expect(receipt.digest).toBe(`sha256:${digest}`);
    expect(receipt.rows.map((r) => r.verdict)).toEqual(['valid', 'name-differs', 'unknown', 'wrong-form']);
  });

  it('verify a credential of the register, and refuse it when one character was altered', async () => {
    const html = (await page('/tour')).html;
    const [original, altered] = [...html.matchAll(/<textarea[^>]*>([^<]+)<\/textarea>/g)].map((m) => m[1] ?? '');
    const verify = async (text: string) => {
      const form = new FormData();
      form.set('text', text);
      return (await app.request('http://localhost/verify', { method: 'POST', body: form })).text();
    };
    expect(await verify(original ?? '')).toContain('文件真实');
    expect(await verify(altered ?? '')).toContain('拒绝');
    expect(await verify('nonsense')).toContain('拒绝');
  });

  it('show on the tour a refusal with its reason, and what the clock demands', async () => {
    const { html } = await page('/tour');
    expect(html).toContain('必须暂停');
    expect(html).toMatch(/由“.+”办理|您未被指派/);
  });

  it('compute by the rules and name them, or refuse in words', async () => {
    const { status, html } = await page('/calc/audit-time?ask=1&standard=qms&persons=250&day=2026-11-25');
    expect(status).toBe(404); // No rule packs were given to these pages.
    expect(html).toContain('没有这项计算');
  });

  it('list the displayed list with its digest while the display runs', async () => {
    const round = Object.values(demo.rounds)[0];
    const { rows } = await test.world.storage.notices.list({ field: 'kind', is: ['display'] }, { limit: 5 });
    expect(rows[0]?.round).toBe(round);
    const { html } = await page(`/notices/${rows[0]?.id}`);
    expect(html).toContain(String(rows[0]?.body['digest']));
    expect(html).toContain('提出异议');
  });
});
