import { existsSync, readFileSync } from 'node:fs';
import type { Assignment, ColumnRole, DataTable, Method, OptionSpec } from '#toolbox/method/method.ts';
import { type Terminal, type Text, UsageError } from '../command.ts';

/** What a call of a method says: its file, and values by the names of its roles and options. */
export interface MethodWords {
  readonly file: string | undefined;
  readonly flags: ReadonlyMap<string, string>;
}

/** Words of the command itself, beside those of the method. */
export const commandWords = ['svg', 'report', 'sheet', 'lang'] as const;

function wrong(terminal: Terminal, message: Text, expected: string, found: string, method: Method): UsageError {
  return new UsageError(
    message,
    { expected, found, help: `touchstone toolbox explain ${method.id}` },
    terminal.language,
  );
}

export function readWords(words: readonly string[], method: Method, terminal: Terminal): MethodWords {
  const known = [...commandWords, ...method.columns.map((c) => c.role), ...method.options.map((o) => o.name)];
  const flags = new Map<string, string>();
  let file: string | undefined;
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    if (!word.startsWith('--')) {
      if (file !== undefined)
        throw wrong(terminal, { zh: '只能给一个文件。', en: 'Only one file can be given.' }, file, word, method);
      file = word;
      continue;
    }
    const [name = '', inline] = word.slice(2).split(/=(.*)/s);
    if (!known.includes(name))
      throw wrong(
        terminal,
        { zh: `没有选项 \`--${name}\`。`, en: `There is no option \`--${name}\`.` },
        nearest(name, known),
        word,
        method,
      );
    const isFlag = method.options.find((o) => o.name === name)?.kind === 'flag';
    const next = words[i + 1];
    if (inline !== undefined) flags.set(name, inline);
    else if (isFlag && !/^(true|false)$/.test(next ?? '')) flags.set(name, 'true');
    else if (next === undefined || next.startsWith('--'))
      throw wrong(
        terminal,
        { zh: `选项 \`--${name}\` 后面缺少值。`, en: `The option \`--${name}\` has no value behind it.` },
        `--${name} VALUE`,
        word,
        method,
      );
    else {
      flags.set(name, next);
      i += 1;
    }
  }
  return { file, flags };
}

/** Names that begin alike, else all. */
function nearest(name: string, known: readonly string[]): string {
  const alike = known.filter((one) => name !== '' && one.toLowerCase().startsWith(name.toLowerCase().slice(0, 3)));
  return (alike.length > 0 ? alike : known).map((one) => `--${one}`).join(', ');
}

/**
 * Only the roles that were named, and those whose name a column bears in other letters; the rest the method finds for
 * itself, and says so.
 */
export function assign(roles: readonly ColumnRole[], table: DataTable, flags: MethodWords['flags']): Assignment {
  const names = table.columns.map((column) => column.name);
  return Object.fromEntries(
    roles.flatMap(({ role }): [string, string[]][] => {
      const named = flags.get(role);
      // A comma may stand in the name of a column.
      if (named !== undefined) return [[role, names.includes(named) ? [named] : named.split(',').map((n) => n.trim())]];
      const same = names.find((name) => name !== role && name.toLowerCase() === role.toLowerCase());
      return same === undefined || names.includes(role) ? [] : [[role, [same]]];
    }),
  );
}

export function readOptions(method: Method, flags: MethodWords['flags'], terminal: Terminal): Record<string, unknown> {
  return Object.fromEntries(
    method.options.flatMap((spec): [string, unknown][] => {
      const text = flags.get(spec.name);
      return text === undefined ? [] : [[spec.name, readOption(spec, text, method, terminal)]];
    }),
  );
}

function readOption(spec: OptionSpec, text: string, method: Method, terminal: Terminal): unknown {
  switch (spec.kind) {
    case 'number':
      return readNumber(spec.name, text, method, terminal);
    case 'flag':
      return text === 'true';
    case 'choices':
      return text
        .split(',')
        .map((t) => t.trim())
        .filter((t) => t !== '');
    case 'json':
      return readJson(spec.name, text, method, terminal);
    default:
      return text;
  }
}

/** Full-width digits and a decimal comma are read as what they mean; anything else that is no number is said. */
function readNumber(name: string, text: string, method: Method, terminal: Terminal): number {
  const plain = text.normalize('NFKC').trim().replace('−', '-');
  const value = Number(/^[+-]?\d+,\d+$/.test(plain) ? plain.replace(',', '.') : plain);
  if (plain !== '' && Number.isFinite(value)) return value;
  throw wrong(
    terminal,
    { zh: `选项 \`--${name}\` 应为一个数。`, en: `The option \`--${name}\` is expected to be a number.` },
    terminal.language === 'zh' ? '数，如 9.5' : 'a number, such as 9.5',
    text,
    method,
  );
}

function readJson(name: string, text: string, method: Method, terminal: Terminal): unknown {
  const isText = /^\s*[[{"]/.test(text);
  if (!isText && !existsSync(text))
    throw wrong(
      terminal,
      {
        zh: `--${name} 应为 JSON，或 JSON 文件的路径。`,
        en: `--${name} is expected to be JSON, or the path of a file of it.`,
      },
      'JSON',
      text,
      method,
    );
  try {
    return JSON.parse(isText ? text : readFileSync(text, 'utf8')) as unknown;
  } catch (error) {
    throw wrong(
      terminal,
      { zh: `--${name} 应为 JSON 或 JSON 文件。`, en: `--${name} is expected to be JSON or a file of it.` },
      'JSON',
      error instanceof Error ? error.message : '',
      method,
    );
  }
}
