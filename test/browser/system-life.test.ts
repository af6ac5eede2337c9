import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';
import { goesOnOnlyIfWell, People } from './people.ts';

/** A management system, from the application to the certificate and its suspension, each act by the role that does it. */
let server: DemoServer;
let browser: Browser;
let people: People;
const title = '第五厂区质量管理体系';
let today = '';
let caseId = '';
let certificate = '';

beforeAll(async () => {
  server = await startDemoServer();
  browser = await launchBrowser();
  people = new People(browser, server.base);
  today = server.demonstration?.day ?? '';
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
goesOnOnlyIfWell(() => people);

const at = (login: string) => people.at(login);

describe('a management system in the browser', () => {
  test('the applicant chooses scheme and body, and her draft keeps itself', async () => {
    const applicant = await at('applicant');
    await applicant.go('/desk/apply');
    await applicant.page
      .locator('.card', { hasText: '质量管理体系认证' })
      .getByRole('link', { name: '初次认证', exact: true })
      .click();
    await applicant.pick('受理机构', '试金石认证有限公司');
    await applicant.text('名称', title);
    await applicant.button('开始填写').click();
    await applicant.heading('认证申请').waitFor();
    caseId = applicant.caseId();
    await expect.poll(() => applicant.next()).toContain('轮到您办理');

    await applicant.button('带入以往申请的内容').click();
    await applicant.page.getByText(/已带入 \d+ 项/).waitFor();
    await applicant.text('有效人数', '260');
    // What a field means is said beneath it while one types.
    await applicant.page.getByText('基础金属及金属制品').first().waitFor();
    await applicant.page.getByText(/草稿已保存/).waitFor();
    await applicant.page.waitForTimeout(1000);
    await applicant.go(`/desk/cases/${caseId}`);
    await applicant.heading('认证申请').waitFor();
    await expect.poll(() => applicant.field('有效人数').locator('input').inputValue()).toBe('260');
  });

  test('a field that does not apply is not asked, and a wrong one is refused at its place', async () => {
    const applicant = await at('applicant');
    const lost = applicant.page.locator('.label', { hasText: '原发证机构被撤销批准至今月数' });
    await expect.poll(() => lost.count()).toBe(0);
    await applicant.choose('原发证机构已被撤销批准', '是');
    await lost.waitFor();
    await applicant.choose('原发证机构已被撤销批准', '否');
    await lost.waitFor({ state: 'detached' });

    await applicant.text('统一社会信用代码', '91310000DEM000102B');
    const why = await applicant.submitRefused();
    expect(why).toContain('未能办理');
    await expect
      .poll(() => applicant.field('统一社会信用代码').locator('.refusal').innerText())
      .toContain('91310000DEM000102B');
    await applicant.text('统一社会信用代码', '91310000DEM000102A');
    await applicant.submit();
    await expect.poll(() => applicant.next()).toContain('等待');
  });

  test('the reviewer returns it with a remark at the field, and the applicant sees it there', async () => {
    const reviewer = await at('reviewer');
    await reviewer.openTask(title, '申请评审');
    await reviewer.outcome('退回补正');
    await reviewer.pickIn(reviewer.page.locator('.remark-row').getByRole('combobox'), '有效人数');
    await reviewer.page.locator('.remark-row textarea').first().fill('与社保人数不符');
    await reviewer.submit();

    const applicant = await at('applicant');
    await applicant.openTask(title, '认证申请');
    await expect.poll(() => applicant.field('有效人数').innerText()).toContain('与社保人数不符');
    await applicant.text('有效人数', '248');
    await applicant.submit();
    await reviewer.openTask(title, '申请评审');
    await reviewer.outcome('受理');
    await reviewer.submit();
  });

  test('a contract paid by a third party is refused with the article; paid by the client it holds', async () => {
    const reviewer = await at('reviewer');
    await reviewer.openTask(title, '签订认证合同');
    await reviewer.day('合同签订日期', today);
    await reviewer.text('认证费用', '18,000.00');
    await reviewer.choose('费用支付方', '第三方');
    await reviewer.upload('合同文本');
    expect(await reviewer.submitRefused()).toContain('5.3.1');
    await reviewer.choose('费用支付方', '认证委托人');
    await reviewer.submit();
  });

  test('the team is held to the audit time that the rule gives, and to who may be named', async () => {
    const planner = await at('planner');
    await planner.openTask(title, '审核方案策划与组成审核组');
    await planner.choose('管理体系', '质量管理体系');
    const figures = planner.page.locator('.calculation');
    await figures.getByText('“审核人日”不得低于').waitFor();
    await planner.text('审核人日', '1');
    await planner.text('现场审核人日', '1');
    await planner.day('计划开始日期', today);
    await planner.day('计划结束日期', today);
    await planner.name('审核组长', '演示审核组长');
    await planner.name('审核员', '演示审核员');
    expect(await planner.submitRefused()).toContain('低于按规则计算的');
    const least = /“审核人日”不得低于 ([\d.]+)/.exec(await figures.innerText())?.[1] ?? '';
    await planner.text('审核人日', least);
    await planner.text('现场审核人日', least);
    await planner.submit();
    await expect.poll(() => planner.page.locator('.case-aside').innerText()).toContain('演示审核员');
  });

  test('the auditor does stage 1 and 2, and raises a major', async () => {
    const auditor = await at('auditor');
    await auditor.openTask(title, '第一阶段审核');
    for (const label of ['第一阶段开始日期', '第一阶段结束日期']) await auditor.day(label, today);
    for (const label of ['第一阶段在现场进行', '已完成内部审核', '已完成管理评审']) await auditor.choose(label, '是');
    await auditor.upload('第一阶段报告文件');
    await auditor.outcome('具备第二阶段审核条件');
    await auditor.submit();
    await expect.poll(() => auditor.next()).toContain('第二阶段审核');

    await auditor.button('提出不符合').click();
    await auditor.choose('等级', '严重不符合');
    await auditor.text('条款', '8.5.1');
    await auditor.text('不符合描述', '热处理炉温未按规定监控');
    await auditor.page.locator('form[aria-label="提出不符合"] .ant-btn-primary').click();
    await auditor.page.locator('.finding', { hasText: '热处理炉温' }).waitFor();

    for (const label of ['审核开始日期', '审核结束日期']) await auditor.day(label, today);
    await auditor.text('实际现场人日', '7.5');
    await auditor.choose('首末次会议签到完整', '是');
    await auditor.text('审核结论', '体系基本有效，一项严重不符合待纠正。');
    await auditor.upload('审核报告文件');
    await auditor.submit();
    await auditor.openTask(title, '增值服务建议');
    await auditor.text('改进建议（决定前决定人不可见）', '引入炉温自动记录。');
    await auditor.submit();
  });

  test('an open major bars the review, and it is said why; answered and verified, it goes on', async () => {
    const technical = await at('technical');
    await technical.openTask(title, '认证复核');
    const barred = technical.page.locator('.outcome.barred');
    await expect.poll(() => barred.innerText()).toContain('未关闭的不符合');
    await expect.poll(() => barred.locator('input').isDisabled()).toBe(true);

    const applicant = await at('applicant');
    await applicant.go(`/desk/cases/${caseId}`);
    await applicant.text('原因分析', '新员工未培训');
    await applicant.text('纠正措施', '已培训并复测，附记录');
    await applicant.page.locator('form[aria-label="回复此项"] .ant-btn-primary').click();
    await applicant.page.getByText('待验证').waitFor();

    const auditor = await at('auditor');
    await auditor.go(`/desk/cases/${caseId}`);
    await auditor.text('验证意见', '现场验证有效');
    await auditor.page.locator('form[aria-label="验证纠正措施"] .ant-btn-primary').click();
    await auditor.page.getByText('已关闭').waitFor();

    await technical.openTask(title, '认证复核');
    await technical.outcome('复核通过');
    await technical.submit();
  });

  test('whoever decides proves who she is, and the certificate is issued with its file', async () => {
    const decider = await at('decider');
    // As some minutes after signing in: the proof of identity has run out.
    await decider.page.route('**/api/v1/session', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), identifiedUntil: null } });
    });
    await decider.openTask(title, '认证决定');
    await expect.poll(() => decider.page.locator('.steps').innerText()).toContain('内容对您暂不公开');
    await decider.outcome('授予认证');
    await decider.page.locator('.act-panel form .act-end .ant-btn-primary').click();
    const dialog = decider.page.getByRole('dialog', { name: '再次验证身份' });
    await dialog.locator('input[type=password]').fill('wrong-password');
    await dialog.locator('input[type=password]').press('Enter');
    await dialog.getByText('口令不正确').waitFor();
    await decider.page.unroute('**/api/v1/session');
    await dialog.locator('input[type=password]').fill('touchstone');
    await dialog.locator('input[type=password]').press('Enter');
    await decider.doneWords().waitFor();
    await expect.poll(() => decider.next()).toContain('已结束：通过');

    const entry = decider.page.locator('.entry-of-case');
    certificate = await entry.locator('strong').innerText();
    expect(certificate).toMatch(/^03426Q\d{5}R0[LMS]$/);
    const pdf = await entry.getByRole('link', { name: '证书 PDF' }).getAttribute('href');
    const file = await decider.ask('GET', pdf ?? '');
    expect([file.status, file.headers['content-type'], file.text.slice(0, 5)]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
  });

  test('the decider suspends with a coded reason; holder and public see it at once', async () => {
    const decider = await at('decider');
    await decider.page.locator('.entry-of-case').getByRole('link', { name: certificate }).click();
    await decider.page.getByRole('heading', { name: certificate }).waitFor();
    await decider.button('暂停').click();
    const dialog = decider.page.getByRole('dialog');
    await dialog.locator('.ant-btn-primary').click();
    await dialog.getByText('须给出原因代码').first().waitFor();
    await decider.pickIn(dialog.getByRole('combobox'), '违规使用认证证书');
    await dialog.locator('textarea').first().fill('广告中误用认证标志');
    await dialog.locator('.ant-btn-primary').click();
    await decider.page.locator('.case-head .status-warn').waitFor();
    await expect.poll(() => decider.page.locator('.ant-alert', { hasText: '起暂停' }).innerText()).toContain(today);

    const applicant = await at('applicant');
    await applicant.go('/desk/entries');
    const row = applicant.page.locator('.row', { hasText: certificate });
    await expect.poll(() => row.innerText()).toContain('暂停');
    await row.locator('a').click();
    await applicant.page.getByText('起暂停').waitFor();
    // The holder may not restore, and is told why.
    await applicant.page.getByText('为何不能由我办理').click();
    await expect.poll(() => applicant.page.locator('#act').innerText()).toContain('恢复');

    await applicant.go(`/verdict?number=${certificate}`);
    await expect.poll(() => applicant.page.locator('main').innerText()).toContain('暂停');
  });
});
