import { join } from 'node:path';
import { toDay } from '#certification/time/day.ts';
import { systemActing } from '#operation/acts/request.ts';
import { rebuildProjections } from '#operation/replay/rebuild.ts';
import { registerScheme } from '#operation/schemes/register-scheme.ts';
import { today } from '#operation/verify/look-up.ts';
import type { OpenedWorld } from '#server/start/open-world.ts';
import { rawCopyOf } from '#storage/bench/raw-copy.ts';
import { planOf } from '#storage/bench/world/plan.ts';
import { schemesOf } from '#storage/bench/world/world-parts.ts';
import { projectionTables } from '#storage/postgres/projections.ts';
import { load, openHouse, type WorldBench } from './bench-house.ts';
import type { Measured } from './measured.ts';
import { houseWorld } from './world-files.ts';

/** Behind a larger world a replay of a part tells the rate: one of the whole would need its disk twice. */
export const mostReplayed = 100_000;
const goal = { least: 50_000 };

/** Replays a world of its own: the rows, then what makes them usable, and COPY alone of the very same rows. */
export async function replaySome(bench: WorldBench): Promise<void> {
  const opened = await openHouse(bench.databaseUrl, join(bench.folder, 'replayed'));
  try {
    const { certificates } = bench;
    const day = today(opened.world);
    const script = await houseWorld(planOf(certificates, toDay(day)));
    await load(bench, bench.databaseUrl, { certificates, today: day });
    for (const scheme of schemesOf(script)) await registerScheme(opened.world, { acting: systemActing }, scheme);
    const replayed = await replay(opened, bench);
    figures(replayed, await rawCopyOf(bench.databaseUrl, projectionTables)).forEach(bench.onMeasured);
  } finally {
    await opened.close();
  }
}

interface Replayed {
  readonly events: number;
  /** Until all rows were there; and until indexes, statistics and the commit were. */
  readonly rowSeconds: number;
  readonly seconds: number;
  /** Of this process, its threads included, until all rows were there. */
  readonly processorSeconds: number;
}

async function replay({ world }: OpenedWorld, bench: WorldBench): Promise<Replayed> {
  const began = performance.now();
  const usedBefore = process.cpuUsage();
  let rowSeconds = 0;
  let processorSeconds = 0;
  const elapsed = () => (performance.now() - began) / 1000;
  const { events } = await rebuildProjections(world, ({ what, streams, totalStreams }) => {
    bench.onProgress(`replay, ${what}`, streams, totalStreams);
    if (what === 'rows') return;
    const { user, system } = process.cpuUsage(usedBefore);
    rowSeconds = elapsed();
    processorSeconds = (user + system) / 1e6;
  });
  return { events, rowSeconds, seconds: elapsed(), processorSeconds };
}

function figures(replayed: Replayed, raw: { readonly seconds: number; readonly bytes: number }): readonly Measured[] {
  const { events, rowSeconds, seconds, processorSeconds } = replayed;
  const each = (of: number) => `${((of / events) * 1e6).toFixed(1)} µs`;
  return [
    {
      name: 'replay into fresh projections, rows',
      figure: events / rowSeconds,
      unit: '/s',
      goal,
      behind: `${events} events in ${rowSeconds.toFixed(1)} s; ${each(processorSeconds)} of Node’s processor time an event`,
    },
    {
      name: 'the same, with indexes and statistics',
      figure: events / seconds,
      unit: '/s',
      goal: null,
      behind: `${seconds.toFixed(1)} s in all; ${each(seconds - rowSeconds)} an event for these`,
    },
    {
      name: 'its rows against raw COPY of the same rows',
      figure: raw.seconds / rowSeconds,
      unit: '',
      goal: null,
      behind: `COPY alone, rows made beforehand: ${(events / raw.seconds).toFixed(0)} events/s, ${each(raw.seconds)} each, ${(raw.bytes / events).toFixed(0)} bytes`,
    },
  ];
}
