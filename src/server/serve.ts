import { readFileSync } from 'node:fs';
import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import { drawFlow } from '#certification/scheme/draw.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import {
  buildDemonstration,
  type Demonstration,
  type DemoProgress,
  findDemonstration,
} from '#operation/demo/build-demo.ts';
import { declareQueues } from '#operation/jobs/worker.ts';
import { addressOf, type Settings } from '#operation/settings.ts';
import type { World } from '#operation/world.ts';
import { type AppSettings, createApp } from './app.ts';
import { certificatePrinter } from './certificate/certificate-printer.ts';
import { keepClock } from './start/keep-clock.ts';
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

/** How long requests that are running may take to end when the server stops. */
const drainWithin = 5000;

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
      draw: drawFlows,
      deskFolder: join(houseFolder, 'dist', 'app'),
      secure: settings.tlsCertificate !== null || addressOf(settings).startsWith('https:'),
      ...options.app,
    });
    const server = await listen(settings, app.fetch);
    closing.push(() => drain(server));
    const worker =
      options.withWorker === false ? null : startWorkerChild(workerEnvironment(settings, options, databaseUrl), log);
    if (worker !== null) closing.push(worker.stop);
    const { port } = server.address() as AddressInfo;
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
function drawFlows(scheme: Scheme, language: 'zh' | 'en') {
  return scheme.flows.flatMap(({ id }) => {
    const svg = drawFlow(scheme, id, language);
    return svg === undefined ? [] : [{ flow: id, svg }];
  });
}

async function openDemonstration(world: World, options: StartOptions): Promise<Demonstration> {
  const folders = { schemes: join(houseFolder, 'schemes'), demonstration: join(houseFolder, 'demonstration') };
  const found = await findDemonstration(world, folders);
  return found ?? (await buildDemonstration(world, folders, options.progress));
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

type Fetch = ReturnType<typeof createApp>['fetch'];

async function listen(settings: Settings, fetch: Fetch): Promise<Server> {
  const listener = getRequestListener((request, bindings) => fetch(request, bindings));
  const limits = {
    // A slow client may not hold a connection open by dripping headers; a large upload on a thin line may take its time.
    headersTimeout: 20_000,
    requestTimeout: 30 * 60_000,
    keepAliveTimeout: 65_000,
    maxHeaderSize: 16_384,
  };
  const { tlsCertificate, tlsKey } = settings;
  const server =
    tlsCertificate === null || tlsKey === null
      ? createPlainServer(limits, listener)
      : createTlsServer(
          { ...limits, cert: readFileSync(tlsCertificate), key: readFileSync(tlsKey), minVersion: 'TLSv1.2' },
          listener,
        );
  await new Promise<void>((done, fail) => {
    server.once('error', (error) => fail(explain(error, settings)));
    server.listen(settings.port, settings.listen, done);
  });
  return server;
}

function explain(error: Error, settings: Settings): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new Error(
      `Expected the port ${settings.port} to be free, found another program on it. Set PORT to another one, or stop that program.`,
      { cause: error },
    );
  if (code === 'EACCES')
    return new Error(`Expected to be allowed to listen on port ${settings.port}, was not. Set PORT to 1024 or more.`, {
      cause: error,
    });
  return error;
}

async function drain(server: Server): Promise<void> {
  const ended = new Promise<void>((done) => server.close(() => done()));
  // A connection that falls idle only now is closed now, so that a browser's open line does not hold the stop.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), drainWithin);
  await ended;
  clearInterval(idle);
  clearTimeout(late);
}
