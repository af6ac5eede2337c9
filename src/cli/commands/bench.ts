import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { benchEvents } from '#storage/bench/bench-events.ts';
import type { Comparison } from '#storage/bench/rates.ts';
import { startEmbedded } from '#storage/embedded/embedded-database.ts';
import { migrate } from '#storage/migrations/migrate.ts';
import { benchRules, holds, type Measured } from '../bench/rules-bench.ts';
import type { Command } from '../command.ts';

/** A goal of the house: the least ratio of ours to the bare way, both measured in turns in one run. */
interface Goal {
  readonly name: RegExp;
  readonly least: number;
}

const goals: readonly Goal[] = [
  { name: /^append and project/, least: 0.5 },
  { name: /^load of a stream of 500 events/, least: 1 / 3 },
];

export const benchCommand: Command = {
  name: 'bench',
  summary: {
    zh: '在临时库上测速，给出与裸做法的比值',
    en: 'measure on a database of its own; ratios against the bare way in one run',
  },
  usage: '',
  options: [
    {
      name: 'seconds',
      kind: 'text',
      value: 'N',
      text: { zh: '每项秒数（默认 6）', en: 'seconds for each measurement (default 6)' },
    },
    {
      name: 'part',
      kind: 'text',
      value: 'rules|storage',
      text: { zh: '只测这一部分（默认全部）', en: 'only this part (all of them, unless said)' },
    },
    { name: 'connections', kind: 'text', value: '1,16', text: { zh: '连接数', en: 'connections' } },
  ],
  exits: [0, 1],
  examples: ['npm run bench', 'touchstone bench --part rules', 'touchstone bench --seconds 2 --json'],
  run: async (args, terminal) => {
    const part = args.text('part');
    const measured = part === undefined || part === 'rules' ? await benchRules() : [];
    if (!terminal.json) for (const m of measured) terminal.out(measuredLine(m));
    const isSound = measured.every(holds);
    if (part === 'rules') {
      if (terminal.json) terminal.out(JSON.stringify({ machine: machineWords(), measured }, null, 2));
      return isSound ? 0 : 1;
    }
    const folder = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
    const database = await startEmbedded({ folder });
    try {
      await migrate(database.url);
      const connections = (args.text('connections') ?? '1,16').split(',').map(Number);
      const results = await benchEvents({
        url: database.url,
        files: join(folder, 'files'),
        connections,
        seconds: Number(args.text('seconds') ?? 6),
      });
      const judged = results.map((r) => ({ ...r, goal: goals.find((g) => g.name.test(r.name))?.least ?? null }));
      const machine = machineWords();
      if (terminal.json) terminal.out(JSON.stringify({ machine, measured, results: judged }, null, 2));
      else {
        terminal.out(machine);
        for (const r of judged) terminal.out(line(r));
      }
      return isSound && judged.every((r) => r.goal === null || r.ratio >= r.goal) ? 0 : 1;
    } finally {
      await database.detach();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function machineWords(): string {
  return `${cpus()[0]?.model ?? ''} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
}

function measuredLine(m: Measured): string {
  const shown = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(2));
  const goal = `${m.better === 'more' ? '≥' : '≤'} ${shown(m.goal)}${m.unit}`;
  return `${holds(m) ? '✓' : '✗'} ${m.name.padEnd(76)} ${shown(m.found).padStart(8)}${m.unit} on one core (goal ${goal})`;
}

function line(r: Comparison & { readonly goal: number | null }): string {
  const mark = r.goal === null ? ' ' : r.ratio >= r.goal ? '✓' : '✗';
  return `${mark} ${r.name.padEnd(60)} ${r.ours.toFixed(0).padStart(8)}/s  bare ${r.bare.toFixed(0).padStart(8)}/s  ratio ${r.ratio.toFixed(2)}${r.goal === null ? '' : ` (goal ${r.goal.toFixed(2)})`}`;
}
