import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Arguments, type Command, type ExitCode, type OptionHelp, type Terminal, UsageError } from '../command.ts';
import { RemoteProblem, remote, remoteOptions } from '../remote.ts';

/** One key an act, however often it is sent. */
export const keyOption: OptionHelp = {
  name: 'key',
  kind: 'text',
  value: 'KEY',
  text: { zh: '幂等键（默认随机）', en: 'idempotency key (default: random)' },
};

export type Json = Readonly<Record<string, unknown>>;
export const words = (text: unknown, terminal: Terminal): string =>
  typeof text === 'object' && text !== null
    ? String((text as Json)[terminal.language] ?? (text as Json)['zh'] ?? '')
    : String(text ?? '');

/** Runs against the server; a refusal is printed with all its reasons and ends with its exit code. */
export async function attempt(terminal: Terminal, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RemoteProblem)) throw error;
    if (terminal.json) terminal.out(JSON.stringify(error.problem, null, 2));
    else terminal.err(error.message);
    return error.exit;
  }
}

export function need(args: Arguments, index: number, what: string, command: string, terminal: Terminal): string {
  const value = args.positionals[index];
  if (value === undefined)
    throw new UsageError(
      { zh: `缺少 ${what}。`, en: `${what} is missing.` },
      { expected: what, found: '—', help: `touchstone ${command} --help` },
      terminal.language,
    );
  return value;
}

/** `--values` is a JSON object, a file that holds one, or `-` for standard input. */
async function valuesOf(args: Arguments, terminal: Terminal): Promise<unknown> {
  const given = args.text('values');
  if (given === undefined) return {};
  const text =
    given === '-'
      ? new TextDecoder().decode(await terminal.input())
      : given.trimStart().startsWith('{')
        ? given
        : readFileSync(given, 'utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(
      { zh: '--values 应为 JSON 对象。', en: '--values is expected to be a JSON object.' },
      {
        expected: '{"field": value}',
        found: error instanceof Error ? error.message : '',
        help: 'touchstone case act --help',
      },
      terminal.language,
    );
  }
}

export const caseList: Command = {
  name: 'case list',
  summary: { zh: '列出我可查看的案件，或待办', en: 'list the cases that I may read, or what waits for me' },
  usage: '',
  options: [
    { name: 'todo', kind: 'flag', text: { zh: '只列待办', en: 'only what waits for me' } },
    { name: 'scheme', kind: 'text', value: 'ID', text: { zh: '制度', en: 'scheme' } },
    { name: 'state', kind: 'text', value: 'open|ended', text: { zh: '状态', en: 'state' } },
    { name: 'after', kind: 'text', value: 'CURSOR', text: { zh: '下一页标记', en: 'cursor of the next page' } },
    ...remoteOptions,
  ],
  exits: [0, 3, 6],
  examples: ['touchstone case list --todo', 'touchstone case list --scheme my-scheme --state open'],
  run: (args, terminal) =>
    attempt(terminal, async () => {
      const query = new URLSearchParams();
      for (const name of ['scheme', 'state', 'after']) {
        const value = args.text(name);
        if (value !== undefined) query.set(name, value);
      }
      const path = args.flag('todo') ? '/work?list=todo' : `/cases?${query}`;
      const answer = (await remote(args, terminal).get(path)) as {
        rows?: readonly Json[];
        tasks?: readonly Json[];
        next: string | null;
      };
      if (terminal.json) terminal.out(JSON.stringify(answer, null, 2));
      else {
        for (const row of answer.tasks ?? [])
          terminal.out(
            `${row['subject']}  ${row['due'] ?? '          '}  ${words(row['stepTitle'], terminal)}  ${row['title']}`,
          );
        for (const row of answer.rows ?? [])
          terminal.out(
            `${row['id']}  ${row['state']}  ${words((row['scheme'] as Json)['title'], terminal)}  ${row['title']}`,
          );
        if (answer.next !== null) terminal.err(`--after ${answer.next}`);
      }
      return 0;
    }),
};

