import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults } from './accessible.ts';
import { launchBrowser } from './chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';

/** What anybody sees without an account, in a real browser that runs no script, on a desk and on a phone. */
let server: DemoServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'touchstone-public-'));

beforeAll(async () => {
  server = await startDemoServer();
  browser = await launchBrowser();
  context = await browser.newContext({ javaScriptEnabled: false, acceptDownloads: true });
  page = await context.newPage();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const go = (path: string, on = page) => on.goto(`${server.base}${path}`);
const words = async (on = page) => (await on.locator('main').innerText()).replaceAll(/\s+/g, ' ');

async function validEntry() {
  const answer = await fetch(`${server.base}/api/v1/search?q=${encodeURIComponent('示例')}`);
  const { entries } = (await answer.json()) as { entries: { id: string; number: string; status: string }[] };
  const entry = entries.find((one) => one.status === 'valid');
  if (entry === undefined) throw new Error('The demonstration has no valid entry.');
  return entry;
}

describe('a stranger with a certificate', () => {
  test('types its number in full-width letters and reads the status first', async () => {
    const { number } = await validEntry();
    const wide = number.replaceAll(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
    await go('/');
    await page.locator('main input[type=search]').fill(wide);
    await page.locator('main form.find button').click();
    const text = await words();
    expect(text).toContain(number);
    expect(text.indexOf('有效')).toBeGreaterThan(-1);
    expect(text.indexOf('有效')).toBeLessThan(text.indexOf('登记内容'));
  });

  test('is told what the register covers when a number is not in it', async () => {
    await go('/verdict?number=03499Q99999R0S&lang=en');
    await expect.poll(() => words()).toContain('does not mean forged');
  });

  test('pastes a column of numbers, gets a verdict for each line and a file to keep', async () => {
    const { number } = await validEntry();
    await go('/bulk');
    await page.locator('textarea').fill(`${number}\n${number},毫不相干股份公司\nNO-SUCH-1`);
    await page.locator('main form button[type=submit], main form button:not([type])').first().click();
    const text = await words();
    expect(text).toContain('NO-SUCH-1');
    await expect.poll(() => page.locator('tbody tr').count()).toBeGreaterThanOrEqual(3);
    const waiting = page.waitForEvent('download');
    await page
      .locator('a[href*="csv"]')
      .first()
      .click()
      .catch(() => {});
    const kept = join(folder, 'verdicts.csv');
    await (await waiting).saveAs(kept);
    expect(readFileSync(kept, 'utf8')).toContain(number);
  });

  test('hands in the file of a certificate and learns that it is genuine, and what was not checked', async () => {
    const { id } = await validEntry();
    const paper = join(folder, 'certificate.pdf');
    const answer = await fetch(`${server.base}/entries/${id}/certificate.pdf`);
    writeFileSync(paper, new Uint8Array(await answer.arrayBuffer()));
    await go('/verify?lang=zh');
    await page.locator('input[type=file]').setInputFiles(paper);
    await page.locator('main form').first().locator('button').first().click();
    const good = await words();
    expect(good).toContain('真实');
    expect(good).toContain('未');
  });

  test('walks the tour: one character altered is refused, and “must suspend” has its article', async () => {
    await go('/tour?lang=zh');
    const text = await words();
    expect(text).toContain('必须暂停');
    expect(text).toContain('依据');
    await page.getByRole('button', { name: /改动|篡改/ }).click();
    await expect.poll(() => words()).toMatch(/不真实|未通过|被改动|不符/);
    await go('/tour?lang=en');
    // What the scheme calls its roles is said in the reader's language, inside of a refusal too.
    await expect.poll(() => page.locator('.problem').innerText()).not.toMatch(/\p{Script=Han}/u);
  });
});

const pages = ['/', '/bulk', '/verify', '/notices', '/opinions', '/schemes', '/sources', '/bodies', '/calc', '/tour'];

describe('every public page', () => {
  for (const [name, viewport] of [
    ['a desk', { width: 1280, height: 900 }],
    ['a phone', { width: 360, height: 740 }],
  ] as const)
    test(`reads on ${name} in both languages, without a fault for those who do not see`, async () => {
      // Looking into the page needs script, which the page itself has none of.
      const own = await browser.newContext({ viewport });
      const on = await own.newPage();
      const faults: string[] = [];
      for (const path of pages)
        for (const language of ['zh', 'en']) {
          await go(`${path}?lang=${language}`, on);
          faults.push(...(await accessibilityFaults(on)).map((fault) => `${path} ${language}: ${fault}`));
        }
      await own.close();
      expect(faults).toEqual([]);
    });
});
