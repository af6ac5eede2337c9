import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ImportBatch, ImportRow } from '#operation/ports/imports.ts';
import type { Storage } from '#operation/ports/storage.ts';
import { idMaker } from './samples.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** The contract of `Imports`: snapshots of a register in any order. */
export function importsContract(storage: () => Storage): void {
  const newId = idMaker(0x1f);
  const row = (key: string, status: string): ImportRow => ({
    key,
    digest: digest(key + status),
    fields: { status, 名称: key },
  });

  async function makeSource(): Promise<string> {
    const id = newId();
    const source = {
      id,
      code: `source-${id}`,
      names: { en: 'Register' },
      mapping: 'register',
      registeredAt: '2026-01-01T00:00:00.000Z',
    };
    await storage().inTransaction((t) => storage().imports.putSource(t, source));
    expect(await storage().imports.source(source.code)).toEqual(source);
    expect(await storage().imports.sources()).toContainEqual(source);
    return id;
  }

  /** Takes in a snapshot and tells which keys it touched. */
  async function takeIn(source: string, snapshot: string, rows: readonly ImportRow[]): Promise<string[]> {
    return storage().inTransaction(async (t) => {
      const batch = await storage().imports.nextBatch(t, source);
      const about: ImportBatch = {
        source,
        batch,
        snapshot,
        file: digest(`${source} ${snapshot} ${JSON.stringify(rows)}`),
        fileName: `${snapshot}.csv`,
        mappingEdition: '1',
        rows: rows.length,
        rejected: 0,
        root: digest('root'),
        importedAt: `2026-02-0${batch}T00:00:00.000Z`,
        version: batch,
      };
      await storage().imports.putBatch(t, about);
      await storage().imports.putRows(t, { source, batch }, rows);
      expect(await storage().imports.batchOfFile(source, about.file, t)).toEqual(about);
      const touched: string[] = [];
      for await (const key of storage().imports.touchedKeys(t, { source, batch })) touched.push(key);
      return touched.sort();
    });
  }

  describe('imports', () => {
    it('tell the keys that a snapshot touches: new, different, vanished, come back', async () => {
      const source = await makeSource();
      expect(await takeIn(source, '2026-01-01', [row('a', 'valid'), row('b', 'valid'), row('c', 'valid')])).toEqual([
        'a',
        'b',
        'c',
      ]);
      expect(await takeIn(source, '2026-02-01', [row('a', 'valid'), row('b', 'withdrawn'), row('d', 'valid')])).toEqual(
        ['b', 'c', 'd'],
      );
      expect(
        await takeIn(source, '2026-03-01', [
          row('a', 'valid'),
          row('b', 'withdrawn'),
          row('c', 'valid'),
          row('d', 'valid'),
        ]),
      ).toEqual(['c']);
    });

    it('compare a snapshot that comes in later with both of its neighbours in time', async () => {
      const source = await makeSource();
      await takeIn(source, '2026-01-01', [row('a', 'valid'), row('b', 'valid'), row('c', 'valid')]);
      await takeIn(source, '2026-03-01', [row('a', 'withdrawn'), row('b', 'valid'), row('d', 'valid')]);
      // In between: `a` had changed already, `b` briefly, `c` was still there, `d` not yet.
      const between = [row('a', 'withdrawn'), row('b', 'suspended'), row('c', 'valid')];
      expect(await takeIn(source, '2026-02-01', between)).toEqual(['a', 'b', 'c', 'd']);
      const [a, c] = await storage().imports.history(source, ['a', 'c', 'never']);
      expect(a?.seen.map((s) => [s.batch, s.snapshot, s.row?.fields['status'] ?? null])).toEqual([
        [1, '2026-01-01', 'valid'],
        [3, '2026-02-01', 'withdrawn'],
        [2, '2026-03-01', 'withdrawn'],
      ]);
      expect(c?.seen.map((s) => s.row?.fields['status'] ?? null)).toEqual(['valid', 'valid', null]);
      expect(c?.seen[0]).toEqual({
        batch: 1,
        snapshot: '2026-01-01',
        importedAt: '2026-02-01T00:00:00.000Z',
        row: row('c', 'valid'),
      });
      expect((await storage().imports.batches(source)).map((b) => b.batch)).toEqual([1, 3, 2]);
      expect((await storage().imports.history(source, ['never']))[0]?.seen.map((s) => s.row)).toEqual([
        null,
        null,
        null,
      ]);
    });

    it('refuse the same file twice', async () => {
      const source = await makeSource();
      await takeIn(source, '2026-01-01', [row('a', 'valid')]);
      await expect(takeIn(source, '2026-01-01', [row('a', 'valid')])).rejects.toMatchObject({ code: '23505' });
      expect(await storage().imports.batches(source)).toHaveLength(1);
    });

    it('keep the first row of a key in a file and tell the places of the others, near and far', async () => {
      const source = await makeSource();
      const at = { source, batch: 1 };
      const many = Array.from({ length: 2500 }, (_, i) => row(`k${i % 2400}`, i < 2400 ? 'valid' : 'withdrawn'));
      await storage().inTransaction(async (t) => {
        const { imports } = storage();
        expect(await imports.putRows(t, at, [row('a', 'valid'), row('b', 'valid'), row('a', 'withdrawn')])).toEqual([
          2,
        ]);
        expect(await imports.putRows(t, at, [row('b', 'withdrawn'), row('c', 'valid')])).toEqual([0]);
        expect(await imports.putRows(t, at, many)).toEqual(Array.from({ length: 100 }, (_, i) => 2400 + i));
        await imports.putBatch(t, {
          ...{ source, batch: 1, snapshot: '2026-01-01', file: digest(source), fileName: 'a', mappingEdition: '1' },
          ...{ rows: 4, rejected: 0, root: null, importedAt: '2026-02-02T00:00:00.000Z', version: 1 },
        });
      });
      const histories = await storage().imports.history(source, ['a', 'b', 'c', 'k7']);
      expect(histories.map((h) => h.seen[0]?.row?.fields['status'])).toEqual(['valid', 'valid', 'valid', 'valid']);
    });

    it('set parts of entries aside and give them back together, in the order in which the entries came', async () => {
      const part = (key: string, row: number) => ({ key, row, fields: { 名称: [key, String(row)], none: null } });
      await storage().inTransaction(async (t) => {
        await storage().imports.setAside(t, [part('b', 1), part('a', 2), part('c', 3)]);
        await storage().imports.setAside(t, [part('a', 4), part('b', 5)]);
        const given: unknown[] = [];
        for await (const one of storage().imports.aside(t)) given.push(one);
        expect(given).toEqual([part('b', 1), part('b', 5), part('a', 2), part('a', 4), part('c', 3)]);
      });
      // Another transaction begins with nothing, on whatever connection it runs.
      await storage().inTransaction(async (t) => {
        await storage().imports.setAside(t, [part('z', 1)]);
        const given: unknown[] = [];
        for await (const one of storage().imports.aside(t)) given.push(one);
        expect(given).toEqual([part('z', 1)]);
      });
    });

    it('hold a register of several thousand rows, while other statements run between its keys', async () => {
      const source = await makeSource();
      const rows = Array.from({ length: 3500 }, (_, i) => row(`k${i}`, 'valid'));
      await takeIn(source, '2026-01-01', rows);
      const changed = rows.map((one, i) => (i % 2 === 0 ? row(one.key, 'withdrawn') : one));
      await storage().inTransaction(async (t) => {
        const batch = await storage().imports.nextBatch(t, source);
        await storage().imports.putBatch(t, {
          source,
          batch,
          snapshot: '2026-02-01',
          file: digest(source),
          fileName: 'b',
          mappingEdition: '1',
          rows: 3500,
          rejected: 0,
          root: null,
          importedAt: '2026-02-02T00:00:00.000Z',
          version: 2,
        });
        await storage().imports.putRows(t, { source, batch }, changed);
        let count = 0;
        for await (const key of storage().imports.touchedKeys(t, { source, batch })) {
          count += 1;
          if (count % 500 === 0) expect(await storage().imports.history(source, [key], t)).toHaveLength(1);
        }
        expect(count).toBe(1750);
      });
    });

    it('number the batches of a source one after the other when two come in at once', async () => {
      const source = await makeSource();
      await Promise.all([
        takeIn(source, '2026-01-01', [row('a', '1')]),
        takeIn(source, '2026-02-01', [row('a', '2')]),
        takeIn(source, '2026-03-01', [row('a', '3')]),
      ]);
      expect((await storage().imports.batches(source)).map((b) => b.batch).sort()).toEqual([1, 2, 3]);
    });
  });
}
