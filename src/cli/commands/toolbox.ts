import { readFileSync, writeFileSync } from 'node:fs';
import exceljs from 'exceljs';
import { type ReadTable, readGrid, readTable } from '#toolbox/data-entry/table-reader.ts';
import type {
  Assignment,
  ColumnRole,
  DataTable,
  Method,
  MethodInput,
  OptionSpec,
  Outcome,
} from '#toolbox/method/method.ts';
import { loadMethod, methodCatalogue } from '#toolbox/methods.ts';
import { sceneToSvg } from '#toolbox/scene/svg.ts';
import { type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';

/** `touchstone toolbox list | explain METHOD | METHOD [FILE] [--ROLE COLUMNS] [--OPTION VALUE] [--svg FILE]`. */
export const toolboxCommand: Command = {
  name: 'toolbox',
  summary: {
    zh: '质量方法：读 CSV、xlsx 或 JSON，给出结果、约定、提醒与图',
    en: 'quality methods: reads CSV, xlsx or JSON; gives results, conventions, warnings and pictures',
  },
  usage: 'list | explain METHOD | METHOD [FILE|-] [--ROLE COLUMN,COLUMN] [--OPTION VALUE] [--svg FILE]',
  options: [
    {
      name: 'svg',
      kind: 'text',
      value: 'FILE',
      text: { zh: '把图写成 SVG（多幅时加序号）', en: 'write the pictures as SVG (numbered when there are several)' },
    },
  ],
  exits: [0, 1, 3],
  examples: [
    'touchstone toolbox list',
    'touchstone toolbox explain xbar-r',
    'touchstone toolbox xbar-r data.csv --svg chart.svg',
    'touchstone toolbox xbar-r data.csv --json',
  ],
  ownOptions: true,
  run: async (args, terminal) => {
    const [word, ...rest] = args.positionals;
    if (word === undefined || word === 'list') return list(terminal);
    if (word === 'explain') return explain(await methodNamed(rest[0], terminal), terminal);
    const method = await methodNamed(word, terminal);
    if (process.argv.includes('--help') || process.argv.includes('-h')) return explain(method, terminal);
    return carryOut(method, rest, terminal);
  },
};

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
  const { file, flags } = split(words, method, terminal);
  const read = file === undefined ? null : await readFile(file, terminal);
  const table = read?.table;
  const input: MethodInput = {
    ...(table === undefined ? {} : { table, assignment: assign(method.columns, table, flags) }),
    options: readOptions(method.options, flags, terminal),
  };
  const outcome = method.run(input);
  if (!outcome.ok) return refuse(outcome, terminal);
  const svg = flags.get('svg');
  if (svg !== undefined) writePictures(method, outcome.result.values, svg, terminal);
  if (terminal.json)
    terminal.out(
      JSON.stringify(
        {
          method: method.id,
          version: method.version,
          options: input.options,
          ...outcome.result,
          ...(read && read.notes.length > 0 ? { notes: read.notes } : {}),
        },
        null,
        2,
      ),
    );
  else show(outcome, read, terminal);
  return 0;
}

function split(
  words: readonly string[],
  method: Method,
  terminal: Terminal,
): { readonly file: string | undefined; readonly flags: ReadonlyMap<string, string> } {
  const known = ['svg', 'lang', ...method.columns.map((c) => c.role), ...method.options.map((o) => o.name)];
  const flags = new Map<string, string>();
  let file: string | undefined;
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    if (!word.startsWith('--')) {
      file = word;
      continue;
    }
    const [name = '', inline] = word.slice(2).split(/=(.*)/s);
    if (!known.includes(name))
      throw new UsageError(
        { zh: `没有选项 \`--${name}\`。`, en: `There is no option \`--${name}\`.` },
        {
          expected: known.map((k) => `--${k}`).join(', '),
          found: word,
          help: `touchstone toolbox explain ${method.id}`,
        },
        terminal.language,
      );
    const flag = method.options.find((o) => o.name === name)?.kind === 'flag';
    const next = words[i + 1];
    if (
      inline === undefined &&
      !(flag && (next === undefined || next.startsWith('--') || !/^(true|false)$/.test(next)))
    )
      i += 1;
    flags.set(name, inline ?? (flag && !/^(true|false)$/.test(next ?? '') ? 'true' : (next ?? '')));
  }
  return { file, flags };
}

