import { dayFromEpoch, epochDay, toDay } from '#certification/time/day.ts';
import { startOfDay } from '#certification/time/instant.ts';
import type { Day, Instant } from '../ports/values.ts';

/** The instant at which a day is over in a zone: what falls due on it is ripe from then on. */
export function ripeAt(due: Day, zone: string): Instant {
  return begin(epochDay(toDay(due)) + 1, zone);
}

/** The instant at which a day begins in a zone. */
export function beginOf(day: Day, zone: string): Instant {
  return begin(epochDay(toDay(day)), zone);
}

/**
 * Asking the zone database costs tens of microseconds, and a replay asks for few days very often: the answers are kept, by zone
 * and by the number of the day.
 */
function begin(epoch: number, zone: string): Instant {
  let days = begins.get(zone);
  if (days === undefined) {
    days = new Map();
    begins.set(zone, days);
  }
  const known = days.get(epoch);
  if (known !== undefined) return known;
  const found = startOfDay(dayFromEpoch(epoch), zone);
  if (days.size >= mostKept) days.clear();
  days.set(epoch, found);
  return found;
}

const mostKept = 20_000;
const begins = new Map<string, Map<number, Instant>>();
