import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchRegister } from '#operation/verify/search-register.ts';
import { idMaker, sampleEntry } from '#storage/contracts/samples.ts';
import { openStorage, type PostgresStorage } from '#storage/open-storage.ts';
import { leaveClusters } from '../database.ts';
import { createTestWorld, type TestWorld } from './test-world.ts';

let t: TestWorld;
/** Another process of the same house. */
let other: PostgresStorage;
const newId = idMaker(0x5ea2);

beforeAll(async () => {
  t = await createTestWorld();
  other = openStorage({ url: t.url, files: t.files, connections: 2 });
});
afterAll(async () => {
  await other.close();
  await t.close();
  await leaveClusters();
});

describe('the search box', () => {
  it('tells a change at once, whoever made it and however often was asked before', async () => {
    const entry = sampleEntry(newId());
    const put = (storage: PostgresStorage, status: string) =>
      storage.inTransaction((x) =>
        storage.projections.put(x, {
          entries: [{ ...entry, status }],
          search: [{ subject: 'entry', id: entry.id, texts: ['昆仑轴承厂'] }],
        }),
      );
    expect((await searchRegister(t.world, '昆仑')).entries).toEqual([]);
    for (let i = 0; i < 30; i++) {
      const status = i % 2 === 0 ? 'valid' : 'suspended';
      await put(i % 3 === 0 ? t.storage : other, status);
      const asked = await Promise.all(Array.from({ length: 4 }, () => searchRegister(t.world, '昆仑')));
      for (const { entries } of asked) expect(entries.map((e) => e.status)).toEqual([status]);
    }
  });

  it('says what was asked as it was asked, also where others asked the same in other letters', async () => {
    const asked = ['ＡＢＣ', 'abc', 'Abc '];
    const answers = await Promise.all(asked.map((text) => searchRegister(t.world, text)));
    expect(answers.map((answer) => answer.asked)).toEqual(asked);
    expect(answers.map((answer) => answer.compared)).toEqual(['abc', 'abc', 'abc']);
  });
});
