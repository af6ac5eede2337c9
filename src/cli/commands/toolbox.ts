import { createHash } from 'node:crypto';
import { createReadStream, writeFileSync } from 'node:fs';
import type { ReadTable } from '#toolbox/data-entry/table-reader.ts';
import { loadMethod } from '#toolbox/load-method.ts';
import type { Method, MethodInput, MethodResult, OptionSpec, Outcome } from '#toolbox/method/method.ts';
import { methodCatalogue } from '#toolbox/methods.ts';
import { sceneToSvg } from '#toolbox/scene/svg.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { readDataFile } from '../toolbox/data-file.ts';
import { htmlReport } from '../toolbox/html-report.ts';
import { jsonPieces } from '../toolbox/json-pieces.ts';
import { assign, readOptions, readWords } from '../toolbox/method-words.ts';
import { resultLines } from '../toolbox/result-text.ts';

/** `touchstone toolbox list | explain METHOD | METHOD [FILE] [--ROLE COLUMNS] [--OPTION VALUE] [--svg FILE] [--report FILE]`. */
export const toolboxCommand: Command = {
  name: 'toolbox',
  summary: {
    zh: '质量方法：读 CSV、xlsx 或 JSON，给出结果、约定、提醒与图',
    en: 'quality methods: reads CSV, xlsx or JSON; gives results, conventions, warnings and pictures',
  },
  usage:
    'list | explain METHOD | METHOD [FILE|-] [--ROLE COLUMN,COLUMN] [--OPTION VALUE] [--svg FILE] [--report FILE] [--sheet NAME]',
  options: [
    {
      name: 'svg',
      kind: 'text',
      value: 'FILE',
      text: { zh: '把图写成 SVG（多幅时加序号）', en: 'write the pictures as SVG (numbered when there are several)' },
    },
    {
      name: 'report',
      kind: 'text',
      value: 'FILE',
      text: { zh: '写一份可打印的报告（HTML，含图）', en: 'write a report to print (HTML, with the pictures)' },
    },
    {
      name: 'sheet',
      kind: 'text',
      value: 'NAME',
      text: { zh: '读 xlsx 的哪张工作表（默认第一张）', en: 'which sheet of an .xlsx to read (the first unless said)' },
    },
  ],
  exits: [0, 1, 3],
  examples: [
    'touchstone toolbox list',
    'touchstone toolbox explain xbar-r',
    'touchstone toolbox xbar-r data.csv --svg chart.svg',
    'touchstone toolbox xbar-r data.csv --json',
    'touchstone toolbox capability data.xlsx --measurements diameter --lsl 9.9 --usl 10.1 --report report.html',
  ],
  ownOptions: true,
  run: async (args, terminal) => {
    const [word, ...rest] = withoutLanguage(args.positionals);
    if (word === undefined || word === 'list') return list(terminal);
    if (word === 'explain') return explain(await methodNamed(rest[0], terminal), terminal);
    const method = await methodNamed(word, terminal);
    if (process.argv.includes('--help') || process.argv.includes('-h')) return explain(method, terminal);
    return carryOut(method, rest, terminal);
  },
};

/** `--lang` has been read by the front door. */
function withoutLanguage(words: readonly string[]): string[] {
  const at = words.indexOf('--lang');
  return at < 0 ? [...words] : words.filter((_, k) => k !== at && k !== at + 1);
}

async function methodNamed(id: string | undefined, terminal: Terminal): Promise<Method> {
  const found = id === undefined ? undefined : await loadMethod(id);
  if (found) return found;
  const near = methodCatalogue
    .filter((m) => id !== undefined && (m.id.includes(id) || id.includes(m.id)))
    .map((m) => m.id);
  throw new UsageError(
    { zh: `没有方法 \`${id ?? ''}\`。`, en: `There is no method \`${id ?? ''}\`.` },
    {
      expected: near.length > 0 ? near.join(', ') : 'touchstone toolbox list',
      found: id ?? '—',
      help: 'touchstone toolbox list',
    },
    terminal.language,
  );
}

function list(terminal: Terminal): ExitCode {
  if (terminal.json) {
    terminal.out(
      JSON.stringify(
        methodCatalogue.map((m) => ({ id: m.id, group: m.group, title: m.title, purpose: m.purpose })),
        null,
        2,
      ),
    );
    return 0;
  }
  let group = '';
  for (const m of methodCatalogue) {
    if (m.group !== group) terminal.out(`\n${m.group}`);
    group = m.group;
    terminal.out(`  ${m.id.padEnd(26)} ${m.title[terminal.language]}`);
  }
  return 0;
}

function explain(method: Method, terminal: Terminal): ExitCode {
  const { language } = terminal;
  if (terminal.json) {
    const { run: _, scenes: __, ...plain } = method;
    terminal.out(JSON.stringify(plain, null, 2));
    return 0;
  }
  const zh = language === 'zh';
  terminal.out(`${method.id}  ${method.title[language]}\n${method.purpose[language]}\n`);
  for (const c of method.conditions)
    terminal.out(
      `${zh ? '条件' : 'Condition'}: ${c.condition[language]}\n  ${zh ? '否则' : 'Otherwise'}: ${c.otherwise[language]}`,
    );
  if (method.columns.length > 0) terminal.out(`\n${zh ? '列' : 'Columns'}:`);
  for (const c of method.columns)
    terminal.out(`  --${c.role}  ${c.kind}${c.optional ? (zh ? '（可省）' : ' (optional)') : ''}  ${c.text[language]}`);
  if (method.options.length > 0) terminal.out(`\n${zh ? '选项' : 'Options'}:`);
  for (const o of method.options) terminal.out(`  --${o.name}  ${optionHelp(o)}  ${o.text[language]}`);
  terminal.out(
    `\n${zh ? '来源' : 'Sources'}: ${method.sources.join('; ')}\n\n${method.example.text[language]} (${method.example.source})`,
  );
  return 0;
}

