import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const cache = resolve(import.meta.dirname, '..', '..', '.cache', 'browser');

/** Debian's Chromium, or a Chrome that the machine has. */
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** What Chromium needs to run as root, in a container, without asking anybody outside anything. */
const quietly = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** One browser for a test file: an installed one, else the one that comes as an npm package. */
export async function launchBrowser(): Promise<Browser> {
  mkdirSync(cache, { recursive: true });
  const executablePath = installed.find((path) => existsSync(path));
  if (executablePath !== undefined) return chromium.launch({ executablePath, args: quietly });
  // The package brings libraries of its own for this runtime, and unpacks itself into TMPDIR.
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x';
  process.env['TMPDIR'] = mkdtempSync(join(cache, 'chromium-'));
  const packed = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await packed.default.executablePath(),
    args: [...packed.default.args, ...quietly],
  });
}
