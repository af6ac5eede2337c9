import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  visit,
  type Node as YamlNode,
} from 'yaml';
import { type At, type Diagnostic, diagnose } from './diagnostic.ts';

/** YAML as a tree that knows where each part of it was written. Keys keep their order; none is ever an object's own key. */
export type Tree = TreeMap | TreeList | TreeScalar;

export interface TreeMap {
  readonly is: 'map';
  readonly at: At;
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface Entry {
  readonly key: At;
  readonly value: Tree;
}

export interface TreeList {
  readonly is: 'list';
  readonly at: At;
  readonly items: readonly Tree[];
}

export interface TreeScalar {
  readonly is: 'scalar';
  readonly at: At;
  readonly value: string | number | boolean | null;
  /** As it was written: `0901` stays `0901`. */
  readonly source: string;
}

export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

export const mostCharacters = 500_000;
const mostDepth = 40;

/**
 * Reads one YAML text into a tree. Total: whatever the text is, the answer is a tree or diagnostics, never an exception.
 * Only YAML's core is taken: no anchors, aliases, tags or several documents, so that a small file can't unfold into a huge one.
 */
export function readTree(file: SourceFile): {
  readonly tree: Tree | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const start: At = { file: file.name, line: 1, column: 1 };
  const fail = (diagnostic: Diagnostic) => ({ tree: undefined, diagnostics: [diagnostic] });
  if (file.text.length > mostCharacters)
    return fail(diagnose('file-too-large', start, `${file.text.length}`, { most: String(mostCharacters) }));
  if (isTooDeep(file.text)) return fail(diagnose('too-deep', start, '[[[…', { most: String(mostDepth) }));
  try {
    return readDocument(file);
  } catch (cause) {
    // The reader of YAML is not ours: should it fail on a text, that is the text's diagnostic, not a fault of the program.
    const why = cause instanceof Error ? cause.message : String(cause);
    return fail(diagnose('yaml-syntax', start, file.text.slice(0, 40), { why: { zh: why, en: why } }));
  }
}

/** Brackets or list dashes nested so deep that a recursive reader could run out of stack. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (sign === '[' || sign === '{') depth++;
    else if (sign === ']' || sign === '}') depth = Math.max(0, depth - 1);
    if (depth > mostDepth) return true;
  }
  return /(?:^|\n)[ \t]*(?:[-?] ){40}/.test(text);
}

function readDocument(file: SourceFile): { tree: Tree | undefined; diagnostics: Diagnostic[] } {
  const lines = new LineCounter();
  const document = parseDocument(file.text, {
    lineCounter: lines,
    version: '1.2',
    schema: 'core',
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'error',
  });
  const at = (offset: number): At => {
    const { line, col } = lines.linePos(offset);
    return { file: file.name, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const diagnostics = [...document.errors, ...document.warnings].map((error) =>
    diagnose('yaml-syntax', at(error.pos[0]), lineAt(file.text, error.pos[0]), {
      why: { zh: error.message, en: error.message },
    }),
  );
  visit(document, {
    Node(_, node) {
      const plain = !isAlias(node) && node.anchor === undefined && node.tag === undefined;
      if (!plain)
        diagnostics.push(diagnose('no-anchors', at(node.range?.[0] ?? 0), lineAt(file.text, node.range?.[0] ?? 0)));
    },
  });
  if (diagnostics.length > 0) return { tree: undefined, diagnostics };
  const tree = convert(document.contents, at, diagnostics, 0);
  return { tree, diagnostics };
}

function lineAt(text: string, offset: number): string {
  const from = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const to = text.indexOf('\n', from);
  return text
    .slice(from, to < 0 ? undefined : to)
    .trim()
    .slice(0, 60);
}

type Locate = (offset: number) => At;

function convert(node: YamlNode | null, at: Locate, diagnostics: Diagnostic[], depth: number): Tree {
  const where = at(node?.range?.[0] ?? 0);
  if (depth > mostDepth) {
    diagnostics.push(diagnose('too-deep', where, '…', { most: String(mostDepth) }));
    return { is: 'scalar', at: where, value: null, source: '' };
  }
  if (isMap(node)) return convertMap(node.items as Pair<YamlNode, YamlNode | null>[], where, at, diagnostics, depth);
  if (isSeq(node))
    return {
      is: 'list',
      at: where,
      items: node.items.map((item) => convert(item as YamlNode, at, diagnostics, depth + 1)),
    };
  if (isScalar(node)) return convertScalar(node.value, node.source, where, diagnostics);
  return { is: 'scalar', at: where, value: null, source: '' };
}

function convertMap(
  pairs: readonly Pair<YamlNode, YamlNode | null>[],
  where: At,
  at: Locate,
  diagnostics: Diagnostic[],
  depth: number,
): TreeMap {
  const entries = new Map<string, Entry>();
  for (const { key, value } of pairs) {
    const keyAt = at(key?.range?.[0] ?? 0);
    if (!isScalar(key) || key.value === null) {
      diagnostics.push(diagnose('key-not-text', keyAt, isScalar(key) ? 'null' : '…'));
      continue;
    }
    const tree =
      value === null
        ? ({ is: 'scalar', at: keyAt, value: null, source: '' } as const)
        : convert(value, at, diagnostics, depth + 1);
    entries.set(key.source ?? String(key.value), { key: keyAt, value: tree });
  }
  return { is: 'map', at: where, entries };
}

function convertScalar(value: unknown, source: string | undefined, at: At, diagnostics: Diagnostic[]): TreeScalar {
  const simple = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
  const text = typeof value === 'string' ? value : (source ?? String(value));
  // STORED: a scheme's canonical form is hashed, and only NFC has one (design, decision 4).
  if (text.normalize('NFC') !== text || /\p{Surrogate}/u.test(text))
    diagnostics.push(diagnose('not-nfc', at, text.slice(0, 40)));
  return { is: 'scalar', at, value: simple ? value : null, source: text };
}

/** How a tree is quoted in a message: short, in the author's own words. */
export function quoteTree(tree: Tree): string {
  if (tree.is === 'scalar') return tree.value === null && tree.source === '' ? '' : tree.source.slice(0, 60);
  if (tree.is === 'list') return `[${tree.items.map(quoteTree).join(', ')}]`.slice(0, 60);
  return `{${[...tree.entries].map(([key, { value }]) => `${key}: ${value.is === 'scalar' ? quoteTree(value) : '…'}`).join(', ')}}`.slice(
    0,
    60,
  );
}
