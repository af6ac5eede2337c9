import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StreamName } from '#certification/event/event.ts';
import { emptyHead } from '#operation/ports/event-store.ts';
import type { ProjectionRows } from '#operation/ports/projections.ts';
import { leaveClusters, openTestStorage, type TestStorage } from '../../../test/database.ts';
import { idMaker, note, sampleCase, sampleTask, stamp } from '../contracts/samples.ts';
import { replay, type StreamEvents } from './replay.ts';

let test: TestStorage;
const newId = idMaker(0x4ea);
const streams: StreamName[] = Array.from({ length: 4500 }, () => ({ kind: 'case', id: newId() }));

/** A case whose title is the last note, and a task for each event. */
async function project(many: readonly StreamEvents[]): Promise<ProjectionRows> {
  return {
    cases: many.map(({ stream, events }) =>
      sampleCase(stream.id, { version: events.length, title: JSON.stringify(events.at(-1)?.body) }),
    ),
    tasks: many.flatMap(({ stream, events }) =>
      events.map((event) => sampleTask(stream.id, { opening: event.version })),
    ),
  };
}

beforeAll(async () => {
  test = await openTestStorage();
  for (let from = 0; from < streams.length; from += 500) {
    const appends = streams.slice(from, from + 500).map((stream, i) => {
      const events = Array.from({ length: 1 + (i % 3) }, (_, n) => note(`${stream.id} ${n}`));
      return { stream, expected: emptyHead, events, facts: [] };
    });
    await test.storage.inTransaction((t) => test.storage.events.append(t, appends, stamp(newId)));
  }
});
afterAll(async () => {
  await test.close();
  await leaveClusters();
});

const indexes = () =>
  test.storage.database.rows<{ definition: string }>({
    text: `select indexdef as definition from pg_indexes where schemaname = 'public' order by 1`,
  });

describe('a replay', () => {
  it('builds from the events what was lost, altered or never there, and makes every index again', async () => {
    const { storage } = test;
    const forged = sampleCase(newId(), { title: 'of no stream' });
    await storage.inTransaction((t) => storage.projections.put(t, { cases: [forged] }));
    const before = await indexes();
    const done = await replay({ storage, project });
    expect(done).toEqual({ streams: 4500, events: 9 * 999 });
    expect(await storage.cases.byId(forged.id)).toBeNull();
    expect(await storage.cases.count({ all: [] }, 10_000)).toEqual({ count: 4500, isCapped: false });
    const one = streams[4001] as StreamName;
    const { events } = await storage.events.load(one);
    const expected = await project([{ stream: one, events: events.map((e) => e.envelope) }]);
    expect(await storage.projections.ofStream(one)).toMatchObject({ cases: expected.cases, tasks: expected.tasks });
    expect(await indexes()).toEqual(before);
  });

  it('that fails leaves everything as it was', async () => {
    const { storage } = test;
    const before = await indexes();
    let calls = 0;
    const failing = replay({
      storage,
      project: async (many) => {
        calls += 1;
        if (calls === 2) throw new Error('no rows for these');
        return project(many);
      },
    });
    await expect(failing).rejects.toThrow('no rows for these');
    expect(await storage.cases.count({ all: [] }, 10_000)).toEqual({ count: 4500, isCapped: false });
    expect(await indexes()).toEqual(before);
  });
});
