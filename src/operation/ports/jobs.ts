import type { Transaction } from './transaction.ts';
import type { Instant, Json } from './values.ts';

export interface JobOptions {
  /** Not before this instant. */
  readonly startAfter?: Instant;
  /** At most one with this key waits or runs in its queue; another is not enqueued. */
  readonly singleton?: string;
  /** How often it is tried again after a failure, with growing pauses; 3 unless said. */
  readonly retries?: number;
}

export interface Job {
  readonly id: string;
  readonly data: { readonly [name: string]: Json };
  /** 1 for the first try. */
  readonly attempt: number;
  /** Aborted when the worker is stopping or the job has run too long. */
  readonly signal: AbortSignal;
}

export interface JobReport {
  readonly id: string;
  readonly queue: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly data: { readonly [name: string]: Json };
  readonly createdAt: Instant;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly attempts: number;
  /** What it returned, or why it failed. */
  readonly result: Json;
}

export interface QueueReport {
  readonly queue: string;
  readonly waiting: number;
  readonly running: number;
  readonly failed: number;
}

/**
 * Follow-up work. Enqueued in the transaction of the act, so that it exists exactly if the act does; done at least once, so
 * that a handler must bear being run again.
 */
export interface Jobs {
  /** Queues are made once at the start, before anything is sent to them. */
  declare(queues: readonly { readonly name: string; readonly seconds?: number }[]): Promise<void>;
  /** The job's id; null when its singleton is there already. */
  enqueue(
    transaction: Transaction,
    queue: string,
    data: { readonly [name: string]: Json },
    options?: JobOptions,
  ): Promise<string | null>;
  /** Begins to work on a queue in this process. What the handler returns is kept as the result. */
  work(
    queue: string,
    handler: (job: Job) => Promise<Json>,
    options?: { readonly concurrency?: number; readonly pollSeconds?: number },
  ): Promise<void>;
  report(queue: string, id: string): Promise<JobReport | null>;
  /** The newest jobs of a queue, in whatever state; those that ended long ago are gone. */
  recent(queue: string, limit: number): Promise<readonly JobReport[]>;
  failures(limit: number): Promise<readonly JobReport[]>;
  queues(): Promise<readonly QueueReport[]>;
  /** Runs a failed or cancelled one again. */
  retry(queue: string, id: string): Promise<boolean>;
  /** Lets running jobs end, up to `seconds`, and takes no new ones. */
  stop(seconds: number): Promise<void>;
}
