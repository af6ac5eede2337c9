import { type Building, type Places, placeOf } from './build/building.ts';
import { buildFlows } from './build/flow.ts';
import { buildForms } from './build/form.ts';
import { buildHead, buildReasons, buildRoles, namedRoles } from './build/head.ts';
import { buildResults } from './build/result.ts';
import { buildRound } from './build/round.ts';
import { type At, type Diagnostic, diagnose, sortDiagnostics } from './diagnostic.ts';
import { type FindPart, flatten } from './flatten.ts';
import { didYouMean, nearestWord } from './nearest.ts';
import type { OutcomeUse, Reference } from './reading/given.ts';
import { createReader } from './reading/reader.ts';
import type { Scheme } from './scheme.ts';
import { readTexts, resolveTexts, type WrittenText } from './texts.ts';
import { quoteTree, readTree, type SourceFile, type Tree, type TreeMap } from './tree.ts';
import type { NameSpace } from './vocabulary/word.ts';
import { documentSections, wordsAt } from './words.ts';

/** The files of one scheme as they were read from its folder. */
export interface SchemeFiles {
  readonly scheme: SourceFile;
  readonly texts: SourceFile;
  /** Shared parts, by `part@edition`; `known` lists them for messages. */
  readonly part?: FindPart;
  readonly knownParts?: readonly string[];
}

/** A scheme that was read, with what `check` needs to look at how it hangs together. */
export interface Parsed {
  readonly scheme: Scheme;
  readonly references: readonly Reference[];
  readonly outcomesUsed: readonly OutcomeUse[];
  readonly places: Places;
  /** Ids of the declared bases. */
  readonly basisIds: readonly string[];
  readonly usedParts: readonly string[];
  /** Words of the vocabulary that the scheme uses, as `place: name`. */
  readonly wordsUsed: ReadonlySet<string>;
  readonly textPlaces: ReadonlyMap<string, At>;
}

export type ParseResult =
  | { readonly ok: true; readonly parsed: Parsed }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads a scheme's files. Total: whatever the texts are, the answer is a scheme or everything that is wrong with them at
 * once, each with file, line and column; never an exception. What parses is well-formed; whether it hangs together (names,
 * reachability, legal basis, worked cases) is `checkScheme`'s question.
 */
export function parseScheme(files: SchemeFiles): ParseResult {
  const read = readTree(files.scheme);
  const texts = readTexts(files.texts);
  const diagnostics: Diagnostic[] = [...read.diagnostics, ...texts.diagnostics];
  const { tree } = read;
  if (tree === undefined) return failed(diagnostics);
  if (tree.is !== 'map') return failed([...diagnostics, notAScheme(tree)]);
  const flat = flatten(tree, files.part ?? (() => undefined), files.knownParts ?? []);
  diagnostics.push(...flat.diagnostics);
  const built = build(flat.tree, files.scheme.name);
  diagnostics.push(...built.reader.diagnostics);
  const partTexts = readPartTexts(flat.texts, diagnostics);
  const resolved = resolveTexts(built.scheme, texts.texts, partTexts);
  if (built.reader.diagnostics.length === 0 && flat.diagnostics.length === 0)
    diagnostics.push(...textDiagnostics(files, built.places, texts.texts, partTexts, resolved));
  if (diagnostics.length > 0) return failed(diagnostics);
  const textPlaces = new Map([...partTexts, ...texts.texts].map(([key, { at }]) => [key, at]));
  return {
    ok: true,
    parsed: {
      scheme: { ...built.scheme, texts: resolved.texts },
      references: built.reader.references,
      outcomesUsed: built.reader.outcomesUsed,
      places: built.places,
      basisIds: built.basisIds,
      usedParts: flat.used,
      wordsUsed: new Set([...built.reader.wordsUsed, ...(flat.used.length > 0 ? ['document: use'] : [])]),
      textPlaces,
    },
  };
}

function failed(diagnostics: readonly Diagnostic[]): ParseResult {
  return { ok: false, diagnostics: sortDiagnostics(diagnostics) };
}

function notAScheme(tree: Tree): Diagnostic {
  return diagnose('shape', tree.at, quoteTree(tree), {
    where: { zh: '制度文件', en: 'the scheme file' },
    wanted: { zh: 'scheme、run-by、mandate、roles、flows 等', en: '`scheme`, `run-by`, `mandate`, `roles`, `flows` …' },
    example: 'scheme: { id: example, … }',
  });
}

