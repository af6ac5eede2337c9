import { readTree, type Tree, type TreeMap } from '#certification/scheme/tree.ts';
import { storedValue } from '#certification/scheme/worked-case/tree-parts.ts';
import type { Path, Plain } from './edit-yaml.ts';

/** Reading a written file by paths, leniently: what is not there is nothing, and nothing fails. */
export function nodeAt(tree: Tree | undefined, path: Path): Tree | undefined {
  let node = tree;
  for (const part of path) {
    if (node?.is === 'map') node = node.entries.get(String(part))?.value;
    else if (node?.is === 'list' && typeof part === 'number') node = node.items[part];
    else return undefined;
  }
  return node;
}

export function keysAt(tree: Tree | undefined, path: Path): readonly string[] {
  const node = nodeAt(tree, path);
  return node?.is === 'map' ? [...node.entries.keys()] : [];
}

export function plainOf(tree: Tree | undefined): Plain | undefined {
  return tree === undefined ? undefined : (storedValue(tree) as Plain);
}

export function wordOf(tree: Tree | undefined): string {
  return tree?.is === 'scalar' && tree.value !== null ? tree.source : '';
}

/** A word, or a list of words. */
export function wordsOf(tree: Tree | undefined): readonly string[] {
  if (tree?.is === 'list') return tree.items.map(wordOf).filter((word) => word !== '');
  return wordOf(tree) === '' ? [] : [wordOf(tree)];
}

export function mapOf(text: string, name: string): TreeMap | undefined {
  const { tree } = readTree({ name, text });
  return tree?.is === 'map' ? tree : undefined;
}
