import type { Hono } from 'hono';
import type { DoorEnv } from '../route/mount.ts';
import type { Route } from '../route/route.ts';
import { openApiDocument } from './openapi.ts';

/** The API's document and the page that reads and tries it. Made once, at the first question: a start need not wait for it. */
export function mountReference(app: Hono<DoorEnv>, routes: readonly Route[], address: string): void {
  let text: string | null = null;
  app.get('/api/openapi.json', (c) => {
    c.set('route', '/api/openapi.json');
    text ??= JSON.stringify(openApiDocument(routes, address));
    return c.body(text, 200, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=300',
      'access-control-allow-origin': '*',
    });
  });
}
