import type { CaseCalendar } from '../act/context.ts';
import type { ClockSpec, StepSpec } from '../scheme/scheme.ts';
import type { CaseEvent, ClockChange } from './events.ts';
import type { CaseState, Recorded } from './state.ts';
import { stoodSince } from './stops.ts';

/**
 * The running clocks of a case counted again, after the holiday table was lengthened or corrected: those whose last day is
 * another now, those that the table could not reach before, those that it no longer reaches. A clock that stands is counted
 * when it goes on; one that was met or ran out stays as it was.
 */
export function reckonClocks(
  steps: readonly StepSpec[],
  state: Pick<CaseState, 'clocks' | 'steps'>,
  events: readonly Recorded<CaseEvent>[],
  calendar: CaseCalendar,
): readonly ClockChange[] {
  const changes: ClockChange[] = [];
  for (const step of steps) {
    const old = step.clock && state.clocks.get(step.clock.id);
    if (!step.clock || (old?.state !== 'running' && old?.state !== 'beyond-table')) continue;
    const standstill = old.state === 'running' ? old.standstill : standstillBefore(events, step, state, calendar);
    const end = calendar.endOf(old.from, step.clock.period, standstill);
    const name = { clock: step.clock.id, step: step.id };
    if ('tableEnds' in end) {
      if (old.state === 'running' || old.tableEnds !== end.tableEnds)
        changes.push({ ...name, state: 'beyond-table', from: old.from, tableEnds: end.tableEnds });
    } else if (old.state === 'beyond-table' || old.due !== end.day)
      changes.push({ ...name, state: 'running', from: old.from, due: end.day, standstill });
  }
  return changes;
}

/** How long the clock had stood when it went past the table: the event that says so keeps no count of it. */
function standstillBefore(
  events: readonly Recorded<CaseEvent>[],
  step: StepSpec,
  state: Pick<CaseState, 'steps'>,
  calendar: CaseCalendar,
): number {
  const { clock } = step;
  if (!clock) return 0;
  let standstill = 0;
  let standing: string | null = null;
  let isLive = false;
  for (const { event, recordedAt } of events) {
    const changes = 'effects' in event.body ? event.body.effects.clocks : [];
    const change = changes.find((c) => c.clock === clock.id);
    if (change === undefined) continue;
    const began = !isLive;
    isLive = ['standing', 'running', 'beyond-table'].includes(change.state);
    if (change.state === 'standing') {
      standstill = change.standstill;
      standing = change.on;
      continue;
    }
    if (change.state === 'running') standstill = change.standstill;
    else if (change.state !== 'beyond-table') standstill = 0;
    else if (standing !== null)
      standstill += calendar.lengthOf(standing, calendar.dayOf(recordedAt), clock.period.unit);
    else if (began) standstill = stoodAtStart(change.from, clock, state, calendar.dayOf(recordedAt), calendar);
    standing = null;
  }
  return standstill;
}

/** What a clock that went past the table as it began had stood for by then. */
function stoodAtStart(
  from: string,
  clock: ClockSpec,
  state: Pick<CaseState, 'steps'>,
  until: string,
  calendar: CaseCalendar,
): number {
  const spans = clock.stopsWhile
    .flatMap((id) => state.steps.get(id)?.open ?? [])
    .map((span) => ({ from: calendar.dayOf(span.from), to: span.to === null ? until : calendar.dayOf(span.to) }))
    .map(({ from: begin, to }) => ({ from: begin, to: to < until ? to : until }));
  return stoodSince(from, clock, spans, calendar).standstill;
}
