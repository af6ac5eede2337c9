import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { refusalText } from '#certification/act/refusal.ts';
import { checkScheme, type Surroundings } from '#certification/scheme/check.ts';
import { type Diagnostic, diagnosticText, formatDiagnostic } from '#certification/scheme/diagnostic.ts';
import { editionFaults } from '#certification/scheme/edition/side-by-side.ts';
import type { Parsed } from '#certification/scheme/parse.ts';
import { readWorkedCase, type WorkedCase } from '#certification/scheme/worked-case/case-file.ts';
import { runWorkedCase } from '#certification/scheme/worked-case/run.ts';
import type { WorkedOutside } from '#certification/scheme/worked-case/world.ts';
import { editionNames, editionsFolder, readSchemeFolder, schemeNames } from '#operation/schemes/scheme-folder.ts';
import { type Command, type Terminal, UsageError } from '../command.ts';
import { houseFolder, loadRules } from '../house-files.ts';
import { schemeSurroundings, workedOutside } from '../scheme-outside.ts';

/** Where a scheme's files lie: its folder among schemes, and the edition when it is one beside the present. */
export interface SchemePlace {
  readonly folder: string;
  readonly name: string;
  readonly edition?: string;
}

/** The place that a path means: a scheme's own folder, its scheme.yaml, or a folder under its `editions/`. */
export function placeOfPath(path: string): SchemePlace | null {
  const asked = resolve(path);
  const own = basename(asked) === 'scheme.yaml' ? dirname(asked) : asked;
  if (!statSync(join(own, 'scheme.yaml'), { throwIfNoEntry: false })) return null;
  const above = dirname(own);
  return basename(above) === editionsFolder
    ? { folder: dirname(dirname(above)), name: basename(dirname(above)), edition: basename(own) }
    : { folder: above, name: basename(own) };
}

/** Folders given by the user as places: a scheme's own folder with its editions, or one that holds several. */
export async function schemesIn(paths: readonly string[], terminal: Terminal): Promise<readonly SchemePlace[]> {
  const asked = paths.length === 0 ? [join(houseFolder, 'schemes')] : paths.map((p) => resolve(p));
  const found: SchemePlace[] = [];
  for (const path of asked) {
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      throw new UsageError(
        { zh: `没有文件夹 \`${path}\`。`, en: `There is no folder \`${path}\`.` },
        { expected: 'schemes/NAME', found: path, help: 'touchstone scheme check --help' },
        terminal.language,
      );
    }
    const one = placeOfPath(path);
    const places: readonly SchemePlace[] =
      one !== null
        ? [one]
        : (await schemeNames(path))
            .filter((name) => hasScheme(path, name, terminal))
            .map((name) => ({ folder: path, name }));
    for (const place of places) {
      found.push(place);
      if (place.edition === undefined)
        for (const edition of await editionNames(place.folder, place.name)) found.push({ ...place, edition });
    }
  }
  return found;
}

/** A folder among schemes that holds none is said and passed over; nothing else is checked in it. */
function hasScheme(folder: string, name: string, terminal: Terminal): boolean {
  const missing = ['scheme.yaml', 'texts.yaml'].filter(
    (file) => !statSync(join(folder, name, file), { throwIfNoEntry: false }),
  );
  if (missing.length > 0)
    terminal.err(
      `${name}/${missing[0]}: ${terminal.language === 'zh' ? '缺少此文件，跳过该文件夹' : 'is missing; the folder is passed over'}`,
    );
  return missing.length === 0;
}

interface Report {
  readonly scheme: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly parsed: Parsed | null;
}

async function checkOne(place: SchemePlace, around: Omit<Surroundings, 'folder' | 'caseKinds'>): Promise<Report> {
  const { folder, name, edition } = place;
  const parsed = await readSchemeFolder(folder, name, edition);
  if (!parsed.ok) return { scheme: name, diagnostics: parsed.diagnostics, parsed: null };
  const cases = readCases(folder, casesName(place));
  const kinds = cases.flatMap((c) => (c.ok ? [c.worked.kind] : []));
  const diagnostics = [
    // An edition to come may lie where no holiday table reaches yet, and has its cases when it is played.
    ...checkScheme(parsed.parsed, {
      ...around,
      folder: name,
      ...(edition !== undefined && cases.length === 0 ? {} : { caseKinds: kinds }),
    }),
    ...cases.flatMap((c) => (c.ok ? [] : c.diagnostics)),
  ];
  return { scheme: name, diagnostics, parsed: parsed.parsed };
}

/** Where the worked cases of an edition lie: beside its scheme.yaml. */
const casesName = ({ name, edition }: SchemePlace): string =>
  edition === undefined ? name : join(name, editionsFolder, edition);

/** The worked cases of a scheme, read; broken ones with what is wrong. */
export function readCases(folder: string, name: string): readonly ReturnType<typeof readWorkedCase>[] {
  const cases = join(folder, name, 'cases');
  if (!statSync(cases, { throwIfNoEntry: false })) return [];
  return readdirSync(cases)
    .filter((f) => f.endsWith('.yaml'))
    .sort()
    .map((f) => readWorkedCase({ name: `${name}/cases/${f}`, text: readFileSync(join(cases, f), 'utf8') }));
}

function showDiagnostics(reports: readonly Report[], terminal: Terminal): void {
  if (terminal.json) {
    terminal.out(
      JSON.stringify(
        reports.map((r) => ({
          scheme: r.scheme,
          diagnostics: r.diagnostics.map((d) => ({ ...d, zh: diagnosticText(d, 'zh'), en: diagnosticText(d, 'en') })),
        })),
        null,
        2,
      ),
    );
    return;
  }
  for (const report of reports) {
    for (const d of report.diagnostics) terminal.err(formatDiagnostic(d, terminal.language));
    if (report.diagnostics.length === 0)
      terminal.out(
        `${report.scheme}@${report.parsed?.scheme.edition ?? ''}: ${terminal.language === 'zh' ? '通过' : 'sound'}`,
      );
  }
}

