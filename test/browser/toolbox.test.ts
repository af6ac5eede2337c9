import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults } from './accessible.ts';
import { openToolbox, paste, pasted, type ToolboxWorld } from './toolbox-world.ts';

let world: ToolboxWorld;
beforeAll(async () => {
  world = await openToolbox();
}, 120_000);
afterAll(async () => {
  await world?.close();
});

async function openMethod(page: Page, method: string): Promise<void> {
  await page.goto(`${world.address}/toolbox#/method/${method}`);
  await page.waitForSelector('.work-bench h1');
}

async function textOf(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'utf8');
}

function sizeOnDisk(path: string): number {
  return readFileSync(path).length;
}

function sizeOf(path: string): number {
  return gzipSync(readFileSync(join(world.folder, path.replace(/^\/app\//, '')))).length;
}

test('the first method is small to fetch: no desk component, at most 60 KB of statistics', async () => {
  const before = world.asked.length;
  const { page, context, complaints } = await world.visit({ hash: '#/method/xbar-r', withoutStore: true });
  await page.waitForSelector('.empty-result h2');
  await page.waitForLoadState('networkidle');
  const fetched = [...new Set(world.asked.slice(before))].filter((path) => path.startsWith('/app/assets/'));
  const byPage = new Set(
    await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)),
  );
  // What the page itself did not fetch, its bench did: the worker with the statistics.
  const bench = fetched.filter((path) => !byPage.has(path) || /\/worker-/.test(path));
  const size = (paths: readonly string[]) => paths.reduce((sum, path) => sum + sizeOf(path), 0);
  console.log(
    `toolbox, first method: ${(size(fetched) / 1000).toFixed(1)} KB gzip in ${fetched.length} files, of these statistics ${(size(bench) / 1000).toFixed(1)} KB`,
  );
  expect(bench.length).toBeGreaterThan(1);
  expect(size(bench)).toBeLessThanOrEqual(60_000);
  const script = fetched.map((path) => readFileSync(join(world.folder, path.replace('/app/', '')), 'utf8')).join('');
  expect(script).not.toContain('ant-btn');
  expect(complaints).toEqual([]);
  await context.close();
});

test('data pasted from a spreadsheet become a chart whose signal explains itself', async () => {
  const { page, context, complaints } = await world.visit({ hash: '#/method/i-mr' });
  await page.waitForSelector('.work-bench h1');
  await paste(page, pasted);
  await page.waitForSelector('.svg-holder svg');
  await expect.poll(() => page.textContent('.verdict')).toContain('失控：20 个点中有');
  // The counting column names the points and is not measured.
  await expect
    .poll(() => page.locator('label.role', { hasText: '点的标签' }).locator('select').inputValue())
    .toBe('序号');
  await page.locator('.chart-holder').focus();
  await page.keyboard.press('ArrowDown');
  await page.waitForSelector('.point-said.bad');
  const said = await page.textContent('.point-said');
  expect(said).toContain('第 12 点');
  expect(said).toContain('1 点超出控制限');
  expect(said).toContain('查那一刻的测量');
  const limit = page.locator('.figure', { hasText: '单值图 · UCL' });
  await limit.locator('button').click();
  await expect.poll(() => limit.locator('.formula').textContent()).toMatch(/=/);
  await expect.poll(() => limit.textContent()).toContain('出处');
  await expect.poll(() => page.locator('details.table-behind').count()).toBe(2);
  // A point is left out only with its reason, and the limits follow.
  const before = await limit.locator('.figure-value').textContent();
  await page.getByText('算控制限时不计这一点').click();
  await expect.poll(() => page.locator('.inline-form button[type=submit]').isDisabled()).toBe(true);
  await page.locator('.inline-form input').fill('换刀后未对零');
  await page.locator('.inline-form button[type=submit]').click();
  await page.waitForFunction((old) => document.querySelector('.figure .figure-value')?.textContent !== old, before);
  await expect.poll(() => page.textContent('.work-result')).toContain('第 12 点未计入：换刀后未对零');
  expect(complaints).toEqual([]);
  await context.close();
});

test('every figure explains itself on a tap: what it is, which formula, from how many data', async () => {
  const { page, context, complaints } = await world.visit({ hash: '#/method/capability' });
  await page.locator('.empty-result button.primary').click();
  await page.waitForSelector('.figure');
  const figures = page.locator('.work-result .figure');
  const count = await figures.count();
  expect(count).toBeGreaterThan(25);
  for (let k = 0; k < count; k++) {
    const figure = figures.nth(k);
    await figure.locator('button').click();
    await expect.poll(() => figure.locator('.explanation').textContent()).toMatch(/出处.*由这些数据算出：.*n = 125/s);
    // What is said stands within the figure's own frame, over no other figure.
    const [frame, said] = [await figure.boundingBox(), await figure.locator('.explanation').boundingBox()];
    expect((said?.y ?? 0) + (said?.height ?? 0)).toBeLessThanOrEqual((frame?.y ?? 0) + (frame?.height ?? 0) + 1);
    await figure.locator('button').first().click();
  }
  await openMethod(page, 'gauge-crossed');
  await page.locator('.empty-result button.primary').click();
  await page.locator('.why-column', { hasText: '自由度' }).first().click();
  await expect.poll(() => page.locator('.result-table .explanation').first().textContent()).toContain('独立信息的个数');
  // What is asked for stands first, before any picture.
  await expect.poll(() => page.locator('.work-result .verdict').first().textContent()).toContain('有条件接受');
  await openMethod(page, 'sampling-plan');
  await page.locator('.empty-result button.primary').click();
  await expect
    .poll(() => page.locator('.work-result .verdict').first().textContent())
    .toBe('抽 80 件：不合格不多于 2 件接收，有 3 件就不接收');
  // The price of a further test stands in words, beside the test.
  await openMethod(page, 'rule-price');
  await expect.poll(() => page.locator('.figure', { hasText: '控制图' }).first().textContent()).toContain('休哈特');
  await expect.poll(() => page.textContent('.work-result')).toMatch(/连续 6 点递增或递减\s*145\.951/);
  expect(complaints).toEqual([]);
  await context.close();
});

test('everything can be taken back and done again, by key and by button', async () => {
  const { page, context } = await world.visit({ hash: '#/method/i-mr' });
  await page.waitForSelector('.work-bench h1');
  await paste(page, pasted);
  await page.waitForSelector('.svg-holder svg');
  const limit = page.locator('.figure', { hasText: '单值图 · UCL' }).locator('.figure-value');
  const wide = Number(await limit.textContent());
  const shown = async () => Number(await limit.textContent());
  await page.locator('.option', { hasText: '控制限的 σ 倍数' }).locator('input').fill('2');
  await expect.poll(shown).toBeLessThan(wide);
  const narrow = await shown();
  await page.keyboard.press('Control+z');
  await expect.poll(shown).toBe(wide);
  expect(await page.locator('.option.changed').count()).toBe(0);
  await page.keyboard.press('Control+z');
  await page.waitForSelector('.empty-result h2');
  await page.locator('.work-tools button', { hasText: '重做' }).click();
  await expect.poll(shown).toBe(wide);
  await page.keyboard.press('Control+y');
  await expect.poll(shown).toBe(narrow);
  await context.close();
});

test('what was done before a reload can still be taken back and done again, also after all was cleared', async () => {
  const { page, context, complaints } = await world.visit({ hash: '#/method/i-mr' });
  await page.waitForSelector('.work-bench h1');
  await paste(page, pasted);
  await page.waitForSelector('.svg-holder svg');
  const sigmas = page.locator('.option', { hasText: '控制限的 σ 倍数' }).locator('input');
  const cell = page.locator('.grid-row:nth-child(3) .grid-cell').nth(1);
  const title = page.locator('.work-title input');
  await sigmas.fill('2');
  await title.fill('轴');
  // At once, before the pause after which a change is kept.
  await page.waitForFunction(() => location.hash.split('/').length === 4);
  await title.fill('轴承');
  await page.reload();
  await expect.poll(() => title.inputValue()).toBe('轴承');
  await page.keyboard.press('Control+z');
  await expect.poll(() => title.inputValue()).not.toBe('轴承');
  while ((await title.inputValue()) !== '') await page.keyboard.press('Control+z');
  expect(await sigmas.inputValue()).toBe('2');
  await page.keyboard.press('Control+z');
  await expect.poll(() => sigmas.inputValue()).not.toBe('2');
  // What was taken back is done again after a reload as well.
  await page.waitForTimeout(800);
  await page.reload();
  await page.waitForSelector('.svg-holder svg');
  await page.keyboard.press('Control+y');
  await expect.poll(() => sigmas.inputValue()).toBe('2');
  // Data that were cleared come back after a reload.
  await expect.poll(() => cell.textContent()).toBe('10.1');
  await page.locator('.data-panel button', { hasText: '清空' }).click();
  await page.waitForTimeout(800);
  await page.reload();
  await page.waitForSelector('.work-bench h1');
  await page.keyboard.press('Control+z');
  await expect.poll(() => cell.textContent()).toBe('10.1');
  expect(complaints).toEqual([]);
  await context.close();
});

test('the same analysis in two tabs: the second is told, takes the other’s, and can take that back', async () => {
  const { page, context, complaints } = await world.visit({ hash: '#/method/i-mr' });
  await page.waitForSelector('.work-bench h1');
  await paste(page, pasted);
  await page.waitForSelector('.svg-holder svg');
  await page.waitForFunction(() => location.hash.split('/').length === 4);
  const other = await context.newPage();
  await other.goto(page.url());
  await other.waitForSelector('.svg-holder svg');
  await page.locator('.work-title input').fill('轴');
  await expect.poll(() => other.textContent('.work-head')).toContain('另一个标签页里改过');
  await other.getByText('取那边的').click();
  await expect.poll(() => other.locator('.work-title input').inputValue()).toBe('轴');
  await other.keyboard.press('Control+z');
  await expect.poll(() => other.locator('.work-title input').inputValue()).toBe('');
  // Whoever leaves while a change is being kept leaves quietly.
  for (const title of ['a', 'b', 'c']) {
    await page.locator('.work-title input').fill(title);
    await page.waitForTimeout(395);
    await page.evaluate(() => {
      location.hash = '#/method/xbar-r';
    });
    await page.waitForSelector('.empty-result');
    await page.goBack();
    await page.waitForSelector('.svg-holder svg');
  }
  expect(complaints).toEqual([]);
  await context.close();
});

test('an analysis is saved under its digest, opened and run again; a changed file is refused and named', async () => {
  const { page, context, complaints } = await world.visit({ hash: '#/method/i-mr' });
  await page.waitForSelector('.work-bench h1');
  await paste(page, pasted);
  await page.waitForSelector('.svg-holder svg');
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByText('存成分析文件').click()]);
  expect(saved.suggestedFilename()).toMatch(/\.touchstone\.json$/);
  const file = await textOf(saved);
  const digest = (JSON.parse(file) as { readonly seal: { readonly digest: string } }).seal.digest;
  await page.waitForSelector('.digest code');
  await expect.poll(() => page.textContent('.digest code')).toBe(digest);

  // The terminal runs the same file to the same figures.
  const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
  const told = execFileSync(process.execPath, [main, 'toolbox', 'open', '-', '--json'], {
    input: file,
    encoding: 'utf8',
  });
  const { analysis } = JSON.parse(file) as {
    readonly analysis: { readonly steps: readonly { readonly result: unknown }[] };
  };
  expect(JSON.parse(told)).toMatchObject({
    digest,
    steps: [{ method: 'i-mr', same: true, values: analysis.steps[0]?.result }],
  });

  await page.goto(`${world.address}/toolbox#/open`);
  const open = async (text: string) => {
    await page.locator('.narrow-page input[type=file]').setInputFiles({
      name: 'analysis.touchstone.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
    await page.waitForSelector('.verdict');
  };
  await open(file);
  await expect.poll(() => page.textContent('.verdict')).toContain('逐位相同');
  await expect.poll(() => page.textContent('.facts')).toContain(digest);
  await open(file.replace('"cells":[10.1,9.8,', '"cells":[10.1,9.7,'));
  await page.waitForSelector('.verdict.bad');
  await expect.poll(() => page.textContent('.said.problem')).toContain('数据列 直径 mm');
  await open(file);
  await page.waitForSelector('.verdict.good');
  await page.getByText('接着做这份分析').click();
  await page.waitForSelector('.svg-holder svg');
  await expect.poll(() => page.textContent('.verdict')).toContain('失控：20 个点中有');
  expect(complaints).toEqual([]);
  await context.close();
});

test('tests of one’s own begin with those in use, say themselves in words, and show their price', async () => {
  const { page, context, complaints } = await world.visit({ hash: '#/method/i-mr' });
  await page.locator('.empty-result button.primary').click();
  await page.waitForSelector('.verdict');
  const set = page.locator('.option', { hasText: '判异准则' }).locator('select').first();
  await set.selectOption('custom');
  await expect.poll(() => page.locator('.custom-rule').count()).toBe(2);
  await expect.poll(() => page.textContent('.verdict')).toContain('失控');
  await page.locator('.custom-rules .add-row').click();
  const added = page.locator('.custom-rule').nth(2);
  await added.locator('select').selectOption('cluster');
  await expect.poll(() => added.textContent()).toContain('连续 3 点中有 2 点落在中心线同一侧的 2σ 以外');
  await added.locator('input').nth(2).fill('');
  await expect.poll(() => added.textContent()).toContain('还缺数');
  await added.locator('input').nth(2).fill('1.5');
  await expect.poll(() => added.textContent()).toContain('1.5σ 以外');
  await page.getByText('看每条准则的代价').click();
  await expect
    .poll(() => page.locator('.price').nth(2).textContent(), { timeout: 20_000 })
    .toMatch(/去掉它：每 217 点误报一次/);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(() => set.inputValue()).toBe('nelson');
  expect(complaints).toEqual([]);
  await context.close();
});

test('a failure analysis goes on to the chain, where a changed dimension shows what must follow', async () => {
  const { page, context, complaints } = await world.visit({ hash: '#/method/fmea' });
  await page.locator('.empty-result button.primary').click();
  await page.getByText('连成链').first().click();
  await page.waitForFunction(() => location.hash.startsWith('#/method/risk-chain/'));
  await page.getByText('把现在的记为').click();
  await page.locator('td[data-label="规格上限 USL"] input, td[data-label^="规格上限"] input').first().fill('20.01');
  await expect.poll(() => page.textContent('.work-result')).toMatch(/影响.*C1.*改动.*— → 20\.01/s);
  await expect.poll(() => page.textContent('.work-result')).toContain('重评失效 F1, F2');
  expect(complaints).toEqual([]);
  await context.close();
});

test('three questions lead to a method with its conditions; the catalogue is searched in both languages', async () => {
  const { page, context, complaints } = await world.visit();
  await page.locator('.guide button', { hasText: '测量结果可不可信' }).click();
  await page.locator('.guide button', { hasText: '测量值' }).first().click();
  await page.locator('.guide button', { hasText: '几个人测同一批零件' }).click();
  await page.waitForSelector('.advice.first .conditions');
  await expect.poll(() => page.textContent('.advice.first')).toContain('重复性和再现性');
  await expect.poll(() => page.textContent('.advice.first')).toContain('不满足时');
  await page.locator('input[type=search]').fill('鱼骨');
  await expect.poll(() => page.locator('.method-list a').first().textContent()).toContain('因果图');
  await page.locator('input[type=search]').fill('gauge r&r');
  await expect.poll(() => page.locator('.method-list a').first().textContent()).toContain('量具重复性');
  await page.locator('input[type=search]').fill('qqq');
  await expect.poll(() => page.textContent('.empty-result')).toContain('没有找到');
  expect(complaints).toEqual([]);
  await context.close();
});

test('the self-check ends in ranked actions, stays on the device, and a later one shows what changed', async () => {
  const { page, context, complaints } = await world.visit({ hash: '#/start/public-office' });
  await page.locator('button.primary').click();
  await page.waitForSelector('.question');
  const count = await page.locator('.question').count();
  for (let k = 0; k < count; k++)
    await page
      .locator('.question')
      .nth(k)
      .locator('input')
      .nth(k % 3)
      .check();
  await page.locator('.progress button').click();
  const actions = await page.locator('.actions > li').count();
  expect(actions).toBeGreaterThan(0);
  expect(actions).toBeLessThanOrEqual(10);
  await page.reload();
  await page.waitForSelector('.question');
  await expect.poll(() => page.textContent('.progress')).toContain(`${count} / ${count}`);
  await page.locator('.progress button').click();
  await page.getByText('隔一段时间再查一次').click();
  await page.locator('.question').nth(2).locator('input').nth(0).check();
  await page.locator('.progress button').click();
  await expect.poll(() => page.textContent('.self-check')).toContain('1 项变好，0 项变差');
  // Which answer changed, and which answers an action comes from.
  await expect.poll(() => page.textContent('.self-check')).toMatch(/变了的回答（1 问）.*否 → 是，有记录/s);
  await page.locator('.from-answers summary').first().click();
  await expect.poll(() => page.locator('.from-answers').first().textContent()).toMatch(/吗？.*(部分|否)/s);
  // A check that was removed comes back.
  await page.getByText('删除这一次').click();
  await expect.poll(() => page.locator('.self-check').textContent()).not.toContain('1 项变好');
  await page.locator('.self-check [role=status] button').click();
  await expect.poll(() => page.textContent('.self-check')).toContain('1 项变好，0 项变差');
  await page.locator('.actions a[href^="#/form/"]').first().click();
  await page.waitForSelector('.form-table th');
  expect(complaints).toEqual([]);
  await context.close();
});

test('the language turns without losing the work, and every page can be read out in both', async () => {
  const { page, context, complaints } = await world.visit({ hash: '#/method/i-mr' });
  await page.waitForSelector('.work-bench h1');
  await paste(page, pasted);
  await page.waitForSelector('.svg-holder svg');
  await page.locator('.head nav button').click();
  await expect.poll(() => page.textContent('.verdict')).toContain('Out of control: tests fire at');
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('en');
  await expect.poll(() => page.locator('.svg-holder svg').getAttribute('aria-label')).toContain('Individuals chart');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.locator('.head nav button').click();
  await expect.poll(() => page.textContent('.verdict')).toContain('失控');
  for (const hash of ['#/', '#/method/fmea', '#/start/small-firm', '#/open', '#/form/gauge-list']) {
    await page.goto(`${world.address}/toolbox${hash}`);
    await page.waitForSelector('main h1');
    await page.waitForTimeout(150);
    expect(await accessibilityFaults(page), hash).toEqual([]);
  }
  // No trap: Escape leaves the sheet, and Tab goes on from there.
  await openMethod(page, 'xbar-r');
  await page.locator('.grid-cell').first().click();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.grid') === null)).toBe(true);
  expect(complaints).toEqual([]);
  await context.close();
});

test('who reads English gets the worked examples of the word tools in English', async () => {
  const { page, context, complaints } = await world.visit();
  await page.waitForSelector('.guide');
  await page.locator('.head nav button').click();
  const methods = ['cause-effect', 'five-why', 'fmea', 'control-plan', 'eight-d', 'affinity', 'check-sheet', 'kano'];
  for (const method of [...methods, 'pdpc', 'satisfaction-index']) {
    await openMethod(page, method);
    await page
      .locator('button', { hasText: /example/i })
      .locator('visible=true')
      .first()
      .click();
    await page.waitForSelector('.work-result .result');
    const shown = await page.locator('.work-columns').evaluate((bench) =>
      [...bench.querySelectorAll('input, textarea')]
        .map((field) => (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : ''))
        .concat(bench.textContent ?? '')
        .join('\n'),
    );
    expect(shown.match(/.{0,20}[\u3400-\u9fff].{0,20}/g), method).toBeNull();
  }
  expect(complaints).toEqual([]);
  await context.close();
});

test('without a network it opens again, computes, and the work is still there', async () => {
  const { page, context } = await world.visit({ hash: '#/method/i-mr' });
  await page.waitForSelector('.work-bench h1');
  await paste(page, pasted);
  await page.waitForSelector('.svg-holder svg');
  await page.waitForFunction(() => location.hash.split('/').length === 4);
  await page.waitForSelector('[data-offline=ready]', { timeout: 20_000 });
  // The browser's own cache may be emptied at any time: what opens offline comes from the page's store alone.
  const session = await context.newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  await world.stopServer();
  await page.reload();
  await page.waitForSelector('.svg-holder svg');
  await expect.poll(() => page.textContent('.verdict')).toContain('失控：20 个点中有');
  // A method of another family, never opened before, and the first page with its recent work.
  await page.goto(`${world.address}/toolbox#/method/life-data`);
  await page.waitForSelector('.work-bench h1');
  await page.locator('.empty-result button.primary').click();
  await page.waitForSelector('.svg-holder svg');
  await page.goto(`${world.address}/toolbox#/`);
  await page.waitForSelector('.recent a');
  // In the other language, in a new tab, and out as a workbook.
  await page.locator('.head nav button').click();
  await expect.poll(() => page.textContent('.recent')).toContain('Individuals');
  const other = await context.newPage();
  await other.goto(`${world.address}/toolbox#/method/capability`);
  await other.locator('.empty-result button.primary').click();
  await other.waitForSelector('.svg-holder svg');
  const [book] = await Promise.all([
    other.waitForEvent('download'),
    other.locator('.work-result .tools button', { hasText: 'Excel' }).click(),
  ]);
  expect(sizeOnDisk(await book.path())).toBeGreaterThan(5000);
  await context.close();
});
