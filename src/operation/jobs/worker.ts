import type { Actor } from '#certification/event/event.ts';
import { addMilliseconds, toInstant } from '#certification/time/instant.ts';
import { reckonClocksOfAll } from '../acts/reckon-clocks.ts';
import { runClocks } from '../acts/run-clocks.ts';
import { areTransitionsDue } from '../acts/run-transitions.ts';
import { carryOutExport, type ExportRequest, exportQueue } from '../export/export-register.ts';
import { tellProgress } from '../import/recent-imports.ts';
import { carryOutImport, importQueue, type StartImport } from '../import/sources.ts';
import type { Due } from '../ports/dues.ts';
import type { Job } from '../ports/jobs.ts';
import type { Instant, Json } from '../ports/values.ts';
import type { World } from '../world.ts';
import { type ClockStep, StepWatch } from './clock-step.ts';
import { remind } from './reminders.ts';

/** The queues, one row each: what it does, how long a job of it may run, how many at once. */
export const queues = {
  clock: {
    seconds: 900,
    concurrency: 1,
    says: { zh: '到期、逾期与失效', en: 'clocks, duties and validities that ran out' },
  },
  reckon: {
    seconds: 7200,
    concurrency: 1,
    says: { zh: '放假安排变动后重算时限', en: 'clocks counted again after the holiday table changed' },
  },
  reminders: { seconds: 900, concurrency: 1, says: { zh: '到期提醒', en: 'reminders' } },
  sweep: {
    seconds: 3600,
    concurrency: 1,
    says: {
      zh: '清理过期会话、记录与无主文件',
      en: 'sessions, attempts and request keys that have expired, files that nothing refers to',
    },
  },
  [importQueue]: { seconds: 7200, concurrency: 1, says: { zh: '导入名录', en: 'imports' } },
  [exportQueue]: { seconds: 7200, concurrency: 1, says: { zh: '导出名录', en: 'exports' } },
} as const;

export type QueueName = keyof typeof queues;

export interface WorkerOptions {
  /** How often the clock is looked at; 20 s unless said. */
  readonly everySeconds?: number;
  readonly onError?: (error: unknown) => void;
  /** Told in words what the operator should know and do; the words hold no personal value. */
  readonly tell?: (words: string) => void;
  /** Milliseconds that have passed since some moment, by a counter that nobody sets; this process's own unless said. */
  readonly passed?: () => number;
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
  // Rule files are read when a process starts: that is when another holiday table can come in.
  await world.storage.inTransaction((transaction) =>
    world.storage.jobs.enqueue(transaction, 'reckon', {}, { singleton: 'reckon' }),
  );
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  const steps = new StepWatch(options.passed ?? (() => performance.now()));
  const look = async () => {
    await lookAtClock(world, steps, options.tell ?? (() => {})).catch((error: unknown) => options.onError?.(error));
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

async function lookAtClock(world: World, steps: StepWatch, tell: (words: string) => void): Promise<void> {
  const step = steps.look(world.wallClock.now());
  if (step !== null) tell(stepWords(step, steps.isHolding));
  await world.clock.refresh?.();
  await tellIfBehind(world, tell);
  await enqueueRegular(world, !steps.isHolding);
}

function stepWords({ from, to, milliseconds }: ClockStep, isHolding: boolean): string {
  const way = milliseconds > 0 ? 'ahead' : 'back';
  const held = isHolding
    ? ' What falls due waits for a quarter of an hour: set the clock right before it is over.'
    : '';
  return `The clock went ${way} by ${Math.round(Math.abs(milliseconds) / 1000)} s, from ${from} to ${to}.${held}`;
}

/** Acts on what was recorded later than now are refused: the operator hears of it before her people do. */
async function tellIfBehind(world: World, tell: (words: string) => void): Promise<void> {
  const last = await world.storage.projections.lastRecorded();
  const now = world.clock.now();
  if (last !== null && last > addMilliseconds(toInstant(now), mostBehind))
    tell(
      `The clock says ${now}, and something was recorded at ${last}. Set it right; if it once ran ahead, set CLOCK_RAN_AHEAD_UNTIL.`,
    );
}

/** Puts the regular work into its queues; what waits or runs already is not put there twice. */
export async function enqueueRegular(world: World, withClock = true): Promise<void> {
  const { storage, clock } = world;
  const next = await storage.dues.nextRipe();
  const isDue = (next !== null && next <= clock.now()) || (await areTransitionsDue(world));
  await storage.inTransaction(async (transaction) => {
    if (withClock && isDue) await storage.jobs.enqueue(transaction, 'clock', {}, { singleton: 'clock' });
    await storage.jobs.enqueue(transaction, 'reminders', {}, { singleton: 'reminders' });
    // What a wrong future takes for old is not swept away.
    if (withClock) await storage.jobs.enqueue(transaction, 'sweep', {}, { singleton: 'sweep' });
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
    reckon: async () => {
      const { looked, moved, faults } = await reckonClocksOfAll(world);
      if (faults.length > 0)
        throw new Error(
          `${faults.length} of ${looked}: ${faults
            .slice(0, 5)
            .map((fault) => `case ${fault.case}: ${String(fault.error)}`)
            .join('; ')}`,
        );
      return { looked, moved };
    },
    reminders: async () => ({ reminded: await remind(world, options.onReminder) }),
    sweep: async () => sweep(world),
    [importQueue]: async (job) =>
      (await carryOutImport(world, importOf(job), tellProgress(world, job.id))) as unknown as Json,
    [exportQueue]: async (job) => ({ ...(await carryOutExport(world, exportOf(job).request, exportOf(job).account)) }),
  };
}

const mostBehind = 5000;
const keptAnswers = 7 * 86_400_000;

async function sweep(world: World): Promise<Json> {
  const now = world.wallClock.now();
  const { sessions, attempts, idempotency } = world.storage;
  return {
    sessions: await sessions.sweep(now),
    attempts: await attempts.sweep(now),
    answers: await idempotency.sweep(addMilliseconds(toInstant(now), -keptAnswers)),
    blobs: await sweepBlobs(world, now),
  };
}

const blobsSwept = 'blobs-swept';
const day = 86_400_000;

/**
 * Once a day, what uploads left that came to nothing: cut off by a crash, or evidence that no objection named. Null when it was
 * done within the last day.
 */
async function sweepBlobs({ storage }: World, now: Instant): Promise<number | null> {
  const last = await storage.settings.get(blobsSwept);
  const yesterday = addMilliseconds(toInstant(now), -day);
  // A mark that lies ahead was made by a clock that was wrong, and binds nobody.
  if (typeof last === 'string' && last > yesterday && last <= now) return null;
  const gone = await storage.blobs.sweep(yesterday, (digests) => storage.files.referred(digests));
  await storage.inTransaction((transaction) => storage.settings.put(transaction, blobsSwept, now));
  return gone;
}

/** Data of a job as `startImport` put it there. */
function importOf(job: Job): StartImport & { readonly actor: Actor } {
  return job.data as unknown as StartImport & { readonly actor: Actor };
}

function exportOf(job: Job): { readonly request: ExportRequest; readonly account: string } {
  return job.data as unknown as { readonly request: ExportRequest; readonly account: string };
}
