import { readFileSync } from 'node:fs';
import exceljs from 'exceljs';
import type { Download } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openToolbox, paste, readings, type ToolboxWorld } from './toolbox-world.ts';

let world: ToolboxWorld;
beforeAll(async () => {
  world = await openToolbox();
}, 120_000);
afterAll(async () => {
  await world?.close();
});

async function textOf(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'utf8');
}

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
  await page.goto(`${world.address}/toolbox#/method/xbar-r`);
  await page.waitForSelector('.work-bench h1');
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
    buffer: Buffer.from(`x\n${Array.from({ length: 1_000_000 }, (_, k) => `10.${(k * 7919) % 1000}`).join('\n')}\n`),
  });
  await expect.poll(() => page.textContent('.reading')).toMatch(/正在读文件：\d+ %|文件读完了/);
  await page.locator('.reading button').click();
  await expect.poll(() => page.textContent('.work-result')).toContain('已停止，数据还在');
  await page.locator('.work-result button', { hasText: '再试一次' }).click();
  await page.waitForSelector('.canvas-chart canvas', { timeout: 60_000 });
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
  expect(out.worksheets.map((one) => one.name)).toEqual(['结果', '数据', '实时公式', '图表数据 1', '图表数据 2', '图']);
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
