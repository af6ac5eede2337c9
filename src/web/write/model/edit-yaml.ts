import {
  Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from 'yaml';

import { writtenYaml } from '#certification/scheme/written-yaml.ts';

/** A value as it is written in a scheme's files. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };
export type Path = readonly (string | number)[];

const widest = 118;

/**
 * Changes one place of a YAML text and leaves all others as they were written: comments, order and what this page has no
 * controls for. A text that is no YAML comes back unchanged.
 */
function change(text: string, act: (document: Document) => void): string {
  const document = parseDocument(text, { version: '1.2', schema: 'core', logLevel: 'silent' });
  if (document.errors.length > 0) return text;
  if (document.contents === null) (document as Document).contents = document.createNode({}) as Node;
  act(document as Document);
  return writtenYaml(document as Document);
}

export function setAt(text: string, path: Path, value: Plain): string {
  return change(text, (document) => {
    makeMaps(document, path.slice(0, -1));
    const old = document.getIn(path, true);
    // A scalar keeps its node, and with it the comment beside it.
    if (isScalar(old) && (typeof value !== 'object' || value === null)) {
      old.value = value;
      delete old.source;
      if (typeof value !== 'string') delete old.type;
    } else document.setIn(path, nodeOf(document, value));
    unfold(document, path);
  });
}

export function removeAt(text: string, path: Path): string {
  return change(text, (document) => void document.deleteIn(path));
}

/** Takes a place away, and the maps around it that are empty then. */
export function removeAndPrune(text: string, path: Path): string {
  return change(text, (document) => {
    document.deleteIn(path);
    for (let length = path.length - 1; length > 0; length--) {
      const around = document.getIn(path.slice(0, length), true);
      if (!isMap(around) || around.items.length > 0) return;
      document.deleteIn(path.slice(0, length));
    }
  });
}

/** Adds an item at the end of a list, or a pair at the end of a map; lists and maps that are missing are made. */
export function addAt(text: string, path: Path, value: Plain, key?: string): string {
  return change(text, (document) => {
    if (key !== undefined) {
      makeMaps(document, path);
      document.setIn([...path, key], nodeOf(document, value));
      unfold(document, [...path, key]);
      return;
    }
    makeMaps(document, path.slice(0, -1));
    if (!isSeq(document.getIn(path, true))) document.setIn(path, document.createNode([]));
    document.addIn(path, nodeOf(document, value));
    unfold(document, [...path, 0]);
  });
}

/** Adds a pair to a map right behind another one; at the end where that one is not there. */
export function addAfter(text: string, path: Path, after: string, key: string, value: Plain): string {
  return change(text, (document) => {
    makeMaps(document, path);
    document.setIn([...path, key], nodeOf(document, value));
    unfold(document, [...path, key]);
    const around = document.getIn(path, true);
    if (!isMap(around)) return;
    const at = around.items.findIndex((item) => keyOf(item as Pair) === after);
    const [added] = around.items.splice(
      around.items.findIndex((item) => keyOf(item as Pair) === key),
      1,
    );
    if (added !== undefined) around.items.splice(at < 0 ? around.items.length : at + 1, 0, added);
  });
}

/** Moves the pair or item at a path up or down among its neighbours. */
export function moveAt(text: string, path: Path, by: 1 | -1): string {
  return change(text, (document) => {
    const around = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
    if (!isCollection(around)) return;
    const name = path.at(-1);
    const items = around.items as unknown[];
    const from = typeof name === 'number' ? name : items.findIndex((item) => isPair(item) && keyOf(item) === name);
    const to = from + by;
    if (from < 0 || to < 0 || to >= items.length) return;
    const [moved] = items.splice(from, 1);
    items.splice(to, 0, moved);
  });
}

const keyOf = (pair: Pair) => (isScalar(pair.key) ? String(pair.key.value) : String(pair.key));

/** A bare word that stands for a map (`by` of a step) is turned into that map first by whoever calls; here only maps grow. */
function makeMaps(document: Document, path: Path): void {
  for (let length = 0; length <= path.length; length++) {
    const here = path.slice(0, length);
    const node = length === 0 ? document.contents : document.getIn(here, true);
    if (isCollection(node)) continue;
    if (length === 0) document.contents = document.createNode({}) as unknown as typeof document.contents;
    else document.setIn(here, document.createNode({}));
  }
}

/** Short things stand on one line, long ones below each other. */
function nodeOf(document: Document, value: Plain): unknown {
  const node = document.createNode(value);
  fold(node, 40);
  return node;
}

function fold(node: unknown, taken: number): void {
  if (!isCollection(node)) return;
  const width = widthOf(node) + taken;
  (node as YAMLMap).flow = width < widest || node.items.length === 0;
  for (const item of node.items) fold(isPair(item) ? item.value : item, taken + 4);
}

/** About as wide as it is on one line: JSON without its quotes, with room between. */
function widthOf(node: unknown): number {
  const json = JSON.stringify(node);
  return json.replaceAll('"', '').length + (json.match(/[:,{}]/g)?.length ?? 0);
}

/** What stood on one line and has grown too long for it is opened, from the outside to the inside. */
function unfold(document: Document, path: Path): void {
  for (let length = 0; length < path.length; length++) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isCollection(node) && (node as YAMLMap).flow === true && widthOf(node) + 2 * length > widest)
      (node as YAMLMap).flow = false;
  }
}

/** One value written in the short form, for a text box. */
export function shortYaml(value: Plain): string {
  const document = new Document(value);
  if (isCollection(document.contents)) (document.contents as YAMLMap).flow = true;
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).trimEnd();
}

/** What somebody typed as YAML; undefined where it can't be read. */
export function readPlain(text: string): Plain | undefined {
  const document = parseDocument(text, { version: '1.2', schema: 'core', logLevel: 'silent' });
  return document.errors.length > 0 ? undefined : (document.toJS({ maxAliasCount: 0 }) as Plain);
}
