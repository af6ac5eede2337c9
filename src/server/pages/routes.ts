import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html, raw } from 'hono/html';
import { refusalText } from '#certification/act/refusal.ts';
import { publicViewer } from '#certification/policy/viewer.ts';
import { documentAnswer, documentText } from '#certification/rules/answer-document.ts';
import { readCalcQuery } from '#certification/rules/calc-query.ts';
import { calculatorNamed } from '#certification/rules/calculators.ts';
import type { RuleContext } from '#certification/rules/context.ts';
import { editionDifference } from '#certification/scheme/edition/difference.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { tourOf } from '#operation/demo/tour.ts';
import type { Entry } from '#operation/ports/entries.ts';
import { BadCursor } from '#operation/ports/page.ts';
import { makeObjection } from '#operation/rounds/objections.ts';
import { checkBulk, readBulkLines } from '#operation/verify/bulk-check.ts';
import { checkCredential, credentialIn } from '#operation/verify/check-credential.ts';
import { codeNamer } from '#operation/verify/code-names.ts';
import { coverageOf } from '#operation/verify/coverage.ts';
import { dayAsked, lookUp, lookUpEntry, today } from '#operation/verify/look-up.ts';
import { organisationsAmong } from '#operation/verify/public-organisation.ts';
import { searchRegister } from '#operation/verify/search-register.ts';
import type { World } from '#operation/world.ts';
import { isPdf } from '#proof/credential-in-pdf.ts';
import { attachment } from '../api/attachment.ts';
import { overlapsToday } from '../api/overlaps.ts';
import { languageOf, responder } from './answer.ts';
import { bulkCsv, bulkReceipt, bulkWorkbook, limited, readBulkFile } from './bulk-file.ts';
import { bulkForm, bulkResult } from './bulk-page.ts';
import { calcBody, calcListBody } from './calc-page.ts';
import { calcPrint, printSheet, printSheetAddress } from './calc-print.ts';
import { houseCharter } from './charter.ts';
import { charterBody } from './charter-page.ts';
import { homeBody } from './home-page.ts';
import { type Language, type Markup, styleAddress, styleSheet, withQuery } from './layout.ts';
import { isBox, noticesBody, schemeBody, schemesBody, sourcesBody } from './list-pages.ts';
import { noticeBody } from './notice-page.ts';
import { keepEvidence, objectionRefused, objectionTaken } from './objection-page.ts';
import { organisationPages } from './organisation-routes.ts';
import { overlapsBody } from './overlaps-page.ts';
import { receiptShelf } from './receipt-shelf.ts';
import { type EditionChanges, lifeBody } from './scheme-life-page.ts';
import { searchBody } from './search-page.ts';
import { tourBody } from './tour-page.ts';
import { lookUpBody, type View, verdictArticle } from './verdict-page.ts';
import { verifyForm, verifyResult } from './verify-page.ts';

/** The editions of a scheme with what each changed; an edition never changes, so neither does the difference of two. */
async function lifeOfScheme(world: World, id: string, language: Language): Promise<Markup | string> {
  const life = await world.schemes.life(id);
  const changed: EditionChanges[] = [];
  for (const { edition, supersedes } of life.editions) {
    const from = supersedes === null ? null : await world.schemes.edition(id, supersedes);
    const to = await world.schemes.edition(id, edition);
    if (from !== null && to !== null)
      changed.unshift({ from: from.edition, to: to.edition, changes: editionDifference(from, to) });
  }
  return lifeBody(life, today(world), changed, language, world.rules.citedInEnglish);
}

export interface PagesOptions {
  /** The rule packs; without them there are no calculators. */
  readonly rules?: RuleContext | null;
  /** Draws the flows of a scheme as SVG; without it the page names its steps only in words. */
  readonly draw?: (scheme: Scheme, language: Language) => readonly { readonly flow: string; readonly svg: string }[];
}

const uploadLimit = 6 * 1_048_576;
const evidenceLimit = 20 * 1_048_576;
const mark =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#0b4f7a" stroke-width="2.2" stroke-linejoin="round"><path d="M12 2 4 5v6c0 5.2 3.4 9.4 8 11 4.6-1.6 8-5.8 8-11V5z"/><path d="m8 12 3 3 5.4-5.6"/></svg>';

