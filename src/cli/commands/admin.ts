import { join, resolve } from 'node:path';
import { refusalText } from '#certification/act/refusal.ts';
import { checkScheme } from '#certification/scheme/check.ts';
import { formatDiagnostic } from '#certification/scheme/diagnostic.ts';
import { createAccount, employ } from '#operation/accounts/administer.ts';
import type { Outcome } from '#operation/acts/outcome.ts';
import { systemActing } from '#operation/acts/request.ts';
import { addKey, registerOrganisation, registerPerson } from '#operation/parties/party-acts.ts';
import { rebuildProjections } from '#operation/replay/rebuild.ts';
import { registerScheme } from '#operation/schemes/register-scheme.ts';
import { readSchemeFolder } from '#operation/schemes/scheme-folder.ts';
import { today } from '#operation/verify/look-up.ts';
import type { World } from '#operation/world.ts';
import { outsideParent } from '#storage/embedded/cluster-home.ts';
import { type ClusterOutside, clustersOutside, removeClusterOutside } from '#storage/embedded/clusters-outside.ts';
import { type Arguments, type Command, type ExitCode, type Terminal, UsageError } from '../command.ts';
import { houseFolder } from '../house-files.ts';
import { schemeSurroundings } from '../scheme-outside.ts';
import { withWorld } from '../with-world.ts';
import { schemesIn } from './scheme.ts';

const acting = { acting: systemActing };

type WorldWork = (world: World, args: Arguments, terminal: Terminal) => Promise<ExitCode>;
type Work = (args: Arguments, terminal: Terminal) => Promise<ExitCode>;

const inWorld =
  (work: WorldWork): Work =>
  (args, terminal) =>
    withWorld(terminal, ({ world }) => work(world, args, terminal));

/** What an administrator does at the machine itself: the first organisation, the first account, schemes, keys. */
const works: Readonly<
  Record<string, { readonly usage: string; readonly zh: string; readonly en: string; readonly work: Work }>
> = {
  schemes: {
    usage: 'schemes [FOLDER…]',
    zh: '登记制度版本（按摘要；已登记的不变）',
    en: 'register scheme editions by digest; what is registered does not change',
    work: inWorld(schemes),
  },
  organisation: {
    usage: 'organisation --zh NAME [--en NAME] [--uscc CODE] [--number-code CODE] [--key]',
    zh: '登记单位；--key 同时给一把托管签发密钥',
    en: 'register an organisation; --key gives it a hosted signing key',
    work: inWorld(organisation),
  },
  person: {
    usage: 'person --zh NAME [--en NAME]',
    zh: '登记人员（姓名入个人信息库）',
    en: 'register a person; the name goes to the vault',
    work: inWorld(person),
  },
  account: {
    usage: 'account --person ID --login NAME [--administrator]  (password on standard input)',
    zh: '建立账号；口令从标准输入读取',
    en: 'make an account; the password is read from standard input',
    work: inWorld(account),
  },
  employ: {
    usage: 'employ --person ID --party ID --roles a,b',
    zh: '登记任职与角色',
    en: 'say for whom a person works, in which roles',
    work: inWorld(employment),
  },
  rebuild: {
    usage: 'rebuild',
    zh: '由事件重建名录与列表',
    en: 'rebuild register and lists from the events',
    work: inWorld(rebuild),
  },
  clusters: {
    usage: 'clusters [remove NAME…]',
    zh: '列出放在数据目录之外的数据库；remove 删除数据目录已不在的',
    en: 'list databases that lie outside of their data folder; remove those whose data folder is gone',
    work: clusters,
  },
};

