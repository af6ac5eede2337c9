import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CaseField, CaseSummary } from '#operation/ports/cases.ts';
import { accepts, type Filter } from '#operation/ports/filter.ts';
import type { Page } from '#operation/ports/page.ts';
import type { Storage } from '#operation/ports/storage.ts';
import type { Task } from '#operation/ports/tasks.ts';
import { idMaker, sampleCase, sampleNotice, sampleTask } from './samples.ts';

/** The contract of all lists: `Cases`, `Rounds`, `Tasks`, `Notices`. The filter is the predicate; a page goes on behind the last. */
export function listsContract(storage: () => Storage): void {
  const newId = idMaker(0x11);
  const people = [newId(), newId(), newId()] as const;
  const scheme = 'lists-contract';
  const pick = <T>(values: readonly T[], i: number): T => values[i % values.length] as T;
  const instant = (i: number) =>
    `2026-03-${String(10 + (i % 15)).padStart(2, '0')}T00:00:00.${String(i % 3).padStart(3, '0')}Z`;
  const cases: readonly CaseSummary[] = Array.from({ length: 60 }, (_, i) =>
    sampleCase(newId(), {
      scheme,
      title: pick(['示例认证', 'Shanghai 示例', 'ＳｈａｎｇＨａｉ', 'CAFÉ 100%', ''], i),
      flow: pick(['initial', 'surveillance', '变更'], i),
      round: pick([null, people[0]], i),
      applicant: pick(people, i),
      body: pick(people, i + 1),
      ending: pick([null, 'granted', 'refused'], i),
      state: pick(['open', 'ended'], i),
      openedAt: instant(i * 7),
      changedAt: instant(i * 11),
      nextDue: pick([null, '2026-04-01', '2026-04-02', '2026-05-01'], i),
      openSteps: pick<readonly string[]>([[], ['apply'], ['apply', 'review']], i),
      persons: pick<readonly string[]>([[], [people[0]], [people[0], people[1]]], i + 1),
      named: pick<readonly string[]>([[], [`auditor:${people[0]}`]], i),
    }),
  );
  const ours: Filter<CaseField> = { field: 'scheme', is: [scheme] };

  async function readAll<Row>(read: (after?: string) => Promise<Page<Row>>): Promise<Row[]> {
    const rows: Row[] = [];
    let after: string | undefined;
    do {
      const page = await read(after);
      rows.push(...page.rows);
      after = page.next ?? undefined;
    } while (after !== undefined);
    return rows;
  }

  const atom: fc.Arbitrary<Filter<CaseField>> = fc.oneof(
    fc.record({
      field: fc.constant<CaseField>('flow'),
      is: fc.subarray(['initial', 'surveillance', '变更', 'none', null]),
    }),
    fc.record({
      field: fc.constantFrom<CaseField>('applicant', 'body', 'round'),
      is: fc.subarray([...people, null, 'no uuid']),
    }),
    fc.record({
      field: fc.constantFrom<CaseField>('ending', 'state'),
      is: fc.subarray(['open', 'granted', null, 7, true]),
    }),
    fc.record({
      field: fc.constant<CaseField>('title'),
      contains: fc.constantFrom('', '示例', 'ＳＨＡＮＧＨＡＩ', 'shanghai', 'é', '100%', '_', '不在'),
    }),
    fc.record({ field: fc.constantFrom<CaseField>('persons'), overlaps: fc.subarray([...people]) }),
    fc.record({
      field: fc.constantFrom<CaseField>('openSteps', 'named'),
      overlaps: fc.subarray(['apply', 'review', `auditor:${people[0]}`]),
    }),
    fc.record({
      field: fc.constant<CaseField>('nextDue'),
      least: fc.constantFrom('2026-04-01', '2026-04-02', '2026-06-01'),
    }),
    fc.record({
      field: fc.constant<CaseField>('openedAt'),
      least: fc.constantFrom(instant(3), instant(8)),
      most: fc.constantFrom(instant(9), instant(14)),
    }),
    fc.record({
      field: fc.constant<CaseField>('flow'),
      least: fc.constantFrom('initial', 'j'),
      most: fc.constantFrom('surveillance', '~'),
    }),
  );
  const { filter } = fc.letrec<{ filter: Filter<CaseField> }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      atom,
      fc.record({ all: fc.array(tie('filter'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('filter'), { maxLength: 3 }) }),
      fc.record({ not: tie('filter') }),
    ),
  }));

  describe('lists', () => {
    beforeAll(() => storage().inTransaction((t) => storage().projections.put(t, { cases })));

    it('pass exactly the rows that the filter’s predicate accepts', async () => {
      await fc.assert(
        fc.asyncProperty(filter, async (one) => {
          const wanted = cases.filter((row) => accepts(one, row)).map((row) => row.id);
          const found = await storage().cases.list({ all: [ours, one] }, 'changed', { limit: 500 });
          expect(found.rows.map((row) => row.id).sort()).toEqual(wanted.sort());
          const { count } = await storage().cases.count({ all: [ours, one] }, 1000);
          expect(count).toBe(wanted.length);
          const some = cases[wanted.length % cases.length] as CaseSummary;
          expect(await storage().cases.passes(some.id, one)).toBe(accepts(one, some));
        }),
        { numRuns: 150 },
      );
    });

    it.each([
      'changed',
      'opened',
      'due',
    ] as const)('go on behind the last row of the former page, in the order `%s`', async (order) => {
      const whole = (await storage().cases.list(ours, order, { limit: 500 })).rows;
      const paged = await readAll((after) =>
        storage().cases.list(ours, order, { limit: 7, ...(after === undefined ? {} : { after }) }),
      );
      expect(paged).toEqual(whole);
      const key = (row: CaseSummary) =>
        (order === 'due' ? row.nextDue : order === 'opened' ? row.openedAt : row.changedAt) ?? '';
      const keys = whole.map((row) => `${key(row)} ${row.id}`);
      expect(keys).toEqual(order === 'due' ? [...keys].sort() : [...keys].sort().reverse());
      expect(whole).toHaveLength(order === 'due' ? 45 : 60);
    });

    it('refuse a cursor that is none, or of another order', async () => {
      const { next } = await storage().cases.list(ours, 'changed', { limit: 1 });
      for (const after of ['', 'nonsense', Buffer.from('["changed","x","y"]').toString('base64url')])
        await expect(storage().cases.list(ours, 'changed', { limit: 1, after })).rejects.toMatchObject({
          code: 'bad-cursor',
        });
      await expect(storage().cases.list(ours, 'due', { limit: 1, after: next ?? '' })).rejects.toMatchObject({
        code: 'bad-cursor',
      });
    });

    it('count no further than the cap, and by the values of a field', async () => {
      expect(await storage().cases.count(ours, 10)).toEqual({ count: 10, isCapped: true });
      expect(await storage().cases.count(ours, 60)).toEqual({ count: 60, isCapped: false });
      const flows = await storage().cases.countBy(ours, 'flow');
      expect(Object.fromEntries(flows)).toEqual({ initial: 20, surveillance: 20, 变更: 20 });
      expect([...(await storage().cases.countBy(ours, 'ending')).keys()].sort()).toEqual(['granted', 'refused']);
    });

    it('show open tasks by their day, those without one last, and done ones newest first', async () => {
      const subject = newId();
      const tasks: readonly Task[] = [
        sampleTask(subject, { step: 'late', due: '2026-04-01' }),
        sampleTask(subject, { step: 'soon', due: '2026-03-11' }),
        sampleTask(subject, { step: 'whenever', openedAt: '2026-03-01T00:00:00.000Z' }),
        sampleTask(subject, { step: 'whenever', line: '2', openedAt: '2026-03-02T00:00:00.000Z' }),
        sampleTask(subject, { step: 'first', state: 'done', doneAt: '2026-03-12T00:00:00.000Z', doneBy: people[0] }),
        sampleTask(subject, { step: 'second', state: 'done', doneAt: '2026-03-13T00:00:00.000Z', doneBy: people[0] }),
        sampleTask(subject, { step: 'gone', state: 'dropped' }),
      ];
      await storage().inTransaction((t) => storage().projections.put(t, { tasks }));
      const mine = { field: 'subject', is: [subject] } as const;
      const open = await readAll((after) =>
        storage().tasks.open(mine, { limit: 1, ...(after === undefined ? {} : { after }) }),
      );
      expect(open.map((t) => t.step + t.line)).toEqual(['soon', 'late', 'whenever', 'whenever2']);
      const done = await readAll((after) =>
        storage().tasks.done(mine, { limit: 1, ...(after === undefined ? {} : { after }) }),
      );
      expect(done.map((t) => t.step)).toEqual(['second', 'first']);
      expect((await storage().tasks.ofSubject(subject)).length).toBe(7);
      const byRole = {
        all: [mine, { field: 'roles', overlaps: ['reviewer'] }, { field: 'state', is: ['open'] }],
      } as const;
      expect(await storage().tasks.count(byRole, 100)).toEqual({ count: 4, isCapped: false });
    });

    it('show notices newest first, by box', async () => {
      const basis = { kind: 'round', id: newId() } as const;
      const scheme = 'notices-contract';
      const [old, young, news] = [
        sampleNotice(newId(), basis, { scheme, issuedAt: '2026-01-01T00:00:00.000Z' }),
        sampleNotice(newId(), basis, { scheme, issuedAt: '2026-02-01T00:00:00.000Z' }),
        sampleNotice(newId(), basis, { scheme, box: 'news', kind: 'news' }),
      ] as const;
      await storage().inTransaction((t) => storage().projections.put(t, { notices: [old, young, news] }));
      const boxed = {
        all: [
          { field: 'scheme', is: [scheme] },
          { field: 'box', is: ['notices'] },
        ],
      } as const;
      expect((await storage().notices.list(boxed, { limit: 10 })).rows).toEqual([young, old]);
      expect(await storage().notices.byId(news.id)).toEqual(news);
      expect(await storage().notices.byId(newId())).toBeNull();
    });
  });
}
