import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ruleSets } from './rule-sets.ts';
import { applyRules } from './rules.ts';
import { Watch, watchBits } from './stream.ts';

const all = [1, 2, 3, 4, 5, 6, 7, 8];

test('point by point it flags what the whole series flags', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          { weight: 30, arbitrary: fc.double({ min: -4, max: 4, noNaN: true }) },
          { weight: 10, arbitrary: fc.integer({ min: -3, max: 3 }) },
          { weight: 1, arbitrary: fc.constant(Number.NaN) },
        ),
        { maxLength: 200 },
      ),
      (data) => {
        const z = Float64Array.from(data);
        const mask = new Uint32Array(z.length);
        applyRules({ values: z, z, ucl: 3, lcl: -3 }, ruleSets.nelson.rules, mask, 0, z.length);
        const watch = new Watch({ mean: 0, sigma: 1, rules: all });
        expect(data.map((value) => watch.push(value) & 0xff)).toEqual([...mask]);
      },
    ),
    { numRuns: 300 },
  );
});

test('a gap takes its place among the last three and five, as on the chart', () => {
  const data = [-2.5, Number.NaN, -2.5, 1.5, 1.5, Number.NaN, 1.5, 1.5];
  const z = Float64Array.from(data);
  const mask = new Uint32Array(z.length);
  applyRules({ values: z, z, ucl: 3, lcl: -3 }, ruleSets.nelson.rules, mask, 0, z.length);
  const watch = new Watch({ mean: 0, sigma: 1, rules: all });
  expect(data.map((value) => watch.push(value) & 0xff)).toEqual([0, 0, 16, 0, 0, 0, 0, 32]);
  expect([...mask]).toEqual([0, 0, 16, 0, 0, 0, 0, 32]);
});

test('long runs of every pattern agree as well', () => {
  const patterns = [
    (k: number) => (k % 2) - 0.5,
    (k: number) => 0.1 * (k % 7),
    () => 0.4,
    (k: number) => (k % 2 ? 1.3 : -1.3),
    (k: number) => Math.sin(k) * 2.2,
  ];
  for (const pattern of patterns) {
    const z = Float64Array.from({ length: 120 }, (_, k) => pattern(k));
    const mask = new Uint32Array(z.length);
    applyRules({ values: z, z, ucl: 3, lcl: -3 }, ruleSets.nelson.rules, mask, 0, z.length);
    const watch = new Watch({ mean: 0, sigma: 1, rules: all });
    expect([...z].map((value) => watch.push(value) & 0xff)).toEqual([...mask]);
  }
});

describe('EWMA and CUSUM', () => {
  test('follow their definitions', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 80 }), (data) => {
        const watch = new Watch({ mean: 0, sigma: 1 });
        let [z, up, down] = [0, 0, 0];
        for (const [t, x] of data.entries()) {
          const bits = watch.push(x);
          z = 0.2 * x + 0.8 * z;
          up = Math.max(0, up + x - 0.5);
          down = Math.max(0, down - x - 0.5);
          expect(watch.ewma).toBeCloseTo(z, 10);
          const limit = 3 * Math.sqrt((0.2 / 1.8) * (1 - 0.8 ** (2 * (t + 1))));
          if (Math.abs(Math.abs(z) - limit) > 1e-9) expect((bits & watchBits.ewma) !== 0).toBe(Math.abs(z) > limit);
          expect((bits & watchBits.cusumUpper) !== 0).toBe(up > 5);
          expect((bits & watchBits.cusumLower) !== 0).toBe(down > 5);
        }
      }),
    );
  });
});

test('only the tests chosen alarm, two unless said', () => {
  const watch = new Watch({ mean: 10, sigma: 2 });
  expect(watch.push(17) & 1).toBe(1);
  for (let k = 0; k < 5; k++) watch.push(10 + k * 0.01);
  expect(watch.push(11) & 4).toBe(0);
});

test('a sigma of nothing is refused', () => {
  expect(() => new Watch({ mean: 0, sigma: 0 })).toThrow(/sigma > 0, found/);
});
