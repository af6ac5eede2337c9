import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchText } from '#operation/ports/search.ts';
import { leaveClusters, openTestStorage, type TestStorage } from '../../../test/database.ts';
import { idMaker } from '../contracts/samples.ts';

let test: TestStorage;
const newId = idMaker(0x5ea);

/** A register large enough that nobody walks through it: each piece of `东西南北` is common, the whole of it seldom. */
const textOf = (i: number) => {
  if (i % 110 === 7) return `东西南北${i}`;
  if (i % 10 === 3) return `东西南${i}`;
  return i % 10 === 4 ? `西南北${i}` : `无${i}`;
};

beforeAll(async () => {
  test = await openTestStorage();
  const { storage } = test;
  const search: SearchText[] = Array.from({ length: 30_000 }, (_, i) => ({
    subject: 'entry',
    id: newId(),
    texts: [textOf(i)],
  }));
  await storage.inTransaction((t) => storage.projections.fill(t, { search }));
  await storage.database.change({ text: 'analyze entry_search' });
});
afterAll(async () => {
  await test.close();
  await leaveClusters();
});

const find = (fragment: string) => test.storage.search.find('entry', fragment, 20);

describe('search in a large register', () => {
  it('gives what it met on a bounded walk, and says that there is more', async () => {
    const { hits, total } = await find('东西南北');
    expect(hits).toHaveLength(20);
    for (const { text } of hits) expect(text).toContain('东西南北');
    expect(total.isCapped).toBe(true);
    // Of 273 in all: as many as a walk met, and never said to be all of them.
    expect(total.count).toBeGreaterThanOrEqual(20);
    expect(total.count).toBeLessThan(100);
  });

  it('finds by the index what a walk does not meet, however common its pieces are', async () => {
    // Every digit is common; this number stands at the end of the table.
    const { hits, total } = await find('无29999');
    expect(hits.map(({ text }) => text)).toEqual(['无29999']);
    expect(total).toEqual({ count: 1, isCapped: false });
    expect((await find('北东')).total).toEqual({ count: 0, isCapped: false });
  });

  it('counts common and rare ones to their end or to a hundred', async () => {
    expect((await find('西南')).total).toEqual({ count: 100, isCapped: true });
    const rare = await find('东西南北777');
    const wanted = Array.from({ length: 30_000 }, (_, i) => textOf(i)).filter((text) => text.includes('东西南北777'));
    expect(rare.hits.map(({ text }) => text).sort()).toEqual(wanted.sort());
  });
});
