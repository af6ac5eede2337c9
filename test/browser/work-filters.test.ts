import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults } from './accessible.ts';
import { launchBrowser } from './chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';
import { Desk } from './desk.ts';

/** A work list that is longer than a page is narrowed by the server, in both languages and on a phone. */
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

const hidden = '最先提出而排在最后的申请';

/** As many applications as make two pages; the first of them comes last. */
async function applyOften(desk: Desk): Promise<void> {
  const [known] = (await desk.ask('GET', '/api/v1/cases?limit=1&scheme=cn-qms')).json().rows;
  const { scheme, flow, applicant, body } = known;
  const about = { scheme: scheme.id, flow: flow.id ?? flow, applicant: applicant.id, body: body.id };
  for (let n = 0; n < 34; n++) {
    const title = n === 0 ? hidden : `第 ${n} 件申请`;
    const answer = await desk.ask('POST', '/api/v1/cases', { ...about, title });
    if (answer.status !== 201) throw new Error(answer.text);
  }
}

test('what lies on the second page is found by a piece of its title; what fits nothing says so and is cleared', async () => {
  const desk = await Desk.of(browser, server.base, 'applicant');
  await applyOften(desk);
  await desk.go('/desk/mine');
  const rows = desk.page.locator('.rows-list .row');
  await expect.poll(() => rows.count()).toBe(30);
  await desk.go('/desk/');
  await expect.poll(() => rows.count()).toBe(30);
  await desk.page.getByLabel('筛选').fill('排在最后');
  await expect.poll(() => rows.count()).toBe(1);
  expect(await rows.first().textContent()).toContain(hidden);
  // The typing goes on where it was: the answer took nobody out of the field.
  expect(await desk.page.getByLabel('筛选').evaluate((field) => field === document.activeElement)).toBe(true);
  await desk.picture('work-filters-zh');
  await desk.pickIn(desk.page.getByRole('combobox', { name: '期限' }), '已逾期');
  await desk.page.getByText('没有符合筛选的事项。').waitFor();
  await desk.picture('work-filters-none-zh');
  await desk.button('清除筛选').click();
  await expect.poll(() => rows.count()).toBe(30);
  expect(await desk.page.getByLabel('筛选').inputValue()).toBe('');
  expect(await accessibilityFaults(desk.page)).toEqual([]);
  await desk.close();
}, 180_000);

test('on a phone and in English the same, over the list of what was done', async () => {
  const desk = await Desk.of(browser, server.base, 'reviewer', { language: 'en', size: { width: 360, height: 780 } });
  await desk.go('/desk/done');
  const rows = desk.page.locator('.rows-list .row');
  const tasks = (await desk.ask('GET', '/api/v1/work?list=done&limit=30')).json().tasks as readonly {
    readonly title: string;
  }[];
  await expect.poll(() => rows.count()).toBe(tasks.length);
  const { title } = tasks.at(-1) ?? { title: '' };
  const same = tasks.filter((task) => task.title === title).length;
  expect(same).toBeLessThan(tasks.length);
  await desk.page.getByLabel('Filter').fill(title);
  await expect.poll(() => rows.count()).toBe(same);
  expect(await rows.allTextContents()).toEqual(Array(same).fill(expect.stringContaining(title)));
  await desk.picture('work-filters-phone');
  const width = await desk.page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
  await desk.close();
}, 120_000);
