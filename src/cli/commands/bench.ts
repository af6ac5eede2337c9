import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import { systemClock } from '#operation/clock.ts';
import { benchEvents } from '#storage/bench/bench-events.ts';
import type { Comparison } from '#storage/bench/rates.ts';
import { checkDisk, gigabytes } from '#storage/bench/world/load-world.ts';
import { planOf } from '#storage/bench/world/plan.ts';
import { type EmbeddedDatabase, startEmbedded } from '#storage/embedded/embedded-database.ts';
import { migrate } from '#storage/migrations/migrate.ts';
import { benchWorld } from '../bench/bench-world.ts';
import { isReached, type Measured, measuredLine } from '../bench/measured.ts';
import { mostReplayed, replaySome } from '../bench/replay-bench.ts';
import { benchRules, type Measured as RulesMeasured } from '../bench/rules-bench.ts';
import { type Arguments, type Command, type Terminal, type Text, UsageError } from '../command.ts';

/** Certificates of the sizes that have a name. */
const sizes: Readonly<Record<string, number>> = { small: 20_000, '1m': 1_000_000, '10m': 10_000_000 };
const httpConnections = 32;

export const benchCommand: Command = {
  name: 'bench',
  summary: {
    zh: '在临时库上造一个世界并测速；与裸做法在同一次运行内比较',
    en: 'make a world in a database of its own and measure on it; ratios against the bare way in one run',
  },
  usage: '',
  options: [
    {
      name: 'size',
      kind: 'text',
      value: 'small|1m|10m|N',
      text: {
        zh: '证书数：small 两万（默认）、1m、10m 或数字',
        en: 'certificates: small (20,000, the default), 1m, 10m or a number',
      },
    },
    {
      name: 'folder',
      kind: 'text',
      value: 'FOLDER',
      text: {
        zh: '数据放在哪里（默认临时文件夹）；测完即删',
        en: 'where the data lies (a temporary folder unless said); deleted afterwards',
      },
    },
    {
      name: 'leave',
      kind: 'text',
      value: 'GB',
      text: { zh: '该磁盘上至少留空多少（默认 5）', en: 'how much of that disk must stay free (5 unless said)' },
    },
    {
      name: 'compression',
      kind: 'text',
      value: 'N',
      text: {
        zh: '该文件系统压缩多少倍（默认 1，见 docs/measuring.md）',
        en: 'how many times its file system compresses (1 unless said; see docs/measuring.md)',
      },
    },
    {
      name: 'seconds',
      kind: 'text',
      value: 'N',
      text: { zh: '每项秒数（默认 6）', en: 'seconds for each measurement (default 6)' },
    },
    {
      name: 'part',
      kind: 'text',
      value: 'rules|storage|replay',
      text: { zh: '只测这一部分（默认全部）', en: 'only this part (all of them, unless said)' },
    },
    { name: 'connections', kind: 'text', value: '1,16', text: { zh: '写入的连接数', en: 'connections that write' } },
    {
      name: 'threads',
      kind: 'text',
      value: 'N',
      text: { zh: '造数据的线程（默认 2）', en: 'threads that make the world (2 unless said)' },
    },
  ],
  exits: [0, 1, 2],
  examples: [
    'npm run bench',
    'npm run bench -- --size 1m',
    'touchstone bench --part rules',
    'touchstone bench --part replay --size 100000',
    'touchstone bench --size 2000 --seconds 1 --json',
  ],
  run: (args, terminal) => bench(readOptions(args, terminal), terminal),
};

/** `storage` holds the replay too. */
const parts = ['rules', 'storage', 'replay'];

interface Options {
  /** Only this part; undefined for all. */
  readonly part: string | undefined;
  readonly certificates: number;
  readonly folder: string;
  readonly leave: number;
  readonly compression: number;
  readonly seconds: number;
  readonly connections: readonly number[];
  readonly threads: number;
}

/** A size has names beside its numbers. */
function expected(name: string, least: number): Text {
  const names = name === 'size' ? Object.keys(sizes) : [];
  return {
    zh: [...names, `不小于 ${least} 的数`].join('、'),
    en: [...names, `a number of at least ${least}`].join(', '),
  };
}

function readOptions(args: Arguments, terminal: Terminal): Options {
  const number = (name: string, otherwise: number, least: number) => {
    const text = args.text(name);
    const found = text === undefined ? otherwise : Number(text);
    if (Number.isFinite(found) && found >= least) return found;
    throw new UsageError(
      { zh: `--${name} 应为不小于 ${least} 的数。`, en: `--${name} takes a number of at least ${least}.` },
      { expected: expected(name, least), found: text ?? '', help: 'touchstone bench --help' },
      terminal.language,
    );
  };
  const part = args.text('part');
  if (part !== undefined && !parts.includes(part))
    throw new UsageError(
      { zh: `没有名为 \`${part}\` 的部分。`, en: `There is no part \`${part}\`.` },
      { expected: parts.join(', '), found: part, help: 'touchstone bench --help' },
      terminal.language,
    );
  const size = args.text('size') ?? 'small';
  const named = Object.hasOwn(sizes, size) ? sizes[size] : undefined;
  const parent = args.text('folder') ?? tmpdir();
  mkdirSync(parent, { recursive: true });
  return {
    part,
    certificates: Math.floor(named ?? number('size', 0, 100)),
    folder: parent,
    leave: number('leave', 5, 0) * 1e9,
    compression: number('compression', 1, 1),
    seconds: number('seconds', 6, 0.1),
    connections: (args.text('connections') ?? '1,16').split(',').map(Number),
    threads: Math.floor(number('threads', 2, 1)),
  };
}

