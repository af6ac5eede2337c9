import { join } from 'node:path';
import { toDay } from '#certification/time/day.ts';
import { systemActing } from '#operation/acts/request.ts';
import { registerScheme } from '#operation/schemes/register-scheme.ts';
import { today } from '#operation/verify/look-up.ts';
import type { OpenedWorld } from '#server/start/open-world.ts';
import { audit } from '#storage/audit/audit.ts';
import type { AuditFinding } from '#storage/audit/finding.ts';
import { gigabytes, timed } from '#storage/bench/world/load-world.ts';
import { planOf, type WorldPlan } from '#storage/bench/world/plan.ts';
import { schemesOf, worldPartsOf } from '#storage/bench/world/world-parts.ts';
import { auditOptions } from '../commands/audit.ts';
import { load, openHouse, type WorldBench } from './bench-house.ts';
import { contestHttp } from './http-contest.ts';
import type { LoadedFigures } from './load-process.ts';
import type { Measured } from './measured.ts';
import { houseWorld } from './world-files.ts';

/** So many streams of a large world are audited. */
const audited = 10_000;

/** Makes a world, holds it against itself, and measures on it. */
export async function benchWorld(bench: WorldBench): Promise<void> {
  const add = (...measured: readonly Measured[]) => measured.forEach(bench.onMeasured);
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
