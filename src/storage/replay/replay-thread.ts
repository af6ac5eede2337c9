import { parentPort, workerData } from 'node:worker_threads';
import { Database } from '../postgres/database.ts';
import type { ReplayThreadData } from './replay.ts';
import { type ReplayErrand, Replayer } from './replayer.ts';

/** A thread that replays ranges of streams, over connections of its own. One is read while another is thought out. */
const { url } = workerData as ReplayThreadData;
const replayer = new Replayer(new Database({ url, connections: 3, applicationName: 'touchstone replay' }));
let working: Promise<void> = Promise.resolve();

parentPort?.on('message', (errand: ReplayErrand | ArrayBuffer[]) => {
  if (Array.isArray(errand)) return replayer.use(errand);
  const reading = replayer.read(errand);
  reading.catch(() => {});
  // A failure ends the thread, and is heard by whoever waits for it.
  working = working.then(async () => {
    const parcel = await replayer.rows(errand, await reading);
    const { ids, ends, texts } = parcel.names;
    const rows = parcel.tables.flatMap(({ chunks }) => chunks.map(({ buffer }) => buffer));
    parentPort?.postMessage(parcel, [...rows, ids.buffer, ends.buffer, texts.buffer]);
  });
});
