import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkCode } from '#certification/codes/code-check.ts';
import type { CodeList } from '#certification/codes/code-list.ts';
import type { Refusal } from '#certification/codes/refusal.ts';
import { recompute } from '#certification/rules/answer-document.ts';
import type { RuleContext } from '#certification/rules/context.ts';
import { citedInEnglish } from '#certification/rules/document-names.ts';
import { figuresOn } from '#certification/rules/figures.ts';
import { readRules } from '#certification/rules/load-rules.ts';
import { schemeSurroundings, workedOutside } from '#certification/scheme/outside.ts';
import type { CodeAnswer, CodeName, Rules } from '../world.ts';

/** Files of dated data that are not what they should be: all faults at once, each with its file and place. */
export class RuleFileError extends Error {
  readonly code = 'rule-file';
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    super(refusals.map((r) => `${r.text.en} ${r.help.en}`).join('\n'));
    this.name = 'RuleFileError';
    this.refusals = refusals;
  }
}

/** The zones whose working days are those of the loaded official holiday table. */
const zonesOfTable: Readonly<Record<string, string>> = { 'Asia/Shanghai': 'CN', 'Asia/Urumqi': 'CN' };

/**
 * Reads the dated data of the house from the folder `rules/`: rule packs, official holidays, catalogues, lists of codes.
 * @throws RuleFileError naming everything that is wrong in the files.
 */
export async function loadHouseRules(folder: string): Promise<Rules> {
  const names = await readdir(folder, { recursive: true });
  const paths = names.map((n) => n.replaceAll('\\', '/')).filter((n) => /\.(ya?ml|json)$/.test(n));
  const files = await Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })),
  );
  const read = readRules(files, digestOf);
  if (!read.ok) throw new RuleFileError(read.refusals);
  return houseRules(read.parts);
}

/** The dated data as acts ask it. */
export function houseRules(context: RuleContext): Rules {
  const { calendar, lists } = context;
  let schemes: ReturnType<Rules['schemes']> | undefined;
  return {
    calendar: (zone) =>
      Object.hasOwn(zonesOfTable, zone) && zonesOfTable[zone] === calendar.jurisdiction ? calendar : undefined,
    code: (kind, value, day) => codeAnswer(checkCode(kind, value, { ...lists, day }).result),
    codeName: (kind, code) => codeName(context, kind, code),
    ruleName: (rule) => ruleName(context, rule),
    citedInEnglish: (citation) => citedInEnglish(citation, context.documents),
    calculate: (name, inputs, day) => figuresOn(day, name, inputs, context),
    recompute: (document) => recompute(document, context),
    schemes: () => {
      schemes ??= { around: schemeSurroundings(context), outside: workedOutside(context, digestOf) };
      return schemes;
    },
  };
}

const digestOf = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

function codeAnswer(result: ReturnType<typeof checkCode>['result']): CodeAnswer {
  return result.ok ? { ok: true } : { ok: false, why: whyOf(result.refusals) };
}

function codeName({ lists }: RuleContext, kind: string, code: string): CodeName | undefined {
  if (kind === 'region') {
    const name = lists.regions.names.get(code);
    return name === undefined ? undefined : { zh: name, en: name, certainty: 'verified' };
  }
  const byKind: Readonly<Record<string, CodeList>> = {
    industry: lists.industries,
    sector: lists.sectors,
    'ccc-class': lists.cccClasses,
  };
  const row = Object.hasOwn(byKind, kind) ? byKind[kind]?.rows.get(code) : undefined;
  return row === undefined ? undefined : { zh: row.zh, en: row.en, certainty: row.certainty };
}

function ruleName({ book }: RuleContext, rule: string): { readonly zh: string; readonly en: string } | undefined {
  const [, name, edition, id] = /^([^@]+)@(.+) (\S+)$/.exec(rule) ?? [];
  const pack = book.packs.find((p) => p.pack === name && p.edition === edition);
  const row = pack?.rows.find((r) => r.id === id);
  if (pack === undefined || row === undefined) return undefined;
  const said = (title: string) => [`${title}${title.includes(pack.edition) ? '' : ` ${pack.edition}`}`, row.article];
  return {
    zh: said(pack.title.zh).join(' '),
    en: citedInEnglish(said(pack.title.en).join(' ').replaceAll('、', ', '), new Map()),
  };
}

function whyOf(refusals: readonly Refusal[]): { readonly zh: string; readonly en: string } {
  return { zh: refusals.map((r) => r.text.zh).join('；'), en: refusals.map((r) => r.text.en).join('; ') };
}
