import type { Axis, Mark, Scene } from './scene.ts';

/** Data range of a scene along both axes, from its marks where the axis does not say. */
export interface Domains {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

export function domainsOf(scene: Scene): Domains {
  const x = new Extent();
  const y = new Extent();
  for (const mark of scene.marks) include(mark, x, y);
  return { x: domainOf(scene.x, x, 0.03), y: domainOf(scene.y, y, 0.07) };
}

class Extent {
  least = Number.POSITIVE_INFINITY;
  most = Number.NEGATIVE_INFINITY;
  /** Bars stand on this line, which no padding should move. */
  floor = Number.NaN;
  add(value: number): void {
    // Beyond this the width of an axis would no longer be a double.
    if (!(Math.abs(value) < 1e300)) return;
    if (value < this.least) this.least = value;
    if (value > this.most) this.most = value;
  }
  addAll(values: ArrayLike<number>): void {
    for (let i = 0; i < values.length; i++) this.add(values[i]!);
  }
}

function include(mark: Mark, x: Extent, y: Extent): void {
  switch (mark.kind) {
    case 'line':
    case 'points':
      x.addAll(mark.x);
      y.addAll(mark.y);
      return;
    case 'bars':
      for (let i = 0; i < mark.x.length; i++) {
        x.add(mark.x[i]! - mark.width / 2);
        x.add(mark.x[i]! + mark.width / 2);
      }
      y.addAll(mark.y);
      y.add(mark.base ?? 0);
      y.floor = mark.base ?? 0;
      return;
    case 'band':
      x.addAll(mark.x);
      y.addAll(mark.low);
      y.addAll(mark.high);
      return;
    case 'horizontal':
      y.add(mark.y);
      if (mark.from !== undefined) x.add(mark.from);
      if (mark.to !== undefined) x.add(mark.to);
      return;
    case 'vertical':
      x.add(mark.x);
      return;
    case 'box':
      x.add(mark.x - mark.width / 2);
      x.add(mark.x + mark.width / 2);
      y.add(mark.y - mark.height / 2);
      y.add(mark.y + mark.height / 2);
      return;
    case 'arrow':
      x.add(mark.from[0]);
      x.add(mark.to[0]);
      y.add(mark.from[1]);
      y.add(mark.to[1]);
      return;
    case 'text':
      x.add(mark.x);
      y.add(mark.y);
  }
}

function domainOf(axis: Axis, extent: Extent, padding: number): readonly [number, number] {
  if (axis.domain) return axis.domain[0] < axis.domain[1] ? axis.domain : [axis.domain[0] - 0.5, axis.domain[1] + 0.5];
  if (axis.scale === 'category')
    return [-0.5, Math.max(axis.categories?.length ?? 0, Math.floor(extent.most) + 1, 1) - 0.5];
  let { least, most } = extent;
  if (least > most) [least, most] = [0, 1];
  if (axis.scale === 'log') {
    const low = Math.max(least, 1e-300);
    return low < most ? [low / 1.15, most * 1.15] : [low / 2, low * 2];
  }
  if (least === most) {
    const room = Math.abs(least) * 0.05 || 0.5;
    return [least - room, most + room];
  }
  const room = (most - least) * padding;
  return [least === extent.floor ? least : least - room, most === extent.floor ? most : most + room];
}

/** Position on a line of `length` pixels. */
export function project(axis: Axis, [from, to]: readonly [number, number], value: number): number {
  if (axis.scale === 'log') return value > 0 ? Math.log(value / from) / Math.log(to / from) : Number.NaN;
  return (value - from) / (to - from);
}

/** A label that wants to stand at `at` and takes `size` along the line. */
export interface Spread {
  readonly at: number;
  readonly size: number;
}

/** Moves labels apart as little as needed, in order, keeping all within [from, to]. */
export function spreadApart(wanted: readonly Spread[], from: number, to: number): number[] {
  const order = wanted.map((_, k) => k).sort((a, b) => wanted[a]!.at - wanted[b]!.at);
  const placed = wanted.map((w) => w.at);
  // Downwards, then back up from the end: the standard two sweeps, repeated until nothing moves.
  for (let round = 0; round < 4; round++) {
    let edge = from;
    for (const k of order) {
      placed[k] = Math.max(placed[k]!, edge + wanted[k]!.size / 2);
      edge = placed[k]! + wanted[k]!.size / 2;
    }
    edge = to;
    for (const k of [...order].reverse()) {
      placed[k] = Math.min(placed[k]!, edge - wanted[k]!.size / 2);
      edge = placed[k]! - wanted[k]!.size / 2;
    }
  }
  return placed;
}
