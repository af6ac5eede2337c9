import type { NamedParty } from '#certification/case/events.ts';
import { roleOfActor } from '#certification/case/roles.ts';
import { closersOf } from '#certification/round/closers.ts';
import { isPublicVote } from '#certification/round/public-vote.ts';
import { decideFurtherInRound, type FurtherRoundAct } from '#certification/round/round-act.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { carryOut } from '../acts/carry-out.ts';
import { checkNaming } from '../acts/check-input.ts';
import { supplies } from '../acts/context.ts';
import type { Outcome } from '../acts/outcome.ts';
import { refusedWith } from '../acts/outcome.ts';
import type { ActRequest } from '../acts/request.ts';
import { tidy } from '../acts/tidy.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';
import { loadMembers } from './load-members.ts';
import type { RoundAnswer } from './round-acts.ts';
import { boxesOf, decidingOver, findRound, roundContext, writeRoundDecision } from './round-context.ts';

export interface FurtherRoundRequest extends ActRequest {
  readonly round: Id;
  readonly further: FurtherRoundAct;
}

/** Closes a vote, corrects a display, gives a review to another, sets a unit's quota, or judges two submissions that look alike. */
export async function furtherRoundAct(world: World, request: FurtherRoundRequest): Promise<Outcome<RoundAnswer>> {
  const further = tidy(request.further);
  const content = { act: 'further-round', round: request.round, further };
  return carryOut<RoundAnswer>(world, { ...request, content }, async (transaction) => {
    const found = await findRound(world, transaction, request);
    if ('is' in found) return found;
    const { round, scheme } = found;
    const members = await loadMembers(world, round, transaction);
    const now = world.clock.now();
    const named: readonly NamedParty[] = further.act === 'replace-reviewer' ? [further.to] : [];
    // A unit whose quota is set has to be known, as a party that is named has.
    const units = further.act === 'set-quota' ? [{ role: '', person: null, party: further.unit }] : [];
    const acting = { step: stepOf(scheme, further), values: {}, named: [...named, ...units] };
    const supply = supplies(world.newId);
    const context = await roundContext(world, transaction, request.acting, found, members, acting, supply, now);
    const from = { body: round.state.opened?.body ?? '', today: context.calendar.today };
    const naming = await checkNaming(world, scheme, named, from, transaction);
    // Who closes a vote of the public waits for the votes that are being cast, and counts them.
    if (further.act === 'close-vote' && isPublicVoteIn(scheme, further.step))
      await world.storage.publicVotes.seal(transaction, { round: round.id, step: further.step });
    const boxes = await boxesOf(world, round.id, transaction);
    const cases = [...members.values()].map((m) => m.state);
    const decision = decideFurtherInRound(scheme, round.state, further, decidingOver(world, context, cases, boxes));
    if (!decision.ok) return refusedWith([...naming, ...decision.refusals]);
    if (naming.length > 0) return refusedWith(naming);
    const role = roleOfActor(scheme, round.state.run, rolesFor(scheme, further), context);
    const by = { acting: request.acting, role, now };
    return writeRoundDecision(world, transaction, by, found, members, decision, context.calendar.today, []);
  });
}

const isPublicVoteIn = (scheme: Scheme, step: string) =>
  scheme.round?.steps.some((s) => s.id === step && isPublicVote(scheme, s)) ?? false;

const works = {
  'correct-display': ['display'],
  'replace-reviewer': ['assign'],
  'judge-duplicate': ['collect', 'gate'],
  'set-quota': ['call', 'collect'],
} as const;

function stagesFor(scheme: Scheme, further: FurtherRoundAct) {
  const stages = scheme.round?.steps ?? [];
  if ('step' in further) return stages.filter((s) => s.id === further.step);
  const wanted: readonly string[] = works[further.act];
  return stages.filter((s) => wanted.includes(s.work));
}

function stepOf(scheme: Scheme, further: FurtherRoundAct): string {
  return stagesFor(scheme, further)[0]?.id ?? '';
}

function rolesFor(scheme: Scheme, further: FurtherRoundAct): readonly string[] {
  if ('step' in further && scheme.round) return closersOf(scheme.round, further.step);
  return stagesFor(scheme, further).flatMap((s) => s.by);
}
