import { writeFileSync } from 'node:fs';
import { loadMethod } from '#toolbox/load-method.ts';
import { exampleIn } from '#toolbox/method/example-in.ts';
import type { Method, MethodInput, OptionSpec } from '#toolbox/method/method.ts';
import { methodCatalogue } from '#toolbox/methods.ts';
import { groupNames } from '#toolbox/words/group-names.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { readDataFile } from '../toolbox/data-file.ts';
import { assign, readOptions, readWords } from '../toolbox/method-words.ts';
import { openInTerminal } from '../toolbox/open-analysis-file.ts';
import { refuse, reportOf, sayNotes, show, writeJson, writePictures } from '../toolbox/show-result.ts';

/** `touchstone toolbox list | explain METHOD | open FILE | METHOD [FILE] [--ROLE COLUMNS] [--OPTION VALUE] [--svg FILE] [--report FILE]`. */
export const toolboxCommand: Command = {
  name: 'toolbox',
  summary: {
    zh: '质量方法：读 CSV、xlsx 或 JSON，给出结果、约定、提醒与图',
    en: 'quality methods: reads CSV, xlsx or JSON; gives results, conventions, warnings and pictures',
  },
  usage:
    'list | explain METHOD | open FILE.touchstone.json | METHOD [FILE|-] [--ROLE COLUMN,COLUMN] [--OPTION VALUE] [--svg FILE] [--report FILE] [--sheet NAME]',
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
    'touchstone toolbox open shaft.touchstone.json',
    'touchstone toolbox capability data.xlsx --measurements diameter --lsl 9.9 --usl 10.1 --report report.html',
  ],
  ownOptions: true,
  run: async (args, terminal) => {
    const [word, ...rest] = withoutLanguage(args.positionals);
    if (word === undefined || word === 'list') return list(terminal);
    if (word === 'open') return openInTerminal(rest, terminal);
    if (/\.json$/i.test(word)) return openInTerminal([word, ...rest], terminal);
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
    if (m.group !== group) terminal.out(`\n${groupNames[m.group][terminal.language]}`);
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
    terminal.out(
      `  --${c.role}  ${kindWords[c.kind][language]}${c.optional ? (zh ? '（可省）' : ' (optional)') : ''}  ${c.text[language]}`,
    );
  if (method.options.length > 0) terminal.out(`\n${zh ? '选项' : 'Options'}:`);
  for (const o of method.options) {
    terminal.out(`  --${o.name}  ${optionHelp(o, language)}  ${o.text[language]}`);
    if (o.kind === 'choice' || o.kind === 'choices')
      for (const { value, text } of o.choices) terminal.out(`      ${value.padEnd(20)} ${text[language]}`);
  }
  terminal.out(
    `\n${zh ? '来源' : 'Sources'}: ${method.sources.join('; ')}\n\n${method.example.text[language]} (${exampleIn(method, language).source})`,
  );
  return 0;
}

/** What is given: words are typed as they stand, so that they are the same in both languages. */
const kindWords = {
  number: { zh: '数值', en: 'number' },
  count: { zh: '个数', en: 'count' },
  label: { zh: '名称', en: 'label' },
  date: { zh: '日期', en: 'date' },
  flag: { zh: '是或否', en: 'yes or no' },
  text: { zh: '文字', en: 'text' },
  json: { zh: 'JSON', en: 'JSON' },
} as const;

function optionHelp(option: OptionSpec, language: Terminal['language']): string {
  if (option.kind === 'choice' || option.kind === 'choices')
    return `${option.choices.map((c) => c.value).join('|')} [${String(option.default)}]`;
  return `${kindWords[option.kind][language]}${'default' in option && option.default !== undefined && option.kind !== 'json' ? ` [${String(option.default)}]` : ''}`;
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
    writeFileSync(
      report,
      await reportOf(method, { result: outcome.result, options, table, notes: read?.notes ?? [], file }, terminal),
    );
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
  else {
    sayNotes(read, terminal);
    show(method, outcome.result, terminal);
  }
  return 0;
}
