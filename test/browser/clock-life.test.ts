import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, toDay } from '../../src/certification/time/day.ts';
import { launchBrowser } from './chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';
import { goesOnOnlyIfWell, People } from './people.ts';

/** After the certificate: the clock runs, a surveillance is missed, and what must follow stands on the desks of both sides. */
let server: DemoServer;
let browser: Browser;
let people: People;
let entry: { readonly id: string; readonly number: string };
let due = '';

beforeAll(async () => {
  server = await startDemoServer({ withWorker: true });
  browser = await launchBrowser();
  people = new People(browser, server.base);
  await server.workerReady;
  const applicant = await people.at('applicant');
  const party = (await applicant.ask('GET', '/api/v1/session')).json().employment.party.id;
  const { rows } = (await applicant.ask('GET', `/api/v1/entries?holder=${party}&status=valid`)).json();
  entry = rows[0];
  due = (await applicant.ask('GET', `/api/v1/entries/${entry.id}`)).json().state.duties[0].due;
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
goesOnOnlyIfWell(() => people);

async function moveTo(day: string): Promise<void> {
  const admin = await people.at('admin');
  await admin.go('/desk/admin');
  await admin.button('演示时钟').click();
  await admin.day('拨到', day);
  await admin.button('拨动').click();
  await admin.page.getByText(`时钟已拨到 ${day}`).first().waitFor();
  await expect.poll(() => admin.page.locator('.demonstration').innerText()).toContain(day);
}

describe('the clock of a certificate', () => {
  test('the duty is on both desks with its day before it is late', async () => {
    const holder = await people.at('applicant');
    await holder.go(`/desk/entries/${entry.id}`);
    const duties = holder.page.locator('.panel', { hasText: '逾期后果' });
    await expect.poll(() => duties.innerText()).toContain(due);
    await expect.poll(() => duties.innerText()).toContain('应当暂停');
    await holder.page.getByRole('link', { name: /发起：监督审核/ }).waitFor();
  });

  test('missed, it must be suspended: said on the entry and in the decider’s work list', async () => {
    await moveTo(addDays(toDay(due), 2));
    const decider = await people.at('decider');
    const line = decider.page.locator('.rows-list .row', { hasText: entry.number }).filter({ hasText: '应当暂停' });
    for (let tries = 0; tries < 40 && (await line.count()) === 0; tries++) {
      await decider.go('/desk/');
      await decider.page.locator('h1').waitFor();
      await decider.page.waitForTimeout(500);
    }
    await line.locator('a').click();
    const must = decider.page.getByRole('alert').filter({ hasText: '应当暂停' });
    await expect.poll(() => must.innerText()).toContain(due);
    await decider.page.getByRole('button', { name: '暂停', exact: true }).click();
    const dialog = decider.page.getByRole('dialog').first();
    await decider.pickIn(dialog.getByRole('combobox'), '未按期接受监督');
    await dialog.locator('.ant-btn-primary').click();
    await decider.page.locator('.case-head .status-warn').waitFor();
    await expect.poll(() => decider.page.locator('.ant-alert', { hasText: '最长至' }).count()).toBe(1);
  });

  test('restored with its own reason it is valid again, and the public page tells the whole story', async () => {
    const decider = await people.at('decider');
    await decider.page.getByRole('button', { name: '恢复', exact: true }).click();
    const dialog = decider.page.getByRole('dialog').first();
    await decider.pickIn(dialog.getByRole('combobox'), '原因已消除');
    await dialog.locator('.ant-btn-primary').click();
    await decider.page.locator('.case-head .status-good').waitFor();
    await decider.go(`/entries/${entry.id}`);
    const story = await decider.page.locator('main').innerText();
    expect(story).toContain('暂停');
    expect(story).toContain('恢复');
  });

  test('a smaller scope is chosen out of the one that stands', async () => {
    const decider = await people.at('decider');
    await decider.go(`/desk/entries/${entry.id}`);
    await decider.button('缩小范围').click();
    const dialog = decider.page.getByRole('dialog').first();
    await decider.pickIn(dialog.getByRole('combobox').first(), '持证组织申请');
    const codes = dialog.locator('.field', { hasText: '保留的范围' }).getByRole('checkbox');
    const before = await codes.count();
    await codes.last().uncheck();
    await dialog.locator('.ant-btn-primary').click();
    await dialog.waitFor({ state: 'hidden' });
    const { state } = (await decider.ask('GET', `/api/v1/entries/${entry.id}`)).json();
    expect(state.scope.codes).toHaveLength(before - 1);
  });
});
