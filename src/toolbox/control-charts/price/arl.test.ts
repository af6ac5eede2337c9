import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ruleSets } from '../rule-sets.ts';
import { cusumArl, cusumArlOneSided } from './cusum-arl.ts';
import { ewmaArl } from './ewma-arl.ts';
import { mewmaArl, mewmaLimit, mewmaShiftArl } from './mewma-arl.ts';
import { rulesArl } from './rules-arl.ts';
import { t2Arl } from './t2-arl.ts';

interface Reference {
  readonly made: string;
  readonly ewma: readonly { lambda: number; limitSigma: number; shift: number; arl: number }[];
  readonly cusum: readonly { k: number; h: number; shift: number; headStart: number; arl: number; oneSided: number }[];
  readonly mewma: readonly { lambda: number; variables: number; limit: number; arl: number }[];
  readonly mewmaLimit: readonly { lambda: number; variables: number; arl: number; limit: number }[];
  readonly mewmaShift: readonly { lambda: number; variables: number; limit: number; shift: number; arl: number }[];
  readonly t2: readonly { variables: number; alpha: number; shift: number; arl: number }[];
}
const reference = JSON.parse(readFileSync(new URL('./arl.reference.json', import.meta.url), 'utf8')) as Reference;

const pick = (set: 'nelson' | 'western-electric', numbers: readonly number[]) =>
  numbers.flatMap((n) => ruleSets[set].rules[n - 1] ?? []);
const near = (found: number | undefined, expected: number, relative: number) =>
  expect(Math.abs((found ?? Number.NaN) / expected - 1)).toBeLessThan(relative);

describe(`against ${reference.made}`, () => {
  test('EWMA', () => {
    for (const c of reference.ewma) near(ewmaArl(c), c.arl, 1e-9);
  });
  test('CUSUM, two-sided and one-sided, with and without head start', () => {
    for (const c of reference.cusum) {
      near(cusumArl(c), c.arl, 1e-8);
      near(cusumArlOneSided(c), c.oneSided, 1e-8);
    }
  });
  test('MEWMA and its limit', () => {
    for (const c of reference.mewma) near(mewmaArl(c), c.arl, 1e-8);
    for (const c of reference.mewmaLimit) near(mewmaLimit(c), c.limit, 1e-8);
  });
  test('MEWMA under a shift, and one so small that it joins the run length in control', () => {
    for (const c of reference.mewmaShift) near(mewmaShiftArl(c), c.arl, 1e-7);
    const chart = { lambda: 0.1, limit: 8.66, variables: 3 };
    near(mewmaShiftArl({ ...chart, shift: 1e-5 }), mewmaArl(chart), 1e-6);
  });
  test('T² with known parameters', () => {
    for (const c of reference.t2) near(t2Arl(c), c.arl, 1e-10);
  });
});

/** Champ and Woodall (1987), table 1: Western Electric rules by number, shift 0, 0.2, 1, 2, 3 standard deviations. */
const published: readonly (readonly [readonly number[], readonly number[]])[] = [
  [[1], [370.4, 308.43, 43.89, 6.3, 2.0]],
  [
    [1, 2],
    [225.44, 177.56, 20.01, 3.65, 1.68],
  ],
  [
    [1, 3],
    [166.05, 120.7, 12.66, 3.68, 1.89],
  ],
  [
    [1, 4],
    [152.73, 110.52, 14.58, 4.89, 1.99],
  ],
  [
    [1, 2, 3],
    [132.89, 97.86, 10.95, 3.14, 1.67],
  ],
  [
    [1, 2, 4],
    [122.05, 89.14, 11.73, 3.5, 1.68],
  ],
  [
    [1, 3, 4],
    [105.78, 76.01, 10.19, 3.65, 1.89],
  ],
  [
    [1, 2, 3, 4],
    [91.75, 66.8, 9.22, 3.13, 1.67],
  ],
];

test.each(published)('Western Electric rules %j as Champ and Woodall printed them', (numbers, expected) => {
  const found = [0, 0.2, 1, 2, 3].map(
    (shift) => rulesArl({ rules: pick('western-electric', numbers), shift }) ?? Number.NaN,
  );
  for (const [i, arl] of found.entries()) expect(Math.abs(arl - (expected[i] ?? 0))).toBeLessThan(0.00501);
});

/**
 * Steadily rising or falling, counted another way: the share of the permutations of n points without such a run, by a
 * recurrence on the rank of the last point; the run length is the sum of these shares.
 */
function trendArlByPermutations(points: number): number {
  // ways[d][k][r]: permutations of n with last rank r, direction d, k points in the present run.
  let ways = new Map<string, number>([['0,1,0', 1]]);
  // No signal can come within one point: the shares of 0 and of 1 points are 1.
  let arl = 2;
  let last = 1;
  for (let n = 2; ; n++) {
    const next = new Map<string, number>();
    let alive = 0;
    // Cumulative sums over the last rank, so that each step costs n.
    const byState = new Map<string, Float64Array>();
    for (const [key, value] of ways) {
      const [d, k, r] = key.split(',').map(Number) as [number, number, number];
      const list = byState.get(`${d},${k}`) ?? new Float64Array(n - 1);
      list[r] = value;
      byState.set(`${d},${k}`, list);
    }
    for (const [state, list] of byState) {
      const [d, k] = state.split(',').map(Number) as [number, number];
      let below = 0;
      const total = list.reduce((a, b) => a + b, 0);
      for (let r = 0; r < n; r++) {
        // Ranks below r before the insertion stay below: the step is up from them, down from the rest.
        for (const [direction, share] of [
          [1, below],
          [-1, total - below],
        ] as const) {
          const run = direction === d ? k + 1 : 2;
          if (run >= points || share === 0) continue;
          const key = `${direction},${run},${r}`;
          next.set(key, (next.get(key) ?? 0) + share / n);
        }
        below += list[r] ?? 0;
      }
    }
    for (const value of next.values()) alive += value;
    arl += alive;
    ways = next;
    // From here on each share is the same part of the one before: a geometric tail.
    if (n > 60) return arl + alive / (last / alive - 1);
    last = alive;
  }
}

test('six in a trend agrees with counting permutations, and no shift changes it', () => {
  const trend = pick('nelson', [3]);
  const exact = rulesArl({ rules: trend }) ?? Number.NaN;
  near(exact, trendArlByPermutations(6), 1e-8);
  near(rulesArl({ rules: trend, shift: 1.7 }), exact, 1e-9);
});

test('all eight of Nelson together: simulation of 40 million points gave 73, rules 1-4 119, 1 + 2 216', () => {
  expect(rulesArl({ rules: pick('nelson', [1, 2, 3, 4, 5, 6, 7, 8]) })).toBeCloseTo(73.48, 1);
  expect(rulesArl({ rules: pick('nelson', [1, 2, 3, 4]) })).toBeCloseTo(119.17, 1);
  expect(rulesArl({ rules: pick('nelson', [1, 2]) })).toBeCloseTo(216.7, 1);
});

test('adding a rule never lengthens the run', () => {
  const all = [1, 2, 3, 4, 5, 6, 7, 8];
  let last = Number.POSITIVE_INFINITY;
  for (let n = 1; n <= 4; n++) {
    const arl = rulesArl({ rules: pick('nelson', all.slice(0, n)), shift: 0.5 }) ?? Number.NaN;
    expect(arl).toBeLessThan(last);
    last = arl;
  }
});
