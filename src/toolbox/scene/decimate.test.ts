import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimate } from './decimate.ts';

const series = fc.record({
  y: fc.array(
    fc.oneof(
      { weight: 20, arbitrary: fc.double({ min: -100, max: 100, noNaN: true }) },
      { weight: 1, arbitrary: fc.constant(Number.NaN) },
    ),
    { minLength: 1, maxLength: 3000 },
  ),
  columns: fc.integer({ min: 1, max: 60 }),
});

test('flagged points are never lost, whatever the data, the zoom and the width', () => {
  fc.assert(
    fc.property(
      series,
      fc.array(fc.nat(2999), { maxLength: 30 }),
      fc.nat(1000),
      fc.nat(3000),
      ({ y, columns }, flags, start, span) => {
        const x = Float64Array.from(y, (_, k) => k);
        const keep = [...new Set(flags.filter((k) => k < y.length))];
        const [from, to] = [start, start + Math.max(1, span)];
        const shown = new Set(decimate({ x, y, from, to, columns, keep }));
        for (const k of keep) if (x[k]! >= from && x[k]! <= to) expect(shown.has(k)).toBe(true);
      },
    ),
  );
});

test('each pixel column keeps its lowest and highest point, in order, and no index twice', () => {
  fc.assert(
    fc.property(series, ({ y, columns }) => {
      const x = Float64Array.from(y, (_, k) => k);
      const kept = decimate({ x, y, from: 0, to: y.length, columns });
      for (let k = 1; k < kept.length; k++) expect(kept[k]!).toBeGreaterThan(kept[k - 1]!);
      for (let c = 0; c < columns; c++) {
        const all = y.filter((value, k) => Math.floor((k * columns) / y.length) === c && !Number.isNaN(value));
        const drawn = [...kept]
          .filter((k) => Math.floor((k * columns) / y.length) === c)
          .map((k) => y[k]!)
          .filter((value) => !Number.isNaN(value));
        if (all.length === 0) continue;
        expect(Math.min(...drawn)).toBe(Math.min(...all));
        expect(Math.max(...drawn)).toBe(Math.max(...all));
      }
    }),
  );
});

test('a million points become at most five a pixel column', () => {
  const n = 1_000_000;
  const x = Float64Array.from({ length: n }, (_, k) => k);
  const y = x.map((k) => Math.sin(k / 1000) + ((k * 7919) % 101) / 100);
  expect(decimate({ x, y, from: 0, to: n, columns: 900 }).length).toBeLessThanOrEqual(900 * 5);
});
