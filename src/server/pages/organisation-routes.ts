import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { BadCursor } from '#operation/ports/page.ts';
import { presentName } from '#operation/project/party.ts';
import { publicOrganisation } from '#operation/verify/public-organisation.ts';
import type { World } from '#operation/world.ts';
import { languageOf, type Respond } from './answer.ts';
import { organisationBody, organisationsBody } from './organisation-page.ts';
import { t } from './words.ts';

const perPage = 50;

/** Who is in the register, and what each organisation holds, issued and signs with. */
export function organisationPages(app: Hono, world: World, respond: Respond): void {
  app.get('/bodies', async (c) => {
    const language = languageOf(c);
    const page = await fromCursor(c, (request) => world.storage.parties.inRegister(request));
    return respond(c, { title: t(language, '单位', 'Organisations') }, organisationsBody(page, language));
  });

  app.get('/parties/:id{[0-9a-f-]{36}}', async (c) => {
    const language = languageOf(c);
    const found = await fromCursor(c, (request) => publicOrganisation(world, c.req.param('id'), request));
    if (found === null)
      return respond(
        c,
        { title: t(language, '未找到', 'Not found') },
        html`<h1>${t(language, '没有登记这个单位', 'No such organisation is registered')}</h1><p><a href="/bodies">${t(language, '全部单位', 'All organisations')}</a></p>`,
        404,
      );
    const body = organisationBody(found, world.house.zone, language);
    return respond(c, { title: presentName(found.party)[language] }, body);
  });
}

/** From where the address says; a cursor that is none begins again. */
async function fromCursor<T>(c: Context, read: (page: { limit: number; after?: string }) => Promise<T>): Promise<T> {
  const after = c.req.query('after');
  if (after === undefined) return read({ limit: perPage });
  return read({ limit: perPage, after }).catch((error: unknown) => {
    if (error instanceof BadCursor) return read({ limit: perPage });
    throw error;
  });
}
