import type { Actor } from '../event/event.ts';
import type {
  AnswerAttached,
  CaseEvent,
  CaseMoved,
  CaseOpened,
  ClockChange,
  CodedReason,
  Effects,
  FindingRaised,
  NamedParty,
  PersonReleased,
  PersonReplaced,
  StepDone,
  StoredValues,
} from './events.ts';

/** An event as it was recorded: what the fold needs of its envelope. */
export interface Recorded<E> {
  readonly event: E;
  readonly version: number;
  readonly recordedAt: string;
  readonly actor: Actor;
}

export interface LineState {
  done: boolean;
  outcome: string | null;
  values: StoredValues;
  doneAt: string | null;
  doneBy: Actor | null;
}

export interface StepState {
  status: 'waiting' | 'open' | 'done' | 'skipped';
  outcome: string | null;
  /** Roles that may do it while it is open, as the opening event said. */
  by: readonly string[];
  /** Lines of a fan-out, by key; empty for a step that is one. */
  lines: Map<string, LineState>;
  values: StoredValues;
  openedAt: string | null;
  /** Each time that it was open: what stops a clock while it is open stops it for all of them. */
  open: readonly { readonly from: string; readonly to: string | null }[];
  doneAt: string | null;
  doneBy: Actor | null;
  /** Remarks of the last return for correction, shown at the fields until the step is done again. */
  remarks: readonly { readonly field: string; readonly remark: string }[];
  returnReason: CodedReason | null;
}

export interface FindingState extends FindingRaised {
  state: 'open' | 'answered' | 'closed';
  raisedAt: string;
  raisedBy: Actor;
  answer: { readonly cause: string; readonly correction: string } | null;
  settlement: string | null;
}

export interface AnswerState extends AnswerAttached {
  readonly attachedAt: string;
  readonly attachedBy: Actor;
}

/** A case as its events tell it. The fold owns and changes it; readers don't. */
export interface CaseState {
  id: string;
  version: number;
  opened: CaseOpened | null;
  openedAt: string | null;
  steps: Map<string, StepState>;
  /** Fields of all forms by name, the newest value of each. */
  values: StoredValues;
  named: readonly NamedParty[];
  /** Persons who acted, by the role in which they did: the guards against judging one's own work read it. */
  acted: readonly { readonly person: string; readonly role: string; readonly step: string }[];
  conflicts: readonly { readonly person: string; readonly kind: string }[];
  findings: Map<string, FindingState>;
  clocks: Map<string, ClockChange>;
  answers: readonly AnswerState[];
  entries: readonly string[];
  ended: { readonly ending: string; readonly at: string; readonly reason: CodedReason | null } | null;
  lastDone: StepDone | null;
  /** Votes by secret ballot that are closed, by step: counts alone. */
  votes: Map<string, ClosedVote>;
}

export interface ClosedVote {
  /** Who could vote: those named, less those who were recused. */
  readonly entitled: number;
  readonly recused: readonly string[];
  readonly tally: Readonly<Record<string, number>>;
}

export function emptyCase(id: string): CaseState {
  return {
    id,
    version: 0,
    opened: null,
    openedAt: null,
    steps: new Map(),
    values: {},
    named: [],
    acted: [],
    conflicts: [],
    findings: new Map(),
    clocks: new Map(),
    answers: [],
    entries: [],
    ended: null,
    lastDone: null,
    votes: new Map(),
  };
}

/** What a step looks like before anything happened to it. */
export function waitingStep(): StepState {
  return {
    status: 'waiting',
    outcome: null,
    by: [],
    lines: new Map(),
    values: {},
    openedAt: null,
    open: [],
    doneAt: null,
    doneBy: null,
    remarks: [],
    returnReason: null,
  };
}

export function stepOf(state: Pick<CaseState, 'steps'>, step: string): StepState {
  const found = state.steps.get(step);
  if (found) return found;
  const fresh = waitingStep();
  state.steps.set(step, fresh);
  return fresh;
}

/** Folds the events of one case, oldest first. Pure but for the state that it builds; reads no scheme. */
export function foldCase(id: string, events: readonly Recorded<CaseEvent>[]): CaseState {
  const state = emptyCase(id);
  for (const recorded of events) applyCaseEvent(state, recorded);
  return state;
}

export function applyCaseEvent(state: CaseState, recorded: Recorded<CaseEvent>): void {
  const { event, recordedAt, actor } = recorded;
  state.version = recorded.version;
  switch (event.type) {
    case 'CaseOpened':
      state.opened = event.body;
      state.openedAt = recordedAt;
      applyEffects(state, event.body.effects, recordedAt, null);
      break;
    case 'StepDone':
      applyStepDone(state, event.body, recordedAt, actor);
      break;
    case 'PersonReleased':
      applyReleased(state, event.body, recordedAt);
      break;
    case 'PersonReplaced':
      applyReplaced(state, event.body, recordedAt);
      break;
    case 'ConflictDeclared':
      state.conflicts = [...state.conflicts, { person: event.body.person, kind: event.body.kind }];
      break;
    case 'FindingRaised':
      state.findings.set(event.body.finding, {
        ...event.body,
        state: 'open',
        raisedAt: recordedAt,
        raisedBy: actor,
        answer: null,
        settlement: null,
      });
      break;
    case 'FindingAnswered': {
      const finding = state.findings.get(event.body.finding);
      if (finding)
        Object.assign(finding, {
          state: 'answered',
          answer: { cause: event.body.cause, correction: event.body.correction },
        });
      break;
    }
    case 'FindingSettled': {
      const finding = state.findings.get(event.body.finding);
      if (finding)
        Object.assign(finding, { state: event.body.accepted ? 'closed' : 'open', settlement: event.body.words });
      break;
    }
    case 'AnswerAttached':
      state.answers = [...state.answers, { ...event.body, attachedAt: recordedAt, attachedBy: actor }];
      break;
    case 'CaseMoved':
      applyMoved(state, event.body, recordedAt);
      break;
    case 'CaseLeft':
      applyEffects(state, event.body.effects, recordedAt, event.body.reason);
      break;
    case 'ClockRanOut':
    case 'ClocksReckoned':
      applyEffects(state, event.body.effects, recordedAt, null);
      break;
  }
}

