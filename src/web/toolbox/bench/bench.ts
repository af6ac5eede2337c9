import type { Answered, Asked, AskName, Asks, Report } from './protocol.ts';

/** A fault of the bench itself: a part that could not be fetched, or no memory left. Refusals of methods are answers. */
export class BenchFault extends Error {
  readonly code = 'bench-fault';
}

/** The user stopped what took too long; nothing is wrong. */
export class BenchStopped extends Error {
  readonly code = 'bench-stopped';
}

export interface Bench {
  ask<N extends AskName>(name: N, ask: Asks[N]['ask'], report?: Report): Promise<Asks[N]['answer']>;
  /** Ends all that is under way; the next ask begins with a bench that remembers nothing. */
  stop(): void;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (fault: BenchFault | BenchStopped) => void;
  readonly report: Report | undefined;
}

/** Starts the worker at the first ask; one that died (no memory) is started anew at the next. */
export function createBench(start: () => Worker = startWorker): Bench {
  let worker: Worker | null = null;
  let last = 0;
  const waiting = new Map<number, Waiting>();
  const failAll = (fault: BenchFault | BenchStopped): void => {
    worker?.terminate();
    worker = null;
    for (const { reject } of waiting.values()) reject(fault);
    waiting.clear();
  };
  const open = (): Worker => {
    const opened = start();
    opened.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
      const one = waiting.get(data.id);
      if ('progress' in data) return one?.report?.(data.progress);
      waiting.delete(data.id);
      if (data.ok) one?.resolve(data.answer);
      else one?.reject(new BenchFault(data.fault));
    });
    opened.addEventListener('error', (event) => failAll(new BenchFault(event.message || 'the bench stopped')));
    return opened;
  };
  return {
    stop: () => failAll(new BenchStopped('stopped')),
    ask: (name, ask, report) =>
      new Promise((resolve, reject) => {
        worker ??= open();
        const id = ++last;
        waiting.set(id, { resolve: resolve as Waiting['resolve'], reject, report });
        worker.postMessage({ id, name, ask } satisfies Asked);
      }),
  };
}

function startWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'touchstone-bench' });
}

/** The one bench of the page. */
export const bench = createBench();
