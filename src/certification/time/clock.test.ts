import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type HolidayYear,
  isWorkingDay,
  readHolidayYear,
  type WorkCalendar,
  workCalendar,
  workingDaysBetween,
} from './calendar.ts';
import { readClock, type Stop } from './clock.ts';
import { addDays, addMonths, addYears, dayFromEpoch, epochDay, toDay } from './day.ts';
import { endOfPeriod, endOfRepeatedPeriod, type Period, validityEnd } from './period.ts';

function loadYear(year: number): HolidayYear {
  const file = `rules/holidays/cn-${year}.json`;
  const read = readHolidayYear(JSON.parse(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')), file);
  if (!read.ok) throw new Error(read.refusals.map((r) => r.text.en).join('\n'));
  return read.parts;
}

function join(years: readonly HolidayYear[]): WorkCalendar {
  const joined = workCalendar(years);
  if (!joined.ok) throw new Error(joined.refusals.map((r) => r.text.en).join('\n'));
  return joined.parts;
}

const calendar = join([loadYear(2026), loadYear(2025)]);
const period = (length: number, unit: Period['unit'], firstDayCounts = false): Period => ({
  length,
  unit,
  firstDayCounts,
});
const end = (from: string, p: Period) => {
  const found = endOfPeriod(toDay(from), p, calendar);
  return found.ok ? found.last : found.code;
};

describe('the holiday tables of 2025 and 2026', () => {
  it('count 248 working days each, as the notices give', () => {
    const count = (year: number) =>
      workingDaysBetween(calendar, addDays(toDay(`${year}-01-01`), -1), toDay(`${year}-12-31`));
    expect(count(2025)).toBe(248);
    expect(count(2026)).toBe(248);
  });

  it('know make-up days, holidays and their own end', () => {
    expect(isWorkingDay(calendar, toDay('2026-09-20'))).toBe(true);
    expect(isWorkingDay(calendar, toDay('2026-09-25'))).toBe(false);
    expect(isWorkingDay(calendar, toDay('2026-11-25'))).toBe(true);
    expect(isWorkingDay(calendar, toDay('2027-01-04'))).toBe('unknown');
  });

  it('have no table of 2027: it is loaded from the published notice only', () => {
    expect(existsSync(new URL('../../../rules/holidays/cn-2027.json', import.meta.url))).toBe(false);
    expect(endOfPeriod(toDay('2026-12-20'), period(20, 'working-days'), calendar)).toEqual({
      ok: false,
      code: 'table-ends',
      tableEnds: '2026-12-31',
      missing: 11,
    });
    expect(endOfPeriod(toDay('2027-06-01'), period(3, 'working-days'), calendar)).toEqual({
      ok: false,
      code: 'table-ends',
      tableEnds: '2026-12-31',
      missing: 3,
    });
    expect(endOfPeriod(toDay('2024-06-01'), period(3, 'working-days'), calendar)).toEqual({
      ok: false,
      code: 'table-begins',
      tableBegins: '2025-01-01',
    });
    expect(endOfPeriod(toDay('2026-06-01'), period(3, 'working-days'))).toEqual({ ok: false, code: 'no-table' });
  });

  it('name file, place, expected and found of every fault', () => {
    const bad = readHolidayYear(
      {
        jurisdiction: 'CN',
        year: 2026,
        source: '',
        certainty: 'sure',
        holidays: [
          { zh: '元旦', en: 'New Year', from: '2026-01-03', to: '2026-01-01' },
          { from: '2025-12-31', to: '2026-01-01' },
        ],
        workdays: ['2026-01-05', '2027-01-02'],
      },
      'rules/holidays/x.json',
    );
    expect(bad.ok).toBe(false);
    if (!bad.ok)
      expect(bad.refusals.map((r) => r.params['place'])).toEqual([
        'source',
        'certainty',
        'holidays[0]',
        'holidays[1]',
        'holidays[1]',
        'workdays[0]',
        'workdays[1]',
      ]);
    expect(readHolidayYear(null, 'x').ok).toBe(false);
    const hole = workCalendar([loadYear(2025), { ...loadYear(2026), year: 2027, holidays: [], workdays: [] }]);
    expect(!hole.ok && hole.refusals[0]?.text.en).toContain('expected the year 2026');
    expect(workCalendar([]).ok).toBe(false);
  });
});

describe('worked examples of the field', () => {
  it('example 9: a check that ended on Friday 2026-09-18 is published within 20 working days', () => {
    expect(end('2026-09-18', period(20, 'working-days'))).toBe('2026-10-22');
  });

  it('example 7: failed national sampling notified on 2026-05-08, audit within 30 days', () => {
    expect(end('2026-05-08', period(30, 'days'))).toBe('2026-06-07');
  });

  it('example 18: 45, 20 and 10 working days after acceptance on 2026-03-02', () => {
    expect(end('2026-03-02', period(45, 'working-days'))).toBe('2026-05-08');
    expect(end('2026-05-08', period(20, 'working-days'))).toBe('2026-06-04');
    expect(end('2026-06-04', period(10, 'working-days'))).toBe('2026-06-18');
  });

  it('example 22: public display of 5 working days whose first day counts', () => {
    expect(end('2026-11-02', period(5, 'working-days', true))).toBe('2026-11-06');
    expect(end('2026-11-01', period(5, 'working-days', true))).toBe('2026-11-06');
  });

  it('example 6: surveillance, suspension, validity and restoration', () => {
    expect(end('2026-03-10', period(12, 'months'))).toBe('2027-03-10');
    expect(end('2027-02-20', period(12, 'months'))).toBe('2028-02-20');
    expect(end('2028-02-21', period(6, 'months', true))).toBe('2028-08-20');
    expect(validityEnd(toDay('2026-03-10'), { years: 3 })).toBe('2029-03-09');
    expect(end('2029-03-09', period(6, 'months'))).toBe('2029-09-09');
  });

  it('clamps month ends and leap days from the anchor', () => {
    expect(validityEnd(toDay('2024-02-29'), { years: 3 })).toBe('2027-02-27');
    expect(validityEnd(toDay('2024-02-29'), { years: 4 })).toBe('2028-02-28');
    expect(validityEnd(toDay('2026-08-31'), { months: 6 })).toBe('2027-02-27');
    expect(validityEnd(toDay('2026-08-31'), { days: 1 })).toBe('2026-08-31');
    const thirds = [1, 2, 3].map((n) => endOfRepeatedPeriod(toDay('2026-10-31'), period(1, 'months'), n));
    expect(thirds.map((e) => e.ok && e.last)).toEqual(['2026-11-30', '2026-12-31', '2027-01-31']);
    expect(addYears(toDay('2024-02-29'), 1)).toBe('2025-02-28');
    expect(() => endOfPeriod(toDay('2026-01-01'), period(0, 'days'))).toThrow('at least 1');
  });
});

describe('a clock that stops and resumes', () => {
  const read = (stops: readonly Stop[], asOf: string, p = period(20, 'working-days'), started = '2026-03-02') =>
    readClock({ started: toDay(started), period: p, stops, asOf: toDay(asOf), calendar });
  const stop = (from: string, to: string | null, reason = 'correction'): Stop => ({
    from: toDay(from),
    to: to === null ? null : toDay(to),
    reason,
  });

  it('counts used and left, and says when it ran out', () => {
    expect(read([], '2026-03-09')).toMatchObject({
      state: 'running',
      due: '2026-03-30',
      used: 5,
      left: 15,
      late: 0,
      counted: 'working-days',
    });
    expect(read([], '2026-03-30')).toMatchObject({ state: 'running', used: 20, left: 0 });
    expect(read([], '2026-04-01')).toMatchObject({ state: 'ran-out', due: '2026-03-30', used: 20, left: 0, late: 2 });
    expect(read([], '2026-03-02')).toMatchObject({ used: 0, left: 20 });
  });

  it('stands while a correction is waited for, and moves the end by what did not count', () => {
    expect(read([stop('2026-03-06', null)], '2026-03-13')).toMatchObject({
      state: 'standing',
      due: null,
      used: 4,
      left: 16,
      standstills: [{ days: 5, ignored: null }],
    });
    expect(read([stop('2026-03-06', '2026-03-13')], '2026-03-20')).toMatchObject({
      state: 'running',
      due: '2026-04-07',
      dueWithoutStops: '2026-03-30',
      used: 9,
      left: 11,
    });
  });

  it('ignores, with the reason, a stop after it ran out and a stop within another', () => {
    const reading = read(
      [stop('2026-03-06', '2026-03-13'), stop('2026-03-09', '2026-03-11', 'review'), stop('2026-06-01', '2026-06-05')],
      '2026-06-10',
    );
    expect(reading).toMatchObject({
      state: 'ran-out',
      due: '2026-04-07',
      standstills: [{ days: 5 }, { days: 0, ignored: 'within-another' }, { days: 0, ignored: 'after-due' }],
    });
  });

  it('joins stops that overlap', () => {
    const one = read([stop('2026-03-06', '2026-03-20')], '2026-03-31');
    const two = read([stop('2026-03-06', '2026-03-13'), stop('2026-03-10', '2026-03-20')], '2026-03-31');
    expect(two).toMatchObject({ due: one.state !== 'beyond-table' ? one.due : '', used: 11 });
  });

  it('moves months by standing days of the calendar', () => {
    expect(read([stop('2026-04-01', '2026-04-11')], '2026-05-01', period(3, 'months'))).toMatchObject({
      due: '2026-06-12',
      counted: 'days',
      used: 50,
    });
  });

  it('says that the table ends, also when only the standstill pushes it there', () => {
    expect(read([], '2026-12-20', period(20, 'working-days'), '2026-12-15')).toMatchObject({
      state: 'beyond-table',
      reason: { code: 'table-ends', tableEnds: '2026-12-31' },
    });
    expect(
      read([stop('2026-12-01', '2026-12-28')], '2026-12-31', period(10, 'working-days'), '2026-11-25'),
    ).toMatchObject({ state: 'beyond-table' });
  });

  it('always: used + left is the length, the end never comes before the end without stops, and a working day ends it', () => {
    const offset = fc.integer({ min: 0, max: 250 });
    fc.assert(
      fc.property(
        offset,
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        fc.array(fc.tuple(offset, fc.integer({ min: 0, max: 15 })), { maxLength: 4 }),
        offset,
        (start, length, counts, stops, as) => {
          const started = dayFromEpoch(epochDay(toDay('2025-01-02')) + start);
          const asOf = addDays(started, as);
          const list = stops.map(([from, days]) => ({
            from: addDays(started, from),
            to: addDays(started, from + days),
            reason: 'x',
          }));
          const reading = readClock({
            started,
            period: period(length, 'working-days', counts),
            stops: list,
            asOf,
            calendar,
          });
          fc.pre(reading.state !== 'beyond-table');
          expect(reading.used + reading.left).toBe(length);
          if (reading.due) {
            expect(reading.due >= reading.dueWithoutStops).toBe(true);
            expect(isWorkingDay(calendar, reading.due)).toBe(true);
          }
        },
      ),
    );
  });

  it('counts working days as a plain walk over the days does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 40 }), (start, n) => {
        const from = dayFromEpoch(epochDay(toDay('2025-01-01')) + start);
        let day = from;
        for (let left = n; left > 0; ) {
          day = addDays(day, 1);
          if (isWorkingDay(calendar, day) === true) left--;
        }
        expect(endOfPeriod(from, period(n, 'working-days'), calendar)).toEqual({ ok: true, last: day });
        expect(workingDaysBetween(calendar, from, day)).toBe(n);
      }),
    );
  });

  it('agrees with months that never go backwards', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 1, max: 120 }), (n, m) => {
        const from = dayFromEpoch(n);
        expect(validityEnd(from, { months: m })).toBe(addDays(addMonths(from, m), -1));
        const counted = endOfPeriod(from, period(m, 'months', true));
        const plain = endOfPeriod(from, period(m, 'months'));
        expect(counted.ok && plain.ok && addDays(counted.last, 1) === plain.last).toBe(true);
      }),
    );
  });
});