async function bench(options: Options, terminal: Terminal): Promise<0 | 1> {
  const machine = `${cpus()[0]?.model ?? ''} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const results: Measured[] = [];
  const tell = (measured: Measured) => {
    results.push(measured);
    if (!terminal.json) terminal.out(measuredLine(measured));
  };
  if (!terminal.json) terminal.out(machine);
  if (options.part === undefined || options.part === 'rules') (await benchRules()).map(ofRules).forEach(tell);
  if (options.part !== 'rules') await benchStorage(options, terminal, tell);
  if (terminal.json)
    terminal.out(JSON.stringify({ machine, results: results.map((r) => ({ ...r, reached: isReached(r) })) }, null, 2));
  return results.every(isReached) ? 0 : 1;
}

const ofRules = ({ name, found, unit, goal, better }: RulesMeasured): Measured => ({
  name,
  figure: found,
  unit,
  goal: better === 'more' ? { least: goal } : { most: goal },
  behind: 'on one core',
});

async function benchStorage(options: Options, terminal: Terminal, tell: (measured: Measured) => void): Promise<void> {
  const folder = mkdtempSync(join(options.folder, 'touchstone-bench-'));
  // Where the server runs as another user it has to come through, or its data would lie elsewhere and stay there.
  chmodSync(folder, 0o711);
  const today = dayOf(toInstant(systemClock.now()), 'Asia/Shanghai');
  try {
    // A replay holds the old rows until the new ones are there.
    const worlds = options.part === 'replay' ? 2 : 1;
    const { need, free } = await checkDisk(folder, planOf(worlds * options.certificates, today), options);
    terminal.err(
      terminal.language === 'zh'
        ? `${options.certificates} 张证书约需 ${gigabytes(need)} GB 磁盘，现有 ${gigabytes(free)} GB。`
        : `${options.certificates} certificates need about ${gigabytes(need)} GB of disk; ${gigabytes(free)} GB are free.`,
    );
    await measureIn(folder, options, terminal, tell);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureIn(
  folder: string,
  options: Options,
  terminal: Terminal,
  tell: (measured: Measured) => void,
): Promise<void> {
  const databases: EmbeddedDatabase[] = [];
  const fresh = async (database: string) => {
    const one = await startEmbedded({ folder, database });
    databases.push(one);
    await migrate(one.url);
    return one.url;
  };
  const { certificates, connections, seconds, threads } = options;
  const about = { folder, certificates, connections: httpConnections, seconds, threads, onMeasured: tell };
  const bench = { ...about, onProgress: progressTo(terminal) };
  try {
    if (options.part !== 'replay') {
      const events = { url: await fresh('acts'), files: join(folder, 'files'), connections, seconds };
      for (const one of await benchEvents(events)) tell(ofComparison(one));
      for (const one of await benchEvents({ ...events, synchronous: false })) tell(ofComparison(one));
      await benchWorld({ ...bench, databaseUrl: await fresh('world') });
    }
    const replayed = options.part === 'replay' ? certificates : Math.min(certificates, mostReplayed);
    await replaySome({ ...bench, certificates: replayed, databaseUrl: await fresh('replay') });
  } finally {
    for (const database of databases) await database.detach();
  }
}

/** The least ratio of ours to the bare way. */
const goals: readonly { readonly name: RegExp; readonly least: number }[] = [
  { name: /^append and project.*not waited for/, least: 0.3 },
  { name: /^append and project/, least: 0.5 },
  { name: /^load of a stream of 500 events/, least: 1 / 3 },
];

function ofComparison({ name, ours, bare, ratio }: Comparison): Measured {
  const least = goals.find((goal) => goal.name.test(name))?.least;
  return {
    name,
    figure: ratio,
    unit: '',
    goal: least === undefined ? null : { least },
    behind: `${ours.toFixed(0)}/s against ${bare.toFixed(0)}/s`,
  };
}

/** A line every few seconds; in place where somebody looks on. */
function progressTo(terminal: Terminal): (what: string, done: number, total: number) => void {
  let last = performance.now();
  return (what, done, total) => {
    const now = performance.now();
    if (now - last < 5000) return;
    last = now;
    terminal.err(`  ${what} ${done}${total > 0 ? ` / ${total}` : ''} …`);
  };
}
