import { Worker } from 'node:worker_threads';
import { runErrands } from '../../threads/run-errands.ts';
import { type Errand, type Parcel, runErrand } from './parcel.ts';
import { Teller } from './teller.ts';
import { type WorldScript, worldPartsOf } from './world-parts.ts';

/** Tells errands, in this thread or in others. */
export interface Tellers {
  /** The parcels of all errands, in whatever order they are ready. */
  tell(errands: Iterable<Errand>): AsyncIterable<Parcel>;
  close(): Promise<void>;
}

export const inThisThread = (script: WorldScript): Tellers => {
  const teller = new Teller(worldPartsOf(script));
  return {
    async *tell(errands) {
      for (const errand of errands) yield runErrand(teller, errand);
    },
    close: async () => {},
  };
};

/** In as many threads. */
export function inThreads(count: number, script: WorldScript): Tellers {
  const thread = new URL('./teller-thread.ts', import.meta.url);
  const resourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 96 };
  const workers = Array.from({ length: count }, () => new Worker(thread, { workerData: script, resourceLimits }));
  return {
    tell: (errands) => runErrands<Errand, Parcel>(workers, errands),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
