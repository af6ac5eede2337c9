import { afterAll, describe, expect, it } from 'vitest';
import { leaveClusters, openTestStorage } from '../../../test/database.ts';
import { benchEvents } from './bench-events.ts';

afterAll(leaveClusters);

describe('the benchmark of events', () => {
  it('runs at a small size, so that it never rots, and compares what was really done', async () => {
    const test = await openTestStorage();
    const results = await benchEvents({ url: test.url, files: test.files, connections: [1, 2], seconds: 0.3 });
    expect(results.map((one) => one.name)).toEqual([
      'append and project, 1 connection',
      'append and project, 2 connections',
      'load of a stream of 500 events against fetching its rows',
    ]);
    for (const { ours, bare, ratio } of results) {
      expect(ours).toBeGreaterThan(0);
      expect(ratio).toBeCloseTo(ours / bare, 10);
    }
    const streams = await test.storage.events.streams('case', { limit: 10_000 });
    expect(streams.length).toBeGreaterThan(3);
    await test.close();
  });
});
