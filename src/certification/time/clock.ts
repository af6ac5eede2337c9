import { type WorkCalendar, workingDaysBetween } from './calendar.ts';
import { addDays, type Day, daysBetween, earlierDay } from './day.ts';
import { endOfPeriod, type Period, type PeriodEnd } from './period.ts';

/**
 * A standstill: the clock stops with the end of `from` and goes on with the day after `to`; so `from` still counts and `to`
 * does not, as with a period whose first day is not counted. `to` is null while it still stands.
 */
export interface Stop {
  readonly from: Day;
  readonly to: Day | null;
  /** Why it stands, as a code of the scheme (`correction`, `technical-review` …). */
  readonly reason: string;
}

export interface ClockInput {
  readonly started: Day;
  readonly period: Period;
  readonly stops: readonly Stop[];
  /** The day for which the reading is asked; the clock reads no time of its own. */
  readonly asOf: Day;
  readonly calendar?: WorkCalendar;
}

export interface Standstill extends Stop {
  /** Days (for a clock of working days: working days) that did not count; up to `asOf` while it still stands. */
  readonly days: number;
  /** The standstill began when the clock had run out, or began before another one ended, so it moves nothing. */
  readonly ignored: 'after-due' | 'within-another' | null;
}

export type ClockReading =
  | {
      readonly state: 'running' | 'ran-out' | 'standing';
      readonly started: Day;
      /** The last day of the period as it would be without any standstill. */
      readonly dueWithoutStops: Day;
      /** The last day on which the act is in time; null while the clock stands, since nobody knows until when. */
      readonly due: Day | null;
      readonly standstills: readonly Standstill[];
      /** Days used and left, in the unit of `counted`. */
      readonly used: number;
      readonly left: number;
      /** Days by which it is late; 0 when it is not. */
      readonly late: number;
      readonly counted: 'days' | 'working-days';
    }
  | { readonly state: 'beyond-table'; readonly started: Day; readonly reason: Exclude<PeriodEnd, { ok: true }> };

/**
 * Reads a clock that may have been stopped and resumed. Working days and days: standing days do not count. Months and years:
 * the end moves on by the standing calendar days. The answer names each standstill with what it moved.
 */
export function readClock(input: ClockInput): ClockReading {
  const { started, period, asOf, calendar } = input;
  const counted = period.unit === 'working-days' ? 'working-days' : 'days';
  const plain = endOfPeriod(started, period, calendar);
  if (!plain.ok) return { state: 'beyond-table', started, reason: plain };
  const beyond = (): ClockReading => ({ state: 'beyond-table', started, reason: tableEnd(calendar) });

  let due = plain.last;
  let standing = 0;
  const back = period.firstDayCounts ? addDays(started, -1) : started;
  let reached: Day = back;
  let open: Day | null = null;
  const standstills: Standstill[] = [];
  for (const stop of [...input.stops].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const to = stop.to === null ? asOf : earlierDay(stop.to, asOf);
    if (stop.from > asOf) continue;
    if (stop.from >= due) {
      standstills.push({ ...stop, days: 0, ignored: 'after-due' });
      continue;
    }
    const from = stop.from > reached ? stop.from : reached;
    const days = to > from ? countDays(counted, from, to, calendar) : 0;
    if (days === 'unknown') return beyond();
    standstills.push({ ...stop, days, ignored: to <= reached && to > stop.from ? 'within-another' : null });
    if (to > reached) reached = to;
    if (stop.to === null || stop.to > asOf) open = stop.from;
    standing += days;
    const moved = endWith(input, plain.last, standing);
    if (!moved.ok) return { state: 'beyond-table', started, reason: moved };
    due = moved.last;
  }

  const passed = countDays(counted, back, earlierDay(asOf, due), calendar);
  const total = countDays(counted, back, plain.last, calendar);
  if (passed === 'unknown' || total === 'unknown') return beyond();
  const used = Math.min(Math.max(0, passed - standing), total);
  const state = open !== null ? 'standing' : asOf > due ? 'ran-out' : 'running';
  const late = state === 'ran-out' ? daysBetween(due, asOf) : 0;
  return {
    state,
    started,
    dueWithoutStops: plain.last,
    due: state === 'standing' ? null : due,
    standstills,
    used,
    left: total - used,
    late,
    counted,
  };
}

function endWith(input: ClockInput, plain: Day, standing: number): PeriodEnd {
  if (input.period.unit !== 'working-days') return { ok: true, last: addDays(plain, standing) };
  return endOfPeriod(input.started, { ...input.period, length: input.period.length + standing }, input.calendar);
}

function countDays(
  unit: 'days' | 'working-days',
  after: Day,
  upTo: Day,
  calendar: WorkCalendar | undefined,
): number | 'unknown' {
  if (upTo <= after) return 0;
  if (unit === 'days') return daysBetween(after, upTo);
  return calendar ? workingDaysBetween(calendar, after, upTo) : 'unknown';
}

function tableEnd(calendar: WorkCalendar | undefined): Exclude<PeriodEnd, { ok: true }> {
  return calendar
    ? { ok: false, code: 'table-ends', tableEnds: calendar.last, missing: 0 }
    : { ok: false, code: 'no-table' };
}
