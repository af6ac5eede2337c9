import { type CodeLetter, type Severity, singleCell, tighterAql } from './iso2859-single.ts';
import type { PlanKind } from './iso2859-stages.ts';
import type { Plan } from './plan.ts';

/**
 * The switching rules of GB/T 2828.1-2012 clause 9.3 and 9.4 as a pure state machine. One state belongs to one supplier,
 * part and AQL; it is plain data, so that it can be kept and handed in again with the next lot.
 */
export interface SwitchingState {
  readonly severity: Severity;
  /** Acceptance stopped (9.4): nothing is inspected until the supplier has acted and the authority agrees. */
  readonly stopped: boolean;
  /** Switching score of normal inspection, 9.3.3.2. */
  readonly score: number;
  /** Normal inspection: the last lots (at most five) on original inspection since it began, accepted or not. */
  readonly recent: readonly boolean[];
  /** Tightened inspection: lots accepted in a row. */
  readonly acceptedInRow: number;
  /** Tightened inspection: lots not accepted since it began. */
  readonly notAccepted: number;
}

export const switchingStart: SwitchingState = {
  severity: 'normal',
  stopped: false,
  score: 0,
  recent: [],
  acceptedInRow: 0,
  notAccepted: 0,
};

export interface JudgedLot {
  readonly accepted: boolean;
  /** First inspection of the lot; a lot shown again after sorting does not count (9.3). */
  readonly original: boolean;
  /** What the lot adds to the score, 0 meaning that the score begins anew; only read in normal inspection. */
  readonly scoreGain: number;
  /** Production at a steady rate, and the responsible authority finds reduced inspection desirable (9.3.3.1 b and c). */
  readonly steady: boolean;
  readonly reducedDesired: boolean;
}

export type SwitchReason =
  | 'stays'
  | 'two-of-five-not-accepted'
  | 'five-accepted'
  | 'five-not-accepted-stop'
  | 'score-thirty'
  | 'reduced-lot-not-accepted'
  | 'production-irregular'
  | 'not-original'
  | 'stopped';

export interface Switch {
  readonly state: SwitchingState;
  readonly reason: SwitchReason;
  /** Score after the lot, before a switch sets it back; what the record shows. */
  readonly score: number;
}

/** What one lot does to the state of its series. */
export function applyLot(state: SwitchingState, lot: JudgedLot): Switch {
  if (state.stopped) return { state, reason: 'stopped', score: state.score };
  if (!lot.original) return { state, reason: 'not-original', score: state.score };
  if (state.severity === 'tightened') return applyTightened(state, lot);
  return state.severity === 'reduced' ? applyReduced(state, lot) : applyNormal(state, lot);
}

function applyNormal(state: SwitchingState, lot: JudgedLot): Switch {
  const recent = [...state.recent, lot.accepted].slice(-5);
  const score = lot.scoreGain === 0 ? 0 : state.score + lot.scoreGain;
  // 9.3.1: two of five or fewer consecutive lots not accepted.
  if (recent.filter((accepted) => !accepted).length >= 2)
    return { state: { ...switchingStart, severity: 'tightened' }, reason: 'two-of-five-not-accepted', score };
  // 9.3.3.1: all three conditions.
  if (score >= 30 && lot.steady && lot.reducedDesired)
    return { state: { ...switchingStart, severity: 'reduced' }, reason: 'score-thirty', score };
  return { state: { ...state, recent, score }, reason: 'stays', score };
}

function applyTightened(state: SwitchingState, lot: JudgedLot): Switch {
  const acceptedInRow = lot.accepted ? state.acceptedInRow + 1 : 0;
  const notAccepted = state.notAccepted + (lot.accepted ? 0 : 1);
  // 9.4: the fifth lot not accepted on original tightened inspection.
  if (notAccepted >= 5)
    return {
      state: { ...state, acceptedInRow, notAccepted, stopped: true },
      reason: 'five-not-accepted-stop',
      score: 0,
    };
  // 9.3.2: five consecutive lots accepted.
  if (acceptedInRow >= 5) return { state: switchingStart, reason: 'five-accepted', score: 0 };
  return { state: { ...state, acceptedInRow, notAccepted }, reason: 'stays', score: 0 };
}

function applyReduced(state: SwitchingState, lot: JudgedLot): Switch {
  // 9.3.4: a lot not accepted, production irregular or delayed, or another reason of the authority's.
  if (!lot.accepted) return { state: switchingStart, reason: 'reduced-lot-not-accepted', score: 0 };
  if (!lot.steady || !lot.reducedDesired) return { state: switchingStart, reason: 'production-irregular', score: 0 };
  return { state, reason: 'stays', score: 0 };
}

/** 9.4: inspection begins again, tightened, once the supplier's action is thought to work. */
export function resumeAfterStop(state: SwitchingState): SwitchingState {
  return state.stopped ? { ...switchingStart, severity: 'tightened' } : state;
}

export interface Judgement {
  readonly accepted: boolean;
  /** Stage at which the lot was decided, from 1. */
  readonly stage: number;
  /** What was found up to that stage. */
  readonly found: number;
  /** Items taken up to that stage. */
  readonly taken: number;
}

/** Judges a lot from what was found in each stage alone; undefined while the stages given don't decide. */
export function judgeLot(plan: Plan, foundByStage: readonly number[]): Judgement | undefined {
  let found = 0;
  let taken = 0;
  for (const [index, stage] of plan.stages.entries()) {
    const more = foundByStage[index];
    if (more === undefined || Number.isNaN(more)) return undefined;
    found += more;
    taken += stage.n;
    if (stage.ac !== null && found <= stage.ac) return { accepted: true, stage: index + 1, found, taken };
    if (found >= stage.re) return { accepted: false, stage: index + 1, found, taken };
  }
  return undefined;
}

/**
 * What an accepted lot adds to the switching score (9.3.3.2): single with Ac of 2 or more: 3 if the lot would have been
 * accepted at the next tighter AQL as well; Ac 0 or 1: 2; double: 3 if accepted on the first sample; multiple: 3 if accepted
 * by the third. Else 0, and the score begins anew.
 */
export function scoreGain(kind: PlanKind, letter: CodeLetter, aql: number, ac: number, judgement: Judgement): number {
  if (!judgement.accepted) return 0;
  if (kind === 'double') return judgement.stage === 1 ? 3 : 0;
  if (kind === 'multiple') return judgement.stage <= 3 ? 3 : 0;
  if (ac < 2) return 2;
  const tighter = tighterAql(aql);
  const cell = tighter === undefined ? undefined : singleCell('normal', letter, tighter);
  return cell && judgement.found <= cell.ac ? 3 : 0;
}
