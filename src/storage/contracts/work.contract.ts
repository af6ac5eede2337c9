import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Job } from '#operation/ports/jobs.ts';
import type { Storage } from '#operation/ports/storage.ts';
import { idMaker } from './samples.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const bytes = (text: string) => new TextEncoder().encode(text);
const at = '2026-03-10T04:05:06.789Z';

/** The contract of `Editions`, `Idempotency`, `Ballots`, `PublicVotes`, `Files`, `Blobs`, `Settings`, `Jobs`. */
export function workContract(storage: () => Storage): void {
  const newId = idMaker(0x30);
  const write = <T>(work: Parameters<Storage['inTransaction']>[0]) => storage().inTransaction(work) as Promise<T>;

  describe('editions', () => {
    it('never change: the same text again is the same, another under the name is told apart', async () => {
      const name = { kind: 'scheme', id: 'cn-qms', edition: newId() } as const;
      const register = (text: string) =>
        write((t) => storage().editions.register(t, { ...name, bytes: bytes(text), at }));
      expect(await register('{"a":1}')).toEqual({ registered: digest('{"a":1}') });
      expect(await register('{"a":1}')).toEqual({ same: digest('{"a":1}') });
      expect(await register('{"a":2}')).toEqual({ differs: { stored: digest('{"a":1}'), given: digest('{"a":2}') } });
      const head = { ...name, digest: digest('{"a":1}'), registeredAt: at };
      expect(await storage().editions.get(name)).toEqual({ ...head, bytes: bytes('{"a":1}') });
      expect(await storage().editions.list('scheme', 'cn-qms')).toContainEqual(head);
      expect(await storage().editions.list('rules')).toEqual([]);
      expect(await storage().editions.get({ ...name, kind: 'rules' })).toBeNull();
    });
  });

  describe('idempotency keys', () => {
    const request = digest('the request');

    it('give the stored answer again, and tell another request under the key apart', async () => {
      const key = { account: newId(), key: 'k1' };
      const first = await write(async (t) => {
        const claim = await storage().idempotency.claim(t, { ...key, request, at });
        await storage().idempotency.keep(t, key, { status: 201, body: { case: '案件', n: 1 } });
        return claim;
      });
      expect(first).toEqual({ isNew: true });
      const again = await write((t) => storage().idempotency.claim(t, { ...key, request, at }));
      expect(again).toEqual({ isNew: false, answer: { status: 201, body: { case: '案件', n: 1 } } });
      const other = await write((t) => storage().idempotency.claim(t, { ...key, request: digest('another'), at }));
      expect(other).toEqual({ mismatch: { usedAt: at } });
      expect(await storage().idempotency.sweep('2026-03-11T00:00:00.000Z')).toBeGreaterThanOrEqual(1);
      expect(await write((t) => storage().idempotency.claim(t, { ...key, request, at }))).toEqual({ isNew: true });
    });

    it('let the second of two at once wait for the first, and do the act once', async () => {
      const key = { account: newId(), key: 'double click' };
      let acts = 0;
      const act = () =>
        write(async (t) => {
          const claim = await storage().idempotency.claim(t, { ...key, request, at });
          if (!('isNew' in claim) || !claim.isNew) return claim;
          acts += 1;
          await new Promise((done) => setTimeout(done, 50));
          await storage().idempotency.keep(t, key, { status: 200, body: acts });
          return claim;
        });
      const both = await Promise.all([act(), act()]);
      expect(acts).toBe(1);
      expect(both).toContainEqual({ isNew: true });
      expect(both).toContainEqual({ isNew: false, answer: { status: 200, body: 1 } });
    });

    it('are free again when the act was not kept', async () => {
      const key = { account: newId(), key: 'refused' };
      await write(async (t) => {
        await storage().idempotency.claim(t, { ...key, request, at });
        t.abandon();
      });
      expect(await write((t) => storage().idempotency.claim(t, { ...key, request: digest('corrected'), at }))).toEqual({
        isNew: true,
      });
    });
  });

  describe('ballot boxes', () => {
    const cast = (round: string, step: string, choice: string, keep = true) =>
      write<void>(async (t) => {
        await storage().ballots.cast(t, { round, step }, choice);
        if (!keep) t.abandon();
      });

    it('count by choice, a box for each vote of each round, and hold nothing before the first ballot', async () => {
      const [round, other] = [newId(), newId()];
      expect(await storage().ballots.count(round)).toEqual(new Map());
      for (const choice of ['yes', 'no', 'yes', '弃权 "1"']) await cast(round, 'ballot', choice);
      await cast(round, 'second', 'no');
      await cast(other, 'ballot', 'no');
      expect(await storage().ballots.count(round)).toEqual(
        new Map([
          ['ballot', { yes: 2, no: 1, '弃权 "1"': 1 }],
          ['second', { no: 1 }],
        ]),
      );
      expect(await storage().ballots.count(other)).toEqual(new Map([['ballot', { no: 1 }]]));
    });

    it('hold a ballot exactly if its transaction was kept, and lose none of many at once', async () => {
      const round = newId();
      await cast(round, 'ballot', 'yes', false);
      expect(await storage().ballots.count(round)).toEqual(new Map());
      await Promise.all(Array.from({ length: 24 }, (_, n) => cast(round, 'ballot', n % 3 === 0 ? 'no' : 'yes')));
      expect(await storage().ballots.count(round)).toEqual(new Map([['ballot', { yes: 16, no: 8 }]]));
    });

    it('show a ballot to the transaction that casts it, and to nobody else before it is kept', async () => {
      const round = newId();
      await write<void>(async (t) => {
        await storage().ballots.cast(t, { round, step: 'ballot' }, 'yes');
        expect(await storage().ballots.count(round, t)).toEqual(new Map([['ballot', { yes: 1 }]]));
        expect(await storage().ballots.count(round)).toEqual(new Map());
      });
      expect(await storage().ballots.count(round)).toEqual(new Map([['ballot', { yes: 1 }]]));
    });
  });

  describe('votes of the public', () => {
    const [me, you] = [bytes('me'), bytes('you')];
    const [here, there] = [bytes('here'), bytes('there')];
    const noon = '2026-03-10T04:00:00.000Z';
    const votes = () => storage().publicVotes;
    const newBox = () => ({ round: newId(), step: 'votes' });
    type Box = ReturnType<typeof newBox>;
    const cast = (box: Box, vote: Partial<Parameters<Storage['publicVotes']['cast']>[2]> & { readonly item: string }) =>
      write<boolean>((t) => votes().cast(t, box, { voter: me, source: here, at: noon, ...vote }));

    it('keep one of an identity for an item, of many at once too, and count by item, network and ten minutes', async () => {
      const box = newBox();
      const [item, other] = [newId(), newId()];
      expect(await cast(box, { item })).toBe(true);
      expect(await cast(box, { item, source: there })).toBe(false);
      expect(await cast(box, { item: other })).toBe(true);
      const atOnce = await Promise.all(
        Array.from({ length: 12 }, () => cast(box, { item, voter: you, source: there })),
      );
      expect(atOnce.filter(Boolean)).toHaveLength(1);
      await cast(box, { item, voter: bytes('late'), at: '2026-03-10T04:10:00.000Z' });
      const cells = (await votes().cells(box.round)).get('votes') ?? [];
      const hex = (text: string) => Buffer.from(text).toString('hex');
      const since = Date.parse(noon) / 1000;
      const cell = (of: string, source: string, at = since) => ({
        item: of,
        source: hex(source),
        since: at,
        count: 1,
        isSetAside: false,
      });
      expect(cells).toHaveLength(4);
      expect(cells).toEqual(
        expect.arrayContaining([
          cell(item, 'here'),
          cell(other, 'here'),
          cell(item, 'there'),
          cell(item, 'here', since + 600),
        ]),
      );
      expect(await votes().cells(newId())).toEqual(new Map());
    });

    it('tell the traffic of a network, the last minute and the last day, and of an identity for the item', async () => {
      const box = newBox();
      const [item, other] = [newId(), newId()];
      const earlier = (n: number, at: string, of = item) => cast(box, { item: of, voter: bytes(`v${n}`), at });
      await earlier(1, '2026-03-09T03:59:00.000Z');
      await earlier(2, '2026-03-10T01:00:00.000Z');
      await earlier(3, '2026-03-10T03:59:30.000Z');
      await earlier(4, '2026-03-10T03:59:40.000Z', other);
      const traffic = (voter: Uint8Array, source: Uint8Array) =>
        write((t) => votes().traffic(t, box, { voter, item, source, at: noon }));
      expect(await traffic(bytes('v2'), here)).toEqual({ hasVoted: true, ofSourceInMinute: 2, ofSourceOnItemInDay: 2 });
      expect(await traffic(bytes('v4'), there)).toEqual({
        hasVoted: false,
        ofSourceInMinute: 0,
        ofSourceOnItemInDay: 0,
      });
    });

    it('are set aside by network or by their ten minutes, and stay where they are', async () => {
      const box = newBox();
      const [item, other] = [newId(), newId()];
      await cast(box, { item });
      await cast(box, { item, voter: you, source: there });
      await cast(box, { item: other, voter: you, source: there });
      const source = Buffer.from(there).toString('hex');
      const aside = { step: 'votes', item, since: Date.parse(noon) / 1000 };
      const by = (kind: 'source' | 'time') =>
        write<number>((t) =>
          votes().setAside(t, box.round, { ...aside, kind, source: kind === 'source' ? source : null }),
        );
      expect(await by('source')).toBe(1);
      expect(await by('source')).toBe(0);
      expect(await by('time')).toBe(1);
      const cells = (await votes().cells(box.round)).get('votes') ?? [];
      expect(cells.filter((c) => c.isSetAside).map((c) => c.item)).toEqual([item, item]);
      expect(cells.filter((c) => !c.isSetAside).map((c) => c.item)).toEqual([other]);
    });

    it('have a box with one salt, which is closed behind the votes that are being cast, or not at all', async () => {
      const box = newBox();
      const item = newId();
      const salt = (given: string) => write<Uint8Array | null>((t) => votes().open(t, box, bytes(given)));
      expect(Buffer.from((await salt('first')) ?? []).toString()).toBe('first');
      expect(Buffer.from((await salt('second')) ?? []).toString()).toBe('first');
      const order: string[] = [];
      const casting = write<void>(async (t) => {
        await votes().open(t, box, bytes('x'));
        order.push('opened');
        await new Promise((done) => setTimeout(done, 100));
        await votes().cast(t, box, { voter: me, item, source: here, at: noon });
        order.push('cast');
      });
      while (order.length === 0) await new Promise((done) => setTimeout(done, 5));
      await write<void>(async (t) => {
        await votes().seal(t, box);
        order.push('sealed');
        expect([...(await votes().cells(box.round, t)).values()].flat()).toHaveLength(1);
        t.abandon();
      });
      await casting;
      expect(order).toEqual(['opened', 'cast', 'sealed']);
      expect(Buffer.from((await salt('third')) ?? []).toString()).toBe('first');
      await write<void>(async (t) => {
        await votes().seal(t, box);
        await votes().empty(t, box);
      });
      expect(await salt('fourth')).toBeNull();
      expect(await votes().cells(box.round)).toEqual(new Map());
    });
  });

  describe('files', () => {
    async function* chunks(...parts: readonly string[]): AsyncGenerator<Uint8Array> {
      for (const part of parts) yield bytes(part);
    }
    const read = async (stream: AsyncIterable<Uint8Array> | null) => {
      if (stream === null) return null;
      const parts: Uint8Array[] = [];
      for await (const part of stream) parts.push(part);
      return Buffer.concat(parts).toString('utf8');
    };
    const most = { most: 100 };

    it('hold their bytes by digest: the same bytes twice are one blob, a part can be read', async () => {
      const put = await storage().blobs.put(chunks('质量', 'first'), most);
      expect(put).toEqual({ digest: digest('质量first'), size: 11 });
      expect(await storage().blobs.put(chunks('质量fir', 'st'), most)).toEqual(put);
      const id = digest('质量first');
      expect(await read(await storage().blobs.get(id))).toBe('质量first');
      expect(await read(await storage().blobs.get(id, { start: 6, end: 9 }))).toBe('fir');
      expect(await read(await storage().blobs.get(id, { start: 9 }))).toBe('st');
      expect(await read(await storage().blobs.get(id, { start: 3, end: 3 }))).toBe('');
      expect(await storage().blobs.size(id)).toBe(11);
      expect(await storage().blobs.get(digest('unknown'))).toBeNull();
      expect(await storage().blobs.size(digest('unknown'))).toBeNull();
      const all: string[] = [];
      for await (const one of storage().blobs.list()) all.push(one);
      expect(all).toEqual([id]);
      await storage().blobs.remove(id);
      expect(await storage().blobs.get(id)).toBeNull();
    });

    it('take an empty file, stop at the limit, and leave nothing of an upload that was cut off', async () => {
      expect(await storage().blobs.put(chunks(), most)).toEqual({ digest: digest(''), size: 0 });
      expect(await read(await storage().blobs.get(digest('')))).toBe('');
      expect(await storage().blobs.put(chunks('a'.repeat(60), 'b'.repeat(60)), most)).toEqual({
        tooLarge: { most: 100 },
      });
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield bytes('half');
        throw new Error('the line broke');
      }
      await expect(storage().blobs.put(broken(), most)).rejects.toThrow('the line broke');
      expect(await storage().blobs.size(digest('half'))).toBeNull();
    });

    it('are taken away when they are old and nobody wants them; what was put again meanwhile is not old', async () => {
      const { blobs } = storage();
      for (const text of ['wanted', 'unwanted', 'again']) await blobs.put(chunks(text), most);
      const later = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
      expect(await blobs.sweep(later(-60_000), async () => new Set())).toBe(0);
      // The one that is asked for while it is decided is put again, and its age is then behind the limit.
      await new Promise((done) => setTimeout(done, 30));
      const limit = later(0);
      await new Promise((done) => setTimeout(done, 30));
      const gone = await blobs.sweep(limit, async (digests) => {
        const others = ['wanted', 'unwanted', 'again'].map(digest);
        expect(digests).toEqual(expect.arrayContaining(others));
        await blobs.put(chunks('again'), most);
        return new Set(digests.filter((d) => d === digest('wanted') || !others.includes(d)));
      });
      expect(gone).toBe(1);
      expect(await blobs.size(digest('unwanted'))).toBeNull();
      expect(await read(await blobs.get(digest('wanted')))).toBe('wanted');
      expect(await read(await blobs.get(digest('again')))).toBe('again');
      for (const text of ['wanted', 'again']) await blobs.remove(digest(text));
    });

    it('are known by what was said of them, and belong to a case once it is opened', async () => {
      const [by, caseId] = [newId(), newId()];
      const file = {
        id: newId(),
        digest: digest('x'),
        size: 5_000_000_000,
        mediaType: 'application/pdf',
        name: '报告 "1".pdf',
        case: null,
        round: null,
        party: null,
        uploadedBy: by,
        uploadedAt: at,
      };
      await write((t) => storage().files.put(t, file));
      expect(await storage().files.byId(file.id)).toEqual(file);
      await write((t) => storage().files.attach(t, [file.id], { case: caseId, round: null, party: by }));
      expect(await storage().files.list({ field: 'case', is: [caseId] })).toEqual([
        { ...file, case: caseId, party: by },
      ]);
      expect(await storage().files.list({ field: 'digest', is: [digest('y')] })).toEqual([]);
      expect(await storage().files.byId(newId())).toBeNull();
    });
  });

  describe('settings', () => {
    it('are shared by name', async () => {
      const name = `clock ${newId()}`;
      expect(await storage().settings.get(name)).toBeUndefined();
      await write((t) => storage().settings.put(t, name, { day: '2026-03-10' }));
      await write((t) => storage().settings.put(t, name, null));
      expect(await storage().settings.get(name)).toBeNull();
    });
  });

  describe('jobs', () => {
    const until = async (isDone: () => Promise<boolean>) => {
      for (let tries = 0; tries < 100; tries++) {
        if (await isDone()) return;
        await new Promise((done) => setTimeout(done, 100));
      }
      throw new Error('it did not happen within ten seconds');
    };

    it('exist exactly if their transaction does, and are done', async () => {
      const queue = 'contract-ordinary';
      await storage().jobs.declare([{ name: queue }]);
      const seen: Job[] = [];
      const enqueue = (n: number, keep: boolean) =>
        write<string | null>(async (t) => {
          const id = await storage().jobs.enqueue(t, queue, { n });
          if (!keep) t.abandon();
          return id;
        });
      const [kept, lost] = [await enqueue(1, true), await enqueue(2, false)];
      expect((await storage().jobs.queues()).find((q) => q.queue === queue)).toEqual({
        queue,
        waiting: 1,
        running: 0,
        failed: 0,
      });
      await storage().jobs.work(
        queue,
        async (job) => {
          seen.push(job);
          return { doubled: Number(job.data['n']) * 2 };
        },
        { pollSeconds: 0.5 },
      );
      await until(async () => (await storage().jobs.report(queue, kept ?? ''))?.state === 'done');
      expect(seen.map((job) => [job.data, job.attempt])).toEqual([[{ n: 1 }, 1]]);
      expect(await storage().jobs.report(queue, kept ?? '')).toMatchObject({
        queue,
        state: 'done',
        data: { n: 1 },
        attempts: 1,
        result: { doubled: 2 },
      });
      expect(await storage().jobs.report(queue, lost ?? '')).toBeNull();
    });

    it('wait or run once for each singleton', async () => {
      const queue = 'contract-singleton';
      await storage().jobs.declare([{ name: queue }, { name: queue }]);
      const enqueue = (singleton?: string) =>
        write<string | null>((t) => storage().jobs.enqueue(t, queue, {}, singleton ? { singleton } : {}));
      expect(await enqueue('sweep')).not.toBeNull();
      expect(await enqueue('sweep')).toBeNull();
      expect(await enqueue('other')).not.toBeNull();
      expect(await enqueue()).not.toBeNull();
      expect(await enqueue()).not.toBeNull();
    });

    it('that fail are seen with their reason, and can be run again', async () => {
      const queue = 'contract-failing';
      await storage().jobs.declare([{ name: queue }]);
      let fails = true;
      await storage().jobs.work(
        queue,
        async () => {
          if (fails) throw new Error('the printer is on fire');
          return 'good';
        },
        { pollSeconds: 0.5 },
      );
      const id = (await write<string | null>((t) => storage().jobs.enqueue(t, queue, { n: 3 }, { retries: 0 }))) ?? '';
      await until(async () => (await storage().jobs.report(queue, id))?.state === 'failed');
      const failed = (await storage().jobs.failures(10)).find((job) => job.id === id);
      expect(failed).toMatchObject({ queue, state: 'failed', data: { n: 3 }, result: 'the printer is on fire' });
      fails = false;
      expect(await storage().jobs.retry(queue, id)).toBe(true);
      await until(async () => (await storage().jobs.report(queue, id))?.state === 'done');
      expect((await storage().jobs.report(queue, id))?.result).toBe('good');
      expect(await storage().jobs.retry(queue, id)).toBe(false);
    });

    it('do not start before their time', async () => {
      const queue = 'contract-later';
      await storage().jobs.declare([{ name: queue }]);
      const startAfter = '2999-01-01T00:00:00.000Z';
      const id = (await write<string | null>((t) => storage().jobs.enqueue(t, queue, {}, { startAfter }))) ?? '';
      await storage().jobs.work(queue, async () => 'too early', { pollSeconds: 0.5 });
      await new Promise((done) => setTimeout(done, 700));
      expect((await storage().jobs.report(queue, id))?.state).toBe('waiting');
    });
  });
}
