import type { Logger } from 'pino';
import { runClocks } from '#operation/acts/run-clocks.ts';
import { importJob, importQueue } from '#operation/import/sources.ts';
import type { Job } from '#operation/ports/jobs.ts';
import type { Json } from '#operation/ports/values.ts';
import type { World } from '#operation/world.ts';
import type { OpenedWorld } from './open-world.ts';

interface Queue {
  readonly name: string;
  readonly seconds: number;
  readonly work: (world: World, job: Job) => Promise<Json>;
}

/** Every queue of the house and who works on it. */
export const queues: readonly Queue[] = [{ name: importQueue, seconds: 6 * 3600, work: importJob }];

export interface Worker {
  readonly stop: () => Promise<void>;
}

/** How often the clock's own acts are looked for; a moved clock of a demonstration is noticed sooner. */
const clocksEvery = 30_000;
const lookEvery = 1000;
const sweepEvery = 3_600_000;
const day = 86_400_000;

/**
 * The work beside the requests: jobs of every queue, and what the clock does by itself. A run that was missed catches up at
 * the next one; two workers at once do no harm.
 */
export async function startWorker(opened: OpenedWorld, log: Logger): Promise<Worker> {
  const { world, clock } = opened;
  const { jobs } = world.storage;
  await jobs.declare(queues);
  for (const { name, work } of queues)
    await jobs.work(name, async (job) => {
      log.info({ queue: name, job: job.id, attempt: job.attempt }, 'job');
      try {
        return await work(world, job);
      } catch (error) {
        log.error({ queue: name, job: job.id, err: error }, 'job failed');
        throw error;
      }
    });
  return startTicks(world, clock, log);
}

function startTicks(world: World, clock: OpenedWorld['clock'], log: Logger): Worker {
  let isStopping = false;
  let shift = clock.shift();
  let nextClocks = 0;
  let nextSweep = 0;
  let running: Promise<void> = Promise.resolve();
  const tick = async () => {
    if (world.house.isDemonstration) await clock.refresh();
    const isMoved = clock.shift() !== shift;
    shift = clock.shift();
    const now = performance.now();
    if (isMoved || now >= nextClocks) {
      nextClocks = now + clocksEvery;
      const { acted, faults } = await runClocks(world);
      if (acted > 0) log.info({ acted }, 'clocks');
      for (const { due, error } of faults)
        log.error({ kind: due.kind, subject: due.subject, err: error }, 'clock failed');
    }
    if (now >= nextSweep) {
      nextSweep = now + sweepEvery;
      await sweep(world);
    }
  };
  const timer = setInterval(() => {
    running = running.then(async () => {
      if (isStopping) return;
      // The database may be away for a while: the next tick looks again.
      await tick().catch((error: unknown) => log.warn({ err: error }, 'tick'));
    });
  }, lookEvery);
  return {
    stop: async () => {
      isStopping = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** Takes away what has served its time. */
async function sweep(world: World): Promise<void> {
  const { sessions, attempts, idempotency } = world.storage;
  const now = world.wallClock.now();
  await sessions.sweep(now);
  await attempts.sweep(now);
  await idempotency.sweep(new Date(Date.parse(now) - 30 * day).toISOString());
}
