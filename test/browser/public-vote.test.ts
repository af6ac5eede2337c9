import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, toDay } from '../../src/certification/time/day.ts';
import { accessibilityFaults } from './accessible.ts';
import { launchBrowser } from './chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';
import { Desk, smallPhone } from './desk.ts';
import { goesOnOnlyIfWell, People } from './people.ts';

/** A vote of the public: its desk, which gives codes out and closes it, and the page on which people vote. */
let server: DemoServer;
let browser: Browser;
let people: People;
let roundId = '';
let codes: readonly string[] = [];
/** Votes for the film out of this one network. */
let counted = 0;
const film = '一只阀门的十年';
const other = '看不见的焊点';
/** The firms whose films they are; the works are judged blindly. */
const firms = /阀门有限公司|泵业|电子有限公司|Valves|Pumps|Electronics/;

beforeAll(async () => {
  server = await startDemoServer();
  browser = await launchBrowser();
  people = new People(browser, server.base);
  const secretary = await people.at('secretary');
  const { rows } = (await secretary.ask('GET', '/api/v1/rounds')).json();
  roundId = rows.find((round: { title: { zh: string } }) => round.title.zh.includes('品牌故事')).id;
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
goesOnOnlyIfWell(() => people);

const panel = (desk: Desk) => desk.page.getByRole('region', { name: /^(公众网络投票|Voting of the public)$/ });
const votesOf = (desk: Desk, title: string) =>
  panel(desk)
    .getByRole('table')
    .getByRole('row', { name: new RegExp(title) })
    .getByRole('cell')
    .allInnerTexts();

async function atTheDesk(): Promise<Desk> {
  const secretary = await people.at('secretary');
  await secretary.go(`/desk/rounds/${roundId}`);
  await panel(secretary).getByRole('table').waitFor();
  return secretary;
}

describe('a vote of the public', () => {
  test('has not begun before the works are collected, and begins with them', async () => {
    const secretary = await people.at('secretary');
    const title = { zh: '2027 年品牌故事大赛', en: 'Brand stories 2027' };
    const body = (await secretary.ask('GET', '/api/v1/session')).json().employment.party.id;
    const opened = await secretary.ask('POST', '/api/v1/rounds', { scheme: 'brand-story', body, title });
    const { round } = opened.json();
    const voter = await Desk.open(browser, server.base);
    await voter.go(`/rounds/${round}/vote`);
    await voter.page.getByText('投票尚未开始。').waitFor();
    expect(await voter.page.getByRole('button', { name: '投票' }).count()).toBe(0);
    await secretary.go(`/desk/rounds/${round}`);
    await secretary.heading('发布大赛通知').waitFor();
    expect(await panel(secretary).count()).toBe(0);
    await secretary.text('通知文号', '沪质协〔2026〕44号');
    await secretary.bilingual('主题', '质造', 'Made');
    await secretary.day('报名截止日期', server.demonstration?.day ?? '');
    await secretary.submit();
    await secretary.heading('征集作品').waitFor();
    await secretary.submit();
    await panel(secretary).getByText('投票中').waitFor();
    await voter.page.reload();
    await voter.page.getByText('没有可投票的项目。').waitFor();
    await voter.close();
  });

  test('gives codes out by number and to whom, once, as a file; without words it is refused at its field', async () => {
    const secretary = await atTheDesk();
    await secretary.button('生成投票码').click();
    await expect.poll(() => secretary.field('发给谁').getByRole('alert').innerText()).toContain('发给谁');
    await secretary.text('发给谁', '会员单位');
    await secretary.text('个数', '40');
    await secretary.button('生成投票码').click();
    await panel(secretary).getByText('已生成 40 个投票码').waitFor();
    expect(await secretary.field('发给谁').getByRole('textbox').inputValue()).toBe('');
    await panel(secretary).getByText('会员单位 40 个').waitFor();
    const [file] = await Promise.all([
      secretary.page.waitForEvent('download'),
      panel(secretary).getByRole('link', { name: /^下载/ }).click(),
    ]);
    codes = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    expect(new Set(codes).size).toBe(40);
    expect(await accessibilityFaults(secretary.page)).toEqual([]);
    await secretary.page.reload();
    await panel(secretary).getByText('会员单位 40 个').waitFor();
    expect(await panel(secretary).getByRole('link', { name: /^下载/ }).count()).toBe(0);
  });

  test('on a phone in English: a mistyped code keeps what was chosen; the right one counts, once for each item', async () => {
    const voter = await Desk.open(browser, server.base, { language: 'en', size: smallPhone });
    await voter.go(`/rounds/${roundId}/vote`);
    const { page } = voter;
    const code = page.getByRole('textbox', { name: /^Voting code/ });
    const chosen = () => page.getByRole('checkbox', { checked: true }).count();
    const vote = () => page.getByRole('button', { name: 'Vote', exact: true }).click();
    await vote();
    await page.getByRole('alert').getByText('Choose at least one.').waitFor();
    await page.getByRole('checkbox', { name: film }).check();
    await page.getByRole('checkbox', { name: other }).check();
    await vote();
    await page
      .getByRole('alert')
      .getByText(/voting code/)
      .waitFor();
    await code.fill('ABCD-EFGH-JKMN-PQRS');
    await vote();
    await page.getByRole('alert').getByText('ABCD-EFGH-JKMN-PQRS').waitFor();
    expect([await chosen(), await code.inputValue()]).toEqual([2, 'ABCD-EFGH-JKMN-PQRS']);
    expect(await page.locator('main').innerText()).not.toMatch(firms);
    expect(await accessibilityFaults(page)).toEqual([]);
    // As it is typed on a phone: small letters, spaces for dashes.
    await code.fill((codes[0] ?? '').toLowerCase().replaceAll('-', ' '));
    await vote();
    await page.getByRole('heading', { name: 'Thank you for your vote' }).waitFor();
    await page.getByRole('link', { name: 'Back to the vote' }).click();
    await page.getByRole('checkbox', { name: film }).check();
    await code.fill(codes[0] ?? '');
    await vote();
    await page.getByRole('heading', { name: 'No vote was taken' }).waitFor();
    await page.getByRole('cell', { name: /You have voted for .*You can vote for other items/ }).waitFor();
    await voter.close();
  });

  test('whoever is signed in votes without a code; one network that floods is held, and is told', async () => {
    const applicant = await people.at('applicant');
    await applicant.go(`/rounds/${roundId}/vote`);
    await applicant.page.getByRole('checkbox', { name: film }).check();
    await applicant.button('投票').click();
    await applicant.page.getByRole('heading', { name: '谢谢您投票' }).waitFor();
    const { items } = (await applicant.ask('GET', `/api/v1/rounds/${roundId}/public-vote`)).json();
    const item = items.find((i: { title: string }) => i.title === film).id;
    const address = `/api/v1/rounds/${roundId}/public-vote`;
    const flood = await Promise.all(
      codes.slice(1, 35).map((code) => applicant.ask('POST', address, { items: [item], code })),
    );
    counted = 2 + flood.filter((answer) => answer.json().rows[0].problem === null).length;
    expect(counted).toBeGreaterThan(20);
    const late = await Desk.open(browser, server.base);
    await late.go(`/rounds/${roundId}/vote`);
    await late.page.getByRole('checkbox', { name: film }).check();
    await late.page.getByRole('textbox', { name: /^投票码/ }).fill(codes[36] ?? '');
    await late.button('投票').click();
    await late.page.getByRole('heading', { name: '没有收到新的票' }).waitFor();
    await late.page.getByText(/同一网络一分钟内至多 30 票，此票未收。\s*请稍后再投。/).waitFor();
    await late.close();
  });

  test('counts are the desk’s alone while it runs: no voter, applicant or reader of the round sees them', async () => {
    const applicant = await people.at('applicant');
    await applicant.go(`/desk/rounds/${roundId}`);
    await panel(applicant).getByText('投票中').waitFor();
    expect(await panel(applicant).getByRole('table').count()).toBe(0);
    expect(await panel(applicant).innerText()).not.toContain('投票码');
    await applicant.go(`/rounds/${roundId}/vote`);
    expect(await applicant.page.locator('main').innerText()).not.toContain('有效票');
    const secretary = await atTheDesk();
    await expect.poll(() => votesOf(secretary, film)).toEqual([film, String(counted), '0']);
    expect(await votesOf(secretary, other)).toEqual([other, '1', '0']);
  });

  test('a burst is shown, and set aside by an act with its reason', async () => {
    const secretary = await atTheDesk();
    await panel(secretary).getByText(`同一网络 ${counted} 票`).waitFor();
    await secretary.button('剔除').click();
    const dialog = secretary.page.getByRole('dialog', { name: `剔除：${film}` });
    await dialog.getByText(`${counted} 票不计入有效票`).waitFor();
    await dialog.getByRole('button', { name: '剔除' }).click();
    await dialog.getByRole('alert').first().waitFor();
    await dialog.getByRole('textbox', { name: /理由/ }).fill('同一网络几分钟内集中投票');
    await dialog.getByRole('button', { name: '剔除' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => votesOf(secretary, film)).toEqual([film, '0', String(counted)]);
    await panel(secretary).getByText('同一网络几分钟内集中投票').waitFor();
  });

  test('is closed after its last day, and the counts and what was set aside stand on the page for everybody', async () => {
    let secretary = await atTheDesk();
    await panel(secretary).getByText('期满次日可结束投票').waitFor();
    const { to } = (await secretary.ask('GET', `/api/v1/rounds/${roundId}/public-vote`)).json();
    const admin = await people.at('admin');
    await admin.go('/desk/admin');
    await admin.button('演示时钟').click();
    await admin.day('拨到', addDays(toDay(to), 1));
    await admin.button('拨动').click();
    await admin.page.getByText('时钟已拨到').first().waitFor();
    await people.desks.get('secretary')?.signInQuietly('secretary');
    secretary = await atTheDesk();
    await panel(secretary).getByText('已截止，待结束').waitFor();
    const voter = await Desk.open(browser, server.base, { language: 'en', size: smallPhone });
    await voter.go(`/rounds/${roundId}/vote`);
    await voter.page.getByText('The vote has ended; it is being checked').waitFor();
    expect(await voter.page.locator('main').innerText()).not.toContain('Counted');
    expect(await secretary.button('生成投票码').count()).toBe(0);
    await secretary.button('结束投票').click();
    const dialog = secretary.page.getByRole('dialog', { name: '结束投票' });
    await dialog.getByRole('button', { name: '结束投票' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await panel(secretary).getByText('投票已结束').waitFor();
    expect(await votesOf(secretary, film)).toEqual([film, '0', String(counted)]);
    expect(await panel(secretary).getByRole('button').count()).toBe(0);
    await voter.page.reload();
    await voter.page.getByRole('heading', { name: 'Votes that were set aside' }).waitFor();
    const [results] = await voter.page.getByRole('table').all();
    expect(await results?.getByRole('row').nth(1).getByRole('cell').allInnerTexts()).toEqual([other, '1', '0']);
    const said = await voter.page.locator('main').innerText();
    expect(said).toContain('同一网络几分钟内集中投票');
    expect(said).not.toMatch(firms);
    expect(await accessibilityFaults(voter.page)).toEqual([]);
    await voter.close();
  });
});
