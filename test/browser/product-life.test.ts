import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';
import { phone } from './desk.ts';
import { goesOnOnlyIfWell, People } from './people.ts';

/** A product with two units, all of it on a phone: each act by the role that does it, up to a certificate for each unit. */
let server: DemoServer;
let browser: Browser;
let people: People;
const title = '小型计算机与电源适配器';
let today = '';
let caseId = '';

beforeAll(async () => {
  server = await startDemoServer();
  browser = await launchBrowser();
  people = new People(browser, server.base, { size: phone });
  today = server.demonstration?.day ?? '';
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
goesOnOnlyIfWell(() => people);

const at = (login: string) => people.at(login);

describe('a product in the browser of a phone', () => {
  test('the applicant names two units in rows, each with its own fields', async () => {
    const applicant = await at('applicant');
    await applicant.go('/desk/apply');
    await applicant.page
      .locator('.card', { hasText: '强制性产品认证' })
      .getByRole('link', { name: '初次认证', exact: true })
      .click();
    await applicant.pick('受理机构', '浦江产品认证中心');
    await applicant.text('名称', title);
    await applicant.button('开始填写').click();
    await applicant.heading('认证委托').waitFor();
    caseId = applicant.caseId();
    await applicant.button('带入以往申请的内容').click();
    await applicant.page.getByText(/已带入 \d+ 项/).waitFor();

    const units = applicant.field('认证单元');
    // What an earlier application had in its rows is taken out, so that these two are ours.
    while ((await units.locator('fieldset fieldset, fieldset.rows > fieldset').count()) > 0)
      await units.getByRole('button', { name: /删除第 1 行/ }).click();
    const rows = [
      { product: '小型计算机', models: 'T1/T2', kind: '0901' },
      { product: '电源适配器', models: 'P65', kind: '0905' },
    ];
    for (const [index, row] of rows.entries()) {
      await units.getByRole('button', { name: '增加一行' }).click();
      await applicant.within(units.locator('.rows > fieldset').nth(index), async () => {
        await applicant.text('产品名称', row.product);
        await applicant.text('型号规格', row.models);
        await applicant.text('商标', '甲');
        await applicant.text('产品种类代码', row.kind);
        await applicant.text('产品标准', 'GB 4943.1-2022');
      });
    }
    await applicant.page.getByText('信息技术设备').first().waitFor();
    const old = applicant.field('涉及的产品种类').locator('.ant-select-selection-item-remove');
    while ((await old.count()) > 0) await old.first().click();
    await applicant.codes('涉及的产品种类', '0901', '0905');
    await applicant.text('单元数', '2');
    for (const label of ['生产者（制造商）名称', '生产企业名称'])
      await applicant.text(label, '上海示例精密机械有限公司（演示）');
    for (const label of ['生产者地址', '生产企业地址']) await applicant.text(label, '上海市浦东新区演示路 101 号');
    await applicant.choose('境外生产', '否');
    await applicant.upload('营业执照');
    await applicant.upload('质量保证能力说明');
    await applicant.submit();
    await expect.poll(() => applicant.next()).toContain('受理评审');
  });

  test('the body accepts it, names a laboratory that is entitled, and an inspector who is competent', async () => {
    const reviewer = await at('product');
    await reviewer.openTask(title, '受理评审');
    await reviewer.choose('生产企业分类', 'B 类');
    await reviewer.choose('需初始工厂检查', '是');
    await reviewer.outcome('受理');
    await reviewer.submit();

    const planner = await at('product-planner');
    await planner.openTask(title, '确定型式试验方案和实验室');
    await planner.choose('认证模式', '型式试验＋初始工厂检查＋获证后监督');
    await planner.text('样品要求', '每单元 2 台');
    await planner.choose('样品来源', '委托人送样');
    await planner.name('指定实验室', '滨江检测实验室');
    await planner.submit();
    await planner.openTask(title, '工厂检查方案');
    await planner.text('检查人日', '2');
    await planner.day('计划检查日期', today);
    await planner.name('检查员', '演示检查员');
    await planner.submit();
  });

  test('the laboratory does each unit as a line of its own', async () => {
    const laboratory = await at('laboratory');
    for (const unit of ['1 小型计算机', '2 电源适配器']) {
      await laboratory.go(`/desk/cases/${caseId}`);
      await laboratory.heading('型式试验').waitFor();
      const choice = laboratory.page.locator('.choose-act').getByRole('button', { name: unit });
      if (await choice.count()) await choice.click();
      await laboratory.heading(unit).waitFor();
      await laboratory.text('报告编号', `R-${unit.slice(0, 1)}`);
      await laboratory.day('试验开始日期', today);
      await laboratory.day('试验结束日期', today);
      await laboratory.text('样品标识', unit);
      await laboratory.upload('型式试验报告');
      await laboratory.outcome('合格');
      await laboratory.submit();
    }
    await expect
      .poll(() => laboratory.page.locator('.steps .step', { hasText: '型式试验' }).first().innerText())
      .toContain('已完成');
  });

  test('the inspector raises a finding, which is answered and closed before the review', async () => {
    const inspector = await at('inspector');
    await inspector.openTask(title, '初始工厂检查');
    await inspector.button('提出不符合').click();
    await inspector.choose('等级', '一般不符合');
    await inspector.text('条款', '4.2');
    await inspector.text('不符合描述', '关键件检验记录不全');
    await inspector.page.locator('form[aria-label="提出不符合"] .ant-btn-primary').click();
    await inspector.page.locator('.finding', { hasText: '关键件' }).waitFor();
    await inspector.day('检查开始日期', today);
    await inspector.day('检查结束日期', today);
    await inspector.choose('质量保证能力', '整改后符合');
    await inspector.choose('产品一致性符合', '是');
    await inspector.upload('工厂检查报告');
    await inspector.submit();

    const applicant = await at('applicant');
    await applicant.go(`/desk/cases/${caseId}`);
    await applicant.text('原因分析', '记录表未更新');
    await applicant.text('纠正措施', '已补齐并培训');
    await applicant.upload('证据');
    await applicant.page.locator('form[aria-label="回复此项"] .ant-btn-primary').click();
    await applicant.page.getByText('待验证').waitFor();
    await inspector.go(`/desk/cases/${caseId}`);
    await inspector.text('验证意见', '有效');
    await inspector.page.locator('form[aria-label="验证纠正措施"] .ant-btn-primary').click();
    await inspector.page.getByText('已关闭').waitFor();

    const technical = await at('product-technical');
    await technical.openTask(title, '认证复核');
    await technical.outcome('复核通过');
    await technical.submit();
  });

  test('the decision over each unit gives each its certificate with sixteen digits', async () => {
    const decider = await at('product-decider');
    for (const unit of ['1 小型计算机', '2 电源适配器']) {
      await decider.go(`/desk/cases/${caseId}`);
      await decider.heading('认证决定').waitFor();
      const choice = decider.page.locator('.choose-act').getByRole('button', { name: unit });
      if (await choice.count()) await choice.click();
      await decider.heading(unit).waitFor();
      await decider.outcome('准予认证');
      await decider.submit();
    }
    await expect.poll(() => decider.next()).toContain('已结束：通过');
    const numbers = await decider.page.locator('.entry-of-case strong').allInnerTexts();
    expect(numbers).toHaveLength(2);
    for (const number of numbers) expect(number).toMatch(/^\d{16}$/);

    const applicant = await at('applicant');
    await applicant.go(`/verdict?number=${numbers[0]}`);
    await expect.poll(() => applicant.page.locator('main').innerText()).toContain('有效');
  });
});
