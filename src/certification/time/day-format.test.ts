import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayFromEpoch, dayOfMonth, monthOf, toDay, yearOf } from './day.ts';
import { dayFormats, type ParseDayOptions, parseDay } from './day-format.ts';

const day = (text: string, options?: ParseDayOptions) => {
  const found = parseDay(text, options);
  return found.ok ? `${found.parts.day} ${found.parts.format}` : found.refusals.map((r) => r.code).join();
};

describe('days in the formats of registers', () => {
  it.each([
    ['2025-04-03', '2025-04-03 iso'],
    ['20250403', '2025-04-03 compact'],
    ['2025/4/3', '2025-04-03 year-first'],
    ['2025.04.03', '2025-04-03 year-first'],
    ['2025年4月3日', '2025-04-03 chinese'],
    ['２０２５年４月３日', '2025-04-03 chinese'],
    ['二〇二五年四月三日', '2025-04-03 chinese-numerals'],
    ['二○二五年十二月三十一日', '2025-12-31 chinese-numerals'],
    ['二〇二六年十月二十日', '2026-10-20 chinese-numerals'],
    ['25/04/2025', '2025-04-25 slashed'],
    ['04/25/2025', '2025-04-25 slashed'],
    ['04-04-2025', '2025-04-04 dashed'],
    ['03.04.2025', '2025-04-03 dotted'],
    ['3 April 2025', '2025-04-03 day-month-name'],
    ['03-Apr-2025', '2025-04-03 day-month-name'],
    ['1st Sept. 2025', '2025-09-01 day-month-name'],
    ['April 3, 2025', '2025-04-03 month-name-day'],
    ['2025-04-03T23:30:00Z', '2025-04-03 instant'],
    [' 2025-04-03 ', '2025-04-03 iso'],
  ])('reads %s', (text, expected) => {
    expect(day(text)).toBe(expected);
  });

  it('reports an ambiguous order with both readings, and takes a declared one', () => {
    const found = parseDay('03/04/2025');
    expect(found.ok).toBe(false);
    if (!found.ok) {
      expect(found.refusals[0]?.text.en).toBe('`03/04/2025` is ambiguous: it may be 2025-04-03 or 2025-03-04');
      expect(found.refusals[0]?.text.zh).toContain('有歧义');
    }
    expect(day('03/04/2025', { order: 'day-month' })).toBe('2025-04-03 slashed');
    expect(day('03/04/2025', { order: 'month-day' })).toBe('2025-03-04 slashed');
    expect(day('25/04/2025', { order: 'month-day' })).toBe('no-such-day');
  });

  it('puts an instant on the day of the declared zone', () => {
    expect(day('2025-04-03T23:30:00Z', { zone: 'Asia/Shanghai' })).toBe('2025-04-04 instant');
    expect(day('2025-04-03 00:30:00+08:00', { zone: 'UTC' })).toBe('2025-04-02 instant');
    expect(day('2025-04-03 00:30:00-03:30', { zone: 'UTC' })).toBe('2025-04-03 instant');
  });

  it('takes spreadsheet numbers only where declared, leap-year bug included', () => {
    expect(day('45750')).toBe('unknown-day-format');
    expect(day('45750', { serial: 1900 })).toBe('2025-04-03 serial');
    expect(day('59', { serial: 1900 })).toBe('1900-02-28 serial');
    expect(day('60', { serial: 1900 })).toBe('unknown-day-format');
    expect(day('61', { serial: 1900 })).toBe('1900-03-01 serial');
    expect(day('44288.75', { serial: 1904 })).toBe('2025-04-03 serial');
  });

  it.each([
    ['2025-02-29', 'no-such-day'],
    ['2025年13月1日', 'no-such-day'],
    ['31/04/2025', 'no-such-day'],
    ['二〇二五年十十月三日', 'no-such-day'],
    ['3 Avril 2025', 'no-such-day'],
    ['03/04/25', 'two-digit-year'],
    ['', 'unknown-day-format'],
    ['soon', 'unknown-day-format'],
    ['2025-04', 'unknown-day-format'],
  ])('refuses %s', (text, code) => {
    expect(day(text)).toBe(code);
  });

  it('reads back every day in every format of fixed order, and never crashes on noise', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (n) => {
        const d = dayFromEpoch(n);
        const [y, m, dd] = [yearOf(d), monthOf(d), dayOfMonth(d)];
        for (const text of [d, `${y}/${m}/${dd}`, `${y}年${m}月${dd}日`, `${dd}.${m}.${y}`, d.replaceAll('-', '')])
          expect(day(text).slice(0, 10)).toBe(d);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 14 }), (text) => typeof parseDay(text).ok === 'boolean'),
    );
    expect(dayFormats.length).toBe(12);
    expect(addDays(toDay('1899-12-30'), 45_750)).toBe('2025-04-03');
  });
});
