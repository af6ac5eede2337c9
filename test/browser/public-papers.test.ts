import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';

/** What a stranger does with many numbers and with a signed file, and what her line has to carry. */
let server: DemoServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startDemoServer();
  browser = await launchBrowser();
  page = await (
    await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  ).newPage();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const words = async () => (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');

async function certificates() {
  const answer = await fetch(`${server.base}/api/v1/entries?kind=certificate&limit=100`);
  const { rows } = (await answer.json()) as {
    rows: { id: string; number: string; status: string; hasCredential: boolean }[];
  };
  return rows;
}

test('forty pasted numbers give forty verdicts, each with its reason, and a file for the tender', async () => {
  const known = (await certificates()).map((entry) => entry.number);
  const asked = Array.from({ length: 40 }, (_, index) => known[index] ?? `03499Q${String(index).padStart(5, '0')}R0S`);
  await page.goto(`${server.base}/bulk?lang=zh`);
  await page.locator('textarea').fill(asked.join('\n'));
  await page.locator('main form button').first().click();
  const rows = page.locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(40);
  const said = await rows.allInnerTexts();
  for (const [index, number] of asked.entries()) {
    expect(said[index]).toContain(number);
    expect(said[index]).toMatch(/有效|暂停|撤销|注销|过期|未查到|尚未/);
  }
  const file = await page.locator('a[href*="csv"]').first().getAttribute('href');
  const kept = await (await fetch(`${server.base}${file}`)).text();
  expect(kept.trim().split('\n').length).toBeGreaterThanOrEqual(40);
}, 60_000);

test('a downloaded credential is genuine; with one character altered it is refused', async () => {
  const entry = (await certificates()).find((one) => one.hasCredential && one.status === 'valid');
  const bytes = Buffer.from(await (await fetch(`${server.base}/credentials/${entry?.id}`)).arrayBuffer());
  const check = async (buffer: Buffer) => {
    await page.goto(`${server.base}/verify?lang=zh`);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'certificate.jwt', mimeType: 'application/vc+jwt', buffer });
    await page.locator('main form').first().locator('button').first().click();
    return words();
  };
  const genuine = await check(bytes);
  expect(genuine).toContain('真实');
  expect(genuine).toContain(entry?.number ?? '—');
  // A character of the signed content, not of its wrapping: the middle of the payload.
  const altered = Buffer.from(bytes);
  const middle = bytes.indexOf('.') + Math.floor((bytes.lastIndexOf('.') - bytes.indexOf('.')) / 2);
  altered[middle] = altered[middle] === 0x41 ? 0x42 : 0x41;
  const refused = await check(altered);
  expect(refused).toMatch(/不真实|未通过|不符|无法读取|不是|改动/);
  expect(refused).not.toContain('签名有效');
}, 60_000);

test('every public page has no script and is under 30 KB with its style sheet, compressed', async () => {
  const [entry] = await certificates();
  const paths = [
    '/',
    '/search?q=示例',
    `/verdict?number=${entry?.number}`,
    `/entries/${entry?.id}`,
    '/verdict?number=NO-SUCH-1',
  ];
  for (const path of [
    ...paths,
    '/bulk',
    '/verify',
    '/notices',
    '/opinions',
    '/schemes',
    '/bodies',
    '/sources',
    '/tour',
    '/calc',
  ])
    for (const language of ['zh', 'en']) {
      const html = await (await fetch(`${server.base}${path}${path.includes('?') ? '&' : '?'}lang=${language}`)).text();
      const sheets = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map((found) => found[1] ?? '');
      const styles = await Promise.all(sheets.map(async (sheet) => (await fetch(`${server.base}${sheet}`)).text()));
      const size = [html, ...styles].reduce((sum, text) => sum + gzipSync(text).length, 0);
      expect(html, path).not.toMatch(/<script|javascript:|\son\w+\s*=/i);
      expect(size, `${path} ${language}`).toBeLessThan(30_000);
    }
}, 60_000);
