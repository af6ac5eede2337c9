import type { JobReport } from '../ports/jobs.ts';
import type { World } from '../world.ts';
import { type ImportResult, importQueue, type StartImport } from './sources.ts';

/** An import as it stands: what was asked for, how far it has read, and what came of it. */
export interface ImportStanding {
  readonly job: JobReport;
  readonly request: StartImport;
  /** Rows read so far; null where nothing is told of it. */
  readonly rows: number | null;
  readonly result: ImportResult | null;
}

/** The newest ones, of everybody: whoever comes back, or takes over, sees what runs and what came of the last. */
export async function recentImports(world: World, limit: number): Promise<readonly ImportStanding[]> {
  const [jobs, rows] = await Promise.all([world.storage.jobs.recent(importQueue, limit), rowsOf(world)]);
  return jobs.map((job) => standing(job, rows));
}

export async function importStanding(world: World, id: string): Promise<ImportStanding | null> {
  const [job, rows] = await Promise.all([world.storage.jobs.report(importQueue, id), rowsOf(world)]);
  return job === null ? null : standing(job, rows);
}

function standing(job: JobReport, rows: ReadonlyMap<string, number>): ImportStanding {
  return {
    job,
    // `startImport` wrote the data, and the worker the result.
    request: job.data as unknown as StartImport,
    rows: rows.get(job.id) ?? null,
    result: job.state === 'done' ? (job.result as unknown as ImportResult) : null,
  };
}

const setting = 'import-progress';

/**
 * Tells how far the running import has read, beside its transaction, of which nobody sees anything before it ends. What comes while
 * the last word is still being written is left out, and a word that can't be written is missed by nobody.
 */
export function tellProgress(world: World, job: string): (rows: number) => void {
  let isTelling = false;
  return (rows) => {
    if (isTelling) return;
    isTelling = true;
    const { settings } = world.storage;
    void world.storage
      .inTransaction((transaction) => settings.put(transaction, setting, { job, rows }))
      .catch(() => undefined)
      .finally(() => {
        isTelling = false;
      });
  };
}

async function rowsOf(world: World): Promise<ReadonlyMap<string, number>> {
  const told = await world.storage.settings.get(setting);
  if (typeof told !== 'object' || told === null || Array.isArray(told)) return new Map();
  const { job, rows } = told as { readonly job?: unknown; readonly rows?: unknown };
  return new Map(typeof job === 'string' && typeof rows === 'number' ? [[job, rows]] : []);
}
