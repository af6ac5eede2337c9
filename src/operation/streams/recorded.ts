import type { Recorded } from '#certification/case/state.ts';
import type { Actor, EventEnvelope, NewEvent, StreamName } from '#certification/event/event.ts';
import type { LoadedStream, StreamHead } from '../ports/event-store.ts';
import type { Instant } from '../ports/values.ts';
import { upcast } from './upcast.ts';

/**
 * The events of a loaded stream in their newest formats, for its fold. The bytes were written by this program and are held
 * by the stream's hash chain: here they get their type back.
 */
export function recordedOf<E>(loaded: LoadedStream): readonly Recorded<E>[] {
  return loaded.events.map(({ envelope }) => recordedEvent<E>(envelope));
}

export function recordedEvent<E>(envelope: EventEnvelope): Recorded<E> {
  const { version, recordedAt, actor } = envelope;
  return { event: upcast(envelope) as E, version, recordedAt, actor };
}

/** New events as they will be recorded behind a head: what projections are made of before the append. */
export function recordedNew<E extends NewEvent>(
  events: readonly E[],
  head: StreamHead,
  stamp: { readonly recordedAt: Instant; readonly actor: Actor },
): readonly Recorded<E>[] {
  return events.map((event, index) => ({ event, version: head.version + index + 1, ...stamp }));
}

export const caseStream = (id: string): StreamName => ({ kind: 'case', id });
export const entryStream = (id: string): StreamName => ({ kind: 'entry', id });
export const roundStream = (id: string): StreamName => ({ kind: 'round', id });
export const partyStream = (id: string): StreamName => ({ kind: 'party', id });
