import { parseArgs } from 'node:util';
import {
  type Arguments,
  type Command,
  exitCodes,
  type Language,
  parserOptions,
  RuleFilesError,
  type Terminal,
  type Text,
  UsageError,
} from './command.ts';
import { commandNames, loadCommand } from './commands.ts';

const language = (lang: string | undefined): Language => {
  const asked = lang ?? process.env['TOUCHSTONE_LANGUAGE'] ?? process.env['LC_ALL'] ?? process.env['LANG'] ?? '';
  return asked.toLowerCase().startsWith('en') ? 'en' : 'zh';
};

let wholeInput: Promise<Uint8Array> | undefined;

/** Whole standard input; it runs dry once, so that who asks again is given what the first was. */
function readInput(): Promise<Uint8Array> {
  wholeInput ??= (async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
    return Buffer.concat(chunks);
  })();
  return wholeInput;
}

/** Splits the command's words from its arguments: the longest name that the words begin with. */
function findName(words: readonly string[]): string | undefined {
  const plain = words.filter((w) => !w.startsWith('-'));
  return [plain.slice(0, 2).join(' '), plain[0] ?? ''].find((name) => commandNames.some((c) => c.name === name));
}

function overview(lang: Language): string {
  const width = Math.max(...commandNames.map((c) => c.name.length));
  const rows = commandNames.map((c) => `  ${c.name.padEnd(width)}  ${c.summary[lang]}`);
  const head =
    lang === 'zh'
      ? '试金石：质量认证体系的运行软件\n\n用法：touchstone 命令 [参数] [--json] [--lang zh|en] [--help]\n'
      : 'Touchstone: software that runs a quality certification system\n\nUsage: touchstone COMMAND [arguments] [--json] [--lang zh|en] [--help]\n';
  return [head, ...rows, ''].join('\n');
}

function helpOf(command: Command, lang: Language): string {
  const options = [
    ...command.options,
    { name: 'json', kind: 'flag' as const, text: { zh: '以 JSON 输出', en: 'write JSON' } },
    { name: 'lang', kind: 'text' as const, value: 'zh|en', text: { zh: '语言', en: 'language' } },
  ];
  const label = (o: (typeof options)[number]) =>
    `--${o.name}${o.kind === 'flag' ? '' : ` ${'value' in o && o.value ? o.value : 'VALUE'}`}${o.kind === 'texts' ? ' …' : ''}`;
  const width = Math.max(...options.map((o) => label(o).length));
  const exits = [...new Set([0, ...command.exits, 2, 70])].map(
    (code) => `  ${code}  ${exitCodes[code as keyof typeof exitCodes][lang]}`,
  );
  const zh = lang === 'zh';
  return [
    command.summary[lang],
    '',
    `${zh ? '用法' : 'Usage'}: touchstone ${command.name} ${command.usage}`.trimEnd(),
    '',
    zh ? '选项：' : 'Options:',
    ...options.map((o) => `  ${label(o).padEnd(width)}  ${o.text[lang]}`),
    '',
    zh ? '退出码：' : 'Exit codes:',
    ...exits,
    ...(command.examples.length > 0 ? ['', zh ? '示例：' : 'Examples:', ...command.examples.map((e) => `  ${e}`)] : []),
    '',
  ].join('\n');
}

function readArguments(
  command: Command,
  rest: string[],
  lang: Language,
): { readonly args: Arguments; readonly help: boolean; readonly json: boolean } {
  if (command.ownOptions) {
    const plain = rest.filter((w) => !['--help', '-h', '--json'].includes(w));
    return {
      args: { positionals: plain, rest: plain, flag: () => false, text: () => undefined, texts: () => [] },
      help: rest.includes('--help') || rest.includes('-h'),
      json: rest.includes('--json'),
    };
  }
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: parserOptions(command),
      allowPositionals: true,
      strict: true,
    });
    const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
    const texts = (name: string) =>
      Array.isArray(values[name]) ? values[name].filter((v) => typeof v === 'string') : [];
    return {
      args: { positionals, rest, flag: (name) => values[name] === true, text, texts },
      help: values['help'] === true,
      json: values['json'] === true,
    };
  } catch (error) {
    const { message, found } = optionFault(error);
    throw new UsageError(
      message,
      {
        expected: command.options.map((o) => `--${o.name}`).join(', ') || '—',
        found,
        help: `touchstone ${command.name} --help`,
      },
      lang,
    );
  }
}

/** What Node's reader of options says, in both languages, with the option that it speaks of. */
function optionFault(error: unknown): { readonly message: Text; readonly found: string } {
  const said = error instanceof Error ? error.message : String(error);
  const option = /'(?:-\w, )?(-[^\s'=]+)/.exec(said)?.[1];
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (option === undefined) return { message: { zh: '选项有误。', en: 'An option is wrong.' }, found: said };
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
    return { message: { zh: `没有选项 \`${option}\`。`, en: `There is no option \`${option}\`.` }, found: option };
  return said.includes('does not take')
    ? { message: { zh: `选项 \`${option}\` 不带值。`, en: `The option \`${option}\` takes no value.` }, found: option }
    : {
        message: { zh: `选项 \`${option}\` 后面缺少值。`, en: `The option \`${option}\` has no value behind it.` },
        found: option,
      };
}

async function main(argv: string[]): Promise<number> {
  const langAt = argv.indexOf('--lang');
  const lang = language(langAt >= 0 ? argv[langAt + 1] : undefined);
  const json = argv.includes('--json');
  const terminal: Terminal = {
    out: (t) => process.stdout.write(`${t}\n`),
    err: (t) => process.stderr.write(`${t}\n`),
    language: lang,
    json,
    input: readInput,
  };
  const name = findName(argv);
  if (name === undefined) {
    const unknown = argv.find((w) => !w.startsWith('-') && w !== lang);
    if (unknown === undefined) {
      terminal.out(overview(lang));
      return argv.includes('--help') || argv.includes('-h') ? 0 : 2;
    }
    throw new UsageError(
      { zh: `没有命令 \`${unknown}\`。`, en: `There is no command \`${unknown}\`.` },
      { expected: commandNames.map((c) => c.name).join(', '), found: argv.join(' '), help: 'touchstone --help' },
      lang,
    );
  }
  const command = await loadCommand(name);
  const words = name.split(' ');
  const rest = [...argv];
  for (const word of words) rest.splice(rest.indexOf(word), 1);
  const { args, help } = readArguments(command, rest, lang);
  if (help && !(command.ownOptions && args.positionals.length > 0)) {
    terminal.out(helpOf(command, lang));
    return 0;
  }
  return command.run(args, terminal);
}

// A reader that has seen enough (`| head`) closes the pipe: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const at = process.argv.indexOf('--lang');
  const zh = language(at >= 0 ? process.argv[at + 1] : undefined) === 'zh';
  if (error instanceof UsageError) {
    process.stderr.write(
      `${error.message}\n${zh ? '应为' : 'Expected'}: ${error.expected}\n${zh ? '实为' : 'Found'}: ${error.found}\n${zh ? '请看' : 'See'}: ${error.help}\n`,
    );
    process.exitCode = 2;
  } else if (error instanceof RuleFilesError) {
    const spoken = zh ? 'zh' : 'en';
    for (const r of error.refusals) process.stderr.write(`${r.text[spoken]}\n  ${r.help[spoken]}\n`);
    process.exitCode = 1;
  } else {
    process.stderr.write(
      `${zh ? '内部错误' : 'An internal fault'}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = 70;
  }
}
