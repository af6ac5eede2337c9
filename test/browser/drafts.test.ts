import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';
import { Desk, password } from './desk.ts';

/** What is written on the desk outside a case keeps itself, is its writer's alone, and goes when the act is done. */
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

async function draftsOf(desk: Desk, of: string): Promise<readonly { subject: string; values: object }[]> {
  return (await desk.ask('GET', `/api/v1/drafts?of=${encodeURIComponent(of)}`)).json().rows;
}

const kept = (desk: Desk) => desk.page.getByText(/草稿已保存 \d\d:\d\d/);

describe('a draft outside a case', () => {
  test('of an application: left at once, marked on the way in, discarded, taken back, gone when the case is open', async () => {
    const desk = await Desk.of(browser, server.base, 'applicant');
    await desk.go('/desk/apply?scheme=cn-qms&flow=initial');
    await desk.pick('受理机构', '试金石认证有限公司');
    await desk.text('名称', '第六厂区体系');
    // Left before the moment has passed in which a draft is saved.
    await desk.page.getByRole('link', { name: '改选' }).click();
    const card = desk.page.locator('.card', { hasText: '质量管理体系认证' });
    await card.getByText(/有 .* 的草稿/).waitFor();
    await desk.page.reload();
    await card.getByRole('link', { name: /^初次认证/ }).click();
    await kept(desk).waitFor();
    const name = desk.field('名称').locator('input');
    expect(await name.inputValue()).toBe('第六厂区体系');
    expect(await desk.field('受理机构').innerText()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
    await expect.poll(() => desk.field('受理机构').innerText()).toContain('试金石认证有限公司');

    await desk.button('放弃草稿').click();
    await desk.page.getByText('草稿已放弃').waitFor();
    expect(await name.inputValue()).toBe('');
    await desk.button('恢复').click();
    await kept(desk).waitFor();
    expect(await name.inputValue()).toBe('第六厂区体系');

    await desk.button('开始填写').click();
    await desk.heading('认证申请').waitFor();
    expect(await draftsOf(desk, 'new:')).toEqual([]);
    expect(desk.faults).toEqual([]);
    await desk.close();
  });

  test('of an act on a certificate: kept when its dialog is closed, gone when it is done', async () => {
    const desk = await Desk.of(browser, server.base, 'decider');
    const { rows } = (await desk.ask('GET', '/api/v1/entries?scheme=cn-qms&status=valid')).json();
    const views = await Promise.all(
      rows.map(async (row: { id: string }) => (await desk.ask('GET', `/api/v1/entries/${row.id}`)).json()),
    );
    const entry = views.find((view) =>
      view.acts.some((a: { act: string; bars: unknown[] }) => a.act === 'suspend' && a.bars.length === 0),
    );
    await desk.go(`/desk/entries/${entry.id}`);
    const open = desk.page.getByRole('button', { name: /^暂停/ });
    await open.click();
    const dialog = desk.page.getByRole('dialog').first();
    await desk.pickIn(dialog.getByRole('combobox'), '未按期接受监督');
    await dialog.locator('textarea').fill('两次通知后仍未安排');
    await dialog.getByRole('button', { name: '取消' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await desk.page.reload();
    await desk.page.getByRole('button', { name: /^暂停.*有 .* 的草稿/ }).click();
    await expect.poll(() => dialog.locator('textarea').inputValue()).toBe('两次通知后仍未安排');
    expect(await dialog.innerText()).toContain('未按期接受监督');
    await dialog.locator('.ant-btn-primary').click();
    await desk.page.locator('.case-head .status-warn').waitFor();
    expect(await draftsOf(desk, 'entry:')).toEqual([]);
    expect(desk.faults).toEqual([]);
    await desk.close();
  });

  test('of administration: kept from one section to another, without the password, and gone when it is done', async () => {
    const desk = await Desk.of(browser, server.base, 'admin');
    await desk.go('/desk/admin');
    const section = (name: string) => desk.page.getByRole('button', { name, exact: true }).first();
    await section('账户').click();
    await desk.text('登录名', 'new-clerk');
    await desk.field('初始口令').locator('input').fill('a-secret-of-hers');
    await section('单位').click();
    await desk.text('中文名称', '临海检测有限公司');
    await section('账户').click();
    await expect.poll(() => desk.field('登录名').locator('input').inputValue()).toBe('new-clerk');
    expect(await desk.field('初始口令').locator('input').inputValue()).toBe('');
    const drafts = await draftsOf(desk, 'admin:');
    expect(drafts.map((draft) => draft.subject).sort()).toEqual(['admin:account', 'admin:party']);
    expect(JSON.stringify(drafts)).not.toContain('secret');

    await section('单位').click();
    await expect.poll(() => desk.field('中文名称').locator('input').inputValue()).toBe('临海检测有限公司');
    await desk.page.locator('form', { hasText: '中文名称' }).locator('.ant-btn-primary').click();
    await desk.page.getByText('已登记。').first().waitFor();
    expect((await draftsOf(desk, 'admin:')).map((draft) => draft.subject)).toEqual(['admin:account']);
    expect(await desk.field('中文名称').locator('input').inputValue()).toBe('');
    expect(desk.faults).toEqual([]);
    await desk.close();
  });

  test('is found again under one’s account, opened, discarded; and who keeps too many is told there what to do', async () => {
    const desk = await Desk.of(browser, server.base, 'applicant');
    for (const { subject } of await draftsOf(desk, ''))
      await desk.ask('DELETE', `/api/v1/drafts/${encodeURIComponent(subject)}`);
    const keep = (subject: string, values: object) =>
      desk.ask('PUT', `/api/v1/drafts/${encodeURIComponent(subject)}`, { values, revision: 0 });
    await keep('new:cn-qms:initial', { title: '第七厂区体系' });
    for (let n = 0; n < 10; n += 1) await keep(`admin:party:${n}`, { text: 'x'.repeat(999_975) });
    await desk.go('/desk/account');
    const list = desk.page.locator('#drafts');
    await list.getByText('现有 11 份、10 MB；最多 500 份、10 MB').waitFor();
    const line = list.locator('.draft-line', { hasText: '质量管理体系认证 · 初次认证' });
    await line.getByRole('link').click();
    await kept(desk).waitFor();
    expect(await desk.field('名称').locator('input').inputValue()).toBe('第七厂区体系');

    await desk.text('名称', '七'.repeat(290));
    const told = desk.page.getByRole('alert').filter({ hasText: '草稿未能保存' });
    await told.getByText(/您已有 11 份草稿（共 10 MB），最多 500 份、10 MB。 请办完或放弃一些草稿/).waitFor();
    await told.getByRole('link', { name: '我的草稿' }).click();
    await list.locator('.draft-line', { hasText: '单位' }).first().getByRole('button').click();
    await desk.page.locator('.ant-popconfirm').getByRole('button', { name: '放弃草稿' }).click();
    await list.getByText(/现有 10 份/).waitFor();
    // What had no room is kept as soon as there is some, without being typed again.
    await expect.poll(async () => JSON.stringify(await draftsOf(desk, 'new:'))).toContain('七七七');
    expect(desk.faults).toEqual([]);
    await desk.close();
  });

  test('is never another person’s: neither after signing out on the same page nor beside a second tab', async () => {
    const desk = await Desk.of(browser, server.base, 'technical');
    await desk.go('/desk/account');
    const name = desk.field('名称').locator('input');
    await desk.text('名称', '夜间同步');
    // At once: the last words are saved before the session ends.
    await desk.button('退出').click();
    await signIn(desk, 'planner');
    await openAccount(desk);
    expect(await name.inputValue()).toBe('');
    await desk.button('退出').click();
    await signIn(desk, 'technical');
    await openAccount(desk);
    expect(await name.inputValue()).toBe('夜间同步');

    // Somebody else signs in in a second tab of this browser: what is written here is not kept in her name.
    await desk.signInQuietly('planner');
    await desk.text('名称', '夜间同步二');
    const dialog = desk.page.getByRole('dialog', { name: '登录已结束' });
    await dialog.waitFor();
    expect(await draftsOf(desk, '')).toEqual([]);
    await dialog.getByLabel('口令', { exact: true }).fill(password);
    await dialog.getByRole('button', { name: '登录', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await kept(desk).waitFor();
    await desk.page.reload();
    await expect.poll(() => name.inputValue()).toBe('夜间同步二');
    await desk.close();
  });
});

async function signIn(desk: Desk, login: string): Promise<void> {
  await desk.page.getByLabel('账号').fill(login);
  await desk.page.getByLabel('口令', { exact: true }).fill(password);
  await desk.page.keyboard.press('Enter');
  await desk.button('退出').waitFor();
}

/** By the page's own links: a reload would hide what a page keeps in memory. */
async function openAccount(desk: Desk): Promise<void> {
  await desk.page.locator('a[href="/desk/account"]').first().click();
  await desk.field('名称').waitFor();
}
