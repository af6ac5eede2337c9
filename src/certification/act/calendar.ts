import type { WorkCalendar } from '../time/calendar.ts';
import { workingDaysBetween } from '../time/calendar.ts';
import { addDays, addMonths, daysBetween, toDay } from '../time/day.ts';
import { dayOf, toInstant } from '../time/instant.ts';
import { endOfPeriod, type PeriodEnd, validityEnd } from '../time/period.ts';
import type { CaseCalendar } from './context.ts';

/** The questions that acts put to the clock, answered for one zone, one calendar and one instant. */
export function caseCalendar(now: string, zone: string, table: WorkCalendar | undefined): CaseCalendar {
  const tableEnd = (end: Exclude<PeriodEnd, { ok: true }>) => ({
    tableEnds:
      end.code === 'table-ends' ? end.tableEnds : end.code === 'table-begins' ? end.tableBegins : (table?.last ?? ''),
  });
  return {
    today: dayOf(toInstant(now), zone),
    dayOf: (instant) => dayOf(toInstant(instant), zone),
    endOf: (from, period, standstill) => {
      const counted = period.unit === 'days' || period.unit === 'working-days';
      const end = endOfPeriod(toDay(from), counted ? { ...period, length: period.length + standstill } : period, table);
      if (!end.ok) return tableEnd(end);
      return { day: counted ? end.last : addDays(end.last, standstill) };
    },
    lengthOf: (from, to, unit) => {
      if (to <= from) return 0;
      const working =
        unit === 'working-days' && table !== undefined ? workingDaysBetween(table, toDay(from), toDay(to)) : null;
      return typeof working === 'number' ? working : daysBetween(toDay(from), toDay(to));
    },
    validityEnd: (from, { length, unit }) =>
      unit === 'days'
        ? validityEnd(toDay(from), { days: length })
        : addDays(addMonths(toDay(from), unit === 'years' ? length * 12 : length), -1),
    addDays: (day, days) => addDays(toDay(day), days),
  };
}
