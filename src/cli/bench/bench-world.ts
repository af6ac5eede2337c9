import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { toDay } from '#certification/time/day.ts';
import { systemActing } from '#operation/acts/request.ts';
import { rebuildProjections } from '#operation/replay/rebuild.ts';
import { registerScheme } from '#operation/schemes/register-scheme.ts';
import { readSettings } from '#operation/settings.ts';
import { today } from '#operation/verify/look-up.ts';
import { type OpenedWorld, openWorld } from '#server/start/open-world.ts';
import { audit } from '#storage/audit/audit.ts';
import type { AuditFinding } from '#storage/audit/finding.ts';
import { gigabytes, timed } from '#storage/bench/world/load-world.ts';
import { planOf, type WorldPlan } from '#storage/bench/world/plan.ts';
import { schemesOf, worldPartsOf } from '#storage/bench/world/world-parts.ts';
import { auditOptions } from '../commands/audit.ts';
import { contestHttp } from './http-contest.ts';
import { type LoadedFigures, loadInProcess } from './load-process.ts';
import type { Measured } from './measured.ts';
import { houseWorld } from './world-files.ts';

export interface WorldBench {
  /** An empty, migrated database for the world, and another for the replay of a part of it. */
  readonly databaseUrl: string;
  readonly replayUrl: string;
  readonly folder: string;
  readonly certificates: number;
  readonly connections: number;
  readonly seconds: number;
  /** Threads that tell the world. */
  readonly threads: number;
  readonly onProgress: (what: string, done: number, total: number) => void;
  readonly onMeasured: (measured: Measured) => void;
}

/** So many streams of a large world are audited. */
const audited = 10_000;
/** A replay of a part tells the rate; one of the whole would need its disk twice. */
const mostReplayed = 50_000;
const rawCertificates = 3000;

/** Makes a world, holds it against itself, and measures on it. */
export async function benchWorld(bench: WorldBench): Promise<readonly Measured[]> {
  const results: Measured[] = [];
  const add = (...measured: readonly Measured[]) => {
    results.push(...measured);
    measured.forEach(bench.onMeasured);
  };
  const opened = await openHouse(bench.databaseUrl, join(bench.folder, 'house'));
  try {
    const day = today(opened.world);
    const plan = planOf(bench.certificates, toDay(day));
    const script = await houseWorld(plan);
    const { certificates } = bench;
    add(...judgeLoad(plan, await load(bench, bench.databaseUrl, { certificates, today: day })));
    for (const scheme of schemesOf(script)) await registerScheme(opened.world, { acting: systemActing }, scheme);
    add(await auditSome(bench, opened));
    const parts = worldPartsOf(script);
    const { connections, seconds } = bench;
    const past = plan.today.replace(/-\d\d$/, '-01');
    add(
      ...(await contestHttp({
        databaseUrl: bench.databaseUrl,
        folder: join(bench.folder, 'house'),
        parts,
        past,
        connections,
        seconds,
      })),
    );
  } finally {
    await opened.close();
  }
  add(await replaySome(bench));
  return results;
}

/** A house on a database of its own, with settings that owe nothing to this machine's. */
function openHouse(databaseUrl: string, folder: string): Promise<OpenedWorld> {
  mkdirSync(folder, { recursive: true });
  const reading = readSettings({ DATABASE_URL: databaseUrl, DATA_FOLDER: folder, DEMONSTRATION: 'no' });
  if (!reading.ok) throw new Error(`The settings of the benchmark are wrong: ${JSON.stringify(reading.problems)}`);
  return openWorld(reading.settings, { connections: 4 });
}

function load(bench: WorldBench, url: string, plan: { readonly certificates: number; readonly today: string }) {
  const task = { url, ...plan, threads: bench.threads, rawCertificates };
  return loadInProcess(task, ({ what, done, total }) => bench.onProgress(what, done, total));
}

function judgeLoad(plan: WorldPlan, loaded: LoadedFigures): readonly Measured[] {
  const { counts, seconds, rate, rawRate, peakBytes, databaseBytes } = loaded;
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  return [
    {
      name: 'a world loaded against raw COPY of the same rows',
      figure: rate / rawRate,
      unit: '',
      goal: { least: 0.25 },
      behind: `${megabytes(rate)} against ${megabytes(rawRate)} MB/s; ${(plan.certificates / seconds.rows).toFixed(0)} certificates/s; ${counts.certificates} certificates, ${counts.events} events, ${counts.cases} cases in ${seconds.rows.toFixed(0)} s, indexes ${seconds.indexes.toFixed(0)} s`,
    },
    {
      name: 'memory of the loader',
      figure: peakBytes / 1e6,
      unit: 'MB',
      goal: { most: 500 },
      behind: 'resident, threads included, at its most',
    },
    {
      name: 'disk for a certificate',
      figure: databaseBytes / plan.certificates / 1000,
      unit: 'kB',
      goal: null,
      behind: `${gigabytes(databaseBytes)} GB with all indexes`,
    },
  ];
}

async function auditSome(bench: WorldBench, opened: OpenedWorld): Promise<Measured> {
  const findings: AuditFinding[] = [];
  let counts = { streams: 0, events: 0 };
  const seconds = await timed(async () => {
    counts = await audit({
      ...auditOptions(opened),
      sample: { streams: audited, seed: 1 },
      onFinding: (finding) => findings.push(finding),
      onProgress: ({ streams }) => bench.onProgress('audit', streams, audited),
    });
  });
  const [first] = findings;
  return {
    name: 'audit of random streams of it: things that do not agree',
    figure: findings.length,
    unit: '',
    goal: { most: 0 },
    behind: `${counts.streams} streams, ${counts.events} events, ${seconds.toFixed(0)} s${first === undefined ? '' : `; ${first.place} ${first.key}`}`,
  };
}

async function replaySome(bench: WorldBench): Promise<Measured> {
  const opened = await openHouse(bench.replayUrl, join(bench.folder, 'replayed'));
  try {
    const certificates = Math.min(bench.certificates, mostReplayed);
    const day = today(opened.world);
    const script = await houseWorld(planOf(certificates, toDay(day)));
    await load(bench, bench.replayUrl, { certificates, today: day });
    for (const scheme of schemesOf(script)) await registerScheme(opened.world, { acting: systemActing }, scheme);
    let events = 0;
    const seconds = await timed(async () => {
      const rebuilt = await rebuildProjections(opened.world, (done) => bench.onProgress('replay', done.streams, 0));
      events = rebuilt.events;
    });
    return {
      name: 'replay into fresh projections, indexes included',
      figure: events / seconds,
      unit: '/s',
      goal: { least: 50_000 },
      behind: `${events} events in ${seconds.toFixed(1)} s`,
    };
  } finally {
    await opened.close();
  }
}
