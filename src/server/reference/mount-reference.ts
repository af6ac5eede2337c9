import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { contentPolicies } from '../access/headers.ts';
import type { DoorEnv } from '../route/mount.ts';
import type { Route } from '../route/route.ts';
import { openApiDocument } from './openapi.ts';
import { problemsPage, type ReferenceDocument, referencePage } from './reference-page.ts';

/** The API's document and the pages that read it. Made once, at the first question: a start need not wait for it. */
export function mountReference(app: Hono<DoorEnv>, routes: readonly Route[], address: string): void {
  let made: { readonly text: string; readonly document: ReferenceDocument } | null = null;
  const document = () => {
    if (made !== null) return made;
    const whole = openApiDocument(routes, address);
    // The page reads the document that it shows: paths, parameters and shapes are those of OpenAPI.
    made = { text: JSON.stringify(whole), document: whole as unknown as ReferenceDocument };
    return made;
  };
  app.get('/api/openapi.json', (c) => {
    c.set('route', '/api/openapi.json');
    return c.body(document().text, 200, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=300',
      'access-control-allow-origin': '*',
    });
  });
  app.get('/api', (c) => {
    c.set('route', '/api');
    c.header('content-security-policy', contentPolicies.reference);
    const at = { language: c.get('language'), path: new URL(c.req.url).pathname };
    return c.html(referencePage(routes, document().document, at));
  });
  app.get('/api/problems', (c) => {
    c.set('route', '/api/problems');
    return c.html(problemsPage({ language: c.get('language'), path: '/api/problems' }));
  });
  for (const [name, type] of [
    ['try.js', 'text/javascript; charset=utf-8'],
    ['reference.css', 'text/css; charset=utf-8'],
  ] as const) {
    const text = readFileSync(join(import.meta.dirname, name), 'utf8');
    app.get(`/api/${name}`, (c) => {
      c.set('route', `/api/${name}`);
      return c.body(text, 200, { 'content-type': type, 'cache-control': 'public, max-age=300' });
    });
  }
}
