/**
 * What the toolbox takes of a processor: charts of a million points through their methods, one point at a time over ten
 * thousand characteristics, and the studies that a phone computes while one types. Medians of processor time, which other
 * programs on the machine disturb little: `node tools/time-toolbox.ts`. qcc is set beside by tools/compare-with-qcc.ts.
 */
import { cpus } from 'node:os';
import { Watch } from '../src/toolbox/control-charts/stream.ts';
import { readTable } from '../src/toolbox/data-entry/table-reader.ts';
import { loadMethod } from '../src/toolbox/load-method.ts';
import type { DataTable, MethodInput, OptionValues } from '../src/toolbox/method/method.ts';

let state = 0x9e3779b9;
/** Pseudo-random numbers from a fixed start, so that two runs compare. */
function next(): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const normal = (): number => 10 + Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN;
}

/** Median processor time of `run` in milliseconds, after runs on which it is compiled. */
function time(run: () => void, repeats: number): number {
  for (let k = 0; k < repeats; k++) run();
  const times: number[] = [];
  for (let k = 0; k < repeats; k++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return median(times);
}

const table = (columns: Readonly<Record<string, Float64Array>>): DataTable => ({
  firstRow: 2,
  columns: Object.entries(columns).map(([name, numbers]) => ({ name, numbers, cells: [] })),
});

const rows: string[] = [];
const say = (what: string, found: number, unit: string, goal: string): void => {
  rows.push(`| ${what} | ${found < 10 ? found.toFixed(2) : found.toFixed(0)} ${unit} | ${goal} |`);
};

async function timeMethod(id: string, input: MethodInput, what: string, goal: string, repeats: number): Promise<void> {
  const method = await loadMethod(id);
  if (!method) throw new Error(`expected a method, found \`${id}\``);
  const outcome = method.run(input);
  if (!outcome.ok) throw new Error(`${id}: ${outcome.problems.map((problem) => problem.text.en).join('; ')}`);
  say(
    what,
    time(() => method.run(input), repeats),
    'ms',
    goal,
  );
}

async function timeExample(id: string, what: string, goal: string, options: OptionValues = {}): Promise<void> {
  const method = await loadMethod(id);
  if (!method) throw new Error(`expected a method, found \`${id}\``);
  const { csv, assignment, options: own } = method.example;
  const data = csv === undefined ? {} : { table: readTable(csv).table };
  await timeMethod(
    id,
    { ...data, ...(assignment ? { assignment } : {}), options: { ...own, ...options } },
    what,
    goal,
    15,
  );
}

function timeStream(characteristics: number, points: number): number {
  const watches = Array.from(
    { length: characteristics },
    () => new Watch({ mean: 10, sigma: 1, rules: [1, 2, 3, 4, 5, 6, 7, 8] }),
  );
  const values = Float64Array.from({ length: 65_536 }, normal);
  let flagged = 0;
  const round = (): void => {
    for (let k = 0; k < points; k++)
      if ((watches[k % characteristics]?.push(values[k & 65_535] ?? 0) ?? 0) !== 0) flagged++;
  };
  const ms = time(round, 7);
  if (flagged === 0) throw new Error('expected some alarms, found none');
  return (ms * 1e6) / points;
}

const single = Float64Array.from({ length: 1e6 }, normal);
const grouped = Float64Array.from({ length: 5e6 }, normal);
const size = Float64Array.from({ length: 1e6 }, () => 50 + Math.floor(100 * next()));
const count = size.map((n) => Math.max(0, Math.round(n * (0.1 + 0.03 * (normal() - 10)))));
const eight = { rules: ['1', '2', '3', '4', '5', '6', '7', '8'] };
await timeMethod(
  'xbar-r',
  { table: table({ measurements: grouped }), options: eight },
  'Xbar-R, 10⁶ subgroups of 5, eight tests, whole answer',
  '—',
  3,
);
await timeMethod(
  'i-mr',
  { table: table({ measurements: single }), options: eight },
  'I-MR, 10⁶ points, eight tests, whole answer',
  '—',
  3,
);
await timeMethod(
  'ewma',
  { table: table({ measurements: single }), options: {} },
  'EWMA, 10⁶ points, whole answer',
  '—',
  3,
);
await timeMethod(
  'cusum',
  { table: table({ measurements: single }), options: {} },
  'CUSUM, 10⁶ points, whole answer',
  '—',
  3,
);
await timeMethod(
  'p',
  { table: table({ count, size }), options: eight },
  'p, 10⁶ samples, eight tests, whole answer',
  '—',
  3,
);
say(
  'one point, eight tests with EWMA and CUSUM, over 10,000 characteristics',
  timeStream(10_000, 2e6),
  'ns',
  '≤ 150 ns',
);
// A core of a telephone is taken as four times slower than this one.
await timeExample('gauge-crossed', 'gauge R&R, 10 parts, 3 people, 3 times', '≤ 5 ms here (20 ms on a phone)');
await timeExample('gauge-range', 'gauge R&R by ranges', '≤ 5 ms');
await timeExample('capability', 'capability with intervals', '≤ 5 ms');
await timeExample('capability-nonnormal', 'capability, not normal, best of the models', '≤ 5 ms', {
  model: 'best-fit',
});
await timeExample('sampling-plan', 'plan of GB/T 2828.1 with its curves', '≤ 5 ms');
await timeExample('sampling-design', 'least plan through two points', '≤ 5 ms');
await timeExample('dodge-romig', 'Dodge-Romig search', '≤ 5 ms');
await timeExample('xbar-r', 'Xbar-R of 25 subgroups, while typing', '≤ 5 ms');

console.log(`${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}\n`);
console.log('| what | median, processor time | goal |\n| --- | --- | --- |');
for (const row of rows) console.log(row);
