import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { launchBrowser } from './chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';
import { Desk, phone } from './desk.ts';

let server: DemoServer;
let browser: Browser;
let planner: Desk;

beforeAll(async () => {
  server = await startDemoServer();
  browser = await launchBrowser();
  planner = await Desk.of(browser, server.base, 'planner');
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

describe('an answer attached to a case, at the desk', () => {
  test('by the address of the calculator’s page; wrong addresses and altered files are told in words', async () => {
    onTestFailed(() => planner.picture('attached-answer'));
    const { rows } = (await planner.ask('GET', '/api/v1/cases?state=open&scheme=cn-qms')).json();
    const { page } = planner;
    await page.goto(`${server.base}/calc/audit-time?ask=1&standard=qms&persons=271.5&day=2026-11-25`);
    await page.getByText('接近档界').waitFor();
    const address = page.url();
    await planner.go(`/desk/cases/${rows[0].id}`);
    await planner.button('附上计算结果').click();
    const dialog = page.getByRole('dialog');
    const source = dialog.locator('.field', { hasText: '计算页的地址' });
    await source.locator('input:not([type=file])').fill('/notices');
    await source.getByText('应为本系统计算页的地址').waitFor();
    await source.locator('input:not([type=file])').fill('/calc/audit-time?ask=1&persons=0');
    await source.getByText('该地址没有给出结果').waitFor();
    const document = (
      await planner.ask('GET', `${new URL(address).pathname}${new URL(address).search}&as=document`)
    ).json();
    const altered = JSON.stringify(document).replaceAll('"value":"9"', '"value":"6"');
    await source
      .locator('input[type=file]')
      .setInputFiles({ name: 'altered.json', mimeType: 'application/json', buffer: Buffer.from(altered) });
    await source.getByText('✓ altered.json').waitFor();
    await dialog.getByRole('button', { name: '附上计算结果' }).click();
    await dialog.getByText('重算为 9').first().waitFor();
    await source.locator('input:not([type=file])').fill(address);
    await source.getByText('✓ audit-time').waitFor();
    await dialog.getByRole('button', { name: '附上计算结果' }).click();
    const panel = page.locator('section', { has: page.locator('#answers-title') });
    await panel.getByText('审核时间').waitFor();
    await expect.poll(() => panel.innerText()).toContain('待确认');
    await panel.getByRole('button', { name: '逐行查看并重算' }).click();
    const shown = page.getByRole('dialog');
    await shown.getByText('按现有规则重算，结果一致').waitFor();
    expect(await shown.innerText()).toContain('有效人数 271.5 人，进位为 272 人');
    const print = await shown.getByRole('link', { name: '打印' }).getAttribute('href');
    const sheet = await planner.ask('GET', print ?? '');
    expect(sheet.text).toContain(document.digest);
    expect(planner.faults).toEqual([]);
  });

  test('fits on a phone, in English', async () => {
    const { rows } = (await planner.ask('GET', '/api/v1/cases?state=open&scheme=cn-qms')).json();
    const small = await Desk.of(browser, server.base, 'planner', { language: 'en', size: phone });
    await small.go(`/desk/cases/${rows[0].id}`);
    const panel = small.page.locator('section', { has: small.page.locator('#answers-title') });
    await panel.getByText('Audit time').waitFor();
    await panel.getByRole('button', { name: 'Look at it and compute again' }).click();
    await small.page.getByRole('dialog').getByText('the same').waitFor();
    expect(await small.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await small.close();
  });
});

test('the printed sheet is one page of A4, in both languages', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const language of ['zh', 'en']) {
    await page.goto(
      `${server.base}/calc/audit-time?ask=1&standard=qms&persons=271.5&day=2026-11-25&adjustments.0.reason=logistics&adjustments.0.percent=10&as=print&lang=${language}`,
    );
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  }
  await context.close();
});