export const adminCommand: Command = {
  name: 'admin',
  summary: {
    zh: '管理：登记制度、单位、人员、账号、任职；重建名录',
    en: 'administration: schemes, organisations, persons, accounts, employment; rebuild',
  },
  usage: Object.values(works)
    .map((w) => w.usage)
    .join('\n       touchstone admin '),
  options: [
    { name: 'zh', kind: 'text', value: 'NAME', text: { zh: '中文名称', en: 'Chinese name' } },
    { name: 'en', kind: 'text', value: 'NAME', text: { zh: '英文名称', en: 'English name' } },
    { name: 'uscc', kind: 'text', value: 'CODE', text: { zh: '统一社会信用代码', en: 'unified social credit code' } },
    {
      name: 'number-code',
      kind: 'text',
      value: 'CODE',
      text: { zh: '证书编号中的机构代码', en: 'code that stands in numbers, such as 034' },
    },
    { name: 'key', kind: 'flag', text: { zh: '建立托管签发密钥', en: 'make a hosted signing key' } },
    { name: 'person', kind: 'text', value: 'ID', text: { zh: '人员', en: 'person' } },
    { name: 'party', kind: 'text', value: 'ID', text: { zh: '单位', en: 'organisation' } },
    { name: 'login', kind: 'text', value: 'NAME', text: { zh: '账号名', en: 'login' } },
    {
      name: 'administrator',
      kind: 'flag',
      text: { zh: '系统管理员（不能查看案件）', en: 'administrator (reads no case)' },
    },
    { name: 'roles', kind: 'text', value: 'a,b', text: { zh: '角色', en: 'roles' } },
  ],
  exits: [0, 1, 3, 6],
  examples: [
    'touchstone admin schemes',
    'touchstone admin organisation --zh 示例认证有限公司 --number-code 034 --key',
    'echo secret-password | touchstone admin account --person 0199… --login li',
  ],
  run: (args, terminal) => {
    const [name = ''] = args.positionals;
    const found = Object.hasOwn(works, name) ? works[name] : undefined;
    if (!found)
      throw new UsageError(
        { zh: `没有 \`admin ${name}\`。`, en: `There is no \`admin ${name}\`.` },
        { expected: Object.keys(works).join(', '), found: name || '—', help: 'touchstone admin --help' },
        terminal.language,
      );
    return found.work(args, terminal);
  },
};

/** Needs no world: it is about those of which only the database is left. */
async function clusters(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const zh = terminal.language === 'zh';
  const [, word, ...names] = args.positionals;
  if (word === undefined) {
    const found = clustersOutside();
    if (terminal.json) terminal.out(JSON.stringify(found, null, 2));
    else if (found.length === 0)
      terminal.out(zh ? `${outsideParent} 下没有数据库。` : `No database under ${outsideParent}.`);
    else for (const one of found) terminal.out(clusterLine(one, zh));
    return 0;
  }
  if (word !== 'remove' || names.length === 0)
    throw new UsageError(
      { zh: '应为 `clusters` 或 `clusters remove NAME…`。', en: 'Expected `clusters` or `clusters remove NAME…`.' },
      { expected: 'remove NAME…', found: args.positionals.slice(1).join(' '), help: 'touchstone admin clusters' },
      terminal.language,
    );
  let worst: ExitCode = 0;
  for (const name of names) {
    const outcome = removeClusterOutside(name);
    const said = removalWords[outcome];
    if (terminal.json) terminal.out(JSON.stringify({ name, outcome }));
    else (outcome === 'removed' ? terminal.out : terminal.err)(`${name}: ${zh ? said.zh : said.en}`);
    if (outcome !== 'removed') worst = 3;
  }
  return worst;
}

const removalWords = {
  removed: { zh: '已删除', en: 'removed' },
  running: { zh: '正在运行，未删除', en: 'a server runs on it: kept' },
  'in-use': { zh: '属于仍在的数据目录，未删除', en: 'belongs to a data folder that is there: kept' },
  unknown: {
    zh: '没有这个数据库；请先用 `touchstone admin clusters` 列出',
    en: 'no such database; list them by `touchstone admin clusters`',
  },
} as const;

function clusterLine({ name, folder, state, bytes }: ClusterOutside, zh: boolean): string {
  const states = {
    running: { zh: '运行中', en: 'running' },
    'in-use': { zh: '使用中', en: 'in use' },
    orphan: {
      zh: '数据目录已不在（未挂载的磁盘也会如此）',
      en: 'its data folder is gone (an unmounted disk looks the same)',
    },
  } as const;
  const said = states[state];
  return [name, `${Math.ceil(bytes / 1_048_576)} MB`, zh ? said.zh : said.en, folder ?? '—'].join('  ');
}