/** CSV and text by their own reader, xlsx by its first sheet, JSON as an array of rows or an object of columns. */
async function readFile(file: string, terminal: Terminal): Promise<ReadTable> {
  const bytes = file === '-' ? await terminal.input() : readFileSync(file);
  if (/\.xlsx$/i.test(file)) {
    const book = new exceljs.Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    const grid: string[][] = [];
    book.worksheets[0]?.eachRow({ includeEmpty: true }, (row) =>
      grid.push(Array.from({ length: row.cellCount }, (_, i) => row.getCell(i + 1).text)),
    );
    return readGrid(grid);
  }
  const text = decode(bytes);
  if (!/\.json$/i.test(file)) return readTable(text);
  const data: unknown = JSON.parse(text);
  const rows = Array.isArray(data)
    ? (data as Record<string, unknown>[])
    : columnsToRows(data as Record<string, unknown[]>);
  const names = [...new Set(rows.flatMap((r) => Object.keys(r)))];
  return readGrid([
    names,
    ...rows.map((r) => names.map((n) => (r[n] === undefined || r[n] === null ? '' : String(r[n])))),
  ]);
}

function columnsToRows(columns: Record<string, unknown[]>): Record<string, unknown>[] {
  const length = Math.max(0, ...Object.values(columns).map((c) => c.length));
  return Array.from({ length }, (_, i) =>
    Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, cells[i]])),
  );
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Roles that were named take their columns; a role whose name is a column's takes it; the rest take what is left in order. */
function assign(roles: readonly ColumnRole[], table: DataTable, flags: ReadonlyMap<string, string>): Assignment {
  const taken = new Set<string>();
  const assignment: Record<string, string[]> = {};
  const take = (role: string, names: string[]) => {
    assignment[role] = names;
    for (const name of names) taken.add(name);
  };
  for (const { role } of roles) {
    const named = flags.get(role);
    if (named !== undefined)
      take(
        role,
        named.split(',').map((n) => n.trim()),
      );
    else if (table.columns.some((c) => c.name.toLowerCase() === role.toLowerCase()))
      take(role, [table.columns.find((c) => c.name.toLowerCase() === role.toLowerCase())?.name ?? role]);
  }
  for (const { role, columns, optional } of roles) {
    if (assignment[role] !== undefined || optional) continue;
    const free = table.columns.map((c) => c.name).filter((n) => !taken.has(n));
    take(role, free.slice(0, Math.min(columns[1], free.length)));
  }
  return assignment;
}

function readOptions(
  specs: readonly OptionSpec[],
  flags: ReadonlyMap<string, string>,
  terminal: Terminal,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const spec of specs) {
    const text = flags.get(spec.name);
    if (text === undefined) continue;
    if (spec.kind === 'number') values[spec.name] = Number(text);
    else if (spec.kind === 'flag') values[spec.name] = text === 'true';
    else if (spec.kind === 'choices') values[spec.name] = text.split(',').map((t) => t.trim());
    else if (spec.kind === 'json') values[spec.name] = readJson(spec.name, text, terminal);
    else values[spec.name] = text;
  }
  return values;
}

function readJson(name: string, text: string, terminal: Terminal): unknown {
  try {
    return JSON.parse(/^\s*[[{"]/.test(text) ? text : readFileSync(text, 'utf8')) as unknown;
  } catch (error) {
    throw new UsageError(
      { zh: `--${name} 应为 JSON 或 JSON 文件。`, en: `--${name} is expected to be JSON or a file of it.` },
      {
        expected: 'JSON',
        found: error instanceof Error ? error.message : '',
        help: 'touchstone toolbox explain METHOD',
      },
      terminal.language,
    );
  }
}

function refuse(outcome: Extract<Outcome<unknown>, { ok: false }>, terminal: Terminal): ExitCode {
  if (terminal.json) terminal.out(JSON.stringify(outcome, null, 2));
  else
    for (const p of outcome.problems)
      terminal.err(
        `${p.cell === undefined ? '' : `${p.cell}: `}${p.text[terminal.language]}\n  ${p.help[terminal.language]}`,
      );
  return 3;
}

function show(outcome: Extract<Outcome<unknown>, { ok: true }>, read: ReadTable | null, terminal: Terminal): void {
  const { language } = terminal;
  const { values, conventions, warnings } = outcome.result;
  for (const note of read?.notes ?? [])
    terminal.err(`${note.cell === undefined ? '' : `${note.cell}: `}${note.text[language]}`);
  for (const w of warnings) terminal.err(`⚠ ${w.text[language]}\n  ${w.help[language]}`);
  for (const [name, value] of Object.entries(values as Record<string, unknown>))
    terminal.out(`${name.padEnd(20)} ${brief(value)}`);
  for (const c of conventions)
    terminal.out(`${language === 'zh' ? '约定' : 'convention'} ${c.name}: ${c.value}  ${c.text[language]}`);
}

function brief(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(8)));
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return String(value);
  const text = JSON.stringify(value, (_, v: unknown) =>
    typeof v === 'number' && !Number.isInteger(v) ? Number(v.toPrecision(8)) : v,
  );
  return text.length > 200 ? `${text.slice(0, 197)}…` : text;
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
