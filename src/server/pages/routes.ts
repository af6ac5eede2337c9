import { Hono } from 'hono';
import type { RuleContext } from '#certification/rules/context.ts';
import { tourOf } from '#operation/demo/tour.ts';
import { coverageOf } from '#operation/verify/coverage.ts';
import type { World } from '#operation/world.ts';
import { languageOf, responder, said } from './answer.ts';
import { bulkPages } from './bulk-routes.ts';
import { printSheet, printSheetAddress } from './calc-print.ts';
import { calcPages } from './calc-routes.ts';
import { homeBody } from './home-page.ts';
import { styleAddress, styleSheet } from './layout.ts';
import { sourcesBody } from './list-pages.ts';
import { noticePages } from './notice-routes.ts';
import { organisationPages } from './organisation-routes.ts';
import { type DrawFlows, schemePages } from './scheme-routes.ts';
import { tourBody } from './tour-page.ts';
import { verdictPages } from './verdict-routes.ts';
import { verifyPages } from './verify-routes.ts';

export interface PagesOptions {
  /** The rule packs; without them there are no calculators. */
  readonly rules?: RuleContext | null;
  /** Draws the flows of a scheme as SVG; without it the page names its steps only in words. */
  readonly draw?: DrawFlows;
}

const mark =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#0b4f7a" stroke-width="2.2" stroke-linejoin="round"><path d="M12 2 4 5v6c0 5.2 3.4 9.4 8 11 4.6-1.6 8-5.8 8-11V5z"/><path d="m8 12 3 3 5.4-5.6"/></svg>';

/** The public pages: server HTML without script, in the reader's language, for a phone on a bad line. */
export function publicPages(world: World, options: PagesOptions = {}): Hono {
  const app = new Hono();
  const respond = responder(world);
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
      world.storage.parties.inRegister({ limit: 500 }),
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
    return respond(c, { title: said(c, '首页', 'Home'), section: 'home' }, homeBody(figures, language));
  });

  app.get('/tour', async (c) =>
    respond(
      c,
      { title: said(c, '走一圈', 'A tour') },
      tourBody(await tourOf(world), languageOf(c), world.rules.citedInEnglish),
    ),
  );
  verdictPages(app, world, respond);
  bulkPages(app, world, respond);
  verifyPages(app, world, respond);
  noticePages(app, world, respond);
  calcPages(app, world, respond, options.rules ?? null);
  schemePages(app, world, respond, options.draw);
  organisationPages(app, world, respond);
  app.get('/sources', async (c) =>
    respond(c, { title: said(c, '名录与来源', 'Sources') }, sourcesBody(await coverageOf(world), languageOf(c))),
  );
  return app;
}
