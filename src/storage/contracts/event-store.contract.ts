import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StreamName } from '#certification/event/event.ts';
import { emptyHead, type StreamAppend, type StreamHead } from '#operation/ports/event-store.ts';
import type { Storage } from '#operation/ports/storage.ts';
import { canonicalBytes } from '#proof/canonical.ts';
import { appendTo, idMaker, note, stamp } from './samples.ts';

/** The contract of `EventStore` and `Outbox`, for every implementation. */
export function eventStoreContract(storage: () => Storage): void {
  const newId = idMaker(0xe5);
  const newCase = (): StreamName => ({ kind: 'case', id: newId() });
  const append = (...appends: StreamAppend[]) =>
    storage().inTransaction((transaction) => storage().events.append(transaction, appends, stamp(newId)));
  const headOf = async (stream: StreamName) => (await storage().events.load(stream)).head;

  describe('event store', () => {
    it('gives back what was appended, in its order, each event with the hash of its canonical bytes', async () => {
      const stream = newCase();
      const result = await append(appendTo(stream, emptyHead, note('first'), note('second')));
      const loaded = await storage().events.load(stream);
      expect(loaded.events.map((e) => e.envelope.version)).toEqual([1, 2]);
      expect(loaded.events[1]?.envelope).toMatchObject({
        envelope: 1,
        stream,
        type: 'Noted',
        format: 1,
        recordedAt: '2026-03-10T04:05:06.789Z',
        body: { text: 'second', 文字: '质量', n: 42 },
        previous: loaded.events[0]?.hash,
      });
      for (const { envelope, hash } of loaded.events)
        expect(createHash('sha256').update(canonicalBytes(envelope)).digest('hex')).toBe(hash);
      expect(loaded.head).toEqual({
        version: 2,
        hash: loaded.events[1]?.hash,
        recordedAt: '2026-03-10T04:05:06.789Z',
      });
      expect(result).toMatchObject({ appended: [{ stream, head: loaded.head, events: loaded.events }] });
    });

    it('knows an empty stream by version 0, and loads from behind a version', async () => {
      const stream = newCase();
      expect(await storage().events.load(stream)).toEqual({ stream, head: emptyHead, events: [] });
      await append(appendTo(stream, emptyHead, note('1'), note('2'), note('3')));
      const tail = await storage().events.load(stream, { after: 2 });
      expect(tail.events.map((e) => e.envelope.version)).toEqual([3]);
      expect(tail.head.version).toBe(3);
      expect((await storage().events.load(stream, { after: 3 })).events).toEqual([]);
    });

    it('tells who comes second of the conflict, and keeps nothing of his', async () => {
      const stream = newCase();
      await append(appendTo(stream, emptyHead));
      const head = await headOf(stream);
      await append(appendTo(stream, head, note('faster')));
      expect(await append(appendTo(stream, head, note('slower')))).toEqual({
        conflict: { stream, expected: 1, current: 2 },
      });
      expect(await append(appendTo(stream, emptyHead))).toEqual({ conflict: { stream, expected: 0, current: 2 } });
      const loaded = await storage().events.load(stream);
      expect(loaded.events.map((e) => e.envelope.body)).toMatchObject([{ text: 'one' }, { text: 'faster' }]);
    });

    it('refuses a head whose hash is another one, though its version is right', async () => {
      const stream = newCase();
      await append(appendTo(stream, emptyHead));
      const forged: StreamHead = { version: 1, hash: '00'.repeat(32) };
      expect(await append(appendTo(stream, forged))).toEqual({ conflict: { stream, expected: 1, current: 1 } });
      expect((await headOf(stream)).version).toBe(1);
    });

    it('lets exactly one of many win who append to the same head at the same time', async () => {
      const stream = newCase();
      await append(appendTo(stream, emptyHead));
      const head = await headOf(stream);
      const all = await Promise.all(Array.from({ length: 8 }, (_, i) => append(appendTo(stream, head, note(`${i}`)))));
      expect(all.filter((result) => 'appended' in result)).toHaveLength(1);
      expect(await headOf(stream)).toMatchObject({ version: 2 });
      const fresh = newCase();
      const made = await Promise.all(Array.from({ length: 8 }, () => append(appendTo(fresh, emptyHead))));
      expect(made.filter((result) => 'appended' in result)).toHaveLength(1);
      expect(made.filter((result) => 'conflict' in result && result.conflict.current === 1)).toHaveLength(7);
    });

    it('appends to several streams as one, or to none', async () => {
      const [a, b] = [newCase(), { kind: 'entry', id: newId() } as const];
      await append(appendTo(b, emptyHead));
      const old = await headOf(b);
      await append(appendTo(b, old));
      const result = await append(appendTo(a, emptyHead, note('a')), appendTo(b, old, note('b')));
      expect(result).toEqual({ conflict: { stream: b, expected: 1, current: 2 } });
      expect(await headOf(a)).toEqual(emptyHead);
      const good = await append(appendTo(b, await headOf(b), note('b')), appendTo(a, emptyHead, note('a')));
      expect('appended' in good && good.appended.map((one) => one.stream)).toEqual([b, a]);
      const loaded = await storage().events.loadAll([a, b, newCase()]);
      expect(loaded.map((one) => one.events.length)).toEqual([1, 3, 0]);
    });

    it('INVARIANT: a transaction that met a conflict keeps nothing, whatever else it wrote and whatever it returns', async () => {
      const [moved, other] = [newCase(), newCase()];
      await append(appendTo(moved, emptyHead));
      const answer = await storage().inTransaction(async (transaction) => {
        await storage().events.append(transaction, [appendTo(other, emptyHead)], stamp(newId));
        await storage().settings.put(transaction, 'written beside', true);
        const result = await storage().events.append(transaction, [appendTo(moved, emptyHead)], stamp(newId));
        expect(transaction.isAbandoned).toBe(true);
        return result;
      });
      expect(answer).toMatchObject({ conflict: { stream: moved } });
      expect(await headOf(other)).toEqual(emptyHead);
      expect(await storage().settings.get('written beside')).toBeUndefined();
    });

    it('goes on within one transaction, which alone sees it before the commit', async () => {
      const stream = newCase();
      await storage().inTransaction(async (transaction) => {
        const first = await storage().events.append(transaction, [appendTo(stream, emptyHead)], stamp(newId));
        expect(await headOf(stream)).toEqual(emptyHead);
        const { head } = await storage().events.load(stream, {}, transaction);
        expect('appended' in first && first.appended[0]?.head).toEqual(head);
        await storage().events.append(transaction, [appendTo(stream, head)], stamp(newId));
      });
      expect(await headOf(stream)).toMatchObject({ version: 2 });
    });

    it('keeps nothing of a work that throws, or that is abandoned', async () => {
      const stream = newCase();
      const failed = storage().inTransaction(async (transaction) => {
        await storage().events.append(transaction, [appendTo(stream, emptyHead)], stamp(newId));
        throw new Error('stop');
      });
      await expect(failed).rejects.toThrow('stop');
      await storage().inTransaction(async (transaction) => {
        await storage().events.append(transaction, [appendTo(stream, emptyHead)], stamp(newId));
        transaction.abandon();
      });
      expect(await headOf(stream)).toEqual(emptyHead);
    });

    it('refuses what would be stored wrongly, before anything is written', async () => {
      const stream = newCase();
      await expect(append({ ...appendTo(stream, emptyHead), events: [] })).rejects.toThrow('at least one event');
      await expect(append(appendTo({ kind: 'case', id: 'cn-qms' }, emptyHead))).rejects.toThrow('Expected the uuid');
      await expect(append(appendTo(stream, { version: 1, hash: null }))).rejects.toThrow('Expected a head');
      const float = { type: 'Measured', format: 1, body: { value: 0.1 } };
      await expect(append(appendTo(stream, emptyHead, float))).rejects.toMatchObject({ code: 'not-an-integer' });
      const stray = { version: 2, kind: 'entry', bytes: new Uint8Array([1]) };
      await expect(append({ ...appendTo(stream, emptyHead), facts: [stray] })).rejects.toThrow(
        'versions 1 to 1, found 2',
      );
      expect(await headOf(stream)).toEqual(emptyHead);
    });

    it('keeps every JSON body that has a canonical form, byte for byte', async () => {
      const text = fc.string({ unit: 'binary', maxLength: 20 }).map((s) => s.normalize('NFC').replaceAll('\0', ''));
      const leaf = fc.oneof(text, fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
      const { body } = fc.letrec<{ body: unknown }>((tie) => ({
        body: fc.oneof(
          { depthSize: 'small' },
          leaf,
          fc.array(tie('body'), { maxLength: 4 }),
          fc.dictionary(text, tie('body'), { maxKeys: 4 }),
        ),
      }));
      await fc.assert(
        fc.asyncProperty(body, async (value) => {
          const stream = newCase();
          await append(appendTo(stream, emptyHead, { type: 'Held', format: 1, body: { value } }));
          const [event] = (await storage().events.load(stream)).events;
          expect(event?.envelope.body).toEqual(JSON.parse(JSON.stringify({ value })));
          expect(createHash('sha256').update(canonicalBytes(event?.envelope)).digest('hex')).toBe(event?.hash);
        }),
        { numRuns: 40 },
      );
    });

    it('records nothing before the last event of its stream, and says both times', async () => {
      const [stream, other] = [newCase(), newCase()];
      await append(appendTo(stream, emptyHead));
      const head = await headOf(stream);
      const late = storage().inTransaction((t) =>
        storage().events.append(
          t,
          [appendTo(other, emptyHead), appendTo(stream, head)],
          stamp(newId, '2026-03-10T04:05:06.788Z'),
        ),
      );
      await expect(late).rejects.toMatchObject({
        code: 'clock-behind',
        last: '2026-03-10T04:05:06.789Z',
        now: '2026-03-10T04:05:06.788Z',
      });
      expect((await storage().events.load(other)).events).toEqual([]);
      expect(await headOf(stream)).toEqual(head);
      // In the same instant is not before.
      expect(await append(appendTo(stream, head))).toHaveProperty('appended');
    });

    it('lists the streams of a kind in the order of their ids', async () => {
      const rounds = [newId(), newId(), newId()].map((id) => ({ kind: 'round', id }) as const);
      for (const round of rounds) await append(appendTo(round, emptyHead));
      const first = await storage().events.streams('round', { limit: 2 });
      expect(first.map((s) => s.id)).toEqual(rounds.slice(0, 2).map((r) => r.id));
      const rest = await storage().events.streams('round', { limit: 2, after: first[1]?.id ?? '' });
      const { version, hash } = await headOf(rounds[2] as StreamName);
      expect(rest).toEqual([{ id: rounds[2]?.id, head: { version, hash } }]);
    });

    it('holds a long stream and a large act', async () => {
      const stream = newCase();
      const many = Array.from({ length: 500 }, (_, i) => note(`${i} ${'长'.repeat(200)}`));
      await append(appendTo(stream, emptyHead, ...many));
      const loaded = await storage().events.load(stream);
      expect(loaded.events).toHaveLength(500);
      expect(loaded.events.map((e) => e.envelope.body)).toEqual(many.map((e) => e.body));
    });
  });

  describe('outbox', () => {
    const fact = (version: number, kind: string) => ({ version, kind, bytes: canonicalBytes({ kind, version }) });

    it('takes the public facts of the events in the same transaction, and holds them in the order of their stream', async () => {
      const stream = { kind: 'entry', id: newId() } as const;
      const before = await storage().outbox.waiting();
      const facts = [fact(1, 'decided'), fact(2, 'issued'), fact(2, 'key')];
      await append({ ...appendTo(stream, emptyHead, note('1'), note('2')), facts });
      expect(await storage().outbox.waiting()).toBe(before + 3);
      const stored = await storage().outbox.ofStream(stream);
      expect(stored.map((f) => [f.version, f.ordinal, f.kind, f.position])).toEqual([
        [1, 0, 'decided', null],
        [2, 0, 'issued', null],
        [2, 1, 'key', null],
      ]);
      expect(Buffer.from(stored[0]?.bytes ?? []).equals(facts[0]?.bytes ?? Buffer.alloc(1))).toBe(true);
      expect(stored[0]?.hash).toBe(
        createHash('sha256')
          .update(facts[0]?.bytes ?? '')
          .digest('hex'),
      );
    });

    it('keeps no fact of an append that met a conflict', async () => {
      const stream = { kind: 'entry', id: newId() } as const;
      await append(appendTo(stream, emptyHead));
      const before = await storage().outbox.waiting();
      await append({ ...appendTo(stream, emptyHead), facts: [fact(1, 'late')] });
      expect(await storage().outbox.waiting()).toBe(before);
    });

    it('gives each stream in its order even when the clock was set back between two acts', async () => {
      const stream = { kind: 'entry', id: newId() } as const;
      const at = (recordedAt: string, one: StreamAppend) =>
        storage().inTransaction((t) => storage().events.append(t, [one], stamp(newId, recordedAt)));
      await at('2026-03-10T08:00:00.000Z', { ...appendTo(stream, emptyHead), facts: [fact(1, 'first')] });
      // As it is written where the operator has said that the clock ran ahead.
      const { recordedAt: _, ...head } = await headOf(stream);
      await at('2026-03-10T07:00:00.000Z', { ...appendTo(stream, head), facts: [fact(2, 'second')] });
      const all = await storage().outbox.next(1000);
      expect(all.filter((f) => f.stream.id === stream.id).map((f) => f.kind)).toEqual(['first', 'second']);
    });
  });
}
