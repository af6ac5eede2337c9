import { applyEffects, applyStepDone, type CaseState, emptyCase, type Recorded } from '../case/state.ts';
import type {
  CaseJoined,
  CasesKeptApart,
  CasesMerged,
  CasesRanked,
  GatePassed,
  ListDecided,
  ListDisplayed,
  ObjectionAnswered,
  ObjectionReceived,
  PublicVoteClosed,
  QuotaSet,
  ReviewerReplaced,
  ReviewersAssigned,
  RoundEvent,
  RoundOpened,
  VoteClosed,
  VotesSetAside,
  VotingCodesIssued,
} from './events.ts';

export interface MemberCase extends CaseJoined {
  /** Null until its form says it. */
  track: string | null;
  /** Why it is no longer in the round; null while it is. */
  left: string | null;
}

/** A round as its events tell it. Its steps run as a case's do, so they stand in `run`; the rest is what only a round has. */
export interface RoundState {
  id: string;
  version: number;
  opened: RoundOpened | null;
  run: CaseState;
  cases: Map<string, MemberCase>;
  /** What was set for a unit in this round, by unit and track. */
  quotas: readonly QuotaSet[];
  gates: readonly GatePassed[];
  assigned: ReviewersAssigned | null;
  ranked: CasesRanked | null;
  /** The newest display; a correction replaces it and links the old. */
  display: ListDisplayed | null;
  /** What was drawn from a frozen list; null where nothing is drawn. */
  drawn: readonly string[] | null;
  /** Votes of the public: what was set aside and why, how many codes are out, and the counts when it was over. */
  publicVotes: Map<string, PublicVoteState>;
  /** Every display, the first one first. */
  displays: readonly ListDisplayed[];
  /** Submissions found to be the same project as another: by the case that was dropped. */
  merged: Map<string, CasesMerged>;
  /** Pairs that look alike and were judged to be two projects. */
  apart: readonly CasesKeptApart[];
  objections: Map<string, ObjectionReceived & { answer: ObjectionAnswered | null }>;
  decided: ListDecided | null;
}

export interface PublicVoteState {
  setAside: readonly VotesSetAside[];
  codes: readonly VotingCodesIssued[];
  closed: PublicVoteClosed['rows'] | null;
}

export function foldRound(id: string, events: readonly Recorded<RoundEvent>[]): RoundState {
  const state: RoundState = {
    id,
    version: 0,
    opened: null,
    run: emptyCase(id),
    cases: new Map(),
    quotas: [],
    gates: [],
    assigned: null,
    ranked: null,
    display: null,
    displays: [],
    publicVotes: new Map(),
    drawn: null,
    merged: new Map(),
    apart: [],
    objections: new Map(),
    decided: null,
  };
  for (const recorded of events) applyRoundEvent(state, recorded);
  return state;
}

export function applyRoundEvent(state: RoundState, recorded: Recorded<RoundEvent>): void {
  const { event, recordedAt, actor } = recorded;
  state.version = recorded.version;
  state.run.version = recorded.version;
  switch (event.type) {
    case 'RoundOpened':
      openRun(state, event.body, recordedAt);
      break;
    case 'StepDone':
      applyStepDone(state.run, event.body, recordedAt, actor);
      break;
    case 'CaseJoined':
      state.cases.set(event.body.case, { ...event.body, track: null, left: null });
      break;
    case 'CaseTracked': {
      const member = state.cases.get(event.body.case);
      if (member) member.track = event.body.track;
      break;
    }
    case 'QuotaSet': {
      const { unit, track } = event.body;
      state.quotas = [...state.quotas.filter((q) => q.unit !== unit || q.track !== track), event.body];
      break;
    }
    case 'GatePassed':
      state.gates = [...state.gates, event.body];
      for (const { case: id, why } of event.body.left) {
        const member = state.cases.get(id);
        if (member) member.left = why;
      }
      break;
    case 'ReviewersAssigned':
      state.assigned = event.body;
      break;
    case 'CasesRanked':
      state.ranked = event.body;
      break;
    case 'ListDisplayed':
      state.display = event.body;
      state.displays = [...state.displays, event.body];
      break;
    case 'VoteClosed':
      closeVoteIn(state, event.body, recordedAt);
      break;
    case 'ObjectsDrawn':
      state.drawn = event.body.objects;
      break;
    case 'VotesSetAside':
    case 'VotingCodesIssued':
      applyVoteEvent(state, event);
      break;
    case 'PublicVoteClosed':
      voteIn(state, event.body.step).closed = event.body.rows;
      applyEffects(state.run, event.body.effects, recordedAt, null);
      break;
    case 'ReviewerReplaced':
      if (state.assigned)
        state.assigned = { ...state.assigned, pairs: state.assigned.pairs.map((p) => replaced(p, event.body)) };
      break;
    case 'CasesMerged':
      state.merged.set(event.body.dropped, event.body);
      break;
    case 'CasesKeptApart':
      state.apart = [...state.apart, event.body];
      break;
    case 'ObjectionReceived':
      state.objections.set(event.body.objection, { ...event.body, answer: null });
      break;
    case 'ObjectionAnswered': {
      const objection = state.objections.get(event.body.objection);
      if (objection) objection.answer = event.body;
      break;
    }
    case 'ListDecided':
      state.decided = event.body;
      break;
  }
}

function voteIn(state: RoundState, step: string): PublicVoteState {
  const found = state.publicVotes.get(step) ?? { setAside: [], codes: [], closed: null };
  state.publicVotes.set(step, found);
  return found;
}

function applyVoteEvent(
  state: RoundState,
  event: Extract<RoundEvent, { type: 'VotesSetAside' | 'VotingCodesIssued' }>,
) {
  const vote = voteIn(state, event.body.step);
  if (event.type === 'VotesSetAside') vote.setAside = [...vote.setAside, event.body];
  else vote.codes = [...vote.codes, event.body];
}

function closeVoteIn(state: RoundState, body: VoteClosed, at: string): void {
  state.run.votes.set(body.step, {
    entitled: body.entitled,
    recused: body.recused.map((r) => r.person),
    tally: Object.fromEntries(body.tally.map(({ choice, count }) => [choice, count])),
  });
  applyEffects(state.run, body.effects, at, null);
}

function replaced(pair: ReviewersAssigned['pairs'][number], body: ReviewerReplaced): typeof pair {
  return pair.case === body.case && pair.person === body.from ? { case: pair.case, person: body.to } : pair;
}

function openRun(state: RoundState, body: RoundOpened, at: string): void {
  state.opened = body;
  state.run.openedAt = at;
  state.run.opened = {
    scheme: body.scheme,
    edition: body.edition,
    flow: 'round',
    applicant: body.body,
    body: body.body,
    zone: body.zone,
    round: null,
    entry: null,
    title: body.title.zh,
    effects: body.effects,
  };
  applyEffects(state.run, body.effects, at, null);
}

/** Steps of the round that are open: what its cases' `during` asks. */
export function openRoundSteps(state: RoundState): readonly string[] {
  return [...state.run.steps].filter(([, s]) => s.status === 'open').map(([id]) => id);
}

/** Cases still in the round. */
export function casesIn(state: RoundState): readonly MemberCase[] {
  return [...state.cases.values()].filter((c) => c.left === null);
}
