import { expect, test } from 'vitest';
import { domainsOf } from '#toolbox/scene/layout.ts';
import type { Scene } from '#toolbox/scene/scene.ts';
import { scenesToSvg } from '#toolbox/scene/svg.ts';
import { atX, atY, layOut, xTicks, xUnder } from './frame.ts';
import { nearestPoint, neighbour, pointName } from './nearest.ts';
import { plotBoxes } from './plot-box.ts';
import { thinSeries } from './thin-series.ts';
import { within, zoomed } from './view.ts';

const x = [1, 2, 3, 4, 5];
const scene: Scene = {
  title: { zh: '单值图', en: 'Individuals' },
  x: { title: { zh: '点', en: 'Point' }, scale: 'linear', domain: [0.5, 5.5] },
  y: { title: { zh: '值', en: 'Value' }, scale: 'linear', domain: [0, 10] },
  marks: [
    { kind: 'horizontal', tone: 'limit', y: 9, label: { zh: 'UCL', en: 'UCL' } },
    { kind: 'line', tone: 'data', x, y: [4, 5, Number.NaN, 9.5, 5] },
    { kind: 'points', tone: 'alarm', x: [4], y: [9.5] },
  ],
  table: { head: [], rows: [] },
};

test('a plot’s place is read off the drawing: the limit line stands where the axis says', () => {
  const svg = scenesToSvg([scene, scene], { language: 'zh', width: 800 });
  const boxes = plotBoxes(svg);
  expect(boxes.length).toBe(2);
  const [first, second] = boxes;
  if (!first || !second) return;
  const plot = { scene, box: first, domains: domainsOf(scene) };
  const drawn = [...svg.matchAll(/<path d="M[\d.]+ ([\d.]+)H[\d.]+" fill="none" stroke="#b34700"/g)].map((m) =>
    Number(m[1]),
  );
  expect(drawn[0]).toBeCloseTo(atY(plot, 9), 1);
  expect(second.top - first.top).toBeCloseTo(Math.round(800 / 2.4), 6);
  expect(second.left).toBe(first.left);
});

const frame = layOut(scene, 'zh', 800, 320);
const view = { from: 0.5, to: 5.5 };

test('a pointer finds the nearest point, and a signal before another as near', () => {
  const found = nearestPoint(frame, view, atX(frame, view, 4) + 3, atY(frame, 9));
  expect(found).toEqual({ x: 4, y: 9.5 });
  expect(nearestPoint(frame, view, atX(frame, view, 3), atY(frame, 5))).toBeNull();
  expect(xUnder(frame, view, atX(frame, view, 2.25))).toBeCloseTo(2.25, 9);
});

test('keys go from point to point over gaps, and from signal to signal', () => {
  const step = (now: number | null, key: Parameters<typeof neighbour>[2]) =>
    neighbour(scene, now === null ? null : { x: now, y: 0 }, key)?.x;
  expect([step(null, 'next'), step(2, 'next'), step(4, 'previous'), step(1, 'last'), step(5, 'next')]).toEqual([
    1, 4, 2, 5, 5,
  ]);
  expect([step(null, 'next-signal'), step(4, 'next-signal'), step(5, 'previous-signal')]).toEqual([4, 4, 4]);
  expect(pointName({ ...scene, x: { ...scene.x, pointLabels: ['a', 'b'] } }, 2)).toBe('b');
});

test('a view is never wider than the whole, never narrower than five points, and stays inside', () => {
  const whole = { from: 0, to: 1000 };
  expect(zoomed(whole, whole, 2, 500)).toEqual(whole);
  expect(zoomed({ from: 100, to: 108 }, whole, 0.1, 104)).toEqual({ from: 101.5, to: 106.5 });
  expect(within({ from: -50, to: 50 }, whole)).toEqual({ from: 0, to: 100 });
  expect(within({ from: 950, to: 1050 }, whole)).toEqual({ from: 900, to: 1000 });
  expect(xTicks(frame, { from: 1.5, to: 4.5 }).values.every(Number.isInteger)).toBe(true);
});

test('the thinned copy for moving keeps the lowest and the highest of every block', () => {
  const n = 200_000;
  const long = {
    x: Float64Array.from({ length: n }, (_, k) => k),
    y: Float64Array.from({ length: n }, (_, k) => (k === 123_456 ? 99 : k === 5 ? Number.NaN : Math.sin(k))),
  };
  const thin = thinSeries(long, n / 500);
  expect(thin.y.length).toBeLessThanOrEqual((n / 64) * 2);
  expect(Array.from(thin.y)).toContain(99);
  expect(Array.from(thin.y).some(Number.isNaN)).toBe(false);
  expect(thinSeries(long, 10)).toBe(long);
});
