import type { CaseCalendar } from '../act/context.ts';
import { holds, type Situation, valueAt } from '../scheme/evaluate.ts';
import type { OutcomeSpec, StepSpec } from '../scheme/scheme.ts';
import type { ClockChange, Effects, NamedParty, OpenedStep, StoredValues } from './events.ts';
import { isGiven } from './field-value.ts';
import { type CaseState, type StepState, stepOf, waitingStep } from './state.ts';
import { type OpenSpan, stoodSince } from './stops.ts';

/** What an act does to the plan that does nothing to it. */
export const unchanged: Effects = {
  opened: [],
  reopened: [],
  skipped: [],
  completed: [],
  clocks: [],
  ended: null,
};

/** One completed act as the planner sees it. */
export interface Completed {
  readonly step: StepSpec;
  readonly line: string | null;
  readonly outcome: OutcomeSpec;
  readonly values: StoredValues;
  readonly named: readonly NamedParty[];
}

/**
 * What an act does to the plan: the steps it completes, opens, opens again or skips, the clocks it starts, stops and meets,
 * and whether the case ends. Works on a copy; the effects it returns are what the event will carry.
 */
export function planAfter(
  steps: readonly StepSpec[],
  state: CaseState,
  done: Completed | null,
  situation: Situation,
): { readonly effects: Effects; readonly joint: OutcomeSpec | null } {
  const draft: Draft = { steps: copySteps(state.steps), opened: [], reopened: [], skipped: [], completed: [] };
  const joint = done === null ? null : complete(draft, done);
  if (joint?.goes === 'return' && done !== null) reopenFrom(steps, draft, joint.returnTo ?? done.step.id);
  return { effects: settle(steps, state, draft, joint === null ? [] : [joint], situation), joint };
}

/**
 * What it does to the plan that a line of a fan-out falls away, since whoever had it was released: a step whose other lines are
 * all done is completed by them. The step has other lines; its last one never falls.
 */
export function planWithout(
  steps: readonly StepSpec[],
  state: CaseState,
  fallen: { readonly steps: readonly StepSpec[]; readonly line: string },
  situation: Situation,
): { readonly effects: Effects; readonly joint: readonly OutcomeSpec[] } {
  const draft: Draft = { steps: copySteps(state.steps), opened: [], reopened: [], skipped: [], completed: [] };
  const joint = fallen.steps.flatMap((step) => {
    stepOf(draft, step.id).lines.delete(fallen.line);
    const outcome = joined(draft, step);
    if (outcome === null) return [];
    if (outcome.goes === 'return') reopenFrom(steps, draft, outcome.returnTo ?? step.id);
    else finish(draft, step, outcome);
    return [outcome];
  });
  return { effects: settle(steps, state, draft, joint, situation), joint };
}

/** Opens what is ready now, moves the clocks, and says whether the case ends. */
function settle(
  steps: readonly StepSpec[],
  state: CaseState,
  draft: Draft,
  joint: readonly OutcomeSpec[],
  situation: Situation,
): Effects {
  const ending = joint.find((outcome) => outcome.goes === 'end');
  const ended = ending === undefined ? null : { ending: ending.ending ?? 'closed' };
  const now: Situation = { ...situation, steps: draft.steps };
  if (!ended) openReady(steps, draft, now);
  const nothingLeft = !ended && steps.every((s) => ['done', 'skipped'].includes(stepOf(draft, s.id).status));
  const end = ended ?? (nothingLeft ? { ending: 'closed' } : null);
  return {
    opened: draft.opened,
    reopened: draft.reopened,
    skipped: draft.skipped,
    completed: draft.completed,
    clocks: planClocks(steps, state, draft, now, end !== null),
    ended: end,
  };
}

/**
 * What the move to another edition does to the plan: the case goes back to `returnTo` where its forms lack something, steps that
 * the edition places behind one that was not done wait for it, steps that are new and ready open. Clocks that run keep their
 * day; those that the edition does not have are dropped.
 */
