import type { Scene } from '#toolbox/scene/scene.ts';
import { atX, atY, type Frame, type View } from './frame.ts';

/** A point of a scene that the reader looks at. */
export interface PointRead {
  readonly scene: number;
  readonly x: number;
  readonly y: number;
}

export type Plot = Pick<Frame, 'scene' | 'box' | 'domains'>;

interface Series {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly alarm: boolean;
}

/** The series that a reader reads: data, not limits. */
export function readable(scene: Scene): Series[] {
  return scene.marks.flatMap((mark) => {
    if (mark.kind !== 'points' && mark.kind !== 'line' && mark.kind !== 'bars') return [];
    if (mark.tone === 'limit' || mark.tone === 'centre' || mark.tone === 'muted') return [];
    return [{ x: mark.x, y: mark.y, alarm: mark.tone === 'alarm' }];
  });
}

/** Pixels within which a pointer finds a point. */
const reach = 40;

/** The point nearest to a pixel; one that signals wins over another as near. */
export function nearestPoint(plot: Plot, view: View, px: number, py: number): Omit<PointRead, 'scene'> | null {
  let best: Omit<PointRead, 'scene'> | null = null;
  let least = reach;
  for (const { x, y, alarm } of readable(plot.scene)) {
    const [from, to] = indexRange(
      x,
      view,
      (reach / (plot.box.right - plot.box.left)) * (view.to - view.from),
      plot,
      px,
    );
    for (let i = from; i < to; i++) {
      const dx = atX(plot, view, x[i]!) - px;
      // Along x counts more: a finger points at a place in time.
      const distance = Math.hypot(dx, (atY(plot, y[i]!) - py) * 0.35) - (alarm ? 6 : 0);
      if (distance < least) {
        least = distance;
        best = { x: x[i]!, y: y[i]! };
      }
    }
  }
  return best;
}

/** Indices whose x lies near the pixel, in a series whose x rises; the whole of one whose x does not. */
function indexRange(
  x: ArrayLike<number>,
  view: View,
  margin: number,
  plot: Plot,
  px: number,
): readonly [number, number] {
  if (x.length < 20_000 || plot.scene.x.scale === 'log') return [0, x.length];
  const share = (px - plot.box.left) / (plot.box.right - plot.box.left);
  const middle = view.from + share * (view.to - view.from);
  return [lowerBound(x, middle - margin), lowerBound(x, middle + margin)];
}

function lowerBound(x: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The next point along x in the first series that is read, from the one looked at now: for the keyboard. */
export function neighbour(
  scene: Scene,
  now: Omit<PointRead, 'scene'> | null,
  step: 'next' | 'previous' | 'first' | 'last' | 'next-signal' | 'previous-signal',
): Omit<PointRead, 'scene'> | null {
  const series = readable(scene);
  const signals = step.endsWith('signal');
  const one = signals ? series.find((s) => s.alarm) : (series.find((s) => !s.alarm) ?? series[0]);
  if (!one || one.x.length === 0) return null;
  const at = (i: number): Omit<PointRead, 'scene'> | null => {
    for (let k = i; k >= 0 && k < one.x.length; k += step.startsWith('previous') || step === 'last' ? -1 : 1)
      if (Number.isFinite(one.y[k])) return { x: one.x[k]!, y: one.y[k]! };
    return now;
  };
  if (step === 'first' || (now === null && !step.startsWith('previous'))) return at(0);
  if (step === 'last' || now === null) return at(one.x.length - 1);
  const place = lowerBound(one.x, now.x);
  if (step.startsWith('next')) return at(one.x[place] === now.x ? place + 1 : place);
  return at(place - 1);
}

/** How a point is called: by its label, its category, or its number. */
export function pointName({ x: axis }: Scene, x: number): string {
  if (axis.pointLabels) return axis.pointLabels[x - 1] ?? String(x);
  if (axis.scale === 'category') return axis.categories?.[Math.round(x)] ?? String(x);
  return String(Number(x.toPrecision(8)));
}
