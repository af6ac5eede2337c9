import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Context, Hono } from 'hono';
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
  readonly isSqueezable: boolean;
}

/** The browser's pages, each a built file and an address under which it keeps addresses of its own. */
const pages = [
  { file: 'desk.html', at: '/desk' },
  { file: 'toolbox.html', at: '/toolbox' },
] as const;

/**
 * Serves the built pages of the browser: their files under `/app/`, and each page for every address of its own. All of it lies
 * in memory: nothing is read by the name that a request brings, so no name leads out of the folder.
 */
export function mountDesk(app: Hono<DoorEnv>, folder: string | null): void {
  const assets = folder === null ? new Map<string, Asset>() : readAssets(folder);
  app.get('/app/*', (c) => {
    c.set('route', '/app/*');
    const asset = assets.get(c.req.path.slice('/app/'.length));
    if (asset === undefined) return c.notFound();
    // A page's own worker may keep that page for when there is no network, though it lies beside it.
    const page = pages.find(({ at }) => c.req.path === `/app${at}-worker.js`);
    if (page !== undefined) c.header('service-worker-allowed', page.at);
    return send(c, asset);
  });
  for (const { file, at } of pages) {
    const show = (c: Context<DoorEnv>) => {
      c.set('route', `${at}/*`);
      const page = assets.get(file);
      return page === undefined ? c.html(notBuilt, 503) : send(c, page);
    };
    app.get(at, show);
    app.get(`${at}/*`, show);
  }
}

function send(c: Context<DoorEnv>, asset: Asset): Response {
  const headers: Record<string, string> = {
    'content-type': asset.type,
    'cache-control': asset.isForEver ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-security-policy': contentPolicies.desk,
    vary: 'accept-encoding',
  };
  const wantsBrotli = /\bbr\b/.test(c.req.header('accept-encoding') ?? '');
  if (!asset.isSqueezable || !wantsBrotli) return c.body(asset.bytes, 200, headers);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } };
  asset.squeezed ??= new Uint8Array(brotliCompressSync(asset.bytes, quality));
  return c.body(asset.squeezed, 200, { ...headers, 'content-encoding': 'br' });
}

function readAssets(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const path of namesIn(folder)) {
    const full = join(folder, path);
    if (!statSync(full).isFile()) continue;
    const name = relative(folder, full).split(sep).join('/');
    const type = types[extname(name)] ?? 'application/octet-stream';
    // The builder puts a digest into the names under `assets/`: such a name never means other bytes.
    const isSqueezable = squeezable.has(extname(name));
    const bytes = new Uint8Array(readFileSync(full));
    assets.set(name, { type, bytes, squeezed: null, isForEver: name.startsWith('assets/'), isSqueezable });
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
  '<!doctype html><meta charset="utf-8"><title>Touchstone</title><p>页面尚未构建：请运行 <code>npm run build</code>，再重新启动。</p><p lang="en">This page is not built: run <code>npm run build</code> and start again.</p>';
