import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
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

/** One browser for a test file: an installed one, else (or with `TEST_BROWSER=packed`) the one of an npm package. */
export async function launchBrowser(): Promise<Browser> {
  mkdirSync(cache, { recursive: true });
  const executablePath =
    process.env['TEST_BROWSER'] === 'packed' ? undefined : installed.find((path) => existsSync(path));
  if (executablePath !== undefined) return chromium.launch({ executablePath, args: quietly });
  // The package brings libraries of its own for this runtime, and unpacks itself into TMPDIR.
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x';
  const unpacked = join(cache, 'chromium');
  mkdirSync(unpacked, { recursive: true });
  process.env['TMPDIR'] = unpacked;
  const packed = await import('@sparticuz/chromium');
  const path = await packed.default.executablePath();
  giveFonts(process.env['FONTCONFIG_PATH'] ?? '');
  return chromium.launch({ executablePath: path, args: quietly });
}

/**
 * The package looks for its fonts in `/tmp` only, and has no Chinese one; a browser that finds no font for a letter falls. It
 * gets the one of our certificates, and is told where.
 */
function giveFonts(folder: string): void {
  const font = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';
  copyFileSync(fileURLToPath(import.meta.resolve(font)), join(folder, 'NotoSansSC.ttf'));
  writeFileSync(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}</dir><cachedir>${folder}/cache</cachedir></fontconfig>`,
  );
}
