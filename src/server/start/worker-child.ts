import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Logger } from 'pino';

/** The worker as the server holds it: started again when it falls, told to stop at the end. */
export interface WorkerChild {
  /** Resolved when it works; never rejected: a worker that can't start is tried again and said in the log. */
  readonly ready: Promise<void>;
  readonly stop: () => Promise<void>;
}

const longestPause = 30_000;
const stopWithin = 15_000;

export function startWorkerChild(environment: NodeJS.ProcessEnv, log: Logger): WorkerChild {
  let child: ChildProcess | null = null;
  let isStopping = false;
  let pause = 500;
  let again: NodeJS.Timeout | undefined;
  let tellReady = () => {};
  const ready = new Promise<void>((done) => {
    tellReady = done;
  });
  const begin = () => {
    const fresh = fork(join(import.meta.dirname, 'worker-process.ts'), [], {
      env: environment,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child = fresh;
    fresh.on('message', () => {
      pause = 500;
      tellReady();
    });
    fresh.on('error', (error) => log.error({ err: error }, 'worker'));
    fresh.on('exit', (code, signal) => {
      child = null;
      if (isStopping) return;
      log.error({ code, signal, again: pause }, 'the worker ended; it is started again');
      again = setTimeout(begin, pause);
      pause = Math.min(longestPause, pause * 2);
    });
  };
  begin();
  return {
    ready,
    stop: async () => {
      isStopping = true;
      clearTimeout(again);
      const running = child;
      if (running === null || running.exitCode !== null) return;
      await new Promise<void>((done) => {
        const late = setTimeout(() => running.kill('SIGKILL'), stopWithin);
        running.once('exit', () => {
          clearTimeout(late);
          done();
        });
        if (running.connected) running.send('stop');
        else running.kill('SIGKILL');
      });
    },
  };
}
