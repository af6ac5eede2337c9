import { roleOfActor } from '#certification/case/roles.ts';
import { may } from '#certification/policy/policy.ts';
import { voteField } from '#certification/round/ballot.ts';
import type { DoRoundStep } from '#certification/round/decision.ts';
import { decideRoundStep } from '#certification/round/do-step.ts';
import { decideOpenRound } from '#certification/round/open-round.ts';
import { foldRound } from '#certification/round/state.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import { newBatch } from '../acts/batch.ts';
import { carryOut } from '../acts/carry-out.ts';
import { checkInput, checkNaming, filesNamed } from '../acts/check-input.ts';
import { actContext, loadFacts, supplies, takeNumbers, workplaces } from '../acts/context.ts';
import { denied, type Outcome, refusedWith } from '../acts/outcome.ts';
import { type ActRequest, actorOf } from '../acts/request.ts';
import { tidy } from '../acts/tidy.ts';
import { writeRound } from '../acts/write-round.ts';
import { emptyHead } from '../ports/event-store.ts';
import type { Id, Json } from '../ports/values.ts';
import { barsOfEdition } from '../schemes/scheme-life.ts';
import type { World } from '../world.ts';
import { loadMembers } from './load-members.ts';
import { boxesOf, decidingOver, findRound, namesOfDrawn, roundContext, writeRoundDecision } from './round-context.ts';

export type RoundAnswer = {
  readonly round: Id;
  readonly version: number;
  /** Cases in which the act did something, each with the entries that it opened. */
  readonly cases: readonly {
    readonly case: Id;
    readonly entries: readonly { readonly id: Id; readonly number: string }[];
  }[];
} & { readonly [name: string]: Json };

export interface OpenRoundRequest extends ActRequest {
  readonly scheme: string;
  /** Left out: the edition in force today. */
  readonly edition?: string;
  readonly body: Id;
  readonly title: { readonly zh: string; readonly en: string };
}

/** Opens a round of a scheme that runs in rounds. */
export async function openRound(world: World, request: OpenRoundRequest): Promise<Outcome<RoundAnswer>> {
  const { acting, body } = request;
  if (!may('round.open', acting.viewer)) return denied('not-allowed');
  const title = tidy(request.title);
  const today = dayOf(toInstant(world.clock.now()), world.house.zone);
  const scheme =
    request.edition === undefined
      ? await world.schemes.inForce(request.scheme, today)
      : await world.schemes.edition(request.scheme, request.edition);
  if (scheme === null) return denied('not-found');
  const bars = await barsOfEdition(world, scheme);
  if (bars.length > 0) return refusedWith(bars);
  return carryOut<RoundAnswer>(
    world,
    { ...request, content: { act: 'open-round', scheme: request.scheme, body, title } },
    async (transaction) => {
      const now = world.clock.now();
      const supply = supplies(world.newId);
      const id = supply.newId();
      const needs = {
        parties: [body, acting.viewer.party],
        persons: [acting.viewer.person],
        holders: [],
        kinds: [],
        entries: [],
        endedSchemes: [],
      };
      const facts = await loadFacts(world, transaction, needs, {
        now,
        zone: scheme.zone,
        applicant: null,
        partyOfPerson: workplaces([], [], acting),
      });
      const context = actContext(world, facts, acting, supply);
      const decision = decideOpenRound(scheme, id, body, title, context);
      if (!decision.ok) return refusedWith(decision.refusals);
      const role = roleOfActor(scheme, foldRound(id, []).run, scheme.round?.steps[0]?.by ?? [], context);
      const batch = newBatch(world, { recordedAt: now, actor: actorOf(acting, role) });
      const before = { id, events: [], stream: { head: emptyHead } };
      writeRound(scheme, batch, before, decision.events, world);
      return { write: batch, answer: { round: id, version: decision.events.length, cases: [] } };
    },
  );
}

export interface DoRoundStepRequest extends ActRequest {
  readonly round: Id;
  readonly do: Omit<DoRoundStep, 'act'>;
}

/**
 * Does one step of a round. What its work does in the cases (naming reviewers, ranks, the decision over each) is in the same
 * transaction: a list is decided whole or not at all.
 */
export async function doRoundStep(world: World, request: DoRoundStepRequest): Promise<Outcome<RoundAnswer>> {
  const given: DoRoundStep = { act: 'do', ...tidy(request.do) };
  const files = await filesNamed(world, given.values);
  return carryOut<RoundAnswer>(
    world,
    { ...request, content: { act: 'do-round', round: request.round, do: contentOf(given) } },
    async (transaction) => {
      const found = await findRound(world, transaction, request);
      if ('is' in found) return found;
      const { round, scheme } = found;
      const input = checkInput(scheme, given.values, files, { account: request.acting.viewer.account, case: null });
      const act: DoRoundStep = { ...given, values: input.values };
      const members = await loadMembers(world, round, transaction);
      const now = world.clock.now();
      const supply = supplies(world.newId);
      const context = await roundContext(world, transaction, request.acting, found, members, act, supply, now);
      const naming = await checkNaming(
        world,
        scheme,
        act.named,
        { body: round.state.opened?.body ?? '', today: context.calendar.today },
        transaction,
      );
      const cases = [...members.values()].map((m) => m.state);
      const boxes = await boxesOf(world, round.id, transaction);
      const names = await namesOfDrawn(world, round, cases, transaction);
      const over = decidingOver(world, context, cases, boxes, names);
      const decide = () => decideRoundStep(scheme, round.state, act, over);
      let decision = decide();
      const refusals = [...input.refusals, ...naming, ...(decision.ok ? [] : decision.refusals)];
      if (refusals.length > 0 || !decision.ok) return refusedWith(refusals);
      if (supply.asked.length > 0) {
        supply.fill(await takeNumbers(world, transaction, supply.asked));
        decision = decide();
        if (!decision.ok) throw new Error('A decision that held with stand-in numbers was refused with real ones.');
      }
      const by = scheme.round?.steps.find((s) => s.id === act.step)?.by ?? [];
      const role = roleOfActor(scheme, round.state.run, by, context);
      return writeRoundDecision(
        world,
        transaction,
        { acting: request.acting, role, now },
        found,
        members,
        decision,
        context.calendar.today,
        input.files,
      );
    },
  );
}

/** What a repeated request is known by. A ballot's choice is left out: the digest of three choices tells which it was. */
function contentOf(act: DoRoundStep): object {
  const { [voteField]: _, ...values } = act.values;
  return { ...act, values };
}
