import type { JsonSchema } from '../method/method.ts';
import { string } from '../outcome/answer.ts';
import type { Mark, Tone } from '../scene/scene.ts';

/** A tree of words: causes under causes, means under ends, cards under headings. */
export interface OutlineNode {
  readonly name: string;
  readonly children?: readonly OutlineNode[];
}

/** The schema of a tree to a depth; a deeper one is refused rather than drawn unreadably. */
export function outlineSchema(depth: number, more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  const properties: Record<string, JsonSchema> = { name: string, ...more };
  if (depth > 1) properties['children'] = { type: 'array', items: outlineSchema(depth - 1, more) };
  return { type: 'object', properties, required: ['name'], additionalProperties: false };
}

export interface Placed<N> {
  readonly node: N;
  readonly path: readonly string[];
  readonly depth: number;
  /** Place down the page: leaves are one apart, a parent stands in the middle of its children. */
  readonly row: number;
  readonly leaf: boolean;
}

/** Walks a tree in its order and gives each node its place. */
export function placeOutline<N extends { readonly name: string; readonly children?: readonly N[] }>(
  root: N,
): Placed<N>[] {
  const placed: Placed<N>[] = [];
  let next = 0;
  const walk = (node: N, path: readonly string[]): number => {
    const here = [...path, node.name];
    const at = placed.length;
    const children = node.children ?? [];
    placed.push({ node, path: here, depth: path.length, row: 0, leaf: children.length === 0 });
    const rows = children.map((child) => walk(child, here));
    const row = rows.length === 0 ? next++ : ((rows[0] ?? 0) + (rows.at(-1) ?? 0)) / 2;
    placed[at] = { node, path: here, depth: path.length, row, leaf: rows.length === 0 };
    return row;
  };
  walk(root, []);
  return placed;
}

/** Boxes and arrows of a placed tree, from left to right. */
export function outlineMarks<N>(placed: readonly Placed<N>[], toneOf: (one: Placed<N>) => Tone): Mark[] {
  const key = (path: readonly string[]) => JSON.stringify(path);
  const byPath = new Map(placed.map((one) => [key(one.path), one]));
  const boxes: Mark[] = placed.map((one) => ({
    kind: 'box',
    tone: toneOf(one),
    x: one.depth * 2.4,
    y: -one.row,
    width: 2,
    height: 0.7,
    text: one.path.at(-1) ?? '',
  }));
  const arrows: Mark[] = placed.flatMap((one): Mark[] => {
    const parent = byPath.get(key(one.path.slice(0, -1)));
    return parent
      ? [
          {
            kind: 'arrow',
            tone: 'muted',
            from: [parent.depth * 2.4 + 1, -parent.row],
            to: [one.depth * 2.4 - 1, -one.row],
          },
        ]
      : [];
  });
  return [...arrows, ...boxes];
}
