import { type Refusal, refuse } from '#certification/act/refusal.ts';
import type { StreamName } from '#certification/event/event.ts';
import { may } from '#certification/policy/policy.ts';
import type { Viewer } from '#certification/policy/viewer.ts';
import { type CaseWindow, caseWindow } from '#certification/scheme/edition/case-window.ts';
import {
  decideClosing,
  decideRecall,
  decideTransition,
  type LifeDecision,
} from '#certification/scheme/edition/decide-life.ts';
import { decisionBars, openingBars } from '#certification/scheme/edition/edition-bars.ts';
import type { SchemeEvent, SchemeLife } from '#certification/scheme/edition/life.ts';
import type { Transition } from '#certification/scheme/edition/transition.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import { type Batch, newBatch } from '../acts/batch.ts';
import { carryOut } from '../acts/carry-out.ts';
import { denied, type Outcome, refusedWith } from '../acts/outcome.ts';
import { type ActRequest, actorOf } from '../acts/request.ts';
import type { StreamHead } from '../ports/event-store.ts';
import { namedStream } from '../ports/stream-id.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Json } from '../ports/values.ts';
import { type FactLeaf, makeFact } from '../publish/facts.ts';
import type { World } from '../world.ts';
import { lifeOf } from './life-of.ts';

export const today = (world: World): string => dayOf(toInstant(world.clock.now()), world.house.zone);

/** A scheme's stream as an act finds it. */
export async function loadLife(world: World, id: string, within: Transaction) {
  const stream = namedStream('scheme', id);
  const loaded = await world.storage.events.load(stream, {}, within);
  return { stream, head: loaded.head, life: lifeOf(loaded) };
}

/** What an event of a scheme says in public: editions are public facts, each with its days. */
function factOf(event: SchemeEvent): Pick<FactLeaf, 'status' | 'dates'> {
  switch (event.type) {
    case 'EditionRegistered':
      return { status: 'registered', dates: { from: event.body.from, to: event.body.to } };
    case 'EditionSuperseded':
      return { status: 'superseded', dates: { lastDay: event.body.lastDay } };
    case 'EditionRecalled':
      return { status: 'recalled', dates: {} };
    case 'EditionClosed':
      return { status: 'closed', dates: { lastDay: event.body.lastDay } };
    case 'TransitionDeclared': {
      const { newUntil, decideUntil, holdUntil } = event.body.transition;
      return { status: 'transition', dates: { newUntil, decideUntil, holdUntil } };
    }
  }
}

export function writeLife(
  world: World,
  batch: Batch,
  at: { readonly stream: StreamName; readonly head: StreamHead },
  events: readonly SchemeEvent[],
): void {
  const made = events.map((event, index) =>
    makeFact(
      { kind: 'edition', id: at.stream.id, version: at.head.version + index + 1, ...factOf(event), record: null },
      { body: event.body, subject: at.stream.id },
      world,
    ),
  );
  batch.seal(made.map((m) => m.sealed));
  batch.append(
    at.stream,
    at.head,
    events,
    made.map((m) => m.fact),
  );
}

export type LifeAct =
  | { readonly act: 'recall'; readonly edition: string; readonly words: string }
  | { readonly act: 'close'; readonly edition: string; readonly lastDay: string; readonly words: string }
  | { readonly act: 'declare-transition'; readonly transition: Transition; readonly words: string };

export type LifeAnswer = { readonly scheme: string; readonly version: number } & { readonly [name: string]: Json };

/** An act on the life of a scheme's editions, by its owner or a registrar: every refusal at once, or the event. */
export async function actOnLife(
  world: World,
  request: ActRequest & { readonly scheme: string; readonly life: LifeAct },
): Promise<Outcome<LifeAnswer>> {
  const { scheme, life: act, acting } = request;
  const outcome = await carryOut<LifeAnswer>(
    world,
    { ...request, content: { act: 'scheme-life', scheme, life: act } },
    async (transaction) => {
      const { stream, head, life } = await loadLife(world, scheme, transaction);
      const newest = life.editions.at(-1);
      if (newest === undefined) return denied('not-found');
      const text = await world.schemes.edition(scheme, newest.edition, transaction);
      if (text === null || !(await maySteer(world, acting.viewer, text))) return denied('not-allowed');
      const decision = await decide(world, scheme, life, act, transaction);
      if (!decision.ok) return refusedWith(decision.refusals);
      const batch = newBatch(world, { recordedAt: world.clock.now(), actor: actorOf(acting, 'scheme-owner') });
      writeLife(world, batch, { stream, head }, decision.events);
      return { write: batch, answer: { scheme, version: head.version + decision.events.length } };
    },
  );
  if (outcome.is === 'done') await world.schemes.refresh();
  return outcome;
}

async function decide(
  world: World,
  scheme: string,
  life: SchemeLife,
  act: LifeAct,
  within: Transaction,
): Promise<LifeDecision> {
  const on = today(world);
  switch (act.act) {
    case 'recall':
      return decideRecall(life, act.edition, act.words, on);
    case 'close':
      return decideClosing(life, { edition: act.edition, lastDay: act.lastDay, words: act.words }, on);
    case 'declare-transition': {
      const to = await world.schemes.edition(scheme, act.transition.to, within);
      return decideTransition(life, { transition: act.transition, words: act.words }, to, on);
    }
  }
}

/** An owner steers the schemes that are his: his party carries the owner's name in them as its code `scheme-owner`. */
export async function maySteer(world: World, viewer: Viewer, scheme: Scheme): Promise<boolean> {
  if (!may('scheme.steer', viewer)) return false;
  if (viewer.kind === 'system' || viewer.isAdministrator || viewer.roles.includes('registrar')) return true;
  const party = viewer.party === '' ? null : await world.storage.parties.byId(viewer.party);
  return party?.codes.some((c) => c.system === 'scheme-owner' && c.value === scheme.owner) === true;
}

/** Why no case may be opened under this edition today, although its text would allow it: it was superseded or closed. */
export async function barsOfEdition(world: World, scheme: Scheme): Promise<readonly Refusal[]> {
  return openingBars(await world.schemes.life(scheme.id), scheme, today(world));
}

/** What a transition asks of a case under this edition, today; null where none leads away from it. */
export async function windowOf(world: World, scheme: Pick<Scheme, 'id' | 'edition'>): Promise<CaseWindow | null> {
  const life = await world.schemes.life(scheme.id);
  const known = life.editions.find((e) => e.edition === scheme.edition);
  return known === undefined ? null : caseWindow(known, today(world));
}

/** Why no result may be decided any more under this edition: the window for cases in flight is over. */
export async function barsOfDecision(world: World, scheme: Scheme): Promise<readonly Refusal[]> {
  return decisionBars(await world.schemes.life(scheme.id), scheme, today(world));
}

/** Why a case does not move from its edition to another today: no transition leads there, or its first day has not come. */
export async function barsOfMove(world: World, scheme: Scheme, to: string): Promise<readonly Refusal[]> {
  const { editions } = await world.schemes.life(scheme.id);
  const known = editions.find((e) => e.edition === scheme.edition);
  const later = editions.find((e) => e.edition === to && !e.recalled);
  if (known?.transition?.to !== to || later === undefined)
    return [refuse('move-not-declared', { from: scheme.edition, to })];
  const on = today(world);
  return on < later.from ? [refuse('move-not-in-force', { to, day: later.from, today: on })] : [];
}
