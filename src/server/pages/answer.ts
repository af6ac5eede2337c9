import type { Context } from 'hono';
import { today } from '#operation/verify/look-up.ts';
import type { World } from '#operation/world.ts';
import { type Language, type Markup, type PageFrame, page } from './layout.ts';

/** Chinese unless the address, else the cookie, says English. */
export function languageOf(c: Context): Language {
  const asked = c.req.query('lang') ?? /(?:^|;\s*)lang=(zh|en)/.exec(c.req.header('cookie') ?? '')?.[1];
  return asked === 'en' ? 'en' : 'zh';
}

/** One of two texts, in the language of the one who asks. */
export function said(c: Context, zh: string, en: string): string {
  return languageOf(c) === 'zh' ? zh : en;
}

/** A whole page as the answer: the frame in the reader's language around a body. */
export type Respond = (
  c: Context,
  frame: Pick<PageFrame, 'title' | 'section'>,
  body: Markup,
  status?: 200 | 400 | 404,
) => Response | Promise<Response>;

export function responder(world: World): Respond {
  return (c, frame, body, status = 200) => {
    const url = new URL(c.req.url);
    const demonstration = world.house.isDemonstration ? { today: today(world) } : null;
    const large = url.searchParams.has('large');
    c.header('Cache-Control', 'no-store');
    const whole = { ...frame, language: languageOf(c), path: `${url.pathname}${url.search}`, demonstration, large };
    return c.html(page(whole, body), status);
  };
}
