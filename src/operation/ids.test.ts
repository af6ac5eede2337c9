import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { idMaker } from './ids.ts';

test('ids are uuid v7, and sort in the order of their making, also within one millisecond and when the clock stands back', () => {
  const instants = ['2026-03-10T00:00:00.000Z', '2026-03-10T00:00:00.001Z', '2026-03-09T23:59:59.000Z'];
  let at = 0;
  const make = idMaker(() => instants[at] ?? '', randomBytes);
  const ids: string[] = [];
  for (at = 0; at < 3; at++) for (let i = 0; i < 5000; i++) ids.push(make());
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
    true,
  );
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  // The first 48 bits are the instant: 2026-03-10T00:00Z is 1773100800000 ms.
  expect(Number.parseInt((ids[0] ?? '').replace('-', '').slice(0, 12), 16)).toBe(1_773_100_800_000);
});
