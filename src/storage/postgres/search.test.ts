import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchText } from '#operation/ports/search.ts';
import { leaveClusters, openTestStorage, type TestStorage } from '../../../test/database.ts';
import { idMaker, sampleEntry } from '../contracts/samples.ts';
import { PostgresSearch } from './search.ts';

let test: TestStorage;
const newId = idMaker(0x5ea);
const size = 30_000;

/**
 * A register large enough for its parts to be asked: some fragments everywhere, some of common pieces and rare themselves, some
 * only near the end of the table, and one that is in every row of the parts and in none beside them.
 */
const texts = Array.from({ length: size }, (_, i): SearchText => {
  const id = newId();
  const lines = [i % 10 === 3 ? `东西南${i}` : i % 10 === 4 ? `西南北${i}` : i % 110 === 7 ? `东西南北${i}` : `无${i}`];
  if (i > 0.9 * size) lines.push('末尾厂');
  if (id.endsWith('00')) lines.push('零零社');
  return { subject: 'entry', id, texts: lines };
});
const holding = (fragment: string) => texts.filter((one) => one.texts.some((line) => line.includes(fragment)));

beforeAll(async () => {
  test = await openTestStorage();
  const { storage } = test;
  const entries = texts.map(({ id }, i) => sampleEntry(id, { number: `${i}`, normalNumber: `${i}` }));
  await storage.inTransaction((t) => storage.projections.fill(t, { search: texts, entries }));
  await storage.database.change({ text: 'analyze entry_search' });
});
afterAll(async () => {
  await test.close();
  await leaveClusters();
});

const find = (fragment: string) => test.storage.search.entries(fragment, 20);

async function checkAgainstWalk(fragment: string): Promise<void> {
  const wanted = new Set(holding(fragment).map(({ id }) => id));
  const { hits, total } = await find(fragment);
  expect(total, fragment).toEqual({ count: Math.min(100, wanted.size), isCapped: wanted.size > 100 });
  expect(new Set(hits.map(({ id }) => id)).size).toBe(Math.min(20, wanted.size));
  for (const { id } of hits) expect(wanted.has(id), fragment).toBe(true);
}

describe('search in a large register', () => {
  it.each([
    '东西',
    '西南',
    '东西南北',
    '末尾',
    '末尾厂',
    '零零',
    '零零社',
    '南北',
    '北东',
    '无',
    '无29999',
    '0',
    '南北7',
  ])('finds and counts `%s` as a walk through all texts does', checkAgainstWalk);

  it('gives what a walk gives for any fragment of any text', async () => {
    const at = fc.record({ i: fc.nat(size - 1), from: fc.nat(6), length: fc.integer({ min: 1, max: 6 }) });
    await fc.assert(
      fc.asyncProperty(at, async ({ i, from, length }) => {
        const line = texts[i]?.texts.at(-1) ?? '';
        await checkAgainstWalk(line.slice(from, from + length) || line);
      }),
      { numRuns: 60 },
    );
  });

  /** What a connection did is told when it has nothing to do, at most once a second. */
  const told = async (text: string): Promise<Readonly<Record<string, number>>> => {
    await test.storage.database.rows({ text: 'select pg_stat_force_next_flush()' });
    const rows = await test.storage.database.rows<{ name: string; count: number }>({ text });
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  };
  const scans = () =>
    told(
      `select indexrelname as name, idx_scan::int as count from pg_stat_user_indexes where relname = 'entry_search'`,
    );
  const rowsRead = () =>
    told(`select relname as name, idx_tup_fetch::int as count from pg_stat_user_tables where relname = 'entry_search'`);

  it('asks the small parts for what is common, and no whole list of the index', async () => {
    const before = await scans();
    for (let i = 0; i < 5; i++) await find('西南');
    const after = await scans();
    const asked = (name: string) => (after[name] ?? 0) - (before[name] ?? 0);
    expect(asked('entry_search_sixteenth')).toBeGreaterThanOrEqual(1);
    expect(asked('entry_search_grams')).toBe(0);
  });

  it('reads no more rows than it counts where common pieces are rarely together', async () => {
    const fragment = '东西南北';
    // Each of its triples is in a tenth of the register.
    expect(holding('东西南').length).toBeGreaterThan(0.1 * size);
    expect(holding('西南北').length).toBeGreaterThan(0.1 * size);
    const { entry_search: before = 0 } = await rowsRead();
    for (let i = 0; i < 5; i++) await find(fragment);
    const { entry_search: after = 0 } = await rowsRead();
    expect((after - before) / 5).toBeLessThan(holding(fragment).length);
  });

  it('offers what is near also where no pair of characters is known to be rare', async () => {
    const { storage } = test;
    const written = '沪申浦江精密仪表';
    const id = newId();
    const texts: SearchText[] = [{ subject: 'entry', id, texts: [written] }];
    const entries = [sampleEntry(id, { number: 'near', normalNumber: 'near' })];
    await storage.inTransaction((t) => storage.projections.fill(t, { search: texts, entries }));
    const nearTo = async (fragment: string) =>
      (await new PostgresSearch(storage.database).suggest('entry', fragment, 5)).map(({ text }) => text);
    expect(await nearTo('沪申浦江精蜜仪表')).toEqual([written]);
    // Statistics of so few rows as they are of ten millions: whatever is not listed may be in thousands of texts.
    await storage.database.change({ text: 'alter table entry_search alter column grams set statistics 1' });
    await storage.database.change({ text: 'analyze entry_search' });
    expect(await nearTo('沪申浦江精蜜仪表')).toEqual([written]);
    expect(await nearTo('完全不同的字')).toEqual([]);
  });
});
