import { readFileSync, writeFileSync } from 'node:fs';
import type { Answer } from '#certification/rules/answer.ts';
import { documentAnswer, documentText } from '#certification/rules/answer-document.ts';
import { calculate, calculatorNamed, calculators } from '#certification/rules/calculators.ts';
import type { Calculator, RuleContext } from '#certification/rules/context.ts';
import type { InputField } from '#certification/rules/input.ts';
import { listedCodes } from '#certification/rules/rulebook.ts';
import { figureWords } from '#certification/rules/shown-value.ts';
import { dayOf, toInstant } from '#certification/time/instant.ts';
import { systemClock } from '#operation/clock.ts';
import { calcPrint } from '#server/pages/calc-print.ts';
import { type Command, type Language, type Terminal, UsageError } from '../command.ts';
import { loadRules } from '../house-files.ts';

const marks = {
  verified: { zh: '', en: '' },
  secondary: { zh: '〔二手来源〕', en: ' [secondary source]' },
  'to-be-confirmed': { zh: '〔待确认〕', en: ' [to be confirmed]' },
} as const;

/** `touchstone calc NAME --field value …`: the flags are the calculator's own fields; rows come as JSON or from a file. */
export const calcCommand: Command = {
  name: 'calc',
  summary: {
    zh: '按规则计算并逐行说明：规则、条款、版本、输入、何时改变',
    en: 'compute by the rules; each line names rule, article, edition and inputs',
  },
  usage: `${calculators.map((c) => c.name).join('|')} [--FIELD VALUE …] [--input FILE.json] [--document FILE.json] [--print FILE.html]`,
  options: [
    {
      name: 'input',
      kind: 'text',
      value: 'FILE',
      text: { zh: '以 JSON 给出全部输入；- 为标准输入', en: 'all inputs as JSON; - for standard input' },
    },
    {
      name: 'document',
      kind: 'text',
      value: 'FILE.json',
      text: { zh: '另存结果文件，可附到案件', en: 'keep the answer as data, to attach to a case' },
    },
    {
      name: 'print',
      kind: 'text',
      value: 'FILE.html',
      text: { zh: '另存可打印的一页', en: 'keep the answer as a page to print' },
    },
  ],
  exits: [0, 3],
  examples: ['touchstone calc audit-time --help', 'touchstone calc code 91350100M000100Y43'],
  ownOptions: true,
  run: async (args, terminal) => {
    const [name, ...rest] = args.positionals;
    const calculator = name === undefined ? undefined : calculatorNamed(name);
    if (!calculator) {
      if (name === undefined) {
        for (const c of calculators) terminal.out(`${c.name.padEnd(16)} ${c.text[terminal.language]}`);
        return 0;
      }
      throw new UsageError(
        { zh: `没有名为 \`${name}\` 的计算。`, en: `There is no calculator \`${name}\`.` },
        { expected: calculators.map((c) => c.name).join(', '), found: name, help: 'touchstone calc' },
        terminal.language,
      );
    }
    if (process.argv.includes('--help') || process.argv.includes('-h')) {
      terminal.out(`${calculator.text[terminal.language]}\n`);
      const { book } = loadRules();
      for (const line of fieldHelp(calculator.input, { language: terminal.language, book }, '')) terminal.out(line);
      return 0;
    }
    const { raw, files } = await readRaw(rest, calculator.input, terminal);
    const rules = loadRules();
    const answer = calculate(calculator.name, raw, rules);
    if (answer.ok && !terminal.json) sayDay(raw, terminal);
    show(answer, rules, terminal);
    if (!answer.ok) return 3;
    await keepAnswer(calculator, raw, rules, files, terminal);
    return 0;
  },
};

/** On what day the rules were asked: whoever named none reads that it was today. */
function sayDay(raw: unknown, terminal: Terminal): void {
  const day = typeof raw === 'object' && raw !== null && 'day' in raw ? String(raw.day) : '';
  if (day !== '') terminal.out(terminal.language === 'zh' ? `按 ${day} 的规则：` : `By the rules of ${day}:`);
}

/** The files that were asked for beside the lines: the answer as data, and as a page to print. */
interface AnswerFiles {
  document?: string;
  print?: string;
}

