import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import exceljs from 'exceljs';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults } from './accessible.ts';
import { openToolbox, paste, type ToolboxWorld } from './toolbox-world.ts';

let world: ToolboxWorld;
beforeAll(async () => {
  world = await openToolbox();
}, 120_000);
afterAll(async () => {
  await world?.close();
});

/** Twenty values around 10, the twelfth far above: the individuals chart signals there by its first test. */
const readings = [
  10.1, 9.8, 10.0, 10.2, 9.9, 10.1, 10.0, 9.9, 10.2, 10.0, 9.9, 13.0, 10.1, 10.0, 9.8, 10.2, 10.0, 10.1, 9.9, 10.0,
];
const pasted = `序号\t直径 mm\n${readings.map((value, k) => `${k + 1}\t${value}`).join('\n')}\n`;

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
  // The price of a further test stands in words, beside the test.
  await openMethod(page, 'rule-price');
  await expect.poll(() => page.locator('.figure', { hasText: '控制图' }).first().textContent()).toContain('休哈特');
  await expect.poll(() => page.textContent('.work-result')).toMatch(/连续 6 点递增或递减\s*145\.951/);
  expect(complaints).toEqual([]);
  await context.close();
});

test('bad cells are refused in words with their cell, which the page then shows', async () => {
  const { page, context } = await world.visit({ hash: '#/method/i-mr' });
  await page.waitForSelector('.work-bench h1');
  await paste(page, 'x\n10.1\n１０．２\n9.9mm\n坏\n10.0\n');
  await page.waitForSelector('.said.problem');
  await expect.poll(() => page.textContent('.said.problem')).toContain('A5（列 x）应为数值，实为 坏');
  await expect.poll(() => page.textContent('.said.note')).toContain('全角');
  await page.locator('.said.problem button').click();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('.grid-cell input')?.value === '坏');
  await page.locator('.grid-cell input').fill('10.3');
  await page.waitForSelector('.svg-holder svg');
  await context.close();
});

