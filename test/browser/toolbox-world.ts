import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { contentPolicies } from '#server/access/headers.ts';
import { launchBrowser } from './chromium.ts';

const root = resolve(import.meta.dirname, '..', '..');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The built toolbox behind a small server of files, with the headers of the real one, and a browser before it. */
export interface ToolboxWorld {
  readonly folder: string;
  readonly address: string;
  readonly browser: Browser;
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[];
  /** A new visitor: an empty device. */
  visit(options?: VisitOptions): Promise<Visit>;
  /** The server goes away: what then opens, opens offline. */
  stopServer(): Promise<void>;
  close(): Promise<void>;
}

export interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
  readonly hash?: string;
  /** Another page of the browser's part than the toolbox, such as `/desk/write`. */
  readonly path?: string;
  /** Without the service worker, which fetches everything: to see what the page itself asks for. */
  readonly withoutStore?: boolean;
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained of: errors, and refusals of the content policy. */
  readonly complaints: readonly string[];
}

export async function openToolbox(): Promise<ToolboxWorld> {
  const folder = join(root, '.cache', 'browser-toolbox');
  // In a process of its own: the test runner's environment would give a build for testing, not the one that is served.
  await promisify(execFile)(
    process.execPath,
    [
      join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
      ...['build', '--config', join('src', 'web', 'vite.config.ts'), '--outDir', folder, '--emptyOutDir'],
    ],
    { cwd: root, env: { ...process.env, NODE_ENV: 'production' } },
  );
  const asked: string[] = [];
  const server = await serve(folder, asked);
  const address = `http://localhost:${(server.address() as AddressInfo).port}`;
  const browser = await launchBrowser();
  return {
    folder,
    address,
    browser,
    asked,
    visit: async ({ width = 1280, height = 900, hash = '', path = '/toolbox', withoutStore = false } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height },
        acceptDownloads: true,
        serviceWorkers: withoutStore ? 'block' : 'allow',
      });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(`${address}${path}${hash}`);
      return { page, context, complaints };
    },
    stopServer: () => stop(server),
    close: async () => {
      await browser.close();
      await stop(server);
    },
  };
}

function serve(folder: string, asked: string[]): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    asked.push(pathname);
    if (pathname === '/favicon.svg') {
      response.writeHead(204).end();
      return;
    }
    const page = /^\/(toolbox|desk)(?:\/|$)/.exec(pathname)?.[1];
    const name = page === undefined ? pathname.replace(/^\/app\//, '') : `${page}.html`;
    const file = resolve(folder, name);
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'cache-control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      'content-security-policy': contentPolicies.desk,
      ...(name === 'toolbox-worker.js' ? { 'service-worker-allowed': '/toolbox' } : {}),
    });
    response.end(readFileSync(file));
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

function stop(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

/** Twenty values around 10, the twelfth far above: the individuals chart signals there by its first test. */
export const readings = [
  10.1, 9.8, 10.0, 10.2, 9.9, 10.1, 10.0, 9.9, 10.2, 10.0, 9.9, 13.0, 10.1, 10.0, 9.8, 10.2, 10.0, 10.1, 9.9, 10.0,
];
/** The readings as a spreadsheet gives them: a column that counts, and the diameters. */
export const pasted = `序号\t直径 mm\n${readings.map((value, k) => `${k + 1}\t${value}`).join('\n')}\n`;

/** Pastes a text as from a spreadsheet, with its HTML where it is given, wherever the focus is. */
export async function paste(page: Page, text: string, html?: string): Promise<void> {
  await page.evaluate(
    ([pasted, markup]) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      if (markup !== '') data.setData('text/html', markup);
      (document.activeElement ?? document.body).dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    },
    [text, html ?? ''] as const,
  );
}
