export interface Rebuilt {
  readonly streams: number;
  readonly events: number;
}

export interface RebuildProgress extends Rebuilt {
  /** Rows first; when all are there, their indexes and statistics. */
  readonly what: 'rows' | 'indexes';
  readonly totalStreams: number;
}

/**
 * The making of all projections anew from all events, on every core there is. INVARIANT: one transaction holds all of it. A
 * failure, a crash in the middle included, leaves the projections as they were; whoever reads or acts meanwhile waits. The rows are
 * those that the acts would have left, whatever the number of cores.
 */
export interface Replay {
  /** @throws StorageFault `corrupt` when the rows and the head of a stream contradict each other; a key that came twice. */
  rebuild(progress?: (now: RebuildProgress) => void): Promise<Rebuilt>;
}