test('a paste brings the digits that the spreadsheet holds and does not show; a table without text is read too', async () => {
  const { page, context, complaints } = await world.visit({ hash: '#/method/i-mr' });
  await page.waitForSelector('.work-bench h1');
  const cell = (shown: string, held: string) => `<td x:num="${held}">${shown}</td>`;
  await paste(
    page,
    '日期\t直径\r\n2026-01-05\t10.1\r\n2026-01-06\t1,010.2\r\n2026-01-07\t12%\r\n',
    `<table><tr><td>日期</td><td>直径</td></tr><tr>${cell('2026-01-05', '46027')}${cell('10.1', '10.1234')}</tr>
     <tr>${cell('2026-01-06', '46028')}${cell('1,010.2', '1010.1951')}</tr><tr>${cell('2026-01-07', '46029')}${cell('12%', '0.12')}</tr></table>`,
  );
  const column = () => page.locator('.grid-row:nth-child(n+3) .grid-cell:nth-child(3)').allTextContents();
  await expect.poll(column).toEqual(expect.arrayContaining(['10.1234', '1010.1951', '12%']));
  await expect.poll(() => page.locator('.grid-row:nth-child(3) .grid-cell').first().textContent()).toBe('2026-01-05');
  await expect.poll(() => page.textContent('.data-panel')).toContain('有 2 个单元格在表格软件里只显示了几位');
  await openMethod(page, 'xbar-r');
  await paste(
    page,
    '',
    '<table><tr><td rowspan="2">早</td><td>1.5</td></tr><tr><td>1.6</td></tr><tr><td>晚</td><td>1.7</td></tr></table>',
  );
  await expect.poll(() => page.locator('.grid-row').nth(2).textContent()).toBe('21.6');
  // What is no table is said to be none, and a workbook under another name is one.
  const give = (name: string, buffer: Buffer) =>
    page.locator('.data-panel input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
  await give('照片.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49]));
  await expect.poll(() => page.textContent('.said.problem')).toContain('照片.csv 不是文字也不是工作簿');
  const book = new exceljs.Workbook();
  book.addWorksheet('一').addRows([['x'], [3.5], [3.6]]);
  await give('其实是工作簿.csv', Buffer.from(await book.xlsx.writeBuffer()));
  await expect.poll(() => page.locator('.grid-row').nth(2).textContent()).toBe('23.5');
  expect(complaints).toEqual([]);
  await context.close();
});

test('a file dropped anywhere is taken, and never leads away from the page', async () => {
  const { page, context, complaints } = await world.visit({ hash: '#/method/i-mr' });
  await page.waitForSelector('.work-bench h1');
  const drop = (selector: string, name: string, text: string) =>
    page.locator(selector).evaluate(
      (element, [fileName, content]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([content], fileName));
        const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
        element.dispatchEvent(event);
        return event.defaultPrevented;
      },
      [name, text] as const,
    );
  expect(await drop('.work-result', '测量.csv', `x\n${readings.join('\n')}\n`)).toBe(true);
  await expect.poll(() => page.textContent('.verdict')).toContain('失控：20 个点中有');
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByText('存成分析文件').click()]);
  const file = await textOf(saved);
  // What was left out of the old data does not stay left out of new ones without a word.
  await page.locator('.chart-holder').focus();
  await page.keyboard.press('ArrowDown');
  await page.getByText('算控制限时不计这一点').click();
  await page.locator('.inline-form input').fill('换刀');
  await page.locator('.inline-form button[type=submit]').click();
  await expect.poll(() => page.textContent('.work-result')).toContain('未计入：换刀');
  await drop('.teaching', '别的.csv', `x\n${readings.map((value) => value + 1).join('\n')}\n`);
  await expect.poll(() => page.textContent('.data-panel')).toContain('原来不计入控制限的 1 个点不再排除');
  await expect.poll(() => page.textContent('.work-result')).not.toContain('未计入');
  await page.goto(`${world.address}/toolbox#/`);
  await page.waitForSelector('.guide');
  expect(await drop('.hero', 'x.png', 'x')).toBe(true);
  expect(await drop('.hero', 'a.touchstone.json', file)).toBe(true);
  await expect.poll(() => page.textContent('main')).toContain('SHA-256');
  expect(complaints).toEqual([]);
  await context.close();
});

