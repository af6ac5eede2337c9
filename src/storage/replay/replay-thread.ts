import { parentPort, workerData } from 'node:worker_threads';
import { Database } from '../postgres/database.ts';
import type { ReplayThreadData } from './replay.ts';
import { Replayer } from './replayer.ts';
import type { StreamRange } from './stream-range.ts';

/** A thread that replays ranges of streams, over connections of its own. One is read while another is thought out. */
const { url } = workerData as ReplayThreadData;
const replayer = new Replayer(new Database({ url, connections: 3, applicationName: 'touchstone replay' }));
let working: Promise<void> = Promise.resolve();

parentPort?.on('message', (range: StreamRange) => {
  const reading = replayer.read(range);
  reading.catch(() => {});
  // A failure ends the thread, and is heard by whoever waits for it.
  working = working.then(async () => {
    const parcel = await replayer.rows(await reading);
    const buffers = parcel.tables.flatMap(({ chunks }) => chunks.map(({ buffer }) => buffer as ArrayBuffer));
    parentPort?.postMessage(parcel, buffers);
  });
});
