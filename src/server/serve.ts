import { join } from 'node:path';
import type { Logger } from 'pino';
import { drawFlow } from '#certification/scheme/draw.ts';
import { entryResults, type Scheme } from '#certification/scheme/scheme.ts';
import {
  buildDemonstration,
  type Demonstration,
  type DemoProgress,
  findDemonstration,
  takeUpSchemes,
} from '#operation/demo/build-demo.ts';
import { declareQueues } from '#operation/jobs/worker.ts';
import { addressOf, type Settings } from '#operation/settings.ts';
import type { World } from '#operation/world.ts';
import { proxies } from './access/proxies.ts';
import { type AppSettings, createApp } from './app.ts';
import { certificatePrinter } from './certificate/certificate-printer.ts';
import { keepClock } from './start/keep-clock.ts';
import { listen } from './start/listen.ts';
import { houseFolder, openWorld } from './start/open-world.ts';
import { startWorkerChild } from './start/worker-child.ts';
import { makeLog } from './watch/log.ts';
import { makeMetrics } from './watch/metrics.ts';

export interface StartOptions {
  /** Told how the building of the demonstration goes, at the first start. */
  readonly progress?: (now: DemoProgress) => void;
  /** Without a worker nothing falls due and no import is taken in: for tests of the door alone. */
  readonly withWorker?: boolean;
  /** What the worker's process is given; this process's own environment unless said. */
  readonly environment?: NodeJS.ProcessEnv;
  readonly app?: Partial<Pick<AppSettings, 'limits' | 'checkAnswers'>>;
  readonly log?: Logger;
}

export interface RunningServer {
  /** Where it listens: right on this machine. */
  readonly address: string;
  readonly port: number;
  readonly world: World;
  readonly databaseUrl: string;
  /** The invented world, its accounts and its day; null for a real system. */
  readonly demonstration: Demonstration | null;
  /** The worker has begun its work. */
  readonly workerReady: Promise<void>;
  /** Takes no more requests, lets running ones end, stops the worker and leaves the database. Twice is once. */
  stop(): Promise<void>;
}

/**
 * Starts everything that one command starts: database, tables, demonstration at the first start, worker, HTTP door. What was
 * started is stopped again when a later step fails.
 */
export async function startServer(settings: Settings, options: StartOptions = {}): Promise<RunningServer> {
  const log = options.log ?? makeLog(settings.logLevel, 'server');
  const onError = (error: unknown) => log.warn({ err: error }, 'queue');
  const opened = await openWorld(settings, { applicationName: 'touchstone server', onError });
  const closing: (() => Promise<void>)[] = [() => opened.close()];
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= (async () => {
      for (const close of closing.reverse()) await close();
    })();
    return stopped;
  };
  try {
    closing.push(keepAlive(log));
    const { world, rules, clock, databaseUrl } = opened;
    const demonstration = settings.demonstration ? await openDemonstration(world, options) : null;
    if (settings.demonstration) {
      const leaveClock = keepClock(clock, log);
      closing.push(async () => leaveClock());
    }
    // What the door sends to the worker needs its queues. They stand since the first start, so nothing waits for them.
    declareQueues(world).catch(onError);
    const metrics = makeMetrics(world);
    const printer = certificatePrinter(join(settings.dataFolder, 'cache', 'certificates'));
    closing.push(printer.stop);
    const app = createApp(world, {
      log,
      metrics,
      rules,
      printer,
      mover: clock,
      proxies: proxies(settings.trustedProxies),
      draw: drawFlows,
      deskFolder: join(houseFolder, 'dist', 'app'),
      secure: settings.tlsCertificate !== null || addressOf(settings).startsWith('https:'),
      ...options.app,
    });
    const listener = await listen(settings, app.fetch, {
      language: world.house.language,
      address: world.house.address,
    });
    closing.push(listener.close);
    const worker =
      options.withWorker === false ? null : startWorkerChild(workerEnvironment(settings, options, databaseUrl), log);
    if (worker !== null) closing.push(worker.stop);
    const { port } = listener;
    const address = `${settings.tlsCertificate === null ? 'http' : 'https'}://localhost:${port}`;
    return { address, port, world, databaseUrl, demonstration, workerReady: worker?.ready ?? Promise.resolve(), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A promise that nobody waited for is a mistake of ours: it is told in the log, and ends no request but its own. */
function keepAlive(log: Logger): () => Promise<void> {
  const tell = (error: unknown) => log.error({ err: error }, 'unhandled');
  process.on('unhandledRejection', tell);
  return async () => {
    process.off('unhandledRejection', tell);
  };
}

/** The flows of a scheme as pictures, for its public page. */
/** First the flows by which something is come by, then those that run on what is held. */
function drawFlows(scheme: Scheme, language: 'zh' | 'en') {
  const flows = [...scheme.flows].sort(
    (a, b) => Math.min(1, entryResults(a).length) - Math.min(1, entryResults(b).length),
  );
  return flows.flatMap(({ id }) => {
    const svg = drawFlow(scheme, id, language);
    return svg === undefined ? [] : [{ flow: id, svg }];
  });
}

async function openDemonstration(world: World, options: StartOptions): Promise<Demonstration> {
  const folders = { schemes: join(houseFolder, 'schemes'), demonstration: join(houseFolder, 'demonstration') };
  const found = await findDemonstration(world, folders);
  if (found === null) return buildDemonstration(world, folders, options.progress);
  await takeUpSchemes(world, folders.schemes);
  return found;
}

/** The worker reads the same settings; it attaches to the embedded database by itself, so that it outlives nobody. */
function workerEnvironment(settings: Settings, options: StartOptions, databaseUrl: string): NodeJS.ProcessEnv {
  const own = options.environment ?? process.env;
  return {
    ...own,
    DATA_FOLDER: settings.dataFolder,
    DEMONSTRATION: settings.demonstration ? 'yes' : 'no',
    LOG_LEVEL: settings.logLevel,
    PUBLIC_ADDRESS: addressOf(settings),
    ...(settings.databaseUrl === null ? { DATABASE_URL: '' } : { DATABASE_URL: databaseUrl }),
  };
}
