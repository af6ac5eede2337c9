import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { launchBrowser } from './chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';
import { Desk } from './desk.ts';

let server: DemoServer;
let browser: Browser;
beforeAll(async () => {
  server = await startDemoServer();
  browser = await launchBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('sites come in from a spreadsheet, a wrong cell among two hundred is told at its row, and all are kept in the draft', async () => {
  const applicant = await Desk.of(browser, server.base, 'applicant');
  onTestFailed(() => applicant.picture('pasted-rows'));
  const { page } = applicant;
  await applicant.go('/desk/apply');
  await page
    .locator('.card', { hasText: '质量管理体系认证' })
    .getByRole('link', { name: '初次认证', exact: true })
    .click();
  await applicant.pick('受理机构', '试金石认证有限公司');
  await applicant.text('名称', '多场所');
  await applicant.button('开始填写').click();
  await applicant.heading('认证申请').waitFor();
  const sites = applicant.field('覆盖场所');
  await sites.getByRole('button', { name: '从表格粘贴' }).click();
  const dialog = page.getByRole('dialog');
  const rows = Array.from(
    { length: 200 },
    (_, i) => `门店${i + 1}\t上海市示例路 ${i + 1} 号\t${i === 119 ? '约五' : 5}`,
  );
  await dialog
    .locator('textarea')
    .first()
    .fill(`场所名称\t地址\t人数\n${rows.join('\n')}`);
  await dialog.getByText('读到 200 行').waitFor();
  await dialog.getByRole('button', { name: '加入这些行' }).click();
  await sites.getByText('显示前 50 行，共 200 行').waitFor();
  await expect.poll(() => sites.locator('fieldset.bare > fieldset').count()).toBe(50);
  await page.getByText(/草稿已保存/).waitFor();
  await applicant.submitRefused();
  // Row 120 is beyond the first fifty; since it is refused, it is in sight.
  await expect.poll(() => sites.locator('fieldset.bare > fieldset').count()).toBeGreaterThanOrEqual(120);
  await expect.poll(() => sites.innerText()).toContain('约五');
  expect(applicant.faults).toEqual([]);
  await applicant.close();
}, 180_000);
