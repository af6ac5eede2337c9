import { mean, standardDeviation } from '../arithmetic/sums.ts';
import { normalQuantile } from '../distributions/normal.ts';
import type { Text } from '../method/text.ts';
import { text } from '../outcome/answer.ts';
import type { Scene } from '../scene/scene.ts';
import { ascending } from './quartiles.ts';

/** The normal plot of values: ordered values against normal scores at (i - 3/8)/(n + 1/4), with the line of x̄ and s. */
export function normalPlot(values: ArrayLike<number>, title: Text, axis: Text): Scene {
  const sorted = ascending(values);
  const n = sorted.length;
  const scores = sorted.map((_, i) => normalQuantile((i + 0.625) / (n + 0.25)));
  const centre = n > 0 ? mean(sorted) : 0;
  const sd = n > 1 ? standardDeviation(sorted) : 0;
  const ends = n > 0 ? [scores[0]!, scores[n - 1]!] : [];
  return {
    title,
    x: { title: axis, scale: 'linear' },
    y: { title: text('正态得分', 'normal score'), scale: 'linear' },
    marks: [
      { kind: 'line', tone: 'fit', x: ends.map((z) => centre + z * sd), y: ends, label: text('正态线', 'normal line') },
      { kind: 'points', tone: 'data', x: sorted, y: scores },
    ],
    table: { head: [axis, text('正态得分', 'normal score')], rows: sorted.map((value, i) => [value, scores[i]!]) },
    aspect: 1.4,
  };
}
