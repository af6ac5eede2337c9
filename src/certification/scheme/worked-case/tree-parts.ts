import type { StoredValue } from '../../case/events.ts';
import type { At } from '../diagnostic.ts';
import { quoteTree, type Tree, type TreeMap } from '../tree.ts';

export const emptyMap = (at: At): TreeMap => ({ is: 'map', at, entries: new Map() });

export function mapAt(tree: TreeMap, key: string): TreeMap | undefined {
  const value = tree.entries.get(key)?.value;
  return value?.is === 'map' ? value : undefined;
}

/** A scalar's own words; a day stays a day, `0901` stays `0901`. */
export function textAt(tree: TreeMap, key: string): string | undefined {
  const value = tree.entries.get(key)?.value;
  return value?.is === 'scalar' && value.value !== null ? value.source : undefined;
}

export function textsAt(tree: TreeMap, key: string): readonly string[] {
  return listOf(tree.entries.get(key)?.value).map(quoteTree);
}

export function flagAt(tree: TreeMap, key: string): boolean | undefined {
  const value = tree.entries.get(key)?.value;
  return value?.is === 'scalar' && typeof value.value === 'boolean' ? value.value : undefined;
}

export function listOf(tree: Tree | undefined): readonly Tree[] {
  if (tree === undefined || (tree.is === 'scalar' && tree.value === null)) return [];
  return tree.is === 'list' ? tree.items : [tree];
}

/** A tree as the value of a form: whole numbers stay numbers, decimals become the text they were written as. */
export function storedValue(tree: Tree): StoredValue {
  if (tree.is === 'list') return tree.items.map(storedValue);
  if (tree.is === 'map')
    return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, storedValue(value)]));
  return typeof tree.value === 'number' && !Number.isSafeInteger(tree.value) ? tree.source : tree.value;
}