function build(document: TreeMap, ownFile: string) {
  const reader = createReader();
  const places: Places = { given: new Map(), texts: new Map() };
  const building: Building = {
    reader,
    places,
    basis: new Map(),
    identityAgain: new Set(),
    blind: new Map(),
  };
  const known = [...wordsAt('document').map((word) => word.name), ...documentSections.map((section) => section.name)];
  for (const [key, { key: at }] of document.entries)
    if (!known.includes(key))
      reader.report('word-unknown', at, key, {
        where: { zh: '制度文件', en: 'the scheme file' },
        known: known.join(', '),
        nearest: didYouMean(key, known),
      });
  for (const section of documentSections) {
    if (section.required && !document.entries.has(section.name))
      reader.report('param-missing', document.at, '', {
        where: { zh: '制度文件', en: 'the scheme file' },
        param: `\`${section.name}\``,
        meaning: section.text,
        example: `${section.name}: …`,
      });
  }
  const at = (name: string) => document.entries.get(name)?.value;
  const head = buildHead(building, document);
  const roles = buildRoles(building, at('roles'), namedRoles(document));
  const reasonLists = buildReasons(building, at('reasons'));
  const forms = buildForms(building, at('forms'));
  const flows = buildFlows(building, at('flows'));
  const results = buildResults(building, at('results'), head.id);
  const round = buildRound(building, at('round'));
  const scheme: Omit<Scheme, 'texts'> = {
    ...head,
    roles,
    reasonLists,
    forms,
    flows,
    results,
    ...(round === undefined ? {} : { round }),
  };
  return {
    reader,
    places,
    scheme: withoutUnusedParts(scheme, building, ownFile),
    basisIds: [...building.basis.keys()],
  };
}

/** What came in with a part and nothing uses is left out; what the scheme itself declares stays, for `check` to name. */
function withoutUnusedParts(scheme: Omit<Scheme, 'texts'>, building: Building, ownFile: string): Omit<Scheme, 'texts'> {
  const used = new Set(building.reader.references.map(({ space, name }) => `${space} ${name}`));
  const stays = (space: NameSpace) => (one: { readonly id: string }) =>
    used.has(`${space} ${one.id}`) || placeOf(building.places, one).file === ownFile;
  return {
    ...scheme,
    roles: scheme.roles.filter(stays('role')),
    reasonLists: scheme.reasonLists.filter(stays('reasons')),
    forms: scheme.forms.filter(stays('form')),
  };
}

/** Texts of the parts used; a later part's text stands before an earlier one's. */
function readPartTexts(files: readonly SourceFile[], diagnostics: Diagnostic[]): ReadonlyMap<string, WrittenText> {
  const merged = new Map<string, WrittenText>();
  for (const file of files) {
    const { texts, diagnostics: found } = readTexts(file);
    diagnostics.push(...found);
    for (const [key, text] of texts) merged.set(key, text);
  }
  return merged;
}

function textDiagnostics(
  files: SchemeFiles,
  places: Places,
  own: ReadonlyMap<string, WrittenText>,
  parts: ReadonlyMap<string, WrittenText>,
  resolved: ReturnType<typeof resolveTexts>,
): readonly Diagnostic[] {
  const missing = resolved.missing.map(({ key, of }) =>
    diagnose(
      'text-missing',
      of === undefined ? { file: files.texts.name, line: 1, column: 1 } : placeOf(places, of),
      '',
      { key: `\`${key}\`` },
    ),
  );
  const halves = [...parts, ...own].flatMap(([key, text]) =>
    (['zh', 'en'] as const).flatMap((language) =>
      text[language] === undefined
        ? [
            diagnose('text-language', text.at, key, {
              key: `\`${key}\``,
              language: { zh: language === 'zh' ? '中文' : '英文', en: language === 'zh' ? 'Chinese' : 'English' },
            }),
          ]
        : [],
    ),
  );
  const wanted = resolved.missing.map(({ key }) => key);
  const unused = resolved.unused.map((key) =>
    diagnose('text-unused', own.get(key)?.at ?? { file: files.texts.name, line: 1, column: 1 }, key, {
      // All that are wanted are told one by one already: here only what was probably meant.
      nearest: nearestWord(key, wanted) === undefined ? { zh: '请删除', en: 'Remove it' } : didYouMean(key, wanted),
    }),
  );
  return [...missing, ...halves, ...unused];
}