async function keepAnswer(
  calculator: Calculator,
  raw: unknown,
  rules: RuleContext,
  files: AnswerFiles,
  terminal: Terminal,
): Promise<void> {
  if (files.document === undefined && files.print === undefined) return;
  const made = documentAnswer(calculator.name, raw, rules);
  if (!made.ok) throw new Error('An answer that was given could not be made a document.');
  if (files.document !== undefined) writeFileSync(files.document, documentText(made.document));
  if (files.print !== undefined) {
    const page = await calcPrint(calculator, made.document, rules, terminal.language, null, 'inside');
    writeFileSync(files.print, String(page));
  }
}

/** What a flag takes, in words: a kind by its form, rows by their columns, and the codes that a rule lists. */
function fieldHelp(
  fields: readonly InputField[],
  reader: { readonly language: Language; readonly book: RuleContext['book'] },
  prefix: string,
): string[] {
  const { language, book } = reader;
  return fields.flatMap((f) => {
    const kind = f.kind === 'choice' ? f.choices.map((c) => c.value).join('|') : forms[f.kind][language];
    const optional = f.required && f.name !== 'day' ? '' : language === 'zh' ? '（可省）' : ' (optional)';
    const line = `  --${prefix}${f.name} ${kind}${optional}  ${f.text[language]}`;
    if (f.kind === 'group') return [line, ...fieldHelp(f.fields, reader, `${prefix}${f.name}.`)];
    if (f.kind === 'rows') return [line, ...fieldHelp(f.fields, reader, `${prefix}${f.name}[].`).map(asColumn)];
    if (f.kind !== 'text' || f.listed === undefined) return [line];
    return [line, ...listedCodes(book, f.listed).map((c) => `      ${c.code}  ${c[language]}`)];
  });
}

/** A column is no flag of its own: it stands in the JSON of its rows. */
const asColumn = (line: string): string => line.replace('  --', '    ');

const forms: Readonly<Record<Exclude<InputField['kind'], 'choice'>, { readonly zh: string; readonly en: string }>> = {
  text: { zh: '文字', en: 'TEXT' },
  texts: { zh: '文字,文字', en: 'TEXT,TEXT' },
  day: { zh: '年-月-日', en: 'YYYY-MM-DD' },
  time: { zh: '年-月-日T时:分', en: 'YYYY-MM-DDTHH:MM' },
  whole: { zh: '整数', en: 'WHOLE' },
  decimal: { zh: '数', en: 'NUMBER' },
  flag: { zh: 'true|false', en: 'true|false' },
  map: { zh: '名=值,名=值', en: 'NAME=VALUE,NAME=VALUE' },
  rows: { zh: 'JSON（逐行）', en: 'JSON (rows)' },
  group: { zh: '', en: '' },
};

/** Flags into raw input: dotted names for groups, JSON for rows and maps, repeated flags for lists. */
async function readRaw(
  words: readonly string[],
  fields: readonly InputField[],
  terminal: Terminal,
): Promise<{ readonly raw: unknown; readonly files: AnswerFiles }> {
  const raw: Record<string, unknown> = {};
  const files: AnswerFiles = {};
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    const lead = fields[0];
    if (!word.startsWith('--') && lead !== undefined && isOneValue(lead) && raw[lead.name] === undefined) {
      raw[lead.name] = readValue(lead, word, terminal.language);
      continue;
    }
    if (!word.startsWith('--')) throw wrong(word, fields, terminal.language);
    const [flag = '', inline] = word.slice(2).split(/=(.*)/s);
    if (flag === 'lang') {
      i += 1;
      continue;
    }
    const field = findField(fields, flag);
    const next = inline ?? words[i + 1];
    const bare = field?.kind === 'flag' && (next === undefined || next.startsWith('--'));
    if (inline === undefined && !bare) i += 1;
    if (flag === 'input')
      Object.assign(
        raw,
        readJson(
          '--input',
          next === '-' ? new TextDecoder().decode(await terminal.input()) : fileText(next ?? '', terminal.language),
          terminal.language,
        ),
      );
    else if (flag === 'document' || flag === 'print') files[flag] = next ?? '';
    else if (!field) throw wrong(word, fields, terminal.language);
    else put(raw, flag.split('.'), bare ? true : readValue(field, next ?? '', terminal.language));
  }
  // Whoever names no day asks for today's rules.
  if (fields.some((f) => f.name === 'day' && f.kind === 'day'))
    raw['day'] ??= dayOf(toInstant(systemClock.now()), 'Asia/Shanghai');
  return { raw, files };
}

/** `calc code 91…`: a bare word is what the calculator asks for first, where that is one value. */
function isOneValue({ kind }: InputField): boolean {
  return !['rows', 'map', 'texts', 'group', 'flag'].includes(kind);
}

