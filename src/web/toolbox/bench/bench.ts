import type { Answered, Asked, AskName, Asks } from './protocol.ts';

/** A fault of the bench itself: a part that could not be fetched, or no memory left. Refusals of methods are answers. */
export class BenchFault extends Error {
  readonly code = 'bench-fault';
}

export interface Bench {
  ask<N extends AskName>(name: N, ask: Asks[N]['ask']): Promise<Asks[N]['answer']>;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (fault: BenchFault) => void;
}

/** Starts the worker at the first ask; one that died (no memory) is started anew at the next. */
export function createBench(start: () => Worker = startWorker): Bench {
  let worker: Worker | null = null;
  let last = 0;
  const waiting = new Map<number, Waiting>();
  const failAll = (message: string): void => {
    worker?.terminate();
    worker = null;
    for (const { reject } of waiting.values()) reject(new BenchFault(message));
    waiting.clear();
  };
  const open = (): Worker => {
    const opened = start();
    opened.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
      const one = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.ok) one?.resolve(data.answer);
      else one?.reject(new BenchFault(data.fault));
    });
    opened.addEventListener('error', (event) => failAll(event.message || 'the bench stopped'));
    return opened;
  };
  return {
    ask: (name, ask) =>
      new Promise((resolve, reject) => {
        worker ??= open();
        const id = ++last;
        waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
        worker.postMessage({ id, name, ask } satisfies Asked);
      }),
  };
}

function startWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'touchstone-bench' });
}

/** The one bench of the page. */
export const bench = createBench();
