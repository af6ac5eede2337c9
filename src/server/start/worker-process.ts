import { startWorker } from '#operation/jobs/worker.ts';
import { readSettings } from '#operation/settings.ts';
import { makeLog } from '../watch/log.ts';
import { keepClock } from './keep-clock.ts';
import { openWorld } from './open-world.ts';

/**
 * The worker's process, a child of the server. Ctrl-C reaches the whole group of processes, so it is left to the parent to say
 * stop; and when the parent is gone, however it went, its channel closes and the worker ends too.
 */
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

const reading = readSettings(process.env);
if (!reading.ok) throw new Error('The server has read the same settings, and found them right.');
const { settings } = reading;
const log = makeLog(settings.logLevel, 'worker');
const onError = (error: unknown) => log.warn({ err: error }, 'worker');
const opened = await openWorld(settings, {
  isWorker: true,
  applicationName: 'touchstone worker',
  connections: 5,
  onError,
});
const leaveClock = settings.demonstration ? keepClock(opened.clock, log) : () => {};
const worker = await startWorker(opened.world, { onError, tell: (words) => log.error(words) });
process.send?.('ready');
log.info('ready');

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  leaveClock();
  try {
    await worker.stop(10);
    await opened.close();
    process.exit(0);
  } catch (error) {
    log.error({ err: error }, 'stopping');
    process.exit(1);
  }
}
process.on('message', (message) => {
  if (message === 'stop') void stop();
});
process.on('disconnect', () => void stop());
