import type { ActContext } from '#certification/act/context.ts';
import type { Refusal } from '#certification/act/refusal.ts';
import { flowOf } from '#certification/case/decide.ts';
import type { CaseDecision } from '#certification/case/decision.ts';
import type { NamedParty, StoredValues } from '#certification/case/events.ts';
import { roleOfActor } from '#certification/case/roles.ts';
import type { Scheme, StepSpec } from '#certification/scheme/scheme.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id } from '../ports/values.ts';
import type { World } from '../world.ts';
import { newBatch } from './batch.ts';
import type { Worked } from './carry-out.ts';
import type { CaseAnswer } from './case-acts.ts';
import { checkNaming } from './check-input.ts';
import { actContext, type Facts, loadFacts, type Supplies, supplies, takeNumbers, workplaces } from './context.ts';
import { actedFor, type LoadedCase } from './loading.ts';
import { needsOf } from './needs.ts';
import { refusedWith } from './outcome.ts';
import { type Acting, actorOf } from './request.ts';
import { type OpenedAnswer, writeDecision } from './write-decision.ts';

/** What an act in a loaded case puts to the engine, and what has to be known for it. */
export interface Deciding {
  /** Roles that do this: the first that the actor holds stands in the event. */
  readonly by: readonly string[];
  /** The step that is done, if one is: its guards are asked. */
  readonly acting: readonly StepSpec[];
  readonly values: StoredValues;
  readonly naming: readonly NamedParty[];
  readonly files: readonly Id[];
  /** What is wrong before the decision is asked; told together with its refusals. */
  readonly bars: readonly Refusal[];
  /** The edition under which the case stands afterwards, where that is another one: what it asks is known too. */
  readonly after?: Scheme;
  readonly decide: (context: ActContext) => CaseDecision;
}

/** Loads what the decision may ask, decides, and puts the whole outcome into a batch; or all refusals at once. */
export async function decideIn(
  world: World,
  transaction: Transaction,
  acting: Acting,
  kase: LoadedCase,
  deciding: Deciding,
): Promise<Worked<CaseAnswer>> {
  const { scheme, state } = kase;
  const now = world.clock.now();
  const facts = await factsFor(world, transaction, acting, kase, deciding, now);
  const supply = supplies(world.newId);
  const context = actContext(world, facts, acting, supply);
  const naming = await checkNaming(
    world,
    scheme,
    deciding.naming,
    { body: state.opened?.body ?? '', today: context.calendar.today },
    transaction,
  );
  const first = deciding.decide(context);
  const refusals = [...deciding.bars, ...naming, ...(first.ok ? [] : first.refusals)];
  if (refusals.length > 0 || !first.ok) return refusedWith(refusals);
  const decision = await withNumbers(world, transaction, supply, first, () => deciding.decide(context));
  const batch = newBatch(world, {
    recordedAt: now,
    actor: actorOf(acting, actorRole(acting, scheme, kase, deciding.by, context)),
  });
  const { id } = state;
  if (deciding.files.length > 0)
    batch.attach(deciding.files, {
      case: id,
      round: state.opened?.round ?? null,
      party: state.opened?.applicant ?? null,
    });
  const before = {
    id,
    head: kase.stream.head,
    events: kase.events,
    rows: kase.rows,
    entry: kase.entry,
    applicant: state.opened?.applicant ?? '',
    recommender: kase.recommender,
  };
  const after = deciding.after ?? scheme;
  const entries = await writeDecision(world, transaction, batch, after, before, decision, context.calendar.today);
  return { write: batch, answer: answerOf(id, kase.stream.head.version, decision, entries) };
}

/** What may be asked of the world about a case that somebody looks at under another edition of its scheme. */
export async function contextIn(world: World, acting: Acting, kase: LoadedCase, after: Scheme): Promise<ActContext> {
  const asking: Omit<Deciding, 'decide'> = { by: [], acting: [], values: {}, naming: [], files: [], bars: [], after };
  const facts = await world.storage.inTransaction((transaction) =>
    factsFor(world, transaction, acting, kase, asking, world.clock.now()),
  );
  return actContext(world, facts, acting, supplies(world.newId));
}

async function factsFor(
  world: World,
  transaction: Transaction,
  acting: Acting,
  kase: LoadedCase,
  deciding: Omit<Deciding, 'decide'>,
  now: string,
): Promise<Facts> {
  const { state } = kase;
  const scheme = deciding.after ?? kase.scheme;
  const steps = flowOf(scheme, state)?.steps ?? [];
  const needs = needsOf({
    scheme,
    steps,
    // Under another edition the forms that were handed in are looked at again.
    acting: deciding.after === undefined ? deciding.acting : steps,
    state,
    values: deciding.values,
    naming: deciding.naming,
    actor: acting.viewer,
  });
  const named = [...state.named, ...deciding.naming];
  const partyOfPerson = workplaces(named, actedFor(kase.events), acting);
  return loadFacts(world, transaction, needs, {
    now,
    zone: scheme.zone,
    applicant: state.opened?.applicant ?? null,
    partyOfPerson,
  });
}

/** The decision again with real serial numbers, when it asked for any; the same ids give the same events but for them. */
async function withNumbers(
  world: World,
  transaction: Transaction,
  supply: Supplies,
  first: CaseDecision & { ok: true },
  again: () => CaseDecision,
): Promise<CaseDecision & { ok: true }> {
  if (supply.asked.length === 0) return first;
  supply.fill(await takeNumbers(world, transaction, supply.asked));
  const second = again();
  if (!second.ok) throw new Error('A decision that held with stand-in numbers was refused with real ones.');
  return second;
}

function actorRole(
  acting: Acting,
  scheme: Scheme,
  kase: LoadedCase,
  by: readonly string[],
  context: ActContext,
): string {
  return acting.viewer.kind === 'system' ? 'clock' : roleOfActor(scheme, kase.state, by, context);
}

/** The answer of an act: the case's version after it, and what it opened. */
export function answerOf(
  id: Id,
  version: number,
  decision: CaseDecision & { ok: true },
  entries: readonly OpenedAnswer[],
): CaseAnswer {
  const ended = decision.events.map((e) => ('effects' in e.body ? e.body.effects.ended : null)).find((e) => e !== null);
  return {
    case: id,
    version: version + decision.events.length,
    ended: ended?.ending ?? null,
    entries: entries.map((e) => ({ ...e })),
  };
}