function readValue(field: InputField, text: string, language: Language): unknown {
  if (field.kind === 'rows') return readJson(`--${field.name}`, text, language);
  // As the page writes a map: `name=value, name=value`; or JSON.
  if (field.kind === 'map' && !text.trimStart().startsWith('{'))
    return Object.fromEntries(pairsOf(field, text, language));
  if (field.kind === 'map') return readJson(`--${field.name}`, text, language);
  if (field.kind === 'texts') return text.split(',').map((t) => t.trim());
  return field.kind === 'flag' ? text === 'true' : text;
}

function pairsOf(field: InputField, text: string, language: Language): readonly (readonly [string, string])[] {
  return text.split(',').flatMap((pair): (readonly [string, string])[] => {
    const [name = '', value] = pair.split(/=(.*)/s).map((part) => part.trim());
    if (name === '' && value === undefined) return [];
    if (name === '' || value === undefined || value === '')
      throw new UsageError(
        {
          zh: `--${field.name} 应为 名=值，以逗号分隔。`,
          en: `--${field.name} expects name=value, separated by commas.`,
        },
        { expected: 'NAME=VALUE, NAME=VALUE', found: pair.trim(), help: 'touchstone calc NAME --help' },
        language,
      );
    return [[name, value]];
  });
}

function fileText(path: string, language: Language): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(
      { zh: `读不到文件 \`${path}\`。`, en: `The file \`${path}\` can't be read.` },
      { expected: 'FILE.json', found: path, help: 'touchstone calc NAME --help' },
      language,
    );
  }
}

function readJson(option: string, text: string, language: Language): object {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === 'object' && read !== null) return read;
  } catch {
    // Told below, with what was found.
  }
  throw new UsageError(
    { zh: `${option} 应为 JSON。`, en: `${option} expects JSON.` },
    { expected: 'JSON', found: text.slice(0, 60), help: 'touchstone calc NAME --help' },
    language,
  );
}

function findField(fields: readonly InputField[], path: string): InputField | undefined {
  const [head, ...rest] = path.split('.');
  const field = fields.find((f) => f.name === head);
  return field?.kind === 'group' && rest.length > 0
    ? findField(field.fields, rest.join('.'))
    : rest.length === 0
      ? field
      : undefined;
}

function put(raw: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0)
    raw[head] = Array.isArray(value) && Array.isArray(raw[head]) ? [...(raw[head] as unknown[]), ...value] : value;
  else {
    const inner = typeof raw[head] === 'object' && raw[head] !== null ? (raw[head] as Record<string, unknown>) : {};
    raw[head] = inner;
    put(inner, rest, value);
  }
}

function wrong(found: string, fields: readonly InputField[], language: Language): UsageError {
  return new UsageError(
    { zh: `没有选项 \`${found}\`。`, en: `There is no option \`${found}\`.` },
    {
      expected: [...fields.map((f) => `--${f.name}`), '--input', '--document', '--print'].join(', '),
      found,
      help: 'touchstone calc NAME --help',
    },
    language,
  );
}

function show(answer: Answer, { book }: RuleContext, terminal: Terminal): void {
  const { language } = terminal;
  if (terminal.json) {
    terminal.out(JSON.stringify(answer, null, 2));
    return;
  }
  if (!answer.ok) {
    for (const r of answer.refusals) terminal.err(`${r.text[language]}\n  ${r.help[language]}`);
    return;
  }
  for (const line of answer.lines) {
    const figure = figureWords(book, line.value, language);
    const said = figure === '' ? '' : `${language === 'zh' ? '：' : ': '}${figure}`;
    terminal.out(`${line.text[language]}${said}${marks[line.certainty][language]}`);
    if (line.rule)
      terminal.out(
        `    ${line.rule.pack}@${line.rule.edition} ${line.rule.article}${language === 'zh' ? '：' : ': '}${line.rule.title[language]}`,
      );
    for (const other of line.others) {
      const value = figureWords(book, other.value, language);
      terminal.out(
        `    ${language === 'zh' ? '另' : 'also'} ${other.rule.pack}@${other.rule.edition} ${other.rule.article}${value === '' ? '' : `: ${value}`}`,
      );
    }
    if (line.near) terminal.out(`    ⚠ ${line.near[language]}`);
    terminal.out(`    ${language === 'zh' ? '何时改变' : 'would change'}: ${line.changes[language]}`);
  }
}
