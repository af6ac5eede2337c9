import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults } from './accessible.ts';
import { launchBrowser } from './chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';
import { Desk, desktop, password, phone } from './desk.ts';

/** The frame around every act: signing in, ending, going on; drafts; two at once; a lost answer; keyboard, phone, both languages. */
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

async function firstTask(desk: Desk, step: string) {
  const { tasks } = (await desk.ask('GET', '/api/v1/work?list=todo')).json();
  const task = tasks.find((t: { step: string }) => t.step === step);
  if (task === undefined) throw new Error(`The demonstration has no open \`${step}\` for this person.`);
  return task as { readonly subject: string; readonly title: string };
}

describe('signing in', () => {
  test('by keyboard alone: a wrong password is said in words, the right one leads to where one was going', async () => {
    const desk = await Desk.open(browser, server.base);
    await desk.go('/desk/cases?x=1');
    const account = desk.page.getByLabel('账号');
    await account.waitFor();
    expect(await account.evaluate((element) => element === document.activeElement)).toBe(true);
    await desk.page.keyboard.press('Enter');
    await desk.page.getByText('请填写账号').waitFor();
    await desk.page.keyboard.type('reviewer');
    await desk.page.keyboard.press('Tab');
    await desk.page.keyboard.type('wrong-password');
    await desk.page.keyboard.press('Enter');
    await desk.page.getByText('登录名或密码不正确').waitFor();
    await desk.page.getByLabel('口令', { exact: true }).fill(password);
    await desk.page.keyboard.press('Enter');
    await desk.page.getByRole('heading', { name: '全部案件' }).waitFor();
    expect(desk.page.url()).toContain('/desk/cases?x=1');
    // The first Tab of a page skips to its content.
    await desk.page.reload();
    await desk.page.getByRole('heading', { name: '全部案件' }).waitFor();
    await desk.page.keyboard.press('Tab');
    await expect.poll(() => desk.page.evaluate(() => document.activeElement?.textContent)).toBe('跳到正文');
    await desk.button('退出').click();
    await desk.page.getByRole('heading', { name: '登录办理' }).waitFor();
    await desk.close();
  });

  test('the language is changed at once, and stays', async () => {
    const desk = await Desk.of(browser, server.base, 'reviewer');
    await desk.go('/desk/');
    await desk.button('English').click();
    await desk.page.getByRole('heading', { name: 'To do' }).waitFor();
    await expect.poll(() => desk.page.evaluate(() => document.documentElement.lang)).toBe('en');
    await desk.page.reload();
    await desk.page.getByRole('heading', { name: 'To do' }).waitFor();
    await desk.close();
  });

  test('who works for two organisations chooses for which she acts, and sees that one’s work', async () => {
    const admin = await Desk.of(browser, server.base, 'admin');
    const { rows } = (await admin.ask('GET', '/api/v1/admin/accounts')).json();
    const person = rows.find((a: { login: string }) => a.login === 'technical').person.id;
    const parties = (await admin.ask('GET', '/api/v1/parties?limit=200')).json().rows;
    const second = parties.find((p: { names: { name: string }[] }) => p.names.some((n) => n.name.startsWith('申江')));
    const employment = { person, party: second.id, roles: ['technical-reviewer'], from: '2020-01-01' };
    expect((await admin.ask('POST', '/api/v1/admin/employments', employment)).status).toBe(201);
    const desk = await Desk.of(browser, server.base, 'technical');
    await desk.go('/desk/');
    const choice = desk.page.getByRole('combobox', { name: '以其身份办理' });
    await choice.waitFor();
    await desk.pickIn(choice, '申江体系认证有限公司');
    await desk.page.getByText('没有待办事项').waitFor();
    await desk.pickIn(choice, '试金石认证有限公司');
    await desk.page.locator('.rows-list .row').first().waitFor();
    await admin.close();
    await desk.close();
  });
});

