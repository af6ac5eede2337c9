import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './chromium.ts';
import { type DemoServer, startDemoServer } from './demo-server.ts';
import { Desk, phone } from './desk.ts';

/** A register comes in at the desk, and what runs or came of it is there again for whoever left the page. */
let server: DemoServer;
let browser: Browser;

beforeAll(async () => {
  server = await startDemoServer({ withWorker: true });
  browser = await launchBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const mapping = `mapping: shop-licences
edition: "1"
source:
  name: { zh: 商店许可, en: Shop licences }
  publisher: City
  address: https://city.example
  licence: public domain
  coverage: { zh: 本市商店, en: shops of the city }
format: csv
needs: [no, name, state]
key: [no]
entry: { kind: licence, number-space: shop, scheme: shop-licence }
fields:
  number: { from: no, steps: [trim] }
  holder: { from: name, steps: [collapse-spaces] }
  issuer: { steps: [constant: City] }
  status: { from: state, steps: [codes: { A: valid, W: withdrawn }] }
`;
const many = (count: number) => Array.from({ length: count }, (_, n) => `SH-${n},商店${n},A\n`).join('');

async function openImports(desk: Desk, language: 'zh' | 'en' = 'zh'): Promise<void> {
  await desk.go('/desk/admin');
  await desk.page.getByRole('button', { name: language === 'zh' ? '名录导入' : 'Imports' }).click();
}

test('an import that was left shows its report again, with its bad rows', async () => {
  const desk = await Desk.of(browser, server.base, 'admin');
  await openImports(desk);
  const file = (name: string, mimeType: string, text: string) => ({ name, mimeType, buffer: Buffer.from(text) });
  await desk.page.locator('input[accept=".yaml,.yml"]').setInputFiles(file('shops.yaml', 'application/yaml', mapping));
  await desk.field('名录文件').waitFor();
  await desk.day('快照日期（文件未注明时）', '2026-03-01');
  const rows = `no,name,state\n${many(60_000)}SH-X,坏商店,Q\n`;
  await desk.page.locator('input[type=file][accept^=".csv"]').setInputFiles(file('many.csv', 'text/csv', rows));
  await desk.page.locator('.file-name', { hasText: 'many.csv' }).waitFor();
  await desk.button('开始导入').click();
  const recent = desk.page.locator('section', { hasText: '最近的导入' }).last();
  await recent.getByText('many.csv').waitFor();
  // Left, and come back to.
  await desk.go('/desk/');
  await desk.page.locator('h1').first().waitFor();
  await openImports(desk);
  await recent.getByText('全部未收').waitFor();
  // What was seen running ends in its report.
  await desk.page.getByText('有 1 行不合格，全部未收。').waitFor();
  await desk.page.reload();
  await openImports(desk);
  await recent.getByRole('button', { name: '查看结果' }).first().click();
  await desk.page.getByText('有 1 行不合格，全部未收。').waitFor();
  await desk.page.locator('td', { hasText: '60002' }).waitFor();
  expect(desk.faults).toEqual([]);
  await desk.close();

  const small = await Desk.of(browser, server.base, 'admin', { language: 'en', size: phone });
  await openImports(small, 'en');
  await small.button('See what came of it').first().click();
  await small.page.getByText('Bad rows: 1. Nothing was taken in.').waitFor();
  const wide = await small.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wide).toBe(0);
  await small.close();
});
