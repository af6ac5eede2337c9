import type { WorkCalendar } from './calendar.ts';
import { addDays, addMonths, type Day, dayFromEpoch, epochDay } from './day.ts';

/**
 * A length of time in law. Whether the first day counts is declared by each period and never assumed: 民法典 201 leaves the
 * day of the event out, a notice of public display usually counts its first day.
 */
export interface Period {
  readonly length: number;
  readonly unit: 'days' | 'working-days' | 'months' | 'years';
  readonly firstDayCounts: boolean;
}

/** The last day of a period, or that the holiday table does not reach so far. */
export type PeriodEnd =
  | { readonly ok: true; readonly last: Day }
  /** `tableEnds` is the last day of the table; `missing` working days would lie beyond it. */
  | { readonly ok: false; readonly code: 'table-ends'; readonly tableEnds: Day; readonly missing: number }
  | { readonly ok: false; readonly code: 'table-begins'; readonly tableBegins: Day }
  | { readonly ok: false; readonly code: 'no-table' };

/**
 * The last day of the period that begins with `from`. Months and years end on the day of the same number, clamped to the
 * month's end and counted from the anchor; where the first day counts, one day earlier. Working days need the calendar
 * (official holidays and make-up days); without one, or past its end, the answer says so instead of guessing.
 * `length` is a whole number of at least 1.
 */
export function endOfPeriod(from: Day, period: Period, calendar?: WorkCalendar): PeriodEnd {
  if (!Number.isInteger(period.length) || period.length < 1)
    throw new RangeError(`expected a period of at least 1, found ${period.length}`);
  const back = period.firstDayCounts ? 1 : 0;
  switch (period.unit) {
    case 'days':
      return { ok: true, last: addDays(from, period.length - back) };
    case 'months':
    case 'years': {
      const last = addMonths(from, period.length * (period.unit === 'years' ? 12 : 1));
      return { ok: true, last: back ? addDays(last, -1) : last };
    }
    case 'working-days':
      return calendar ? nthWorkingDay(calendar, epochDay(from) - back, period.length) : { ok: false, code: 'no-table' };
  }
}

/** The nth working day after the day `after` (an epoch day). */
function nthWorkingDay(calendar: WorkCalendar, after: number, n: number): PeriodEnd {
  const first = epochDay(calendar.first);
  if (after + 1 < first) return { ok: false, code: 'table-begins', tableBegins: calendar.first };
  const last = epochDay(calendar.last);
  const upTo = after >= last ? calendar.workingDays.length : (calendar.before[after + 1 - first] ?? 0);
  const found = calendar.workingDays[upTo + n - 1];
  if (found === undefined)
    return { ok: false, code: 'table-ends', tableEnds: calendar.last, missing: upTo + n - calendar.workingDays.length };
  return { ok: true, last: dayFromEpoch(found) };
}

/**
 * The last day of validity: the anniversary less one day (design, decision 11). A certificate of three years issued on
 * 2026-03-10 holds through 2029-03-09; its last day is still valid.
 */
export function validityEnd(
  from: Day,
  length: { readonly years: number } | { readonly months: number } | { readonly days: number },
): Day {
  if ('days' in length) return addDays(from, length.days - 1);
  return addDays(addMonths(from, 'years' in length ? length.years * 12 : length.months), -1);
}

/** The end of the nth repetition, counted from the anchor and never from the end before, so that month ends don't creep. */
export function endOfRepeatedPeriod(anchor: Day, period: Period, n: number, calendar?: WorkCalendar): PeriodEnd {
  return endOfPeriod(anchor, { ...period, length: period.length * n }, calendar);
}