/** Editions of one scheme that lie in one folder: their days must fit together, as the register will ask. */
function besideOneAnother(reports: readonly Report[]): ReturnType<typeof editionFaults> {
  const schemes = reports.flatMap((r) => (r.parsed === null ? [] : [r.parsed.scheme]));
  return [...new Set(schemes.map((s) => s.id))].flatMap((id) => editionFaults(schemes.filter((s) => s.id === id)));
}

/** The texts that are wanted, nested by key as texts.yaml is: each with its name in English as a beginning. */
function missingTexts(diagnostics: readonly Diagnostic[]): string {
  const wanted = diagnostics.flatMap(({ code, params }) =>
    code === 'text-missing' ? [String(params['key'] ?? '').replaceAll('`', '')] : [],
  );
  const lines = (prefix: string, indent: string): readonly string[] => {
    const below = wanted.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    return [...new Set(below.map((key) => key.split('.')[0] ?? ''))].flatMap((name) => {
      const inner = lines(`${prefix}${name}.`, `${indent}  `);
      const english = JSON.stringify(name.replaceAll('-', ' '));
      const said = wanted.includes(`${prefix}${name}`) ? `{ zh: "", en: ${english} }` : '';
      const own = said === '' ? [] : [`${indent}  zh: ""`, `${indent}  en: ${english}`];
      return inner.length === 0 ? [`${indent}${name}: ${said}`] : [`${indent}${name}:`, ...own, ...inner];
    });
  };
  return lines('', '').join('\n');
}

export const schemeCheck: Command = {
  name: 'scheme check',
  summary: {
    zh: '检查制度声明：每处错误给出文件、行、列、应为、实为',
    en: 'check declared schemes; each fault with file, line, column, expected and found',
  },
  usage: '[FOLDER …]',
  options: [
    {
      name: 'texts',
      kind: 'flag',
      text: {
        zh: '另在标准输出列出缺少的文字，可贴入 texts.yaml 再填写',
        en: 'also print the texts that are missing, to be put into texts.yaml and filled in',
      },
    },
  ],
  exits: [0, 1],
  examples: ['touchstone scheme check schemes/my-scheme', 'touchstone scheme check schemes/my-scheme --texts'],
  run: async (args, terminal) => {
    const around = schemeSurroundings();
    const reports: Report[] = [];
    for (const place of await schemesIn(args.positionals, terminal)) reports.push(await checkOne(place, around));
    showDiagnostics(reports, terminal);
    if (args.flag('texts')) for (const report of reports) terminal.out(missingTexts(report.diagnostics));
    const beside = besideOneAnother(reports);
    if (!terminal.json)
      for (const { scheme, refusals } of beside)
        for (const refusal of refusals) {
          const { text, help } = refusalText(refusal, terminal.language);
          terminal.err(`${scheme.id}@${scheme.edition}: ${text} ${help}`);
        }
    return reports.every((r) => r.diagnostics.length === 0) && beside.length === 0 ? 0 : 1;
  },
};

export const schemeTest: Command = {
  name: 'scheme test',
  summary: { zh: '不用数据库运行制度的示例案件', en: 'run the worked cases of schemes without a database' },
  usage: '[FOLDER …]',
  options: [],
  exits: [0, 1],
  examples: ['touchstone scheme test schemes'],
  run: async (args, terminal) => {
    const around = schemeSurroundings();
    const outside = workedOutside(loadRules());
    const results: { scheme: string; file: string; name: string; kind: string; failures: readonly unknown[] }[] = [];
    let sound = true;
    for (const place of await schemesIn(args.positionals, terminal)) {
      const { name } = place;
      const report = await checkOne(place, around);
      if (report.diagnostics.length > 0) {
        sound = false;
        showDiagnostics([report], terminal);
      }
      const { parsed } = report;
      if (parsed === null) continue;
      const cases = readCases(place.folder, casesName(place)).flatMap((c) => (c.ok ? [c.worked] : []));
      for (const worked of cases)
        results.push({
          scheme: name,
          file: worked.file,
          name: worked.name[terminal.language],
          kind: worked.kind,
          failures: play(parsed, worked, outside, terminal),
        });
    }
    const failed = results.filter((r) => r.failures.length > 0);
    if (terminal.json) terminal.out(JSON.stringify(results, null, 2));
    else
      terminal.out(
        terminal.language === 'zh'
          ? `${results.length - failed.length} 个示例通过，${failed.length} 个不符。`
          : `${results.length - failed.length} worked cases came out as expected, ${failed.length} did not.`,
      );
    return sound && failed.length === 0 ? 0 : 1;
  },
};

function play(parsed: Parsed, worked: WorkedCase, outside: WorkedOutside, terminal: Terminal): readonly unknown[] {
  const failures = runWorkedCase(parsed.scheme, worked, outside);
  const { language } = terminal;
  if (!terminal.json) {
    for (const f of failures)
      terminal.err(
        `${f.at.file}:${f.at.line}:${f.at.column}\n  ${language === 'zh' ? '应为：' : 'expected: '}${f.expected[language]}\n  ${language === 'zh' ? '实为：' : 'found: '}${f.found[language]}`,
      );
    if (failures.length === 0) terminal.out(`  ✓ ${worked.file}  ${worked.name[terminal.language]}`);
  }
  return failures;
}
