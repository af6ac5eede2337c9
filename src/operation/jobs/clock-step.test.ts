import { expect, test } from 'vitest';
import { StepWatch } from './clock-step.ts';

/** A machine on which time passes, and whose clock somebody sets. */
function machine() {
  let passed = 0;
  let clock = Date.parse('2026-03-10T00:00:00.000Z');
  const watch = new StepWatch(() => passed);
  return {
    watch,
    wait: (milliseconds: number) => {
      passed += milliseconds;
      clock += milliseconds;
    },
    set: (milliseconds: number) => {
      clock += milliseconds;
    },
    look: () => watch.look(new Date(clock).toISOString()),
  };
}

const hour = 3_600_000;

test('time that passes, and a clock that is corrected a little, are no step', () => {
  const m = machine();
  expect(m.look()).toBeNull();
  m.wait(20_000);
  m.set(300);
  expect(m.look()).toBeNull();
  m.wait(9 * hour);
  expect(m.look()).toBeNull();
  expect(m.watch.isHolding).toBe(false);
});

test('a year ahead is told, and holds what falls due for a quarter of an hour; put right, it holds no longer', () => {
  const m = machine();
  m.look();
  m.wait(20_000);
  m.set(365 * 24 * hour);
  expect(m.look()).toMatchObject({ milliseconds: 365 * 24 * hour, to: '2027-03-10T00:00:20.000Z' });
  expect(m.watch.isHolding).toBe(true);
  m.wait(14 * 60_000);
  expect(m.look()).toBeNull();
  expect(m.watch.isHolding).toBe(true);
  m.set(-365 * 24 * hour);
  expect(m.look()).toMatchObject({ milliseconds: -365 * 24 * hour });
  expect(m.watch.isHolding).toBe(false);
});

test('where nobody puts it right the work goes on after the quarter; a step back or a short one holds nothing', () => {
  const m = machine();
  m.look();
  m.set(2 * hour);
  m.look();
  m.wait(15 * 60_000);
  expect(m.watch.isHolding).toBe(false);
  m.set(-hour);
  expect(m.look()).toMatchObject({ milliseconds: -hour });
  expect(m.watch.isHolding).toBe(false);
  m.set(10 * 60_000);
  expect(m.look()).toMatchObject({ milliseconds: 10 * 60_000 });
  expect(m.watch.isHolding).toBe(false);
});
