import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SearchText } from '#operation/ports/search.ts';
import type { Storage } from '#operation/ports/storage.ts';
import { idMaker, sampleEntry, sampleParty } from './samples.ts';

/** The contract of `Search`: a hit holds the fragment in one piece, and every text that holds it is a hit. */
export function searchContract(storage: () => Storage): void {
  const newId = idMaker(0x5e);
  const places = ['上海', '北京', '广州', '深圳', '苏州', '𠮷林'];
  const words = ['华为', '试金石', '精密', '机械', '质量', 'abc', '科技'];
  const name = (i: number) => `${places[i % 6]}${words[i % 7]}${words[(i * 3 + 1) % 7]}${i % 50}号有限公司`;
  const texts: readonly SearchText[] = Array.from({ length: 300 }, (_, i) => ({
    subject: 'entry',
    id: newId(),
    texts: i % 10 === 0 ? [name(i), `03426q${10_000 + i}r0s`, `旧名${i}厂`] : [name(i), `03426q${10_000 + i}r0s`],
  }));

  describe('search', () => {
    beforeAll(() =>
      storage().inTransaction(async (t) => {
        // Whatever other suites left would be found as well.
        await storage().projections.clear(t);
        await storage().projections.put(t, { search: texts, entries: texts.map(({ id }) => sampleEntry(id)) });
      }),
    );
    const textsOf = (id: string) => texts.find((one) => one.id === id)?.texts ?? [];

    it('finds exactly the texts that hold the fragment', async () => {
      const within = fc.record({
        i: fc.nat(299),
        line: fc.nat(2),
        from: fc.nat(12),
        length: fc.integer({ min: 1, max: 6 }),
      });
      const fragments = fc.oneof(
        within.map(({ i, line, from, length }) =>
          [...(texts[i]?.texts[line] ?? '有限')].slice(from, from + length).join(''),
        ),
        fc.constantFrom('上海', '有限公司', '海公', '无此', '号有', '𠮷', '公司0', '旧名', 'q1000'),
      );
      await fc.assert(
        fc.asyncProperty(
          fragments.filter((f) => f !== ''),
          async (fragment) => {
            const wanted = texts.filter((one) => one.texts.some((line) => line.includes(fragment)));
            const { hits, total } = await storage().search.entries(fragment, 100);
            expect(total).toEqual({ count: Math.min(100, wanted.length), isCapped: wanted.length > 100 });
            expect(hits).toHaveLength(Math.min(100, wanted.length));
            for (const { id } of hits) expect(textsOf(id).some((line) => line.includes(fragment))).toBe(true);
            expect(hits.map(({ id }) => id)).toEqual([...new Set(hits.map(({ id }) => id))].sort());
          },
        ),
        { numRuns: 100 },
      );
    });

    it('finds nothing for nothing, across lines, or in another subject', async () => {
      for (const fragment of ['', 'a\nb', 'a\0b', '有限公司\n03426q', '\ud842'])
        expect(await storage().search.entries(fragment, 10)).toEqual({
          hits: [],
          total: { count: 0, isCapped: false },
        });
      expect((await storage().search.parties('有限公司', 10)).hits).toEqual([]);
    });

    it('gives the first ones and counts no further than a hundred', async () => {
      const many: SearchText[] = Array.from({ length: 300 }, (_, i) => ({
        subject: 'party',
        id: newId(),
        texts: [`齐鲁第${i}厂`],
      }));
      const parties = many.map(({ id }) => sampleParty(id));
      await storage().inTransaction((t) => storage().projections.put(t, { search: many, parties }));
      const found = await storage().search.parties('齐鲁', 20);
      expect(found.hits).toHaveLength(20);
      expect(found.total).toEqual({ count: 100, isCapped: true });
    });

    it('gives things whole, with the text that was hit', async () => {
      const [entry, party] = [sampleEntry(newId()), sampleParty(newId())];
      const search: SearchText[] = [
        { subject: 'entry', id: entry.id, texts: ['昆仑'] },
        { subject: 'party', id: party.id, texts: ['第一行', '旧名昆仑厂'] },
      ];
      await storage().inTransaction((t) =>
        storage().projections.put(t, { search, entries: [entry], parties: [party] }),
      );
      expect((await storage().search.entries('昆仑', 20)).hits).toEqual([entry]);
      expect((await storage().search.parties('昆仑', 20)).hits).toEqual([{ party, hit: '旧名昆仑厂' }]);
    });

    it('offers what is near to a fragment with a typing error, the nearest first', async () => {
      const wanted = { subject: 'party', id: newId(), texts: ['江南造船集团有限责任公司'] } as const;
      await storage().inTransaction((t) => storage().projections.put(t, { search: [wanted] }));
      const offered = await storage().search.suggest('party', '江南造船集困有限责任公司', 5);
      expect(offered[0]).toMatchObject({ id: wanted.id, text: wanted.texts[0] });
      expect(offered[0]?.nearness).toBeGreaterThan(0.7);
      expect(await storage().search.suggest('party', '完全不同的另一家', 5)).toEqual([]);
      expect(await storage().search.suggest('party', '江', 5)).toEqual([]);
    });

    it('follows a change of the texts', async () => {
      const id = newId();
      const put = (...lines: string[]) =>
        storage().inTransaction((t) =>
          storage().projections.put(t, {
            search: [{ subject: 'entry', id, texts: lines }],
            entries: [sampleEntry(id)],
          }),
        );
      await put('鸿蒙旧厂');
      await put('鸿蒙新厂');
      expect((await storage().search.entries('鸿蒙新厂', 10)).hits).toMatchObject([{ id }]);
      expect((await storage().search.entries('鸿蒙旧厂', 10)).hits).toEqual([]);
    });
  });
}
