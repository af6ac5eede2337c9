import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { RebuildProgress, Rebuilt, Replay } from '#operation/ports/replay.ts';
import { clientOf, type Database } from '../postgres/database.ts';
import { runErrands } from '../threads/run-errands.ts';
import { NameBook, type ToldNames } from './name-book.ts';
import { refill } from './refill.ts';
import { type ReplayErrand, Replayer, type ReplayParcel } from './replayer.ts';
import { type Ranges, rangesOf, type StreamRange } from './stream-range.ts';

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
          const parties = await this.#ranges('parties');
          const others = await this.#ranges('others');
          totalStreams = parties.streams + others.streams;
          const hands = this.#hands(totalStreams);
          copies.onCopied = (buffers) => hands.use(buffers);
          const told: ToldNames[] = [];
          const send = async ({ ranges }: Ranges, names: SharedArrayBuffer | null) => {
            for await (const parcel of hands.run(ranges.map((range) => ({ range, names })))) {
              await copies.put(parcel.tables);
              if (names === null) told.push(parcel.names);
              rebuilt.streams += parcel.streams;
              rebuilt.events += parcel.events;
              progress({ what: 'rows', ...rebuilt, totalStreams });
            }
          };
          try {
            await send(parties, null);
            await send(others, NameBook.of(told).bytes);
          } finally {
            await hands.end();
          }
        },
        () => progress({ what: 'indexes', ...rebuilt, totalStreams }),
      );
      return rebuilt;
    });
  }

  #ranges(of: StreamRange['of']): Promise<Ranges> {
    return rangesOf(this.#database, of, this.#options.streamsAtOnce ?? 1000);
  }

  #hands(streams: number): Hands {
    const enough = Math.min(mostThreads, availableParallelism(), Math.floor(streams / streamsForThread));
    const threads = this.#options.threads ?? enough;
    if (threads === 0) {
      const replayer = new Replayer(this.#database);
      return {
        run: (errands) => inThisThread(replayer, errands),
        use: (buffers) => replayer.use(buffers),
        end: async () => {},
      };
    }
    const workerData: ReplayThreadData = { url: this.#options.url };
    const file = new URL('./replay-thread.ts', import.meta.url);
    const workers = Array.from({ length: threads }, () => new Worker(file, { workerData, resourceLimits }));
    let turn = 0;
    return {
      run: (errands) => runErrands<ReplayErrand, ReplayParcel>(workers, errands),
      use: (buffers) => workers[turn++ % threads]?.postMessage(buffers, buffers),
      end: async () => {
        await Promise.all(workers.map((worker) => worker.terminate()));
      },
    };
  }
}

/** Whoever replays: threads, or this one. */
interface Hands {
  run(errands: readonly ReplayErrand[]): AsyncGenerator<ReplayParcel>;
  /** Memory to be written into again. */
  use(buffers: ArrayBuffer[]): void;
  end(): Promise<void>;
}

/** Rows are many, small and soon gone: with room for the young ones, few are looked at twice. */
const resourceLimits = { maxYoungGenerationSizeMb: 64, maxOldGenerationSizeMb: 512 };

/** The next range is read while one is thought out. */
async function* inThisThread(replayer: Replayer, errands: readonly ReplayErrand[]): AsyncGenerator<ReplayParcel> {
  const [first, ...rest] = errands;
  if (first === undefined) return;
  let errand = first;
  let reading = replayer.read(first);
  for (const next of [...rest, null]) {
    const bytes = await reading;
    const now = errand;
    if (next !== null) {
      errand = next;
      reading = replayer.read(next);
      reading.catch(() => {});
    }
    yield await replayer.rows(now, bytes);
  }
}
