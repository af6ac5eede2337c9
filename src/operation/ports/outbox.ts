import type { StreamName } from '#certification/event/event.ts';
import type { Transaction } from './transaction.ts';
import type { Digest } from './values.ts';

/** A public fact that waits for, or has, its place in the public log. */
export interface OutboxFact {
  readonly stream: StreamName;
  readonly version: number;
  /** Among the facts of one event: 0, 1 … */
  readonly ordinal: number;
  readonly kind: string;
  readonly bytes: Uint8Array;
  readonly hash: Digest;
  /** Its position in the log; null while it waits. */
  readonly position: number | null;
}

/**
 * What waits to become leaves. Written by `EventStore.append` alone; commit order is not sequence order, so only the order
 * inside a stream means anything here, and the sequencer alone gives the global one.
 */
export interface Outbox {
  waiting(): Promise<number>;
  /** The oldest that wait, each stream's in its order; at most `limit`. */
  next(limit: number, within?: Transaction): Promise<readonly OutboxFact[]>;
  ofStream(stream: StreamName, within?: Transaction): Promise<readonly OutboxFact[]>;
}
