import type { Scheme } from '#certification/scheme/scheme.ts';
import { addDays, type Day, earlierDay, laterDay, toDay } from '#certification/time/day.ts';

/** Days that visitors need after the demonstration's day, for clocks of working days that they start. */
const roomAfter = 30;

/**
 * The day that the demonstration's clock shows when it is built: today, or the last day that leaves room in the loaded
 * holiday table (the clock never guesses past its end), and never so early that its first acts come before their schemes.
 * @param tableEnds last day of the holiday table; null when none is loaded.
 * @param earliest the story's first act, in days counted from the demonstration's day (negative).
 */
export function demonstrationDay(
  today: Day,
  tableEnds: string | null,
  schemes: readonly Scheme[],
  earliest: number,
): Day {
  const latest = tableEnds === null ? today : earlierDay(today, addDays(toDay(tableEnds), -roomAfter));
  const inForce = schemes
    .map((s) => s.inForce.from)
    .sort()
    .at(-1);
  return inForce === undefined ? latest : laterDay(latest, addDays(toDay(inForce), -earliest));
}
