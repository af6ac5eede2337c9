import type { ActContext } from '#certification/act/context.ts';
import { flowOf } from '#certification/case/decide.ts';
import { roleOfActor } from '#certification/case/roles.ts';
import { may, mayOnRound } from '#certification/policy/policy.ts';
import { type DoRoundStep, decideOpenRound, decideRoundStep, type RoundDecision } from '#certification/round/decide.ts';
import { foldRound } from '#certification/round/state.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import { toHex } from '#proof/hex.ts';
import { newBatch } from '../acts/batch.ts';
import { carryOut, staleness, type Worked } from '../acts/carry-out.ts';
import { checkInput, checkNaming, filesNamed } from '../acts/check-input.ts';
import { actContext, loadFacts, supplies, takeNumbers, workplaces } from '../acts/context.ts';
import { actedFor, editionOf, type LoadedRound, loadRound } from '../acts/loading.ts';
import { needsOf } from '../acts/needs.ts';
import { denied, type Outcome, refusedWith } from '../acts/outcome.ts';
import { type Acting, type ActRequest, actorOf } from '../acts/request.ts';
import { tidy } from '../acts/tidy.ts';
import { type OpenedAnswer, writeDecision } from '../acts/write-decision.ts';
import { writeRound } from '../acts/write-round.ts';
import { emptyHead } from '../ports/event-store.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id, Json } from '../ports/values.ts';
import { barsOfEdition } from '../schemes/scheme-life.ts';
import type { World } from '../world.ts';
import { loadMembers, type Member } from './load-members.ts';

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
    { ...request, content: { act: 'do-round', round: request.round, do: given } },
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
      const decide = () =>
        decideRoundStep(scheme, round.state, act, { act: context, cases, digest: (bytes) => toHex(world.hash(bytes)) });
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

export interface FoundRound {
  readonly round: LoadedRound;
  readonly scheme: Scheme;
}

export async function findRound(
  world: World,
  transaction: Transaction,
  request: ActRequest & { readonly round: Id },
): Promise<FoundRound | Exclude<Worked<RoundAnswer>, { write: unknown }>> {
  const round = await loadRound(world, request.round, transaction);
  const opened = round?.state.opened ?? null;
  if (round === null || opened === null) return denied('not-found');
  if (!mayOnRound('round.act', request.acting.viewer, { scheme: opened.scheme, body: opened.body }))
    return denied('not-allowed');
  const change = staleness(round.stream, request.expected);
  if (change !== null) return { is: 'changed', change };
  return { round, scheme: await editionOf(world, opened.scheme, opened.edition, transaction) };
}

/** What the round's decision may ask: of its own steps, and of the flow of each of its cases. */
async function roundContext(
  world: World,
  transaction: Transaction,
  acting: Acting,
  { round, scheme }: FoundRound,
  members: ReadonlyMap<Id, Member>,
  act: DoRoundStep,
  supply: ReturnType<typeof supplies>,
  now: string,
): Promise<ActContext> {
  const doing = (scheme.round?.steps ?? []).filter((s) => s.id === act.step);
  const own = needsOf({
    scheme,
    steps: scheme.round?.steps ?? [],
    acting: doing,
    state: round.state.run,
    values: act.values,
    naming: act.named,
    actor: acting.viewer,
  });
  const ofCases = [...members.values()].map((m) =>
    needsOf({
      scheme: m.scheme,
      steps: flowOf(m.scheme, m.state)?.steps ?? [],
      acting: (flowOf(m.scheme, m.state)?.steps ?? []).filter((s) => doing.some((d) => d.caseStep === s.id)),
      state: m.state,
      values: {},
      naming: [],
      actor: acting.viewer,
    }),
  );
  const all = [own, ...ofCases];
  const needs = {
    parties: all.flatMap((n) => n.parties),
    persons: all.flatMap((n) => n.persons),
    holders: [...new Set(all.flatMap((n) => n.holders))],
    kinds: [...new Set(all.flatMap((n) => n.kinds))],
    entries: [...new Set(all.flatMap((n) => n.entries))],
    endedSchemes: [],
  };
  const named = [...round.state.run.named, ...act.named, ...[...members.values()].flatMap((m) => m.state.named)];
  const acted = [...actedFor(round.events), ...[...members.values()].flatMap((m) => actedFor(m.before.events))];
  const facts = await loadFacts(world, transaction, needs, {
    now,
    zone: scheme.zone,
    applicant: null,
    partyOfPerson: workplaces(named, acted, acting),
  });
  return actContext(world, facts, acting, supply);
}

async function writeRoundDecision(
  world: World,
  transaction: Transaction,
  by: { readonly acting: Acting; readonly role: string; readonly now: string },
  { round, scheme }: FoundRound,
  members: ReadonlyMap<Id, Member>,
  decision: RoundDecision & { readonly ok: true },
  today: string,
  files: readonly Id[],
): Promise<Worked<RoundAnswer>> {
  const batch = newBatch(world, { recordedAt: by.now, actor: actorOf(by.acting, by.role) });
  writeRound(scheme, batch, round, decision.events, world);
  if (files.length > 0) batch.attach(files, { case: null, round: round.id, party: round.state.opened?.body ?? null });
  const cases: { case: Id; entries: readonly OpenedAnswer[] }[] = [];
  for (const { id, decided } of decision.cases) {
    const member = members.get(id);
    if (member === undefined) continue;
    cases.push({
      case: id,
      entries: await writeDecision(world, transaction, batch, member.scheme, member.before, decided, today),
    });
  }
  const version = round.stream.head.version + decision.events.length;
  const answered = cases.map((c) => ({ case: c.case, entries: c.entries.map(({ id, number }) => ({ id, number })) }));
  return { write: batch, answer: { round: round.id, version, cases: answered } };
}
