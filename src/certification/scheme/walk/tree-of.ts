import type { StoredValue } from '../../case/events.ts';
import type { At } from '../diagnostic.ts';
import type { Tree } from '../tree.ts';

/** A plain value as the tree that reading its YAML would give, so that what is walked goes the way of a worked case. */
export function treeOf(value: StoredValue, at: At): Tree {
  if (Array.isArray(value)) return { is: 'list', at, items: value.map((item: StoredValue) => treeOf(item, at)) };
  if (typeof value === 'object' && value !== null)
    return {
      is: 'map',
      at,
      entries: new Map(Object.entries(value).map(([key, inner]) => [key, { key: at, value: treeOf(inner, at) }])),
    };
  const scalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  return { is: 'scalar', at, value: scalar, source: scalar === null ? '' : String(scalar) };
}
