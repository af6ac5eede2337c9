import { mkdirSync } from 'node:fs';
import { readSettings } from '#operation/settings.ts';
import { type OpenedWorld, openWorld } from '#server/start/open-world.ts';
import { loadInProcess } from './load-process.ts';
import type { Measured } from './measured.ts';

export interface WorldBench {
  /** An empty, migrated database. */
  readonly databaseUrl: string;
  readonly folder: string;
  readonly certificates: number;
  readonly connections: number;
  readonly seconds: number;
  /** Threads that tell the world. */
  readonly threads: number;
  readonly onProgress: (what: string, done: number, total: number) => void;
  readonly onMeasured: (measured: Measured) => void;
}

const rawCertificates = 3000;

/** A house on a database of its own, with settings that owe nothing to this machine's. */
export function openHouse(databaseUrl: string, folder: string): Promise<OpenedWorld> {
  mkdirSync(folder, { recursive: true });
  const reading = readSettings({ DATABASE_URL: databaseUrl, DATA_FOLDER: folder, DEMONSTRATION: 'no' });
  if (!reading.ok) throw new Error(`The settings of the benchmark are wrong: ${JSON.stringify(reading.problems)}`);
  return openWorld(reading.settings, { connections: 4 });
}

export function load(bench: WorldBench, url: string, plan: { readonly certificates: number; readonly today: string }) {
  const task = { url, ...plan, threads: bench.threads, rawCertificates };
  return loadInProcess(task, ({ what, done, total }) => bench.onProgress(what, done, total));
}
