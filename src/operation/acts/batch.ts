import type { Actor, NewEvent, StreamName } from '#certification/event/event.ts';
import type { AppendResult, PublicFact, StreamAppend, StreamHead } from '../ports/event-store.ts';
import type { ProjectionRows } from '../ports/projections.ts';
import type { Transaction } from '../ports/transaction.ts';
import type { Id, Json } from '../ports/values.ts';
import type { VaultValue } from '../ports/vault.ts';
import { joinRows } from '../project/difference.ts';
import type { World } from '../world.ts';

/** Everything that one act writes: gathered while it is decided, written in one transaction, kept together or not at all. */
export interface Batch {
  readonly recordedAt: string;
  readonly actor: Actor;
  append(stream: StreamName, expected: StreamHead, events: readonly NewEvent[], facts?: readonly PublicFact[]): void;
  seal(values: readonly VaultValue[]): void;
  project(rows: ProjectionRows): void;
  enqueue(queue: string, data: { readonly [name: string]: Json }, singleton?: string): void;
  /** A secret ballot: into its box, beside the events. */
  cast(box: { readonly round: Id; readonly step: string }, choice: string): void;
  /** Something else that this act writes, in the same transaction. */
  also(work: (transaction: Transaction) => Promise<unknown>): void;
  /** Files that were uploaded before belong to a case from now on. */
  attach(
    files: readonly Id[],
    to: { readonly case: Id | null; readonly round: Id | null; readonly party: Id | null },
  ): void;
  write(transaction: Transaction): Promise<AppendResult>;
}

export function newBatch(world: World, stamp: { readonly recordedAt: string; readonly actor: Actor }): Batch {
  const appends: StreamAppend[] = [];
  const sealed: VaultValue[] = [];
  const rows: ProjectionRows[] = [];
  const jobs: { queue: string; data: { readonly [name: string]: Json }; singleton: string | undefined }[] = [];
  const ballots: { box: { readonly round: Id; readonly step: string }; choice: string }[] = [];
  const others: ((transaction: Transaction) => Promise<unknown>)[] = [];
  const files: { ids: readonly Id[]; to: { case: Id | null; round: Id | null; party: Id | null } }[] = [];
  return {
    ...stamp,
    append: (stream, expected, events, facts = []) => {
      if (events.length > 0) appends.push({ stream, expected, events, facts });
    },
    seal: (values) => sealed.push(...values),
    project: (more) => rows.push(more),
    enqueue: (queue, data, singleton) => jobs.push({ queue, data, singleton }),
    cast: (box, choice) => ballots.push({ box, choice }),
    also: (work) => others.push(work),
    attach: (ids, to) => files.push({ ids, to }),
    write: async (transaction) => {
      const { storage, newId } = world;
      const result: AppendResult =
        appends.length === 0
          ? { appended: [] }
          : await storage.events.append(transaction, appends, { ...stamp, newId });
      // INVARIANT: after a conflict nothing is kept, whatever else was written; so nothing else is.
      if ('conflict' in result) return result;
      if (sealed.length > 0) await storage.vault.put(transaction, sealed);
      await storage.projections.put(transaction, joinRows(...rows));
      for (const { box, choice } of ballots) await storage.ballots.cast(transaction, box, choice);
      for (const work of others) await work(transaction);
      for (const { ids, to } of files) await storage.files.attach(transaction, ids, to);
      for (const { queue, data, singleton } of jobs)
        await storage.jobs.enqueue(transaction, queue, data, singleton === undefined ? {} : { singleton });
      return result;
    },
  };
}