export const caseShow: Command = {
  name: 'case show',
  summary: { zh: '显示案件：步骤、可办事项及不能办理的理由', en: 'a case: its steps, what can be done and why not' },
  usage: 'CASE',
  options: remoteOptions,
  exits: [0, 3, 4, 6],
  examples: ['touchstone case show 0199… --json'],
  run: (args, terminal) =>
    attempt(terminal, async () => {
      const view = (await remote(args, terminal).get(`/cases/${need(args, 0, 'CASE', 'case show', terminal)}`)) as Json;
      if (terminal.json) terminal.out(JSON.stringify(view, null, 2));
      else showCase(view, terminal);
      return 0;
    }),
};

function showCase(view: Json, terminal: Terminal): void {
  const texts = view['texts'] as Readonly<Record<string, unknown>>;
  const word = (key: string) => (Object.hasOwn(texts, key) ? words(texts[key], terminal) : key);
  terminal.out(`${view['title']}  (${view['version']})`);
  const window = view['window'] as Json | null;
  if (window !== null) terminal.out(`! ${words(window['says'], terminal)}`);
  for (const step of view['steps'] as readonly Json[]) {
    const mark = { open: '▶', done: '✓', skipped: '–', waiting: ' ' }[String(step['status'])] ?? ' ';
    terminal.out(
      `  ${mark} ${word(`step.${step['id']}`)}${step['outcome'] === null ? '' : `: ${word(`outcome.${step['id']}.${step['outcome']}`)}`}`,
    );
  }
  for (const opening of view['openings'] as readonly Json[]) {
    const bars = opening['bars'] as readonly Json[];
    const line = opening['line'] === null ? '' : ` ${opening['line']}`;
    terminal.out(
      `${bars.length === 0 ? '→' : '×'} ${opening['act']} ${opening['on']}${line} (${(opening['by'] as readonly string[]).map((r) => word(`role.${r}`)).join(', ')})`,
    );
    for (const bar of bars) terminal.out(`    ${words(bar['text'], terminal)}`);
    if (opening['act'] !== 'do' || bars.length > 0) continue;
    for (const outcome of opening['outcomes'] as readonly Json[])
      for (const bar of outcome['bars'] as readonly Json[])
        terminal.out(
          `    × ${word(`outcome.${opening['on']}.${outcome['id']}`)}: ${words(bar['text'], terminal)} ${words(bar['help'], terminal)}`,
        );
  }
}

export const caseApply: Command = {
  name: 'case apply',
  summary: { zh: '提出申请，开启一个案件', en: 'open a case' },
  usage: 'SCHEME FLOW',
  options: [
    { name: 'applicant', kind: 'text', value: 'PARTY', text: { zh: '申请方', en: 'applicant' } },
    { name: 'body', kind: 'text', value: 'PARTY', text: { zh: '受理机构', en: 'body' } },
    { name: 'title', kind: 'text', value: 'TEXT', text: { zh: '名称', en: 'title' } },
    { name: 'round', kind: 'text', value: 'ROUND', text: { zh: '批次', en: 'round' } },
    { name: 'entry', kind: 'text', value: 'ENTRY', text: { zh: '所针对的登记', en: 'entry that it is about' } },
    keyOption,
    ...remoteOptions,
  ],
  exits: [0, 3, 4, 6],
  examples: ['touchstone case apply my-scheme initial --applicant 0199… --body 0199… --title "示例厂"'],
  run: (args, terminal) =>
    attempt(terminal, async () => {
      const body = {
        scheme: need(args, 0, 'SCHEME', 'case apply', terminal),
        flow: need(args, 1, 'FLOW', 'case apply', terminal),
        applicant: args.text('applicant'),
        body: args.text('body'),
        title: args.text('title') ?? '',
        round: args.text('round') ?? null,
        entry: args.text('entry') ?? null,
      };
      const answer = (await remote(args, terminal).send('POST', '/cases', body, {
        'Idempotency-Key': args.text('key') ?? randomUUID(),
      })) as Json;
      terminal.out(terminal.json ? JSON.stringify(answer, null, 2) : String(answer['case']));
      return 0;
    }),
};

