import { statfs } from 'node:fs/promises';
import pg from 'pg';
import { dropIndexes, makeIndexes } from '../../postgres/table-indexes.ts';
import { Copies } from './copying.ts';
import { errandsOf, type Parcel, type WorldCounts } from './parcel.ts';
import type { WorldPlan } from './plan.ts';
import type { Tellers } from './tellers.ts';

/** What a certificate of the world takes on the disk, its share of parties and cases and all indexes included: measured. */
export const bytesPerCertificate = 8700;
/** Room beside the world itself: the log, and the sorting of the largest index. */
const workingBytes = 3_000_000_000;

export const diskNeed = ({ certificates }: WorldPlan): number =>
  certificates * bytesPerCertificate + Math.min(workingBytes, certificates * 3000);

/**
 * @param room what of the disk must stay free for others, in bytes, and how many times its file system compresses: that can't
 *   be read off it.
 * @throws Error when the disk of `folder` has not the room.
 */
export async function checkDisk(
  folder: string,
  plan: WorldPlan,
  { leave, compression }: { readonly leave: number; readonly compression: number },
): Promise<{ readonly need: number; readonly free: number }> {
  const { bavail, bsize } = await statfs(folder);
  const [need, free] = [diskNeed(plan) / compression, bavail * bsize];
  if (need + leave > free)
    throw new Error(
      `Expected ${gigabytes(need)} GB for ${plan.certificates} certificates and ${gigabytes(leave)} GB left free on the disk of \`${folder}\`, found ${gigabytes(free)} GB. Choose a smaller --size, another --folder, or a smaller --leave.`,
    );
  return { need, free };
}

export const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);

export interface LoadOptions {
  readonly url: string;
  readonly plan: WorldPlan;
  readonly tellers: Tellers;
  /** Certificates whose rows are copied beforehand into tables like ours, to see what COPY alone can do. */
  readonly rawCertificates: number;
  readonly onProgress?: (now: LoadProgress) => void;
}

export interface LoadProgress {
  readonly what: 'raw' | 'rows' | 'indexes' | 'statistics';
  readonly done: number;
  readonly total: number;
}

export interface Loaded {
  readonly counts: WorldCounts;
  readonly rows: ReadonlyMap<string, number>;
  /** Seconds for the rows, the indexes and the statistics. */
  readonly seconds: { readonly rows: number; readonly indexes: number; readonly statistics: number };
  /** Bytes of COPY a second: what we made and wrote, and what was only written. */
  readonly rate: number;
  readonly rawRate: number;
  readonly peakBytes: number;
  readonly databaseBytes: number;
}

/**
 * Fills an empty, migrated database with the world. It is not atomic: each table is committed by itself, and a load that was
 * broken off is thrown away with its database.
 */
export async function loadWorld(options: LoadOptions): Promise<Loaded> {
  const { url, plan, tellers, onProgress = () => {} } = options;
  const memory = watchMemory();
  const client = new pg.Client({ connectionString: url, application_name: 'touchstone loader' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(
      `set statement_timeout = 0; set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 0`,
    );
    onProgress({ what: 'raw', done: 0, total: options.rawCertificates });
    const rawRate = await rawCopyRate(options, client);
    const indexes = await dropIndexes(client, worldTables);
    const { counts, rows, seconds: forRows } = await copyRows(url, plan, tellers, onProgress);
    let made = 0;
    const forIndexes = await timed(() =>
      makeIndexes(client, indexes, () => onProgress({ what: 'indexes', done: ++made, total: indexes.length })),
    );
    onProgress({ what: 'statistics', done: 0, total: 1 });
    const forStatistics = await timed(() => client.query('analyze'));
    const size = await client.query<{ size: string }>('select pg_database_size(current_database()) as size');
    return {
      counts,
      rows,
      seconds: { rows: forRows, indexes: forIndexes, statistics: forStatistics },
      rate: counts.bytes / forRows,
      rawRate,
      peakBytes: memory.stop(),
      databaseBytes: Number(size.rows[0]?.size ?? 0),
    };
  } finally {
    memory.stop();
    await client.end();
  }
}

/** The tables that the world fills. */
const worldTables = [
  ...['stream_head', 'event', 'outbox', 'vault', 'party', 'party_name', 'party_code', 'party_search'],
  ...['case_summary', 'task', 'due', 'entry', 'entry_change', 'entry_search'],
];

async function copyRows(url: string, plan: WorldPlan, tellers: Tellers, onProgress: (now: LoadProgress) => void) {
  const copies = new Copies(url, { prepare: (table) => `truncate ${table}` });
  const counts: WorldCounts = { certificates: 0, streams: 0, events: 0, cases: 0, facts: 0, bytes: 0 };
  let rows: ReadonlyMap<string, number> = new Map();
  const seconds = await timed(async () => {
    try {
      for await (const parcel of tellers.tell(errandsOf(plan))) {
        await copies.put(parcel);
        for (const name of Object.keys(counts) as (keyof WorldCounts)[]) counts[name] += parcel.counts[name];
        onProgress({ what: 'rows', done: counts.certificates, total: plan.certificates });
      }
      rows = await copies.commit();
    } catch (error) {
      await copies.breakOff();
      throw error;
    }
  });
  return { counts, rows, seconds };
}

/** COPY alone: rows made beforehand, into tables like ours, over as many connections, in the same way. */
async function rawCopyRate({ url, plan, tellers, rawCertificates }: LoadOptions, client: pg.Client): Promise<number> {
  const kept: Parcel[] = [];
  const some = { ...plan, certificates: Math.min(plan.certificates, rawCertificates) };
  const certificates = [...errandsOf(some)].filter((errand) => errand.kind === 'certificate');
  for await (const parcel of tellers.tell(certificates)) kept.push(parcel);
  const bytes = kept.reduce((sum, { counts }) => sum + counts.bytes, 0);
  const rename = (copy: string) => copy.replace(/^copy /, 'copy raw_');
  const prepare = (table: string) => `create table raw_${table} (like ${table})`;
  const seconds = await timed(async () => {
    const copies = new Copies(url, { prepare, rename });
    for (const parcel of kept) await copies.put(parcel);
    await copies.commit();
  });
  for (const { table } of kept.flatMap((parcel) => parcel.tables))
    await client.query(`drop table if exists raw_${table}`);
  return bytes / seconds;
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** The most memory that this process, its threads included, held at any look. */
export function watchMemory(): { stop(): number } {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 100);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return peak;
    },
  };
}
