import type { Hono } from 'hono';
import { compress } from 'hono/compress';
import { COMPRESSIBLE_CONTENT_TYPE_REGEX as compressible } from 'hono/utils/compress';
import type { DoorEnv } from './route/mount.ts';

/**
 * Compresses answers for whoever takes them compressed. For everybody else only `Vary` is said, on the answer as it is: the
 * library's own way makes a second answer out of it, and turns a text that could be sent at once into a stream.
 */
export function compressAnswers(app: Hono<DoorEnv>): void {
  const compressed = compress();
  app.use(async (c, next) => {
    if (/\b(?:gzip|deflate)\b|\*/.test(c.req.header('accept-encoding') ?? '')) return compressed(c, next);
    await next();
    const { headers } = c.res;
    if (!compressible.test(headers.get('content-type') ?? '')) return;
    const vary = headers.get('vary');
    if (vary === null) headers.set('vary', 'Accept-Encoding');
    else if (vary !== '*' && !/accept-encoding/i.test(vary)) headers.set('vary', `${vary}, Accept-Encoding`);
  });
}
