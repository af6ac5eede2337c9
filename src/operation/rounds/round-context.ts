import type { ActContext } from '#certification/act/context.ts';
import { flowOf } from '#certification/case/decide.ts';
import type { CaseState } from '#certification/case/state.ts';
import { mayOnRound } from '#certification/policy/policy.ts';
import type { DoRoundStep, RoundContext, RoundDecision } from '#certification/round/decision.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { toHex } from '#proof/hex.ts';
import { newBatch } from '../acts/batch.ts';
import { staleness, type Worked } from '../acts/carry-out.ts';
import { actContext, loadFacts, type supplies, workplaces } from '../acts/context.ts';
import { actedFor, editionOf, type LoadedRound, loadRound } from '../acts/loading.ts';
import { needsOf } from '../acts/needs.ts';
import { denied } from '../acts/outcome.ts';
import { type Acting, type ActRequest, actorOf } from '../acts/request.ts';
import { type OpenedAnswer, writeDecision } from '../acts/write-decision.ts';
import { writeRound } from '../acts/write-round.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';
import type { Member } from './load-members.ts';
import type { RoundAnswer } from './round-acts.ts';

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

/** What lies in the boxes of a round: secret ballots by choice, votes of the public by item, network and ten minutes. */
export interface Boxes {
  readonly ballots: Awaited<ReturnType<World['storage']['ballots']['count']>>;
  readonly votes: Awaited<ReturnType<World['storage']['publicVotes']['cells']>>;
}

export async function boxesOf(world: World, round: Id, transaction: Transaction): Promise<Boxes> {
  const { ballots, publicVotes } = world.storage;
  return { ballots: await ballots.count(round, transaction), votes: await publicVotes.cells(round, transaction) };
}

/** What the parties of a round's cases are called, where it is held to what it drew; else nobody asks. */
export async function namesOfDrawn(
  world: World,
  { state }: LoadedRound,
  cases: readonly CaseState[],
  transaction: Transaction,
): Promise<ReadonlyMap<Id, readonly string[]>> {
  const ids = state.drawn === null ? [] : [...new Set(cases.flatMap((c) => c.opened?.applicant ?? []))];
  if (ids.length === 0) return new Map();
  const parties = await world.storage.parties.byIds(ids, transaction);
  return new Map(
    [...parties].map(([id, { codes, names }]) => [id, [id, ...codes.map((c) => c.value), ...names.map((n) => n.name)]]),
  );
}

/** The pure context of a decision over a round. */
export function decidingOver(
  world: World,
  act: ActContext,
  cases: readonly CaseState[],
  boxes: Boxes,
  names: ReadonlyMap<Id, readonly string[]> = new Map(),
): RoundContext {
  return {
    act,
    cases,
    digest: (bytes) => toHex(world.hash(bytes)),
    calledAs: (party) => names.get(party) ?? [party],
    ballots: (step) => boxes.ballots.get(step) ?? {},
    votes: (step) => boxes.votes.get(step) ?? [],
  };
}

/** What the round's decision may ask: of its own steps, and of the flow of each of its cases. */
export async function roundContext(
  world: World,
  transaction: Transaction,
  acting: Acting,
  { round, scheme }: FoundRound,
  members: ReadonlyMap<Id, Member>,
  act: Pick<DoRoundStep, 'step' | 'values' | 'named'>,
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

export async function writeRoundDecision(
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
  const { setAside, emptied } = decision;
  if (setAside !== null) batch.also((t) => world.storage.publicVotes.setAside(t, round.id, setAside));
  if (emptied !== null) batch.also((t) => world.storage.publicVotes.empty(t, { round: round.id, step: emptied }));
  if (decision.ballot !== null) batch.cast({ round: round.id, step: decision.ballot.step }, decision.ballot.choice);
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
