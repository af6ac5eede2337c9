import exceljs from 'exceljs';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults } from './accessible.ts';
import { launchBrowser } from './chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';
import { aPdf, Desk, smallPhone } from './desk.ts';
import { goesOnOnlyIfWell, People } from './people.ts';

/** A recommending unit's list: looked at, taken in its good rows, corrected, handed in again; in Chinese, and on a phone in English. */
let server: DemoServer;
let browser: Browser;
let people: People;
let roundId = '';
const unit = '装备行业推荐单位';

beforeAll(async () => {
  server = await startDemoServer();
  browser = await launchBrowser();
  people = new People(browser, server.base);
  const secretary = await people.at('secretary');
  const { rows } = (await secretary.ask('GET', '/api/v1/rounds')).json();
  roundId = rows.find((round: { title: { zh: string } }) => round.title.zh.includes('第二批')).id;
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
goesOnOnlyIfWell(() => people);

const good = {
  申报单位: '上海示例精密机械有限公司（演示）',
  统一社会信用代码: '91310000DEM000102A',
  项目名称: '刀具寿命的统计控制',
  注册地址: '上海市浦东新区演示路 101 号',
  行政区划: '310115',
  联系人: '演示联系人',
  联系电话: '021-00000000',
  奖励类别: '项目奖',
  技术方向: '精益管理',
  项目开始日期: '2026-01-05',
  项目完成日期: '2026-06-30',
  项目简介: '以统计过程控制管理换刀时机。',
  主要创新点: '把测量系统分析与刀具寿命结合。',
  三年内无严重失信和重大质量安全事故: '是',
  该项目未获过同类奖励: '是',
  推荐意见: '材料真实，同意推荐。',
  推荐日期: '2026-11-20',
};
type Row = Readonly<Record<keyof typeof good, string>>;
const bearings = { ...good, 申报单位: '上海示例轴承有限公司（演示）', 统一社会信用代码: '91310000DEM0001105' };
const wrongKind = { ...bearings, 项目名称: '轴承噪声的降低', 奖励类别: '团体奖' };
const wrongCode = { ...good, 项目名称: '涂层厚度的均匀性', 统一社会信用代码: '91310000DEM000102B' };
const second = { ...bearings, 项目名称: '滚子直径散差的压缩' };
/** The unit has three of its five in the round already. */
const third = { ...bearings, 项目名称: '保持架铆接的防错' };

const heads = Object.keys(good) as (keyof Row)[];
const csv = (...rows: readonly Row[]) => ({
  name: '推荐汇总表.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from([heads, ...rows.map((row) => heads.map((head) => row[head]))].map(String).join('\r\n')),
});

async function workbook(...rows: readonly Row[]) {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('汇总表');
  sheet.addRow(heads);
  for (const row of rows) sheet.addRow(heads.map((head) => row[head]));
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { name: 'list.xlsx', mimeType, buffer: Buffer.from(await book.xlsx.writeBuffer()) };
}

const panel = (desk: Desk, name: string) => desk.page.getByRole('region', { name });
/** The list in the report: each row as its cells. */
const reported = async (table: Locator) => {
  const rows = table.getByRole('row');
  return Promise.all((await rows.all()).slice(1).map((row) => row.getByRole('cell').allInnerTexts()));
};

async function choose(desk: Desk, button: string, file: { name: string; mimeType: string; buffer: Buffer }) {
  const [chooser] = await Promise.all([desk.page.waitForEvent('filechooser'), desk.button(button).click()]);
  await chooser.setFiles(file);
}

describe('a list of a recommending unit', () => {
  test('begins as an empty form; a file that is none is refused with its reason', async () => {
    const desk = await people.at('recommender');
    await desk.go(`/desk/rounds/${roundId}`);
    const list = panel(desk, '报送推荐汇总表');
    const [form] = await Promise.all([
      desk.page.waitForEvent('download'),
      list.getByRole('link', { name: '下载空表（Excel）' }).click(),
    ]);
    expect(form.suggestedFilename()).toMatch(/第二批.*汇总表\.xlsx$/);
    await choose(desk, '选择填好的文件', aPdf);
    await expect
      .poll(() => list.getByRole('alert').innerText())
      .toMatch(/未能办理，原因如下[\s\S]*应为xlsx 工作簿或 CSV，实为 PDF。[\s\S]*请另存为 xlsx 或 CSV。/);
  });

  test('is looked at first: what is wrong stands with its row and its column, in the words of the form', async () => {
    const desk = await people.at('recommender');
    const list = panel(desk, '报送推荐汇总表');
    await choose(desk, '选择填好的文件', csv(good, wrongKind, wrongCode));
    await list.getByText('推荐汇总表.csv：已检查，尚未报送').waitFor();
    await list.getByText('共 3 行 ＝ 可报送 1 ＋ 已报过 0 ＋ 有误 2').waitFor();
    const table = list.getByRole('table');
    const rows = await reported(table);
    expect(rows.map(([row, title]) => [row, title])).toEqual([
      ['3', '轴承噪声的降低'],
      ['4', '涂层厚度的均匀性'],
      ['2', '刀具寿命的统计控制'],
    ]);
    // One wrong cell is one problem: what would apply if it were right is not told beside it.
    expect(rows[0]?.[3]).toBe('奖励类别：“奖励类别”没有选项 团体奖。 可选：项目奖、个人奖。');
    expect(rows[1]?.[3]).toMatch(/^统一社会信用代码：.*91310000DEM000102B/);
    // Each column stands under its heading.
    for (const [index, heading] of (await table.getByRole('columnheader').all()).entries()) {
      const cell = table.getByRole('row').nth(1).getByRole('cell').nth(index);
      expect((await cell.boundingBox())?.x).toBe((await heading.boundingBox())?.x);
    }
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    // Nothing was written: whoever does not choose has forwarded nothing.
    await desk.page.reload();
    await panel(desk, '本单位报送的项目').getByRole('table').waitFor();
    expect(await panel(desk, '本单位报送的项目').innerText()).not.toContain('刀具寿命');
  });

  test('in its good rows: they are forwarded, told what they still lack, and the same file again changes nothing', async () => {
    const desk = await people.at('recommender');
    const list = panel(desk, '报送推荐汇总表');
    await choose(desk, '选择填好的文件', csv(good, wrongKind));
    await desk.button('先报送合格的 1 行').click();
    await list.getByText('推荐汇总表.csv：已报送').waitFor();
    await list.getByText('有误的行未报送').waitFor();
    const [, taken] = await reported(list.getByRole('table'));
    expect(taken?.[3]).toBe('已报送 还须在“填报申报书”补充：主要完成人、证明材料');
    await expect.poll(() => panel(desk, '本单位报送的项目').innerText()).toContain('刀具寿命的统计控制');

    await choose(desk, '选择填好的文件', csv(good, wrongKind));
    await list.getByText('共 2 行 ＝ 可报送 0 ＋ 已报过 1 ＋ 有误 1').waitFor();
    await list.getByText('没有可报送的行；请改正后重新选择文件。').waitFor();
    await choose(desk, '选择填好的文件', csv(good));
    await list.getByText('各行都已报过，无须再报。').waitFor();
    expect(await list.getByRole('button', { name: /^(先)?报送/ }).count()).toBe(0);
  });

  test('on a phone in English, as a workbook: the quota ends it at the row that is too many', async () => {
    const desk = await Desk.of(browser, server.base, 'recommender', { language: 'en', size: smallPhone });
    await desk.go(`/desk/rounds/${roundId}`);
    const list = panel(desk, 'Forward a list');
    await choose(desk, 'Choose the filled file', await workbook(good, second, third));
    await list.getByText('3 rows = 1 good + 1 forwarded before + 1 not good').waitFor();
    const rows = await reported(list.getByRole('table'));
    expect(rows[0]?.[1]).toBe(third.项目名称);
    expect(rows[0]?.[3]).toMatch(/may forward 5; 5 are forwarded\. Withdraw one first, or ask the secretariat/);
    expect(rows[1]?.[3]).toMatch(/^good still to be added at “Application”: /);
    // The fields are named in the reader's language.
    expect(rows[1]?.[3]).not.toMatch(/\p{Script=Han}/u);
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await desk.button('Forward the good rows (1)').click();
    await list.getByText('3 rows = 1 forwarded + 1 forwarded before + 1 not taken').waitFor();
    expect(desk.faults).toEqual([]);
    await desk.close();
  });

  test('the secretariat has them among the submissions of the round, with the quota used up', async () => {
    const secretary = await people.at('secretary');
    await secretary.go(`/desk/rounds/${roundId}`);
    const members = secretary.page.getByRole('region', { name: /^申报项目/ });
    const row = members.getByRole('row', { name: new RegExp(second.项目名称) });
    await expect.poll(() => row.innerText()).toContain(unit);
    await expect.poll(() => panel(secretary, '推荐名额').innerText()).toContain('已推荐 5 / 名额 5');
    await expect.poll(() => panel(secretary, '收支平衡').innerText()).toContain('收到 5');
    const recommender = await people.at('recommender');
    await recommender.go(`/desk/rounds/${roundId}`);
    await panel(recommender, '本单位报送的项目').getByRole('link', { name: good.项目名称 }).click();
    // The form begins with what the row said.
    await recommender.heading('填报申报书').waitFor();
    await expect.poll(() => recommender.field('项目简介').locator('textarea').inputValue()).toBe(good.项目简介);
  });
});
