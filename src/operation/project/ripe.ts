import { addDays, toDay } from '#certification/time/day.ts';
import { startOfDay } from '#certification/time/instant.ts';
import type { Day, Instant } from '../ports/values.ts';

/** The instant at which a day is over in a zone: what falls due on it is ripe from then on. */
export function ripeAt(due: Day, zone: string): Instant {
  return startOfDay(addDays(toDay(due), 1), zone);
}

/** The instant at which a day begins in a zone. */
export function beginOf(day: Day, zone: string): Instant {
  return startOfDay(toDay(day), zone);
}
