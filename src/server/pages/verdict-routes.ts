import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Entry } from '#operation/ports/entries.ts';
import { codeNamer } from '#operation/verify/code-names.ts';
import { coverageOf } from '#operation/verify/coverage.ts';
import { dayAsked, lookUp, lookUpEntry, today } from '#operation/verify/look-up.ts';
import { organisationsAmong } from '#operation/verify/public-organisation.ts';
import { searchRegister } from '#operation/verify/search-register.ts';
import type { World } from '#operation/world.ts';
import { languageOf, type Respond, said } from './answer.ts';
import { searchBody } from './search-page.ts';
import { lookUpBody, type View, verdictArticle } from './verdict-page.ts';

/** How a verdict is shown: in the reader's language, with the words of its scheme and the names of its codes. */
export async function viewOf(
  world: World,
  c: Context,
  entry: Entry | undefined,
  day: string,
  askedAt: string,
): Promise<View> {
  const language = languageOf(c);
  const scheme = entry?.scheme && entry.edition ? await world.schemes.edition(entry.scheme, entry.edition) : null;
  return {
    language,
    zone: world.house.zone,
    day,
    askedAt,
    organisations: await organisationsAmong(world, entry === undefined ? [] : [entry]),
    codes: await codeNamer(world, entry === undefined ? [] : [entry]),
    fieldCode: (id, code) => {
      const field = scheme?.forms.flatMap((form) => form.fields).find((f) => f.id === id);
      return field?.kind === 'code' ? world.rules.codeName(field.list, code)?.[language] : undefined;
    },
    text: (key) => (scheme !== null && Object.hasOwn(scheme.texts, key) ? scheme.texts[key]?.[language] : undefined),
  };
}

/** Search by any fragment, and the verdict on what carries a number. */
export function verdictPages(app: Hono, world: World, respond: Respond): void {
  app.get('/search', async (c) => {
    const asked = (c.req.query('q') ?? '').trim();
    if (asked === '') return c.redirect(languageOf(c) === 'en' ? '/?lang=en' : '/');
    // A number that is in the register goes straight to its verdict.
    const exact = await lookUp(world, { number: asked, name: null, codes: [], on: null, known: null });
    if (exact.found.length > 0)
      return c.redirect(`/verdict?number=${encodeURIComponent(asked)}${languageOf(c) === 'en' ? '&lang=en' : ''}`);
    return respond(
      c,
      { title: said(c, '查询', 'Search') },
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
        { title: said(c, '日期有误', 'Wrong day') },
        html`<h1>${said(c, '日期有误', 'Wrong day')}</h1><div class="problem">${said(c, `应为日期，如 2026-03-10；实为 “${found}”。请改正地址中的 on 或 known。`, `Expected a day such as 2026-03-10, found “${found}”. Correct “on” or “known” in the address.`)}</div>`,
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
    const view = await viewOf(world, c, answer.found[0]?.dossier.entry, answer.question.day, answer.askedAt);
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
        { title: said(c, '未找到', 'Not found') },
        html`<h1>${said(c, '没有这项登记', 'There is no such entry')}</h1><p>${said(c, '地址可能不完整。请用编号查询。', 'The address may be incomplete. Look it up by its number.')}</p>`,
        404,
      );
    const { entry } = found.dossier;
    return respond(
      c,
      { title: entry.number },
      html`<h1>${said(c, '核验结论', 'Verdict')} <span class="code">${entry.number}</span></h1>${verdictArticle(found, await viewOf(world, c, entry, day, world.clock.now()))}`,
    );
  });
}
