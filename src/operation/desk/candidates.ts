import type { Refusal } from '#certification/act/refusal.ts';
import { flowOf, situationOf } from '#certification/case/decide.ts';
import type { NamedParty } from '#certification/case/events.ts';
import type { GuardQuestion } from '#certification/case/guard-question.ts';
import { checkGuards } from '#certification/case/guards.ts';
import type { CaseState } from '#certification/case/state.ts';
import { mayOnCase, mayOnRound } from '#certification/policy/policy.ts';
import type { RoleSpec, Scheme, StepSpec } from '#certification/scheme/scheme.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import { actContext, loadFacts, supplies, workplaces } from '../acts/context.ts';
import { actedFor, editionOf, loadCase, loadRound } from '../acts/loading.ts';
import { needsOf } from '../acts/needs.ts';
import type { Acting } from '../acts/request.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';
import { type Named, namesOf } from './names.ts';

/** Somebody who may be named for a role, or why not. `person` is null where a party is named, as a laboratory is. */
export interface Candidate {
  readonly person: Named | null;
  readonly party: Named;
  readonly bars: readonly Refusal[];
}

interface Asked {
  readonly scheme: Scheme;
  readonly state: CaseState;
  readonly steps: readonly StepSpec[];
  readonly step: StepSpec;
  readonly role: RoleSpec;
  readonly acted: readonly { readonly person: Id; readonly party: Id }[];
}

/** Parties whose people are looked through for a role that is not the body's own. */
const mostParties = 500;

/** Who may be named for a role in a step of a case, each with what bars her; null when the viewer may not know of the case. */
export async function candidatesFor(
  world: World,
  acting: Acting,
  id: Id,
  asked: { readonly step: string; readonly role: string },
): Promise<readonly Candidate[] | null> {
  const kase = await loadCase(world, id);
  if (kase === null || !mayOnCase('case.act', acting.viewer, kase.summary)) return null;
  const { scheme, state } = kase;
  const steps = flowOf(scheme, state)?.steps ?? [];
  return candidates(world, acting, {
    scheme,
    state,
    steps,
    acted: actedFor(kase.events),
    ...found(scheme, steps, asked),
  });
}

/** The same for a step of a round. Who is recused from which case, its assignment tells. */
export async function roundCandidates(
  world: World,
  acting: Acting,
  id: Id,
  asked: { readonly step: string; readonly role: string },
): Promise<readonly Candidate[] | null> {
  const round = await loadRound(world, id);
  const opened = round?.state.opened ?? null;
  if (
    round === null ||
    opened === null ||
    !mayOnRound('round.desk', acting.viewer, { scheme: opened.scheme, body: opened.body })
  )
    return null;
  const scheme = await editionOf(world, opened.scheme, opened.edition);
  const steps = scheme.round?.steps ?? [];
  return candidates(world, acting, {
    scheme,
    state: round.state.run,
    steps,
    acted: actedFor(round.events),
    ...found(scheme, steps, asked),
  });
}

function found(scheme: Scheme, steps: readonly StepSpec[], asked: { readonly step: string; readonly role: string }) {
  return {
    step: steps.find((s) => s.id === asked.step && s.names.includes(asked.role)),
    role: scheme.roles.find((r) => r.id === asked.role),
  };
}

async function candidates(
  world: World,
  acting: Acting,
  asked: Omit<Asked, 'step' | 'role'> & { readonly step: StepSpec | undefined; readonly role: RoleSpec | undefined },
): Promise<readonly Candidate[]> {
  const { step, role } = asked;
  if (step === undefined || role === undefined) return [];
  const named = await pool(world, { ...asked, step, role });
  const bars = await barsOf(world, acting, { ...asked, step, role }, named);
  const name = await namesOf(
    world,
    named.flatMap((n) => [n.person, n.party]),
  );
  return named
    .map((n, index) => ({
      person: n.person === null ? null : name(n.person),
      party: name(n.party),
      bars: bars[index] ?? [],
    }))
    .sort((a, b) => a.bars.length - b.bars.length);
}

/** Everybody who holds the role today: at the body, or wherever it may be held. */
async function pool(world: World, asked: Asked): Promise<readonly NamedParty[]> {
  const { role, state } = asked;
  const today = dayOf(toInstant(world.clock.now()), asked.scheme.zone);
  const isBodys = role.of === 'body' || role.of === 'owner';
  const parties = isBodys
    ? [state.opened?.body ?? '']
    : (await world.storage.parties.list('organisation', { limit: mostParties })).rows.map((p) => p.id);
  const employed = await Promise.all(parties.map((party) => world.storage.accounts.employees(party, today, [role.id])));
  const persons = employed.flat().map((e): NamedParty => ({ role: role.id, person: e.person, party: e.party }));
  if (isBodys || isPersonal(asked)) return persons;
  return [...new Set(persons.map((p) => p.party))].map((party) => ({ role: role.id, person: null, party }));
}

/** A role whose holders each do a line of their own is a person's; else the party as a whole is named. */
function isPersonal({ scheme, role }: Asked): boolean {
  const steps = [...scheme.flows.flatMap((f) => f.steps), ...(scheme.round?.steps ?? [])];
  return (
    role.named &&
    (role.of !== 'named-party' ||
      steps.some((s) => s.each !== undefined && 'role' in s.each.over && s.each.over.role === role.id))
  );
}

async function barsOf(
  world: World,
  acting: Acting,
  asked: Asked,
  named: readonly NamedParty[],
): Promise<readonly (readonly Refusal[])[]> {
  const { scheme, state, steps, step } = asked;
  const needs = needsOf({ scheme, steps, acting: [step], state, values: {}, naming: named, actor: acting.viewer });
  const partyOfPerson = workplaces([...state.named, ...named], asked.acted, acting);
  const at = { now: world.clock.now(), zone: scheme.zone, applicant: null, partyOfPerson };
  const facts = await world.storage.inTransaction((transaction) => loadFacts(world, transaction, needs, at));
  const context = actContext(world, facts, acting, supplies(world.newId));
  const [outcome] = step.outcomes;
  // A team is competent together; what depends on the form is left to the act.
  const personal: StepSpec = {
    ...step,
    guards: step.guards.filter((g) =>
      ['not-same-as', 'no-conflict', 'registered', 'not-banned', 'entitled'].includes(g.guard),
    ),
  };
  return named.map((one) => {
    if (outcome === undefined) return [];
    const question: GuardQuestion = {
      scheme,
      state,
      step: personal,
      outcome,
      naming: [one],
      situation: situationOf(state, {}, [one], context),
    };
    return checkGuards(question);
  });
}
