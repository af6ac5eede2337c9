import type { Refusal } from '../codes/refusal.ts';
import type { Day } from '../time/day.ts';
import { parseDay } from '../time/day-format.ts';

/** A list of days as the form gives them; each fault with its place. */
export function readDays(
  texts: readonly string[],
  field: string,
): { readonly days: readonly Day[]; readonly refusals: readonly Refusal[] } {
  const days: Day[] = [];
  const refusals: Refusal[] = [];
  texts.forEach((text, index) => {
    const read = parseDay(text);
    if (read.ok) days.push(read.parts.day);
    else refusals.push(...read.refusals.map((r) => ({ ...r, params: { ...r.params, field: `${field}[${index}]` } })));
  });
  return { days, refusals };
}
