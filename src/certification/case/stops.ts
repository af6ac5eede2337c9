import type { CaseCalendar } from '../act/context.ts';
import type { ClockSpec } from '../scheme/scheme.ts';

/** Days on which a step was opened and left; null while it is open. */
export interface OpenSpan {
  readonly from: string;
  readonly to: string | null;
}

/** How long a clock has stood by now, and since when it stands. */
export interface Stood {
  readonly standstill: number;
  /** Null while it runs. */
  readonly since: string | null;
}

/**
 * What stopped a clock since the day from which it counts: each stretch in which one of the stopping steps was open, once
 * where several were open together, and no day before the clock began. Whether the clock's own step was open then makes no
 * difference: a clock that counts from an earlier step has stood for every stop since, and a stop that began before and still
 * lasts stops it from its first day.
 */
export function stoodSince(
  from: string,
  clock: Pick<ClockSpec, 'period'>,
  spans: readonly OpenSpan[],
  calendar: Pick<CaseCalendar, 'lengthOf'>,
): Stood {
  const { unit } = clock.period;
  let standstill = 0;
  let reached = from;
  for (const span of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const begin = span.from > reached ? span.from : reached;
    if (span.to === null) return { standstill, since: begin };
    if (span.to <= begin) continue;
    standstill += calendar.lengthOf(begin, span.to, unit);
    reached = span.to;
  }
  return { standstill, since: null };
}