export function planMove(
  steps: readonly StepSpec[],
  state: CaseState,
  returnTo: string | null,
  situation: Situation,
): Effects {
  const draft: Draft = { steps: copySteps(state.steps), opened: [], reopened: [], skipped: [], completed: [] };
  const now: Situation = { ...situation, steps: draft.steps };
  if (returnTo !== null) reopenFrom(steps, draft, returnTo);
  for (const step of steps) {
    const current = stepOf(draft, step.id);
    if (current.status !== 'open' || step.after === true || holds(step.after, now)) continue;
    draft.steps.set(step.id, { ...waitingStep(), values: current.values });
    draft.reopened.push(step.id);
  }
  openReady(steps, draft, now);
  const declared = new Set(steps.map((s) => s.clock?.id));
  const gone = [...state.clocks.values()]
    .filter(
      (c) => (c.state === 'running' || c.state === 'standing' || c.state === 'beyond-table') && !declared.has(c.clock),
    )
    .map(
      (c): ClockChange => ({ clock: c.clock, step: c.step, state: 'dropped', on: situation.context.calendar.today }),
    );
  return {
    opened: draft.opened,
    reopened: draft.reopened,
    skipped: draft.skipped,
    completed: [],
    clocks: [...gone, ...planClocks(steps, state, draft, now, false)],
    ended: null,
  };
}

interface Draft {
  readonly steps: Map<string, StepState>;
  readonly opened: OpenedStep[];
  readonly reopened: string[];
  readonly skipped: string[];
  readonly completed: { step: string; outcome: string }[];
}

function copySteps(steps: CaseState['steps']): Map<string, StepState> {
  return new Map([...steps].map(([id, s]) => [id, { ...s, lines: new Map(s.lines) }]));
}

/** Marks the act in the draft; returns the joint outcome when it completes its step, else null. */
function complete(draft: Draft, { step, line, outcome }: Completed): OutcomeSpec | null {
  const state = stepOf(draft, step.id);
  let joint: OutcomeSpec = outcome;
  if (line !== null) {
    state.lines.set(line, { done: true, outcome: outcome.id, values: {}, doneAt: null, doneBy: null });
    // A line that sends the case back does so at once; the others are done anew with it.
    if (outcome.goes !== 'return') {
      const all = joined(draft, step);
      if (all === null) return null;
      joint = all;
    }
  }
  if (joint.goes !== 'return') finish(draft, step, joint);
  return joint;
}

/** The outcome of a fan-out whose lines are all done; null while one is not. */
function joined(draft: Draft, step: StepSpec): OutcomeSpec | null {
  const lines = [...stepOf(draft, step.id).lines.values()];
  if (!lines.every((line) => line.done)) return null;
  return jointOutcome(
    step,
    lines.map((line) => line.outcome ?? ''),
  );
}

function finish(draft: Draft, step: StepSpec, outcome: OutcomeSpec): void {
  Object.assign(stepOf(draft, step.id), { status: 'done', outcome: outcome.id });
  draft.completed.push({ step: step.id, outcome: outcome.id });
}

/** The first outcome stands when all lines (or any line, as the step declares) have it; else the second. */
export function jointOutcome(step: StepSpec, outcomes: readonly string[]): OutcomeSpec {
  const [first, second] = step.outcomes;
  if (!first) throw new Error(`step ${step.id} has no outcome`);
  const good = step.each?.join === 'any' ? outcomes.includes(first.id) : outcomes.every((o) => o === first.id);
  return good ? first : (second ?? first);
}

function reopenFrom(steps: readonly StepSpec[], draft: Draft, target: string): void {
  const start = steps.findIndex((s) => s.id === target);
  for (const step of steps.slice(Math.max(start, 0))) {
    const state = stepOf(draft, step.id);
    if (state.status === 'waiting') continue;
    draft.steps.set(step.id, { ...waitingStep(), values: state.values });
    draft.reopened.push(step.id);
  }
}

function openReady(steps: readonly StepSpec[], draft: Draft, situation: Situation): void {
  let changed = true;
  while (changed) {
    changed = false;
    for (const step of steps) {
      const state = stepOf(draft, step.id);
      if (state.status !== 'waiting' || !(step.after === true || holds(step.after, situation))) continue;
      changed = true;
      const lines = linesOf(step, situation);
      if ((step.onlyIf !== undefined && !holds(step.onlyIf, situation)) || lines?.length === 0) {
        state.status = 'skipped';
        draft.skipped.push(step.id);
        continue;
      }
      state.status = 'open';
      draft.opened.push({ step: step.id, lines: lines ?? [], by: step.by });
      for (const line of lines ?? [])
        state.lines.set(line, { done: false, outcome: null, values: {}, doneAt: null, doneBy: null });
    }
  }
}

