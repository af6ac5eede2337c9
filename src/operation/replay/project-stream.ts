import type { CaseEvent } from '#certification/case/events.ts';
import { editionIn } from '#certification/case/state.ts';
import type { EntryEvent } from '#certification/entry/events.ts';
import type { EventEnvelope, StreamName } from '#certification/event/event.ts';
import type { RoundEvent } from '#certification/round/events.ts';
import { foldRound } from '#certification/round/state.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { MissingEdition } from '../acts/loading.ts';
import type { PartyEvent } from '../parties/party-events.ts';
import type { ProjectionRows } from '../ports/projections.ts';
import type { Id } from '../ports/values.ts';
import { projectCase } from '../project/case.ts';
import { type Named, projectEntry } from '../project/entry.ts';
import { projectParty, type Unsealed } from '../project/party.ts';
import { projectRound } from '../project/round.ts';
import { recordedEvent } from '../streams/recorded.ts';

/** What the rows of a stream rest on beside its own events. */
export interface ReplaySources {
  readonly edition: (id: string, edition: string) => Promise<Scheme | null>;
  readonly parties: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, Named>>;
  /** Who recommends a case in its round. */
  readonly recommender: (round: Id, kase: Id) => Promise<Id | null>;
  readonly vault: (refs: readonly Id[]) => Promise<Unsealed>;
}

/**
 * The rows that a stream of events gives, whole: what a replay writes and an audit holds against the tables. Null for streams
 * without rows of their own (schemes), and for imported sources, whose rows their import makes.
 */
export async function projectStream(
  stream: StreamName,
  envelopes: readonly EventEnvelope[],
  from: ReplaySources,
): Promise<ProjectionRows | null> {
  switch (stream.kind) {
    case 'party':
      return partyRows(stream.id, envelopes, from);
    case 'case':
      return caseRows(stream.id, envelopes, from);
    case 'round':
      return roundRows(stream.id, envelopes, from);
    case 'entry':
      return entryRows(stream.id, envelopes, from);
    case 'scheme':
    case 'source':
      return null;
  }
}

async function partyRows(id: Id, envelopes: readonly EventEnvelope[], from: ReplaySources): Promise<ProjectionRows> {
  const events = envelopes.map((e) => recordedEvent<PartyEvent>(e));
  const refs = events.flatMap(({ event }) => (event.type === 'PersonRegistered' ? [event.body.names.vault] : []));
  return projectParty(id, events, refs.length === 0 ? new Map() : await from.vault(refs));
}

async function caseRows(id: Id, envelopes: readonly EventEnvelope[], from: ReplaySources): Promise<ProjectionRows> {
  const events = envelopes.map((e) => recordedEvent<CaseEvent>(e));
  const opened = events[0]?.event;
  if (opened?.type !== 'CaseOpened') return {};
  const scheme = await registered(from, opened.body.scheme, editionIn(events));
  const { round } = opened.body;
  return projectCase(scheme, id, events, round === null ? null : await from.recommender(round, id));
}

async function roundRows(id: Id, envelopes: readonly EventEnvelope[], from: ReplaySources): Promise<ProjectionRows> {
  const events = envelopes.map((e) => recordedEvent<RoundEvent>(e));
  const opened = events[0]?.event;
  if (opened?.type !== 'RoundOpened') return {};
  return projectRound(await registered(from, opened.body.scheme, opened.body.edition), id, events);
}

async function entryRows(id: Id, envelopes: readonly EventEnvelope[], from: ReplaySources): Promise<ProjectionRows> {
  const events = envelopes.map((e) => recordedEvent<EntryEvent>(e));
  const decided = events[0]?.event;
  if (decided?.type !== 'EntryDecided') return {};
  const { scheme, edition, issuer, holder } = decided.body;
  const parties = await from.parties([issuer, holder]);
  return projectEntry(id, events, {
    scheme: await registered(from, scheme, edition),
    party: (party) => parties.get(party),
  });
}

async function registered(from: ReplaySources, id: string, edition: string): Promise<Scheme> {
  const scheme = await from.edition(id, edition);
  if (scheme === null) throw new MissingEdition(id, edition);
  return scheme;
}

/** Recommenders of the cases of a round, from its events. */
export function recommendersIn(id: Id, envelopes: readonly EventEnvelope[]): ReadonlyMap<Id, Id | null> {
  const state = foldRound(
    id,
    envelopes.map((e) => recordedEvent<RoundEvent>(e)),
  );
  return new Map([...state.cases.values()].map((c) => [c.case, c.recommender]));
}