function optionHelp(option: OptionSpec): string {
  if (option.kind === 'choice' || option.kind === 'choices')
    return `${option.choices.map((c) => c.value).join('|')} [${String(option.default)}]`;
  return `${option.kind}${'default' in option && option.default !== undefined && option.kind !== 'json' ? ` [${String(option.default)}]` : ''}`;
}

async function carryOut(method: Method, words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { file, flags } = readWords(words, method, terminal);
  const options = readOptions(method, flags, terminal);
  const sheet = flags.get('sheet');
  const read =
    file === undefined ? null : await readDataFile({ file, ...(sheet === undefined ? {} : { sheet }) }, terminal);
  const table = read?.table;
  const input: MethodInput = {
    ...(table === undefined ? {} : { table, assignment: assign(method.columns, table, flags) }),
    options,
  };
  const outcome = method.run(input);
  if (!outcome.ok) return refuse(outcome, read, terminal);
  const svg = flags.get('svg');
  if (svg !== undefined) writePictures(method, outcome.result.values, svg, terminal);
  const report = flags.get('report');
  if (report !== undefined) {
    writeFileSync(report, await reportOf(method, { result: outcome.result, options, read, file }, terminal));
    terminal.err(report);
  }
  if (terminal.json)
    await writeJson({
      method: method.id,
      version: method.version,
      options: input.options,
      ...outcome.result,
      ...(read && read.notes.length > 0 ? { notes: read.notes } : {}),
    });
  else show(outcome, read, terminal);
  return 0;
}

/** Waits for a slow reader, so that the pieces do not heap up in memory. */
async function writeJson(value: unknown): Promise<void> {
  let piece = '';
  for (const next of jsonPieces(value)) {
    piece += next;
    if (piece.length < 65_536) continue;
    if (!process.stdout.write(piece)) await new Promise((resolve) => process.stdout.once('drain', resolve));
    piece = '';
  }
  process.stdout.write(`${piece}\n`);
}

interface Reported {
  readonly result: MethodResult<unknown>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly read: ReadTable | null;
  readonly file: string | undefined;
}

async function reportOf(
  method: Method,
  { result, options, read, file }: Reported,
  terminal: Terminal,
): Promise<string> {
  const { language } = terminal;
  if (!read || file === undefined) return htmlReport({ method, result, options, language });
  const { columns } = read.table;
  const digest = createHash('sha256');
  if (file === '-') digest.update(await terminal.input());
  else for await (const piece of createReadStream(file)) digest.update(piece as Buffer);
  const data = {
    file,
    sha256: digest.digest('hex'),
    rows: columns[0]?.numbers?.length ?? columns[0]?.cells.length ?? 0,
    columns: columns.map((column) => column.name),
    notes: read.notes,
  };
  return htmlReport({ method, result, options, language, data });
}

function refuse(
  outcome: Extract<Outcome<unknown>, { ok: false }>,
  read: ReadTable | null,
  terminal: Terminal,
): ExitCode {
  const notes = read?.notes ?? [];
  if (terminal.json) terminal.out(JSON.stringify({ ...outcome, ...(notes.length > 0 ? { notes } : {}) }, null, 2));
  else {
    sayNotes(read, terminal);
    for (const { cell, text, help } of outcome.problems) {
      const said = text[terminal.language];
      // Most texts begin with their cell.
      terminal.err(
        `${cell === undefined || said.startsWith(cell) ? '' : `${cell}: `}${said}\n  ${help[terminal.language]}`,
      );
    }
  }
  return 3;
}

function sayNotes(read: ReadTable | null, terminal: Terminal): void {
  for (const { cell, text } of read?.notes ?? []) {
    const said = text[terminal.language];
    terminal.err(cell === undefined || said.startsWith(cell) ? said : `${cell}: ${said}`);
  }
}

function show(outcome: Extract<Outcome<unknown>, { ok: true }>, read: ReadTable | null, terminal: Terminal): void {
  const { language } = terminal;
  const { values, conventions, warnings } = outcome.result;
  sayNotes(read, terminal);
  for (const w of warnings) terminal.err(`⚠ ${w.text[language]}\n  ${w.help[language]}`);
  for (const line of resultLines(values, language)) terminal.out(line);
  for (const c of conventions)
    terminal.out(`${language === 'zh' ? '约定' : 'convention'} ${c.name}: ${c.value}  ${c.text[language]}`);
}

function writePictures(method: Method, values: unknown, file: string, terminal: Terminal): void {
  const scenes = method.scenes?.(values, terminal.language) ?? [];
  scenes.forEach((scene, index) => {
    const name = scenes.length === 1 ? file : file.replace(/(\.svg)?$/i, `-${index + 1}.svg`);
    writeFileSync(name, sceneToSvg(scene, { language: terminal.language }));
    terminal.err(name);
  });
  if (scenes.length === 0) terminal.err(terminal.language === 'zh' ? '此方法没有图。' : 'This method has no picture.');
}
