import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { systemActing } from '#operation/acts/request.ts';
import type { ImportReport } from '#operation/import/import-file.ts';
import { carryOutImport, registerMapping } from '#operation/import/sources.ts';
import type { World } from '#operation/world.ts';
import { type Arguments, type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { houseFolder } from '../house-files.ts';
import { withWorld } from '../with-world.ts';

const most = 8_000_000_000;

export const importCommand: Command = {
  name: 'import',
  summary: {
    zh: '按声明的映射读入外部名录的文件；同一文件两次不变',
    en: 'take files of a foreign register in by a declared mapping; the same file twice changes nothing',
  },
  usage: 'MAPPING FILE…',
  options: [
    {
      name: 'day',
      kind: 'text',
      value: 'DAY',
      text: { zh: '快照日期（文件名未写明时）', en: 'day of the snapshot, when the file’s name does not say' },
    },
    {
      name: 'good-rows',
      kind: 'flag',
      text: {
        zh: '读入好的行，报告坏的行（默认：一行有误则整份不入）',
        en: 'take the good rows in and report the bad ones (default: one bad row keeps the file out)',
      },
    },
  ],
  exits: [0, 1, 3, 6],
  examples: [
    'touchstone import fedramp-products snapshot_2025-06-30.json',
    'touchstone import my-register.yaml list.xlsx --day 2026-11-01 --good-rows',
  ],
  run: async (args, terminal) => {
    const [mapping, ...files] = args.positionals;
    if (mapping === undefined || files.length === 0)
      throw new UsageError(
        { zh: '须给出映射和文件。', en: 'A mapping and files are needed.' },
        {
          expected: 'touchstone import MAPPING FILE…',
          found: args.positionals.join(' ') || '—',
          help: 'touchstone import --help',
        },
        terminal.language,
      );
    const text = readMapping(mapping, terminal);
    for (const file of files)
      if (!existsSync(file))
        throw new UsageError(
          { zh: `没有文件 \`${file}\`。`, en: `There is no file \`${file}\`.` },
          { expected: 'FILE', found: file, help: 'touchstone import --help' },
          terminal.language,
        );
    return withWorld(terminal, async ({ world }) => {
      const registered = await registerMapping(world, systemActing, text, mapping);
      if (registered.is === 'faulty') {
        for (const f of registered.faults)
          terminal.err(
            `${f.file}:${f.line}:${f.column}: ${terminal.language === 'zh' ? '应为' : 'expected'} ${f.expected}; ${terminal.language === 'zh' ? '实为' : 'found'} ${f.found}. ${f.help}`,
          );
        return 3;
      }
      if (registered.is !== 'registered') {
        terminal.err(
          registered.is === 'differs'
            ? terminal.language === 'zh'
              ? `${registered.id}@${registered.edition} 已登记为另一文本。请改用新的 edition。`
              : `${registered.id}@${registered.edition} is registered with another text. Give this one a new edition.`
            : 'not allowed',
        );
        return 3;
      }
      let worst: ExitCode = 0;
      for (const file of files)
        worst = Math.max(worst, await takeIn(world, registered.source.code, file, args, terminal)) as ExitCode;
      return worst;
    });
  },
};

/** A file, or the name of a mapping of the house. */
function readMapping(mapping: string, terminal: Terminal): string {
  const house = join(houseFolder, 'mappings', `${mapping}.yaml`);
  const path = existsSync(mapping) ? mapping : house;
  if (existsSync(path)) return readFileSync(path, 'utf8');
  throw new UsageError(
    { zh: `没有映射 \`${mapping}\`。`, en: `There is no mapping \`${mapping}\`.` },
    { expected: 'FILE.yaml | mappings/NAME', found: mapping, help: 'touchstone import --help' },
    terminal.language,
  );
}

async function takeIn(
  world: World,
  source: string,
  file: string,
  args: Arguments,
  terminal: Terminal,
): Promise<ExitCode> {
  const put = await world.storage.blobs.put(createReadStream(file), { most });
  if ('tooLarge' in put) {
    terminal.err(
      terminal.language === 'zh' ? `${file}: 超过 ${most / 1e9} GB` : `${file}: larger than ${most / 1e9} GB`,
    );
    return 3;
  }
  const request = {
    source,
    file: put.digest,
    fileName: basename(file),
    day: args.text('day') ?? null,
    take: args.flag('good-rows') ? ('good-rows' as const) : ('all-or-none' as const),
    actor: { kind: 'system' as const, name: 'command line' },
  };
  const result = await carryOutImport(world, request, (rows) => terminal.err(`${file}: ${rows} …`));
  if (terminal.json) terminal.out(JSON.stringify({ file, ...result }, null, 2));
  else if ('fault' in result)
    terminal.err(
      `${file}${result.fault.row === null ? '' : `:${result.fault.row}`}: ${terminal.language === 'zh' ? '应为' : 'expected'} ${result.fault.expected[terminal.language]}; ${terminal.language === 'zh' ? '实为' : 'found'} \`${result.fault.found}\``,
    );
  else show(file, result.report, terminal);
  return 'fault' in result ? 3 : result.report.result === 'kept-out' ? 1 : 0;
}

function show(file: string, report: ImportReport, terminal: Terminal): void {
  const zh = terminal.language === 'zh';
  const words = {
    taken: zh ? '已读入' : 'taken in',
    'nothing-new': zh ? '此前已读入，未变' : 'taken in before, nothing changed',
    'kept-out': zh ? '未读入' : 'kept out',
  };
  terminal.out(
    `${file}: ${words[report.result]} · ${report.snapshot} · ${report.rows} ${zh ? '行' : 'rows'} · ${report.touched} ${zh ? '项登记有变' : 'entries told anew'} · ${report.rejected} ${zh ? '行有误' : 'bad rows'}`,
  );
  for (const p of report.problems)
    terminal.err(
      `${file}:${p.row} ${p.column}: ${zh ? '应为' : 'expected'} ${p.expected[terminal.language]}; ${zh ? '实为' : 'found'} \`${p.found}\``,
    );
}
