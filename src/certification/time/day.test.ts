import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  type Day,
  dayFromEpoch,
  daysBetween,
  epochDay,
  isValidDay,
  toDay,
  weekday,
} from './day.ts';
import {
  compareInstants,
  dayOf,
  endOfDay,
  epochOf,
  instantFromEpoch,
  isKnownZone,
  isValidInstant,
  startOfDay,
  toInstant,
} from './instant.ts';

const days = fc.integer({ min: -719_162, max: 2_932_896 }).map(dayFromEpoch);
const nearDays = fc.integer({ min: -10_000, max: 40_000 }).map(dayFromEpoch);

describe('days, judged by Temporal', () => {
  it('counts, adds and names weekdays as Temporal does', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -4000, max: 4000 }), (day, n) => {
        const judge = Temporal.PlainDate.from(day);
        expect(dayFromEpoch(epochDay(day))).toBe(day);
        expect(weekday(day)).toBe(judge.dayOfWeek);
        const moved = judge.add({ days: n });
        fc.pre(moved.year >= 1 && moved.year <= 9999);
        expect(addDays(day, n)).toBe(moved.toString());
        expect(daysBetween(day, addDays(day, n))).toBe(n);
      }),
    );
  });

  it('clamps months as Temporal does', () => {
    fc.assert(
      fc.property(nearDays, fc.integer({ min: -500, max: 500 }), (day, n) => {
        expect(addMonths(day, n)).toBe(Temporal.PlainDate.from(day).add({ months: n }).toString());
      }),
    );
  });

  it('counts months from the anchor, so that month ends do not creep', () => {
    const anchor = toDay('2027-01-31');
    expect([1, 2, 3].map((n) => addMonths(anchor, n))).toEqual(['2027-02-28', '2027-03-31', '2027-04-30']);
    expect(addMonths(addMonths(anchor, 1), 1)).toBe('2027-03-28');
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '0000-01-01',
    '2026-4-1',
    '2026-04-01 ',
    '',
    '２０２６-04-01',
  ])('does not take %j for a day', (text) => {
    expect(isValidDay(text)).toBe(false);
    expect(() => toDay(text)).toThrow('YYYY-MM-DD');
  });

  it('takes for days just what the calendar of the machine takes', () => {
    const number = (width: number, most: number) =>
      fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(width, '0'));
    fc.assert(
      fc.property(number(4, 9999), number(2, 13), number(2, 32), (year, month, day) => {
        const text = `${year}-${month}-${day}`;
        const date = new Date(`${text}T00:00:00Z`);
        const isReal = !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text && year !== '0000';
        expect(isValidDay(text)).toBe(isReal);
        expect(isValidInstant(`${text}T23:59:59.999Z`)).toBe(isReal);
      }),
    );
  });

  it('says which year lies outside', () => {
    expect(() => addDays(toDay('9999-12-31'), 1)).toThrow('10000');
  });
});

describe('instants and zones', () => {
  it('falls on the day that the zone has', () => {
    const instant = toInstant('2026-11-06T16:00:00.000Z');
    expect(dayOf(instant, 'Asia/Shanghai')).toBe('2026-11-07');
    expect(dayOf(instant, 'UTC')).toBe('2026-11-06');
    expect(dayOf(instant, 'America/Los_Angeles')).toBe('2026-11-06');
  });

  it('tells one second late in another zone', () => {
    const end = endOfDay(toDay('2026-11-06'), 'Asia/Shanghai');
    expect(end).toBe('2026-11-06T15:59:59.999Z');
    expect(dayOf(end, 'Asia/Shanghai')).toBe('2026-11-06');
    expect(dayOf(instantFromEpoch(epochOf(end) + 1), 'Asia/Shanghai')).toBe('2026-11-07');
  });

  it('knows days of 23 and 25 hours and midnights that do not exist', () => {
    const hours = (day: string, zone: string) =>
      (epochOf(endOfDay(toDay(day), zone)) + 1 - epochOf(startOfDay(toDay(day), zone))) / 3_600_000;
    expect(hours('2026-03-29', 'Europe/Berlin')).toBe(23);
    expect(hours('2026-10-25', 'Europe/Berlin')).toBe(25);
    expect(startOfDay(toDay('2018-11-04'), 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z');
  });

  it('agrees with Temporal at any instant in awkward zones', () => {
    const zones = [
      'Asia/Shanghai',
      'Europe/Dublin',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'America/St_Johns',
      'Pacific/Apia',
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: -2_000_000_000_000, max: 4_000_000_000_000 }),
        fc.constantFrom(...zones),
        (ms, zone) => {
          const instant = instantFromEpoch(ms);
          expect(instant).toBe(Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: 'millisecond' }));
          expect(epochOf(instant)).toBe(ms);
          const day = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString();
          expect(dayOf(instant, zone)).toBe(day);
          expect(startOfDay(day as Day, zone) <= instant && instant <= endOfDay(day as Day, zone)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuses what is not an instant to the millisecond in UTC, and unknown zones', () => {
    for (const text of [
      '2026-11-06T15:59:59Z',
      '2026-11-06T15:59:59.999+08:00',
      '2026-02-30T00:00:00.000Z',
      '2026-11-06T24:00:00.000Z',
      '2026-11-06T00:00:00.00xZ',
      '2026-11-06 00:00:00.000Z',
      '2026-11-06T00:60:00.000Z',
      '2026-11-06T00:00:-1.000Z',
      '2026-11-06T00:00:00.000Z ',
    ])
      expect(isValidInstant(text)).toBe(false);
    expect(isKnownZone('Asia/Shanghai')).toBe(true);
    expect(isKnownZone('Asia/Pudong')).toBe(false);
    expect(compareInstants(toInstant('2026-11-06T00:00:00.000Z'), toInstant('2026-11-06T00:00:00.001Z'))).toBe(-1);
  });
});
