import { Worker } from 'node:worker_threads';
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

/** In as many threads. Errands are handed out one ahead of what a thread works on, so that none waits and little piles up. */
export function inThreads(count: number, script: WorldScript): Tellers {
  const thread = new URL('./teller-thread.ts', import.meta.url);
  const resourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 96 };
  const workers = Array.from({ length: count }, () => new Worker(thread, { workerData: script, resourceLimits }));
  return {
    tell: (errands) => tellBy(workers, errands),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

async function* tellBy(workers: readonly Worker[], errands: Iterable<Errand>): AsyncGenerator<Parcel> {
  const next = errands[Symbol.iterator]();
  const ready: { readonly parcel: Parcel; readonly by: Worker }[] = [];
  let out = 0;
  let failure: unknown = null;
  let wake = () => {};
  const send = (worker: Worker) => {
    const { value, done } = next.next();
    if (done) return;
    out += 1;
    worker.postMessage(value);
  };
  const fail = (error: unknown) => {
    failure ??= error;
    wake();
  };
  const hearing = workers.map((by) => {
    const hear = (parcel: Parcel) => {
      out -= 1;
      ready.push({ parcel, by });
      wake();
    };
    by.on('message', hear).on('error', fail);
    return () => by.off('message', hear).off('error', fail);
  });
  try {
    for (const worker of [...workers, ...workers]) send(worker);
    while (out > 0 || ready.length > 0) {
      if (failure !== null) throw failure;
      const first = ready.shift();
      if (first === undefined)
        await new Promise<void>((done) => {
          wake = done;
        });
      else {
        yield first.parcel;
        // A thread gets its next errand once its last was taken: whoever reads slowly slows it down.
        send(first.by);
      }
    }
  } finally {
    for (const stop of hearing) stop();
  }
}