/** The public pages: server HTML without script, in the reader's language, for a phone on a bad line. */
export function publicPages(world: World, options: PagesOptions = {}): Hono {
  const app = new Hono();
  const receipts = receiptShelf();
  const { zone } = world.house;

  const respond = responder(world);
  const t = (c: Context, zh: string, en: string) => (languageOf(c) === 'zh' ? zh : en);
  const viewOf = async (c: Context, entry: Entry | undefined, day: string, askedAt: string): Promise<View> => {
    const language = languageOf(c);
    const scheme = entry?.scheme && entry.edition ? await world.schemes.edition(entry.scheme, entry.edition) : null;
    return {
      language,
      zone,
      day,
      askedAt,
      organisations: await organisationsAmong(world, entry === undefined ? [] : [entry]),
      codes: await codeNamer(world, entry === undefined ? [] : [entry]),
      text: (key) => (scheme !== null && Object.hasOwn(scheme.texts, key) ? scheme.texts[key]?.[language] : undefined),
    };
  };

  const sheets = [
    [styleAddress, styleSheet],
    [printSheetAddress, printSheet],
  ] as const;
  for (const [address, sheet] of sheets)
    app.get(address, (c) =>
      c.body(sheet, 200, {
        'Content-Type': 'text/css; charset=utf-8',
        'Cache-Control': 'public, max-age=31536000, immutable',
      }),
    );
  app.get('/favicon.svg', (c) =>
    c.body(mark, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' }),
  );
  app.get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /api/\nDisallow: /desk/\n'));

  app.get('/', async (c) => {
    const language = languageOf(c);
    const notices = (box: string) => world.storage.notices.list({ field: 'box', is: [box] }, { limit: 5 });
    const [coverage, schemes, parties, waiting, first, second, third] = await Promise.all([
      coverageOf(world),
      world.schemes.all(),
      world.storage.parties.list('organisation', { limit: 500 }),
      world.storage.outbox.waiting(),
      notices('notices'),
      notices('activities'),
      notices('news'),
    ]);
    const figures = {
      schemes: new Set(schemes.map((s) => s.id)).size,
      parties: { count: parties.rows.length, isCapped: parties.next !== null },
      waitingFacts: waiting,
      coverage,
      notices: first.rows,
      activities: second.rows,
      news: third.rows,
      isDemonstration: world.house.isDemonstration,
    };
    return respond(c, { title: t(c, '首页', 'Home'), section: 'home' }, homeBody(figures, language));
  });

  app.get('/search', async (c) => {
    const asked = (c.req.query('q') ?? '').trim();
    if (asked === '') return c.redirect(languageOf(c) === 'en' ? '/?lang=en' : '/');
    // A number that is in the register goes straight to its verdict.
    const exact = await lookUp(world, { number: asked, name: null, codes: [], on: null, known: null });
    if (exact.found.length > 0)
      return c.redirect(`/verdict?number=${encodeURIComponent(asked)}${languageOf(c) === 'en' ? '&lang=en' : ''}`);
    return respond(
      c,
      { title: t(c, '查询', 'Search') },
      searchBody(await searchRegister(world, asked), await coverageOf(world), languageOf(c)),
    );
  });

  app.get('/verdict', async (c) => {
    const number = (c.req.query('number') ?? '').trim();
    if (number === '') return c.redirect(languageOf(c) === 'en' ? '/?lang=en' : '/');
    const [on, known] = [dayAsked(c.req.query('on')), dayAsked(c.req.query('known'))];
    if (!on.ok || !known.ok) {
      const found = !on.ok ? on.found : !known.ok ? known.found : '';
      return respond(
        c,
        { title: t(c, '日期有误', 'Wrong day') },
        html`<h1>${t(c, '日期有误', 'Wrong day')}</h1><div class="problem">${t(c, `应为日期，如 2026-03-10；实为 \`${found}\`。请改正地址中的 on 或 known。`, `Expected a day such as 2026-03-10, found \`${found}\`. Correct “on” or “known” in the address.`)}</div>`,
        400,
      );
    }
    const codes = (c.req.query('scope') ?? '').split(/[\s,，、]+/).filter((s) => s !== '');
    const name = (c.req.query('name') ?? '').trim();
    const answer = await lookUp(world, {
      number,
      name: name === '' ? null : name,
      codes,
      on: on.day,
      known: known.day,
    });
    const view = await viewOf(c, answer.found[0]?.dossier.entry, answer.question.day, answer.askedAt);
    return respond(c, { title: number }, lookUpBody(answer, view), answer.found.length > 0 ? 200 : 404);
  });

  app.get('/entries/:id', async (c) => {
    const on = dayAsked(c.req.query('on'));
    const day = on.ok && on.day !== null ? on.day : today(world);
    const id = c.req.param('id');
    const found = /^[0-9a-f-]{36}$/.test(id)
      ? await lookUpEntry(world, id, { day, known: null, name: null, codes: [] }, null)
      : null;
    if (found === null)
      return respond(
        c,
        { title: t(c, '未找到', 'Not found') },
        html`<h1>${t(c, '没有这项登记', 'There is no such entry')}</h1><p>${t(c, '地址可能不完整。请用编号查询。', 'The address may be incomplete. Look it up by its number.')}</p>`,
        404,
      );
    const { entry } = found.dossier;
    return respond(
      c,
      { title: entry.number },
      html`<h1>${t(c, '核验结论', 'Verdict')} <span class="code">${entry.number}</span></h1>${verdictArticle(found, await viewOf(c, entry, day, world.clock.now()))}`,
    );
  });

  app.get('/bulk', (c) =>
    respond(c, { title: t(c, '批量核验', 'Bulk check'), section: 'bulk' }, bulkForm(languageOf(c), null)),
  );
  app.post(
    '/bulk',
    bodyLimit({
      maxSize: uploadLimit,
      onError: (c) =>
        respond(
          c,
          { title: t(c, '批量核验', 'Bulk check'), section: 'bulk' },
          bulkForm(
            languageOf(c),
            t(c, '文件超过 6 MB。请分批核验。', 'The file is larger than 6 MB. Check it in parts.'),
          ),
          400,
        ),
    }),
    async (c) => {
      const language = languageOf(c);
      const form = await c.req.parseBody();
      const file = form['file'];
      const pasted = typeof form['lines'] === 'string' ? form['lines'] : '';
      const read =
        file instanceof File && file.size > 0
          ? await readBulkFile(file.name, new Uint8Array(await file.arrayBuffer()))
          : limited(readBulkLines(pasted));
      const on = dayAsked(typeof form['on'] === 'string' ? form['on'] : undefined);
      const problem = !read.ok
        ? read.why[language]
        : !on.ok
          ? t(c, `应为日期，实为 \`${on.found}\`。`, `Expected a day, found \`${on.found}\`.`)
          : null;
      if (!read.ok || !on.ok)
        return respond(
          c,
          { title: t(c, '批量核验', 'Bulk check'), section: 'bulk' },
          bulkForm(language, problem, pasted),
          400,
        );
      const answer = await checkBulk(world, read.lines, { on: on.day, known: null });
      const receipt = bulkReceipt(answer, language);
      receipts.keep(receipt.digest, { answer, language, json: receipt.bytes });
      return respond(
        c,
        { title: t(c, '批量核验结果', 'Result of the bulk check'), section: 'bulk' },
        bulkResult(answer, receipt.digest, {
          zone,
          language,
          codes: await codeNamer(
            world,
            answer.rows.flatMap((row) => row.found?.dossier.entry ?? []),
          ),
        }),
      );
    },
  );
  app.get('/bulk/:file{[0-9a-f]{64}\\.(xlsx|csv|json)}', async (c) => {
    const [digest = '', ending = ''] = c.req.param('file').split('.');
    const kept = receipts.find(digest);
    if (!kept)
      return respond(
        c,
        { title: t(c, '已过期', 'Gone') },
        html`<h1>${t(c, '结果已不在服务器上', 'The result is no longer kept here')}</h1><p>${t(c, '核验结果只保留一小时。请重新核验。', 'Results are kept for an hour. Check the list again.')} <a href="/bulk">${t(c, '批量核验', 'Bulk check')}</a></p>`,
        404,
      );
    const name = `touchstone-${kept.answer.askedAt.slice(0, 10)}-${digest.slice(0, 8)}.${ending}`;
    const head = (type: string) => ({ 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` });
    if (ending === 'json') return c.body(new Uint8Array(kept.json), 200, head('application/json; charset=utf-8'));
    if (ending === 'csv') return c.body(bulkCsv(kept.answer, kept.language), 200, head('text/csv; charset=utf-8'));
    return c.body(
      new Uint8Array(await bulkWorkbook(kept.answer, kept.language)),
      200,
      head('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
    );
  });

  app.get('/verify', (c) =>
    respond(c, { title: t(c, '验证文件', 'Verify a file'), section: 'verify' }, verifyForm(languageOf(c), null)),
  );
  app.post(
    '/verify',
    bodyLimit({
      maxSize: uploadLimit,
      onError: (c) =>
        respond(
          c,
          { title: t(c, '验证文件', 'Verify a file'), section: 'verify' },
          verifyForm(languageOf(c), t(c, '文件超过 5 MB。', 'The file is larger than 5 MB.')),
          400,
        ),
    }),
    async (c) => {
      const language = languageOf(c);
      const form = await c.req.parseBody();
      const file = form['file'];
      const pasted = typeof form['text'] === 'string' ? form['text'].trim() : '';
      const bytes =
        file instanceof File && file.size > 0
          ? new Uint8Array(await file.arrayBuffer())
          : new TextEncoder().encode(pasted);
      const input =
        bytes.length === 0
          ? {
              ok: false as const,
              why: { zh: '请选择文件或粘贴凭证文本。', en: 'Choose a file or paste a credential.' },
            }
          : isPdf(bytes)
            ? credentialIn(bytes)
            : { ok: true as const, text: new TextDecoder().decode(bytes).trim() };
      if (!input.ok)
        return respond(
          c,
          { title: t(c, '验证文件', 'Verify a file'), section: 'verify' },
          verifyForm(language, input.why[language], pasted),
          400,
        );
      const checked = await checkCredential(world, input.text);
      return respond(
        c,
        { title: t(c, '验证结果', 'Result'), section: 'verify' },
        verifyResult(checked, await viewOf(c, checked.found?.dossier.entry, today(world), world.clock.now())),
      );
    },
  );

  app.get('/notices', async (c) => {
    const asked = c.req.query('box');
    const box = isBox(asked) ? asked : 'notices';
    const after = c.req.query('after');
    const list = (cursor?: string) =>
      world.storage.notices.list(
        { field: 'box', is: [box] },
        cursor === undefined ? { limit: 30 } : { limit: 30, after: cursor },
      );
    const notices = await list(after).catch((error: unknown) => {
      if (error instanceof BadCursor) return list();
      throw error;
    });
    return respond(
      c,
      { title: t(c, '通知公告', 'Notices'), section: 'notices' },
      noticesBody(notices.rows, notices.next, box, languageOf(c)),
    );
  });
  app.get('/notices/:id{[0-9a-f-]{36}}', async (c) => {
    const notice = await world.storage.notices.byId(c.req.param('id'));
    if (notice === null)
      return respond(
        c,
        { title: t(c, '未找到', 'Not found') },
        html`<h1>${t(c, '没有这个公告', 'There is no such notice')}</h1>`,
        404,
      );
    return respond(
      c,
      { title: notice.title[languageOf(c)] || notice.title.zh, section: 'notices' },
      noticeBody(notice, today(world), languageOf(c)),
    );
  });

  app.get('/calc', (c) =>
    respond(c, { title: t(c, '规则计算', 'Calculators'), section: 'calc' }, calcListBody(languageOf(c))),
  );
  app.get('/calc/:name', async (c) => {
    const calculator = calculatorNamed(c.req.param('name'));
    if (!calculator || !options.rules)
      return respond(
        c,
        { title: t(c, '未找到', 'Not found') },
        html`<h1>${t(c, '没有这项计算', 'There is no such calculator')}</h1><p><a href="/calc">${t(c, '全部计算', 'All calculators')}</a></p>`,
        404,
      );
    const asked = c.req.query('ask') === undefined ? null : readCalcQuery(calculator.input, c.req.query());
    const made = asked === null ? null : documentAnswer(calculator.name, asked, options.rules);
    const as = c.req.query('as');
    if (made?.ok && as === 'document') {
      c.header('content-disposition', attachment(`${calculator.name}-${made.document.digest.slice(0, 8)}.json`));
      return c.body(documentText(made.document), 200, { 'content-type': 'application/json; charset=utf-8' });
    }
    if (made?.ok && as === 'print') {
      const here = new URL(c.req.url);
      const address = `${world.house.address}${withQuery(`${here.pathname}${here.search}`, 'as', null)}`;
      return c.html(await calcPrint(calculator, made.document, options.rules, languageOf(c), address));
    }
    return respond(
      c,
      { title: calculator.text[languageOf(c)], section: 'calc' },
      calcBody(
        calculator,
        asked,
        made && { made, here: c.req.url.replace(/^https?:\/\/[^/]*/, '') },
        options.rules,
        languageOf(c),
      ),
      made?.ok === false ? 400 : 200,
    );
  });

  app.get('/tour', async (c) =>
    respond(
      c,
      { title: t(c, '走一圈', 'A tour') },
      tourBody(await tourOf(world), languageOf(c), world.rules.citedInEnglish),
    ),
  );
  app.post(
    '/notices/:id{[0-9a-f-]{36}}/objections',
    bodyLimit({
      maxSize: evidenceLimit,
      onError: (c) =>
        respond(
          c,
          { title: t(c, '异议', 'Objection') },
          objectionRefused(
            t(
              c,
              '证据文件合计超过 20 MB。请压缩后重试。',
              'The evidence is larger than 20 MB in all. Make it smaller and try again.',
            ),
            c.req.param('id') ?? '',
            languageOf(c),
          ),
          400,
        ),
    }),
    async (c) => {
      const notice = await world.storage.notices.byId(c.req.param('id'));
      if (notice?.round == null)
        return respond(
          c,
          { title: t(c, '未找到', 'Not found') },
          html`<h1>${t(c, '没有这个公告', 'There is no such notice')}</h1>`,
          404,
        );
      const form = await c.req.parseBody({ all: true });
      const text = (name: string) => (typeof form[name] === 'string' ? form[name] : '');
      const files = [form['evidence']].flat().filter((f): f is File => f instanceof File && f.size > 0);
      const kept = await Promise.all(files.map((file) => keepEvidence(world, file)));
      const unfit = kept.flatMap((k) => ('refused' in k ? [k.refused] : []));
      const evidence = kept.flatMap((k) => ('refused' in k ? [] : [k]));
      const language = languageOf(c);
      if (unfit.length > 0)
        return respond(
          c,
          { title: t(c, '异议', 'Objection') },
          objectionRefused(
            unfit.map((r) => `${refusalText(r, language).text} ${refusalText(r, language).help}`).join(' '),
            notice.id,
            language,
          ),
          400,
        );
      const outcome = await makeObjection(world, {
        acting: { viewer: publicViewer, identified: false },
        round: notice.round,
        about: text('about'),
        name: text('by'),
        contact: text('contact'),
        words: text('words'),
        evidence,
      });

      if (outcome.is === 'done')
        return respond(c, { title: t(c, '异议', 'Objection') }, objectionTaken(outcome.value, notice.id, language));
      const why =
        outcome.is === 'refused'
          ? outcome.refusals.map((r) => `${refusalText(r, language).text} ${refusalText(r, language).help}`).join(' ')
          : t(c, '公告已不受理异议。', 'The notice takes no objections.');
      return respond(c, { title: t(c, '异议', 'Objection') }, objectionRefused(why, notice.id, language), 400);
    },
  );

  app.get('/opinions', async (c) => {
    const names = new Map((await world.schemes.all()).map((scheme) => [scheme.id, scheme.texts['title']] as const));
    return respond(
      c,
      { title: t(c, '《意见》对照', 'The Opinions'), section: 'opinions' },
      charterBody(houseCharter(), names, languageOf(c)),
    );
  });
  app.get('/schemes', async (c) =>
    respond(c, { title: t(c, '制度', 'Schemes') }, schemesBody(await world.schemes.all(), languageOf(c))),
  );
  app.get('/overlaps', async (c) =>
    respond(
      c,
      { title: t(c, '重复的评价与收费', 'Overlaps') },
      overlapsBody(await overlapsToday(world), languageOf(c), world.rules.citedInEnglish),
    ),
  );
  app.get('/schemes/:id', async (c) => {
    const scheme =
      (await world.schemes.inForce(c.req.param('id'), today(world))) ??
      (await world.schemes.all()).findLast((s) => s.id === c.req.param('id')) ??
      null;
    if (scheme === null)
      return respond(
        c,
        { title: t(c, '未找到', 'Not found') },
        html`<h1>${t(c, '没有登记这项制度', 'No such scheme is registered')}</h1><p><a href="/schemes">${t(c, '全部制度', 'All schemes')}</a></p>`,
        404,
      );
    return respond(
      c,
      { title: scheme.texts['title']?.[languageOf(c)] ?? scheme.id },
      html`${schemeBody(scheme, options.draw?.(scheme, languageOf(c)) ?? [], languageOf(c), world.rules.citedInEnglish, (svg) => raw(svg))}${await lifeOfScheme(world, scheme.id, languageOf(c))}`,
    );
  });
  organisationPages(app, world, respond);
  app.get('/sources', async (c) =>
    respond(c, { title: t(c, '名录与来源', 'Sources') }, sourcesBody(await coverageOf(world), languageOf(c))),
  );
  return app;
}
