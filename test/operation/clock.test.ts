import { afterAll, beforeAll, expect, test } from 'vitest';
import { publicViewer } from '#certification/policy/viewer.ts';
import { systemActing } from '#operation/acts/request.ts';
import { movableClock } from '#operation/clock.ts';
import { moveClock } from '#operation/demo/move-clock.ts';
import { addKey } from '#operation/parties/party-acts.ts';
import { createTestWorld, done, organisation, refusalCodes, type TestWorld } from './test-world.ts';

let t: TestWorld;
beforeAll(async () => {
  t = await createTestWorld('2026-11-25T02:00:00.000Z');
});
afterAll(() => t.close());

const acting = { viewer: publicViewer, identified: false };

test('a demonstration’s clock moves forward for every process, and only there', async () => {
  const clock = movableClock(t.storage.settings, t.clock);
  const other = movableClock(t.storage.settings, t.clock);
  const world = { ...t.world, clock };
  expect(done<{ day: string }>(await moveClock(world, acting, 90)).day).toBe('2027-02-23');
  expect(clock.now()).toBe('2027-02-23T01:00:00.000Z');
  expect(other.now()).toBe('2026-11-25T02:00:00.000Z');
  await other.refresh?.();
  expect(other.now()).toBe('2027-02-23T01:00:00.000Z');
  // It runs on with true time.
  t.clock.set('2026-11-25T02:00:05.000Z');
  expect(clock.now()).toBe('2027-02-23T01:00:05.000Z');
  expect(refusalCodes(await moveClock(world, acting, -3))).toEqual(['value-range']);
  expect(await moveClock({ ...world, house: { ...world.house, isDemonstration: false } }, acting, 1)).toEqual({
    is: 'denied',
    why: 'not-allowed',
  });
});

test('an act by a process that has not yet seen the clock move looks again, and is done at the moved time', async () => {
  const [mover, late] = [movableClock(t.storage.settings, t.clock), movableClock(t.storage.settings, t.clock)];
  await Promise.all([mover.refresh(), late.refresh()]);
  const party = await organisation(t.world, '示例有限公司');
  done(await moveClock({ ...t.world, clock: mover }, acting, 30));
  done(await addKey({ ...t.world, clock: mover }, { acting: systemActing }, party, { custody: 'hosted' }));
  expect(late.now() < mover.now()).toBe(true);
  done(await addKey({ ...t.world, clock: late }, { acting: systemActing }, party, { custody: 'hosted' }));
  const { events } = await t.storage.events.load({ kind: 'party', id: party });
  const times = events.map((e) => e.envelope.recordedAt);
  expect(times).toEqual([...times].sort());
  expect(late.now()).toBe(mover.now());
});
