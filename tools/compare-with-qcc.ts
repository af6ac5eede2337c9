/**
 * The toolbox's charts and R package qcc, side by side in one run on the same numbers: medians of the times, and whether
 * the same points are flagged; processor times beside, for a machine that others use too. qcc is not shipped; the user names it:
 *
 *   node tools/compare-with-qcc.ts --qcc PATH [--points 10000,1000000] [--repeats 7] [--charts xbar-r,i-mr,…]
 *
 * PATH is a folder with qcc's sources, an R library that holds it, or the word `installed`; the variable QCC does as well.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type BulkChart,
  bulkCusum,
  bulkEwma,
  bulkIndividuals,
  bulkProportions,
  bulkXbar,
} from '../src/toolbox/control-charts/bulk.ts';
import { ruleSets } from '../src/toolbox/control-charts/rule-sets.ts';

interface Data {
  readonly grouped: Float64Array;
  readonly single: Float64Array;
  readonly counts: Float64Array;
  readonly sizes: Float64Array;
}

interface ChartCase {
  readonly run: (data: Data) => BulkChart;
  /** Panels whose flagged points qcc reports for this chart. */
  readonly panels: readonly number[];
  /** The least ratio asked for at a million points. */
  readonly goal: number;
  /** qcc needs a square matrix of the points here: not asked to do more than this. */
  readonly most?: number;
}

const rules = ruleSets.nelson.rules;
const twoTests = ruleSets['western-electric'].rules.filter((_, k) => k === 0 || k === 3);
const cases: Readonly<Record<string, ChartCase>> = {
  'xbar-r': { run: ({ grouped }) => bulkXbar(grouped, 5, rules), panels: [0], goal: 300 },
  'i-mr': { run: ({ single }) => bulkIndividuals(single, rules), panels: [0], goal: 300 },
  ewma: { run: ({ single }) => bulkEwma(single, 0.2), panels: [0], goal: 100 },
  cusum: { run: ({ single }) => bulkCusum(single), panels: [0, 1], goal: 700 },
  // With all eight tests, and with the two that qcc has on unless told otherwise.
  'p-two': { run: ({ counts, sizes }) => bulkProportions(counts, sizes, twoTests), panels: [0], goal: 0 },
  p: { run: ({ counts, sizes }) => bulkProportions(counts, sizes, rules), panels: [0], goal: 700 },
  r: { run: ({ grouped }) => bulkXbar(grouped, 5, []), panels: [1], goal: 0, most: 10_000 },
  s: { run: ({ grouped }) => bulkXbar(grouped, 5, [], 's'), panels: [1], goal: 0, most: 10_000 },
};

/** Pseudo-random values from a fixed start, so that two runs compare. */
function makeData(points: number): { readonly data: Data; readonly all: Float64Array } {
  let a = 0x9e3779b9;
  const next = (): number => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const all = new Float64Array(points * 7);
  for (let i = 0; i < points * 5; i++)
    all[i] = 10 + Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  for (let i = 0; i < points; i++) {
    const size = 50 + Math.floor(100 * next());
    let count = 0;
    for (let k = 0; k < size; k++) if (next() < 0.1) count++;
    all[points * 5 + i] = count;
    all[points * 6 + i] = size;
  }
  return {
    all,
    data: {
      grouped: all.subarray(0, points * 5),
      single: all.slice(0, points),
      counts: all.slice(points * 5, points * 6),
      sizes: all.slice(points * 6),
    },
  };
}

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;

function timeOurs(
  chart: ChartCase,
  data: Data,
  repeats: number,
): { readonly ms: number; readonly cpu: number; readonly flagged: ReadonlySet<number> } {
  const times: number[] = [];
  const cpu: number[] = [];
  // The first runs are compiled on the way; qcc's code, too, is compiled before it is timed.
  let result = chart.run(data);
  for (const start = performance.now(); performance.now() - start < 300; ) result = chart.run(data);
  for (let k = 0; k < repeats; k++) {
    const start = performance.now();
    const before = process.cpuUsage();
    result = chart.run(data);
    const used = process.cpuUsage(before);
    times.push(performance.now() - start);
    cpu.push((used.user + used.system) / 1000);
  }
  const flagged = new Set<number>();
  for (const panel of chart.panels) {
    for (const [i, bits] of result.panels[panel]?.mask.entries() ?? []) if (bits !== 0) flagged.add(i + 1);
  }
  return { ms: median(times), cpu: median(cpu), flagged };
}