test('a large file says how far it is read, can be stopped, and goes on when asked', async () => {
  const { page, context } = await world.visit({ hash: '#/method/i-mr' });
  await page.waitForSelector('.work-bench h1');
  await page.locator('.data-panel input[type=file]').setInputFiles({
    name: 'long.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`x\n${Array.from({ length: 2_000_000 }, (_, k) => `10.${(k * 7919) % 1000}`).join('\n')}\n`),
  });
  await expect.poll(() => page.textContent('.reading')).toMatch(/正在读文件：\d+ %|文件读完了/);
  await page.locator('.reading button').click();
  await expect.poll(() => page.textContent('.work-result')).toContain('已停止，数据还在');
  await page.locator('.work-result button', { hasText: '再试一次' }).click();
  await page.waitForSelector('.canvas-chart canvas', { timeout: 60_000 });
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

test('on a phone a gauge types values that end with Enter, and the chart follows', async () => {
  const { page, context, complaints } = await world.visit({ width: 390, height: 844, hash: '#/method/xbar-r' });
  await page.waitForSelector('.work-bench h1');
  await page.locator('button:has-text("逐个录入"):visible').first().click();
  await page.locator('dialog input[type=number]').fill('2');
  await page.locator('dialog button:has-text("开始录入")').click();
  await page.waitForSelector('.keypad');
  for (const value of ['10.1', '10.3', '9.9', '10.0', '10.2']) {
    await page.keyboard.type(value);
    await page.keyboard.press('Enter');
  }
  // The sixth by thumb.
  for (const key of ['1', '0', '.', '5'])
    await page.locator('.keypad button', { hasText: new RegExp(`^${key.replace('.', '\\.')}$`) }).click();
  await page.locator('.keypad .done').click();
  await page.keyboard.type('abc');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.textContent('dialog .field-error')).toContain('应为数值，实为 abc');
  await page.locator('.entry-value').fill('');
  await page.waitForSelector('.entry-chart svg');
  await expect.poll(() => page.textContent('.entry-prompt')).toContain('第 4 组');
  await page.locator('dialog button:has-text("撤销上一个")').click();
  await page.waitForFunction(() => document.querySelector('.entry-prompt')?.textContent?.includes('第 3 组'));
  await page.locator('dialog button:has-text("完成")').click();
  await page.locator('.parts button').nth(1).click();
  await expect.poll(() => page.locator('.grid-row').nth(2).textContent()).toContain('10.1');
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(complaints).toEqual([]);
  await context.close();
});

test('a gauge study is laid out blind and at random, and entered label by label', async () => {
  const { page, context } = await world.visit({ width: 390, height: 844, hash: '#/method/gauge-crossed' });
  await page.waitForSelector('.work-bench h1');
  await page.locator('button:has-text("逐个录入"):visible').first().click();
  const plan = page.locator('form.plan input');
  await plan.nth(0).fill('3');
  await plan.nth(1).fill('张，李');
  await plan.nth(2).fill('2');
  await page.locator('form.plan button').click();
  for (let k = 1; k <= 12; k++) {
    await page.waitForFunction((n) => document.querySelector('.entry-prompt')?.textContent?.includes(`${n} / 12`), k);
    await expect.poll(() => page.textContent('.entry-prompt')).toMatch(/^(张|李) 测标签 [AB]0[1-3]/);
    await page.keyboard.type(String(10 + ((k * 7) % 5) / 10));
    await page.keyboard.press('Enter');
  }
  await page.waitForFunction(() => document.querySelector('.entry-prompt')?.textContent?.includes('都做完了'));
  await page.locator('dialog button:has-text("完成")').click();
  await page.waitForSelector('.svg-holder svg');
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

test('a workbook comes in, and the analysis goes out as workbook, table, picture and report', async () => {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('测量');
  sheet.addRow(['批次', '直径']);
  readings.forEach((value, k) => {
    sheet.addRow([`L${k + 1}`, value]);
  });
  const { page, context, complaints } = await world.visit({ hash: '#/method/i-mr' });
  await page.waitForSelector('.work-bench h1');
  await page.locator('.data-panel input[type=file]').setInputFiles({
    name: '测量.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(await book.xlsx.writeBuffer()),
  });
  await page.waitForSelector('.svg-holder svg');
  const take = async (button: string) => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.work-result .tools button', { hasText: button }).click(),
    ]);
    return file;
  };
  const out = new exceljs.Workbook();
  await out.xlsx.readFile(await (await take('Excel')).path());
  expect(out.worksheets.map((one) => one.name)).toEqual(['结果', '数据', '图表数据 1', '图表数据 2', '图']);
  const data = out.getWorksheet('数据');
  expect(data?.getCell('B13').value).toBe(13);
  expect(data?.getCell('B25').value).toMatchObject({ formula: 'AVERAGE(B2:B21)' });
  expect(out.getWorksheet('图')?.getImages().length).toBe(1);
  const table = await textOf(await take('CSV'));
  expect(table).toMatch(/^\ufeff单值控制图\r\n点,值,LCL,CL,UCL,判异\r\nL1,10\.1,/);
  expect(await textOf(await take('SVG'))).toMatch(/^<svg .*<\/svg>$/s);
  expect(
    readFileSync(await (await take('PNG')).path())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  await page.evaluate(() => {
    window.print = () => {
      document.body.dataset['printed'] = document.querySelector('.report')?.textContent ?? '';
    };
  });
  await page.getByText('打印报告').click();
  await page.waitForFunction(() => document.body.dataset['printed'] !== undefined);
  const report = await page.evaluate(() => document.body.dataset['printed'] ?? '');
  expect(report).toContain('失控');
  expect(report).toMatch(/SHA-256 [0-9a-f]{64}/);
  expect(complaints).toEqual([]);
  await context.close();
});

test('a structured method: rows are pasted into its table, and the picture follows', async () => {
  const { page, context, complaints } = await world.visit({ hash: '#/method/affinity' });
  await page.waitForSelector('.work-bench h1');
  await page.locator('.add-row').click();
  await page.locator('.edit-table input').first().focus();
  await paste(page, '交货晚\t交付\n包装破\t包装\n加急没人接\t交付');
  await page.waitForSelector('.svg-holder svg');
  await expect.poll(() => page.locator('.edit-table tbody tr').count()).toBe(3);
  await expect.poll(() => page.locator('.svg-holder').textContent()).toContain('包装');
  await page.keyboard.press('Control+z');
  await page.waitForFunction(() => document.querySelectorAll('.edit-table tbody tr').length === 1);
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

test('a million points: read, computed, painted; signals are never lost', async () => {
  const { page, context, complaints } = await world.visit({ hash: '#/method/i-mr' });
  await page.waitForSelector('.work-bench h1');
  let seed = 7;
  const lines = ['x'];
  for (let k = 0; k < 1_000_000; k++) {
    let sum = 0;
    for (let j = 0; j < 4; j++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      sum += seed / 2 ** 32;
    }
    lines.push((k === 777_776 ? 20 : 8 + sum).toFixed(4));
  }
  const started = Date.now();
  await page.locator('.data-panel input[type=file]').setInputFiles({
    name: 'million.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(lines.join('\n')),
  });
  await page.waitForSelector('.canvas-chart canvas', { timeout: 60_000 });
  const whole = Date.now() - started;
  await page.waitForFunction(() => performance.getEntriesByName('chart-paint').length > 0);
  const first = await page.evaluate(() => performance.getEntriesByName('chart-paint')[0]?.duration ?? 0);
  const canvas = page.locator('.canvas-chart canvas').first();
  const box = await canvas.boundingBox();
  if (!box) throw new Error('the canvas is not in the page');
  await page.mouse.move(box.x + box.width / 2, box.y + 120);
  for (let k = 0; k < 6; k++) await page.mouse.wheel(0, -120);
  await page.waitForTimeout(300);
  await page.mouse.down();
  for (let k = 0; k < 20; k++) await page.mouse.move(box.x + box.width / 2 + k * 6, box.y + 120);
  await page.mouse.up();
  await page.waitForTimeout(300);
  const frames = await page.evaluate(() => performance.getEntriesByName('chart-frame').map((entry) => entry.duration));
  const sorted = [...frames].sort((a, b) => a - b);
  console.log(
    `a million points, two panels: file to chart ${whole} ms, first paint of both ${first.toFixed(1)} ms, a frame while panning ${sorted[Math.floor(sorted.length / 2)]?.toFixed(1)} ms (median of ${frames.length})`,
  );
  expect(frames.length).toBeGreaterThan(5);
  // The one point at 20 stands in the topmost rows of the plot, whatever the zoom: reddish pixels of its diamond, where nothing else is red.
  await page.locator('.chart-tools button', { hasText: '全部' }).click();
  await page.waitForTimeout(400);
  const red = await canvas.evaluate((element) => {
    const one = element as HTMLCanvasElement;
    const pixels = one.getContext('2d')?.getImageData(0, 40, one.width, 60).data ?? new Uint8ClampedArray();
    let found = 0;
    for (let k = 0; k < pixels.length; k += 4) {
      const [r = 0, g = 0, b = 0] = [pixels[k], pixels[k + 1], pixels[k + 2]];
      if (r - Math.max(g, b) > 60) found++;
    }
    return found;
  });
  expect(red).toBeGreaterThan(5);
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
