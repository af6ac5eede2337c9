import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readSchemeFolder } from '#operation/schemes/scheme-folder.ts';
import { touchstone } from '../cli/terminal.ts';
import { organisation } from '../operation/test-world.ts';
import { createServerWorld, password } from '../server/server-world.ts';
import { accessibilityFaults } from './accessible.ts';
import { openToolbox, type ToolboxWorld, type Visit } from './toolbox-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'touchstone-write-'));
let world: ToolboxWorld;
beforeAll(async () => {
  world = await openToolbox();
}, 120_000);
afterAll(async () => {
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Counts what a person would do: clicks, choices, boxes filled in. */
function hand(page: Page) {
  let count = 0;
  const did = <T>(act: T): T => {
    count++;
    return act;
  };
  const box = (label: string, at = 0) => page.getByLabel(label, { exact: true }).nth(at);
  return {
    count: () => count,
    section: (name: string) => did(page.locator(`[data-section=${name}]`).click()),
    click: (name: string, inside = 'body') =>
      did(page.locator(inside).getByRole('button', { name, exact: true }).first().click()),
    press: (selector: string) => did(page.locator(selector).first().click()),
    fill: (label: string, text: string, at = 0) => did(box(label, at).fill(text)),
    choose: (label: string, text: string, at = 0) => did(box(label, at).selectOption({ label: text })),
    tick: (group: string, text: string) =>
      did(page.getByRole('group', { name: group, exact: true }).getByLabel(text, { exact: true }).check()),
    enter: () => did(page.keyboard.press('Enter')),
  };
}

const state = (page: Page) => page.locator('.write-state').textContent();

async function beginCanteen(visit: Visit): Promise<ReturnType<typeof hand>> {
  const { page } = visit;
  const user = hand(page);
  await page.waitForSelector('.start-panel');
  await user.fill('制度名称 中文', '社区食堂卫生等级');
  await user.fill('制度名称 English', 'Canteen hygiene grade');
  await user.fill('所有者 中文', '街道办事处');
  await user.fill('所有者 English', 'Neighbourhood office');
  await user.choose('种类', '考核、分级 → 等级');
  await user.fill('依据文件', '社区食堂卫生等级管理办法');
  await user.click('开始编写');
  await page.waitForSelector('.write-bar');
  return user;
}

describe('a scheme never seen here, from nothing', () => {
  test('is built on the page, walks there, and is accepted by the terminal and by a server', async () => {
    const visit = await world.visit({ path: '/desk/write?lang=zh' });
    const { page, context, complaints } = visit;
    const user = await beginCanteen(visit);
    await user.fill('实施日', '2026-01-01');

    await user.section('roles');
    await user.fill('角色 中文', '检查员', 3);
    await user.fill('角色 English', 'Inspector', 3);
    await user.enter();

    // Ten fields are ten times name, Enter: the keyboard comes back to the first box.
    await user.section('forms');
    await user.choose('取值类型', '数');
    await user.fill('字段 中文', '每日供餐数', 1);
    await user.fill('字段 English', 'Meals a day', 1);
    await user.enter();
    await expect.poll(() => page.locator('[data-field=meals-a-day]').count()).toBe(1);
    await user.fill('表单 中文', '检查表', 1);
    await user.fill('表单 English', 'Inspection', 1);
    await user.enter();
    const inspection = page.locator('.w-card').nth(1);
    await inspection.getByLabel('取值类型').selectOption({ label: '选择' });
    await inspection.getByLabel('字段 中文').last().fill('卫生等级');
    await inspection.getByLabel('字段 English').last().fill('Hygiene level');
    await inspection.getByLabel('字段 English').last().press('Enter');
    await user.fill('选项 option-1 中文', '优');
    await user.fill('选项 option-1 English', 'excellent');
    await user.fill('选项 option-2 中文', '良');
    await user.fill('选项 option-2 English', 'good');
    await expect.poll(() => page.locator('.w-form-preview').textContent()).toContain('每日供餐数');

    await user.section('flow');
    await user.fill('步骤 中文', '现场检查', 3);
    await user.fill('步骤 English', 'Inspection visit', 3);
    await user.choose('由谁办理', '检查员');
    await user.choose('放在哪一步之后', '在“受理”之后');
    await user.click('添加步骤');
    await user.choose('现场检查 填写的表单', '检查表');
    await page.locator('[data-step=check] > details > summary').click();
    await user.choose('给 受理 加', '时限');
    await page.locator('[data-step=decision] .w-guard').getByLabel('检查员', { exact: true }).check();
    await expect
      .poll(() => page.locator('.write-aside .w-flow-picture img').getAttribute('src'))
      .toContain(encodeURIComponent('现场检查'));

    await user.section('results');
    await user.choose('等级字段', '卫生等级');
    await user.fill('有效期，止于周年日前一日；或 {field: 日期字段} 为最后一日', '1');

    await user.section('cases');
    await user.click('由程序试走，提出缺少的示例');
    await expect.poll(() => state(page)).toContain('检查通过，3 个示例都走通');

    // The walk of the page, with a refusal in words, and the entry that comes of it.
    await user.section('try');
    await user.press('[data-choice="open initial"]');
    await user.press('.w-act-form button[type=submit]');
    // A value that the form does not take is refused in words, and nothing is done.
    await user.press('[data-choice="do application"]');
    await page.locator('#try-application-meals-a-day').fill('many');
    await user.press('.w-act-form button[type=submit]');
    await expect.poll(() => page.locator('.w-refused-act').textContent()).toContain('`many`');
    await user.click('自动走完');
    await expect.poll(() => page.locator('.w-walk-register').textContent()).toContain('CHG20260001');
    console.log(`a scheme from nothing: ${user.count()} acts of the hand, counted`);

    const [download] = await Promise.all([page.waitForEvent('download'), user.click('下载文件夹（ZIP）')]);
    const zip = join(folder, 'scheme.zip');
    await download.saveAs(zip);
    execFileSync('python3', ['-m', 'zipfile', '-e', zip, folder]);
    const id = 'canteen-hygiene-grade';
    expect(download.suggestedFilename()).toBe(`${id}.zip`);
    expect(readdirSync(join(folder, id)).sort()).toEqual(['cases', 'scheme.yaml', 'texts.yaml']);
    expect(complaints).toEqual([]);
    await context.close();

    const checked = await touchstone(['scheme', 'check', join(folder, id)]);
    expect(checked.code, checked.out + checked.err).toBe(0);
    const tested = await touchstone(['scheme', 'test', join(folder, id)]);
    expect(tested.code, tested.out + tested.err).toBe(0);
    await aRealCase(id);
  }, 180_000);
});

/** The downloaded edition on a server with its database: applied for, inspected, decided by another, entered. */
async function aRealCase(id: string): Promise<void> {
  const read = await readSchemeFolder(folder, id);
  if (!read.ok) throw new Error(JSON.stringify(read.diagnostics));
  const t = await createServerWorld('2026-03-10T02:00:00.000Z', [read.parsed.scheme]);
  try {
    const canteen = await organisation(t.world, '示例食堂');
    const office = await organisation(t.world, '示例街道办事处', '034', true);
    const applicant = await t.person('安', canteen, ['applicant']);
    const officer = await t.person('潘', office, ['officer']);
    const inspector = await t.person('阿达', office, ['inspector', 'decider']);
    const decider = await t.person('丹', office, ['decider']);
    const opened = await applicant.browser.send('POST', '/api/v1/cases', {
      scheme: id,
      flow: 'initial',
      applicant: canteen,
      body: office,
      title: '一食堂',
    });
    expect(opened.status, opened.text).toBe(201);
    const act = (who: typeof applicant, step: string, more = {}) =>
      who.browser.send('POST', `/api/v1/cases/${opened.body.case}/acts`, { act: 'do', step, outcome: 'done', ...more });
    const done = async (who: typeof applicant, step: string, more = {}) => {
      const answer = await act(who, step, more);
      expect(answer.status, `${step}: ${answer.text}`).toBe(200);
      return answer;
    };
    const wrong = await act(applicant, 'application', { values: { name: '一食堂', 'meals-a-day': 'many' } });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('每日供餐数');
    await done(applicant, 'application', { values: { name: '一食堂', 'meals-a-day': 300 } });
    await done(officer, 'check', { outcome: 'accepted' });
    await done(inspector, 'inspection-visit', { values: { 'hygiene-level': 'option-1' } });
    for (const who of [inspector, decider]) await who.browser.send('POST', '/api/v1/session/identity', { password });
    const same = await act(inspector, 'decision', { outcome: 'granted' });
    expect(same.status).toBe(422);
    expect(same.text).toContain('same-person');
    await done(decider, 'decision', { outcome: 'granted' });
    const found = await t.browser().get('/api/v1/search?q=CHG20260001');
    expect(found.body.entries).toMatchObject([{ number: 'CHG20260001', scheme: id }]);
  } finally {
    await t.close();
  }
}

describe('the page on which a scheme is written', () => {
  test('keeps the draft on the device, takes back and does again, and judges what stands then', async () => {
    const visit = await world.visit({ path: '/desk/write?lang=zh' });
    const { page, context, complaints } = visit;
    const user = await beginCanteen(visit);
    await user.section('roles');
    await user.fill('角色 中文', '检查员', 3);
    await user.enter();
    // Without its English name, and used by nobody: both are said at its place and in the list.
    const item = page.locator('.w-item', { has: page.locator('code', { hasText: /^role-1$/ }) });
    await expect.poll(async () => (await item.locator('.w-said').allTextContents()).join()).toContain('role.role-1');
    await page.locator('.w-messages').getByRole('button', { name: '去那里' }).first().click();
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('code', { hasText: /^role-1$/ }).count()).toBe(0);
    await expect.poll(() => state(page)).toContain('还有 1 处要改');
    await user.section('roles');
    await page.keyboard.press('Control+y');
    await expect.poll(() => item.count()).toBe(1);
    await expect
      .poll(() => page.evaluate(() => localStorage.getItem('touchstone-schemes-written') ?? ''))
      .toContain('检查员');
    await page.reload();
    await page.getByRole('button', { name: '社区食堂卫生等级', exact: true }).click();
    await user.section('roles');
    await expect.poll(() => item.count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('a condition of several rows, a calculation and a round are put together without a line of YAML', async () => {
    const visit = await world.visit({ path: '/desk/write?lang=zh' });
    const { page, context, complaints } = visit;
    const user = await beginCanteen(visit);
    const text = async () => {
      await page.locator('[data-section=files]').click();
      return parse(await page.getByLabel('scheme.yaml', { exact: true }).inputValue());
    };
    await user.section('forms');
    await user.choose('取值类型', '数');
    await user.fill('字段 中文', '每日供餐数', 1);
    await user.fill('字段 English', 'Meals a day', 1);
    await user.enter();
    await user.choose('取值类型', '是或否');
    await user.fill('字段 中文', '送餐上门', 2);
    await user.fill('字段 English', 'Delivers', 2);
    await user.enter();
    await user.section('flow');
    const check = page.locator('[data-step=check]');
    await check.locator('> details > summary').click();
    await check.getByLabel('添加条件', { exact: true }).selectOption({ label: '满足条件' });
    const rows = check.locator('.w-guard .w-conditions').first();
    const addRow = rows.locator('> select').last();
    await rows.getByLabel('条件 第 1 行 哪个字段', { exact: true }).selectOption({ label: '每日供餐数' });
    await rows.getByLabel('条件 第 1 行 比较', { exact: true }).selectOption({ label: '至少' });
    await rows.getByLabel('条件 第 1 行 值', { exact: true }).fill('50');
    await addRow.selectOption({ label: '送餐上门' });
    await rows.getByLabel('条件 怎样合并', { exact: true }).selectOption({ label: '以下任一成立' });
    await addRow.selectOption('step application');
    await rows.getByLabel('条件 第 3 行 成立与否', { exact: true }).selectOption({ label: '不成立' });
    expect((await text()).flows.initial.steps.check.guards).toEqual([
      {
        requires: {
          condition: {
            any: [
              { field: 'meals-a-day', 'at-least': 50 },
              { field: 'delivers', is: true },
              { not: { step: 'application' } },
            ],
          },
          message: expect.any(String),
        },
      },
    ]);
    await user.section('flow');
    await check.getByLabel('给 受理 加', { exact: true }).selectOption({ label: '计算' });
    await check.getByLabel('计算器', { exact: true }).selectOption({ label: 'sample' });
    await check.getByRole('group', { name: /^输入/ }).locator('> select').selectOption({ index: 1 });
    await check
      .getByLabel(/^输入.* 取自$/)
      .first()
      .selectOption({ label: '字段“每日供餐数”' });
    expect((await text()).flows.initial.steps.check.calculate).toEqual({
      calculator: 'sample',
      inputs: expect.objectContaining({}),
    });
    expect(Object.values((await text()).flows.initial.steps.check.calculate.inputs)).toEqual([
      { field: 'meals-a-day' },
    ]);
    await user.section('round');
    await user.click('以批次办理');
    await user.choose('给批次加', '公示');
    await user.choose('给批次加', '评分合成');
    await page.locator('[data-stage=call]').getByLabel('做什么', { exact: true }).selectOption({ label: '通知、公告' });
    const written = await text();
    expect(written.round).toMatchObject({
      'case-flow': 'initial',
      stages: { call: { work: 'notice' }, collecting: { work: 'collect' }, deciding: { work: 'decide-list' } },
      scoring: { decimals: 2 },
      display: { period: { 'working-days': 5 } },
    });
    // What is still wrong with it is said in its section, and leads there.
    await page.locator('.w-messages').getByRole('button', { name: '去那里' }).first().waitFor();
    await page.keyboard.press('Control+z');
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('opens what one has, keeps untouched what it has no controls for, and says so', async () => {
    const { page, context, complaints } = await world.visit({ path: '/desk/write?lang=en' });
    await page.waitForSelector('.start-panel');
    const pattern = await page.getByLabel('Pattern').locator('option').allTextContents();
    expect(pattern.length).toBeGreaterThan(20);
    expect(pattern).toContain('Compulsory product certification (CCC)');
    expect(pattern.filter((title) => /^[a-z-]+$/.test(title))).toEqual([]);
    await page.getByRole('button', { name: 'Take it' }).click();
    await expect.poll(() => state(page), { timeout: 15_000 }).toContain('Sound');
    await page.locator('[data-section=forms]').click();
    await page.getByText('Taken in here from shared parts').waitFor();
    await page.locator('[data-section=files]').click();
    const text = await page.getByLabel('scheme.yaml', { exact: true }).inputValue();
    await page.locator('[data-section=basics]').click();
    await page.getByLabel('Title English', { exact: true }).fill('A mark of trust');
    await page.getByLabel('edition', { exact: true }).fill('2');
    await page.locator('[data-section=files]').click();
    expect(await page.getByLabel('scheme.yaml', { exact: true }).inputValue()).toBe(
      text.replace('edition: "1"', 'edition: "2"'),
    );
    // A file that is no YAML stops nothing and loses nothing.
    await page.getByLabel('scheme.yaml', { exact: true }).fill(`${text}\n  - [`);
    await page.locator('[data-section=basics]').click();
    await page.getByText('A file is no whole YAML just now').waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => state(page)).toContain('Sound');
    await page.getByRole('button', { name: 'Other schemes' }).click();
    const stray = join(folder, 'notes.zip');
    writeFileSync(stray, 'no zip at all');
    await page.locator('[data-open-files]').setInputFiles(stray);
    await page.getByText('it is not among the files chosen').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('stays whole whatever stands in the files that it is given, and can be changed there', async () => {
    const { page, context, complaints } = await world.visit({ path: '/desk/write?lang=en' });
    const odd = [
      'scheme: 3\nroles: [a, b]\nforms: x\nflows: { initial: { steps: [1] }, other: null }\nresults: { r: [] }\nmandate: no\n',
      'scheme: { id: "<img src=x onerror=alert(1)>" }\n__proto__: { polluted: 1 }\nconstructor: { zh: x }\nforms: { constructor: { toString: text, f: { text: { most: { a: 1 } }, show-if: [1, { any: 3 }] } } }\n',
      'flows:\n  f:\n    opened-by: { a: 1 }\n    steps:\n      s: [x, { y: z }]\n      t: { by: 3, outcomes: [a], guards: { a: 1 }, clock: x, findings: [1] }\n      u: { guards: [[], 3, null, { requires: 1 }, { time: x }], outcomes: { a: [1], b: { return: [2], end: 7 } } }\n',
      '',
    ];
    for (const [index, text] of odd.entries()) {
      const file = join(folder, 'odd', 'scheme.yaml');
      mkdirSync(join(folder, 'odd'), { recursive: true });
      writeFileSync(file, text);
      await page.locator('[data-open-files]').setInputFiles(file);
      await page.waitForSelector('.write-bar');
      for (const section of [
        'basics',
        'roles',
        'forms',
        'flow',
        'round',
        'results',
        'texts',
        'try',
        'cases',
        'files',
      ]) {
        await page.locator(`[data-section=${section}]`).click();
        await page.locator(`.write-body.section-${section}`).waitFor();
        expect(complaints, `file ${index}, ${section}`).toEqual([]);
      }
      await page.locator('[data-section=roles]').click();
      const boxes = page.locator('.w-card').first().locator('.w-add-named').first();
      if ((await boxes.count()) > 0) {
        await boxes.locator('input').nth(1).fill('New role');
        await boxes.locator('input').nth(1).press('Enter');
      }
      expect(await state(page)).toContain('to put right');
      expect(complaints, `file ${index}`).toEqual([]);
      await page.getByRole('button', { name: 'Other schemes' }).click();
    }
    await context.close();
  });

  test('works on a phone and by ear: nothing runs over the side, every control has a name', async () => {
    const { page, context, complaints } = await world.visit({ path: '/desk/write?lang=en', width: 360, height: 740 });
    await page.waitForSelector('.start-panel');
    await page.getByRole('button', { name: 'Take it' }).click();
    await page.waitForSelector('.write-bar');
    for (const section of ['basics', 'roles', 'forms', 'flow', 'round', 'results', 'texts', 'try', 'cases', 'files']) {
      await page.locator(`[data-section=${section}]`).click();
      await page.locator(`.write-body.section-${section}`).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), section).toBeLessThanOrEqual(360);
      expect(await accessibilityFaults(page), section).toEqual([]);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});
