import type { Actor, EventEnvelope, NewEvent, StreamName } from '#certification/event/event.ts';
import type { Transaction } from './transaction.ts';
import type { Digest, Id, Instant } from './values.ts';

/** Where a stream stands: the version and hash of its last event; version 0 and null before the first. */
export interface StreamHead {
  readonly version: number;
  readonly hash: Digest | null;
  /** When its last event was recorded, where that one was loaded: nothing is recorded before it. */
  readonly recordedAt?: Instant;
}

export const emptyHead: StreamHead = { version: 0, hash: null };

/** An event as it was stored: its envelope, parsed from the stored bytes, and the hash of those bytes. */
export interface StoredEvent {
  readonly envelope: EventEnvelope;
  readonly hash: Digest;
}

export interface LoadedStream {
  readonly stream: StreamName;
  readonly head: StreamHead;
  /** Oldest first, without gaps; with `after`, from the version behind it. Empty for a stream that does not exist. */
  readonly events: readonly StoredEvent[];
}

/** A public fact (公开事实): the bytes for ever of a future leaf of the public log. Holds digests and codes, never a name. */
export interface PublicFact {
  /** The version of the event that it belongs to, one of those appended with it. */
  readonly version: number;
  readonly kind: string;
  readonly bytes: Uint8Array;
}

/** What is the same for all events of one act. */
export interface Stamp {
  readonly recordedAt: Instant;
  readonly actor: Actor;
  /** Makes the id of each event: a uuid v7. */
  readonly newId: () => Id;
}

export interface StreamAppend {
  readonly stream: StreamName;
  /** The head as it was loaded. Version and hash both count: a decision was made on exactly this past. */
  readonly expected: StreamHead;
  /** At least one. */
  readonly events: readonly NewEvent[];
  readonly facts: readonly PublicFact[];
}

export type AppendResult =
  /** In the order of the appends that were given. */
  | {
      readonly appended: readonly {
        readonly stream: StreamName;
        readonly head: StreamHead;
        readonly events: readonly StoredEvent[];
      }[];
    }
  /** The first stream that has moved on. INVARIANT: the transaction keeps nothing at all then, whatever else it wrote. */
  | { readonly conflict: { readonly stream: StreamName; readonly expected: number; readonly current: number } };

/**
 * The events of every stream: append-only, hash-chained (`#proof/chain.ts`), guarded by the head that the decision was made
 * on. STORED: an event's bytes are the RFC 8785 bytes of its whole envelope.
 */
export interface EventStore {
  /**
   * The events of one stream behind `after` (all, when left out). `head` is that of the whole stream.
   * @throws StorageFault `corrupt` when the rows and the head of the stream contradict each other.
   */
  load(stream: StreamName, options?: { readonly after?: number }, within?: Transaction): Promise<LoadedStream>;
  /** As `load`, for several streams in one round trip; in the order asked for. */
  loadAll(streams: readonly StreamName[], within?: Transaction): Promise<readonly LoadedStream[]>;
  /**
   * Appends to one or several streams at once, with the public facts of their events. Nothing is seen by others before the
   * commit. The envelope's `stream`, `version`, `id`, `recordedAt`, `actor` and `previous` are set here.
   * @throws ClockBehind when the stamp lies before the last event of a stream; CanonicalError when a body has no canonical form; TypeError when a fact belongs to none of the events.
   */
  append(transaction: Transaction, appends: readonly StreamAppend[], stamp: Stamp): Promise<AppendResult>;
  /** Ids of the streams of a kind in the order of their ids (that of their making), behind `after`. */
  streams(
    kind: StreamName['kind'],
    page: { readonly after?: Id; readonly limit: number },
  ): Promise<readonly { readonly id: Id; readonly head: StreamHead }[]>;
}