function applyMoved(state: CaseState, body: CaseMoved, at: string): void {
  if (state.opened !== null) state.opened = { ...state.opened, edition: body.to };
  state.values = movedValues(state.values, body);
  for (const step of state.steps.values()) {
    step.values = movedValues(step.values, body);
    for (const line of step.lines.values()) line.values = movedValues(line.values, body);
  }
  applyEffects(state, body.effects, at, null);
}

/** Values under the names of the later edition, without those that it has no field for. */
export function movedValues(values: StoredValues, move: Pick<CaseMoved, 'renamed' | 'dropped'>): StoredValues {
  const names = new Map(move.renamed.map(({ from, to }) => [from, to]));
  const dropped = new Set(move.dropped);
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (dropped.has(name) ? [] : [[names.get(name) ?? name, value]])),
  );
}

/** The edition under which a case stands after these events. */
export function editionIn(events: readonly { readonly event: CaseEvent }[]): string {
  let edition = '';
  for (const { event } of events) {
    if (event.type === 'CaseOpened') edition = event.body.edition;
    if (event.type === 'CaseMoved') edition = event.body.to;
  }
  return edition;
}

function applyReleased(state: CaseState, body: PersonReleased, at: string): void {
  const { role, person, party } = body;
  state.named = state.named.filter((n) => !(n.role === role && n.person === person && n.party === party));
  for (const step of body.steps) stepOf(state, step).lines.delete(person ?? party);
  applyEffects(state, body.effects, at, null);
}

function applyReplaced(state: CaseState, body: PersonReplaced, at: string): void {
  const { role, from, to } = body;
  state.named = state.named.map((n) => (n.role === role && n.person === from.person ? { role, ...to } : n));
  const lines = stepOf(state, body.step).lines;
  if (lines.get(from.person)?.done === false) lines.delete(from.person);
  applyEffects(state, body.effects, at, null);
}

/** The part of a `StepDone` that cases and rounds share; `state` is either's. */
export function applyStepDone(state: CaseState, body: StepDone, at: string, actor: Actor): void {
  const step = stepOf(state, body.step);
  if (body.line === null) {
    step.values = body.values;
    state.values = { ...state.values, ...body.values };
  } else {
    step.lines.set(body.line, { done: true, outcome: body.outcome, values: body.values, doneAt: at, doneBy: actor });
  }
  step.doneAt = at;
  step.doneBy = actor;
  step.remarks = [];
  // A step done anew names anew: what it named before for the same roles no longer counts.
  state.named = [...state.named.filter((n) => !body.named.some((m) => m.role === n.role)), ...body.named];
  state.entries = [...state.entries, ...body.entries];
  state.lastDone = body;
  if (actor.kind === 'person')
    state.acted = [...state.acted, { person: actor.person, role: actor.role, step: body.step }];
  applyEffects(state, body.effects, at, body.reason);
  for (const reopened of body.effects.opened) {
    if (body.effects.reopened.includes(reopened.step) && reopened.step !== body.step) {
      const target = stepOf(state, reopened.step);
      target.remarks = body.remarks;
      target.returnReason = body.reason;
    }
  }
}

export function applyEffects(state: CaseState, effects: Effects, at: string, reason: CodedReason | null): void {
  for (const id of effects.reopened) {
    const step = stepOf(state, id);
    leave(step, at);
    step.status = 'waiting';
    step.outcome = null;
    step.lines = new Map();
  }
  for (const { step: id, outcome } of effects.completed) {
    leave(stepOf(state, id), at);
    Object.assign(stepOf(state, id), { status: 'done', outcome });
  }
  for (const id of effects.skipped) Object.assign(stepOf(state, id), { status: 'skipped', outcome: null });
  for (const opened of effects.opened) {
    const step = stepOf(state, opened.step);
    // A line that is added opens a step that is open already: it goes on.
    if (step.open.at(-1)?.to !== null) step.open = [...step.open, { from: at, to: null }];
    step.status = 'open';
    step.by = opened.by;
    step.openedAt = at;
    for (const line of opened.lines)
      if (!step.lines.has(line))
        step.lines.set(line, { done: false, outcome: null, values: {}, doneAt: null, doneBy: null });
  }
  for (const change of effects.clocks) state.clocks.set(change.clock, change);
  if (effects.ended) state.ended = { ending: effects.ended.ending, at, reason };
}

function leave(step: StepState, at: string): void {
  step.open = step.open.map((span) => (span.to === null ? { ...span, to: at } : span));
}
