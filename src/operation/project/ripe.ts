import { addDays, toDay } from '#certification/time/day.ts';
import { startOfDay } from '#certification/time/instant.ts';
import type { Day, Instant } from '../ports/values.ts';

/** The instant at which a day is over in a zone: what falls due on it is ripe from then on. */
export function ripeAt(due: Day, zone: string): Instant {
  return beginOf(addDays(toDay(due), 1), zone);
}

/**
 * The instant at which a day begins in a zone. Asking the zone database costs tens of microseconds, and a replay asks for few
 * days very often: the answers are kept, by zone.
 */
export function beginOf(day: Day, zone: string): Instant {
  let days = begins.get(zone);
  if (days === undefined) {
    days = new Map();
    begins.set(zone, days);
  }
  const known = days.get(day);
  if (known !== undefined) return known;
  const begin = startOfDay(toDay(day), zone);
  if (days.size >= mostKept) days.clear();
  days.set(day, begin);
  return begin;
}

const mostKept = 20_000;
const begins = new Map<string, Map<Day, Instant>>();
