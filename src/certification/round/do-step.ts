import { refuse } from '../act/refusal.ts';
import { calculate, checkAct, findStep, situationOf } from '../case/decide.ts';
import type { Figure, StoredValues } from '../case/events.ts';
import { isForwarding } from '../case/guards.ts';
import { planAfter } from '../case/plan.ts';
import type { RoundSpec } from '../scheme/round.ts';
import type { Scheme, StepSpec } from '../scheme/scheme.ts';
import { textOf } from '../scheme/text-of.ts';
import { assign } from './assign.ts';
import { ballotCast, checkBallot } from './ballot.ts';
import { decideList } from './decide-list.ts';
import { type DoRoundStep, no, nothing, type RoundContext, type RoundDecision, type Worked, yes } from './decision.ts';
import { display } from './display.ts';
import { checkDrawn, drawnObjects } from './drawn-objects.ts';
import type { StepDoneInRound } from './events.ts';
import { passGate } from './gate.ts';
import { isPublicVote } from './public-vote.ts';
import { rank } from './rank.ts';
import type { RoundState } from './state.ts';

/** Does one step of a round: the step's own refusals as in a case, then what its work asks and brings about. */
export function decideRoundStep(
  scheme: Scheme,
  state: RoundState,
  act: DoRoundStep,
  context: RoundContext,
): RoundDecision {
  const round = scheme.round;
  if (!round || !state.opened) return no(refuse('flow-unknown', { scheme: scheme.id, flow: 'round', known: '' }));
  const found = findStep(scheme, round.steps, state.run, act);
  if (!found.ok) return found;
  const { step, outcome } = found;
  const situation = situationOf(state.run, act.values, act.named, context.act);
  const refusals = checkAct(scheme, state.run, step, outcome, act, situation, { entry: null, roundOpen: null });
  const calculated = outcome.goes === 'return' ? { figures: [], refusals: [] } : calculate(scheme, step, situation);
  const isBallot = step.work === 'vote' && act.line !== null;
  // Nobody does the step of a public vote: the public votes, and it is closed.
  if (isPublicVote(scheme, step)) refusals.push(refuse('vote-by-public', { step: textOf(scheme, `step.${step.id}`) }));
  if (isBallot) refusals.push(...checkBallot(round, step, act, context));
  const worked =
    step.work === 'draw' && outcome.goes !== 'return'
      ? drawList(step, situation.values, calculated.figures, context)
      : doWork(scheme, round, state, step, act, context);
  refusals.push(...calculated.refusals, ...worked.refusals);
  if (isForwarding(outcome)) refusals.push(...checkDrawn(scheme, state, step, situation.values, context));
  if (refusals.length > 0) return no(...refusals);
  const { effects } = planAfter(
    round.steps,
    state.run,
    { step, line: act.line, outcome, values: act.values, named: act.named },
    situation,
  );
  const done: StepDoneInRound = {
    type: 'StepDone',
    format: 1,
    body: {
      step: step.id,
      line: act.line,
      outcome: outcome.id,
      values: act.values,
      reason: act.reason,
      remarks: act.remarks,
      named: act.named,
      figures: calculated.figures,
      entries: [],
      entryAct: null,
      effects,
    },
  };
  if (isBallot) return ballotCast(state, step, act, done, context);
  return yes([...worked.events, done], worked.cases);
}

/** The list that is drawn is kept by its objects, so that cases can be held to it without a calculator. */
function drawList(step: StepSpec, values: StoredValues, figures: readonly Figure[], context: RoundContext): Worked {
  const objects = step.calculation && drawnObjects(step.calculation, values, figures, context.digest);
  if (!objects) return nothing;
  return { ...nothing, events: [{ type: 'ObjectsDrawn', format: 1, body: { step: step.id, objects } }] };
}

function doWork(
  scheme: Scheme,
  round: RoundSpec,
  state: RoundState,
  step: StepSpec,
  act: DoRoundStep,
  context: RoundContext,
): Worked {
  switch (step.work) {
    case 'gate':
      return passGate(scheme, state, step, context);
    case 'assign':
      return assign(scheme, round, step, act, context);
    case 'rank':
      return rank(scheme, round, step, context);
    case 'display':
      return display(round, state, context);
    case 'decide-list':
      return decideList(scheme, round, state, step, act, context);
    default:
      return nothing;
  }
}
