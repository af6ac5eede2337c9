import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyHead } from '#operation/ports/event-store.ts';
import { leaveClusters, openTestStorage, type TestStorage } from '../../../test/database.ts';
import { audit } from '../audit/audit.ts';
import { idMaker, note, stamp } from '../contracts/samples.ts';
import { fillEvents } from './fill-events.ts';

let test: TestStorage;
beforeAll(async () => {
  test = await openTestStorage();
});
afterAll(async () => {
  await test.close();
  await leaveClusters();
});

describe('filling in events', () => {
  const newId = idMaker(0xf1);
  const streams = Array.from({ length: 50 }, (_, i) => {
    const stream = { kind: 'entry' as const, id: newId() };
    const events = Array.from({ length: 1 + (i % 4) }, (_, n) => note(`反斜杠 \\ ${n}\t\n`));
    const facts = [1, 1].map((version) => ({ version, kind: 'entry', bytes: new Uint8Array([i, 0, 92, 10]) }));
    return { append: { stream, expected: emptyHead, events, facts }, stamp: stamp(newId) };
  });

  it('gives the very streams that appending gives: the audit passes, and they are gone on with', async () => {
    const { storage } = test;
    await storage.inTransaction((t) => fillEvents(t, streams));
    const findings: unknown[] = [];
    const counts = await audit({ storage, onFinding: (f) => findings.push(f) });
    expect(findings).toEqual([]);
    expect(counts).toMatchObject({ streams: 50, events: 123, facts: 100 });
    const { stream } = streams[3]?.append ?? { stream: { kind: 'entry', id: '' } };
    const loaded = await storage.events.load(stream);
    expect(loaded.events.map((e) => e.envelope.body)).toEqual(streams[3]?.append.events.map((e) => e.body));
    const next = { stream, expected: loaded.head, events: [note('next')], facts: [] };
    expect(await storage.inTransaction((t) => storage.events.append(t, [next], stamp(newId)))).toHaveProperty(
      'appended',
    );
  });

  it('refuses a stream that is there', async () => {
    const again = test.storage.inTransaction((t) => fillEvents(t, streams.slice(0, 1)));
    await expect(again).rejects.toMatchObject({ code: '23505' });
  });
});
