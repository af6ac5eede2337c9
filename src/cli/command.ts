import type { ParseArgsConfig } from 'node:util';
import type { Refusal } from '#certification/codes/refusal.ts';

export type Language = 'zh' | 'en';
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** Where a command writes. Results go to `out`, everything said about the work to `err`, so that pipes stay clean. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly language: Language;
  readonly json: boolean;
  /** Whole standard input, for `-`. */
  readonly input: () => Promise<Uint8Array>;
}

export interface OptionHelp {
  readonly name: string;
  /** `flag` takes no value; `text` one; `texts` may be repeated. */
  readonly kind: 'flag' | 'text' | 'texts';
  readonly value?: string;
  readonly text: Text;
}

export interface Arguments {
  readonly positionals: readonly string[];
  readonly flag: (name: string) => boolean;
  readonly text: (name: string) => string | undefined;
  readonly texts: (name: string) => readonly string[];
  /** Everything after the command's words, as it came, for commands that read their own options. */
  readonly rest: readonly string[];
}

/** The exit codes of the house. A command lists those that it uses; 0, 2 and 70 every command has. */
export const exitCodes = {
  0: { zh: '成功', en: 'done' },
  1: {
    zh: '已完成，但结论为否（检查未通过、状态无效、验证失败）',
    en: 'done, and the answer is no (check failed, not valid, not verified)',
  },
  2: { zh: '用法有误', en: 'the command was called wrongly' },
  3: { zh: '被拒绝：理由已列出', en: 'refused; the reasons are listed' },
  4: { zh: '未找到', en: 'not found' },
  5: { zh: '冲突：他人已先办理', en: 'conflict: somebody else was first' },
  6: { zh: '连接不上服务器或数据库', en: 'server or database cannot be reached' },
  70: { zh: '内部错误', en: 'an internal fault' },
} as const;
export type ExitCode = keyof typeof exitCodes;

export interface Command {
  /** The words that call it, such as `scheme check`. */
  readonly name: string;
  readonly summary: Text;
  /** Positional arguments as shown in the usage line, such as `FOLDER…`. */
  readonly usage: string;
  readonly options: readonly OptionHelp[];
  readonly exits: readonly ExitCode[];
  readonly examples: readonly string[];
  /** The command reads options of its own, which `--help` of its topic lists. */
  readonly ownOptions?: boolean;
  readonly run: (args: Arguments, terminal: Terminal) => Promise<ExitCode>;
}

/** Rule files that can't be used: the fault of whoever edited them, told in words and never as a fault of the program. */
export class RuleFilesError extends Error {
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    super(refusals.map((r) => `${r.text.en} ${r.help.en}`).join('\n'));
    this.refusals = refusals;
  }
}

/** A call that can't be understood: the three lines of every message, then exit code 2. */
export class UsageError extends Error {
  readonly code = 'usage';
  readonly expected: string;
  readonly found: string;
  readonly help: string;
  constructor(
    message: Text,
    details: { readonly expected: string | Text; readonly found: string; readonly help: string },
    language: Language,
  ) {
    super(message[language]);
    const { expected } = details;
    this.expected = typeof expected === 'string' ? expected : expected[language];
    this.found = details.found;
    this.help = details.help;
  }
}

/** What `util.parseArgs` needs for a command's options and those that every command has. */
export function parserOptions(command: Pick<Command, 'options'>): NonNullable<ParseArgsConfig['options']> {
  const own = command.options.map(
    (o) =>
      [
        o.name,
        { type: o.kind === 'flag' ? ('boolean' as const) : ('string' as const), multiple: o.kind === 'texts' },
      ] as const,
  );
  return Object.fromEntries([
    ...own,
    ['help', { type: 'boolean', short: 'h' }],
    ['json', { type: 'boolean' }],
    ['lang', { type: 'string' }],
  ] as const);
}
