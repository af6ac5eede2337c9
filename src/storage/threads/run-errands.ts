import type { Worker } from 'node:worker_threads';

/**
 * What threads bring back from their errands, in whatever order it is ready. A thread answers each message with one; errands are
 * handed out one ahead of what it works on, so that none waits and little piles up.
 * @throws what a thread ended with
 */
export async function* runErrands<Errand, Parcel>(
  workers: readonly Worker[],
  errands: Iterable<Errand>,
): AsyncGenerator<Parcel> {
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
