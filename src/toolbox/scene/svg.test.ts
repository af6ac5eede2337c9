import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spreadApart } from './layout.ts';
import type { Mark, Scene } from './scene.ts';
import { scenesToSvg, sceneToSvg } from './svg.ts';
import { indexTicks, linearTicks, logTicks } from './ticks.ts';

const scene = (marks: readonly Mark[], more: Partial<Scene> = {}): Scene => ({
  title: { zh: '图', en: 'Chart' },
  x: { title: { zh: '点', en: 'Point' }, scale: 'linear' },
  y: { title: { zh: '值', en: 'Value' }, scale: 'linear' },
  marks,
  table: { head: [], rows: [] },
  ...more,
});

/** Tags that open and close in order: what an XML parser would refuse, this refuses. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  for (const [, close, name, rest] of svg.matchAll(/<(\/?)([a-zA-Z]+)((?:[^<>"]|"[^"<]*")*)>/g)) {
    if (close) {
      if (open.pop() !== name) return false;
    } else if (!rest?.endsWith('/')) open.push(name ?? '');
  }
  return open.length === 0 && !/<(?![/a-zA-Z])/.test(svg) && !/&(?!amp;|lt;|gt;|quot;|#39;)/.test(svg);
}

describe('ticks', () => {
  test.each([
    [0, 1, 5, ['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']],
    [73.988, 74.014, 5, ['73.990', '73.995', '74.000', '74.005', '74.010']],
    [-3, 3, 6, ['−3', '−2', '−1', '0', '1', '2', '3']],
    [0, 1e9, 4, ['0', '2.5e8', '5e8', '7.5e8', '1e9']],
  ])('%f … %f', (from, to, count, expected) => expect(linearTicks(from, to, count).labels).toEqual(expected));

  test('are round, inside and about as many as asked for', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 12 }),
        (from, share, count) => {
          const width = share * Math.max(1, Math.abs(from));
          const { values, labels } = linearTicks(from, from + width, count);
          expect(values.length).toBeLessThanOrEqual(count * 2 + 2);
          expect(new Set(labels).size).toBe(labels.length);
          for (const value of values)
            expect(value >= from - width * 1e-6 && value <= from + width * (1 + 1e-6)).toBe(true);
        },
      ),
    );
  });
  test('on a logarithmic axis are powers of ten', () =>
    expect(logTicks(0.01, 1000).labels).toEqual(['0.01', '0.1', '1', '10', '100', '1000']));
  test('of points go by fives', () => {
    expect(indexTicks(0.5, 25.5, 18)).toEqual([1, 5, 10, 15, 20, 25]);
    expect(indexTicks(0.5, 8.5, 18)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

test('labels beside the plot never overlap where there is room for them', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 12 }), (at) => {
      const placed = spreadApart(
        at.map((a) => ({ at: a, size: 15 })),
        0,
        300,
      ).sort((a, b) => a - b);
      for (let k = 1; k < placed.length; k++) expect(placed[k]! - placed[k - 1]!).toBeGreaterThan(15 - 1e-6);
    }),
  );
});

test('any words and numbers give a well-formed document', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.array(fc.double(), { maxLength: 30 }),
      fc.array(fc.double(), { maxLength: 30 }),
      (words, x, y) => {
        const n = Math.min(x.length, y.length);
        const xs = x.slice(0, n);
        const ys = y.slice(0, n);
        const label = { zh: words, en: words };
        const svg = sceneToSvg(
          scene([
            { kind: 'line', tone: 'data', x: xs, y: ys, label },
            { kind: 'points', tone: 'alarm', x: xs, y: ys, labels: xs.map(() => words) },
            { kind: 'horizontal', tone: 'limit', y: 1, label },
            { kind: 'vertical', tone: 'muted', x: 1, label },
            { kind: 'box', tone: 'fit', x: 1, y: 1, width: 1, height: 1, text: words },
          ]),
          { language: 'zh' },
        );
        expect(isWellFormed(svg)).toBe(true);
        expect(svg).not.toMatch(/NaN|Infinity/);
      },
    ),
    { numRuns: 60 },
  );
});

test('every point that signals is drawn, among a hundred thousand', () => {
  const n = 100_000;
  const x = Float64Array.from({ length: n }, (_, k) => k + 1);
  const y = x.map((k) => Math.sin(k));
  const flagged = Array.from({ length: 50 }, (_, k) => 1 + k * 1999);
  const svg = sceneToSvg(
    scene([
      { kind: 'line', tone: 'data', x, y },
      { kind: 'points', tone: 'alarm', x: flagged, y: flagged.map((k) => y[k - 1]!) },
    ]),
    { language: 'en' },
  );
  // A diamond is four relative lines closed.
  expect(svg.match(/l5 5l-5 5l-5 -5z/g)?.length).toBe(50);
  expect(svg.length).toBeLessThan(200_000);
});

test('scenes one under another share their margins', () => {
  const one = scene([{ kind: 'line', tone: 'data', x: [1, 2], y: [1000000, 2000000] }]);
  const other = scene([{ kind: 'line', tone: 'data', x: [1, 2], y: [1, 2] }]);
  const svg = scenesToSvg([one, other], { language: 'zh', width: 600 });
  const lefts = [...svg.matchAll(/<path d="M([\d.]+) [\d.]+V/g)].map((match) => match[1]);
  expect(new Set(lefts).size).toBe(1);
});

test('an empty scene is a title on paper', () => {
  const svg = sceneToSvg(scene([]), { language: 'zh' });
  expect(svg).toContain('>图</text>');
  expect(isWellFormed(svg)).toBe(true);
});