interface QccAnswer {
  readonly version: string;
  readonly r: string;
  readonly rules: number;
  readonly times: readonly number[];
  readonly cpu: readonly number[];
  readonly flagged: readonly number[];
}

function timeQcc(qcc: string, chart: string, points: number, repeats: number, file: string): QccAnswer | string {
  const script = resolve(import.meta.dirname, 'qcc', 'time-qcc.R');
  const ran = spawnSync('Rscript', [script, qcc, chart, String(points), String(repeats), file], {
    encoding: 'utf8',
    timeout: 600_000,
    maxBuffer: 1 << 28,
  });
  if (ran.error) return ran.error.message;
  if (ran.status !== 0)
    return (ran.stderr.trim().split('\n').at(-1) ?? '').slice(0, 120) || `ended with ${ran.signal ?? ran.status}`;
  return JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '') as QccAnswer;
}

const { values } = parseArgs({
  options: {
    qcc: { type: 'string' },
    points: { type: 'string', default: '10000' },
    repeats: { type: 'string', default: '7' },
    charts: { type: 'string', default: Object.keys(cases).join(',') },
  },
});
const qcc = values.qcc ?? process.env['QCC'];
if (!qcc) {
  console.log(
    'Skipped: no qcc is named. Expected --qcc with a folder of its sources, an R library that holds it, or `installed`.',
  );
  process.exit(0);
}
if (spawnSync('Rscript', ['--version']).error) {
  console.log('Skipped: R is not installed here. Install R (Debian: r-base-core) and run the same command again.');
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'compare-with-qcc-'));
try {
  console.log(`${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}\n`);
  console.log(
    '| chart | points | qcc ms (processor) | toolbox ms (processor) | ratio (processor) | goal at 10⁶ | flagged by both | only qcc | only toolbox |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  );
  for (const points of values.points.split(',').map(Number)) {
    const { data, all } = makeData(points);
    const file = join(folder, `${points}.bin`);
    writeFileSync(file, new Uint8Array(all.buffer));
    for (const name of values.charts.split(',')) {
      const chart = cases[name];
      if (!chart) throw new Error(`expected a chart of ${Object.keys(cases).join(', ')}, found \`${name}\``);
      const ours = timeOurs(chart, data, Math.max(7, Number(values.repeats)));
      const theirs =
        points > (chart.most ?? Number.POSITIVE_INFINITY)
          ? 'not asked: it would need a matrix of points × points'
          : timeQcc(qcc, name, points, Number(values.repeats), file);
      const goal = chart.goal > 0 ? `${chart.goal}×` : 'finish';
      if (typeof theirs === 'string') {
        console.log(
          `| ${name} | ${points} | ${theirs} | ${ours.ms.toFixed(2)} (${ours.cpu.toFixed(2)}) |  | ${goal} |  |  |  |`,
        );
        continue;
      }
      const ms = median(theirs.times);
      const cpu = median(theirs.cpu);
      const both = theirs.flagged.filter((point) => ours.flagged.has(point)).length;
      console.log(
        `| ${name} | ${points} | ${ms.toFixed(0)} (${cpu.toFixed(0)}) | ${ours.ms.toFixed(2)} (${ours.cpu.toFixed(2)}) | ${(ms / ours.ms).toFixed(0)}× (${(cpu / ours.cpu).toFixed(0)}×) | ${goal} | ${both} | ${theirs.flagged.length - both} | ${ours.flagged.size - both} |`,
      );
      if (name === 'xbar-r') console.error(`qcc ${theirs.version} with ${theirs.rules} rules, R ${theirs.r}`);
    }
  }
  console.log(
    '\nqcc reckons with d2 to three decimals, so that points very near a line may fall on its other side; where limits change from point to point it holds a whole window to the limits of one of its points.',
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
