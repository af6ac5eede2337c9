import { beforeAll, describe, expect, it } from 'vitest';
import type { Entry } from '#operation/ports/entries.ts';
import type { Storage } from '#operation/ports/storage.ts';
import { idMaker, sampleChange, sampleDue, sampleEntry, sampleParty } from './samples.ts';

/** The contract of `Entries`, `Dues` and `Numbers`. */
export function registerContract(storage: () => Storage): void {
  const newId = idMaker(0x4e);
  const [issuer, holder] = [newId(), newId()];
  const source = newId();
  const certificate = sampleEntry(newId(), {
    issuer,
    holder,
    normalNumber: '03426Q10001R0S',
    number: '03426Q10001R0S',
  });
  const successor = sampleEntry(newId(), {
    succeeds: certificate.id,
    normalNumber: '03426Q10001R1S',
    number: '034 26Q10001R1S',
  });
  const approval = sampleEntry(newId(), {
    kind: 'approval',
    holder: issuer,
    normalNumber: 'CNCA-R-2026-034',
    scopeCodes: ['cn-qms'],
  });
  const honour = sampleEntry(newId(), { kind: 'honour', holder: issuer, normalNumber: 'AWARD-1' });
  const foreign = sampleEntry(newId(), { source, normalNumber: '03426Q10001R0S', reissue: 0, lastSeen: '2026-03-01' });
  const changes = [
    sampleChange(certificate.id, 0, { what: 'decided', status: 'decided' }),
    sampleChange(certificate.id, 2, {
      what: 'suspended',
      status: 'suspended',
      earliest: '2026-05-02',
      latest: '2026-05-31',
    }),
    sampleChange(certificate.id, 1, { what: 'issued' }),
    sampleChange(approval.id, 0),
  ];

  describe('register', () => {
    beforeAll(() =>
      storage().inTransaction(async (t) => {
        await storage().imports.putSource(t, {
          id: source,
          code: `contract-${source}`,
          names: { en: 'A foreign register' },
          mapping: 'm',
          registeredAt: '2026-03-02T00:00:00.000Z',
        });
        const batch = {
          source,
          batch: 1,
          file: 'cd'.repeat(32),
          fileName: 'a.csv',
          mappingEdition: '1',
          rows: 1,
          rejected: 0,
          root: null,
          version: 1,
        };
        await storage().imports.putBatch(t, {
          ...batch,
          snapshot: '2026-03-01',
          importedAt: '2026-03-02T03:04:05.678Z',
        });
        await storage().projections.put(t, {
          parties: [sampleParty(issuer), sampleParty(holder, { kind: 'organisation', codes: [] })],
          entries: [{ ...certificate, succeededBy: successor.id }, successor, approval, honour, foreign],
          changes,
        });
      }),
    );

    it('gives a set for a number, own entries first', async () => {
      const found = await storage().entries.byNumber('03426Q10001R0S');
      expect(found.map((e) => e.source)).toEqual(['own', source]);
      expect(found[0]).toEqual({ ...certificate, succeededBy: successor.id });
      expect(await storage().entries.byNumber('NOTHING')).toEqual([]);
    });

    it('looks up many numbers at once, each with its set, unknown ones with an empty one', async () => {
      const numbers = ['03426Q10001R0S', 'NOTHING', '03426Q10001R1S', '03426Q10001R0S'];
      const found = await storage().entries.byNumbers(numbers);
      expect([...found].map(([number, entries]) => [number, entries.length])).toEqual([
        ['03426Q10001R0S', 2],
        ['NOTHING', 0],
        ['03426Q10001R1S', 1],
      ]);
    });

    it('offers the numbers that a slip of the keyboard turns into the one that was asked for', async () => {
      const near = (number: string) => storage().entries.nearNumbers(number, 10);
      for (const slip of ['03426Q1001R0S', '03426Q100O1R0S', '034226Q10001R0S', '03426Q01001R0S'])
        expect(await near(slip)).toContain('03426Q10001R0S');
      expect(await near('03426Q10001R0S')).toEqual(['03426Q10001R1S']);
      expect(await near('X'.repeat(41))).toEqual([]);
    });

    it('gives the whole dossier of a number by one query, the same values as piece by piece', async () => {
      const [own, imported] = await storage().entries.dossiers('03426Q10001R0S', ['approval']);
      expect(own?.entry).toEqual(await storage().entries.byId(certificate.id));
      expect(own?.changes).toEqual(await storage().entries.changes(certificate.id));
      expect(own?.changes.map((c) => c.what)).toEqual(['decided', 'issued', 'suspended']);
      expect(own?.issuerEntries).toEqual([{ entry: approval, changes: await storage().entries.changes(approval.id) }]);
      expect(own?.holderParty).toEqual(sampleParty(holder).names);
      expect(own?.issuerParty).toEqual(sampleParty(issuer).names);
      expect(own?.successor).toEqual({ id: successor.id, number: successor.number });
      expect(own?.source).toBeNull();
      expect(imported?.source).toEqual({
        id: source,
        name: { en: 'A foreign register' },
        lastSnapshot: '2026-03-01',
        importedAt: '2026-03-02T03:04:05.678Z',
      });
      expect(imported?.issuerEntries).toEqual([]);
      expect(await storage().entries.dossierOf(certificate.id, ['approval'])).toEqual(own);
      expect(await storage().entries.dossierOf(newId(), ['approval'])).toBeNull();
    });

    it('tells what a party holds and has issued', async () => {
      expect((await storage().entries.heldBy(issuer)).map((e) => e.id)).toEqual([approval.id, honour.id]);
      expect((await storage().entries.heldBy(issuer, ['honour'])).map((e) => e.id)).toEqual([honour.id]);
      expect((await storage().entries.issuedBy(issuer, { limit: 10 })).rows.map((e) => e.id)).toEqual([certificate.id]);
    });

    it('lists, counts and streams what passes', async () => {
      const codes = {
        all: [
          { field: 'scopeCodes', overlaps: ['cn-qms'] },
          { field: 'holder', is: [issuer] },
        ],
      } as const;
      expect((await storage().entries.list(codes, 'number', { limit: 10 })).rows).toEqual([approval]);
      expect(await storage().entries.count(codes, 10)).toEqual({ count: 1, isCapped: false });
      const kinds = await storage().entries.countBy({ field: 'holder', is: [issuer] }, 'kind');
      expect(Object.fromEntries(kinds)).toEqual({ approval: 1, honour: 1 });
      const many: readonly Entry[] = Array.from({ length: 1100 }, () => sampleEntry(newId(), { kind: 'streamed' }));
      await storage().inTransaction((t) => storage().projections.put(t, { entries: many }));
      const streamed: Entry[] = [];
      for await (const entry of storage().entries.stream({ field: 'kind', is: ['streamed'] })) streamed.push(entry);
      expect(streamed).toEqual(many);
      const newest = await storage().entries.list({ field: 'kind', is: ['streamed'] }, 'newest', { limit: 2 });
      expect(newest.rows.map((e) => e.id)).toEqual([many[1099]?.id, many[1098]?.id]);
      const later = sampleEntry(many[3]?.id ?? '', { kind: 'streamed', recordedAt: '2026-04-01T00:00:00.000Z' });
      await storage().inTransaction((t) => storage().projections.put(t, { entries: [later] }));
      expect((await storage().entries.list({ field: 'kind', is: ['streamed'] }, 'newest', { limit: 1 })).rows).toEqual([
        later,
      ]);
    });
  });

  describe('dues', () => {
    it('are ripe from their instant on, the ripest first, while they run', async () => {
      const [a, b] = [newId(), newId()];
      const [first, second, standing] = [
        sampleDue(a, { name: 'first', ripeAt: '2020-01-01T16:00:00.000Z', remindAt: '2019-12-28T16:00:00.000Z' }),
        sampleDue(b, { name: 'second', ripeAt: '2020-01-02T16:00:00.000Z', remindAt: null }),
        sampleDue(b, { name: 'standing', ripeAt: '2019-01-01T16:00:00.000Z', state: 'standing' }),
      ] as const;
      await storage().inTransaction((t) => storage().projections.put(t, { dues: [second, first, standing] }));
      expect(await storage().dues.nextRipe()).toBe('2020-01-01T16:00:00.000Z');
      expect(await storage().dues.ripe('2020-01-01T15:59:59.999Z', 10)).toEqual([]);
      expect(await storage().dues.ripe('2020-01-01T16:00:00.000Z', 10)).toEqual([first]);
      expect(await storage().dues.ripe('2020-01-02T16:00:00.000Z', 10)).toEqual([first, second]);
      expect(await storage().dues.ofSubject(b)).toEqual([standing, second]);
      expect(await storage().dues.toRemind('2019-12-28T16:00:00.000Z', 10)).toEqual([first]);
      await storage().inTransaction((t) => storage().dues.markReminded(t, [first]));
      expect(await storage().dues.toRemind('2019-12-28T16:00:00.000Z', 10)).toEqual([]);
    });
  });

  describe('numbers', () => {
    const series = { space: 'contract', period: '2026' };

    it('count up from one, in each space and period by itself', async () => {
      const take = (one: typeof series, count?: number) =>
        storage().inTransaction((t) => storage().numbers.take(t, one, count));
      expect([await take(series), await take(series, 3), await take(series)]).toEqual([1, 2, 5]);
      expect(await take({ ...series, period: '2027' })).toBe(1);
    });

    it('INVARIANT: are never given twice, however many take at once; those of a failed transaction come again', async () => {
      const own = { space: 'contract race', period: '' };
      const take = (fails: boolean) =>
        storage().inTransaction(async (t) => {
          const first = await storage().numbers.take(t, own);
          if (fails) t.abandon();
          return first;
        });
      const taken = await Promise.all(
        Array.from({ length: 20 }, (_, i) => take(i % 4 === 3).then((n) => (i % 4 === 3 ? null : n))),
      );
      const kept = taken.filter((n) => n !== null).sort((a, b) => a - b);
      expect(kept).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
    });

    it('know whether an own entry carries a number', async () => {
      expect(await storage().numbers.isTaken('cn-qms', '03426Q10001R0S')).toBe(true);
      expect(await storage().numbers.isTaken('cn-ems', '03426Q10001R0S')).toBe(false);
    });
  });
}
