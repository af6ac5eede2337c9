import { checkScheme } from '#certification/scheme/check.ts';
import type { Diagnostic } from '#certification/scheme/diagnostic.ts';
import { flatten } from '#certification/scheme/flatten.ts';
import { type Parsed, parseScheme } from '#certification/scheme/parse.ts';
import type { Scheme } from '#certification/scheme/scheme.ts';
import type { Tree, TreeMap } from '#certification/scheme/tree.ts';
import { readWorkedCase, type WorkedCase } from '#certification/scheme/worked-case/case-file.ts';
import { runWorkedCase } from '#certification/scheme/worked-case/run.ts';
import type { WorkedFailure } from '#certification/scheme/worked-case/running.ts';
import type { Path } from './edit-yaml.ts';
import { caseFiles, removeText, type SchemeFolder, schemeFile, setText, textOfFile, textsFile } from './folder.ts';
import type { HouseData } from './house-data.ts';
import { mapOf, nodeAt, wordOf } from './view.ts';

export interface Message {
  readonly diagnostic: Diagnostic;
  /** Where in scheme.yaml it stands; null for one of another file. */
  readonly path: Path | null;
}

export interface JudgedCase {
  readonly file: string;
  readonly worked: WorkedCase | null;
  readonly failures: readonly WorkedFailure[];
}

/** Everything that can be said of a folder as it stands. It follows from the texts alone, so going back takes it back too. */
export interface Judged {
  readonly id: string;
  /** The author's own tree; undefined while the text is no YAML. */
  readonly own: TreeMap | undefined;
  /** With the shared parts taken in. */
  readonly flat: TreeMap | undefined;
  readonly texts: TreeMap | undefined;
  /** As far as it can be shown: a text that is still missing is stood in for. */
  readonly scheme: Scheme | null;
  readonly messages: readonly Message[];
  readonly cases: readonly JudgedCase[];
  /** It checks and its worked cases come out: `scheme check` and `scheme test` say the same. */
  readonly isSound: boolean;
}

export function judge(folder: SchemeFolder, house: HouseData): Judged {
  const own = mapOf(textOfFile(folder, schemeFile), schemeFile);
  const id = wordOf(nodeAt(own, ['scheme', 'id']));
  const parsed = parse(folder, house);
  const cases = caseFiles(folder).map((file) => readWorkedCase({ name: file, text: textOfFile(folder, file) }));
  const caseKinds = cases.flatMap((read) => (read.ok ? [read.worked.kind] : []));
  const diagnostics = [
    ...(parsed.ok ? checkScheme(parsed.parsed, { ...house.around, folder: id, caseKinds }) : parsed.diagnostics),
    ...cases.flatMap((read) => (read.ok ? [] : read.diagnostics)),
  ];
  const shown = parsed.ok ? parsed.parsed : standIn(folder, house, parsed.diagnostics);
  const judged = caseFiles(folder).map((file, index): JudgedCase => {
    const read = cases[index];
    const worked = read?.ok === true ? read.worked : null;
    return { file, worked, failures: worked && shown ? runWorkedCase(shown.scheme, worked, house.outside) : [] };
  });
  return {
    id,
    own,
    flat: own && flatten(own, (part) => house.parts.get(part), [...house.parts.keys()]).tree,
    texts: mapOf(textOfFile(folder, textsFile), textsFile),
    scheme: shown?.scheme ?? null,
    messages: diagnostics.map((diagnostic) => ({
      diagnostic,
      path: diagnostic.file === schemeFile && own ? pathTo(own, diagnostic) : null,
    })),
    cases: judged,
    isSound: diagnostics.length === 0 && judged.every((c) => c.failures.length === 0),
  };
}

function parse(folder: SchemeFolder, house: HouseData) {
  return parseScheme({
    scheme: { name: schemeFile, text: textOfFile(folder, schemeFile) },
    texts: { name: textsFile, text: textOfFile(folder, textsFile) },
    part: (id) => house.parts.get(id),
    knownParts: [...house.parts.keys()],
  });
}

/** While nothing but texts is wanting, the scheme is shown with the ids in their stead, so that one sees what one builds. */
function standIn(folder: SchemeFolder, house: HouseData, diagnostics: readonly Diagnostic[]): Parsed | null {
  if (!diagnostics.every((d) => d.code.startsWith('text-'))) return null;
  const patched = diagnostics.reduce((patching, { code, found, params }) => {
    const key = String(params['key'] ?? '').replaceAll('`', '');
    if (code === 'text-unused') return removeText(patching, found);
    const texts = mapOf(textOfFile(patching, textsFile), textsFile);
    const said = (language: 'zh' | 'en') => wordOf(nodeAt(texts, [...key.split('.'), language]));
    const name = said('zh') || said('en') || (key.split('.').at(-1) ?? key);
    const zh = setText(patching, key, 'zh', said('zh') || name);
    return setText(zh, key, 'en', said('en') || name);
  }, folder);
  const again = parse(patched, house);
  return again.ok ? again.parsed : null;
}

/** Texts that nothing needs any more, as `scheme check` names them. */
export function unusedTexts(judged: Pick<Judged, 'messages'>): readonly string[] {
  return judged.messages.flatMap(({ diagnostic }) => (diagnostic.code === 'text-unused' ? [diagnostic.found] : []));
}

/** The deepest place of a tree that begins at or before a position. */
export function pathTo(tree: Tree, at: { readonly line: number; readonly column: number }): Path {
  const isBefore = (other: { readonly line: number; readonly column: number }) =>
    other.line < at.line || (other.line === at.line && other.column <= at.column);
  if (tree.is === 'map') {
    const [name, entry] = [...tree.entries].findLast(([, { key }]) => isBefore(key)) ?? [];
    return name === undefined || entry === undefined ? [] : [name, ...pathTo(entry.value, at)];
  }
  if (tree.is !== 'list') return [];
  const index = tree.items.findLastIndex((item) => isBefore(item.at));
  const item = tree.items[index];
  return item === undefined ? [] : [index, ...pathTo(item, at)];
}
