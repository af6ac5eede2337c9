import { checkScheme } from '#certification/scheme/check.ts';
import { formatDiagnostic } from '#certification/scheme/diagnostic.ts';
import { changeAreas, changeText, type EditionChange } from '#certification/scheme/edition/change.ts';
import { editionDifference } from '#certification/scheme/edition/difference.ts';
import { type EffectLine, effectKinds } from '#certification/scheme/edition/effect.ts';
import { parseScheme } from '#certification/scheme/parse.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import { parsedFrom, readSchemeFiles, type SchemeTexts } from '#operation/schemes/scheme-folder.ts';
import { type Command, type ExitCode, type Language, type Terminal, UsageError } from '../command.ts';
import { type Remote, RemoteProblem, remote, remoteOptions } from '../remote.ts';
import { schemeSurroundings } from '../scheme-outside.ts';
import { placeOfPath } from './scheme.ts';

/** One side of the comparison: files of this machine, or an edition that the server has registered. */
type Side =
  | { readonly is: 'files'; readonly scheme: Scheme; readonly files: SchemeTexts }
  | { readonly is: 'registered'; readonly scheme: Scheme };

/** What the server says that an edition touches; the API's shape. */
interface Effect {
  readonly cases: { readonly open: number; readonly lookedInto: number };
  readonly drafts: number;
  readonly rounds: number;
  readonly lines: readonly EffectLine[];
  readonly entries: readonly { readonly edition: string; readonly valid: number; readonly suspended: number }[];
  readonly holders: number;
}

export const schemeDiff: Command = {
  name: 'scheme diff',
  summary: {
    zh: '比较制度的两个版本：步骤、字段、守卫、时限、表单、结论、有效期、监督的变化；--effect 另查在办案件、草稿与登记',
    en: 'compare two editions of a scheme: steps, fields, guards, clocks, forms, outcomes, validity, surveillance; --effect also asks which open cases, drafts and entries it touches',
  },
  usage: 'A [B]',
  options: [
    {
      name: 'effect',
      kind: 'flag',
      text: {
        zh: '向服务器询问新版本影响的在办案件、草稿、登记（需要制度所有者或登记员的令牌）',
        en: 'ask the server what the new edition touches (needs the token of the scheme’s owner or a registrar)',
      },
    },
    ...remoteOptions,
  ],
  exits: [0, 1, 3, 4, 6],
  examples: [
    'touchstone scheme diff schemes/cn-qms schemes/cn-qms/editions/2027',
    'touchstone scheme diff cn-qms@2025 cn-qms@2027',
    'touchstone scheme diff schemes/cn-qms/editions/2027 --effect',
  ],
  run: async (args, terminal) => {
    const [first, second] = args.positionals;
    if (first === undefined || args.positionals.length > 2) throw usage(terminal, args.positionals.join(' '));
    const server = remote(args, terminal);
    try {
      const to = await side(second ?? first, server, terminal);
      if (to === null) return 1;
      const from = second === undefined ? await current(to.scheme.id, server) : await side(first, server, terminal);
      if (from === null) return 1;
      const changes = editionDifference(from.scheme, to.scheme);
      const effect = args.flag('effect') ? await effectOf(to, server) : null;
      show({ from: from.scheme, to: to.scheme, changes, effect }, terminal);
      return 0;
    } catch (error) {
      if (!(error instanceof RemoteProblem)) throw error;
      terminal.err(error.message);
      return error.exit === 5 ? 3 : (error.exit satisfies ExitCode);
    }
  },
};

function usage(terminal: Terminal, found: string): UsageError {
  return new UsageError(
    { zh: '请给出一个或两个版本。', en: 'Name one edition or two.' },
    {
      expected: 'touchstone scheme diff FOLDER|ID@EDITION [FOLDER|ID@EDITION]',
      found: found === '' ? '—' : found,
      help: 'touchstone scheme diff --help',
    },
    terminal.language,
  );
}

