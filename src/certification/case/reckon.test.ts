import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseCalendar } from '../act/calendar.ts';
import type { PeriodSpec, StepSpec } from '../scheme/scheme.ts';
import { type HolidayYear, readHolidayYear, type WorkCalendar, workCalendar } from '../time/calendar.ts';
import type { CaseEvent, ClockChange } from './events.ts';
import { reckonClocks } from './reckon.ts';
import type { Recorded } from './state.ts';

const folder = new URL('../../../rules/holidays/', import.meta.url);
const year = (data: unknown): HolidayYear => {
  const read = readHolidayYear(data, 'test');
  if (!read.ok) throw new Error(read.refusals[0]?.text.en);
  return read.parts;
};
const of = (file: string) => year(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
const known = [of('cn-2025.json'), of('cn-2026.json')];
/** An invented 2027: no notice of it has been published. */
const invented = year({
  jurisdiction: 'CN',
  year: 2027,
  source: 'invented for this test',
  certainty: 'to-be-confirmed',
  holidays: [{ zh: '元旦', en: 'New Year', from: '2027-01-01', to: '2027-01-03' }],
  workdays: [],
});
function table(...years: HolidayYear[]): WorkCalendar {
  const read = workCalendar(years);
  if (!read.ok) throw new Error(read.refusals[0]?.text.en);
  return read.parts;
}
const now = '2026-12-10T02:00:00.000Z';
const short = caseCalendar(now, 'Asia/Shanghai', table(...known));
const long = caseCalendar(now, 'Asia/Shanghai', table(...known, invented));

const step = (id: string, period: PeriodSpec): StepSpec =>
  ({ id, clock: { id: `${id}-clock`, period, stopsWhile: [], late: 'flag' } }) as unknown as StepSpec;
const twenty = step('review', { length: 20, unit: 'working-days', firstDayCounts: false });
const month = step('answer', { length: 1, unit: 'months', firstDayCounts: false });
const clocks = (...changes: ClockChange[]) => ({ clocks: new Map(changes.map((c) => [c.clock, c])), steps: new Map() });
const name = { clock: 'review-clock', step: 'review' };
const event = (recordedAt: string, change: ClockChange): Recorded<CaseEvent> =>
  ({
    recordedAt,
    event: { type: 'StepDone', body: { effects: { clocks: [change] } } },
  }) as unknown as Recorded<CaseEvent>;

describe('clocks counted again', () => {
  it('reach the day that the shorter table could not', () => {
    const beyond: ClockChange = { ...name, state: 'beyond-table', from: '2026-12-10', tableEnds: '2026-12-31' };
    expect(reckonClocks([twenty, month], clocks(beyond), [], short)).toEqual([]);
    expect(reckonClocks([twenty, month], clocks(beyond), [], long)).toEqual([
      { ...name, state: 'running', from: '2026-12-10', due: '2027-01-08', standstill: 0 },
    ]);
  });

  it('keep the time that they stood before they went past the table', () => {
    const stood: ClockChange = { ...name, state: 'standing', from: '2026-12-01', standstill: 2, on: '2026-12-07' };
    const beyond: ClockChange = { ...name, state: 'beyond-table', from: '2026-12-01', tableEnds: '2026-12-31' };
    const history = [event('2026-12-07T02:00:00.000Z', stood), event('2026-12-10T02:00:00.000Z', beyond)];
    // Two working days before, and Monday to Wednesday now: three more.
    expect(reckonClocks([twenty], clocks(beyond), history, long)).toEqual([
      { ...name, state: 'running', from: '2026-12-01', due: '2027-01-06', standstill: 5 },
    ]);
  });

  it('move with a day that was corrected, back and forth, and those of months do not', () => {
    const corrected = table(
      ...known.map((y) =>
        y.year === 2026
          ? {
              ...y,
              holidays: [
                ...y.holidays,
                { zh: '补假', en: 'extra', from: '2026-11-26', to: '2026-11-27' },
              ] as HolidayYear['holidays'],
            }
          : y,
      ),
    );
    const extra = caseCalendar(now, 'Asia/Shanghai', corrected);
    const running: ClockChange = { ...name, state: 'running', from: '2026-11-20', due: '2026-12-18', standstill: 0 };
    const monthly: ClockChange = {
      clock: 'answer-clock',
      step: 'answer',
      state: 'running',
      from: '2026-11-20',
      due: '2026-12-20',
      standstill: 0,
    };
    expect(reckonClocks([twenty, month], clocks(running, monthly), [], short)).toEqual([]);
    const moved = reckonClocks([twenty, month], clocks(running, monthly), [], extra);
    expect(moved).toEqual([{ ...running, due: '2026-12-22' }]);
    expect(reckonClocks([twenty], clocks(...moved), [], short)).toEqual([running]);
  });

  it('go past a table that became shorter; those that stand, are met or out stay', () => {
    const far: ClockChange = { ...name, state: 'running', from: '2026-12-10', due: '2027-01-08', standstill: 0 };
    expect(reckonClocks([twenty], clocks(far), [], short)).toEqual([
      { ...name, state: 'beyond-table', from: '2026-12-10', tableEnds: '2026-12-31' },
    ]);
    for (const state of ['met', 'out', 'dropped'] as const)
      expect(reckonClocks([twenty], clocks({ ...name, state, on: '2026-12-10' }), [], long)).toEqual([]);
    const standing: ClockChange = { ...name, state: 'standing', from: '2026-12-01', standstill: 0, on: '2026-12-07' };
    expect(reckonClocks([twenty], clocks(standing), [], long)).toEqual([]);
  });

  it('never move twice by one table', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 330 }),
        fc.integer({ min: 1, max: 60 }),
        fc.boolean(),
        (after, length, firstDayCounts) => {
          const from = short.addDays('2026-01-05', after);
          const spec = step('review', { length, unit: 'working-days', firstDayCounts });
          const wrong: ClockChange = { ...name, state: 'running', from, due: '2026-01-01', standstill: 0 };
          const once = reckonClocks([spec], clocks(wrong), [], long);
          expect(reckonClocks([spec], clocks(...once), [], long)).toEqual([]);
        },
      ),
    );
  });
});
