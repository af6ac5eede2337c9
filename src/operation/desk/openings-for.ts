import { flowOf } from '#certification/case/decide.ts';
import { moveOpening, type Opening, openingsOf, withGrantsBarred } from '#certification/case/openings.ts';
import { mayOnCase } from '#certification/policy/policy.ts';
import { actContext, loadFacts, supplies, workplaces } from '../acts/context.ts';
import { actedFor, type LoadedCase, loadCase, surroundingsOf } from '../acts/loading.ts';
import { needsOf } from '../acts/needs.ts';
import type { Acting } from '../acts/request.ts';
import type { Id } from '../ports/values.ts';
import { barsOfDecision, barsOfMove, windowOf } from '../schemes/scheme-life.ts';
import type { World } from '../world.ts';

/**
 * What can be done next in a case, what of it this person may do and if not why, and until when: the one answer that page,
 * API and terminal show. Null when she may not know of the case.
 */
export async function openingsFor(world: World, acting: Acting, id: Id): Promise<readonly Opening[] | null> {
  const kase = await loadCase(world, id);
  if (kase === null || !mayOnCase('case.read', acting.viewer, kase.summary)) return null;
  return openingsIn(world, acting, kase);
}

/** The same for a case that is loaded already. */
export async function openingsIn(world: World, acting: Acting, kase: LoadedCase): Promise<readonly Opening[]> {
  const { scheme, state } = kase;
  const steps = flowOf(scheme, state)?.steps ?? [];
  const open = steps.filter((s) => state.steps.get(s.id)?.status === 'open');
  const needs = needsOf({ scheme, steps, acting: open, state, values: {}, naming: [], actor: acting.viewer });
  const at = {
    now: world.clock.now(),
    zone: scheme.zone,
    applicant: state.opened?.applicant ?? null,
    partyOfPerson: workplaces(state.named, actedFor(kase.events), acting),
  };
  const facts = await world.storage.inTransaction((transaction) => loadFacts(world, transaction, needs, at));
  // Identity is asked for when she acts; that it is needed is told by the step, not as a reason why she may not.
  const context = actContext(world, facts, { ...acting, identified: true }, supplies(world.newId));
  const openings = openingsOf(scheme, state, context, surroundingsOf(kase));
  const told = withGrantsBarred(scheme, state, openings, await barsOfDecision(world, scheme));
  const window = state.ended === null && kase.round === null ? await windowOf(world, scheme) : null;
  if (window === null || (await barsOfMove(world, scheme, window.to)).length > 0) return told;
  return [...told, moveOpening(scheme, state, window.to, context)];
}
