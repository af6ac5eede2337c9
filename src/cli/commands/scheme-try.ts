import { existsSync, readFileSync } from 'node:fs';
import { formatDiagnostic } from '#certification/scheme/diagnostic.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { readTree } from '#certification/scheme/tree.ts';
import { playWalk, startWalk, type Walk, walkOf } from '#certification/scheme/walk/walk.ts';
import { readWorkedCase, workedKinds } from '#certification/scheme/worked-case/case-file.ts';
import { isValidDay } from '#certification/time/day.ts';
import { readSchemeFolder } from '#operation/schemes/scheme-folder.ts';
import { type Arguments, type Command, type Terminal, type Text, UsageError } from '../command.ts';
import { loadRules } from '../house-files.ts';
import { workedOutside } from '../scheme-outside.ts';
import { type Asker, askLines, askPerson } from '../try/asker.ts';
import { save, showHelp, sit } from '../try/orders.ts';
import type { Sitting } from '../try/sitting.ts';
import { schemesIn } from './scheme.ts';

/** Walks a scheme with no server and no database, on the engine that plays the worked cases. */
export const schemeTry: Command = {
  name: 'scheme try',
  summary: {
    zh: '在终端里试走一项制度（不用服务器和数据库），可存为示例案件',
    en: 'walk a scheme in the terminal, without server or database; what was walked can be kept as a worked case',
  },
  usage: 'FOLDER',
  options: [
    {
      name: 'script',
      kind: 'text',
      value: 'FILE',
      text: { zh: '从文件读各行（默认：终端或管道）', en: 'take the lines from this file (default: terminal or pipe)' },
    },
    {
      name: 'save',
      kind: 'text',
      value: 'CASE.yaml',
      text: { zh: '结束时写成示例案件', en: 'at the end, write what was walked as a worked case' },
    },
    {
      name: 'name',
      kind: 'text',
      value: '"中文 | English"',
      text: { zh: '示例案件的名称', en: 'name of the worked case' },
    },
    {
      name: 'kind',
      kind: 'text',
      value: workedKinds.join('|'),
      text: { zh: '示例案件的种类（默认按走法判断）', en: 'its kind (default: by what came of the walk)' },
    },
    {
      name: 'from',
      kind: 'text',
      value: 'CASE.yaml',
      text: { zh: '从此示例案件走完之处接着走', en: 'go on from where this worked case ends' },
    },
    {
      name: 'day',
      kind: 'text',
      value: 'DAY',
      text: {
        zh: '从哪一天开始（默认：实施之日）',
        en: 'day on which the walk begins (default: the day from which it is in force)',
      },
    },
  ],
  exits: [0, 1],
  examples: [
    'touchstone scheme try schemes/my-scheme',
    'touchstone scheme try schemes/my-scheme --save schemes/my-scheme/cases/ordinary.yaml',
    'touchstone scheme try schemes/my-scheme --script lines.txt --save case.yaml',
  ],
  run: async (args, terminal) => {
    const scheme = await schemeOf(args, terminal);
    if (scheme === null) return 1;
    const file = args.text('save');
    if (file !== undefined && existsSync(file))
      throw usage(
        terminal,
        { zh: `\`${file}\` 已经存在，未作改动。`, en: `\`${file}\` exists already; nothing was changed.` },
        { zh: '还不存在的文件', en: 'a new file' },
        file,
      );
    const kind = workedKinds.find((k) => k === args.text('kind'));
    if (args.text('kind') !== undefined && kind === undefined)
      throw usage(
        terminal,
        { zh: '没有这种示例。', en: 'There is no such kind of worked case.' },
        workedKinds.join(', '),
        args.text('kind') ?? '',
      );
    const walk = walkFrom(args, scheme, terminal);
    const say = terminal.json ? terminal.err : terminal.out;
    const outside = workedOutside(loadRules());
    const asker = await askerOf(args, terminal, say);
    const sitting: Sitting = {
      scheme,
      outside,
      asker,
      say,
      language: terminal.language,
      walk,
      walked: playWalk(scheme, walk, outside),
      by: '',
      takenBack: [],
      refused: null,
      misunderstood: 0,
    };
    say(`${scheme.texts['title']?.[terminal.language] ?? scheme.id}  ${scheme.id}@${scheme.edition}`);
    showHelp(sitting);
    await sit(sitting);
    asker.close();
    if (file !== undefined) save(sitting, file, { ...nameOf(args), kind });
    if (terminal.json)
      terminal.out(JSON.stringify({ walk: sitting.walk, standings: sitting.walked.standings }, null, 2));
    return sitting.misunderstood === 0 ? 0 : 1;
  },
};

function usage(terminal: Terminal, message: Text, expected: string | Text, found: string): UsageError {
  return new UsageError(message, { expected, found, help: 'touchstone scheme try --help' }, terminal.language);
}

async function schemeOf(args: Arguments, terminal: Terminal): Promise<Scheme | null> {
  const [path] = args.positionals;
  if (path === undefined)
    throw usage(terminal, { zh: '没有给出制度文件夹。', en: 'No folder of a scheme was given.' }, 'schemes/NAME', '—');
  const [first] = await schemesIn([path], terminal);
  if (!first)
    throw usage(terminal, { zh: `\`${path}\` 里没有制度。`, en: `\`${path}\` holds no scheme.` }, 'schemes/NAME', path);
  const parsed = await readSchemeFolder(first.folder, first.name);
  if (parsed.ok) return parsed.parsed.scheme;
  for (const d of parsed.diagnostics) terminal.err(formatDiagnostic(d, terminal.language));
  return null;
}

function walkFrom(args: Arguments, scheme: Scheme, terminal: Terminal): Walk {
  const day = args.text('day') ?? scheme.inForce.from;
  if (!isValidDay(day)) throw usage(terminal, { zh: '日期有误。', en: 'This is no day.' }, 'YYYY-MM-DD', day);
  const from = args.text('from');
  if (from === undefined) return startWalk(scheme, day);
  const text = existsSync(from) ? readFileSync(from, 'utf8') : '';
  const { tree } = readTree({ name: from, text });
  const read = readWorkedCase({ name: from, text });
  if (read.ok && tree?.is === 'map') return walkOf(tree);
  const why = read.ok ? '' : read.diagnostics.map((d) => formatDiagnostic(d, terminal.language)).join('\n');
  throw usage(
    terminal,
    { zh: `\`${from}\` 不是示例案件。`, en: `\`${from}\` is no worked case.` },
    'cases/NAME.yaml',
    why || from,
  );
}

async function askerOf(args: Arguments, terminal: Terminal, say: (text: string) => void): Promise<Asker> {
  const script = args.text('script');
  if (script !== undefined) {
    if (!existsSync(script))
      throw usage(terminal, { zh: `没有文件 \`${script}\`。`, en: `There is no file \`${script}\`.` }, 'FILE', script);
    return askLines(linesOf(readFileSync(script, 'utf8')), say);
  }
  if (process.stdin.isTTY) return askPerson();
  return askLines(linesOf(new TextDecoder().decode(await terminal.input())), say);
}

function linesOf(text: string): readonly string[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function nameOf(args: Arguments) {
  const [zh = '', en] = (args.text('name') ?? '').split('|').map((part) => part.trim());
  return zh === '' ? {} : { name: { zh, en: en ?? zh } };
}
