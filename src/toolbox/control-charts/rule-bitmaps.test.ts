import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyBitmaps, canUseBitmaps } from './rule-bitmaps.ts';
import { ruleSets } from './rule-sets.ts';
import { ruleText } from './rule-text.ts';
import { applyOneByOne, type Rule, type RuleTest } from './rules.ts';

const point = fc.oneof(
  { weight: 30, arbitrary: fc.double({ min: -4, max: 4, noNaN: true }) },
  { weight: 15, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);
/** Random points, and stretches on which the patterns of every test come up. */
const stretch = fc.oneof(
  fc.array(point, { maxLength: 60 }),
  fc
    .tuple(fc.integer({ min: 1, max: 80 }), fc.constantFrom(0.4, 1.5, -0.5, 2.5))
    .map(([n, v]) => new Array<number>(n).fill(v)),
  fc
    .tuple(fc.integer({ min: 1, max: 80 }), fc.double({ min: 0.1, max: 2, noNaN: true }))
    .map(([n, v]) => Array.from({ length: n }, (_, k) => (k % 2 ? v : -v))),
  fc.integer({ min: 1, max: 40 }).map((n) => Array.from({ length: n }, (_, k) => k / 8 - 1)),
);
const series = fc.array(stretch, { maxLength: 8 }).map((parts) => Float64Array.from(parts.flat()));

const rule = (test: RuleTest): Rule => ({ id: 'x', test, text: ruleText(test) });
const sets: readonly (readonly Rule[])[] = [
  ruleSets.nelson.rules,
  ruleSets.aiag.rules,
  ruleSets['western-electric'].rules,
  // Shortest windows: a map that is itself the answer must not be written over for the test after it.
  [
    rule({ kind: 'trend', points: 2 }),
    rule({ kind: 'alternation', points: 4 }),
    rule({ kind: 'beyond', sigma: 1 }),
    rule({ kind: 'mixture', points: 3, sigma: 1 }),
    rule({ kind: 'hugging', points: 3, sigma: 2.5 }),
  ],
  [
    rule({ kind: 'run', points: 32 }),
    rule({ kind: 'run', points: 2 }),
    rule({ kind: 'hugging', points: 31, sigma: 0.5 }),
    rule({ kind: 'trend', points: 3 }),
    rule({ kind: 'beyond', sigma: 2.5 }),
    rule({ kind: 'mixture', points: 17, sigma: 0.3 }),
    rule({ kind: 'alternation', points: 32 }),
  ],
];

test('words of 32 points mark what the loops mark point by point, with constant and with changing limits', () => {
  fc.assert(
    fc.property(series, fc.constantFrom(...sets), fc.boolean(), fc.nat(40), (z, rules, changing, from) => {
      const limits = changing
        ? { ucl: z.map((_, k) => 3 - (k % 3)), lcl: z.map((_, k) => -3 + (k % 2)) }
        : { ucl: 3, lcl: -3 };
      const start = Math.min(from, z.length);
      const [words, loops] = [new Uint32Array(z.length), new Uint32Array(z.length)];
      applyBitmaps({ values: z, z, ...limits }, rules, words, start, z.length);
      applyOneByOne({ values: z, z, ...limits }, rules, loops, start, z.length);
      expect(words).toEqual(loops);
    }),
    { numRuns: 400 },
  );
});

test('patterns that cross from block to block are seen', () => {
  // A block is 8192 points: patterns of every length lie across its end.
  for (let shift = 0; shift < 40; shift++) {
    const z = Float64Array.from({ length: 16_500 }, (_, k) => {
      const at = k - (8192 - shift);
      return at >= 0 && at < 32 ? [0.5 + at / 100, at % 2 ? 1.4 : -1.4, 0.2, 1.2][shift % 4]! : Math.sin(k * 7.3) * 2.9;
    });
    for (const rules of sets) {
      const [words, loops] = [new Uint32Array(z.length), new Uint32Array(z.length)];
      applyBitmaps({ values: z, z, ucl: 3, lcl: -3 }, rules, words, 0, z.length);
      applyOneByOne({ values: z, z, ucl: 3, lcl: -3 }, rules, loops, 0, z.length);
      expect(Buffer.compare(Buffer.from(words.buffer), Buffer.from(loops.buffer))).toBe(0);
    }
  }
});

test('tests that it cannot hold are left to the loops', () => {
  expect(canUseBitmaps([rule({ kind: 'run', points: 33 })])).toBe(false);
  expect(canUseBitmaps([rule({ kind: 'cluster', count: 3, of: 4, sigma: 1 })])).toBe(false);
  expect(canUseBitmaps([rule({ kind: 'mixture', points: 8, sigma: 1, bothSides: true })])).toBe(false);
  expect(canUseBitmaps(ruleSets.nelson.rules)).toBe(true);
});
