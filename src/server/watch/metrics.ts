import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { millisecondsBetween, toInstant } from '#certification/time/instant.ts';
import type { World } from '#operation/world.ts';

/** Figures for the operator (Prometheus text format): requests by route, the state of queues, the process itself. */
export interface Metrics {
  readonly seen: (route: string, method: string, status: number, seconds: number) => void;
  readonly text: () => Promise<{ readonly type: string; readonly body: string }>;
  readonly stop: () => void;
}

export function makeMetrics(world: World): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const requests = new Counter({
    name: 'touchstone_http_requests_total',
    help: 'Requests answered, by route, method and status',
    labelNames: ['route', 'method', 'status'],
    registers: [register],
  });
  const seconds = new Histogram({
    name: 'touchstone_http_request_seconds',
    help: 'Time to the answer, by route',
    labelNames: ['route'],
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers: [register],
  });
  addStorageGauges(register, world);
  return {
    seen: (route, method, status, took) => {
      requests.inc({ route, method, status });
      seconds.observe({ route }, took);
    },
    text: async () => ({ type: register.contentType, body: await register.metrics() }),
    stop: () => register.clear(),
  };
}

/** Asked of the database at each scrape. What can't be asked is left out, so that a scrape still tells the rest. */
function addStorageGauges(register: Registry, world: World): void {
  const queue = new Gauge({
    name: 'touchstone_jobs',
    help: 'Jobs by queue and state',
    labelNames: ['queue', 'state'],
    registers: [register],
    collect: async () => {
      queue.reset();
      const queues = await world.storage.jobs.queues().catch(() => []);
      for (const { queue: name, waiting, running, failed } of queues)
        for (const [state, count] of Object.entries({ waiting, running, failed }))
          queue.set({ queue: name, state }, count);
    },
  });
  const outbox = new Gauge({
    name: 'touchstone_outbox_waiting',
    help: 'Public facts that wait for their place in the public log',
    registers: [register],
    collect: async () => {
      const waiting = await world.storage.outbox.waiting().catch(() => null);
      if (waiting !== null) outbox.set(waiting);
    },
  });
  const behind = new Gauge({
    name: 'touchstone_clock_behind_seconds',
    help: 'By how much the clock is behind the newest record of a case or an entry; 0 when it is not',
    registers: [register],
    collect: async () => {
      const last = await world.storage.projections.lastRecorded().catch(() => null);
      const milliseconds = last === null ? 0 : millisecondsBetween(toInstant(world.clock.now()), toInstant(last));
      behind.set(Math.max(0, milliseconds / 1000));
    },
  });
  const database = new Gauge({
    name: 'touchstone_database_seconds',
    help: 'Time of a round trip to the database; -1 when it does not answer',
    registers: [register],
    collect: async () => {
      const answer = await world.storage.ping().catch(() => null);
      database.set(answer === null ? -1 : answer.milliseconds / 1000);
    },
  });
}
