import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseCalendar } from '../act/calendar.ts';
import { readHolidayYear, workCalendar } from '../time/calendar.ts';
import { addDays, toDay } from '../time/day.ts';
import { type OpenSpan, stoodSince } from './stops.ts';

const file = new URL('../../../rules/holidays/cn-2026.json', import.meta.url);
const year = readHolidayYear(JSON.parse(readFileSync(file, 'utf8')), 'cn-2026.json');
if (!year.ok) throw new Error('the holiday table is not read');
const table = workCalendar([year.parts]);
if (!table.ok) throw new Error('the holiday table is not read');
const calendar = caseCalendar('2026-06-30T02:00:00.000Z', 'Asia/Shanghai', table.parts);
const days = { period: { length: 45, unit: 'days', firstDayCounts: false } } as const;
const workingDays = { period: { length: 20, unit: 'working-days', firstDayCounts: false } } as const;

describe('how long a clock has stood', () => {
  it('counts a stop that was over before its own step opened', () => {
    const stops = [{ from: '2026-03-10', to: '2026-04-01' }];
    expect(stoodSince('2026-03-02', days, stops, calendar)).toEqual({ standstill: 22, since: null });
  });

  it('counts no day before the clock began, and stands from its first day where a stop still lasts', () => {
    const before = [{ from: '2026-02-01', to: '2026-02-20' }];
    expect(stoodSince('2026-03-02', days, before, calendar)).toEqual({ standstill: 0, since: null });
    const across = [{ from: '2026-02-20', to: '2026-03-05' }];
    expect(stoodSince('2026-03-02', days, across, calendar)).toEqual({ standstill: 3, since: null });
    const lasting = [{ from: '2026-02-20', to: null }];
    expect(stoodSince('2026-03-02', days, lasting, calendar)).toEqual({ standstill: 0, since: '2026-03-02' });
  });

  it('counts a day once where two stops overlap', () => {
    const stops = [
      { from: '2026-03-10', to: '2026-03-20' },
      { from: '2026-03-15', to: '2026-03-25' },
      { from: '2026-03-12', to: '2026-03-14' },
    ];
    expect(stoodSince('2026-03-02', days, stops, calendar)).toEqual({ standstill: 15, since: null });
    const last = [...stops, { from: '2026-03-22', to: null }];
    expect(stoodSince('2026-03-02', days, last, calendar)).toEqual({ standstill: 15, since: '2026-03-25' });
  });

  it('counts working days where the period does: the Qingming holiday of 2026 is none', () => {
    // 3 April (Friday) is worked, 4 to 6 April is the holiday, 7 April (Tuesday) is worked.
    const stops = [{ from: '2026-04-03', to: '2026-04-08' }];
    expect(stoodSince('2026-04-01', workingDays, stops, calendar)).toEqual({ standstill: 2, since: null });
  });

  it('is the number of days that lie in a stop, whatever the stops and their order', () => {
    const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays(toDay('2026-03-01'), n));
    const span = fc.tuple(day, fc.integer({ min: 0, max: 20 })).map(([from, length]): OpenSpan => {
      return { from, to: addDays(from, length) };
    });
    fc.assert(
      fc.property(day, fc.array(span, { maxLength: 6 }), (from, spans) => {
        const stood = new Set<string>();
        for (const s of spans)
          for (let at = toDay(s.from); s.to !== null && at < s.to; at = addDays(at, 1)) if (at >= from) stood.add(at);
        expect(stoodSince(from, days, spans, calendar)).toEqual({ standstill: stood.size, since: null });
      }),
    );
  });
});
