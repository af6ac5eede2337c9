import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { RebuildProgress, Rebuilt, Replay } from '#operation/ports/replay.ts';
import { clientOf, type Database } from '../postgres/database.ts';
import { runErrands } from '../threads/run-errands.ts';
import { refill } from './refill.ts';
import { Replayer, type ReplayParcel } from './replayer.ts';
import { rangesOf, type StreamRange } from './stream-range.ts';

export interface ReplayOptions {
  readonly url: string;
  /** None: in this thread. As many as there are cores unless said, and none for a small register. */
  readonly threads?: number;
  readonly streamsAtOnce?: number;
}

export interface ReplayThreadData {
  readonly url: string;
}

/** A thread takes a third of a second to begin: it has to have enough to do. */
const streamsForThread = 5000;
const mostThreads = 8;

export class PostgresReplay implements Replay {
  readonly #database: Database;
  readonly #options: ReplayOptions;

  constructor(database: Database, options: ReplayOptions) {
    this.#database = database;
    this.#options = options;
  }

  rebuild(progress: (now: RebuildProgress) => void = () => {}): Promise<Rebuilt> {
    return this.#database.inTransaction(async (transaction) => {
      const rebuilt = { streams: 0, events: 0 };
      let totalStreams = 0;
      await refill(
        clientOf(transaction),
        async (copies) => {
          // Looked at when the projections are locked: no act that writes them is under way any more.
          const { streams, ranges } = await rangesOf(this.#database, this.#options.streamsAtOnce ?? 500);
          totalStreams = streams;
          for await (const parcel of this.#replayed(streams, ranges)) {
            await copies.put(parcel.tables);
            rebuilt.streams += parcel.streams;
            rebuilt.events += parcel.events;
            progress({ what: 'rows', ...rebuilt, totalStreams });
          }
        },
        () => progress({ what: 'indexes', ...rebuilt, totalStreams }),
      );
      return rebuilt;
    });
  }

  async *#replayed(streams: number, ranges: readonly StreamRange[]): AsyncGenerator<ReplayParcel> {
    const enough = Math.min(mostThreads, availableParallelism(), Math.floor(streams / streamsForThread));
    const threads = this.#options.threads ?? enough;
    if (threads === 0) return yield* inThisThread(new Replayer(this.#database), ranges);
    const workerData: ReplayThreadData = { url: this.#options.url };
    const file = new URL('./replay-thread.ts', import.meta.url);
    const workers = Array.from({ length: threads }, () => new Worker(file, { workerData, resourceLimits }));
    try {
      yield* runErrands<StreamRange, ReplayParcel>(workers, ranges);
    } finally {
      await Promise.all(workers.map((worker) => worker.terminate()));
    }
  }
}

/** Rows are many, small and soon gone: with room for the young ones, few are looked at twice. */
const resourceLimits = { maxYoungGenerationSizeMb: 64, maxOldGenerationSizeMb: 512 };

/** The next range is read while one is thought out. */
async function* inThisThread(replayer: Replayer, ranges: readonly StreamRange[]): AsyncGenerator<ReplayParcel> {
  const [first, ...rest] = ranges;
  if (first === undefined) return;
  let reading = replayer.read(first);
  for (const range of [...rest, null]) {
    const loaded = await reading;
    if (range !== null) {
      reading = replayer.read(range);
      reading.catch(() => {});
    }
    yield await replayer.rows(loaded);
  }
}