export const caseAct: Command = {
  name: 'case act',
  summary: { zh: '办理一步；拒绝时一次列出全部理由', en: 'do one step; a refusal lists all its reasons at once' },
  usage: 'CASE STEP OUTCOME',
  options: [
    { name: 'values', kind: 'text', value: 'JSON|FILE|-', text: { zh: '表单各项的值', en: 'values of the form' } },
    { name: 'line', kind: 'text', value: 'LINE', text: { zh: '分项', en: 'line of a fan-out' } },
    { name: 'reason', kind: 'text', value: 'LIST:CODE', text: { zh: '原因代码', en: 'coded reason' } },
    { name: 'words', kind: 'text', value: 'TEXT', text: { zh: '原因说明', en: 'the reason in words' } },
    {
      name: 'name',
      kind: 'texts',
      value: 'ROLE:PERSON:PARTY',
      text: { zh: '指派人员（PERSON 可空）', en: 'name a person (PERSON may be empty)' },
    },
    {
      name: 'expected',
      kind: 'text',
      value: 'VERSION',
      text: { zh: '所见版本；他人先办理则拒绝', en: 'the version seen; refused when somebody was first' },
    },
    keyOption,
    ...remoteOptions,
  ],
  exits: [0, 3, 4, 5, 6],
  examples: [
    'touchstone case act 0199… application done --values application.json',
    'touchstone case act 0199… review refused --reason refusal:incomplete',
  ],
  run: (args, terminal) =>
    attempt(terminal, async () => {
      const id = need(args, 0, 'CASE', 'case act', terminal);
      const [list, code] = (args.text('reason') ?? '').split(':');
      const named = args.texts('name').map((n) => {
        const [role = '', person = '', party = ''] = n.split(':');
        return { role, person: person === '' ? null : person, party };
      });
      const expected = args.text('expected');
      const act = {
        act: 'do',
        step: need(args, 1, 'STEP', 'case act', terminal),
        outcome: need(args, 2, 'OUTCOME', 'case act', terminal),
        line: args.text('line') ?? null,
        values: await valuesOf(args, terminal),
        named,
        reason: list && code ? { list, code, words: args.text('words') ?? '' } : null,
        ...(expected === undefined ? {} : { expected: Number(expected) }),
      };
      const answer = (await remote(args, terminal).send('POST', `/cases/${id}/acts`, act, {
        'Idempotency-Key': args.text('key') ?? randomUUID(),
      })) as Json;
      terminal.out(
        terminal.json
          ? JSON.stringify(answer, null, 2)
          : `${answer['version']}${answer['ended'] === null ? '' : ` ${answer['ended']}`}`,
      );
      for (const entry of terminal.json ? [] : (answer['entries'] as readonly Json[]))
        terminal.out(`${entry['number']}  ${entry['id']}`);
      return 0;
    }),
};

export const caseAttach: Command = {
  name: 'case attach',
  summary: {
    zh: '把 `calc --document` 的结果文件附到案件；服务器重算，不一致即拒绝',
    en: 'attach the document of `calc --document` to a case; the server computes it again and refuses what differs',
  },
  usage: 'CASE FILE.json',
  options: [
    { name: 'step', kind: 'text', value: 'STEP', text: { zh: '所支持的步骤', en: 'the step that it supports' } },
    { name: 'words', kind: 'text', value: 'TEXT', text: { zh: '说明', en: 'in words' } },
    keyOption,
    ...remoteOptions,
  ],
  exits: [0, 3, 4, 6],
  examples: ['touchstone case attach 0199… audit-time.json --step contract'],
  run: (args, terminal) =>
    attempt(terminal, async () => {
      const id = need(args, 0, 'CASE', 'case attach', terminal);
      const file = need(args, 1, 'FILE.json', 'case attach', terminal);
      const act = {
        act: 'attach-answer',
        document: jsonIn(file, terminal),
        step: args.text('step') ?? null,
        words: args.text('words') ?? '',
      };
      const answer = (await remote(args, terminal).send('POST', `/cases/${id}/acts`, act, {
        'Idempotency-Key': args.text('key') ?? randomUUID(),
      })) as Json;
      terminal.out(terminal.json ? JSON.stringify(answer, null, 2) : String(answer['version']));
      return 0;
    }),
};

function jsonIn(file: string, terminal: Terminal): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    throw new UsageError(
      { zh: `${file} 不是可读的结果文件。`, en: `${file} is no document that can be read.` },
      {
        expected: 'touchstone calc NAME … --document FILE.json',
        found: error instanceof Error ? error.message : '',
        help: 'touchstone case attach --help',
      },
      terminal.language,
    );
  }
}
