import { describe, expect, it } from 'vitest';
import { refusalOf, resultOf } from '../reference-values.contract.ts';
import { oneSidedFactor, twoSidedFactor } from './normal-factors.ts';
import { orderConfidence, orderLimits, orderSampleSize } from './order-limits.ts';
import golden from './tolerance.golden.json' with { type: 'json' };
import { toleranceIntervalMethod } from './tolerance-interval.ts';

describe(`normal tolerance factors against ${golden.version}`, () => {
  it.each(golden.cases.map((c) => [`n = ${c.n}, ${c.coverage}, ${c.confidence}`, c] as const))('%s', (_, c) => {
    const aim = { n: c.n, df: c.n - 1, coverage: c.coverage, confidence: c.confidence };
    expect(Math.abs(twoSidedFactor(aim) / Number(c.twoSided) - 1)).toBeLessThanOrEqual(1e-12);
    expect(Math.abs(oneSidedFactor(aim) / Number(c.oneSided) - 1)).toBeLessThanOrEqual(1e-12);
  });

  it('the printed one-sided factor of the NIST handbook 7.2.6.3: 1.8752 by approximation is near the exact 1.874', () => {
    expect(oneSidedFactor({ n: 43, df: 42, coverage: 0.9, confidence: 0.99 })).toBeCloseTo(1.874, 3);
  });
});

describe('limits from order statistics', () => {
  it("Wilks' sample sizes: 93 for the range and 59 for one extreme at 95 % and 95 %", () => {
    expect(orderSampleSize(0.95, 0.95, 'two-sided')).toBe(93);
    expect(orderSampleSize(0.95, 0.95, 'upper')).toBe(59);
    expect(orderSampleSize(0.99, 0.99, 'two-sided')).toBe(662);
  });

  it('takes the narrowest pair that still reaches the confidence', () => {
    for (const n of [93, 150, 300, 1000]) {
      const { lowerRank, upperRank, reached } = orderLimits(n, 0.95, 0.95, 'two-sided');
      const omitted = lowerRank! + (n - upperRank! + 1);
      expect(reached).toBeGreaterThanOrEqual(0.95);
      expect(orderConfidence(n, omitted + 1, 0.95)).toBeLessThan(0.95);
    }
  });

  it('says when the sample is too small for them', () => {
    const { values, warnings } = resultOf(toleranceIntervalMethod);
    expect(values.distributionFree.reached).toBeLessThan(0.99);
    expect(values.distributionFree.neededN).toBe(64);
    expect(warnings.map((w) => w.code)).toContain('order-limits-fall-short');
  });
});

describe('the method', () => {
  it('gives one limit or two as asked, around the mean', () => {
    const two = resultOf(toleranceIntervalMethod).values;
    expect((two.normal.lower! + two.normal.upper!) / 2).toBeCloseTo(two.mean, 10);
    const upper = resultOf(toleranceIntervalMethod, undefined, {
      side: 'upper',
      coverage: 0.9,
      confidence: 0.99,
    }).values;
    expect(upper.normal.lower).toBeNull();
    expect(upper.normal.upper!).toBeLessThan(two.normal.upper!);
  });

  it('warns where normal limits do not hold, and refuses constant data', () => {
    const skewed = `m\n${Array.from({ length: 40 }, (_, i) => Math.exp(i / 8)).join('\n')}\n`;
    expect(resultOf(toleranceIntervalMethod, skewed, {}).warnings.map((w) => w.code)).toContain('not-normal');
    expect(refusalOf(toleranceIntervalMethod, 'm\n2\n2\n2\n')).toEqual(['constant-values']);
  });
});
