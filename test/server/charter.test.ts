import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clauseOf, houseCharter, readCharter, stateOf } from '#server/pages/charter.ts';
import { commandNames } from '../../src/cli/commands.ts';
import { createServerWorld, type ServerWorld } from './server-world.ts';

const root = resolve(import.meta.dirname, '..', '..');
const { groups } = houseCharter();
const items = groups.flatMap((group) => group.items);
const runs = items.flatMap((item) => item.runs.map((one) => ({ item: item.id, ...one })));

let t: ServerWorld;
beforeAll(async () => {
  t = await createServerWorld('2026-11-25T02:00:00.000Z', []);
});
afterAll(() => t.close());

describe('the charter', () => {
  it('holds all of the source: 27 clauses in order, ten notices, eight activities, six news items', () => {
    const clauses = items.map(clauseOf).filter((n) => n !== null);
    expect(clauses.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 27 }, (_, i) => i + 1));
    const count = (kind: string) => groups.filter((g) => g.kind === kind).reduce((n, g) => n + g.items.length, 0);
    expect([count('aim'), count('principle'), count('task'), count('safeguard')]).toEqual([4, 4, 20, 4]);
    expect([count('notice'), count('activity'), count('news')]).toEqual([10, 8, 6]);
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
  });

  it('names only schemes, commands and tests that exist', () => {
    const absent = runs.flatMap((one): unknown[] => {
      if ('scheme' in one && !existsSync(join(root, 'schemes', one.scheme, 'scheme.yaml'))) return [one];
      if ('command' in one && !commandNames.some((command) => command.name === one.command)) return [one];
      return 'test' in one && !existsSync(join(root, one.test)) ? [one] : [];
    });
    expect(absent).toEqual([]);
  });

  it('names only pages that are served', async () => {
    const pages = [...new Set(runs.flatMap((one) => ('page' in one ? [one.page] : [])))];
    expect(pages.length).toBeGreaterThan(8);
    for (const page of pages) {
      const { status } = await t.app.request(`https://register.example.org${page}`);
      // The toolbox and the desk are built files, which this test does not build.
      expect(page === '/toolbox' ? [200, 503] : [200], page).toContain(status);
    }
  });

  it('says of every part what is missing, so that a gap can be seen', () => {
    for (const item of items) if (stateOf(item) === 'gap') expect(item.missing, item.id).toBeDefined();
    for (const item of items) expect(item.asks.zh.length * item.asks.en.length, item.id).toBeGreaterThan(0);
  });

  it('is refused with the place of what is wrong in it', () => {
    expect(() => readCharter('groups: [{ id: a, kind: wish, name: { zh: 一, en: one }, items: [] }]')).toThrow(/kind/);
  });
});
