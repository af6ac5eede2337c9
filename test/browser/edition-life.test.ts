import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults } from './accessible.ts';
import { launchBrowser } from './chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';
import { Desk, smallPhone } from './desk.ts';
import { goesOnOnlyIfWell, People } from './people.ts';

/** The life of a scheme's editions on the page of administration, and what it brings to a case in flight. */
let server: DemoServer;
let browser: Browser;
let people: People;
const folder = join(import.meta.dirname, '..', '..', 'schemes', 'event');
const work = mkdtempSync(join(tmpdir(), 'edition-'));

beforeAll(async () => {
  server = await startDemoServer();
  browser = await launchBrowser();
  people = new People(browser, server.base);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(work, { recursive: true, force: true });
});
goesOnOnlyIfWell(() => people);

/** The next edition of the events, as its owner would hand it in: three files of text, one thing asked that was not. */
function nextEdition(change: (text: string) => string): readonly string[] {
  const scheme = readFileSync(join(folder, 'scheme.yaml'), 'utf8')
    .replace('edition: "2026"', 'edition: "2027"')
    .replace('in-force: 2026-01-01', 'in-force: 2027-01-01, supersedes: "2026"');
  writeFileSync(join(work, 'scheme.yaml'), change(scheme));
  writeFileSync(join(work, 'texts.yaml'), readFileSync(join(folder, 'texts.yaml')));
  return ['scheme.yaml', 'texts.yaml'].map((name) => join(work, name));
}

async function editionsOf(desk: Desk, scheme: string): Promise<void> {
  await desk.go('/desk/admin');
  await desk.button(/^(制度版本|Editions)$/).click();
  await desk.pickIn(desk.page.getByRole('combobox', { name: /^(制度|Scheme)$/ }), scheme);
  await desk.page.getByRole('link', { name: /公开页|its public page/ }).waitFor();
}

const line = (desk: Desk, edition: string): Locator =>
  desk.page.getByRole('listitem').filter({ has: desk.page.getByText(edition, { exact: true }) });

async function choose(desk: Desk, files: readonly string[]): Promise<void> {
  const [chooser] = await Promise.all([desk.page.waitForEvent('filechooser'), desk.button('选择文件或 ZIP').click()]);
  await chooser.setFiles([...files]);
}