/** Keys of the lines of a fan-out: row numbers from 1, choices, or the persons (else parties) named for a role. */
function linesOf(step: StepSpec, situation: Situation): readonly string[] | null {
  if (!step.each) return null;
  const { over } = step.each;
  if ('role' in over) return situation.named.filter((n) => n.role === over.role).map((n) => n.person ?? n.party);
  const value = valueAt(situation.values, 'rows' in over ? over.rows : over.choices);
  if (!isGiven(value)) return [];
  const list = Array.isArray(value) ? value : [value];
  return 'rows' in over ? list.map((_, index) => String(index + 1)) : list.map(String);
}

/** Clocks after the act. Each carried by a step: it runs from its start, stands while a declared step is open, is met. */
function planClocks(
  steps: readonly StepSpec[],
  state: CaseState,
  draft: Draft,
  situation: Situation,
  ended: boolean,
): ClockChange[] {
  const changes: ClockChange[] = [];
  for (const step of steps) {
    if (!step.clock) continue;
    const change = clockOf(step, state, draft, situation, ended);
    if (change) changes.push(change);
  }
  return changes;
}

function clockOf(
  step: StepSpec,
  state: CaseState,
  draft: Draft,
  situation: Situation,
  ended: boolean,
): ClockChange | null {
  const clock = step.clock;
  if (!clock) return null;
  const { calendar } = situation.context;
  const { today } = calendar;
  const now = stepOf(draft, step.id).status;
  const old = state.clocks.get(clock.id);
  const live =
    old?.state === 'running' || old?.state === 'standing' || old?.state === 'beyond-table' || old?.state === 'out';
  const name = { clock: clock.id, step: step.id };
  if (now !== 'open' || ended) {
    if (!live) return null;
    return { ...name, state: now === 'done' ? 'met' : 'dropped', on: today };
  }
  const run = (from: string, standstill: number): ClockChange => {
    const end = calendar.endOf(from, clock.period, standstill);
    return 'tableEnds' in end
      ? { ...name, state: 'beyond-table', from, tableEnds: end.tableEnds }
      : { ...name, state: 'running', from, due: end.day, standstill };
  };
  const standing = clock.stopsWhile.some((id) => stepOf(draft, id).status === 'open');
  if (!live || draft.reopened.includes(step.id)) {
    const from = firstDayOf(clock.from, state, draft, calendar);
    const stood = stoodSince(from, clock, spansOf(clock.stopsWhile, state, draft, calendar), calendar);
    if (stood.since === null) return run(from, stood.standstill);
    return { ...name, state: 'standing', from, standstill: stood.standstill, on: stood.since };
  }
  if (old.state === 'running' && standing)
    return { ...name, state: 'standing', from: old.from, standstill: old.standstill, on: today };
  if (old.state === 'standing' && !standing)
    return run(old.from, old.standstill + calendar.lengthOf(old.on, today, clock.period.unit));
  return null;
}

/** When these steps were open, this act included. */
function spansOf(
  ids: readonly string[],
  state: CaseState,
  draft: Draft,
  { dayOf, today }: CaseCalendar,
): readonly OpenSpan[] {
  return ids.flatMap((id) => {
    const isOpen = stepOf(draft, id).status === 'open';
    const spans = (state.steps.get(id)?.open ?? []).map(({ from, to }) => ({
      from: dayOf(from),
      to: to === null ? (isOpen ? null : today) : dayOf(to),
    }));
    return isOpen && spans.at(-1)?.to !== null ? [...spans, { from: today, to: null }] : spans;
  });
}

/** The day from which a clock counts: when the named step was done last, which may be by this act. */
function firstDayOf(step: string | undefined, state: CaseState, draft: Draft, calendar: CaseCalendar): string {
  if (step === undefined || draft.completed.some((c) => c.step === step)) return calendar.today;
  const doneAt = stepOf(draft, step).status === 'done' ? state.steps.get(step)?.doneAt : null;
  return doneAt ? calendar.dayOf(doneAt) : calendar.today;
}
