import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { designSinglePlan, dodgeRomigPlan, zeroAcceptancePlan } from './plan-design.ts';
import {
  constantFor,
  constantFromFraction,
  designVariablesPlan,
  estimatedFraction,
  variablesAcceptance,
} from './variables-plan.ts';
import { z19Letter, z19Plan } from './z19-plans.ts';

interface Golden {
  attributes: {
    model: 'binomial' | 'poisson' | 'hypergeometric';
    lotSize: number | null;
    p1: number;
    pa1: number;
    p2: number;
    pa2: number;
    plan: { n: number; c: number };
  }[];
  variables: { p1: number; pa1: number; p2: number; pa2: number; plan: { n: number; kOfP1: number; pa2: number } }[];
  pas: { n: number; k: number; p: number; pa: number }[];
}
const golden = JSON.parse(readFileSync(new URL('./design.golden.json', import.meta.url), 'utf8')) as Golden;

describe('attributes plans by design', () => {
  it.each(golden.attributes)('$model, $p1 and $p2: the plan of an exhaustive search', ({
    model,
    lotSize,
    plan,
    ...points
  }) => {
    const found = designSinglePlan(points, lotSize === null ? { model } : { model, lotSize });
    expect(found?.stages).toEqual([{ n: plan.n, ac: plan.c, re: plan.c + 1 }]);
  });

  it('finds c = 0 plans: 59 and 299 items for 95 % confidence, fewer from a small lot', () => {
    // 0.95^59 = 0.0485, 0.99^299 = 0.0495: the success-run theorem.
    expect(zeroAcceptancePlan(0.05, 0.05, { model: 'binomial' })?.plan.stages[0]?.n).toBe(59);
    expect(zeroAcceptancePlan(0.01, 0.05, { model: 'binomial' })?.plan.stages[0]?.n).toBe(299);
    // 10 bad of 200: C(190, n)/C(200, n) <= 0.05 first at n = 51 (scipy hypergeom.cdf(0, 200, 10, n)).
    expect(zeroAcceptancePlan(0.05, 0.05, { model: 'hypergeometric', lotSize: 200 })?.plan.stages[0]?.n).toBe(51);
  });

  it('comes within the rounding of Dodge and Romig: 770, 4 for LTPD 1 % and 65, 3 for AOQL 3 % at N = 5000', () => {
    const ltpd = dodgeRomigPlan({
      kind: 'ltpd',
      limit: 0.01,
      processAverage: 0.0025,
      lotSize: 5000,
      consumerRisk: 0.1,
    });
    expect(ltpd?.plan.stages[0]?.ac).toBe(4);
    expect(Math.abs((ltpd?.plan.stages[0]?.n ?? 0) - 770)).toBeLessThanOrEqual(5);
    expect(ltpd?.consumerRisk ?? 1).toBeLessThanOrEqual(0.1);
    const aoql = dodgeRomigPlan({ kind: 'aoql', limit: 0.03, processAverage: 0.01, lotSize: 5000, consumerRisk: 0.1 });
    expect(aoql?.plan.stages[0]?.ac).toBe(3);
    expect(Math.abs((aoql?.plan.stages[0]?.n ?? 0) - 65)).toBeLessThanOrEqual(3);
    expect(aoql?.aoql ?? 1).toBeLessThanOrEqual(0.03);
  });
});

describe('variables plans', () => {
  it.each(golden.variables)('s method, $p1 and $p2: n of an exhaustive search, k to 1e-9', ({ plan, ...points }) => {
    const found = designVariablesPlan(points, 'unknown');
    expect(found?.n).toBe(plan.n);
    expect(Math.abs((found?.k ?? 0) - plan.kOfP1)).toBeLessThan(1e-9);
  });

  it('equals scipy in the probability of acceptance', () => {
    for (const { n, k, p, pa } of golden.pas)
      expect(Math.abs(variablesAcceptance({ n, k }, 'unknown', p) - pa)).toBeLessThan(1e-12);
  });

  it('gives the closed form of the sigma method', () => {
    // n = ((1.6449 + 1.2816) / (2.3263 - 1.5548))² = 14.39: 15 items.
    expect(designVariablesPlan({ p1: 0.01, pa1: 0.95, p2: 0.06, pa2: 0.1 }, 'known')?.n).toBe(15);
    expect(variablesAcceptance({ n: 15, k: constantFor(15, 'known', 0.01, 0.95) }, 'known', 0.01)).toBeCloseTo(
      0.95,
      13,
    );
  });

  it('carries Z1.9: letter F, AQL 2.5 has n = 10, k = 1.41; letter I, 1.0 has n = 25, k = 1.85', () => {
    const f = z19Plan('normal', 'unknown', 'F', 2.5);
    expect(f?.n).toBe(10);
    expect(constantFromFraction(f?.m ?? 0, 10, 'unknown')).toBeCloseTo(1.41, 2);
    const i = z19Plan('normal', 'unknown', 'I', 1);
    expect(i?.n).toBe(25);
    expect(constantFromFraction(i?.m ?? 0, 25, 'unknown')).toBeCloseTo(1.85, 2);
    expect(z19Plan('tightened', 'unknown', 'F', 2.5)).toEqual(z19Plan('normal', 'unknown', 'F', 1.5));
    expect(z19Letter(100, 'II')).toBe('F');
    expect(z19Plan('normal', 'known', 'J', 1)?.n).toBe(12);
  });

  it('estimates the fraction beyond a limit and inverts it', () => {
    for (const n of [3, 10, 50]) {
      for (const sigma of ['unknown', 'known'] as const) {
        const q = constantFromFraction(0.02, n, sigma);
        expect(estimatedFraction(q, n, sigma)).toBeCloseTo(0.02, 12);
      }
    }
    expect(estimatedFraction(99, 10, 'unknown')).toBe(0);
  });
});