describe('the editions of a scheme', () => {
  test('one that is not right is refused with its place; a good one shows what it changes and touches, and is registered', async () => {
    const desk = await people.at('admin');
    await editionsOf(desk, '会员活动');
    await line(desk, '版本 2026').getByText('实施中').waitFor();
    const register = desk.page.getByRole('region', { name: '登记新版本' });
    await choose(
      desk,
      nextEdition((text) => text.replace('kind: event', 'kind: evnt')),
    );
    await expect.poll(() => register.getByRole('alert').innerText()).toMatch(/scheme\.yaml:\d+:\d+[\s\S]*evnt/);
    await choose(
      desk,
      nextEdition((text) => text.replace('2027-01-01', '2026-02-01')),
    );
    await register.getByText(/在办案件 \d+ 件/).waitFor();
    await desk.button('登记版本 2027').click();
    await expect.poll(() => register.getByRole('alert').innerText()).toContain('2026-02-01');
    await choose(
      desk,
      nextEdition((text) => text),
    );
    // Nothing but its day is otherwise, and nothing else is told.
    await register.getByText('与版本 2026 相比 1 处变化').waitFor();
    await register.getByText('没有在办案件或草稿受影响。').waitFor();
    await desk.button('登记版本 2027').click();
    await line(desk, '版本 2027').getByText('已登记，未实施').waitFor();
    await line(desk, '版本 2027').getByText('2027-01-01 起，长期').waitFor();
    await line(desk, '版本 2026').getByText('2026-01-01 至 2026-12-31').waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);
  });

  test('before its first day it is recalled, with its reason; the one in force is closed on a day', async () => {
    const desk = await people.at('admin');
    await line(desk, '版本 2027').getByRole('button', { name: '收回' }).click();
    const recall = desk.page.getByRole('dialog', { name: '收回版本 2027' });
    await recall.getByRole('button', { name: '收回版本 2027' }).click();
    await recall.getByRole('alert').first().waitFor();
    await recall.getByRole('textbox', { name: /^原因/ }).fill('尚未定稿');
    await recall.getByRole('button', { name: '收回版本 2027' }).click();
    await recall.waitFor({ state: 'hidden' });
    await line(desk, '版本 2027').getByText('已收回').waitFor();
    expect(await line(desk, '版本 2027').getByRole('button').count()).toBe(0);
    await line(desk, '版本 2026').getByText('2026-01-01 起，长期').waitFor();

    await line(desk, '版本 2026').getByRole('button', { name: '关闭' }).click();
    const close = desk.page.getByRole('dialog', { name: '关闭版本 2026' });
    await close.getByRole('textbox', { name: /^原因/ }).fill('活动停办');
    await close.getByRole('button', { name: '关闭版本 2026' }).click();
    await close.waitFor({ state: 'hidden' });
    await line(desk, '版本 2026').getByText(`受理至 ${server.demonstration?.day}，此后不再受理`).waitFor();
    await desk.go('/schemes/event');
    const said = await desk.page.locator('main').innerText();
    expect(said).toContain('实施前收回');
    expect(said).toContain(server.demonstration?.day);
  });

  test('what the next one touches is counted live, and told in words alone', async () => {
    const desk = await people.at('admin');
    await editionsOf(desk, '质量管理体系认证');
    await line(desk, '版本 2027').getByRole('button', { name: '查看变化与影响' }).click();
    const open = desk.page.getByText(/^在办案件 \d+ 件/);
    await open.waitFor();
    const before = Number(/\d+/.exec(await open.innerText())?.[0]);
    const said = await desk.page.getByRole('region', { name: '制度版本' }).innerText();
    expect(said).toContain('认证申请书 › 认证依据标准：已填的值不再接受');
    expect(said).toContain('GB/T 19001—2016 / ISO 9001:2015');
    // Neither a value as programs write it, nor a change that is only another order of the same.
    expect(said).not.toMatch(/[{}"`]|to be confirmed|gb-t-|certainty:|field:/);
    expect(said).toContain('与版本 2025 相比 10 处变化');
    // One more case is one more.
    const applicant = await people.at('applicant');
    const body = (await (await people.at('reviewer')).ask('GET', '/api/v1/session')).json().employment.party.id;
    const party = (await applicant.ask('GET', '/api/v1/session')).json().employment.party.id;
    const fresh = { scheme: 'cn-qms', flow: 'initial', applicant: party, body, title: '第七厂区认证' };
    expect((await applicant.ask('POST', '/api/v1/cases', fresh)).status).toBe(201);
    await line(desk, '版本 2027').getByRole('button', { name: '查看变化与影响' }).click();
    await desk.page.getByText(new RegExp(`^在办案件 ${before + 1} 件`)).waitFor();
  });

  test('on a phone in English: a transition is declared anew, with what is missing said at its field', async () => {
    const desk = await Desk.of(browser, server.base, 'admin', { language: 'en', size: smallPhone });
    await editionsOf(desk, 'Quality management system certification');
    await line(desk, 'edition 2025').getByText('to be confirmed').waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await desk.button('Declare the transition anew').click();
    const dialog = desk.page.getByRole('dialog', { name: 'Transition from the edition 2025' });
    await dialog.getByRole('button', { name: 'Declare a transition' }).click();
    await dialog.getByText('“why” is required and empty. Fill it in.').first().waitFor();
    await dialog.getByRole('textbox', { name: /^Document behind it/ }).fill('CNCA notice 2026-12');
    await desk.pickIn(dialog.getByRole('combobox', { name: /^How sure the days are/ }), 'checked against the text');
    await dialog.getByRole('textbox', { name: /^Why it is declared anew/ }).fill('The official text was read.');
    await dialog.getByRole('button', { name: 'Declare a transition' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await line(desk, 'edition 2025').getByText('CNCA notice 2026-12').waitFor();
    expect(await line(desk, 'edition 2025').getByText('to be confirmed').count()).toBe(0);
    await desk.close();
  });
});

async function caseOf(desk: Desk, title: string): Promise<string> {
  const { rows } = (await desk.ask('GET', '/api/v1/cases?scheme=cn-qms&limit=50')).json();
  return rows.find((row: { title: string }) => row.title === title).id;
}

describe('a case in flight', () => {
  test('keeps its edition until the next is in force; then the page says until when, and offers the move', async () => {
    const reviewer = await people.at('reviewer');
    await reviewer.go(`/desk/cases/${await caseOf(reviewer, '第二场所认证申请')}`);
    await reviewer.heading('申请评审').waitFor();
    expect(await reviewer.button(/^转入/).count()).toBe(0);
    const admin = await people.at('admin');
    await admin.go('/desk/admin');
    await admin.button('演示时钟').click();
    await admin.day('拨到', '2027-07-01');
    await admin.button('拨动').click();
    await admin.page.getByText('时钟已拨到').first().waitFor();
    await admin.signInQuietly('admin');
    await editionsOf(admin, '质量管理体系认证');
    await line(admin, '版本 2025').getByText('已被替代').waitFor();
    await line(admin, '版本 2027').getByText('实施中').waitFor();
  });

  test('what the move brings is said before it is done; it asks for a reason, and goes back where its form lacks something', async () => {
    const reviewer = await people.at('reviewer');
    await reviewer.signInQuietly('reviewer');
    await reviewer.go(`/desk/cases/${await caseOf(reviewer, '第二场所认证申请')}`);
    await reviewer.button('转入ISO 9001:2026').click();
    const dialog = reviewer.page.getByRole('dialog', { name: '转入ISO 9001:2026' });
    await dialog.getByText('新版本还要求').waitFor();
    expect(await dialog.innerText()).not.toMatch(/[`{}]|gb-t-|iso-9001-2026/);
    await dialog.getByText('认证申请').first().waitFor();
    await dialog.getByRole('button', { name: '转入ISO 9001:2026' }).click();
    await dialog.getByRole('alert').first().waitFor();
    await dialog.getByRole('textbox', { name: /^为什么转入/ }).fill('按新版标准办理');
    await dialog.getByRole('button', { name: '转入ISO 9001:2026' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => reviewer.next()).toContain('认证申请');
    await reviewer.page.getByText('转入版本 2025 → 2027').first().waitFor();
    expect(await reviewer.button(/^转入/).count()).toBe(0);
    // What was given under the former edition keeps its words.
    expect(await reviewer.page.locator('main').innerText()).not.toContain('gb-t-');
  });

  test('on a phone in English', async () => {
    const reviewer = await Desk.of(browser, server.base, 'reviewer', { language: 'en', size: smallPhone });
    await reviewer.go(`/desk/cases/${await caseOf(reviewer, '第三厂区认证')}`);
    await reviewer.button(/ISO 9001:2026/).click();
    const dialog = reviewer.page.getByRole('dialog', { name: /ISO 9001:2026/ });
    await dialog.getByText('What the edition asks for beside').waitFor();
    expect(await dialog.innerText()).not.toMatch(/[`{}]|gb-t-|iso-9001-2026|\p{Script=Han}/u);
    await dialog.getByRole('textbox', { name: /^Why it is moved/ }).fill('New standard.');
    await dialog.getByRole('button', { name: /ISO 9001:2026/ }).click();
    await dialog.waitFor({ state: 'hidden' });
    await reviewer.page.getByText('moved to the edition 2025 → 2027').first().waitFor();
    expect(await accessibilityFaults(reviewer.page)).toEqual([]);
    expect(reviewer.faults).toEqual([]);
    await reviewer.close();
  });
});
