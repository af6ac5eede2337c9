import type { Mark, Scene } from '#toolbox/scene/scene.ts';
import type { Cut } from './protocol.ts';

/** Rows of a list that reach the page; more would not be read, and the files that are exported hold them all. */
export const mostRows = 1000;
/** Signals of a chart explain points that the reader taps, wherever they are; so more of them are kept. */
const mostSignals = 50_000;

/** Values with their long lists shortened, and which ones were. */
export function shorten(values: unknown): { readonly values: unknown; readonly cuts: readonly Cut[] } {
  const cuts: Cut[] = [];
  const walk = (value: unknown, path: string): unknown => {
    if (Array.isArray(value) || ArrayBuffer.isView(value)) {
      const list = value as ArrayLike<unknown>;
      const most = path === 'signals' ? mostSignals : mostRows;
      if (list.length > most) cuts.push({ path, length: list.length });
      return Array.from({ length: Math.min(list.length, most) }, (_, i) => walk(list[i], path));
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, walk(item, path === '' ? name : `${path}.${name}`)]),
    );
  };
  return { values: walk(values, ''), cuts };
}

/** From this length on a list of numbers travels as bytes. */
const longList = 500;

/** A scene whose long series are typed arrays, so that they move to the page without being copied. */
export function packScene(scene: Scene): Scene {
  return {
    ...scene,
    marks: scene.marks.map(packMark),
    table: { head: scene.table.head, rows: scene.table.rows.slice(0, 2 * mostRows) },
  };
}

function packMark(mark: Mark): Mark {
  switch (mark.kind) {
    case 'line':
    case 'points':
    case 'bars':
      return { ...mark, x: packed(mark.x), y: packed(mark.y) };
    case 'band':
      return { ...mark, x: packed(mark.x), low: packed(mark.low), high: packed(mark.high) };
    default:
      return mark;
  }
}

/** A view into a larger array is copied out, for moving it would take the whole away. */
function packed(list: ArrayLike<number>): ArrayLike<number> {
  return list.length < longList ? Array.from(list) : Float64Array.from(list);
}

/** The buffers in scenes that can be moved. */
export function buffersOf(scenes: readonly Scene[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const add = (list: ArrayLike<number>): void => {
    if (list instanceof Float64Array && list.buffer instanceof ArrayBuffer) buffers.add(list.buffer);
  };
  for (const mark of scenes.flatMap((scene) => scene.marks)) {
    if (mark.kind === 'line' || mark.kind === 'points' || mark.kind === 'bars') {
      add(mark.x);
      add(mark.y);
    } else if (mark.kind === 'band') {
      add(mark.x);
      add(mark.low);
      add(mark.high);
    }
  }
  return [...buffers];
}
