import type { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { editionDifference } from '#certification/scheme/edition/difference.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { today } from '#operation/verify/look-up.ts';
import type { World } from '#operation/world.ts';
import { overlapsToday } from '../api/overlaps.ts';
import { languageOf, type Respond, said } from './answer.ts';
import { houseCharter } from './charter.ts';
import { charterBody } from './charter-page.ts';
import type { Language, Markup } from './layout.ts';
import { schemeBody, schemesBody } from './list-pages.ts';
import { overlapsBody } from './overlaps-page.ts';
import { type EditionChanges, lifeBody } from './scheme-life-page.ts';

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

/** Draws the flows of a scheme as SVG. */
export type DrawFlows = (
  scheme: Scheme,
  language: Language,
) => readonly { readonly flow: string; readonly svg: string }[];

/** What the Opinions ask, the declared schemes with their editions, and where two of them overlap. */
export function schemePages(app: Hono, world: World, respond: Respond, draw: DrawFlows | undefined): void {
  app.get('/opinions', async (c) => {
    const names = new Map((await world.schemes.all()).map((scheme) => [scheme.id, scheme.texts['title']] as const));
    return respond(
      c,
      { title: said(c, '《意见》对照', 'The Opinions'), section: 'opinions' },
      charterBody(houseCharter(), names, languageOf(c)),
    );
  });
  app.get('/schemes', async (c) =>
    respond(c, { title: said(c, '制度', 'Schemes') }, schemesBody(await world.schemes.all(), languageOf(c))),
  );
  app.get('/overlaps', async (c) =>
    respond(
      c,
      { title: said(c, '重复的评价与收费', 'Overlaps') },
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
        { title: said(c, '未找到', 'Not found') },
        html`<h1>${said(c, '没有登记这项制度', 'No such scheme is registered')}</h1><p><a href="/schemes">${said(c, '全部制度', 'All schemes')}</a></p>`,
        404,
      );
    return respond(
      c,
      { title: scheme.texts['title']?.[languageOf(c)] ?? scheme.id },
      html`${schemeBody(scheme, draw?.(scheme, languageOf(c)) ?? [], languageOf(c), world.rules.citedInEnglish, (svg) => raw(svg))}${await lifeOfScheme(world, scheme.id, languageOf(c))}`,
    );
  });
}
