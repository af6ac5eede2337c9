import type { CaseEvent, ClockChange } from '#certification/case/events.ts';
import { applyCaseEvent, type CaseState, emptyCase, type Recorded } from '#certification/case/state.ts';
import { namedToken } from '#certification/policy/viewer.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { CaseSummary } from '../ports/cases.ts';
import type { Due } from '../ports/dues.ts';
import type { ProjectionRows } from '../ports/projections.ts';
import { ripeAt } from './ripe.ts';
import { type StepLists, stepTasks } from './tasks.ts';

/**
 * The rows of one case, from its whole stream and its registered edition: its summary, the work lists of its steps and
 * findings, and the days on which its clocks run out. `recommender` is the party that recommends it in its round.
 */
export function projectCase(
  scheme: Scheme,
  id: string,
  events: readonly Recorded<CaseEvent>[],
  recommender: string | null = null,
): ProjectionRows {
  const state = emptyCase(id);
  const first = events[0];
  const opener = first?.actor.kind === 'person' ? first.actor.person : null;
  const lists: StepLists = stepTasks(scheme, { kind: 'case', subject: id }, recommender);
  for (const recorded of events) {
    applyCaseEvent(state, recorded);
    lists.follow(state, recorded);
  }
  if (state.opened === null) return {};
  return {
    cases: [summarise(scheme, state, opener, recommender, events.at(-1)?.recordedAt ?? '')],
    tasks: lists.tasks(state),
    dues: [...state.clocks.values()].map((clock) => clockDue({ kind: 'case', id }, clock, state.opened?.zone ?? 'UTC')),
  };
}

function summarise(
  scheme: Scheme,
  state: CaseState,
  openedBy: string | null,
  recommender: string | null,
  changedAt: string,
): CaseSummary {
  const { opened } = state;
  if (opened === null) throw new Error('a case that was not opened has no summary');
  const running = [...state.clocks.values()].flatMap((c) => (c.state === 'running' ? [c.due] : []));
  // The recommending unit stands in the round that the case joined.
  const recommended = recommender === null ? [] : [recommender];
  const recommending = scheme.roles.filter((r) => r.of === 'recommender').map((r) => r.id);
  const persons = state.named.flatMap((n) => (n.person === null ? [] : [n.person]));
  return {
    id: state.id,
    scheme: opened.scheme,
    edition: opened.edition,
    flow: opened.flow,
    round: opened.round,
    entry: opened.entry,
    applicant: opened.applicant,
    body: opened.body,
    title: opened.title,
    state: state.ended === null ? 'open' : 'ended',
    ending: state.ended?.ending ?? null,
    zone: opened.zone,
    openedAt: state.openedAt ?? changedAt,
    openedBy,
    endedAt: state.ended?.at ?? null,
    openSteps: [...state.steps].filter(([, s]) => s.status === 'open').map(([step]) => step),
    nextDue: running.sort()[0] ?? null,
    persons: [...new Set(persons)],
    parties: [...new Set([opened.applicant, opened.body, ...state.named.map((n) => n.party), ...recommended])],
    named: [
      ...new Set([
        ...state.named.map((n) => namedToken(n.role, n.person ?? n.party)),
        ...recommended.flatMap((party) => recommending.map((role) => namedToken(role, party))),
      ]),
    ],
    recused: [...new Set(state.conflicts.map((c) => c.person))],
    labels: labelsOf(state),
    version: state.version,
    changedAt,
  };
}

/** What lists of a round show beside the title. */
function labelsOf(state: CaseState): CaseSummary['labels'] {
  const labels: Record<string, string | number> = {};
  for (const name of ['score', 'rank', 'grade']) {
    const value = state.values[name];
    if (typeof value === 'string' || typeof value === 'number') labels[name] = value;
  }
  return labels;
}

/** A clock as the sweep sees it: only a running one has a day; the others keep the last one known. */
export function clockDue(subject: Due['subject'], clock: ClockChange, zone: string): Due {
  const base = { kind: 'clock' as const, subject, name: clock.clock, remindAt: null, reminded: false };
  switch (clock.state) {
    case 'running':
      return { ...base, due: clock.due, ripeAt: ripeAt(clock.due, zone), state: 'running' };
    case 'standing':
      return { ...base, due: clock.on, ripeAt: ripeAt(clock.on, zone), state: 'standing' };
    case 'beyond-table':
      return { ...base, due: clock.tableEnds, ripeAt: ripeAt(clock.tableEnds, zone), state: 'standing' };
    default:
      return { ...base, due: clock.on, ripeAt: ripeAt(clock.on, zone), state: 'over' };
  }
}
