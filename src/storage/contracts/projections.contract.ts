import { describe, expect, it } from 'vitest';
import type { StreamName } from '#certification/event/event.ts';
import type { ProjectionRows } from '#operation/ports/projections.ts';
import type { Storage } from '#operation/ports/storage.ts';
import {
  idMaker,
  sampleCase,
  sampleChange,
  sampleDue,
  sampleEntry,
  sampleNotice,
  sampleParty,
  sampleTask,
} from './samples.ts';

/** The contract of `Projections`: what is put is what is read, whole, by key; and both ways of writing write the same. */
export function projectionsContract(storage: () => Storage): void {
  const newId = idMaker(0x9a);
  const put = (rows: ProjectionRows) => storage().inTransaction((t) => storage().projections.put(t, rows));
  const nothing = {
    parties: [],
    cases: [],
    rounds: [],
    tasks: [],
    dues: [],
    entries: [],
    changes: [],
    places: [],
    notices: [],
    search: [],
  };

  /** One of everything that a stream may have, with values that are hard to carry. */
  function rowsOf(stream: StreamName): Required<Omit<ProjectionRows, 'restated'>> {
    const { id, kind } = stream;
    const subject = { kind: kind === 'entry' || kind === 'round' ? kind : ('case' as const), id };
    const hard = 'a\tb\\c"d\'e{f},g\r\n😀 Null NULL \\N';
    return {
      ...nothing,
      parties: kind === 'party' ? [sampleParty(id, { details: { hard } })] : [],
      cases:
        kind === 'case'
          ? [sampleCase(id, { title: hard, openSteps: [hard, '', 'null'], persons: [id], labels: { hard } })]
          : [],
      rounds:
        kind === 'round'
          ? [
              {
                id,
                scheme: 'brand-story',
                edition: '2026',
                body: id,
                title: { zh: '第十三届', en: 'Thirteenth' },
                state: 'open',
                openSteps: ['call'],
                cases: 12,
                openedAt: '2026-03-10T04:05:06.789Z',
                endedAt: null,
                nextDue: null,
                version: 3,
                changedAt: '2026-03-11T00:00:00.000Z',
              },
            ]
          : [],
      tasks:
        kind === 'party'
          ? []
          : [
              sampleTask(id, { kind: subject.kind, step: 'a' }),
              sampleTask(id, { kind: subject.kind, step: 'b', line: hard, due: '2026-03-20' }),
            ],
      dues:
        kind === 'party'
          ? []
          : [sampleDue(id, { subject, name: 'a' }), sampleDue(id, { subject, name: 'b', remindAt: null })],
      entries: kind === 'entry' ? [sampleEntry(id, { grade: hard, credential: null, to: null })] : [],
      changes: kind === 'entry' ? [sampleChange(id, 0), sampleChange(id, 1, { earliest: null, reason: hard })] : [],
      places: kind === 'entry' ? [{ issuer: id, list: 2, index: 524_284, entry: id, state: 9 }] : [],
      notices: kind === 'round' ? [sampleNotice(newId(), stream)] : [],
      search:
        kind === 'entry' || kind === 'party' ? [{ subject: kind, id, texts: ['上海试金石', '03410Q10286R0S'] }] : [],
    };
  }

  describe('projections', () => {
    it.each([
      'party',
      'case',
      'round',
      'entry',
    ] as const)('give back every row of the stream of a %s as it was put', async (kind) => {
      const stream = { kind, id: newId() };
      const rows = rowsOf(stream);
      await put(rows);
      expect(await storage().projections.ofStream(stream)).toEqual(rows);
    });

    it.each([
      'party',
      'case',
      'round',
      'entry',
    ] as const)('are filled with the same rows as they are put, for a %s', async (kind) => {
      const stream = { kind, id: newId() };
      const rows = rowsOf(stream);
      await storage().inTransaction((t) => storage().projections.fill(t, rows));
      expect(await storage().projections.ofStream(stream)).toEqual(rows);
    });

    it('replace a row with the same key whole, names and codes of a party with it', async () => {
      const party = { kind: 'party', id: newId() } as const;
      await put({ parties: [sampleParty(party.id)] });
      const renamed = sampleParty(party.id, {
        names: [{ language: 'zh', name: '新名', from: null, to: null }],
        codes: [],
        version: 2,
      });
      await put({ parties: [renamed] });
      expect((await storage().projections.ofStream(party)).parties).toEqual([renamed]);
    });

    it('leave what is not named, and tell the changes of an entry anew when they are restated', async () => {
      const entry = { kind: 'entry', id: newId() } as const;
      await put(rowsOf(entry));
      await put({ changes: [sampleChange(entry.id, 2)] });
      expect((await storage().projections.ofStream(entry)).changes).toHaveLength(3);
      const only = sampleChange(entry.id, 0, { what: 'seen', known: '2026-01-01' });
      await put({ restated: [entry.id], changes: [only] });
      const rows = await storage().projections.ofStream(entry);
      expect(rows.changes).toEqual([only]);
      expect(rows.entries).toHaveLength(1);
    });

    it('are kept or lost together with the rest of their transaction', async () => {
      const id = newId();
      const failed = storage().inTransaction(async (t) => {
        await storage().projections.put(t, { cases: [sampleCase(id)] });
        throw new Error('stop');
      });
      await expect(failed).rejects.toThrow('stop');
      expect(await storage().cases.byId(id)).toBeNull();
    });

    it('take many rows at once, more than one statement holds', async () => {
      const cases = Array.from({ length: 1203 }, () => sampleCase(newId(), { scheme: 'many' }));
      await put({ cases });
      expect(await storage().cases.count({ field: 'scheme', is: ['many'] }, 5000)).toEqual({
        count: 1203,
        isCapped: false,
      });
    });

    it('refuse a second own entry with the number of another: a number is never used again', async () => {
      const [one, two] = [sampleEntry(newId()), sampleEntry(newId())];
      await put({ entries: [one] });
      const again = { ...two, number: one.number, normalNumber: one.normalNumber };
      await expect(put({ entries: [again] })).rejects.toMatchObject({ code: '23505' });
      // A foreign register may repeat its numbers, and it may have ours.
      const source = newId();
      await put({
        entries: [
          { ...again, source },
          { ...sampleEntry(newId()), source, normalNumber: one.normalNumber },
        ],
      });
      expect((await storage().entries.byNumber(one.normalNumber)).map((e) => e.source)).toEqual([
        'own',
        source,
        source,
      ]);
    });

    it('are empty after they were cleared, and only if the clearing is kept', async () => {
      const entry = { kind: 'entry', id: newId() } as const;
      const rows = rowsOf(entry);
      await put(rows);
      await storage().inTransaction(async (t) => {
        await storage().projections.clear(t);
        expect(await storage().projections.ofStream(entry, t)).toEqual(nothing);
        t.abandon();
      });
      expect(await storage().projections.ofStream(entry)).toEqual(rows);
    });
  });
}
