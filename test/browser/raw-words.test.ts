import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';
import { Desk } from './desk.ts';

/** Nobody at a desk reads a program’s own words: ids of rules, roles, queues and code systems, or a law’s title in another language. */
let server: DemoServer;
let browser: Browser;

beforeAll(async () => {
  server = await startDemoServer();
  browser = await launchBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** What a page says, everything that folds opened. */
async function saidOn(desk: Desk, path: string): Promise<string> {
  await desk.go(path);
  await desk.page.locator('main h1, main h2').first().waitFor();
  await desk.page.waitForLoadState('networkidle');
  return desk.page.locator('main').evaluate((main) => {
    for (const details of main.querySelectorAll('details')) details.open = true;
    return (main as HTMLElement).innerText;
  });
}

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  test('a case names the rules behind its figures by their titles', async () => {
    const desk = await Desk.of(browser, server.base, 'auditor', { language });
    const { rows } = (await desk.ask('GET', '/api/v1/cases?scheme=cn-qms&limit=50')).json();
    const views = await Promise.all(
      rows.map(async (row: { id: string }) => (await desk.ask('GET', `/api/v1/cases/${row.id}`)).json()),
    );
    const kase = views.find((view) => view.figures.length > 0);
    const said = await saidOn(desk, `/desk/cases/${kase.id}`);
    expect(said).not.toMatch(/iaf-md-5@|cnca-qms-01@/);
    expect(said).toContain(
      language === 'zh' ? '质量管理体系认证规则（CNCA-QMS-01:2025） 5.4' : 'Rules for quality management system',
    );
    if (language === 'en') expect(said).not.toContain('质量管理体系认证规则');
    await desk.close();
  });

  test('an entry that the clock acted on, and one of somebody else’s scheme, say who and why in words', async () => {
    const desk = await Desk.of(browser, server.base, 'reviewer', { language });
    const party = (await desk.ask('GET', '/api/v1/session')).json().employment.party.id;
    for (const of of ['issuer', 'holder']) {
      const { rows } = (await desk.ask('GET', `/api/v1/entries?${of}=${party}&limit=8`)).json();
      for (const { id } of rows) {
        const said = await saidOn(desk, `/desk/entries/${id}`);
        expect(said).not.toMatch(/^system$|application-reviewer|contract-officer/m);
        if (language === 'en') expect(said).not.toContain('质量管理体系认证规则');
      }
    }
    await desk.close();
  });

  test('administration names queues and code systems', async () => {
    const desk = await Desk.of(browser, server.base, 'admin', { language });
    await desk.go('/desk/admin');
    await desk.button(language === 'zh' ? '单位' : 'Organisations').click();
    const parties = desk.page.locator('.panel').first();
    await expect
      .poll(() => parties.innerText())
      .toContain(language === 'zh' ? '统一社会信用代码' : 'ocial credit code');
    expect(await parties.innerText()).not.toMatch(/uscc|number-code|demonstration firm/);
    await desk.button(language === 'zh' ? '后台任务' : 'Jobs').click();
    const jobs = desk.page.locator('.panel').first();
    await expect.poll(() => jobs.innerText()).toContain(language === 'zh' ? '到期提醒' : 'Reminders');
    expect(await jobs.innerText()).not.toMatch(/^(clock|reckon|sweep)$/m);
    await desk.close();
  });
});
