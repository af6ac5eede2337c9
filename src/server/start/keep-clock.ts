import type { Logger } from 'pino';

const lookEvery = 1000;

/** Another process may move the clock of a demonstration: this one looks every second. Answers how to leave it. */
export function keepClock(clock: { readonly refresh: () => Promise<void> }, log: Logger): () => void {
  const timer = setInterval(() => {
    // The database may be away for a while: the next look finds it again.
    clock.refresh().catch((error: unknown) => log.debug({ err: error }, 'clock'));
  }, lookEvery);
  timer.unref();
  return () => clearInterval(timer);
}
