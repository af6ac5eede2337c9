import { type Refusal, refuse } from '../act/refusal.ts';
import { situationOf } from '../case/decide.ts';
import type { Effects } from '../case/events.ts';
import { planAfter } from '../case/plan.ts';
import { checkRole } from '../case/roles.ts';
import { type LineState, stepOf } from '../case/state.ts';
import type { RoundSpec } from '../scheme/round.ts';
import type { Scheme, StepSpec } from '../scheme/scheme.ts';
import { textOf } from '../scheme/text-of.ts';
import { closersOf } from './closers.ts';
import { type DoRoundStep, no, type RoundContext, type RoundDecision, type Tally, yes } from './decision.ts';
import type { StepDoneInRound, VoteClosed } from './events.ts';
import { inRound } from './in-cases.ts';
import { closePublicVote, isPublicVote } from './public-vote.ts';
import { recusalsOf, recusedFrom } from './recusal.ts';
import type { RoundState } from './state.ts';

/** The field in which a voter says how she votes. */
export const voteField = 'vote';
const noEffects: Effects = { opened: [], reopened: [], skipped: [], completed: [], clocks: [], ended: null };

/** Whoever has a tie to a submission of the list does not vote over the list. */
export function checkBallot(round: RoundSpec, step: StepSpec, act: DoRoundStep, context: RoundContext): Refusal[] {
  const person = act.line ?? '';
  const refusals = recusedVoter(round, person, context).map(({ title, why }) =>
    refuse('reviewer-recused', { who: context.act.person(person)?.name ?? person, why: `${title} ${why}` }),
  );
  if (typeof act.values[voteField] !== 'string')
    refusals.push(refuse('field-missing', { label: `表决 ${step.id}` }, { field: voteField }));
  return refusals;
}

function recusedVoter(round: RoundSpec, person: string, context: RoundContext) {
  return inRound(context).flatMap((kase) => {
    const why = recusedFrom(kase, person, recusalsOf(round), context.act);
    return why === null ? [] : [{ title: kase.opened?.title ?? kase.id, why }];
  });
}

/**
 * INVARIANT: the event says that she voted and nothing of what; the choice goes into the box alone. The last ballot closes the
 * vote, and only then do the counts come into the events.
 */
export function ballotCast(
  state: RoundState,
  step: StepSpec,
  act: DoRoundStep,
  done: StepDoneInRound,
  context: RoundContext,
): RoundDecision {
  const choice = String(act.values[voteField]);
  const silent: StepDoneInRound = { ...done, body: { ...done.body, values: {}, reason: null, remarks: [] } };
  const isLast = silent.body.effects.completed.some((c) => c.step === step.id);
  const before = context.ballots(step.id);
  const box = { ...before, [choice]: (before[choice] ?? 0) + 1 };
  const lines = [...stepOf(state.run, step.id).lines.keys()];
  const closed = { step: step.id, entitled: lines.length, recused: [], box, effects: noEffects };
  return { ...yes(isLast ? [silent, voteClosed(closed)] : [silent]), ballot: { step: step.id, choice } };
}

function voteClosed(closed: {
  readonly step: string;
  readonly entitled: number;
  readonly recused: VoteClosed['recused'];
  readonly box: Tally;
  readonly effects: Effects;
}): { readonly type: 'VoteClosed'; readonly format: 1; readonly body: VoteClosed } {
  const { box, ...rest } = closed;
  const tally = Object.entries(box)
    .map(([choice, count]) => ({ choice, count }))
    .sort((a, b) => (a.choice < b.choice ? -1 : 1));
  return {
    type: 'VoteClosed',
    format: 1,
    body: { ...rest, cast: tally.reduce((sum, t) => sum + t.count, 0), tally },
  };
}

/** Closes a vote while some have not voted: they are absent, or recused and then in no number. */
export function decideCloseVote(
  scheme: Scheme,
  round: RoundSpec,
  state: RoundState,
  act: { readonly step: string },
  context: RoundContext,
): RoundDecision {
  const step = round.steps.find((s) => s.id === act.step && s.work === 'vote');
  const current = step && stepOf(state.run, step.id);
  if (step && current?.status === 'open' && isPublicVote(scheme, step))
    return closePublicVote(scheme, round, state, step, context);
  if (!step || current?.status !== 'open')
    return no(refuse('vote-not-open', { step: step ? textOf(scheme, `step.${step.id}`) : act.step }));
  const refusals = checkRole(scheme, state.run, closersOf(round, step.id), null, context.act);
  const voted = [...current.lines].filter(([, line]) => line.done);
  const [last] = voted;
  if (!last) refusals.push(refuse('no-quorum', { all: String(current.lines.size), present: '0', needed: '1' }));
  if (refusals.length > 0 || !last) return no(...refusals);
  const recused = [...current.lines.keys()]
    .filter((person) => !voted.some(([line]) => line === person))
    .flatMap((person) => {
      const [first] = recusedVoter(round, person, context);
      return first ? [{ person, why: first.why }] : [];
    });
  const { effects } = completeWithout(round, state, step, new Map(voted), last[0], context);
  const entitled = current.lines.size - recused.length;
  return yes([voteClosed({ step: step.id, entitled, recused, box: context.ballots(step.id), effects })]);
}

/** What the plan becomes when the step has these lines only. */
function completeWithout(
  round: RoundSpec,
  state: RoundState,
  step: StepSpec,
  lines: Map<string, LineState>,
  line: string,
  context: RoundContext,
) {
  const steps = new Map(state.run.steps).set(step.id, { ...stepOf(state.run, step.id), lines });
  const run = { ...state.run, steps };
  const outcome = step.outcomes[0];
  if (!outcome) throw new Error(`step ${step.id} has no outcome`);
  return planAfter(
    round.steps,
    run,
    { step, line, outcome, values: {}, named: [] },
    situationOf(run, {}, [], context.act),
  );
}