describe('a form', () => {
  test('whose session ends asks to sign in over the page, and goes on with what was filled in', async () => {
    const desk = await Desk.of(browser, server.base, 'planner');
    const { subject } = await firstTask(desk, 'team');
    await desk.go(`/desk/cases/${subject}?do=team`);
    await desk.heading('审核方案策划').waitFor();
    // Nothing is on its way any more: the first to learn that the session ended is what is typed now.
    await desk.page.waitForLoadState('networkidle');
    await desk.ask('DELETE', '/api/v1/session');
    await desk.text('审核人日', '12.5');
    const dialog = desk.page.getByRole('dialog', { name: '登录已结束' });
    await dialog.waitFor();
    await expect.poll(() => dialog.getByLabel('账号').inputValue()).toBe('planner');
    await dialog.getByLabel('口令', { exact: true }).fill(password);
    await dialog.getByRole('button', { name: '登录', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await desk.page.getByText(/草稿已保存/).waitFor();
    await expect.poll(() => desk.field('审核人日').locator('input').inputValue()).toBe('12.5');
    await desk.page.reload();
    await desk.heading('审核方案策划').waitFor();
    await expect.poll(() => desk.field('审核人日').locator('input').inputValue()).toBe('12.5');
    await desk.close();
  });

  test('that is open in two windows says so, and lets the person choose', async () => {
    const one = await Desk.of(browser, server.base, 'auditor');
    const two = await Desk.of(browser, server.base, 'auditor');
    const { subject } = await firstTask(one, 'stage-1');
    for (const desk of [one, two]) {
      await desk.go(`/desk/cases/${subject}?do=stage-1`);
      await desk.heading('第一阶段审核').waitFor();
    }
    await one.text('第一阶段发现的问题', '第一个窗口');
    await one.page.getByText(/草稿已保存/).waitFor();
    await two.text('第一阶段发现的问题', '第二个窗口');
    await two.page.getByText(/另一窗口于/).waitFor();
    await two.button('改用那份').click();
    await expect
      .poll(() => two.field('第一阶段发现的问题').locator('textarea').first().inputValue())
      .toBe('第一个窗口');
    await one.close();
    await two.close();
  });

  test('of two who act at once the second learns what the first did, and keeps what she wrote', async () => {
    const one = await Desk.of(browser, server.base, 'reviewer');
    const two = await Desk.of(browser, server.base, 'reviewer');
    const { subject } = await firstTask(one, 'review');
    for (const desk of [one, two]) {
      await desk.go(`/desk/cases/${subject}?do=review`);
      await desk.heading('申请评审').waitFor();
    }
    await two.outcome('不予受理');
    await two.pickIn(two.page.locator('.act-panel').getByRole('combobox'), '超出本机构批准的业务范围');
    await one.outcome('受理');
    await one.submit();
    await two.page.locator('.act-panel form .act-end .ant-btn-primary').click();
    await two.page.getByText('您打开后，他人已先办理').waitFor();
    await expect.poll(() => two.page.locator('main').innerText()).toContain('申请评审');
    await one.close();
    await two.close();
  });

  test('whose answer is lost on the way is sent again and done once', async () => {
    const desk = await Desk.of(browser, server.base, 'expert');
    const { subject } = await firstTask(desk, 'expert-review');
    await desk.go(`/desk/cases/${subject}?do=expert-review`);
    await desk.heading('专家评审').waitFor();
    for (const label of ['问题与目标（20 分）', '方法与工具应用（30 分）', '创新性（20 分）', '效果与推广（30 分）'])
      await desk.text(label, '18');
    await desk.text('评审意见', '扎实。');
    await desk.choose('已签署公正与保密声明', '是');
    let isLost = false;
    await desk.page.route('**/acts', async (route) => {
      if (isLost) return route.continue();
      isLost = true;
      await route.fetch();
      await route.abort('connectionreset');
    });
    await desk.page.locator('.act-panel form .act-end .ant-btn-primary').click();
    await desk.page.getByText('不能确定是否已办理').waitFor();
    await desk.page.locator('.refused-box').getByRole('button', { name: '重试' }).click();
    await desk.doneWords().waitFor();
    const { history } = (await desk.ask('GET', `/api/v1/cases/${subject}`)).json();
    const mine = history.filter(
      (e: { type: string; about: string }) => e.type === 'StepDone' && e.about === 'expert-review',
    );
    expect(mine.length).toBe(1);
    await desk.close();
  });

  test('takes a file with its progress and refuses one of the wrong kind in words', async () => {
    const desk = await Desk.of(browser, server.base, 'auditor');
    const { subject } = await firstTask(desk, 'stage-2');
    await desk.go(`/desk/cases/${subject}?do=stage-2`);
    await desk.heading('第二阶段审核').waitFor();
    const field = desk.field('审核报告文件');
    await field
      .locator('input[type=file]')
      .setInputFiles({ name: '报告.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html>not a PDF</html>') });
    await field.locator('.ant-alert').waitFor();
    await expect.poll(() => field.locator('.ant-alert').innerText()).toContain('报告.pdf');
    await desk.upload('审核报告文件');
    await field.getByRole('button', { name: /移除/ }).click();
    await expect.poll(() => field.locator('.file-name').count()).toBe(0);
    await desk.close();
  });
});

describe('every page', () => {
  test('of another’s case says that it is not found, and leads back', async () => {
    const reviewer = await Desk.of(browser, server.base, 'reviewer');
    const { subject } = await firstTask(reviewer, 'contract');
    const stranger = await Desk.of(browser, server.base, 'product');
    await stranger.go(`/desk/cases/${subject}`);
    await stranger.page.getByText('没有找到，或您无权查看').waitFor();
    await stranger.go('/desk/no-such-page');
    await stranger.page.getByRole('link', { name: '回到待办' }).click();
    await stranger.page.getByRole('heading', { name: '待办' }).waitFor();
    await reviewer.close();
    await stranger.close();
  });

  const places: readonly (readonly [login: string, path: string, ready: string])[] = [
    ['planner', '/desk/', '.rows-list .row'],
    ['reviewer', '/desk/cases', '.rows-list .row'],
    ['applicant', '/desk/apply', '.card'],
    ['applicant', '/desk/entries', '.rows-list .row'],
    ['secretary', '/desk/rounds', '.rows-list .row'],
    ['applicant', '/desk/account', '.panel'],
    ['admin', '/desk/admin', '.panel'],
  ];
  for (const [language, size] of [
    ['zh', desktop],
    ['en', phone],
  ] as const)
    test(`has names, landmarks, contrast and room (${language}, ${size.width} px)`, async () => {
      const desks = new Map<string, Desk>();
      for (const [login, path, ready] of places) {
        const desk = desks.get(login) ?? (await Desk.of(browser, server.base, login, { language, size }));
        desks.set(login, desk);
        await desk.go(path);
        await desk.page.locator(ready).first().waitFor();
        expect(await accessibilityFaults(desk.page), `${path} as ${login}`).toEqual([]);
        expect(desk.faults, path).toEqual([]);
      }
      const planner = desks.get('planner');
      const { subject } = await firstTask(planner as Desk, 'team');
      await planner?.go(`/desk/cases/${subject}?do=team`);
      await planner?.page.locator('.candidates li').first().waitFor();
      expect(await accessibilityFaults((planner as Desk).page), 'a case').toEqual([]);
      const secretary = desks.get('secretary');
      await secretary?.page.locator('.rows-list .row a').last().click();
      await secretary?.page.locator('.steps .step').first().waitFor();
      expect(await accessibilityFaults((secretary as Desk).page), 'a round').toEqual([]);
      const applicant = desks.get('applicant');
      await applicant?.go('/desk/entries');
      await applicant?.page.locator('.rows-list .row a').first().click();
      await applicant?.page.locator('#duties-title').waitFor();
      expect(await accessibilityFaults((applicant as Desk).page), 'an entry').toEqual([]);
      for (const desk of desks.values()) await desk.close();
    });

  test('on a phone opens its menu, and closes it by Esc', async () => {
    const desk = await Desk.of(browser, server.base, 'applicant', { size: phone });
    await desk.go('/desk/');
    const menu = desk.button('菜单');
    await menu.click();
    await desk.page.getByRole('link', { name: '登记事项' }).waitFor();
    await desk.page.keyboard.press('Escape');
    await desk.page.getByRole('link', { name: '登记事项' }).waitFor({ state: 'hidden' });
    await menu.click();
    await desk.page.getByRole('link', { name: '登记事项' }).click();
    await desk.page.getByRole('heading', { name: '登记事项' }).waitFor();
    await desk.close();
  });
});
