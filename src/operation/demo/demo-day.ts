import type { Scheme } from '#certification/scheme/scheme.ts';
import { addDays, type Day, earlierDay, laterDay, toDay } from '#certification/time/day.ts';
import { addMilliseconds, dayOf, type Instant } from '#certification/time/instant.ts';

/** Days that visitors need after the demonstration's day, for clocks of working days that they start. */
const roomAfter = 30;
/** The story's last day begins at nine and is over by this hour. */
const storyEnds = 11 * 3_600_000;

/** The last day on which the story can end without running ahead of the true time: today, or before eleven yesterday. */
export const lastDayOver = (now: Instant, zone: string): Day => dayOf(addMilliseconds(now, -storyEnds), zone);

/**
 * The day on which the demonstration's story ends: the last that is over, or the last day that leaves room in the loaded
 * holiday table (the clock never guesses past its end), and never so early that its first acts come before their schemes.
 * @param tableEnds last day of the holiday table; null when none is loaded.
 * @param earliest the story's first act, in days counted from the demonstration's day (negative).
 */
export function demonstrationDay(
  over: Day,
  tableEnds: string | null,
  schemes: readonly Scheme[],
  earliest: number,
): Day {
  const latest = tableEnds === null ? over : earlierDay(over, addDays(toDay(tableEnds), -roomAfter));
  const inForce = schemes
    .map((s) => s.inForce.from)
    .sort()
    .at(-1);
  return inForce === undefined ? latest : laterDay(latest, addDays(toDay(inForce), -earliest));
}
