import { type Refusal, refuse } from '#certification/act/refusal.ts';
import { decideMove, type MoveCase, type MovePlan, movers, planOfMove } from '#certification/case/move.ts';
import { checkRole } from '#certification/case/roles.ts';
import { hiddenParts } from '#certification/policy/hidden.ts';
import { mayOnCase } from '#certification/policy/policy.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { Id } from '../ports/values.ts';
import { barsOfMove } from '../schemes/scheme-life.ts';
import type { World } from '../world.ts';
import { carryOut } from './carry-out.ts';
import { type CaseAnswer, findCase } from './case-acts.ts';
import { contextIn, decideIn } from './decide-in-case.ts';
import { type LoadedCase, loadCase } from './loading.ts';
import { type Outcome, refusedWith } from './outcome.ts';
import type { Acting, ActRequest } from './request.ts';
import { tidy } from './tidy.ts';

export interface MoveCaseRequest extends ActRequest {
  readonly case: Id;
  readonly edition: string;
  readonly move: MoveCase;
}

/** Moves a case in flight to the edition to which a declared transition leads, with a reason. Its history keeps the former one. */
export async function moveCase(world: World, request: MoveCaseRequest): Promise<Outcome<CaseAnswer>> {
  const move = tidy(request.move);
  const content = { act: 'move', case: request.case, edition: request.edition, move };
  return carryOut<CaseAnswer>(world, { ...request, content }, async (transaction) => {
    const found = await findCase(world, transaction, request);
    if ('is' in found) return found;
    const { kase } = found;
    const bars = await barsOfCase(world, kase, request.edition);
    const to = await world.schemes.edition(kase.scheme.id, request.edition, transaction);
    if (bars.length > 0 || to === null) return refusedWith(bars);
    return decideIn(world, transaction, request.acting, kase, {
      by: movers(kase.scheme),
      acting: [],
      values: {},
      naming: [],
      files: [],
      bars: [],
      after: to,
      decide: (context) => decideMove(kase.scheme, to, kase.state, move, context),
    });
  });
}

/** What the move would do, before anybody does it; null when the viewer may not know of the case. */
export async function planMoveOf(
  world: World,
  acting: Acting,
  asked: { readonly case: Id; readonly edition: string; readonly fields: MoveCase['fields'] },
): Promise<{ readonly plan: MovePlan; readonly from: Scheme; readonly to: Scheme | null } | null> {
  const kase = await loadCase(world, asked.case);
  if (kase === null || !mayOnCase('case.read', acting.viewer, kase.summary)) return null;
  const { scheme: from, state } = kase;
  const bars = await barsOfCase(world, kase, asked.edition);
  const to = await world.schemes.edition(from.id, asked.edition);
  const without = (why: readonly Refusal[]) => ({
    from,
    to,
    plan: { to: asked.edition, bars: why, lost: [], lacking: [], returnsTo: null, effects: null },
  });
  if (to === null || state.ended !== null) return without(bars);
  const context = await contextIn(world, acting, kase, to);
  // What the forms hold is worked out for whoever may move the case, and told to nobody else.
  const mayNot = checkRole(from, state, movers(from), null, context);
  if (mayNot.length > 0 || kase.round !== null) return without([...mayNot, ...bars]);
  const plan = planOfMove(from, to, state, asked.fields, context);
  // What is hidden from her is counted with, and not told.
  const { steps } = hiddenParts(from, state, acting.viewer);
  const lacking = plan.lacking.map((l) => (steps.has(l.step) ? { ...l, refusals: [] } : l));
  const lost = plan.lost.filter((l) => l.step === null || !steps.has(l.step));
  return { from, to, plan: { ...plan, bars: [...bars, ...plan.bars], lacking, lost } };
}

async function barsOfCase(world: World, { scheme, round }: LoadedCase, edition: string): Promise<readonly Refusal[]> {
  const title = round?.state.opened?.title;
  const inRound = title === undefined ? [] : [refuse('move-in-round', { round: title, edition: scheme.edition })];
  return [...(await barsOfMove(world, scheme, edition)), ...inRound];
}
