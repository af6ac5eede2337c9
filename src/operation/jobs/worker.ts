import type { Actor } from '#certification/event/event.ts';
import { addMilliseconds, toInstant } from '#certification/time/instant.ts';
import { runClocks } from '../acts/run-clocks.ts';
import { carryOutExport, type ExportRequest, exportQueue } from '../export/export-register.ts';
import { carryOutImport, importQueue, type StartImport } from '../import/sources.ts';
import type { Due } from '../ports/dues.ts';
import type { Job } from '../ports/jobs.ts';
import type { Json } from '../ports/values.ts';
import type { World } from '../world.ts';
import { remind } from './reminders.ts';

/** The queues, one row each: what it does, how long a job of it may run, how many at once. */
export const queues = {
  clock: {
    seconds: 900,
    concurrency: 1,
    says: { zh: '到期、逾期与失效', en: 'clocks, duties and validities that ran out' },
  },
  reminders: { seconds: 900, concurrency: 1, says: { zh: '到期提醒', en: 'reminders' } },
  sweep: {
    seconds: 300,
    concurrency: 1,
    says: { zh: '清理过期会话与记录', en: 'sessions, attempts and request keys that have expired' },
  },
  [importQueue]: { seconds: 7200, concurrency: 1, says: { zh: '导入名录', en: 'imports' } },
  [exportQueue]: { seconds: 7200, concurrency: 1, says: { zh: '导出名录', en: 'exports' } },
} as const;

export type QueueName = keyof typeof queues;

export interface WorkerOptions {
  /** How often the clock is looked at; 20 s unless said. */
  readonly everySeconds?: number;
  readonly onError?: (error: unknown) => void;
  readonly onReminder?: (due: Due) => Promise<void>;
}

export interface Worker {
  /** Takes no new jobs, and lets the running ones end. */
  stop(seconds?: number): Promise<void>;
}

/** Makes the queues known; before anything is sent to them, in every process that sends. */
export async function declareQueues(world: World): Promise<void> {
  await world.storage.jobs.declare(Object.entries(queues).map(([name, { seconds }]) => ({ name, seconds })));
}

/** Works on every queue in this process, and looks at the clock again and again. Several workers share the same queues. */
export async function startWorker(world: World, options: WorkerOptions = {}): Promise<Worker> {
  await declareQueues(world);
  const handlers = handlersOf(world, options);
  for (const [name, { concurrency }] of Object.entries(queues))
    await world.storage.jobs.work(name, handlers[name as QueueName], { concurrency });
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  const look = async () => {
    await lookAtClock(world).catch((error: unknown) => options.onError?.(error));
    if (!isStopped) timer = setTimeout(look, (options.everySeconds ?? 20) * 1000);
  };
  await look();
  return {
    stop: async (seconds = 10) => {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await world.storage.jobs.stop(seconds);
    },
  };
}

async function lookAtClock(world: World): Promise<void> {
  await world.clock.refresh?.();
  await enqueueRegular(world);
}

/** Puts the regular work into its queues; what waits or runs already is not put there twice. */
export async function enqueueRegular(world: World): Promise<void> {
  const { storage, clock } = world;
  const next = await storage.dues.nextRipe();
  await storage.inTransaction(async (transaction) => {
    if (next !== null && next <= clock.now())
      await storage.jobs.enqueue(transaction, 'clock', {}, { singleton: 'clock' });
    await storage.jobs.enqueue(transaction, 'reminders', {}, { singleton: 'reminders' });
    await storage.jobs.enqueue(transaction, 'sweep', {}, { singleton: 'sweep' });
  });
}

function handlersOf(world: World, options: WorkerOptions): Readonly<Record<QueueName, (job: Job) => Promise<Json>>> {
  return {
    clock: async () => {
      const { acted, idle, faults } = await runClocks(world);
      // What worked stands; the job fails so that it is seen, and the next run tries the rest again.
      if (faults.length > 0)
        throw new Error(
          `${faults.length} of ${acted + idle + faults.length}: ${faults
            .slice(0, 5)
            .map(({ due, error }) => `${due.subject.kind} ${due.subject.id} ${due.name}: ${String(error)}`)
            .join('; ')}`,
        );
      return { acted, idle };
    },
    reminders: async () => ({ reminded: await remind(world, options.onReminder) }),
    sweep: async () => sweep(world),
    [importQueue]: async (job) => (await carryOutImport(world, importOf(job))) as unknown as Json,
    [exportQueue]: async (job) => ({ ...(await carryOutExport(world, exportOf(job).request, exportOf(job).account)) }),
  };
}

const keptAnswers = 7 * 86_400_000;

async function sweep(world: World): Promise<Json> {
  const now = world.wallClock.now();
  const { sessions, attempts, idempotency } = world.storage;
  return {
    sessions: await sessions.sweep(now),
    attempts: await attempts.sweep(now),
    answers: await idempotency.sweep(addMilliseconds(toInstant(now), -keptAnswers)),
  };
}

/** Data of a job as `startImport` put it there. */
function importOf(job: Job): StartImport & { readonly actor: Actor } {
  return job.data as unknown as StartImport & { readonly actor: Actor };
}

function exportOf(job: Job): { readonly request: ExportRequest; readonly account: string } {
  return job.data as unknown as { readonly request: ExportRequest; readonly account: string };
}
