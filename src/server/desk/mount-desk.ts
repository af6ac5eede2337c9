import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Hono } from 'hono';
import { contentPolicies } from '../access/headers.ts';
import type { DoorEnv } from '../route/mount.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};
const squeezable = new Set(['.html', '.js', '.css', '.json', '.svg', '.wasm', '.webmanifest']);

interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Made at the first request for it. */
  squeezed: Uint8Array<ArrayBuffer> | null;
  readonly isForEver: boolean;
}

/**
 * Serves the built desk under `/desk/`: its files from memory, and its one page for every address of its own. Nothing is read
 * by the name that a request brings, so no name leads out of the folder.
 */
export function mountDesk(app: Hono<DoorEnv>, folder: string | null): void {
  const assets = folder === null ? new Map<string, Asset>() : readAssets(folder);
  const page = assets.get('index.html');
  app.get('/desk', (c) => c.redirect('/desk/', 308));
  app.get('/desk/*', (c) => {
    c.set('route', '/desk/*');
    const name = decodeURIComponent(c.req.path.slice('/desk/'.length));
    const found = assets.get(name);
    const asset = found ?? (/\.[a-z0-9]{1,11}$/i.test(name) ? undefined : page);
    if (asset === undefined) return page === undefined ? c.html(notBuilt, 503) : c.notFound();
    const headers: Record<string, string> = {
      'content-type': asset.type,
      'cache-control': asset.isForEver ? 'public, max-age=31536000, immutable' : 'no-cache',
      'content-security-policy': contentPolicies.desk,
      vary: 'accept-encoding',
    };
    const isSqueezable = squeezable.has(extname(found === undefined ? 'index.html' : name));
    if (!isSqueezable || !/\bbr\b/.test(c.req.header('accept-encoding') ?? ''))
      return c.body(asset.bytes, 200, headers);
    asset.squeezed ??= new Uint8Array(
      brotliCompressSync(asset.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } }),
    );
    return c.body(asset.squeezed, 200, { ...headers, 'content-encoding': 'br' });
  });
}

function readAssets(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const path of namesIn(folder)) {
    const full = join(folder, path);
    if (!statSync(full).isFile()) continue;
    const name = relative(folder, full).split(sep).join('/');
    const type = types[extname(name)] ?? 'application/octet-stream';
    // The builder puts a digest into the names under `assets/`: such a name never means other bytes.
    assets.set(name, {
      type,
      bytes: new Uint8Array(readFileSync(full)),
      squeezed: null,
      isForEver: name.startsWith('assets/'),
    });
  }
  return assets;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    // Not built: the page below says what to do.
    return [];
  }
}

const notBuilt =
  '<!doctype html><meta charset="utf-8"><title>Touchstone</title><p>办理页面尚未构建：请运行 <code>npm run build</code>，再重新启动。</p><p lang="en">The desk is not built: run <code>npm run build</code> and start again.</p>';
