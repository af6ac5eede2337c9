import type { Surroundings } from '#certification/case/decide.ts';
import type { CaseEvent } from '#certification/case/events.ts';
import { type CaseState, foldCase, type Recorded } from '#certification/case/state.ts';
import type { EntryEvent } from '#certification/entry/events.ts';
import { type EntryState, foldEntry } from '#certification/entry/state.ts';
import type { RoundEvent } from '#certification/round/events.ts';
import { foldRound, openRoundSteps, type RoundState } from '#certification/round/state.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { CaseSummary } from '../ports/cases.ts';
import type { LoadedStream } from '../ports/event-store.ts';
import type { ProjectionRows } from '../ports/projections.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id } from '../ports/values.ts';
import { projectCase } from '../project/case.ts';
import { caseStream, entryStream, recordedOf, roundStream } from '../streams/recorded.ts';
import type { World } from '../world.ts';
import { isId } from './needs.ts';
import { unsealCase } from './seal.ts';

/** A case as an act finds it: its stream, its edition, its fold with personal values put back, and its rows as they stand. */
export interface LoadedCase {
  readonly stream: LoadedStream;
  readonly scheme: Scheme;
  readonly state: CaseState;
  readonly events: readonly Recorded<CaseEvent>[];
  readonly rows: ProjectionRows;
  readonly summary: CaseSummary;
  readonly entry: LoadedEntry | null;
  readonly round: LoadedRound | null;
  /** The party that recommends it in its round. */
  readonly recommender: Id | null;
}

export interface LoadedEntry {
  readonly id: Id;
  readonly stream: LoadedStream;
  readonly events: readonly Recorded<EntryEvent>[];
  readonly state: EntryState;
}

export interface LoadedRound {
  readonly id: Id;
  readonly stream: LoadedStream;
  readonly events: readonly Recorded<RoundEvent>[];
  readonly state: RoundState;
}

export class MissingEdition extends Error {
  readonly code = 'edition-missing';

  constructor(id: string, edition: string) {
    super(
      `Expected the edition ${id}@${edition} to be registered, found none: a case runs under it. Register it again.`,
    );
    this.name = 'MissingEdition';
  }
}

/** Loads a case with its entry and round; null when there is none. */
export async function loadCase(world: World, id: Id, within?: Transaction): Promise<LoadedCase | null> {
  if (!isId(id)) return null;
  const stream = await world.storage.events.load(caseStream(id), {}, within);
  const events = recordedOf<CaseEvent>(stream);
  const state = foldCase(id, events);
  if (state.opened === null) return null;
  const scheme = await editionOf(world, state.opened.scheme, state.opened.edition, within);
  const entry = state.opened.entry === null ? null : await loadEntry(world, state.opened.entry, within);
  const round = state.opened.round === null ? null : await loadRound(world, state.opened.round, within);
  const recommender = round?.state.cases.get(id)?.recommender ?? null;
  const rows = projectCase(scheme, id, events, recommender);
  const summary = rows.cases?.[0];
  if (summary === undefined) return null;
  await unsealCase(world, state, within);
  return { stream, scheme, state, events, rows, summary, entry, round, recommender };
}

export async function loadEntry(world: World, id: Id, within?: Transaction): Promise<LoadedEntry | null> {
  if (!isId(id)) return null;
  const stream = await world.storage.events.load(entryStream(id), {}, within);
  if (stream.head.version === 0) return null;
  const events = recordedOf<EntryEvent>(stream);
  return { id, stream, events, state: foldEntry(id, events) };
}

export async function loadRound(world: World, id: Id, within?: Transaction): Promise<LoadedRound | null> {
  if (!isId(id)) return null;
  const stream = await world.storage.events.load(roundStream(id), {}, within);
  if (stream.head.version === 0) return null;
  const events = recordedOf<RoundEvent>(stream);
  return { id, stream, events, state: foldRound(id, events) };
}

/** @throws MissingEdition when the edition under which something runs is not registered: a fault, never a refusal. */
export async function editionOf(world: World, id: string, edition: string, within?: Transaction): Promise<Scheme> {
  const scheme = await world.schemes.edition(id, edition, within);
  if (scheme === null) throw new MissingEdition(id, edition);
  return scheme;
}

export function surroundingsOf(kase: Pick<LoadedCase, 'entry' | 'round'>): Surroundings {
  return { entry: kase.entry?.state ?? null, roundOpen: kase.round === null ? null : openRoundSteps(kase.round.state) };
}

/** Persons and the parties for which they acted, from the envelopes. */
export function actedFor(
  events: readonly { readonly actor: Recorded<unknown>['actor'] }[],
): readonly { readonly person: Id; readonly party: Id }[] {
  return events.flatMap(({ actor }) => (actor.kind === 'person' ? [{ person: actor.person, party: actor.party }] : []));
}
