import { readFileSync, writeFileSync } from 'node:fs';
import { type Arguments, type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { RemoteProblem, remote, remoteOptions } from '../remote.ts';

const outOption = {
  name: 'out',
  kind: 'text',
  value: 'FILE',
  text: { zh: '写入此文件；扩展名 .xlsx 或 .csv 决定格式', en: 'write to this file; .xlsx or .csv says which format' },
} as const;

/** Runs against the server; a refusal is printed with all its reasons and ends with its exit code. */
async function attempt(terminal: Terminal, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RemoteProblem)) throw error;
    if (terminal.json) terminal.out(JSON.stringify(error.problem, null, 2));
    else terminal.err(error.message);
    return error.exit;
  }
}

function need(args: Arguments, index: number, what: string, terminal: Terminal): string {
  const value = args.positionals[index];
  if (value !== undefined) return value;
  throw new UsageError(
    { zh: `缺少 ${what}。`, en: `${what} is missing.` },
    { expected: what, found: '—', help: 'touchstone round --help' },
    terminal.language,
  );
}

/** A file of a round by its ending, from the server to the disk. */
async function download(args: Arguments, terminal: Terminal, path: string): Promise<ExitCode> {
  const out = args.text('out') ?? '';
  const format = /\.(xlsx|csv)$/i.exec(out)?.[1]?.toLowerCase();
  if (format === undefined)
    throw new UsageError(
      { zh: '--out 应为 .xlsx 或 .csv 文件。', en: '--out is expected to be an .xlsx or .csv file.' },
      { expected: '--out LIST.xlsx', found: out || '—', help: 'touchstone round --help' },
      terminal.language,
    );
  const bytes = await remote(args, terminal).download(
    `/rounds/${need(args, 0, 'ROUND', terminal)}/${path}?format=${format}&lang=${terminal.language}`,
  );
  writeFileSync(out, bytes);
  if (!terminal.json) terminal.err(`${out}: ${bytes.length} B`);
  return 0;
}

export const roundForm: Command = {
  name: 'round form',
  summary: { zh: '下载推荐汇总表的空表', en: 'fetch the empty list of a recommending unit' },
  usage: 'ROUND --out FILE',
  options: [outOption, ...remoteOptions],
  exits: [0, 3, 4, 6],
  examples: ['touchstone round form 0199… --out list.xlsx'],
  run: (args, terminal) => attempt(terminal, () => download(args, terminal, 'list/form')),
};

export const roundList: Command = {
  name: 'round list',
  summary: { zh: '下载批次的名单与结果', en: 'fetch the list of a round with its results' },
  usage: 'ROUND --out FILE',
  options: [outOption, ...remoteOptions],
  exits: [0, 3, 4, 6],
  examples: ['touchstone round list 0199… --out results.csv'],
  run: (args, terminal) => attempt(terminal, () => download(args, terminal, 'list/file')),
};

interface Said {
  readonly zh: string;
  readonly en: string;
}

interface Report {
  readonly taken: boolean;
  readonly counts: {
    readonly read: number;
    readonly forwarded: number;
    readonly already: number;
    readonly refused: number;
  };
  readonly unknown: readonly string[];
  readonly rows: readonly {
    readonly row: number;
    readonly title: string;
    readonly is: string;
    readonly problems: readonly {
      readonly column: Said | null;
      readonly problem: { readonly text: Said; readonly help: Said };
    }[];
  }[];
}

const takes = ['look', 'all-or-none', 'good-rows'];

export const roundForward: Command = {
  name: 'round forward',
  summary: {
    zh: '报送推荐汇总表；默认只检查，逐行逐列给出有误之处',
    en: 'forward a list; looked at only, unless told to take it, with what is wrong by row and column',
  },
  usage: 'ROUND FILE',
  options: [
    {
      name: 'take',
      kind: 'text',
      value: takes.join('|'),
      text: { zh: '只检查（默认）、全部合格才收、收合格行', en: 'only look (default), all or none, the good rows' },
    },
    ...remoteOptions,
  ],
  exits: [0, 1, 3, 4, 6],
  examples: ['touchstone round forward 0199… list.xlsx', 'touchstone round forward 0199… list.csv --take good-rows'],
  run: (args, terminal) =>
    attempt(terminal, async () => {
      const round = need(args, 0, 'ROUND', terminal);
      const file = need(args, 1, 'FILE', terminal);
      const take = args.text('take') ?? 'look';
      if (!takes.includes(take))
        throw new UsageError(
          { zh: '--take 不识别。', en: '--take is not known.' },
          { expected: takes.join(', '), found: take, help: 'touchstone round forward --help' },
          terminal.language,
        );
      const report = (await remote(args, terminal).post(`/rounds/${round}/list?take=${take}`, readFileSync(file), {
        'Content-Type': 'application/octet-stream',
      })) as Report;
      if (terminal.json) terminal.out(JSON.stringify(report, null, 2));
      else showReport(report, terminal);
      return report.counts.refused === 0 ? 0 : 1;
    }),
};

function showReport({ taken, counts, rows, unknown }: Report, terminal: Terminal): void {
  const { language } = terminal;
  for (const row of rows) {
    if (row.is !== 'refused') continue;
    for (const { column, problem } of row.problems)
      terminal.out(
        `${row.row}${column === null ? '' : ` ${column[language]}`}: ${problem.text[language]} ${problem.help[language]}`.trimEnd(),
      );
  }
  const { read, forwarded, already, refused } = counts;
  if (unknown.length > 0)
    terminal.err(`${language === 'zh' ? '略过的列' : 'columns passed over'}: ${unknown.join(', ')}`);
  const balance = `${read} = ${forwarded} + ${already} + ${refused}`;
  const words =
    language === 'zh'
      ? `共 ${balance}（${taken ? '已报送' : '可报送'}、已报过、有误）${taken ? '' : '；尚未写入'}`
      : `${balance} (${taken ? 'forwarded' : 'good'}, forwarded before, not good)${taken ? '' : '; nothing was written'}`;
  terminal.out(words);
}
