import { randomUUID } from 'node:crypto';
import { type JobWithMetadata, PgBoss } from 'pg-boss';
import { StorageFault } from '#operation/ports/fault.ts';
import type { Job, JobOptions, JobReport, Jobs, QueueReport } from '#operation/ports/jobs.ts';
import type { Transaction } from '#operation/ports/transaction.ts';
import type { Instant, Json } from '#operation/ports/values.ts';
import { clientOf, type Database } from './database.ts';

type Data = { readonly [name: string]: Json };

export interface JobsOptions {
  readonly url: string;
  /** This process keeps the queue in order (sweeps, retries of lost jobs); a short-lived one does not. */
  readonly isWorker: boolean;
  /** Told of errors that belong to no job. */
  readonly onError?: (error: unknown) => void;
}

const states: Readonly<Record<JobWithMetadata['state'], JobReport['state']>> = {
  created: 'waiting',
  retry: 'waiting',
  active: 'running',
  completed: 'done',
  cancelled: 'cancelled',
  failed: 'failed',
};

interface JobRow {
  readonly id: string;
  readonly name: string;
  readonly state: JobWithMetadata['state'];
  readonly data: Data | null;
  readonly created_on: Instant;
  readonly started_on: Instant | null;
  readonly completed_on: Instant | null;
  readonly retry_count: number;
  readonly output: Json;
}

/** The table of the queue, whose columns its documentation names. Read only, and by our own types of days and counts. */
const selectJobs = `select id, name, state::text as state, data, created_on, started_on, completed_on, retry_count, output from pgboss.job`;

/** Jobs by pg-boss, in a schema of its own and with a few connections of its own, so that work never starves answers. */
export class PostgresJobs implements Jobs {
  readonly #database: Database;
  readonly #boss: PgBoss;
  #start: Promise<unknown> | null = null;

  constructor(database: Database, { url, isWorker, onError = () => {} }: JobsOptions) {
    this.#database = database;
    this.#boss = new PgBoss({
      connectionString: url,
      application_name: 'touchstone jobs',
      max: isWorker ? 6 : 2,
      supervise: isWorker,
      schedule: false,
      // The tables were made by the migrations.
      migrate: false,
      createSchema: false,
    });
    this.#boss.on('error', onError);
  }

  async #started(): Promise<PgBoss> {
    this.#start ??= this.#boss.start().catch((error) => {
      this.#start = null;
      throw new StorageFault('unavailable', 'The job queue could not be started.', error);
    });
    await this.#start;
    return this.#boss;
  }

  async declare(queues: readonly { readonly name: string; readonly seconds?: number }[]): Promise<void> {
    const boss = await this.#started();
    for (const { name, seconds = 900 } of queues) {
      // `exclusive` lets one job of a key wait or run; a job without a key of its own gets one that nobody else has.
      const options = {
        policy: 'exclusive',
        expireInSeconds: seconds,
        retryBackoff: true,
        retryDelay: 2,
        retryLimit: 3,
      };
      await boss.createQueue(name, options);
    }
  }

  async enqueue(transaction: Transaction, queue: string, data: Data, options: JobOptions = {}): Promise<string | null> {
    const boss = await this.#started();
    const client = clientOf(transaction);
    const executeSql = (text: string, values?: unknown[]) => client.query(text, values);
    return boss.send(queue, data, {
      db: { executeSql },
      singletonKey: options.singleton ?? randomUUID(),
      ...(options.startAfter === undefined ? {} : { startAfter: new Date(options.startAfter) }),
      ...(options.retries === undefined ? {} : { retryLimit: options.retries }),
    });
  }

  async work(
    queue: string,
    handler: (job: Job) => Promise<Json>,
    options: { readonly concurrency?: number; readonly pollSeconds?: number } = {},
  ): Promise<void> {
    const boss = await this.#started();
    const { concurrency = 1, pollSeconds = 1 } = options;
    await boss.work<Data>(
      queue,
      { localConcurrency: concurrency, pollingIntervalSeconds: pollSeconds },
      async ([job]) => {
        if (!job) return null;
        const result = await handler({ id: job.id, data: job.data, attempt: job.retryCount + 1, signal: job.signal });
        // The queue keeps objects only.
        return { result };
      },
    );
  }

  async report(queue: string, id: string): Promise<JobReport | null> {
    const text = `${selectJobs} where name = $1 and id = $2::uuid`;
    const [row] = await this.#database.rows<JobRow>({ name: 'job', text }, [queue, id]);
    return row ? toReport(row) : null;
  }

  async recent(queue: string, limit: number): Promise<readonly JobReport[]> {
    const text = `${selectJobs} where name = $1 order by created_on desc, id limit $2`;
    return (await this.#database.rows<JobRow>({ name: 'recent jobs', text }, [queue, limit])).map(toReport);
  }

  async failures(limit: number): Promise<readonly JobReport[]> {
    const text = `${selectJobs} where state = 'failed' order by completed_on desc, id limit $1`;
    return (await this.#database.rows<JobRow>({ name: 'failed jobs', text }, [limit])).map(toReport);
  }

  queues(): Promise<readonly QueueReport[]> {
    const text = `select q.name as queue,
        count(j.id) filter (where j.state in ('created', 'retry')) as waiting,
        count(j.id) filter (where j.state = 'active') as running,
        count(j.id) filter (where j.state = 'failed') as failed
      from pgboss.queue q left join pgboss.job j on j.name = q.name and j.state not in ('completed', 'cancelled')
      where q.name not like '\\_\\_%' group by q.name order by q.name`;
    return this.#database.rows<QueueReport>({ name: 'queues', text });
  }

  async retry(queue: string, id: string): Promise<boolean> {
    const boss = await this.#started();
    const job = await this.report(queue, id);
    if (job?.state !== 'failed' && job?.state !== 'cancelled') return false;
    await (job.state === 'failed' ? boss.retry(queue, id) : boss.resume(queue, id));
    return true;
  }

  async stop(seconds: number): Promise<void> {
    if (!this.#start) return;
    await this.#start.catch(() => {});
    this.#start = null;
    await this.#boss.stop({ graceful: seconds > 0, timeout: Math.max(1000, seconds * 1000), close: true });
  }
}

function toReport(row: JobRow): JobReport {
  return {
    id: row.id,
    queue: row.name,
    state: states[row.state],
    data: row.data ?? {},
    createdAt: row.created_on,
    startedAt: row.started_on,
    endedAt: row.completed_on,
    attempts: row.started_on === null ? 0 : row.retry_count + 1,
    result: readOutput(row.output),
  };
}

/** What the handler returned, or the words of its error. */
function readOutput(output: Json): Json {
  if (typeof output !== 'object' || output === null || Array.isArray(output)) return output;
  const members = output as { readonly [name: string]: Json };
  return members['result'] ?? members['message'] ?? output;
}
