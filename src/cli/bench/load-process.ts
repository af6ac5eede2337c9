import { fork } from 'node:child_process';
import { join } from 'node:path';
import { toDay } from '#certification/time/day.ts';
import { type Loaded, type LoadOptions, type LoadProgress, loadWorld } from '#storage/bench/world/load-world.ts';
import { planOf } from '#storage/bench/world/plan.ts';
import { inThreads } from '#storage/bench/world/tellers.ts';
import { houseWorld } from './world-files.ts';

/** What the loading process is asked for. */
export interface LoadTask {
  readonly url: string;
  readonly certificates: number;
  readonly today: string;
  readonly threads: number;
  readonly rawCertificates: number;
}

/** Without the rows by table, which a message can't carry. */
export type LoadedFigures = Omit<Loaded, 'rows'>;

type Said = { readonly progress: LoadProgress } | { readonly loaded: LoadedFigures } | { readonly failed: string };

/** Loads a world in a process of its own, so that its memory is the loader's alone, whatever this one did before. */
export function loadInProcess(
  task: LoadTask,
  onProgress: NonNullable<LoadOptions['onProgress']>,
): Promise<LoadedFigures> {
  return new Promise((done, fail) => {
    const child = fork(join(import.meta.dirname, 'load-process.ts'), ['load'], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    child.on('message', (said: Said) => {
      if ('progress' in said) onProgress(said.progress);
      else if ('loaded' in said) done(said.loaded);
      else fail(new Error(said.failed));
    });
    child.on('error', fail);
    child.on('exit', (code) => fail(new Error(`The loading process ended with ${code} before it had loaded.`)));
    child.send(task);
  });
}

async function load({ url, certificates, today, threads, rawCertificates }: LoadTask): Promise<LoadedFigures> {
  const script = await houseWorld(planOf(certificates, toDay(today)));
  const tellers = inThreads(threads, script);
  let last = 0;
  try {
    const { rows, ...figures } = await loadWorld({
      url,
      plan: script.plan,
      tellers,
      rawCertificates,
      onProgress: (progress) => {
        if (performance.now() - last < 500) return;
        last = performance.now();
        process.send?.({ progress });
      },
    });
    return figures;
  } finally {
    await tellers.close();
  }
}

if (process.argv[2] === 'load' && process.send !== undefined)
  process.once('message', (task: LoadTask) => {
    load(task)
      .then(
        (loaded) => ({ loaded }),
        (error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) }),
      )
      .then((said: Said) => process.send?.(said, () => process.exit(0)));
  });
