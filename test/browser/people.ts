import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, expect } from 'vitest';
import { Desk, type DeskOptions } from './desk.ts';

/** Everybody of a life, each in a window of her own that stays open from one test to the next. */
export class People {
  readonly desks = new Map<string, Desk>();
  private readonly browser: Browser;
  private readonly base: string;
  private readonly options: DeskOptions;

  constructor(browser: Browser, base: string, options: DeskOptions = {}) {
    this.browser = browser;
    this.base = base;
    this.options = options;
  }

  async at(login: string): Promise<Desk> {
    const known = this.desks.get(login);
    if (known) return known;
    const desk = await Desk.of(this.browser, this.base, login, this.options);
    this.desks.set(login, desk);
    return desk;
  }
}

/**
 * The tests of one life follow each other: when one fails, those after it could only fail for its sake and are skipped. A
 * failure leaves a picture of every window. Such tests are never tried again: the second try would be skipped, and the failure
 * with it.
 */
export function goesOnOnlyIfWell(people: () => People | undefined): void {
  let hasFailed = false;
  beforeEach((context) => {
    if (context.task.retry)
      throw new Error('expected tests of one life without `retry`, found one with it: take it out');
    if (hasFailed) context.skip('an earlier part of this life failed');
  });
  afterEach(async (context) => {
    const desks = people()?.desks ?? new Map<string, Desk>();
    if (context.task.result?.state === 'fail') {
      hasFailed = true;
      for (const [login, desk] of desks) await desk.picture(`${login} ${context.task.name.slice(0, 40)}`);
    }
    for (const [login, desk] of desks) expect(desk.faults, login).toEqual([]);
  });
}
