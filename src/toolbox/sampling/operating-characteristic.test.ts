import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  curveQualities,
  type Lots,
  outgoingQualityLimit,
  planPerformance,
  qualityAtAcceptance,
} from './operating-characteristic.ts';
import { type Plan, planFault, type Stage, singlePlan } from './plan.ts';

interface Golden {
  cases: {
    name: string;
    stages: Stage[];
    model: Lots['model'];
    lotSize: number | null;
    rows: { p: number; pa: string; asn: string; aoq: string; ati?: string }[];
  }[];
}
const golden = JSON.parse(readFileSync(new URL('./curves.golden.json', import.meta.url), 'utf8')) as Golden;

describe('operating characteristic', () => {
  it.each(golden.cases)('$name: Pa and AOQ to 1e-13, ASN and ATI to 1e-12 of mpmath', ({
    stages,
    model,
    lotSize,
    rows,
  }) => {
    for (const row of rows) {
      const found = planPerformance({ stages }, lotSize === null ? { model } : { model, lotSize }, row.p);
      expect(Math.abs(found.pa - Number(row.pa))).toBeLessThan(1e-13);
      expect(Math.abs(found.aoq - Number(row.aoq))).toBeLessThan(1e-13);
      expect(Math.abs(found.asn / Number(row.asn) - 1)).toBeLessThan(1e-12);
      if (row.ati !== undefined) expect(Math.abs((found.ati ?? 0) / Number(row.ati) - 1)).toBeLessThan(1e-12);
    }
  });

  // Montgomery, Introduction to Statistical Quality Control, chapter 15: n = 89, c = 2, N = 10 000, p = 0.01.
  it('gives the textbook figures of n = 89, c = 2', () => {
    const plan = singlePlan(89, 2);
    const at = planPerformance(plan, { model: 'binomial', lotSize: 10_000 }, 0.01);
    expect(at.pa).toBeCloseTo(0.9397, 4);
    expect(at.ati ?? 0).toBeCloseTo(687, 0);
    expect(outgoingQualityLimit(plan, { model: 'binomial' }).aoql).toBeCloseTo(0.0155, 3);
  });

  it('finds the AOQL as the highest point and its quality', () => {
    for (const lots of [
      { model: 'binomial' },
      { model: 'poisson' },
      { model: 'hypergeometric', lotSize: 500 },
    ] as const) {
      const plan = singlePlan(50, 1);
      const { aoql, p } = outgoingQualityLimit(plan, lots);
      for (const near of [0.9, 0.99, 1.01, 1.1])
        expect(planPerformance(plan, lots, p * near).aoq).toBeLessThanOrEqual(aoql * (1 + 1e-12));
    }
  });

  it('inverts the curve', () => {
    const plan: Plan = {
      stages: [
        { n: 50, ac: 0, re: 3 },
        { n: 50, ac: 3, re: 4 },
      ],
    };
    for (const pa of [0.99, 0.95, 0.5, 0.1])
      expect(
        planPerformance(plan, { model: 'binomial' }, qualityAtAcceptance(plan, { model: 'binomial' }, pa)).pa,
      ).toBeCloseTo(pa, 12);
  });

  it('falls with worse quality, whatever the plan', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        (n, first, more) => {
          const plan: Plan = {
            stages: [
              { n, ac: first, re: first + more + 1 },
              { n, ac: first + more, re: first + more + 1 },
            ],
          };
          const pas = curveQualities(plan, { model: 'binomial' }, 12).map(
            (p) => planPerformance(plan, { model: 'binomial' }, p).pa,
          );
          return pas.every((pa, i) => pa >= -1e-15 && pa <= 1 + 1e-12 && (i === 0 || pa <= (pas[i - 1] ?? 1) + 1e-12));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('names what is wrong with a plan', () => {
    expect(planFault({ stages: [{ n: 0, ac: 0, re: 1 }] })).toMatchObject({ stage: 1, found: 'n = 0' });
    expect(planFault({ stages: [{ n: 5, ac: 2, re: 2 }] })).toMatchObject({ expected: 'Re whole, Re > Ac' });
    expect(planFault({ stages: [{ n: 5, ac: 1, re: 4 }] })).toMatchObject({
      expected: 'Re = Ac + 1 in the last stage',
    });
    expect(planFault(singlePlan(5, 0))).toBeUndefined();
  });
});