/** Files when the path holds a scheme, else `id@edition` (or `id`: the one in force) of the server. Null: faults were told. */
async function side(asked: string, server: Remote, terminal: Terminal): Promise<Side | null> {
  const place = placeOfPath(asked);
  if (place === null) {
    const named = /^([a-z][a-z0-9-]*)(?:@([^/\s]+))?$/.exec(asked);
    if (named?.[1] === undefined) throw usage(terminal, asked);
    return registered(named[1], named[2] ?? 'current', server);
  }
  const files = await readSchemeFiles(place.folder, place.name, place.edition);
  const read = parseScheme(parsedFrom(files));
  const faults = read.ok ? checkScheme(read.parsed, { ...schemeSurroundings(), folder: place.name }) : read.diagnostics;
  for (const fault of faults) terminal.err(formatDiagnostic(fault, terminal.language));
  return read.ok && faults.length === 0 ? { is: 'files', scheme: read.parsed.scheme, files } : null;
}

async function registered(id: string, edition: string, server: Remote): Promise<Side> {
  const path = `/schemes/${encodeURIComponent(id)}/${encodeURIComponent(edition)}`;
  return { is: 'registered', scheme: (await server.get(path)) as Scheme };
}

const current = (id: string, server: Remote): Promise<Side> => registered(id, 'current', server);

async function effectOf(to: Side, server: Remote): Promise<Effect> {
  const body = to.is === 'files' ? { files: to.files } : { edition: to.scheme.edition };
  return (await server.send('POST', `/schemes/${encodeURIComponent(to.scheme.id)}/effect`, body)) as Effect;
}

interface Answer {
  readonly from: Scheme;
  readonly to: Scheme;
  readonly changes: readonly EditionChange[];
  readonly effect: Effect | null;
}

function show({ from, to, changes, effect }: Answer, terminal: Terminal): void {
  const { language } = terminal;
  if (terminal.json) {
    const name = ({ id, edition }: Scheme) => ({ id, edition });
    const told = changes.map((c) => ({ ...c, text: { zh: changeText(c, 'zh'), en: changeText(c, 'en') } }));
    terminal.out(JSON.stringify({ from: name(from), to: name(to), changes: told, effect }, null, 2));
    return;
  }
  const title = `${from.id}@${from.edition} → ${to.id}@${to.edition}`;
  const stricter = changes.filter((c) => c.weight === 'stricter').length;
  terminal.out(
    language === 'zh'
      ? `${title}：${changes.length} 处变化，其中 ${stricter} 处更严。`
      : `${title}: ${changes.length} changes, ${stricter} of them stricter.`,
  );
  for (const [area, name] of Object.entries(changeAreas)) {
    const here = changes.filter((c) => c.area === area);
    if (here.length === 0) continue;
    terminal.out(`\n${name[language]} (${here.length})`);
    for (const change of here) terminal.out(`  ${marks[change.weight]} ${changeText(change, language)}`);
  }
  if (effect !== null) showEffect(effect, terminal);
}

const marks = { stricter: '▲', looser: '▽', neutral: '·' } as const;

function showEffect(effect: Effect, { out, language }: Terminal): void {
  const { open, lookedInto } = effect.cases;
  out(
    language === 'zh'
      ? `\n影响：在办案件 ${open} 件（逐件查看 ${lookedInto} 件），草稿 ${effect.drafts} 份，进行中的批次 ${effect.rounds} 个，持有人 ${effect.holders} 家`
      : `\nIt touches: ${open} open cases (${lookedInto} looked into), ${effect.drafts} drafts, ${effect.rounds} open rounds, ${effect.holders} holders`,
  );
  for (const { edition, valid, suspended } of effect.entries)
    out(
      language === 'zh'
        ? `  登记（${edition} 版）：有效 ${valid}，暂停 ${suspended}`
        : `  entries under ${edition}: ${valid} valid, ${suspended} suspended`,
    );
  for (const line of effect.lines) out(`  ${lineText(line, language)}`);
  if (effect.lines.length === 0)
    out(language === 'zh' ? '  没有在办案件或草稿受影响。' : '  No open case or draft is touched.');
}

function lineText(line: EffectLine, language: Language): string {
  const found = line.found.map((f) => f[language]).join(language === 'zh' ? '、' : ', ');
  const counts =
    language === 'zh' ? `案件 ${line.cases}，草稿 ${line.drafts}` : `${line.cases} cases, ${line.drafts} drafts`;
  return `${line.subject[language]}: ${effectKinds[line.kind][language]} (${counts})${found === '' ? '' : ` ${found}`}`;
}
