import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export const phone = { width: 390, height: 844 } as const;
/** The narrowest phone that people have. */
export const smallPhone = { width: 360, height: 740 } as const;
export const desktop = { width: 1280, height: 900 } as const;
export const password = 'touchstone';
const pictures = resolve(import.meta.dirname, '..', '..', '.cache', 'browser', 'failed');

export interface DeskOptions {
  readonly language?: 'zh' | 'en';
  readonly size?: { readonly width: number; readonly height: number };
}

/** A small PDF, as an upload. */
export const aPdf = {
  name: '附件.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  ),
} as const;

/** One person at her desk: what a test says reads as what she does. */
export class Desk {
  readonly page: Page;
  readonly base: string;
  private readonly context: BrowserContext;
  /** The part of the page in which fields are looked for: a row, a dialog; null for the whole. */
  private part: Locator | null = null;
  /** What went wrong on the page without being shown: a test asks that it is empty. */
  readonly faults: string[] = [];

  private constructor(page: Page, context: BrowserContext, base: string) {
    this.page = page;
    this.context = context;
    this.base = base;
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 500) this.faults.push(`${response.status()} ${response.url()}`);
    });
  }

  static async open(browser: Browser, base: string, options: DeskOptions = {}): Promise<Desk> {
    const context = await browser.newContext({
      viewport: options.size ?? desktop,
      hasTouch: options.size === phone || options.size === smallPhone,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      acceptDownloads: true,
    });
    await context.addCookies([{ name: 'lang', value: options.language ?? 'zh', url: base }]);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    return new Desk(page, context, base);
  }

  /** A desk that somebody is signed in at already. */
  static async of(browser: Browser, base: string, login: string, options: DeskOptions = {}): Promise<Desk> {
    const desk = await Desk.open(browser, base, options);
    await desk.signInQuietly(login);
    return desk;
  }

  close(): Promise<void> {
    return this.context.close();
  }

  /** Kept for whoever looks at a failure. */
  async picture(name: string): Promise<void> {
    await this.page.screenshot({
      path: join(pictures, `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}.png`),
      fullPage: true,
    });
  }

  async signInQuietly(login: string): Promise<void> {
    const answer = await this.context.request.post(`${this.base}/api/v1/session`, { data: { login, password } });
    if (!answer.ok()) throw new Error(`Signing in as ${login} gave ${answer.status()}: ${await answer.text()}`);
  }

  /** Asks the API as this person does. */
  async ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, data?: unknown) {
    const answer = await this.context.request.fetch(`${this.base}${path}`, { method, ...(data ? { data } : {}) });
    const text = await answer.text();
    return { status: answer.status(), headers: answer.headers(), text, json: () => JSON.parse(text) };
  }

  async go(path: string): Promise<void> {
    await this.page.goto(`${this.base}${path}`);
  }

  /** Opens a line of the work list by the case that it is about and the step that it asks for. */
  async openTask(title: string, step: string): Promise<void> {
    await this.go('/desk/');
    const line = this.page.locator('.rows-list .row', { hasText: title }).filter({ hasText: step });
    await line.first().locator('a').click();
    await this.heading(step).waitFor();
  }

  heading(name: string): Locator {
    return this.page.locator('#act-title', { hasText: name });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** The element that holds a field, by its whole label: unit and the mark of a required one may follow. */
  field(label: string): Locator {
    const whole = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*(\\(|\\*|$)`);
    return (this.part ?? this.page)
      .locator('.field', { has: this.page.locator('.label', { hasText: whole }) })
      .filter({ visible: true })
      .last();
  }

  /** Fills in a part of the page whose labels come more than once. */
  async within(part: Locator, fill: () => Promise<void>): Promise<void> {
    this.part = part;
    try {
      await fill();
    } finally {
      this.part = null;
    }
  }

  async text(label: string, value: string): Promise<void> {
    await this.field(label).locator('input, textarea').first().fill(value);
  }

  async bilingual(label: string, zh: string, en: string): Promise<void> {
    const inputs = this.field(label).locator('input, textarea:not([aria-hidden="true"])');
    await inputs.nth(0).fill(zh);
    await inputs.nth(1).fill(en);
  }

  async day(label: string, day: string): Promise<void> {
    const input = this.field(label).locator('input');
    if (await input.isEditable()) {
      await input.fill(day);
      await input.press('Enter');
      return;
    }
    // On a touch screen no keyboard covers the days: one is tapped.
    await input.click();
    const days = this.page.locator('.ant-picker-dropdown:not(.ant-picker-dropdown-hidden)');
    const tapped = async () => {
      if ((await input.inputValue()) !== day && (await days.isVisible()))
        await days.locator(`td[title="${day}"]`).click();
      return input.inputValue();
    };
    await expect.poll(tapped, { timeout: 15_000 }).toBe(day);
    // A list of days that opened again behind the tap is closed as a person closes it.
    if (await days.isVisible()) await this.page.keyboard.press('Escape');
    await days.waitFor({ state: 'detached' });
  }

  async choose(label: string, option: string): Promise<void> {
    await this.field(label).getByText(option, { exact: true }).click();
  }

  /** Chooses out of a list that opens. */
  async pick(label: string, option: string): Promise<void> {
    await this.pickIn(this.field(label).getByRole('combobox'), option);
  }

  async pickIn(box: Locator, option: string): Promise<void> {
    await box.click();
    // A long list draws only what is in sight: typing brings the option there.
    if (await box.isEditable()) await box.fill(option);
    await this.option(option).click();
  }

  /** Looks something up in the register and takes the first that is found. */
  async search(label: string, words: string): Promise<void> {
    const box = this.field(label).getByRole('combobox');
    await box.click();
    await box.fill(words);
    await this.option(words).click();
  }

  private option(text: string): Locator {
    return this.page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', { hasText: text })
      .first();
  }

  async codes(label: string, ...codes: readonly string[]): Promise<void> {
    const box = this.field(label).getByRole('combobox');
    for (const code of codes) {
      await box.fill(code);
      await box.press('Enter');
    }
  }

  async upload(label: string, file: { name: string; mimeType: string; buffer: Buffer } = aPdf): Promise<void> {
    const field = this.field(label);
    await field.locator('input[type=file]').setInputFiles(file);
    await field.locator('.file-name', { hasText: file.name }).waitFor();
  }

  async name(role: string, ...people: readonly string[]): Promise<void> {
    for (const person of people)
      await this.field(`指派${role}`).locator('li', { hasText: person }).getByRole('checkbox').check();
  }

  async outcome(name: string): Promise<void> {
    await this.page.locator('.outcome').getByText(name, { exact: true }).click();
  }

  /** Submits the open form and waits until the server has said that it is done. */
  async submit(): Promise<void> {
    await this.page.locator('.act-panel form .act-end .ant-btn-primary').click();
    await this.doneWords().first().waitFor();
  }

  /** Submits, and tells why it was refused. */
  async submitRefused(): Promise<string> {
    await this.page.locator('.act-panel form .act-end .ant-btn-primary').click();
    const box = this.page.locator('.refused-box');
    await box.waitFor();
    return box.innerText();
  }

  /** What the page says when an act is done. */
  doneWords(): Locator {
    return this.page.locator('.ant-message-notice', { hasText: /已办理|Done/ });
  }

  next(): Promise<string> {
    return this.page.locator('.next').innerText();
  }

  caseId(): string {
    const found = /\/desk\/(?:cases|rounds|entries)\/([0-9a-f-]{36})/.exec(this.page.url());
    if (found?.[1] === undefined) throw new Error(`Expected a case's page, found ${this.page.url()}`);
    return found[1];
  }
}
