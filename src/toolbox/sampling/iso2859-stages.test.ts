import { describe, expect, it } from 'vitest';
import { codeLetters, severities } from './iso2859-single.ts';
import { findPlan, stagesEditions } from './iso2859-stages.ts';
import { planPerformance } from './operating-characteristic.ts';
import { planFault, singlePlan } from './plan.ts';

const letterAqls = [0.1, 0.25, 0.65, 1, 1.5, 2.5, 4, 6.5, 10, 25, 65, 100, 250, 1000];

describe('double and multiple plans', () => {
  it('forms a valid plan in every cell, whose probability of acceptance stays near the single plan', () => {
    for (const edition of ['iso-1999', 'mil-std-105e'] as const) {
      for (const severity of severities) {
        for (const kind of ['double', 'multiple'] as const) {
          for (const letter of codeLetters.slice(0, 16)) {
            for (const aql of letterAqls) {
              const found = findPlan(severity, letter, aql, kind, edition);
              if (!found || found.kind === 'single') continue;
              expect(planFault(found.plan)).toBeUndefined();
              const { n, ac } = found.single;
              for (const mean of [0.3, 0.7, 1, 1.4, 2]) {
                const p = (mean * (ac + 0.7)) / n;
                const difference =
                  planPerformance(found.plan, { model: 'poisson' }, p).pa -
                  planPerformance(singlePlan(n, ac), { model: 'poisson' }, p).pa;
                // Small letters have coarsely rounded stages, where the standard itself differs more.
                expect(Math.abs(difference), `${edition} ${severity} ${letter} ${aql} ${kind}`).toBeLessThan(
                  n < 50 ? 0.25 : 0.08,
                );
              }
            }
          }
        }
      }
    }
  });

  it('ends double and multiple on the same acceptance number (ISO edition)', () => {
    const double = findPlan('normal', 'K', 1, 'double', 'iso-1999');
    const multiple = findPlan('normal', 'K', 1, 'multiple', 'iso-1999');
    expect(double?.plan.stages).toEqual([
      { n: 80, ac: 1, re: 3 },
      { n: 80, ac: 4, re: 5 },
    ]);
    expect(multiple?.plan.stages.at(-1)).toEqual({ n: 32, ac: 4, re: 5 });
    expect(multiple?.plan.stages[0]).toEqual({ n: 32, ac: null, re: 3 });
    expect(double?.confirmed).toBe(false);
    expect(stagesEditions['iso-1999'].source).toContain('to be confirmed');
  });

  // R package AQLSchemes 1.7-2, AAZ14Double and AAZ14Multiple: letter K.
  it('equals the R package AQLSchemes for MIL-STD-105E', () => {
    expect(findPlan('normal', 'K', 2.5, 'double', 'mil-std-105e')?.plan.stages).toEqual([
      { n: 80, ac: 3, re: 7 },
      { n: 80, ac: 8, re: 9 },
    ]);
    expect(findPlan('tightened', 'K', 0.4, 'double', 'mil-std-105e')?.plan.stages).toEqual([
      { n: 125, ac: 0, re: 2 },
      { n: 125, ac: 1, re: 2 },
    ]);
    expect(findPlan('normal', 'K', 0.25, 'multiple', 'mil-std-105e')?.plan.stages[0]).toEqual({
      n: 50,
      ac: null,
      re: 2,
    });
    expect(findPlan('tightened', 'E', 250, 'multiple', 'mil-std-105e')?.plan.stages[6]).toEqual({
      n: 3,
      ac: 72,
      re: 73,
    });
  });

  it('serves the single plan where acceptance number 0 has no other, and for small letters', () => {
    expect(findPlan('normal', 'J', 0.15, 'double', 'iso-1999')).toMatchObject({ kind: 'single', confirmed: true });
    expect(findPlan('normal', 'A', 40, 'double', 'iso-1999')?.kind).toBe('single');
    expect(findPlan('normal', 'C', 40, 'multiple', 'iso-1999')?.kind).toBe('double');
  });
});
