import { readSettings } from '#operation/settings.ts';
import { makeLog } from '../watch/log.ts';
import { openWorld } from './open-world.ts';
import { startWorker } from './worker.ts';

/**
 * The worker's process, a child of the server. Ctrl-C reaches the whole group of processes, so it is left to the parent to say
 * stop; and when the parent is gone, however it went, its channel closes and the worker ends too.
 */
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

const reading = readSettings(process.env);
if (!reading.ok) throw new Error('The server has read the same settings, and found them right.');
const log = makeLog(reading.settings.logLevel, 'worker');
const opened = await openWorld(reading.settings, {
  isWorker: true,
  applicationName: 'touchstone worker',
  connections: 5,
  onError: (error) => log.warn({ err: error }, 'queue'),
});
const worker = await startWorker(opened, log);
process.send?.('ready');

let stopping: Promise<void> | null = null;
async function stop(): Promise<void> {
  await worker.stop();
  await opened.close();
}
function stopOnce(): void {
  stopping ??= stop().then(
    () => process.exit(0),
    (error: unknown) => {
      log.error({ err: error }, 'stopping');
      process.exit(1);
    },
  );
}
process.on('message', (message) => {
  if (message === 'stop') stopOnce();
});
process.on('disconnect', stopOnce);