/** Prints what an act gave, or every reason why it was refused. */
function told(outcome: Outcome<unknown>, terminal: Terminal): ExitCode {
  if (outcome.is === 'done') {
    terminal.out(
      terminal.json
        ? JSON.stringify(outcome.value, null, 2)
        : Object.entries(outcome.value as object)
            .map(([k, v]) => `${k}: ${String(v)}`)
            .join('  '),
    );
    return 0;
  }
  if (outcome.is === 'refused') {
    for (const refusal of outcome.refusals) {
      const { text, help } = refusalText(refusal, terminal.language);
      terminal.err(`${refusal.field === undefined ? '' : `${refusal.field}: `}${text} ${help}`);
    }
  } else terminal.err(JSON.stringify(outcome));
  return 3;
}

function need(args: Arguments, name: string, terminal: Terminal): string {
  const value = args.text(name);
  if (value !== undefined && value !== '') return value;
  throw new UsageError(
    { zh: `缺少 --${name}。`, en: `--${name} is missing.` },
    { expected: `--${name} VALUE`, found: '—', help: 'touchstone admin --help' },
    terminal.language,
  );
}

async function schemes(world: World, args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const paths = args.positionals.slice(1);
  const around = schemeSurroundings();
  let worst: ExitCode = 0;
  for (const { folder, name, edition } of await schemesIn(
    paths.length > 0 ? paths.map((p) => resolve(p)) : [join(houseFolder, 'schemes')],
    terminal,
  )) {
    const parsed = await readSchemeFolder(folder, name, edition);
    const faults = parsed.ok ? checkScheme(parsed.parsed, { ...around, folder: name }) : parsed.diagnostics;
    for (const fault of faults) terminal.err(formatDiagnostic(fault, terminal.language));
    if (!parsed.ok || faults.length > 0) worst = 1;
    else worst = Math.max(worst, told(await registerScheme(world, acting, parsed.parsed.scheme), terminal)) as ExitCode;
  }
  return worst;
}

async function organisation(world: World, args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const zh = need(args, 'zh', terminal);
  const codes = [
    ['uscc', args.text('uscc')],
    ['number-code', args.text('number-code')],
  ].flatMap(([system, value]) => (system && value ? [{ system, value }] : []));
  const from = today(world);
  const en = args.text('en');
  const names = [
    { language: 'zh' as const, name: zh, from },
    ...(en === undefined ? [] : [{ language: 'en' as const, name: en, from }]),
  ];
  const outcome = await registerOrganisation(world, acting, { names, codes, details: {} });
  if (outcome.is === 'done' && args.flag('key')) {
    const key = await addKey(world, acting, outcome.value.party, { custody: 'hosted' });
    if (key.is !== 'done') return told(key, terminal);
  }
  return told(outcome, terminal);
}

async function person(world: World, args: Arguments, terminal: Terminal): Promise<ExitCode> {
  return told(
    await registerPerson(world, acting, { zh: need(args, 'zh', terminal), en: args.text('en') ?? '' }),
    terminal,
  );
}

async function account(world: World, args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const [who, login] = [need(args, 'person', terminal), need(args, 'login', terminal)];
  const password = new TextDecoder().decode(await terminal.input()).replace(/\r?\n$/, '');
  return told(
    await createAccount(world, systemActing, {
      person: who,
      login,
      password,
      language: terminal.language,
      isAdministrator: args.flag('administrator'),
    }),
    terminal,
  );
}

async function employment(world: World, args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const roles = need(args, 'roles', terminal)
    .split(',')
    .map((r) => r.trim());
  return told(
    await employ(world, systemActing, {
      person: need(args, 'person', terminal),
      party: need(args, 'party', terminal),
      roles,
      from: today(world),
      to: null,
    }),
    terminal,
  );
}

async function rebuild(world: World, _args: Arguments, terminal: Terminal): Promise<ExitCode> {
  try {
    const { streams, events } = await rebuildProjections(world, (done) =>
      terminal.err(`${done.streams} · ${done.events} …`),
    );
    terminal.out(`${streams} · ${events}`);
    return 0;
  } catch (error) {
    terminal.err(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
